"""The generations that can be gone back to, and what an examination found, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from index.health.finding import Finding
from index.history import Generation
from page.corpus.buttons import button
from page.corpus.jobs_list import size_in_words, time_in_words
from page.strings import Strings


def generations_html(generations: Sequence[Generation], strings: Strings, *, may_change: bool) -> Markup:
    """The generations that are kept, the newest first."""
    words = strings.corpus
    if not generations:
        return Markup('<p class="empty">{}</p>').format(words.nothing_held)
    heads = (words.published, words.documents, words.passages, words.size, words.state)
    return Markup(
        '<table class="generations"><caption class="unseen">{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(
        words.generations,
        Markup("").join(Markup('<th scope="col">{}</th>').format(head) for head in heads),
        Markup("").join(_generation(each, strings, may_change=may_change) for each in generations),
    )


def health_html(findings: Sequence[Finding], strings: Strings, *, mended: int = 0, may_change: bool) -> Markup:
    """What an examination found: faults first, each with what to do about it."""
    words = strings.corpus
    faults = [finding for finding in findings if finding.is_fault]
    notices = [finding for finding in findings if not finding.is_fault]
    parts = []
    if mended:
        parts.append(Markup('<p class="good">{}</p>').format(words.mended.format(count=mended)))
    if not faults:
        parts.append(Markup('<p class="good" role="status">{}</p>').format(words.healthy))
    for found, name, kind in ((faults, words.faults, "faults"), (notices, words.notices, "notices")):
        if found:
            rows = Markup("").join(_finding(finding, strings) for finding in found)
            parts.append(
                Markup('<section class="{}"><h4 role="status">{}</h4><ul>{}</ul></section>').format(
                    kind, name.format(count=len(found)), rows
                )
            )
    if may_change and any(finding.is_mendable for finding in faults):
        parts.append(button("mend", "", words.mend, strings))
    return Markup('<div class="health">{}</div>').format(Markup("").join(parts))


def _generation(generation: Generation, strings: Strings, *, may_change: bool) -> Markup:
    words = strings.corpus
    time = time_in_words(generation.published_at or "") or generation.id
    if generation.problem is not None:
        state = Markup('<span class="bad" title="{}">{}</span>').format(generation.problem, words.unusable)
    elif generation.is_current:
        state = Markup('<b class="good">{}</b>').format(words.current)
    elif may_change:
        confirm = words.roll_back_confirm.format(time=time)
        label = f"{words.roll_back} {time}"
        state = button("roll_back", generation.id, words.roll_back, strings, confirm=confirm, label=label)
    else:
        state = Markup("")
    return Markup(
        '<tr data-generation="{id}"{current}><td>{time}<small>{id}</small></td><td>{documents}</td><td>{chunks}</td>'
        "<td>{size}</td><td>{state}</td></tr>"
    ).format(
        id=generation.id,
        current=Markup(' aria-current="true"') if generation.is_current else "",
        time=time,
        documents="—" if generation.documents is None else f"{generation.documents:,}",
        chunks="—" if generation.chunks is None else f"{generation.chunks:,}",
        size=size_in_words(generation.size_bytes),
        state=state,
    )


def _finding(finding: Finding, strings: Strings) -> Markup:
    words = strings.corpus
    return Markup(
        '<li><b>{what}</b> {fix}<details><summary>{subject}</summary><p class="reason">{message}</p></details></li>'
    ).format(
        what=words.findings[finding.code],
        fix=words.finding_fixes[finding.code],
        subject=finding.subject,
        message=finding.message,
    )
