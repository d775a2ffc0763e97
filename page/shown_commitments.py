"""Commitments as the screen shows them: narrowed, ordered, a page of them at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from answer.types import Citation
from draft.commitments.ledger import Commitment
from index.tokens import fold
from page.commitment_request import CommitmentRequest, Order, State, state_of
from page.knowledge_base import KnowledgeBase

PAGE_SIZE: Final = 25


@dataclass(frozen=True, slots=True)
class ShownCommitments:
    """All commitments that a request asks for, in its order.

    :ivar request: what was asked, on a page that there is.
    :ivar states: how many there are in each state, of those that fit the rest of the request.
    :ivar departments: of all commitments, the most frequent first.
    """

    request: CommitmentRequest
    commitments: tuple[Commitment, ...]
    states: dict[State, int]
    departments: tuple[tuple[str, int], ...]

    @property
    def pages(self) -> int:
        return max(-(-len(self.commitments) // PAGE_SIZE), 1)

    @property
    def first(self) -> int:
        """Position of the first one shown, from 0."""
        return (self.request.page - 1) * PAGE_SIZE

    @property
    def shown(self) -> tuple[Commitment, ...]:
        return self.commitments[self.first : self.first + PAGE_SIZE]


def show_commitments(knowledge: KnowledgeBase, request: CommitmentRequest) -> ShownCommitments:
    """The commitments that fit.

    :raises IndexUnavailable: there is no index.
    """
    known = knowledge.commitments(request.as_of)
    fitting = [each for each in known if _fits(each, request)]
    states = Counter(state_of(each) for each in fitting)
    wanted = [each for each in fitting if request.state in (None, state_of(each))]
    if request.order is Order.PROMISED:
        wanted.sort(key=lambda each: each.promised_on or date.min, reverse=True)
    departments = Counter(each.department for each in known if each.department)
    found = ShownCommitments(
        request, tuple(wanted), {state: states[state] for state in State}, tuple(departments.most_common())
    )
    return replace(found, request=request.on_page(min(request.page, found.pages)))


def citations_of(shown: Sequence[Commitment]) -> tuple[tuple[int, Citation, Citation | None], ...]:
    """What can be opened, numbered from 1: of each commitment its place, the promise, and what may have kept it."""
    numbered, n = [], 0
    for at, each in enumerate(shown):
        promise = replace(each.promise, n=(n := n + 1))
        kept = replace(each.fulfilment, n=(n := n + 1)) if each.fulfilment else None
        numbered.append((at, promise, kept))
    return tuple(numbered)


def _fits(commitment: Commitment, request: CommitmentRequest) -> bool:
    if request.department and request.department not in commitment.department:
        return False
    if request.due and (commitment.due is None or commitment.due > request.due):
        return False
    if not request.text:
        return True
    promise, kept = commitment.promise, commitment.fulfilment
    said = [promise.quote, promise.title, promise.document_number or ""]
    said += [kept.quote, kept.title, kept.document_number or ""] if kept else []
    # A quote may break in the midst of a word, as its page does.
    return fold("".join(request.text.split())) in fold("\n".join("".join(part.split()) for part in said))
