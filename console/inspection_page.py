"""What was read of one file as one HTML file: each page's picture beside its text, for checking by eye.

A template is a literal, and ``markupsafe`` escapes whatever is filled in; a policy in the head lets a browser neither
run nor fetch anything, should that ever fail.
"""

from __future__ import annotations

import base64
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from console.documents import metadata_in_words
from console.inspection_orders import SIGNATURE
from ingest.confidence import How
from ingest.document import Block, BlockKind, Document, Metadata, PageSpan, Span
from page.colours import colours
from page.marked_pages import MarkedPage
from service.shown_document import heading_of

_STYLE: Final = Path(__file__).with_suffix(".css")
_NO_CORRECTIONS: Final[Mapping[str, str]] = MappingProxyType({})

_Place = tuple[str, Span]  # a metadata field and where it was read


def inspection_html(
    document: Document, pages: Iterable[MarkedPage] = (), corrections: Mapping[str, str] = _NO_CORRECTIONS
) -> Markup:
    """The whole file; it needs no other.

    :param pages: pictures of all pages, as ``marked_pages`` gives them.
    :param corrections: what people say that fields are, in words.
    """
    return Markup(
        '<!doctype html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n{signature}\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width">\n<title>{name}</title>\n'
        "<style>\n{style}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    ).format(
        signature=Markup(SIGNATURE),  # noqa: S704 - a literal of ours
        name=document.name,
        style=Markup(colours() + _STYLE.read_text(encoding="utf-8")),  # noqa: S704 - our own file
        body=_Inspection(document, corrections).body(pages),
    )


