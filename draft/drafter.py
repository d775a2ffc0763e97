"""A proposal to the draft of a letter."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from answer.citing import Citer
from answer.writing import Writer
from draft.composition import Composer, Place, shared_out
from draft.currency import Currency, plain_title
from draft.departments import departments_for, own_name, usual_copies
from draft.filed_letters import FiledLetters
from draft.frame import frame
from draft.look_up import LookUp
from draft.policies import Policies, find_policies
from draft.precedents import find_prior_answers
from draft.types import Draft, Form, Item, Milestones, PriorAnswer, Proposal, Suggestion
from draft.wording import chinese_date
from draft.writing import written
from index import Index
from index.snapshot import Snapshot
from ingest.document import DocumentKind

#: A reply is due three months after receipt.
MONTHS: Final = 3
_PUBLIC: Final = "public"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What letter is wanted.

    :ivar received_on: when the proposal came in; ``None`` where that is not known.
    """

    form: Form = Form.REPLY
    as_of: date | None = None
    received_on: date | None = None


class Drafter:
    """Drafts letters from one index; safe to use from several threads.

    :param index: an open index; the drafter does not close it.
    :param writer: puts each item into a language model's words; ``None`` assembles texts from their sources.
    """

    def __init__(self, index: Index, writer: Writer | None = None) -> None:
        self._index = index
        self._writer = writer

    def draft(
        self,
        proposal: Proposal,
        wanted: Wanted = Wanted(),
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> Draft:
        """The draft of a letter with an item for every suggestion.

        :param progress: called with how many suggestions are done, and of how many.
        """
        as_of = wanted.as_of or date.today()
        with self._index.snapshot() as snapshot:
            station = _Station(self._index, snapshot, proposal, as_of)
            found = []
            for n, suggestion in enumerate(proposal.suggestions, start=1):
                found.append(station.find(suggestion))
                if progress is not None:
                    progress(n, len(proposal.suggestions))
            elsewhere = shared_out([each.priors for each in found])
            items: list[Item] = []
            any_by_model = False
            for each, places in zip(found, elsewhere, strict=True):
                item, by_model = self._written(station.item(each, places), as_of, snapshot.generation)
                items.append(item)
                any_by_model = any_by_model or by_model
            bureau = self._index.settings.bureau
            letter = frame(
                proposal,
                items,
                wanted.form,
                station.issuer,
                bureau,
                copied_to=usual_copies(station.letters, proposal.body),
                disclosure=station.disclosure(items),
            )
            return Draft(
                proposal=proposal,
                letter=letter,
                as_of=as_of,
                generation=snapshot.generation,
                milestones=Milestones(wanted.received_on, due_on(wanted.received_on)),
                warnings=(*proposal.warnings, *station.warnings),
                written_by_model=any_by_model,
            )

    def items(self, proposal: Proposal, suggestions: Sequence[Suggestion], as_of: date) -> list[Item]:
        """What the letter says to single suggestions, as when a person has changed their words."""
        with self._index.snapshot() as snapshot:
            station = _Station(self._index, snapshot, proposal, as_of)
            made = (station.item(station.find(suggestion)) for suggestion in suggestions)
            return [self._written(item, as_of, snapshot.generation)[0] for item in made]

    def _written(self, item: Item, as_of: date, generation: str) -> tuple[Item, bool]:
        return (item, False) if self._writer is None else written(item, self._writer, as_of, generation)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found for one suggestion."""

    suggestion: Suggestion
    priors: tuple[PriorAnswer, ...]
    policies: Policies


class _Station:
    """What all suggestions of one proposal are drafted with."""

    def __init__(self, index: Index, snapshot: Snapshot, proposal: Proposal, as_of: date) -> None:
        self._proposal = proposal
        self._snapshot = snapshot
        self._look_up = LookUp(index, snapshot, as_of)
        self._citer = Citer(snapshot, as_of)
        self.letters = FiledLetters.of(snapshot)
        self.issuer = index.settings.bureau.name or own_name(self.letters)
        self._composer = Composer(Currency(index, self._look_up, self._citer), self.issuer)
        self._own, self.warnings = _own_documents(self.letters, proposal)

    def find(self, suggestion: Suggestion) -> _Found:
        """What the index holds for one suggestion."""
        wish = self._look_up.wish(self._proposal, suggestion)
        priors = find_prior_answers(self._look_up, self._citer, wish, self._own)
        return _Found(suggestion, priors, find_policies(self._look_up, self._citer, wish))

    def item(self, found: _Found, elsewhere: Collection[Place] = frozenset()) -> Item:
        """What the letter says to one suggestion.

        :param elsewhere: as for ``Composer.compose``.
        """
        suggestion, priors, policies = found.suggestion, found.priors, found.policies
        made = self._composer.compose(priors, policies, elsewhere)
        departments = departments_for(self._proposal, priors)
        status = _status(priors, is_met=made.is_met)
        if status is not None and not made.is_met:
            made.warnings.append(f"办理状态“{status}”取自相近的以往答复，请核对。")
        return numbered(
            Item(
                suggestion=suggestion,
                heading=f"关于{suggestion.subject}的建议",
                handling_status=status,
                paragraphs=tuple(made.paragraphs),
                prior_answers=priors,
                policies=policies.citations,
                lead_department=departments.lead,
                department_reason=departments.reason,
                warnings=tuple(dict.fromkeys(made.warnings)),
                co_departments=departments.joint,
                figures=tuple(made.figures),
            )
        )

    def disclosure(self, items: Sequence[Item]) -> str:
        """主动公开, but where a reply that the text leans on is not public: then a person decides."""
        cited = {c.document for item in items for p in item.paragraphs for s in p.sentences for c in s.citations}
        ordinals = [key for name in cited for key in self._snapshot.store.find(name)]
        found = self._snapshot.store.metadata(ordinals).values()
        return "" if any(m.disclosure not in (None, _PUBLIC) for m in found) else "主动公开"


def due_on(received_on: date | None) -> date | None:
    """The last day for a reply, three months after receipt; the month's last day where it has no such day."""
    if received_on is None:
        return None
    months = received_on.month - 1 + MONTHS
    year, month = received_on.year + months // 12, months % 12 + 1
    return date(year, month, min(received_on.day, calendar.monthrange(year, month)[1]))


def numbered(item: Item) -> Item:
    """The item with the citations of its text numbered from 1 in the order in which they are met."""
    numbers: dict[tuple[str, int, int], int] = {}

    def number(place: tuple[str, int, int]) -> int:
        return numbers.setdefault(place, len(numbers) + 1)

    paragraphs = tuple(
        replace(
            paragraph,
            sentences=tuple(
                replace(
                    sentence,
                    citations=tuple(replace(c, n=number((c.document, c.start, c.end))) for c in sentence.citations),
                )
                for sentence in paragraph.sentences
            ),
        )
        for paragraph in item.paragraphs
    )
    policies = tuple(replace(c, n=number((c.document, c.start, c.end))) for c in item.policies)
    return replace(item, paragraphs=paragraphs, policies=policies)


def _status(priors: Sequence[PriorAnswer], *, is_met: bool) -> str | None:
    """How it may be dealt with: as the like one before, or adopted where what was promised then has come."""
    nearest = next((prior for prior in priors if prior.is_close), None)
    if nearest is None:
        return None
    return "吸收采纳" if is_met else nearest.handling_status


def _own_documents(letters: FiledLetters, proposal: Proposal) -> tuple[frozenset[int], tuple[str, ...]]:
    """The proposal itself and replies to it in the index, which are no precedents, and what to say of them."""
    own: set[int] = set()
    warnings: list[str] = []
    for key, card in letters.cards.items():
        metadata = letters.metadata[key]
        is_reply = metadata.kind is DocumentKind.REPLY
        title = metadata.proposal_title if is_reply else metadata.title
        same_number = metadata.proposal_number == proposal.number and proposal.number is not None
        same_session = proposal.session is None or metadata.session in (None, proposal.session)
        if not ((same_number and same_session) or (title and _bare(title) == _bare(proposal.title))):
            continue
        own.add(key)
        if not is_reply:
            warnings.append(f"这份提案已在库中（{card.document}），不作为自己的先例。")
            continue
        when = f"，{chinese_date(card.issued_on)}" if card.issued_on else ""
        warnings.append(f"库中已有对这份提案的答复（{card.document}{when}），没有作为先例；如属重复办理，请先核对。")
    return frozenset(own), tuple(warnings)


def _bare(title: str) -> str:
    """A proposal's title without its kind: replies call a 提案 a 建议."""
    return plain_title(title).removesuffix("提案").removesuffix("建议").removesuffix("的")
