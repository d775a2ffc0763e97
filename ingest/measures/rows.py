"""Table rows that grant something: the header says what each cell is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ingest.document import Block, Document, Span
from ingest.figures import Figure, find_figures
from ingest.measures.actors import is_general
from ingest.measures.benefits import benefit_named
from ingest.measures.receivers import receiver
from ingest.measures.support_measure import Amount, Benefit, Condition, SupportMeasure

_ROLES: Final = (
    ("how_to_apply", re.compile("(?:申报|申请|办理|受理|申领)(?:方式|渠道|途径|流程|程序|地点|窗口|入口)")),
    ("time", re.compile("时间|期限|截止|时限")),
    ("conditions", re.compile("条件|要求|资格|门槛")),
    ("lead_department", re.compile("部门|(?:责任|牵头|受理|主管|实施|主办|承办)单位|科室")),
    ("object", re.compile("(?:对象|主体)$")),
    ("matter", re.compile("(?:项目|事项|名称|类型|等级|级别|层次|方向|产品|企业|平台)$")),
    ("category", re.compile("(?:类别|领域|范围|分类|板块)$")),
    (
        "amount",
        re.compile("金额|标准|额度|比例|限额|上限|方式|力度|补助|奖励|资助|补贴|贴息|奖补|扶持|优惠|支持内容|政策内容"),
    ),
    ("object", re.compile("对象|主体|适用")),
    ("matter", re.compile("项目|事项|名称|内容|企业|类型|等级|级别|政策")),
)
_COUNTED: Final = re.compile(
    "人数|累计|已|实际|完成|合计|申领|申请金额|申报金额|户数|家数|拨付|序号|身份证|年度预算|总投资"
)
_UNIT: Final = re.compile(
    r"[（(](?:单位[：:])?(?P<unit>[亿万千百]*元(?:/[\u4e00-\u9fff/·]{1,8})?|[%％])[）)]|单位[：:](?P<bare>[亿万千]*元)"
)
_BARE_NUMBER: Final = re.compile(r"\s*(?:\d[\d,.]*)(?:\s*[-—~～至]\s*\d[\d,.]*)?\s*")
_CAPPED: Final = re.compile("最高|上限|限额|不超过|封顶")
_IN_CELL_CAP: Final = re.compile("最高|不超过|上限|以内|封顶")
_PER_ONE: Final = re.compile(r"^(?:单个|每个|每家|单户|单项|同一)")
#: Longer cells are read sentence by sentence.
LONGEST_CELL: Final = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row with its header and its place in the document."""

    role: str
    header: str
    text: str
    start: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.text))


def cells_of(document: Document, block: Block, number: int) -> list[Cell]:
    """The cells of a table row; empty for rows of a header, or of a table without one.

    :param number: the row's place in its table, from 0.
    """
    if block.table is None:
        return []
    table = document.tables[block.table]
    header_rows = table.header_rows or 1
    if number < header_rows:
        return []
    headers = [
        " ".join(dict.fromkeys(row[at] for row in table.rows[:header_rows] if at < len(row)))
        for at in range(len(table.rows[0]))
    ]
    cells = []
    start = block.start
    for at, text in enumerate(document.text[block.start : block.end].split("\t")):
        header = headers[at] if at < len(headers) else ""
        cells.append(Cell(_role(header), header, text, start))
        start += len(text) + 1
    return cells


