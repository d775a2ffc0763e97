"""Names of bodies and persons in a letter that neither the index nor the proposal knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from draft.review.finding import in_statement
from draft.review.reply import Reply, Statement
from draft.review.retelling import Passage
from draft.review.sources import Source, Sources
from draft.types import Finding, Proposal, Severity
from index import Filters, Mode
from ingest.document import Span

_MENTIONS: Final = 20
# Of a sentence and its heading the share that a passage must hold to say that it has another name in the same place.
_RETOLD: Final = 0.5
_CLAUSE_END: Final = re.compile("[，。；：]")
_FIRM: Final = "公司"
#: Kinds of bodies: those of one kind may be taken for each other.
_KINDS: Final = (
    ("有限公司", "有限责任公司", "股份公司", "集团公司"),
    ("研究院", "研究所", "实验室"),
    ("大学", "学院", "学校"),
    ("联合会", "协会", "商会", "学会", "促进会", "研究会"),
    ("委员会", "管委会"),
    ("服务中心", "中心"),
    ("平台",),
)
_END: Final = "|".join(sorted((end for kind in _KINDS for end in kind), key=len, reverse=True))
# A name opens with its place; 全市, 我市, 市级 and 市内 open none. What is no part of a name ends it: 由市财政在平台.
_OWN_PLACE: Final = r"(?<![全我本各该城\u5730])(?:市|省)(?![级内外区场域民政长直属])"
_INNER: Final = r"(?:(?![的由在对为是有以将与及把向被等了可已支局])[\u4e00-\u9fffA-Za-z]){2,14}?"
# 支持海州晶圆制造有限公司: what is done with a firm is no part of its name.
_DONE_WITH: Final = "联合|会同|支持|推动|引进|引导|组织|依托|委托|鼓励|协调|帮助|指导|邀请|走访|促成"
_COMPANY: Final = re.compile(
    rf"(?:{_DONE_WITH})?"
    rf"(?P<name>(?:(?!{_DONE_WITH}|[的由在对为是以将与和及把向被等了])[\u4e00-\u9fffA-Za-z]){{4,20}}?"
    r"(?:有限责任公司|股份有限公司|有限公司))"
)
# 通过“双碳管家”计划, “伴飞”行动: what is quoted is named only where it is called something that one runs.
_PROGRAMME: Final = re.compile(
    r"“(?P<name>[^“”]{2,20})”(?:系列|专项|主题|试点|示范)?(?:计划|行动|工程|活动|专项|项目|榜单|平台|品牌)"
)
# What is yet to be set up, or may be, is known to no document.
_TO_BE: Final = re.compile(
    r"拟|将|争取|力争|研究(?!院|所)|探索|谋划|(?<!”)计划|鼓励|支持|推动|筹[建备]|组建|成立|设立|创建|打造|新建|在建|建议|提议|希望"
)
_PLACE: Final = re.compile(r"^(?P<name>[\u4e00-\u9fff]{2,4}?)(?P<kind>[市省区县])")
_PERSON: Final = re.compile(
    r"(?:^|(?<=[，。；、（(由请聘与和了长院学司心处科局校所]))"
    r"(?P<name>[王李张刘陈杨黄赵周吴徐孙朱马胡郭林何罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范石姚谭廖邹熊陆郝孔崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易贺赖龚]"
    r"[\u4e00-\u9fff]{1,2})(?P<title>院士|教授|博士|主任|局长|科长|处长|院长|董事长|总经理|会长|书记|代表|委员)(?![会们级长])"
)


def check_names(
    statement: Statement,
    reply: Reply,
    near: Sequence[Source],
    passages: Sequence[Passage],
    sources: Sources,
    proposal: Proposal | None,
) -> Iterator[Finding]:
    """The findings on the bodies and persons that a sentence names.

    A name that nothing holds is a warning where the sentence tells as a fact what the body does, where the passage that
    the sentence retells names another body of the same kind, and for persons; else, and for firms, a note.
    """
    known = "\n".join((*(p.around for p in passages), *(s.around for s in near), proposal.text if proposal else ""))
    own = _places(reply)
    for span in (*_bodies(statement.text, own), *(Span(*m.span("name")) for m in _PROGRAMME.finditer(statement.text))):
        name = statement.text[span.start : span.end]
        core = _core(name, own)
        if core in known or _is_mentioned(core, sources):
            continue
        other = next((found for p in passages[:1] if (found := _other(name, p, statement, own))), None)
        if other is None:
            message = f"知识库中没有这一名称，请核对：{name}。"
            severity = Severity.WARNING if _is_told_as_fact(statement.text, span) else Severity.NOTE
            yield in_statement(severity, "unknown_name", statement, message, at=span)
        else:
            message = f"名称与来源不一致：文中为{name}，来源为{other}。"
            citations = [sources.cite_span(passages[0].card, _place_of(other, passages[0]))]
            yield in_statement(Severity.WARNING, "name_differs", statement, message, citations, span)
    if statement.span.start < reply.opening_end and statement.text.endswith(("：", ":")):
        return  # a salutation that a scan did not let be told as such
    for match in _PERSON.finditer(statement.text):
        name = match["name"]
        if name not in known and not _is_mentioned(name, sources) and not _is_in_head(name, sources):
            message = f"知识库和提案中都没有{name}，请核对姓名。"
            yield in_statement(Severity.WARNING, "unknown_person", statement, message, at=Span(*match.span("name")))


def _places(reply: Reply) -> tuple[str, ...]:
    """海岚市 and 海岚, by who signs the letter."""
    found = (_PLACE.match("".join(name.split())) for name in reply.document.metadata.issuer)
    return tuple(dict.fromkeys(each for match in found if match for each in (match.group(), match["name"])))


def _bodies(text: str, own: Sequence[str]) -> Iterator[Span]:
    """The names that open with the letter's place, 市 or 省, and those of firms."""
    opens = "|".join((*map(re.escape, own), _OWN_PLACE))
    named = re.compile(rf"(?P<name>(?:{opens}){_INNER}(?:{_END}))")
    taken = 0
    for match in sorted((*named.finditer(text), *_COMPANY.finditer(text)), key=lambda match: match.start()):
        if match.start() >= taken:
            taken = match.end()
            yield Span(*match.span("name"))


