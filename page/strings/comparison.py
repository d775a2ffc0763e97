"""The words of comparing two versions of a document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from answer.comparison import Fate
from answer.comparison.rewording import ChangeKind


@dataclass(frozen=True, slots=True)
class ComparisonStrings:
    """What is said of two versions side by side, in one language."""

    old: str
    new: str
    choose: str
    offered: str
    none_offered: str
    repealed: str
    likely: str
    same_title: str
    swap: str
    working: str
    summary: str
    count: str
    fates: Mapping[Fate, str]
    moved: str
    kinds: Mapping[ChangeKind, str]
    what_changed: str
    no_heading: str
    not_yet_there: str
    gone: str
    place: str
    same_document: str
    unknown_document: str
    download: str
    idle: str
    panel_how: tuple[str, ...]


CHINESE: Final = ComparisonStrings(
    old="旧文件",
    new="新文件",
    choose="选择或输入文件名称",
    offered="可能要对照的文件",
    none_offered="已收录的文件中没有发现同一文件的不同版本。可在上面任选两份文件对照。",
    repealed="新文件载明废止旧文件",
    likely="内容 {percent}% 相同",
    same_title="名称相同，内容 {percent}% 相同",
    swap="对调新旧",
    working="正在逐条对照…",
    summary="共 {total} 条：{counts}",
    count="{count} 条{fate}",
    fates={Fate.SAME: "未变", Fate.CHANGED: "有改动", Fate.ADDED: "新增", Fate.REMOVED: "删去"},
    moved="移位",
    kinds={
        ChangeKind.AMOUNT: "金额",
        ChangeKind.RATE: "比例",
        ChangeKind.DATE: "日期",
        ChangeKind.PERIOD: "期限",
        ChangeKind.COUNT: "数量",
        ChangeKind.CONDITION: "条件",
    },
    what_changed="改动",
    no_heading="（无标题）",
    not_yet_there="旧文件中没有这一条。",
    gone="新文件中没有这一条。",
    place="原文",
    same_document="请选择两份不同的文件。",
    unknown_document="已收录的文件中没有这份文件，可能已被删除。请重新选择。",
    download="下载对照表",
    idle="选择新旧两份文件，逐条并列对照，标出改动的金额、比例、日期和条件。",
    panel_how=("选择两份文件", "点击某条下的页码", "这里打开原文，并标出这一条"),
)

ENGLISH: Final = ComparisonStrings(
    old="Old document",
    new="New document",
    choose="Choose one, or type its name",
    offered="Likely worth comparing",
    none_offered="No two versions of one document were found among those held. Choose any two above.",
    repealed="the new one repeals the old one",
    likely="{percent}% alike",
    same_title="same title, {percent}% alike",
    swap="Swap old and new",
    working="Comparing article by article…",
    summary="{total} provisions: {counts}",
    count="{count} {fate}",
    fates={Fate.SAME: "unchanged", Fate.CHANGED: "changed", Fate.ADDED: "added", Fate.REMOVED: "removed"},
    moved="moved",
    kinds={
        ChangeKind.AMOUNT: "amount",
        ChangeKind.RATE: "share",
        ChangeKind.DATE: "date",
        ChangeKind.PERIOD: "period",
        ChangeKind.COUNT: "number",
        ChangeKind.CONDITION: "condition",
    },
    what_changed="What changed",
    no_heading="(no heading)",
    not_yet_there="The old document has no such provision.",
    gone="The new document has no such provision.",
    place="Source",
    same_document="Choose two different documents.",
    unknown_document="There is no such document any more; choose another one.",
    download="Download the comparison",
    idle="Choose an old and a new document to see them side by side, article by article, with changed amounts, shares, "
    "dates and conditions marked.",
    panel_how=(
        "Choose two documents",
        "Click the page below a provision",
        "The document opens here, with the provision marked",
    ),
)
