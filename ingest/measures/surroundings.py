"""What a document says about its measures elsewhere: conditions, when and how to apply, which department leads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.document import Block, BlockKind, Document, DocumentKind, Span
from ingest.measures.windows import find_windows
from ingest.measures.wording import Sentence, sentences_of

_CONDITIONS_HEADING: Final = re.compile(r"条件|资格要求|申报要求|支持对象|申报对象|适用对象|申请对象")
_MATERIALS: Final = re.compile("材料|流程|程序|时间|方式")
_CONDITIONS_FOLLOW: Final = re.compile(
    r"(?:符合|具备|满足)(?:以下|下列|如下)[^，。；]{0,8}(?:条件|要求|情形)[^，。；]{0,10}[：:]?$|(?:条件|资格)[：:]$|(?:条件|要求)(?:如下|包括|为)[：:]$"
)
_APPLICANT: Final = re.compile(
    r"^(?:[^，。；]{0,12})?(?:申报|申请|申领)[^，。；]{0,14}?(?:单位|企业|人|主体|对象|者|项目)(?:应当|应|须|必须|需|要|为)"
    r"|仅限[^，。；]{2,40}(?:申报|申请)|^(?:每家|每个|单个|同一)[^，。；]{0,12}(?:最多|只能|仅可|限)(?:申报|申请|享受)"
)
_NO_CONDITION: Final = re.compile("真实性|承诺书|提交|上传|负责|登录|配合|材料|填报|先行|接受监督")
# 基本条件。 before the conditions themselves.
_CAPTION: Final = re.compile(r"[^，。；：]{0,8}(?:条件|要求|范围|对象)[。：]?")
_CONSEQUENCE: Final = re.compile("退回|退还|追回|取消|追究")
_LABEL: Final = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）.、．]?)?\s*(?P<label>(?:补贴|补助|资助|奖励|支持|扶持|申请|申报|申领|享受|政策|办理|受理)?(?P<what>对象|条件|标准|期限|金额|额度|方式|流程|程序|时间|渠道|材料|内容|途径|部门))[：:]"
)
_DEPARTMENT: Final = r"[\u4e00-\u9fff（）()]{2,24}?(?:局|委员会|委|厅|部门|办公室|办|管委会|政府)"
_RESPONSIBLE: Final = re.compile(
    r"[（(【]?(?:责任单位|牵头单位|牵头部门|责任部门|主管部门|实施部门|实施单位|承办单位|受理部门|受理单位|主办单位)[：:]\s*(?P<names>[^）)】。；\n]{2,120})"
)
_LEADING: Final = re.compile(
    r"[（(](?P<names>[^（）()，,；;]{2,60}?)(?:按职责分工(?:负责)?|牵头(?:负责)?|负责|等按职责分工负责)[^）)]{0,60}[）)]"
)
_BY: Final = re.compile(
    rf"由(?P<names>(?:市|省|区|县|国家)?{_DEPARTMENT})(?=统筹|给予|按|负责|安排|予以|会同|发放|另行|提供|组织)"
)
_ACTING: Final = re.compile(
    rf"(?:^|，)(?P<names>(?:市|省|区|县)(?:、[省市县区（）]{{1,4}})?(?:{_DEPARTMENT}|[\u4e00-\u9fff]{{2,16}}?(?:中心|人民政府)))"
    r"(?=将|把|对|支持|鼓励|给予|会同|按|每年|为|应当|免费)"
)
_IN_CHARGE: Final = (
    re.compile(rf"(?P<names>{_DEPARTMENT})(?:是|为|作为)[^，。；]{{0,30}}?(?:主管部门|牵头部门|牵头单位|责任单位)"),
    re.compile(
        rf"(?:^|[，；。\s])(?P<names>(?:市|省|区|县){_DEPARTMENT})(?:[^，。；]{{0,6}})?负责[^，。；]{{0,40}}?(?:组织实施|申报|评审|使用计划|统筹|受理)"
    ),
)
_APPLYING: Final = re.compile("申报|受理|申请|报名|填报|申领|提交|征集")
_MAY_APPLY: Final = re.compile("申报|受理|申请|报名|填报|申领|提交|征集|办理|提出|注册|仅限")
_HOW: Final = re.compile(
    r"(?:通过|登录|登陆|在|到|向|前往|进入|访问)[^，。；]{2,40}?(?:平台|系统|网站|官网|网|窗口|部门|中心|APP|小程序|局|处|机构|街道|政府)"
    r"[^。；]{0,40}?(?:提交|申报|填报|申请|办理|提出|注册|申领|操作)"
    r"|(?:申领|申报|申请|办理)(?:方式|渠道|途径|流程)[：:]"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said for more than the sentence it stands in.

    :ivar names: the fields that it gives, with their values; of conditions the words.
    """

    path: tuple[str, ...]
    span: Span
    fields: dict[str, str]
    condition: bool = False


@dataclass(slots=True)
class Surroundings:
    """What was gathered from the blocks of a document.

    :ivar spent: starts of blocks that state conditions, materials and the like, and so grant nothing themselves.
    """

    statements: list[Statement] = field(default_factory=list)
    spent: set[int] = field(default_factory=set)


