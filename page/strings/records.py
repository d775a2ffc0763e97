"""The words of keeping an answer, and of saying what it was worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from answer.aging import Change


@dataclass(frozen=True, slots=True)
class RecordStrings:
    """What the page says of kept answers and of feedback, in one language."""

    keep: str
    kept: str
    kept_failed: str
    kept_list: str
    kept_at: str
    kept_gone: str
    unchanged: str
    changed: str
    changes: Mapping[Change, str]
    ask_again: str
    discard: str
    discarded: str
    feedback: str
    helpful: str
    unhelpful: str
    comment: str
    send: str
    thanks: str


CHINESE: Final = RecordStrings(
    keep="收藏",
    kept="已收藏，在首页“收藏的回答”里可以找到。",
    kept_failed="未能保存：{reason}",
    kept_list="收藏的回答",
    kept_at="收藏于 {day}，效力按 {as_of} 判断，依据索引 {generation}",
    kept_gone="没有这条收藏，可能已被删除。",
    unchanged="所引的原文和效力至今没有变化。",
    changed="收藏之后，所引的文件有变化：",
    changes={
        Change.GONE: "文件已不在知识库中",
        Change.REWRITTEN: "文件中已找不到这句原文",
        Change.ENDED: "文件已不再有效",
    },
    ask_again="按今天重新提问",
    discard="取消收藏",
    discarded="已取消收藏。",
    feedback="这个回答有帮助吗？",
    helpful="有帮助",
    unhelpful="有误",
    comment="哪里不对？可写明正确的文件或说法（可不填）",
    send="提交",
    thanks="已记录，谢谢。",
)

ENGLISH: Final = RecordStrings(
    keep="Keep",
    kept="Kept; you find it on the first screen under “Kept answers”.",
    kept_failed="Could not be kept: {reason}",
    kept_list="Kept answers",
    kept_at="Kept on {day}, validity as of {as_of}, from index {generation}",
    kept_gone="There is no such kept answer; it may have been removed.",
    unchanged="The sentences quoted and their validity have not changed since.",
    changed="Since it was kept, sources have changed:",
    changes={
        Change.GONE: "the document is no longer held",
        Change.REWRITTEN: "the document no longer holds this sentence",
        Change.ENDED: "the document is no longer in force",
    },
    ask_again="Ask again as of today",
    discard="Keep no longer",
    discarded="No longer kept.",
    feedback="Was this answer helpful?",
    helpful="Helpful",
    unhelpful="Not right",
    comment="What is wrong? Name the right document or wording (optional)",
    send="Send",
    thanks="Noted, thank you.",
)
