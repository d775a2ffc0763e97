"""Every check of a letter, in order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from draft.letter import SourceNotes, letter_bytes
from draft.review.actors import check_actors
from draft.review.contacts import check_contacts
from draft.review.duties import check_duties
from draft.review.figures import check_figures
from draft.review.finding import in_statement
from draft.review.form import check_form
from draft.review.items import check_items
from draft.review.names import check_names
from draft.review.new_promises import check_promise
from draft.review.overstatements import check_overstatements
from draft.review.paragraphs import ANNOUNCEMENT, RECEIPT
from draft.review.quantities import Quantity, quantities
from draft.review.references import References
from draft.review.reply import Reply, Statement, read_reply
from draft.review.retelling import Retellings, Retold
from draft.review.reversals import check_disposition, check_reversals, is_turned
from draft.review.sources import Source, Sources
from draft.review.targets import check_targets
from draft.review.withdrawn import check_withdrawn
from draft.types import Finding, Form, Letter, Proposal, Severity
from index import Index
from ingest.document import Document
from ingest.readers import FileContent
from ingest.reading import read_content

_ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_LEANS: Final = 0.5
_CLOSED: Final = frozenset({"on_request", "none", "partial"})
_DISCLOSURES: Final = {"on_request": "依申请公开", "none": "不予公开", "partial": "部分公开"}
_BODY: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{2,3})?(?:省|市|区|县)[\u4e00-\u9fff]{2,10}?(?:局|委员会|办公室|厅|管委会)(?![面部势])"
)


@dataclass(frozen=True, slots=True)
class Review:
    """What a review found.

    :ivar reply: the letter as it was read.
    :ivar findings: by severity, the worst first; within one in the order of the letter.
    """

    reply: Reply
    findings: tuple[Finding, ...]
    as_of: date
    generation: str

    @property
    def has_errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def review(document: Document, index: Index, *, proposal: Proposal | None = None, as_of: date | None = None) -> Review:
    """Hold a letter against the index, and against the proposal that it answers.

    :param as_of: validity counts at this day, and what was issued later is not known; today by default.
    """
    as_of = as_of or date.today()
    reply = read_reply(document)
    with index.snapshot() as snapshot:
        sources = Sources(index, snapshot, reply, as_of)
        retellings = Retellings(index, sources)
        findings = [
            *check_form(reply, proposal, as_of),
            *check_items(reply, proposal, index, retellings.rarity),
            *_check_statements(reply, proposal, sources, retellings),
            *check_reversals(reply, sources, index, retellings),
            *check_contacts(reply, sources),
        ]
        generation = snapshot.generation
    end = len(reply.text)
    findings.sort(key=lambda finding: (_ORDER.index(finding.severity), finding.span.start if finding.span else end))
    return Review(reply, tuple(_names_once(findings)), as_of, generation)


def _names_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """A name that nothing holds is told of once, the gravest mention first."""
    told: set[str] = set()
    for finding in findings:
        if finding.code != "unknown_name" or finding.quote not in told:
            yield finding
        if finding.code == "unknown_name":
            told.add(finding.quote)


def review_letter(
    letter: Letter, index: Index, *, proposal: Proposal | None = None, as_of: date | None = None
) -> Review:
    """The same for a letter that is being written; findings' places are those of the text of its clean .docx."""
    file = FileContent(Path(f"{letter.form}.docx"), letter_bytes(letter, sources=SourceNotes.NONE))
    return review(read_content(file, file.path.name), index, proposal=proposal, as_of=as_of)


def _check_statements(
    reply: Reply, proposal: Proposal | None, sources: Sources, retellings: Retellings
) -> Iterator[Finding]:
    references = References(sources)
    said_on = reply.document.metadata.issued_on or sources.as_of
    body = [statement for statement in reply.statements if not _is_receipt(reply, statement)]
    near = sources.of(body)
    disclosure = reply.document.metadata.disclosure
    is_public = disclosure in (None, "public")
    of_item: dict[int | None, list[Quantity]] = defaultdict(list)
    for statement in body:
        of_item[statement.item] += quantities(statement.text)
    for statement in body:
        found = near[statement.span]
        retold = retellings.passages(statement)
        yield from check_figures(statement, found, sources, Retold(retellings, retold, tuple(of_item[statement.item])))
        yield from references.check(statement, found)
        yield from check_names(statement, reply, found, retold, sources, proposal)
        yield from check_actors(statement, retold, sources, retellings.rarity)
        yield from check_duties(statement, retellings, sources)
        yield from check_overstatements(statement, retold, sources, retellings.rarity)
        yield from check_targets(statement, found, retold, sources, retellings.rarity)
        yield from check_promise(statement, found, retold, sources, said_on)
        turned = [*_turned(statement, found, sources)]
        turned = turned or [*check_disposition(statement, retold, sources, retellings)]
        yield from turned or check_withdrawn(statement, retold, sources, retellings.rarity)
        if is_public and reply.form is Form.REPLY:
            yield from _undisclosed(statement, found, sources, is_said=disclosure is not None)


def _is_receipt(reply: Reply, statement: Statement) -> bool:
    """Whether a sentence before the first answer tells of the proposal, not of the city."""
    is_formula = RECEIPT.search(statement.text) or ANNOUNCEMENT.search(statement.text)
    return statement.span.start < reply.opening_end and is_formula is not None


def _turned(statement: Statement, near: Sequence[Source], sources: Sources) -> Iterator[Finding]:
    if near and is_turned(statement.text, near[0]):
        message = "与来源的意思相反（一处肯定，一处否定），请核对。"
        citations = [sources.cite(near[0])]
        yield in_statement(Severity.ERROR, "contradicts_source", statement, message, citations)


def _undisclosed(statement: Statement, near: Sequence[Source], sources: Sources, *, is_said: bool) -> Iterator[Finding]:
    """A public letter that leans on what may not be public; a note where it does not say that it is public."""
    if not near or near[0].likeness < _LEANS:
        return
    best = near[0].likeness
    leaned_on = [source for source in near if source.likeness >= best - 0.05]
    closed = [source for source in leaned_on if sources.metadata[source.card.ordinal].disclosure in _CLOSED]
    if len(closed) < len(leaned_on):
        return
    kind = _DISCLOSURES[sources.metadata[closed[0].card.ordinal].disclosure or "none"]
    letter = "主动公开的答复" if is_said else "未写明公开方式的答复"
    message = f"{letter}引用了{kind}的《{closed[0].card.title}》。"
    severity = Severity.ERROR if is_said else Severity.NOTE
    yield in_statement(severity, "leans_on_undisclosed", statement, message, [sources.cite(closed[0])])
