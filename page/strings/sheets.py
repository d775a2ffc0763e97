"""The heads of the tables that are taken away."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class SheetStrings:
    """Columns by position, as ``page/sheets`` fills them."""

    measure_columns: tuple[str, ...]
    passage_columns: tuple[str, ...]
    commitment_columns: tuple[str, ...]
    feedback_columns: tuple[str, ...]


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
    commitment_columns=(
        "期限",
        "状态",
        "责任单位",
        "承诺",
        "答复日期",
        "答复文号",
        "答复",
        "章节",
        "页",
        "可能兑现的文件",
        "其文号",
        "其日期",
        "依据",
    ),
    feedback_columns=("时间", "读者", "评价", "意见", "问题", "回答"),
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
    commitment_columns=(
        "Due",
        "State",
        "Department",
        "Promise",
        "Replied on",
        "Number of the reply",
        "Reply",
        "Headings",
        "Page",
        "What may have kept it",
        "Its number",
        "Its date",
        "Its words",
    ),
    feedback_columns=("When", "Reader", "Verdict", "Comment", "Question", "Answer"),
)
