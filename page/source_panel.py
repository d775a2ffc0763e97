"""The right side of the page: the document behind a citation, with the exact sentence marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from answer.types import Citation
from index.types import Status
from page.cited_html import path_html
from page.page_image import WIDTHS, Sheet
from page.strings import Strings


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage, cut at the cited sentence.

    :ivar sentence: ``None`` where the document's text at that place is not the quote; ``before`` then holds all.
    """

    before: str
    sentence: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Source:
    """What the panel shows of a document.

    :ivar file_address: where the original file is served, ``None`` where it is gone or has changed.
    :ivar opens: whether a browser shows the file itself (PDF); others are downloaded.
    :ivar sheets: the pages that the sentence stands on; empty for formats without page images.
    :ivar page_addresses: where the image of each sheet is served.
    """

    passage: Passage
    file_address: str | None
    opens: bool = False
    sheets: Sequence[Sheet] = ()
    page_addresses: Sequence[str] = ()


def passage_of(text: str, citation: Citation) -> Passage:
    """Cut the cited passage out of the document's text; the sentence only where it is the quote to the letter."""
    start, end = citation.start, citation.end
    first, last = min(citation.passage_start, start), max(citation.passage_end, end)
    if first >= 0 and text[start:end] == citation.quote and citation.quote:
        return Passage(text[first:start], citation.quote, text[end:last])
    return Passage(text[max(citation.passage_start, 0) : max(citation.passage_end, 0)], None, "")


def hint_html(strings: Strings, note: str | None = None, how: Sequence[str] = ()) -> Markup:
    """The panel before a citation is opened.

    :param note: why the one asked for is not shown.
    :param how: the steps that lead to one on this screen; by default those of asking.
    """
    return Markup('<aside class="panel" aria-label="{name}"></aside><div class="hint">{note}{how}</div>').format(
        name=strings.panel_name,
        note=Markup('<p class="warning" role="status">{}</p>').format(note) if note else "",
        how=_how(strings, how),
    )


def panel_html(
    n: int,
    citation: Citation,
    source: Source,
    numbers: Sequence[int],
    strings: Strings,
    *,
    unasked: bool = False,
    name: str = "",
) -> Markup:
    """An open citation.

    :param numbers: all citations that can be opened, in order, for going to the previous and the next.
    :param unasked: opened by the page itself; a phone then keeps showing the answer.
    :param name: what it is called in place of its number.
    """
    opening = Markup(
        '<aside class="panel open{unasked}" aria-label="{name}" data-n="{n}">{head}{facts}{passage}{pages}</aside>'
        '<div class="hint">{how}</div>'
    )
    return opening.format(
        unasked=" unasked" if unasked else "",
        name=strings.panel_name,
        n=n,
        head=_head(n, name or str(n), citation, numbers, strings),
        facts=_facts(citation, strings),
        passage=_passage(source.passage, strings),
        pages=_pages(citation, source, strings),
        how=_how(strings, ()),
    )


def _how(strings: Strings, how: Sequence[str]) -> Markup:
    steps = Markup("").join(Markup("<li>{}</li>").format(step) for step in how or strings.panel_how)
    return Markup("<div><h2>{}</h2><ol>{}</ol></div>").format(strings.panel_hint, steps)


def _head(n: int, called: str, citation: Citation, numbers: Sequence[int], strings: Strings) -> Markup:
    at = numbers.index(n)
    turn = Markup('<button type="button" data-cite="{n}" aria-label="{label}" title="{label}">{sign}</button>')
    turns = Markup("")
    if len(numbers) > 1:
        turns = turn.format(n=numbers[at - 1], label=strings.previous, sign="‹")
        turns += turn.format(n=numbers[(at + 1) % len(numbers)], label=strings.next, sign="›")
    path = Markup('<p class="path">{}</p>').format(path_html(citation.heading_path)) if citation.heading_path else ""
    return Markup(
        '<header><span class="n">{called}</span><div class="name"><h2 tabindex="-1">{title}</h2>{path}</div>'
        '<div class="turns">{turns}'
        '<button type="button" data-close aria-label="{close}" title="{close}">×</button></div></header>'
    ).format(called=called, title=citation.title, path=path, turns=turns, close=strings.close)


