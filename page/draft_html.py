"""The drafting desk's parts: the letters in work, the steps, what an item rests on, what a review found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from answer.types import Citation
from draft.editing import sources_of
from draft.types import Draft, Finding, Item, Severity
from draft.workspace import DraftRow
from page.cited_html import status_html
from page.corpus.buttons import button
from page.strings import Strings

_ANCHORS: Final = ("proposal", "suggestions", "items", "review", "export")
_ABSENT: Final = "—"


def rows_html(rows: Sequence[DraftRow], strings: Strings) -> Markup:
    """The letters in work, the one saved last first, each a link."""
    texts = strings.drafting
    if not rows:
        return Markup('<section class="drafts"><p class="holdings">{}</p></section>').format(texts.no_drafts)
    item = Markup('<li><a href="{href}"><b>{title}</b><span>{facts}</span></a></li>')
    items = _join(
        item.format(
            href=f"{strings.root}draft?draft={row.id}",
            title=row.title or _ABSENT,
            facts=" · ".join(
                fact for fact in (row.number, texts.due.format(due=row.due_on) if row.due_on else "") if fact
            ),
        )
        for row in rows
    )
    return Markup('<section class="drafts"><h2>{}</h2><ul>{}</ul></section>').format(texts.drafts, items)


def head_of_draft_html(draft: Draft, strings: Strings) -> Markup:
    """Which proposal is answered, the steps, the dates of the work, and what concerns the letter as a whole."""
    texts, proposal, dates = strings.drafting, draft.proposal, draft.milestones
    steps = _join(
        Markup('<li><a href="#step-{anchor}"><span class="n">{n}</span>{name}</a></li>').format(
            anchor=anchor, n=n, name=name
        )
        for n, (anchor, name) in enumerate(zip(_ANCHORS, texts.steps, strict=True), start=1)
    )
    facts = [proposal.number or "", strings.separator.join(proposal.members)]
    if dates.received_on and dates.due_on:
        facts.append(texts.dates.format(received=dates.received_on.isoformat(), due=dates.due_on.isoformat()))
    warnings = _join(Markup("<p>{}</p>").format(warning) for warning in draft.warnings)
    return Markup(
        '<section class="draft-head" id="step-proposal"><p class="back"><a href="{back}">‹ {name}</a></p>'
        '<h2>{title}</h2><p class="facts">{facts}</p>{warnings}'
        '<nav aria-label="{steps_name}"><ol>{steps}</ol></nav></section>'
    ).format(
        back=f"{strings.root}draft",
        name=texts.back,
        title=proposal.title or _ABSENT,
        facts=" · ".join(fact for fact in facts if fact),
        warnings=Markup('<div class="warning" role="note">{}</div>').format(warnings) if warnings else "",
        steps_name=texts.steps_name,
        steps=steps,
    )


def asked_html(item: Item, strings: Strings) -> Markup:
    """The suggestion that an item answers, who should answer it, and what to mind."""
    notes = [note for note in (item.department_reason, *item.warnings) if note]
    minded = Markup('<details class="minded"><summary>{}</summary><ul>{}</ul></details>').format(
        strings.drafting.minded.format(count=len(notes)),
        _join(Markup('<li class="reason">{}</li>').format(note) for note in notes),
    )
    return Markup('<section class="asked-for"><h3>{}</h3><blockquote>{}</blockquote>{}</section>').format(
        strings.drafting.asked, item.suggestion.text, minded if notes else ""
    )


def sources_html(item: Item, strings: Strings) -> Markup:
    """What an item rests on and what else was found for it; each can be opened, and put into the text."""
    texts = strings.drafting
    numbers = {_place(citation): n for n, citation in sources_of(item).items()}
    written = [c for paragraph in item.paragraphs for sentence in paragraph.sentences for c in sentence.citations]
    prior = [c for each in item.prior_answers if each.is_likely for c in each.answers]
    remote = [c for each in item.prior_answers if not each.is_likely for c in each.answers]
    groups = (
        (texts.written, written),
        (texts.policies, item.policies),
        (texts.prior, prior),
        (texts.remote, remote),
    )
    shown: set[tuple[str, int, int]] = set()
    lists = []
    for name, citations in groups:
        fresh = {_place(c): c for c in citations if _place(c) not in shown}
        shown |= fresh.keys()
        if fresh:
            rows = _join(_source(numbers[place], citation, strings) for place, citation in fresh.items())
            lists.append(Markup("<h4>{}</h4><ul>{}</ul>").format(name, rows))
    if item.figures:
        rows = _join(
            Markup('<li class="figure"><b>{}</b><span>{} · {}</span></li>').format(
                figure.text, figure.dated, figure.citation.title
            )
            for figure in item.figures
        )
        lists.append(Markup("<h4>{}</h4><ul>{}</ul>").format(texts.figures, rows))
    body = _join(lists) if lists else Markup('<p class="warning" role="note">{}</p>').format(texts.no_sources)
    return Markup('<section class="item-sources" aria-label="{name}"><h3>{name}</h3>{body}</section>').format(
        name=texts.sources, body=body
    )


def findings_html(findings: Sequence[Finding], strings: Strings, *, is_reviewed: bool) -> Markup:
    """What a review found, the gravest first."""
    texts = strings.drafting
    if not findings:
        told = texts.reviewed_clean if is_reviewed else texts.not_reviewed
        kind = "holds" if is_reviewed else "reason"
        return Markup('<p class="{}" role="status">{}</p>').format(kind, told)
    order = list(Severity)
    row = Markup(
        '<li class="{severity}"><span class="severity">{name}</span>'
        "<div><p><b>{where}</b> {message}</p>{quote}{sources}</div></li>"
    )
    rows = _join(
        row.format(
            severity=finding.severity.value,
            name=texts.severities[finding.severity],
            where=finding.where,
            message=finding.message,
            quote=Markup("<q>{}</q>").format(finding.quote) if finding.quote not in finding.message else "",
            sources=_join(
                Markup("<cite>《{}》{}</cite>").format(citation.title, citation.quote) for citation in finding.citations
            ),
        )
        for finding in sorted(findings, key=lambda finding: order.index(finding.severity))
    )
    return Markup('<ul class="findings" role="status">{}</ul>').format(rows)


def delete_html(strings: Strings) -> Markup:
    """The button that deletes the letter in work, once the user has agreed."""
    texts = strings.drafting
    return button(
        "delete", "", texts.delete, strings, confirm=texts.delete_sure, advice=texts.delete_advice, yes=texts.delete
    )


def note_html(text: str) -> Markup:
    """A word on what was just done."""
    return Markup('<p class="saved" role="status">{}</p>').format(text)


def export_html(addresses: Mapping[str, str], strings: Strings) -> Markup:
    """Links to the letter as a file.

    :param addresses: of each version, by what it is called.
    """
    links = _join(Markup('<a href="{}" download>{}</a>').format(href, name) for name, href in addresses.items())
    return Markup('<h3>{}</h3><p class="actions export">{}</p>').format(strings.drafting.export, links)


def _source(n: int, citation: Citation, strings: Strings) -> Markup:
    texts = strings.drafting
    number = f" {citation.document_number}" if citation.document_number else ""
    day = citation.issued_on.isoformat() if citation.issued_on else ""
    return Markup(
        '<li><p class="title"><b>{title}</b>{status}</p><p class="facts"><span class="number">{number}</span>{day}</p>'
        '<q>{quote}</q><p class="actions"><button type="button" data-insert="{n}">{insert}</button>'
        '<button type="button" data-open="{n}" aria-controls="panel">{open}</button></p></li>'
    ).format(
        title=citation.title,
        status=status_html(citation, strings),
        number=number,
        day=day,
        quote=citation.quote,
        n=n,
        insert=texts.insert,
        open=texts.open_source,
    )


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.document, citation.start, citation.end


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