class _Inspection:
    """The parts of the page, all of one document."""

    def __init__(self, document: Document, corrections: Mapping[str, str]) -> None:
        self._document = document
        self._corrections = corrections
        self._places = _places(document.metadata)
        rows: dict[int, list[int]] = defaultdict(list)
        for number, block in enumerate(document.blocks):
            if block.table is not None:
                rows[block.table].append(number)
        self._header_rows = {
            number for table, numbers in rows.items() for number in numbers[: document.tables[table].header_rows]
        }

    def body(self, pages: Iterable[MarkedPage]) -> Markup:
        document = self._document
        counts = Counter(block.kind.value.replace("_", " ") for block in document.blocks)
        return Markup(
            "<header><h1>{name}</h1><p>SHA-256 <code>{hash}</code> · {blocks} ({kinds}) · {tables} · "
            "{pages} · {characters}</p></header>\n{warnings}"
            '<div class="overview"><section><h2>Metadata</h2>{metadata}</section>\n'
            "<section><h2>Outline</h2>{outline}</section></div>\n<main>\n{text}</main>\n"
        ).format(
            name=document.name,
            hash=document.content_hash[:12],
            blocks=_counted(len(document.blocks), "block"),
            kinds=", ".join(f"{count} {kind}" for kind, count in counts.items()),
            tables=_counted(len(document.tables), "table"),
            pages=f"{_counted(len(document.pages), 'page')} with text" if document.pages else "without pages",
            characters=_counted(len(document.text), "character"),
            warnings=self._warnings(),
            metadata=self._metadata(),
            outline=self._outline(),
            text=self._text(pages),
        )

    def _warnings(self) -> Markup:
        if not self._document.warnings:
            return Markup("")
        items = _join(Markup("<li>{}</li>").format(warning) for warning in self._document.warnings)
        return Markup('<section class="warnings"><h2>Warnings</h2><ul>{}</ul></section>\n').format(items)

    def _metadata(self) -> Markup:
        row = Markup(
            '<tr class="{kind}"><th scope="row">{name}</th><td>{value}{corrected}</td><td>{how}</td>'
            "<td>{places}</td></tr>\n"
        )
        rows = []
        for field, value in metadata_in_words(self._document.metadata).items():
            places = [self._place(span) for name, span in self._places if name == field]
            rows.append(
                row.format(
                    kind=" ".join(self._classes(field, value)),
                    name=field,
                    how=self._confidence(field),
                    value=value or "not found",
                    corrected=self._corrected(field),
                    places=_join(places)
                    if places or not value
                    else Markup('<i class="quiet">no place in the text</i>'),
                )
            )
        columns = ("field", "value", "confidence", "read from")
        head = Markup("<tr>{}</tr>").format(_join(Markup('<th scope="col">{}</th>').format(name) for name in columns))
        return Markup('<table class="metadata"><thead>{}</thead><tbody>\n{}</tbody></table>').format(head, _join(rows))

    def _classes(self, field: str, value: str) -> Iterator[str]:
        confidence = self._document.metadata.confidence.get(field)
        if not value:
            yield "absent"
        if confidence is not None and confidence.is_low:
            yield "low"
        if field in self._corrections or (confidence is not None and confidence.how is How.BY_HAND):
            yield "by-hand"

    def _corrected(self, field: str) -> Markup:
        by_hand = self._corrections.get(field)
        return Markup("") if by_hand is None else Markup("<p>by hand in the index: <b>{}</b></p>").format(by_hand)

    def _confidence(self, field: str) -> str:
        confidence = self._document.metadata.confidence.get(field)
        return f"{confidence.value:.2f} {confidence.how.replace('_', ' ')}" if confidence else ""

    def _place(self, span: Span) -> Markup:
        document = self._document
        page = document.page_at(span.start)
        at = next((number for number, block in enumerate(document.blocks) if block.end > span.start), 0)
        return Markup('<a href="#b{at}">{where}</a> <q>{words}</q> ').format(
            at=at + 1,
            where=f"block {at + 1}" if page is None else f"page {page}, block {at + 1}",
            words=document.text[span.start : span.end],
        )

    def _outline(self) -> Markup:
        item = Markup('<li style="--level:{level}"><a href="#b{at}">{words}</a>{page}</li>\n')
        items = [
            item.format(
                level=len(block.heading_path),
                at=number + 1,
                words=heading_of(self._document, block),
                page="" if block.page is None else Markup("<small>{}</small>").format(block.page),
            )
            for number, block in enumerate(self._document.blocks)
            if block.kind is BlockKind.HEADING
        ]
        return Markup('<ol class="outline">\n{}</ol>').format(_join(items)) if items else Markup("<p>No headings.</p>")

    def _text(self, pages: Iterable[MarkedPage]) -> Markup:
        """Page by page, also pages without text; in one piece where there are none."""
        parts: dict[int, PageSpan] = {part.page: part for part in self._document.pages}
        if not parts:
            return self._words(PageSpan(0, 0, len(self._document.text)))
        shown = [self._page(page.page, parts.pop(page.page, None), self._picture(page)) for page in pages]
        # All of them, where the format has no pictures.
        shown += [self._page(number, part, Markup("")) for number, part in parts.items()]
        return _join(shown)

    def _page(self, number: int, part: PageSpan | None, picture: Markup) -> Markup:
        words = self._words(part) if part else Markup('<p class="nothing">Nothing was read on this page.</p>\n')
        return Markup(
            '<section class="page" id="p{n}"><h2>Page {n}</h2><div class="sides">{picture}{words}</div></section>\n'
        ).format(n=number, picture=picture, words=words)

    def _picture(self, page: MarkedPage) -> Markup:
        return Markup(
            '<figure><div class="sheet"><img alt="Page {n}" src="data:image/png;base64,{png}">{boxes}</div></figure>\n'
        ).format(
            n=page.page,
            png=base64.b64encode(page.png).decode("ascii"),
            boxes=_join(self._boxes(number, page) for number in page.boxes),
        )

    def _boxes(self, number: int, page: MarkedPage) -> Markup:
        """A block's lines on the picture; the first carries its number."""
        box = Markup(
            '<a class="box is-{kind}" href="#b{n}" title="{n} {kind}" {number}'
            'style="left:{:.2f}%;top:{:.2f}%;width:{:.2f}%;height:{:.2f}%"></a>'
        )
        kind = self._document.blocks[number].kind.value
        tag = Markup('data-n="{}" ').format(number + 1)
        return _join(
            box.format(*edges, kind=kind, n=number + 1, number="" if at else tag)
            for at, edges in enumerate(page.boxes[number])
        )

    def _words(self, part: PageSpan) -> Markup:
        """The blocks of one page; neighbouring rows of a table as one."""
        here = [
            (number, block)
            for number, block in enumerate(self._document.blocks)
            if block.start < part.end and block.end > part.start
        ]
        shown = []
        for table, blocks in groupby(here, key=lambda numbered: numbered[1].table):
            if table is None:
                shown += [self._block(number, block, part) for number, block in blocks]
            else:
                shown.append(self._table(table, list(blocks), part))
        return Markup('<div class="words">\n{}</div>\n').format(_join(shown))

    def _block(self, number: int, block: Block, part: PageSpan) -> Markup:
        start, end = max(block.start, part.start), min(block.end, part.end)
        return Markup(
            '<div class="block is-{kind}" {anchor}style="--level:{depth}"><span class="tag"><b>{n}</b> {label}</span>'
            "<div{role}>{before}{words}{after}</div></div>\n"
        ).format(
            kind=block.kind.value,
            anchor=_anchor(number, block, part),
            depth=max(len(block.heading_path) - (block.kind is BlockKind.HEADING), 0),
            n=number + 1,
            label=_label(block),
            role=Markup(' role="heading" aria-level="{}"').format(len(block.heading_path) + 2)
            if block.kind is BlockKind.HEADING
            else "",
            before=_BROKEN if start > block.start else "",
            words=self._marked(start, end),
            after=_BROKEN if end < block.end else "",
        )

    def _table(self, table: int, rows: Sequence[tuple[int, Block]], part: PageSpan) -> Markup:
        """The rows of a table that are on a page; one that a page break cuts is whole on both."""
        facts = self._document.tables[table]
        caption = f"table {table + 1}: {len(facts.rows)} rows, {facts.header_rows} of them header"
        return Markup(
            '<div class="block is-table_row"><span class="tag">table</span><div class="wide">'
            "<table><caption>{}</caption>{}</table></div></div>\n"
        ).format(caption, _join(self._row(number, block, part) for number, block in rows))

    def _row(self, number: int, block: Block, part: PageSpan) -> Markup:
        cell = Markup("<th>{}</th>") if number in self._header_rows else Markup("<td>{}</td>")
        cells = []
        at = block.start
        for words in self._document.text[block.start : block.end].split("\t"):
            cells.append(cell.format(self._marked(at, at + len(words))))
            at += len(words) + 1
        return Markup('<tr {anchor}><td class="tag"><b>{n}</b></td>{cells}</tr>\n').format(
            anchor=_anchor(number, block, part), n=number + 1, cells=_join(cells)
        )

    def _marked(self, start: int, end: int) -> Markup:
        """A stretch of text with the places of metadata marked; they may overlap."""
        places = [(name, span) for name, span in self._places if span.start < end and span.end > start]
        edges = {start, end, *(edge for _, span in places for edge in (span.start, span.end) if start < edge < end)}
        mark = Markup('<mark data-fields="{names}" title="{names}">{words}</mark>')
        parts: list[str | Markup] = []
        for left, right in pairwise(sorted(edges)):
            words = self._document.text[left:right]
            names = [name for name, span in places if span.start <= left and right <= span.end]
            parts.append(mark.format(names=", ".join(names), words=words) if names else words)
        return Markup("").join(parts)


_BROKEN: Final = Markup('<i class="broken" title="goes on over the page break">⋯</i>')


def _places(metadata: Metadata) -> list[_Place]:
    clauses = [("repeals", repeal.clause) for repeal in metadata.repeals]
    return [place for place in (*metadata.origins.items(), *clauses) if place[1].start < place[1].end]


def _anchor(number: int, block: Block, part: PageSpan) -> Markup:
    """What links to a block lead to: its first part."""
    return Markup('id="b{}" ').format(number + 1) if block.start >= part.start else Markup("")


def _label(block: Block) -> str:
    name = block.kind.value.replace("_", " ")
    return f"{name} {block.level}" if block.level else name


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