def _is_told_as_fact(text: str, span: Span) -> bool:
    """Whether what is said of a body or programme is so already; firms are more than any document knows."""
    clause_end = next((m.start() for m in _CLAUSE_END.finditer(text, span.end)), len(text))
    return not text[span.start : span.end].endswith(_FIRM) and _TO_BE.search(text, 0, clause_end) is None


def _core(name: str, own: Sequence[str]) -> str:
    """What is a body's own of its name: without the place."""
    for place in (*own, "市", "省"):
        if name.startswith(place):
            return name[len(place) :]
    return name


def _is_mentioned(name: str, sources: Sources) -> bool:
    found = sources.snapshot.retrieve(
        name, None, mode=Mode.LEXICAL, count=_MENTIONS, filters=Filters(), as_of=sources.as_of
    )
    chunks = sources.snapshot.store.chunks(candidate.chunk for candidate in found)
    return any(name in chunk.text for chunk in chunks.values() if chunk.document in sources.cards)


def _is_in_head(name: str, sources: Sources) -> bool:
    """Whether a document is addressed to a person, or was put forward by one: no passage holds that."""
    heads = ((*each.addressees, *each.proposers) for each in sources.metadata.values())
    return any(name in person for persons in heads for person in persons)


def _other(name: str, passage: Passage, statement: Statement, own: Sequence[str]) -> str | None:
    """The one body of the same kind that the passage names and the sentence does not."""
    if passage.coverage < _RETOLD:
        return None
    kind = next((kind for kind in _KINDS if name.endswith(kind)), ())
    text = "".join(passage.chunk.text.split())
    theirs = {text[span.start : span.end] for span in _bodies(text, own)}
    others = [each for each in theirs if each.endswith(kind) and _core(each, own) not in statement.text]
    return others[0] if len(others) == 1 else None


def _place_of(name: str, passage: Passage) -> Span:
    naming = (span for span, text, _ in passage.sentences() if name in "".join(text.split()))
    return next(naming, passage.chunk.sentences[0])
