"""Two versions of a document as one HTML file, side by side; it needs no other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from markupsafe import Markup

from answer.comparison import Comparison, Side
from answer.comparison.rewording import Step
from console.comparison import caption, change_in_words, summary
from ingest.document import Document

#: Found near the top of every file written here.
SIGNATURE: Final = Markup('<meta name="generator" content="policykb compare">')
_STYLE: Final = Path(__file__).with_suffix(".css")
_TAGS: Final = {Step.SAME: Markup("{}"), Step.REMOVED: Markup("<del>{}</del>"), Step.ADDED: Markup("<ins>{}</ins>")}


def comparison_html(comparison: Comparison) -> Markup:
    """The whole file."""
    return Markup(
        '<!doctype html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n{signature}\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n<style>\n{style}</style>\n'
        "</head>\n<body>\n<h1>{title}</h1>\n<p>{summary}</p>\n"
        '<div class="pair head">{old}{new}</div>\n<main>\n{sides}</main>\n</body>\n</html>\n'
    ).format(
        signature=SIGNATURE,
        title=comparison.new.metadata.title or comparison.new.name,
        style=Markup(_STYLE.read_text(encoding="utf-8")),  # noqa: S704 - our own file
        summary=summary(comparison),
        old=_document(comparison.old),
        new=_document(comparison.new),
        sides=_join(_side(side) for side in comparison.provisions),
    )


def _document(document: Document) -> Markup:
    metadata = document.metadata
    known = (metadata.document_number, metadata.issued_on and metadata.issued_on.isoformat(), document.name)
    return Markup("<div><b>{}</b><br>{}</div>").format(metadata.title, " · ".join(part for part in known if part))


def _side(side: Side) -> Markup:
    return Markup(
        '<section class="{fate}"><h2>{caption} <small>{fate}{moved}</small></h2>\n'
        '<div class="pair"><p>{old}</p><p>{new}</p></div>\n{changes}</section>\n'
    ).format(
        fate=side.fate,
        caption=caption(side),
        moved=", moved" if side.moved else "",
        old=_words(side, Step.REMOVED),
        new=_words(side, Step.ADDED),
        changes=_changes(side),
    )


def _words(side: Side, own: Step) -> Markup:
    """One version of a provision, what is only in this one marked."""
    provision = side.old if own is Step.REMOVED else side.new
    if provision is None:
        return Markup("")
    if side.old is None or side.new is None:
        return _TAGS[own].format(provision.text)
    number = provision.text[: provision.words_start]
    steps = side.edits or ((Step.SAME, provision.words),)
    return Markup("{}{}").format(
        number, _join(_TAGS[step].format(words) for step, words in steps if step in (own, "="))
    )


def _changes(side: Side) -> Markup:
    if not side.changes:
        return Markup("")
    row = Markup('<tr class="is-{kind}"><th scope="row">{kind}</th><td>{before}</td><td>{after}</td></tr>\n')
    rows = []
    for change in side.changes:
        before, after = change_in_words(side, change)
        rows.append(row.format(kind=change.kind, before=before or "—", after=after or "—"))
    return Markup("<table>{}</table>\n").format(_join(rows))


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