def _facts(citation: Citation, strings: Strings) -> Markup:
    status = strings.statuses[Status(citation.status)]
    facts = (
        (strings.document_number, "number", citation.document_number),
        (strings.issuer, "", strings.separator.join(citation.issuer)),
        (strings.issued_on, "", citation.issued_on.isoformat() if citation.issued_on else None),
        (strings.status, f"validity {citation.status}", status),
    )
    fact = Markup('<div><dt>{}</dt><dd class="{}">{}</dd></div>')
    rows = (fact.format(name, kind if value else "absent", value or strings.absent) for name, kind, value in facts)
    told = citation.status_reason if citation.status != Status.UNKNOWN else ""
    reason = Markup('<p class="reason">{}</p>').format(told) if told else Markup("")
    return Markup("<dl>{}</dl>{}{}").format(Markup("").join(rows), reason, _clause(citation, strings))


def _clause(citation: Citation, strings: Strings) -> Markup:
    """The clause that the document's validity rests on, and where it stands."""
    clause = citation.status_citation
    if clause is None:
        return Markup("")
    page = strings.page.format(page=clause.page) if clause.page is not None else ""
    where = " · ".join(part for part in (clause.title or clause.document, page) if part)
    return Markup('<p class="clause">{}<q>{}</q><cite>{}</cite></p>').format(strings.status_clause, clause.quote, where)


def _passage(passage: Passage, strings: Strings) -> Markup:
    if passage.sentence is None:
        return Markup(
            '<p class="warning" role="status">{}</p><blockquote tabindex="0" aria-label="{}">{}</blockquote>'
        ).format(strings.sentence_moved, strings.passage_name, passage.before)
    return Markup('<blockquote tabindex="0" aria-label="{}">{}<mark>{}</mark>{}</blockquote>').format(
        strings.passage_name, passage.before, passage.sentence, passage.after
    )


def _pages(citation: Citation, source: Source, strings: Strings) -> Markup:
    if source.file_address is None:
        return Markup('<p class="warning" role="status">{}</p>').format(strings.no_page_image)
    page = strings.page.format(page=citation.page) if citation.page is not None else ""
    anchor = f"#page={citation.page}" if source.opens and citation.page is not None else ""
    bar = Markup(
        '<div class="bar"><span>{page}</span><a href="{url}" target="_blank" rel="noopener">{name}'
        '<span class="unseen">{window}</span></a></div>'
    ).format(
        page=page,
        url=source.file_address + anchor,
        name=strings.open_original if source.opens else strings.download_original,
        window=strings.new_window if source.opens else "",
    )
    if not source.sheets:
        return bar
    located = source.passage.sentence is None or all(sheet.boxes for sheet in source.sheets)
    warning = "" if located else Markup('<p class="warning" role="status">{}</p>').format(strings.sentence_not_on_page)
    sheets = Markup("").join(
        _sheet(sheet, address, citation.title, strings)
        for sheet, address in zip(source.sheets, source.page_addresses, strict=True)
    )
    name = strings.page_image_name.format(page=source.sheets[0].page)
    return bar + Markup('{}<div class="pages" tabindex="0" role="group" aria-label="{}">{}</div>').format(
        warning, name, sheets
    )


def _sheet(sheet: Sheet, address: str, title: str, strings: Strings) -> Markup:
    box = Markup('<i class="box" style="left:{:.2f}%;top:{:.2f}%;width:{:.2f}%;height:{:.2f}%"></i>')
    return Markup(
        '<div class="sheet" data-page="{page}">'
        '<img srcset="{sizes}" sizes="min(620px, 94vw)" src="{url}" alt="{alt}" width="{width}" height="{height}">'
        "{boxes}</div>"
    ).format(
        page=sheet.page,
        url=address,
        sizes=", ".join(f"{address}&width={width} {width}w" for width in WIDTHS),
        alt=strings.page_image_alt.format(title=title, page=sheet.page),
        width=sheet.width,
        height=sheet.height,
        boxes=Markup("").join(box.format(*edges) for edges in sheet.boxes),
    )
