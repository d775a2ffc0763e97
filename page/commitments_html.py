"""The ledger of commitments as a table; on a narrow screen its rows are cards."""

from __future__ import annotations

from datetime import date
from typing import Final

from markupsafe import Markup

from answer.types import Citation
from draft.commitments.ledger import Commitment
from page.commitment_request import CommitmentRequest, Order, State, state_of
from page.list_html import go_html, joined, nothing_html, pager_html
from page.shown_commitments import ShownCommitments, citations_of
from page.strings import Strings

_ORDER_OF: Final = {"due": Order.DUE, "reply": Order.PROMISED}


def commitments_html(shown: ShownCommitments, strings: Strings) -> Markup:
    """How many are in which state, the table, the ways to its other pages and to files of all of it."""
    texts, request = strings.commitments, shown.request
    if not shown.commitments:
        ways = [(request.without_filters().address(), texts.without_filters)] if request.is_narrowed else []
        return nothing_html(texts.nothing, texts.nothing_advice, ways)
    cited = citations_of(shown.shown)
    rows = joined(_row(shown.shown[at], promise, kept, request.as_of, strings) for at, promise, kept in cited)
    return Markup(
        '<section class="listing commitments" aria-label="{name}">{head}<table role="table"><caption class="unseen">'
        '{name}</caption><thead role="rowgroup"><tr role="row">{columns}</tr></thead>'
        '<tbody role="rowgroup">{rows}</tbody></table>{pager}</section>'
    ).format(
        name=texts.results,
        head=_head(shown, strings),
        columns=joined(_column(name, request, strings) for name in texts.columns),
        rows=rows,
        pager=pager_html(request.page, shown.pages, lambda page: request.on_page(page).address(), strings),
    )


def _head(shown: ShownCommitments, strings: Strings) -> Markup:
    texts, request = strings.commitments, shown.request
    counted = texts.count if shown.pages > 1 else texts.count_all
    count = counted.format(
        total=len(shown.commitments),
        replies=len({each.promise.id for each in shown.commitments}),
        first=shown.first + 1,
        last=shown.first + len(shown.shown),
    )
    files = joined(
        Markup('<a href="{}export/commitments.{}{}" download="{}.{}">{}</a>').format(
            strings.root, ending, request.on_page(1).address(), strings.commitments_screen, ending, name
        )
        for ending, name in (("xlsx", texts.export_xlsx), ("csv", texts.export_csv))
    )
    return Markup(
        '<div class="list-head"><p role="status"><b>{}</b><small>{}</small></p><p class="downloads">{}</p></div>{}'
    ).format(count, texts.judged_at.format(as_of=request.as_of.isoformat()), files, _states(shown, strings))


def _states(shown: ShownCommitments, strings: Strings) -> Markup:
    """How many are in each state, as ways to those alone; the one that is chosen leads back to all."""
    texts, request = strings.commitments, shown.request

    def way(state: State, count: int) -> Markup:
        chosen = request.state is state
        name = Markup("{} <b>{}</b>").format(texts.states[state], count)
        address = request.in_state(None if chosen else state).address()
        kind = f"state {state} chosen" if chosen else f"state {state}"
        return Markup("<li>{}</li>").format(go_html(address, name, kind=kind, is_chosen=chosen))

    ways = joined(way(state, count) for state, count in shown.states.items() if count)
    return Markup('<ul class="states" aria-label="{}">{}</ul>').format(texts.state, ways)


def _column(name: str, request: CommitmentRequest, strings: Strings) -> Markup:
    """A column's head; those that can be ordered by are links that do so."""
    label, order = strings.commitments.columns[name], _ORDER_OF.get(name)
    if order is None:
        return Markup('<th role="columnheader" scope="col">{}</th>').format(label)
    chosen = request.order is order
    direction, sign = ("ascending", "↑") if order is Order.DUE else ("descending", "↓")
    return Markup('<th role="columnheader" scope="col"{}>{}</th>').format(
        Markup(' aria-sort="{}"').format(direction) if chosen else "",
        go_html(
            request.in_order(order).address(),
            Markup('{} <span aria-hidden="true">{}</span>').format(label, sign if chosen else "↕"),
        ),
    )


def _row(each: Commitment, promise: Citation, kept: Citation | None, as_of: date, strings: Strings) -> Markup:
    texts = strings.commitments
    cells = {
        "due": _due(each, as_of, strings),
        "promise": _opens(promise.n, texts.open_promise, _text(promise)),
        "department": Markup("{}").format(each.department),
        "reply": Markup("<span>{}</span><small>{}</small>").format(
            promise.title or promise.document, _facts(promise, each.promised_on, strings)
        ),
        "kept": _kept(kept, strings),
    }
    return Markup('<tr role="row">{}</tr>').format(
        joined(
            Markup('<td role="cell" class="of-{}{}" data-label="{}">{}</td>').format(
                name, "" if html else " empty", texts.columns[name], html
            )
            for name, html in cells.items()
        )
    )


def _due(each: Commitment, as_of: date, strings: Strings) -> Markup:
    """The day and the state; how late it is, or how soon, in days."""
    texts, state = strings.commitments, state_of(each)
    day = each.due.isoformat() if each.due else ""
    label = Markup('<span class="state {}">{}</span>').format(state, texts.states[state])
    told = ""
    if each.due and state in (State.OVERDUE, State.DUE):
        days = (each.due - as_of).days
        words = texts.days_late if days < 0 else texts.days_left if days else texts.due_today
        told = words.format(days=abs(days))
    return Markup("{}{}{}").format(
        Markup("<b>{}</b>").format(day) if day else "", label, Markup("<small>{}</small>").format(told) if told else ""
    )


def _kept(kept: Citation | None, strings: Strings) -> Markup:
    if kept is None:
        return Markup("")
    named = Markup("{}<small>{}</small>").format(kept.title or kept.document, _facts(kept, kept.issued_on, strings))
    # Kept under its own title, there is nothing more that the sentence would say.
    words = _text(kept)
    quote = Markup("<small>{}</small>").format(words) if words not in kept.title else ""
    return _opens(kept.n, strings.commitments.open_kept, named + quote)


def _facts(cited: Citation, day: date | None, strings: Strings) -> str:
    facts = [cited.document_number or "", day.isoformat() if day else ""]
    facts.append(strings.page.format(page=cited.page) if cited.page else "")
    return " · ".join(fact for fact in facts if fact)


def _text(cited: Citation) -> str:
    return " ".join(cited.quote.split())


def _opens(n: int, label: str, content: str | Markup) -> Markup:
    return Markup('<button type="button" data-cite="{}" aria-controls="panel" title="{}">{}</button>').format(
        n, label, content
    )
