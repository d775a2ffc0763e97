"""Sentences that suggest nothing: those that only ask to be heard, and those that tell.

A plea is told by what it lacks: take away the words of asking, of whom, of how and of attending, and nothing is left
that anybody could do. 人命关天，盼复。 and 建议市政府专题研究，统筹推进。 are pleas, 建议市政府出台办法 is none.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.suggestions.wording import ASKS_FOR, CLOSES, HOPES, IMPERATIVE, ROUNDS_OFF, SHOULD, TOPIC, WISH, WISH_WITHIN

_ASKING: Final = "恳请|请求|[敬诚谨还务特]?请|[期企]?盼望?|期待|希望?|望|祈|呼吁|建议|拜托|[但祝]?愿"
_WHOM: Final = (
    "[省市区县州]?(?:[省市区县州镇]委|党委|政府|人大|政协)|各级|各位?|[\u4e00-\u9fff]{2}部门|有关|相关|职能|主管|承办|部门|单位|[各]?方面|各方|[省市区县]?领导|同志|(?:主任|主席|常委)?会议|常委会|大会|"
    "贵(?:局|委|办|单位|部门|处|厅|会)|社会各界|全社会|大家|你们|您|群众|百姓|我们|居民"
)
_HOW: Final = (
    "能够|能|可以|都|也|再次|再|高度|认真|充分|尽[快早]|早[日点]|[适及]时|抓紧|切实|真正|[予给]以|给予|给|加以|共同|一并|一起|积极|多加?|"
    "加强|专[题门]|得到|引起|继续|逐[条项一]|统一|一个|列[为入]|作为|重点|由|安排|持续"
)
_ATTENDING: Final = (
    "重视|关[注心]|研究|考虑|采纳|参考|支持|答复|回[复音应]|批复|复|办理|处理|解决|审[议阅]|批[示评]|指[正示导教]|斧正|包涵|[谅理]解|海涵|"
    "听取|汇报|统筹|协调|推[动进]|落实|督办|为[盼荷感]|是盼|结合|体谅|过问|讨论|斟酌|[体明]察|说法|交代|领衔|惠及|造福"
)
_WHAT: Final = (
    "以上|上述|[本此该这]|这?[件项个些]|建议|提案|意见|问题|事[项情]?|工作|诉求|呼声|不[当足妥]之处|地方|情况|件|其|"
    "的|并|和|、|与|了|一下|吧|啊|为|对|将"
)
# Possessive, so that 盼望盼望… is not tried in every way there is.
_GENERAL: Final = re.compile(rf"(?:{_ASKING}|{_WHOM}|{_HOW}|{_ATTENDING}|{_WHAT})++")
_ASKS: Final = re.compile(_ASKING)
_ATTENDS: Final = re.compile(_ATTENDING)
_CLAUSE_ENDS: Final = re.compile("[，,：:；;]")
_ENDS: Final = "。！？!?；;…~～”’）) "
# 让每个孩子…, 为了明天…: what verbs and prepositions alike begin with; whether it asks is told by what follows.
_PREPOSITION: Final = re.compile("[让以从向在对为给](?!予)")
# 办好这些事，离不开…; 保护古树就是…: a verb in front is what the sentence is about.
_PREDICATE: Final = re.compile(
    "(?:(?:^|，)[^，]{0,16}?(?:就|也|既|更|正|不[仅只单]))是"
    "|，[^，]{0,6}?(?:是|关[系乎]|事关|离不开|需要|有赖|还要靠|才|方能|就能|既要|你我|非一|任重|[功利]在|[刻时]不|迫在|责无)|任重道远"
)


def is_plea(words: str) -> bool:
    """Whether a sentence asks for attention or an answer only, after clauses that ask for nothing."""
    clauses = [clause for clause in _CLAUSE_ENDS.split(words.rstrip(_ENDS)) if clause]
    general = [clause for clause in clauses if _GENERAL.fullmatch(clause)]
    if not general or general[-1] is not clauses[-1] or not any(map(_ATTENDS.search, general)):
        return False
    return _ASKS.search("".join(general)) is not None and not any(
        _opens_request(c) for c in clauses if c not in general
    )


def is_closing(words: str) -> bool:
    """Whether a sentence closes a text: 以上意见，仅供参考。"""
    return CLOSES.match(words) is not None or ROUNDS_OFF.fullmatch(words) is not None or is_plea(words)


def asks(words: str) -> bool:
    """Whether a sentence asks for something that can be done."""
    if HOPES.fullmatch(words) or is_closing(words):
        return False
    topic = TOPIC.match(words)
    if topic is not None and IMPERATIVE.match(words, topic.end()):
        return True
    if WISH_WITHIN.search(words) or ASKS_FOR.match(words) or any(form.match(words) for form in (WISH, SHOULD)):
        return True
    if _PREDICATE.search(words):
        return False
    if _PREPOSITION.match(words):
        return any(_opens_request(clause) for clause in _CLAUSE_ENDS.split(words)[1:])
    return IMPERATIVE.match(words) is not None


def _opens_request(clause: str) -> bool:
    if WISH.match(clause) or SHOULD.match(clause):
        return True
    return IMPERATIVE.match(clause) is not None and not _PREPOSITION.match(clause)