def row_measure(document: Document, block: Block, cells: list[Cell]) -> SupportMeasure | None:
    """What a row of short cells grants; ``None`` where its header or its cells do not speak of giving."""
    giving = [cell for cell in cells if cell.role == "amount" and len(cell.text) <= LONGEST_CELL]
    if not giving or any(_COUNTED.search(cell.header) for cell in giving):
        return None
    words = " ".join([*(cell.text for cell in giving), *(cell.header for cell in giving)])
    benefit = benefit_named(words) or benefit_named(
        " ".join((*block.heading_path[-1:], *(cell.header for cell in cells)))
    )
    amounts = tuple(_amounts(document, giving))
    if benefit is None or not (amounts or any("免费" in cell.text for cell in giving)):
        return None
    target = _receiver(giving) or _target(cells)
    if target is None:
        return None
    origins = {"target": target.span, "type": giving[0].span}
    conditions = [Condition(cell.text, cell.span) for cell in cells if cell.role == "conditions" and cell.text.strip()]
    fields: dict[str, str] = {}
    for name in ("how_to_apply", "lead_department"):
        cell = next((cell for cell in cells if cell.role == name and cell.text.strip()), None)
        if cell is not None:
            fields[name] = cell.text
            origins[name] = cell.span
    return SupportMeasure(
        span=Span(block.start, block.end),
        heading_path=block.heading_path,
        target=target.text.strip(),
        type=_told_apart(benefit, giving, cells),
        amounts=amounts,
        conditions=tuple(conditions),
        how_to_apply=fields.get("how_to_apply"),
        lead_department=fields.get("lead_department"),
        origins=origins,
    )


def _receiver(giving: list[Cell]) -> Cell | None:
    """按合同金额的30%奖励软件企业: the cell of what is given names who gets it."""
    for cell in giving:
        phrase = receiver(cell.text, 0)
        if phrase and not is_general(cell.text[phrase.start : phrase.end]):
            return replace(cell, text=cell.text[phrase.start : phrase.end], start=cell.start + phrase.start)
    return None


def _told_apart(benefit: Benefit, giving: list[Cell], cells: list[Cell]) -> Benefit:
    """The word in the cells of what is given comes first, then that in the row's name, then the header's."""
    words = (*(cell.text for cell in giving), *(cell.text for cell in cells if cell.role in ("matter", "object")))
    return next((named for text in words if (named := benefit_named(text)) not in (None, Benefit.SUPPORT)), benefit)


def _role(header: str) -> str:
    bare = _UNIT.sub("", header).strip()
    return next((name for name, pattern in _ROLES if pattern.search(bare)), "")


def _target(cells: list[Cell]) -> Cell | None:
    for role in ("object", "matter", "category", ""):
        found = [cell for cell in cells if cell.role == role and _is_name(cell)]
        if found:
            return found[-1] if role == "matter" else found[0]
    return None


def _is_name(cell: Cell) -> bool:
    text = cell.text.strip()
    return len(text) >= 2 and not re.fullmatch(r"[\d.\s]+", text) and "序号" not in cell.header


def _amounts(document: Document, giving: list[Cell]) -> Iterator[Amount]:
    found = [_amount(cell, figure) for cell in giving for figure in _figures(cell)]
    merged: list[Amount] = []
    for amount in found:
        last = merged[-1] if merged else None
        if last and len(merged) == 1 and not {name for name, _ in last.facts} & {name for name, _ in amount.facts}:
            span = Span(last.span.start, amount.span.end)
            merged[-1] = replace(
                last,
                text=document.text[span.start : span.end],
                span=span,
                value=last.value if last.value is not None else amount.value,
                max=last.max if last.max is not None else amount.max,
                rate=last.rate if last.rate is not None else amount.rate,
                unit=last.unit or amount.unit,
            )
        else:
            merged.append(amount)
    return iter(merged)


def _figures(cell: Cell) -> list[Figure]:
    found = find_figures(cell.text)
    unit = _UNIT.search(cell.header)
    if not found and unit and _BARE_NUMBER.fullmatch(cell.text):
        length = len(cell.text)
        found = [
            replace(f, end=min(f.end, length))
            for f in find_figures(cell.text.rstrip() + (unit["unit"] or unit["bare"]))
        ]
    return found


def _amount(cell: Cell, figure: Figure) -> Amount:
    # The whole cell, which says of what: 按合同金额的25%补助.
    amount = Amount(cell.text, cell.span, unit=figure.currency, per=figure.per or None)
    if figure.currency is None:
        return replace(amount, rate=figure.high)
    if figure.is_range:
        return replace(amount, min=figure.low, max=figure.high)
    if _CAPPED.search(cell.header) or _IN_CELL_CAP.search(cell.text) or _PER_ONE.match(cell.text):
        return replace(amount, max=figure.high)
    return replace(amount, value=figure.high)
