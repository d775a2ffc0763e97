"""The heads of the tables that are taken away."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class SheetStrings:
    """Columns by position, as ``page/sheets`` fills them."""

    measure_columns: tuple[str, ...]
    passage_columns: tuple[str, ...]


CHINESE: Final = SheetStrings(
    measure_columns=(
        "支持对象",
        "类型",
        "金额（原文）",
        "金额（元）",
        "最高（元）",
        "最低（元）",
        "比例",
        "条件",
        "申报开始",
        "申报截止",
        "申报方式",
        "责任单位",
        "效力",
        "有效期至",
        "文件",
        "文号",
        "发文机关",
        "章节",
        "页",
        "原文",
    ),
    passage_columns=(
        "序号",
        "原文",
        "文件",
        "文号",
        "发文机关",
        "文件类型",
        "成文日期",
        "效力",
        "章节",
        "页",
        "得分",
        "答复",
    ),
)

ENGLISH: Final = SheetStrings(
    measure_columns=(
        "For whom",
        "Type",
        "Amount (as written)",
        "Amount (yuan)",
        "Most (yuan)",
        "Least (yuan)",
        "Share",
        "Conditions",
        "Apply from",
        "Apply by",
        "How to apply",
        "Department",
        "Validity",
        "Valid until",
        "Document",
        "Number",
        "Issued by",
        "Headings",
        "Page",
        "Text",
    ),
    passage_columns=(
        "Rank",
        "Text",
        "Document",
        "Number",
        "Issued by",
        "Kind",
        "Issued on",
        "Validity",
        "Headings",
        "Page",
        "Score",
        "Answer",
    ),
)
