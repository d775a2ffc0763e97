"""What drafting emits: a proposal with its suggestions, the draft of a letter that answers them, review findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from answer.types import Citation
from ingest.document import Session, Span


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that a proposal asks for.

    :ivar n: its number in the proposal's order, from 1.
    :ivar subject: what it is about, as a reply's heading takes it up: 关于 ``subject`` 的建议.
    :ivar text: all that is asked, as the proposal puts it.
    :ivar spans: where ``text`` stands in the proposal's text; empty where a person wrote or changed it.
    """

    n: int
    subject: str
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal (政协提案) or suggestion (人大建议) as it was read.

    :ivar text: the repaired text that every ``Span`` points into.
    :ivar body: the kind of body it was put to: ``政协`` or ``人大``; ``None`` where the text does not tell.
    :ivar number: 提案编号 or 建议编号.
    :ivar cause: 案由.
    :ivar members: who put it forward, first signatory first.
    :ivar departments: 建议承办单位, as written.
    :ivar situation: what it tells before it suggests; empty where it suggests at once.
    """

    text: str
    title: str
    body: str | None
    session: Session | None
    number: str | None
    cause: str | None
    members: tuple[str, ...]
    departments: tuple[str, ...]
    dated: date | None
    situation: str
    suggestions: tuple[Suggestion, ...]
    warnings: tuple[str, ...] = ()


class Form(StrEnum):
    """Which letter is written: the reply of the unit that answers, or a joint unit's opinion to it (会办意见)."""

    REPLY = "reply"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the letter's text.

    :ivar citations: what it rests on; empty for the words of the form itself (现答复如下) and for a gap.
    :ivar gap: something that a person must fill in: 【待补充：…】.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together.

    :ivar level: 0 for running text, 2 for （一）, 3 for 1., as in the heading grammar of letters; the number itself
        is no part of the sentences. A short first sentence of level 2 is the heading that runs into the others.
    """

    sentences: tuple[Sentence, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class PriorAnswer:
    """An earlier request like a suggestion, with what answered it.

    :ivar request: the earlier request as quoted.
    :ivar answers: the sentences that answered it, in order, handling statuses left out.
    :ivar handling_status: how the earlier request was dealt with, as the reply says.
    :ivar lead_department: who answered it, as its reply names itself; ``co_departments`` who had a part in it.
    :ivar score: how like it is, 0 to 1; comparable within one suggestion only.
    :ivar best: that of ``answers`` which comes nearest to the suggestion; ``None`` where none answered.
    :ivar is_close: whether it surely bears on the suggestion; else a person should judge that.
    :ivar is_likely: whether it likely does; what does not is shown all the same, but never written into the letter.
    :ivar likelihood: how likely it does, 0 to 1; only the first few are judged.
    """

    request: Citation
    answers: tuple[Citation, ...]
    handling_status: str | None
    lead_department: str | None
    score: float
    co_departments: tuple[str, ...] = ()
    best: Citation | None = None
    is_close: bool = True
    is_likely: bool = True
    likelihood: float = 0.0


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure that earlier replies or current policies give, with the day it is from.

    :ivar text: as written: 起降点132个.
    :ivar dated: as the source dates it (截至2025年6月底), else the source's own day.
    :ivar is_old: whether a later source gives another figure for the same.
    """

    text: str
    dated: str
    citation: Citation
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """What the letter says to one suggestion, and what was found for it.

    :ivar heading: 关于…的建议, without its number.
    :ivar policies: current policies and measures that bear on it, best first.
    :ivar figures: what is known in figures, each with its date.
    :ivar lead_department: who should answer it, and ``co_departments`` who should have a part; ``department_reason``
        says from which past case, or whose wish, that is taken.
    :ivar warnings: what the drafter should know, such as that nothing was found, or that a figure is old.
    """

    suggestion: Suggestion
    heading: str
    handling_status: str | None
    paragraphs: tuple[Paragraph, ...]
    prior_answers: tuple[PriorAnswer, ...] = ()
    policies: tuple[Citation, ...] = ()
    lead_department: str | None = None
    department_reason: str = ""
    warnings: tuple[str, ...] = ()
    co_departments: tuple[str, ...] = ()
    figures: tuple[KnownFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the order of its parts; a part that nobody knows yet is a gap (【待补充：…】), never left out.

    :ivar issuer: who signs.
    :ivar opening: from receipt (收悉) to 现答复如下.
    :ivar addressees: as they are addressed: 温如岚委员, 陆知远等委员.
    :ivar dated: the day as it is signed: 2026年3月5日.
    :ivar contact: names and telephone: 许望舒，0700-8620427.
    :ivar disclosure: 公开方式 as it stands in the letter, for example 主动公开.
    """

    form: Form
    reply_class: str | None
    issuer: str
    document_number: str
    title: str
    addressees: tuple[str, ...]
    opening: Paragraph
    items: tuple[Item, ...]
    closing: Paragraph
    dated: str
    contact: str
    disclosure: str
    copied_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Milestones:
    """The dates of the work on a proposal."""

    received_on: date | None = None
    due_on: date | None = None
    consulted_on: date | None = None
    replied_on: date | None = None


class Severity(StrEnum):
    """How much a finding matters: an error must be mended before the letter goes out."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a review found.

    :ivar code: what kind of finding, in lower case with underscores: ``figure_without_source``.
    :ivar where: for a reader: 第二项, 落款.
    :ivar quote: the letter's words at fault; empty where something is missing.
    :ivar citations: the sources that show it.
    :ivar span: where ``quote`` stands in the letter's text, where that is known.
    """

    severity: Severity
    code: str
    where: str
    message: str
    quote: str = ""
    citations: tuple[Citation, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """All of a drafted letter.

    :ivar as_of: the date whose validity counts.
    :ivar findings: of the last review; none also where the letter was changed since.
    :ivar is_reviewed: whether the letter stands as it was reviewed, so that no findings mean a clean one.
    :ivar warnings: what concerns the letter as a whole.
    :ivar written_by_model: whether texts are a language model's, checked against their sources; else assembled.
    """

    proposal: Proposal
    letter: Letter
    as_of: date
    generation: str
    milestones: Milestones = field(default=Milestones())
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    written_by_model: bool = False
    is_reviewed: bool = False
