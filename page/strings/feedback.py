"""The words of the list of what readers said of answers."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FeedbackStrings:
    """What the list says, in one language."""

    tab: str
    hint: str
    wanted: str
    all: str
    unhelpful: str
    commented: str
    none: str
    none_such: str
    count: str
    latest: str
    export: str
    ask_again: str
    not_for_you: str
    failed: str


CHINESE: Final = FeedbackStrings(
    tab="读者评价",
    hint="读者对回答的评价。有误的，可看看是否缺文件、信息有错或需要更正，处理后再问一次。",
    wanted="显示",
    all="全部",
    unhelpful="有误的",
    commented="写了意见的",
    none="还没有读者评价过回答。",
    none_such="没有这样的评价。",
    count="{count} 条，其中有误 {unhelpful} 条",
    latest="最近 {count} 条，其中有误 {unhelpful} 条；全部见下载的表格",
    export="下载 CSV",
    ask_again="再问一次",
    not_for_you="（回答引用了您无权查看的文件）",
    failed="未能读取评价：{reason}",
)

ENGLISH: Final = FeedbackStrings(
    tab="Feedback",
    hint="What readers said of answers. Where one was not right: is a document missing, or something to be corrected? "
    "Then ask again.",
    wanted="Show",
    all="all",
    unhelpful="not right",
    commented="with a comment",
    none="No reader has judged an answer yet.",
    none_such="There is no such verdict.",
    count="{count}, of which {unhelpful} not right",
    latest="the latest {count}, of which {unhelpful} not right; the file has all of them",
    export="Download CSV",
    ask_again="Ask again",
    not_for_you="(the answer quotes a document that you may not see)",
    failed="The verdicts cannot be read: {reason}",
)
