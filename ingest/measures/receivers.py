"""Who is supported where a sentence says so behind its verb: 鼓励企业…, 给予软件企业…, 优先供应给职工."""

from __future__ import annotations

import re
from typing import Final

from ingest.measures.actors import actor_end
from ingest.measures.targets import LONGEST_TARGET, Phrase, Terms

_OBJECT_VERB: Final = re.compile(
    r"开展|建设|设立|建立|参与|实施|采用|申报|发展|创建|开发|加大|打造|依托|通过|采取|利用|推动|与|(?<!方)向|按照|在|对|(?<!规模)以(?![上下来内])|围绕|加强|举办|承担|引进|培育|加快|申请|使用|租住|充分|结合|根据|积极|按|参照|探索|到|办理|优先|高质量"
)
_SERVED: Final = re.compile("(?:(?<![作成认称])为|面向)(?P<who>[^，。；]{2,30}?)(?=提供)")
_PREFERRED: Final = re.compile(
    r"优先(?:(?:供应|配租|安排|提供|出租|面向|推荐)给|面向|保障(?=[^，。；]*(?:租住|入住|居住|使用|需求))|采购|推广)"
    r"(?P<who>[^，。；]{2,30}?)(?=租住|入住|居住|使用|(?:用[\u4e00-\u9fff]|资金|合理)?需求|[，。；]|$)"
)
_GIVEN_TO: Final = re.compile(
    r"(?:给予|奖励|补助|补贴|资助|予以)(?P<who>[^，。；、\d]{0,40}?(?:企业|单位|个人|机构|平台|团队|人员|毕业生|人才|家庭))"
    r"(?=一次性|每|最高|\d|不超过|$|[^的，]{0,8}[补奖资])"
)


def object_of(text: str, start: int) -> Terms:
    """Whom a sentence encourages: what follows 鼓励 or 支持, up to what is to be done."""
    end = start
    while end < len(text) and text[end] not in "，。；,;":
        end += 1
    if _OBJECT_VERB.match(text, start):
        return Terms(Phrase(start, min(end, start + LONGEST_TARGET)))
    actor = actor_end(text[start:end])
    verb = _OBJECT_VERB.search(text, start + 2, end)
    ends = [start + actor] if actor else []
    ends += [verb.start()] if verb else []
    stop = min([*ends, end, start + LONGEST_TARGET])
    return Terms(Phrase(start, start + len(text[start:stop].rstrip("和及与、"))))


def beneficiary(text: str, start: int) -> Phrase | None:
    """Whom those who are encouraged shall serve: 鼓励银行…，为重点产业人才提供信用贷款."""
    match = _SERVED.search(text, start)
    return Phrase(*match.span("who")) if match else None


def preferred(text: str, given: int) -> Phrase | None:
    """Whom or what comes first where that stands behind 优先: 优先供应给园区职工, 优先采购目录内装备."""
    match = _PREFERRED.search(text, given)
    return Phrase(*match.span("who")) if match else None


def receiver(text: str, start: int) -> Phrase | None:
    """Whom something is given to where the sentence says so behind 给予: 给予企业10万元, 奖励软件企业."""
    match = _GIVEN_TO.search(text, start)
    return Phrase(*match.span("who")) if match else None
