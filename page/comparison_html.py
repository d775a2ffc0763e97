"""Two versions of a document side by side, article by article, with what changed marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from markupsafe import Markup

from answer.comparison import Comparison, Fate, Side
from answer.comparison.provisions import Provision
from answer.comparison.rewording import Step
from ingest.document import Document
from page.strings import Strings

_TAGS: Final = {Step.SAME: Markup("{}"), Step.REMOVED: Markup("<del>{}</del>"), Step.ADDED: Markup("<ins>{}</ins>")}

#: What stands under one version of a provision: a way to its place in the document.
Way = Callable[[Document, Provision], Markup]


def summary(comparison: Comparison, strings: Strings) -> str:
    """How many provisions met each fate, in one line."""
    texts = strings.comparison
    counts = strings.separator.join(
        texts.count.format(count=count, fate=texts.fates[fate]) for fate, count in comparison.counts.items() if count
    )
    moved = strings.separator + texts.count.format(count=comparison.moved, fate=texts.moved) if comparison.moved else ""
    return texts.summary.format(total=len(comparison.provisions), counts=counts + moved)


def comparison_html(comparison: Comparison, strings: Strings, *, way: Way | None = None) -> Markup:
    """The heads of both documents, then every provision; those that did not change are folded away where that helps."""
    return Markup('<div class="comparison"><div class="pair head">{}{}</div>\n{}</div>').format(
        _document(comparison.old, strings.comparison.old),
        _document(comparison.new, strings.comparison.new),
        _join(_side(comparison, side, strings, way) for side in comparison.provisions),
    )


def _document(document: Document, label: str) -> Markup:
    metadata = document.metadata
    known = (metadata.document_number, metadata.issued_on and metadata.issued_on.isoformat(), document.name)
    return Markup("<div><small>{}</small><b>{}</b><span>{}</span></div>").format(
        label, metadata.title or document.name, " · ".join(part for part in known if part)
    )


def _side(comparison: Comparison, side: Side, strings: Strings, way: Way | None) -> Markup:
    texts = strings.comparison
    fate = texts.fates[side.fate] + (strings.separator + texts.moved if side.moved else "")
    body = Markup('<div class="pair"><div>{}{}</div><div>{}{}</div></div>\n{}').format(
        _words(side, Step.REMOVED, strings),
        way(comparison.old, side.old) if way and side.old else "",
        _words(side, Step.ADDED, strings),
        way(comparison.new, side.new) if way and side.new else "",
        _changes(side, strings),
    )
    caption = Markup('<h2>{}</h2><span class="fate">{}</span>').format(side.caption or texts.no_heading, fate)
    if side.fate is Fate.SAME and not side.moved:
        return Markup('<details class="provision same"><summary>{}</summary>\n{}</details>\n').format(caption, body)
    return Markup('<section class="provision {}"><header>{}</header>\n{}</section>\n').format(side.fate, caption, body)


def _words(side: Side, own: Step, strings: Strings) -> Markup:
    """One version of a provision, what is only in this one marked."""
    provision = side.old if own is Step.REMOVED else side.new
    if provision is None:
        texts = strings.comparison
        return Markup('<p class="none">{}</p>').format(texts.not_yet_there if own is Step.REMOVED else texts.gone)
    if side.old is None or side.new is None:
        return Markup("<p>{}</p>").format(_TAGS[own].format(provision.text))
    number = provision.text[: provision.words_start]
    steps = side.edits or ((Step.SAME, provision.words),)
    return Markup("<p>{}{}</p>").format(
        number, _join(_TAGS[step].format(words) for step, words in steps if step in (own, Step.SAME))
    )


def _changes(side: Side, strings: Strings) -> Markup:
    """The figures and conditions that are not what they were."""
    texts = strings.comparison
    row = Markup('<tr class="is-{kind}"><th scope="row">{name}</th><td>{before}</td><td>{after}</td></tr>\n')
    rows = [
        row.format(kind=change.kind, name=texts.kinds[change.kind], before=before or "—", after=after or "—")
        for change in side.changes
        for before, after in (side.words_of(change),)
    ]
    if not rows:
        return Markup("")
    head = Markup('<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>')
    return Markup('<table class="changes">{}<tbody>{}</tbody></table>\n').format(
        head.format(texts.what_changed, texts.old, texts.new), _join(rows)
    )


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
