"""A document to its support measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ingest import formulas
from ingest.document import Block, BlockKind, Document, DocumentKind, Span
from ingest.measures.actors import is_general, names_payee
from ingest.measures.amounts import read_amounts
from ingest.measures.benefits import benefit_named, paid_to
from ingest.measures.grant_words import PROMISED
from ingest.measures.grants import Grant, find_grant
from ingest.measures.receivers import beneficiary, object_of, preferred, receiver
from ingest.measures.rows import LONGEST_CELL, Cell, cells_of, row_measure
from ingest.measures.support_measure import Benefit, Condition, SupportMeasure
from ingest.measures.surroundings import Surroundings, applying, own_department, read_surroundings
from ingest.measures.targets import Phrase, Terms, read_terms
from ingest.measures.wording import LONGEST, Sentence, sentences_of

# A wish is no measure.
_WITHOUT: Final = frozenset({DocumentKind.PROPOSAL})
_SETTLING: Final = frozenset({DocumentKind.RULE, DocumentKind.NOTICE, DocumentKind.LAW})
_ENCOURAGING: Final = frozenset(
    {
        DocumentKind.LAW,
        DocumentKind.RULE,
        DocumentKind.PLAN,
        DocumentKind.NOTICE,
        DocumentKind.REPLY,
        DocumentKind.EXPLAINER,
        DocumentKind.OTHER,
    }
)
_OTHER_BUSINESS: Final = re.compile(
    "法律责任|罚则|监督|责任追究|违约|附则|申报材料|申请材料|办理材料|所需材料|指导思想|总体要求|基本原则|工作目标|主要目标|发展目标|绩效|名词解释|用语"
)
_MAY_GRANT: Final = re.compile(
    "支持|提供|[补资扶]|奖|贴息|配套|[减免征返缓]|给予|予以|鼓励|优先|优惠|优待|享|学位|入学|公寓|住房|租房|贷款|投资|融资|授信|公益|无偿|津贴|不[^，。]{0,6}[收缴付]|安排|申请|领取"
)
_PREAMBLE: Final = re.compile("收悉|现答复如下|现将|现就|结合[^，。]{0,12}实际|制定(?:本|以下)|特制定|会议|提案")
_WISH: Final = re.compile("建议|关于[^。]{2,60}的(?:提案|意见)")
# …按以下标准给予奖励：对…的企业给予10万元: the first of a list in one sentence.
_ANNOUNCED: Final = re.compile("[：:](?=对)")
# What stands before the giving and is nobody.
_NO_ONE: Final = re.compile(
    "每|按照|根据|标准|过渡期|其他$|其中|[^，]{0,4}期满后|一次性"
    "|(?:生活|交通|住房|租房|租金|培训|就业|安家|岗位|运营|见习|求职|创业|社会保险|社保)$"
)
# 每年 is no term.
_SHORTEST_TERM: Final = 4
_GOES_ON: Final = re.compile(r"\s*其中[，,：:]?")
# 国家鼓励…: a principle; 鼓励企业… of a city's law is meant for those companies.
_PRINCIPLE: Final = re.compile(r"\s*国家")
_SOMEONE: Final = re.compile("企业|机构|高等学校|高校|院校|学校|院所|单位|协会|商会|园区|组织|团队")
_SET_ASIDE: Final = re.compile("安排[^，。；]{0,30}(?:经费|资金|元)(?=[支扶用])|安排[^，。；]{0,30}(?:经费|资金|元)$")
_SPENT_ON: Final = re.compile("用于(?:扶持|支持|补助|奖励|资助)")
_FOR_WHAT: Final = re.compile("[^，。；]{0,6}?(?:支持|用于|扶持)")
# 补贴标准：10000元。 says what is given, and not to whom.
_STANDARD: Final = re.compile(r"(?:补贴|补助|资助|奖励|支持|扶持|贴息|奖补)(?:标准|金额|额度|比例)(?:为|是)?[：:]")
_RESPONSIBLE: Final = re.compile("[（(【][^（）]*(?:单位|部门|牵头|负责)")
_CAPTION: Final = re.compile(r"(?!对)[^，,；：:]{2,30}(?<!给予.{2})。")


@dataclass(frozen=True, slots=True)
class _Lead:
    """A sentence that announces a list, and what it grants or speaks of."""

    path: tuple[str, ...]
    benefit: Benefit
    target: tuple[str, Span] | None


def extract_measures(document: Document) -> tuple[SupportMeasure, ...]:
    """The support measures of a document, in the order of the text.

    Proposals have none: what they call support is a wish.
    """
    if document.metadata.kind in _WITHOUT:
        return ()
    # A law says nothing of how and until when to apply; reading all of it again would only take time.
    is_law = document.metadata.kind is DocumentKind.LAW
    surroundings = Surroundings() if is_law else read_surroundings(document)
    found = list(_Reading(document, surroundings).measures())
    granting = {m.heading_path[:depth] for m in found for depth in range(1, len(m.heading_path) + 1)}
    return tuple(_completed(measure, surroundings, granting) for measure in found)


class _Reading:
    """Goes through the blocks once; knows the list that the block at hand belongs to."""

    def __init__(self, document: Document, surroundings: Surroundings) -> None:
        self._document = document
        self._spent = surroundings.spent
        self._encouragement = document.metadata.kind in _ENCOURAGING
        self._lead: _Lead | None = None
        self._rows: dict[int, int] = {}

    def measures(self) -> Iterator[SupportMeasure]:
        for block in self._document.blocks:
            if block.kind is BlockKind.TABLE_ROW:
                yield from self._of_row(block)
            elif block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM) and self._may_grant(block):
                yield from self._of_text(block)

    def _may_grant(self, block: Block) -> bool:
        if block.start in self._spent or any(
            _OTHER_BUSINESS.search(label) for label in block.heading_path if len(label) <= 24
        ):
            return False
        text = self._document.text[block.start : block.end]
        if formulas.is_closing(text):
            return False
        return bool(block.heading_path) or not _PREAMBLE.search(text)

    def _of_text(self, block: Block) -> Iterator[SupportMeasure]:
        if self._lead is not None and block.heading_path[: len(self._lead.path)] != self._lead.path:
            self._lead = None
        if self._lead is not None and block.kind is BlockKind.PARAGRAPH:
            self._lead = None
        text = self._document.text[block.start : block.end]
        # Most paragraphs grant nothing: this is quicker than reading their grammar.
        if self._lead is None and not _MAY_GRANT.search(text):
            return
        sentences = sentences_of(self._document, block.start, block.end)
        count = sum(not _RESPONSIBLE.match(sentence.text) for sentence in sentences)
        previous: SupportMeasure | None = None
        for at, sentence in enumerate(sentences):
            if self._is_caption(block, sentence, at, count):
                continue
            if sentence.text.endswith(("：", ":")):
                self._note_lead(block, sentence)
                if not sentence.figures:
                    continue
            goes_on = previous is not None and _GOES_ON.match(sentence.masked)
            measure = self._of_sentence(block, text, sentence, previous.type if previous and goes_on else None)
            if measure is not None:
                yield measure
            previous = measure or previous

    def _is_caption(self, block: Block, sentence: Sentence, at: int, count: int) -> bool:
        """第七条 流片支持。 and （一）落户补贴。 name what follows; a heading without an end mark grants nothing."""
        if at == 0 and count > 1 and _CAPTION.fullmatch(sentence.text) and not sentence.figures:
            # An article of a law opens with what it lays down.
            return self._document.metadata.kind is not DocumentKind.LAW
        if block.kind is not BlockKind.HEADING:
            return False
        return count == 1 and not sentence.text.endswith(("。", "；", "！", "）", "：", ":"))

    def _note_lead(self, block: Block, sentence: Sentence) -> None:
        grant = find_grant(sentence.masked, [], encouragement=False)
        benefit = grant.benefit if grant else benefit_named(sentence.masked)
        if benefit is None:
            self._lead = None
            return
        target = None
        if grant is not None:
            terms = read_terms(sentence.masked, grant.start)
            target = _words(sentence, terms.target) if terms.target else None
        self._lead = _Lead(block.heading_path, benefit, target)

    def _of_sentence(
        self, block: Block, paragraph: str, sentence: Sentence, continued: Benefit | None = None
    ) -> SupportMeasure | None:
        figures = sentence.figures
        lead = self._lead
        label = _STANDARD.match(sentence.masked)
        inherited = lead.benefit if lead else benefit_named(label.group()) if label else continued
        announced = _ANNOUNCED.search(sentence.masked)
        if label or announced:
            sentence = sentence.blanked(label.end() if label else announced.end() if announced else 0)
        grant = find_grant(sentence.masked, figures, encouragement=self._encouragement, inherited=inherited)
        if grant is None or self._is_wished(sentence):
            return None
        start = sentence.span.start
        amounts = read_amounts(sentence.masked, figures, grant.start, start, sentence.text)
        if self._document.metadata.kind is DocumentKind.LAW and not amounts and _is_too_general(sentence, grant):
            return None
        terms = self._terms(sentence, grant)
        if label is not None:
            terms = Terms(None, terms.conditions)
        target = _words(sentence, terms.target) if terms.target else None
        if target is None and lead is not None:
            target = lead.target
        origins = {"type": Span(start + grant.given[0], start + grant.given[1]) if grant.given[1] else sentence.span}
        if target is not None and len(target[0]) > 1 and not _NO_ONE.match(target[0]):
            origins["target"] = target[1]
        else:
            target = (_label_of(block.heading_path) or self._document.metadata.title, sentence.span)
        department = own_department(paragraph, sentence, block.start)
        if department is not None:
            origins["lead_department"] = department[1]
        return SupportMeasure(
            span=sentence.span,
            heading_path=block.heading_path,
            target=target[0],
            type=paid_to(target[0], sentence.text, grant.benefit),
            amounts=amounts,
            conditions=tuple(Condition(*_words(sentence, phrase)) for phrase in terms.conditions),
            lead_department=department[0] if department else None,
            origins=origins,
        )

    def _is_wished(self, sentence: Sentence) -> bool:
        """Whether a sentence only promises or repeats what someone wishes for; a rule settles what it says."""
        kind = self._document.metadata.kind
        if kind is DocumentKind.REPLY and _WISH.match(sentence.text):
            return True
        return kind not in _SETTLING and PROMISED.search(sentence.masked) is not None

    def _terms(self, sentence: Sentence, grant: Grant) -> Terms:
        if grant.encourages:
            served = beneficiary(sentence.masked, grant.given[1])
            return Terms(served) if served else object_of(sentence.masked, grant.given[1])
        if first := preferred(sentence.masked, grant.start):
            return Terms(first)
        if spent := _SPENT_ON.search(sentence.masked, grant.given[1]):
            return object_of(sentence.masked, spent.end())
        behind = _FOR_WHAT.match(sentence.masked, grant.given[1])
        if behind and sentence.masked[slice(*grant.given)].endswith(("经费", "资金", "元")):
            return object_of(sentence.masked, behind.end())
        if _SET_ASIDE.search(sentence.masked, 0, grant.given[0]) and grant.given[1] + 2 < len(sentence.masked):
            return object_of(sentence.masked, grant.given[1])
        terms = read_terms(sentence.masked, grant.start)
        if terms.target is None and grant.benefit in (Benefit.PRIORITY, Benefit.HOUSING):
            return object_of(sentence.masked, grant.given[1])
        who = terms.target
        given_to = receiver(sentence.masked, grant.start)
        if who is not None and not _NO_ONE.match(sentence.masked, who.start):
            named = sentence.masked[who.start : who.end]
            if given_to is None or names_payee(named) or is_general(sentence.masked[given_to.start : given_to.end]):
                return terms
            # 对首版次软件，给予软件企业奖励
            others = (term for term in terms.conditions if not who.start <= term.start < who.end)
            return Terms(given_to, (who, *others))
        # 每招收一名博士，给予企业10万元: what stands before is a term, and who receives it behind.
        own = (who,) if who is not None and who.end - who.start >= _SHORTEST_TERM else ()
        return Terms(given_to, terms.conditions or own)

    def _of_row(self, block: Block) -> Iterator[SupportMeasure]:
        if block.table is None or self._document.metadata.kind is DocumentKind.LAW:
            return
        number = self._rows.get(block.table, 0)
        self._rows[block.table] = number + 1
        cells = cells_of(self._document, block, number)
        measure = row_measure(self._document, block, cells)
        if measure is not None:
            yield measure
            return
        for cell in cells:
            if (
                cell.role not in ("conditions", "time", "how_to_apply", "lead_department")
                and len(cell.text) > LONGEST_CELL // 3
            ):
                yield from self._of_cell(block, cell)

    def _of_cell(self, block: Block, cell: Cell) -> Iterator[SupportMeasure]:
        if len(cell.text) > LONGEST * 5:
            return
        for sentence in sentences_of(self._document, cell.start, cell.start + len(cell.text)):
            if sentence.text.endswith(("。", "；", "）")) or sentence.figures:
                measure = self._of_sentence(block, cell.text, sentence)
                if measure is not None and (measure.amounts or measure.type is not Benefit.ENCOURAGEMENT):
                    yield measure


def _is_too_general(sentence: Sentence, grant: Grant) -> bool:
    """Whether what a law says without a figure is a principle only."""
    if not grant.encourages:
        return grant.benefit is Benefit.SUPPORT
    return _PRINCIPLE.match(sentence.masked) is not None or not _SOMEONE.search(
        sentence.masked, grant.given[1], grant.given[1] + 20
    )


def _words(sentence: Sentence, phrase: Phrase) -> tuple[str, Span]:
    """A phrase of a sentence and its place, without the blanks and marks around it."""
    words = sentence.text[phrase.start : phrase.end]
    lead = len(words) - len(words.lstrip(" \u3000，,：:、"))
    kept = words[lead:].rstrip(" \u3000，,：:、；")
    start = sentence.span.start + phrase.start + lead
    return kept, Span(start, start + len(kept))


def _label_of(path: tuple[str, ...]) -> str:
    """The innermost heading, without its marker."""
    for label in reversed(path):
        words = re.sub(
            r"^(?:第[\u4e00-\u9fff\d]{1,5}[章节条]|[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[、.．]?)[\s　]*", "", label
        )
        if words:
            return words
    return ""


def _completed(measure: SupportMeasure, surroundings: Surroundings, granting: set[tuple[str, ...]]) -> SupportMeasure:
    """Add what the document says elsewhere; what the measure says itself stays."""
    fields: dict[str, str] = {}
    origins = dict(measure.origins)
    conditions = list(measure.conditions)
    for statement in applying(surroundings.statements, measure.heading_path, granting):
        if statement.condition:
            if not any(condition.span == statement.span for condition in conditions):
                conditions.append(Condition(statement.fields["condition"], statement.span, general=True))
            continue
        if {"apply_from", "apply_by"} & statement.fields.keys() and {"apply_from", "apply_by"} & fields.keys():
            continue
        for name, value in statement.fields.items():
            missing = "target" not in origins if name == "target" else getattr(measure, name) is None
            if missing and name not in fields:
                fields[name] = value
                origins[name] = statement.span
    return replace(
        measure,
        target=fields.get("target", measure.target),
        conditions=tuple(conditions),
        apply_from=fields.get("apply_from"),
        apply_by=fields.get("apply_by"),
        how_to_apply=measure.how_to_apply or fields.get("how_to_apply"),
        lead_department=measure.lead_department or fields.get("lead_department"),
        origins=origins,
    )