def read_surroundings(document: Document) -> Surroundings:
    """Gather what a document says about applying for what it grants."""
    found = Surroundings()
    listing: tuple[str, ...] | None = None
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if listing is not None:
            if block.kind is BlockKind.ITEM or (block.heading_path[: len(listing)] == listing and _is_item(text)):
                _note_condition(found, document, block, listing)
                continue
            listing = None
        if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM):
            continue
        under_conditions = any(_states_conditions(label) for label in block.heading_path)
        label = _LABEL.match(text)
        if label and label["what"] == "对象" and len(text) - label.end() >= 2:
            words = text[label.end() :].strip().split("。")[0].rstrip("；;")
            at = block.start + text.index(words, label.end())
            found.statements.append(Statement(block.heading_path, Span(at, at + len(words)), {"target": words}))
            found.spent.add(block.start)
        elif label and label["what"] == "条件":
            found.spent.add(block.start)
            listing = block.heading_path
            rest = Span(block.start + label.end(), block.end)
            if rest.end - rest.start >= 4:
                _add_condition(found, block.heading_path, document.text, rest)
        elif under_conditions and not (block.kind is BlockKind.HEADING and _is_bare(text)):
            if _CONDITIONS_FOLLOW.search(text):
                listing = block.heading_path
                found.spent.add(block.start)
            else:
                _note_condition(found, document, block, block.heading_path)
        elif _CONDITIONS_FOLLOW.search(text):
            listing = block.heading_path
            found.spent.add(block.start)
        else:
            _note_applicants(found, document, block)
        if document.metadata.kind not in (DocumentKind.REPLY, DocumentKind.LAW):
            _note_application(found, document, block)
    _note_department(found, document)
    return found


def own_department(text: str, sentence: Sentence, block_start: int) -> tuple[str, Span] | None:
    """The department that the paragraph of a measure names.

    :param text: the paragraph.
    """
    for pattern in (_RESPONSIBLE, _LEADING):
        match = pattern.search(text)
        if match:
            first, last = match.span("names")
            return match["names"].strip(" ，,"), Span(block_start + first, block_start + last)
    for pattern in (_BY, _ACTING):
        match = pattern.search(sentence.masked)
        if match:
            first, last = match.span("names")
            return match["names"], Span(sentence.span.start + first, sentence.span.start + last)
    return None


def _states_conditions(label: str) -> bool:
    return _CONDITIONS_HEADING.search(label) is not None and _MATERIALS.search(label) is None and len(label) <= 24


def _is_item(text: str) -> bool:
    return re.match(r"[（(]?[一二三四五六七八九十\d]{1,2}[)）.、．]|[①-⑳]", text) is not None


def _is_bare(text: str) -> bool:
    return not re.search("[。；]", text)


def _note_condition(found: Surroundings, document: Document, block: Block, path: tuple[str, ...]) -> None:
    found.spent.add(block.start)
    for sentence in sentences_of(document, block.start, block.end):
        if not _CAPTION.fullmatch(sentence.text):
            _add_condition(found, path, document.text, sentence.span)


def _add_condition(found: Surroundings, path: tuple[str, ...], text: str, span: Span) -> None:
    words = text[span.start : span.end]
    if _CONSEQUENCE.search(words):
        return
    end = span.start + len(words.rstrip("；。;. "))
    start = span.start + len(words) - len(words.lstrip())
    if end - start >= 4:
        found.statements.append(Statement(path, Span(start, end), {"condition": text[start:end]}, condition=True))


def _note_applicants(found: Surroundings, document: Document, block: Block) -> None:
    if not _MAY_APPLY.search(document.text, block.start, block.end):
        return
    for sentence in sentences_of(document, block.start, block.end):
        if _APPLICANT.search(sentence.masked) and not _NO_CONDITION.search(sentence.masked):
            _add_condition(found, block.heading_path, document.text, sentence.span)


def _note_application(found: Surroundings, document: Document, block: Block) -> None:
    timed = any("时间" in label for label in block.heading_path)
    if not timed and not _MAY_APPLY.search(document.text, block.start, block.end):
        return
    # A call is for one year, a rule for every one.
    issued = None if document.metadata.kind is DocumentKind.RULE else document.metadata.issued_on
    for sentence in sentences_of(document, block.start, block.end):
        words = sentence.masked
        if _APPLYING.search(words) or timed:
            for fields, (first, last) in find_windows(words, issued):
                span = Span(sentence.span.start + first, sentence.span.start + last)
                found.statements.append(Statement(block.heading_path, span, fields))
        if _HOW.search(words) and not re.search("公示|拨付|公开|公布|发布|投诉|咨询", words):
            found.statements.append(Statement(block.heading_path, sentence.span, {"how_to_apply": sentence.text}))


def _note_department(found: Surroundings, document: Document) -> None:
    if document.metadata.kind not in (DocumentKind.RULE, DocumentKind.NOTICE, DocumentKind.PLAN):
        return
    for pattern in _IN_CHARGE:
        match = pattern.search(document.text)
        if match:
            names = re.sub("^(?:第[一二三四五六七八九十百]{1,4}条)?(?:由|并由|和)?", "", match["names"])
            span = Span(match.end("names") - len(names), match.end("names"))
            found.statements.append(Statement((), span, {"lead_department": names}))
            return
    if (
        document.metadata.kind is DocumentKind.NOTICE
        and document.metadata.issuer
        and "issuer" in document.metadata.origins
    ):
        names = "、".join(document.metadata.issuer)
        found.statements.append(Statement((), document.metadata.origins["issuer"], {"lead_department": names}))


def applying(statements: Sequence[Statement], path: tuple[str, ...], granting: set[tuple[str, ...]]) -> list[Statement]:
    """The statements that hold for a measure, the nearest first.

    What stands in a section of its own holds for all; what stands among other measures, for those beside it.

    :param path: the measure's headings.
    :param granting: the heading paths of all measures, with every beginning of each.
    """
    held: list[tuple[int, int, Statement]] = []
    for order, statement in enumerate(statements):
        common = 0
        while common < min(len(path), len(statement.path)) and path[common] == statement.path[common]:
            common += 1
        if common == len(statement.path) or statement.path[: common + 1] not in granting:
            held.append((-common, order, statement))
    return [statement for _, _, statement in sorted(held, key=lambda item: item[:2])]
