"""The words of the ledger of commitments."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from page.commitment_request import State


@dataclass(frozen=True, slots=True)
class CommitmentStrings:
    """What the ledger of commitments says, in one language."""

    state: str
    states: Mapping[State, str]
    department: str
    text: str
    text_hint: str
    due: str
    date_hint: str
    as_of: str
    date_wrong: str
    order: str
    orders: Mapping[str, str]
    option: str
    working: str
    results: str
    count: str
    count_all: str
    judged_at: str
    columns: Mapping[str, str]
    days_late: str
    days_left: str
    due_today: str
    open_promise: str
    open_kept: str
    export_xlsx: str
    export_csv: str
    nothing: str
    nothing_advice: str
    without_filters: str
    panel_how: tuple[str, ...]


CHINESE: Final = CommitmentStrings(
    state="状态",
    states={
        State.OVERDUE: "已逾期",
        State.DUE: "未到期",
        State.UNDATED: "未定期限",
        State.MAYBE_MET: "可能已兑现",
    },
    department="责任单位",
    text="包含文字",
    text_hint="例如：办法",
    due="期限不晚于",
    date_hint="例如：2026-06-30",
    as_of="以哪一天为准",
    date_wrong="“{value}”不是日期，请写成 2026-06-30 这样。",
    order="排序",
    orders={"": "期限先后", "promised": "答复日期从新到旧"},
    option="{name}（{count}）",
    working="正在逐份核对答复…",
    results="承诺台账",
    count="共 {total} 项承诺，出自 {replies} 份答复，显示第 {first}–{last} 项",
    count_all="{total} 项承诺，出自 {replies} 份答复",
    judged_at="以 {as_of} 为准。点击承诺可核对原文；“可能已兑现”指之后的文件似已落实，请一并核对。",
    columns={
        "due": "期限",
        "promise": "承诺",
        "department": "责任单位",
        "reply": "答复",
        "kept": "可能兑现的文件",
    },
    days_late="已过 {days} 天",
    days_left="还有 {days} 天",
    due_today="今天到期",
    open_promise="核对答复原文",
    open_kept="核对这份文件",
    export_xlsx="下载 Excel",
    export_csv="下载 CSV",
    nothing="没有符合的承诺。",
    nothing_advice="可以放宽筛选条件：",
    without_filters="去掉筛选条件",
    panel_how=("按状态、单位或期限筛选", "点击一项承诺，或可能兑现它的文件", "这里打开原文，并标出所依据的句子"),
)

ENGLISH: Final = CommitmentStrings(
    state="State",
    states={
        State.OVERDUE: "Overdue",
        State.DUE: "Not due yet",
        State.UNDATED: "No date",
        State.MAYBE_MET: "Possibly kept",
    },
    department="Department",
    text="Contains",
    text_hint="a word of the document",
    due="Due no later than",
    date_hint="2026-06-30",
    as_of="As of",
    date_wrong="“{value}” is no date; write it like 2026-06-30.",
    order="Order",
    orders={"": "Due, the earliest first", "promised": "Reply, the latest first"},
    option="{name} ({count})",
    working="Going through the replies…",
    results="Commitments",
    count="{total} commitments in {replies} replies, showing {first}–{last}",
    count_all="{total} commitments in {replies} replies",
    judged_at="As of {as_of}. Click a promise to see it in its reply. “Possibly kept”: a later document seems "
    "to do it; open that, too.",
    columns={
        "due": "Due",
        "promise": "Promise",
        "department": "Department",
        "reply": "Reply",
        "kept": "What may have kept it",
    },
    days_late="{days} days late",
    days_left="{days} days left",
    due_today="due today",
    open_promise="See it in the reply",
    open_kept="See it in that document",
    export_xlsx="Download Excel",
    export_csv="Download CSV",
    nothing="No commitment fits.",
    nothing_advice="Widen the search:",
    without_filters="Leave the filters out",
    panel_how=(
        "Narrow by state, department or day",
        "Click a promise, or the document that may have kept it",
        "The document opens here, with the sentence marked",
    ),
)
