"""A letter around its items: title, addressees, receipt, closing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from draft.types import Form, Item, Letter, Paragraph, Proposal, Sentence
from draft.wording import KINDS, MEMBERS, gap
from index.bureau import Bureau
from ingest.document import Session
from ingest.numerals import chinese

#: 办理结果 by what the items come to; local custom may differ, so a drafter is told that it was inferred.
_CLASSES: Final = (
    (
        "A",
        frozenset({"吸收采纳", "采纳", "已采纳", "予以采纳", "全部采纳", "已解决", "已落实", "正在解决", "部分采纳"}),
    ),
    ("B", frozenset({"列入计划", "列入计划解决", "正在推进", "拟采纳"})),
    ("C", frozenset({"留作参考", "暂不采纳", "不予采纳", "解释说明", "暂不具备条件"})),
)
_BODIES: Final = ("委员会", "联合会", "支部", "工商联", "小组", "协会", "委", "团")


def frame(
    proposal: Proposal,
    items: Sequence[Item],
    form: Form,
    issuer: str,
    bureau: Bureau,
    *,
    copied_to: Sequence[str],
    disclosure: str,
) -> Letter:
    """The letter; what nobody knows yet is a gap."""
    is_reply = form is Form.REPLY
    return Letter(
        form=form,
        reply_class=reply_class(items) if is_reply else None,
        issuer=issuer or gap("发文机关"),
        document_number=gap("文号"),
        title=_title(proposal, form, issuer),
        addressees=_addressees(proposal) if is_reply else (_lead(proposal, issuer),),
        opening=_opening(proposal, form, issuer),
        items=tuple(items),
        closing=_closing(proposal, form),
        dated=gap("成文日期"),
        contact=bureau.contact or gap("联系人及电话"),
        disclosure=disclosure or gap("公开方式"),
        copied_to=tuple(copied_to) if is_reply else (),
    )


def reply_class(items: Sequence[Item]) -> str | None:
    """办理结果 by the statuses of the items: what most come to; ``None`` where one of them is open."""
    classes = [_class_of(item.handling_status) for item in items]
    if not classes or None in classes:
        return None
    counts = Counter(classes)
    return max(counts, key=lambda each: (counts[each], each or ""))


def _class_of(status: str | None) -> str | None:
    return next((name for name, statuses in _CLASSES if status in statuses), None)


def _title(proposal: Proposal, form: Form, issuer: str) -> str:
    kind = KINDS.get(proposal.body or "", gap("提案或建议"))
    which = f"{_session(proposal.session)}第{proposal.number or gap('编号')}号{kind}"
    name = issuer or gap("发文机关")
    return f"{name}关于{which}答复的函" if form is Form.REPLY else f"{name}关于{which}的会办意见"


def _session(session: Session | None) -> str:
    if session is None:
        return gap("届次")
    meeting = f"{chinese(session.meeting)}次会议"
    if "人大" in session.body:  # 市十六届人大四次会议
        return f"{session.body.replace('人大', '')}{chinese(session.term)}届人大{meeting}"
    return f"{session.body}{chinese(session.term)}届{meeting}"


def _addressees(proposal: Proposal) -> tuple[str, ...]:
    if not proposal.members:
        return (gap("主送：提案人"),)
    first = proposal.members[0]
    if _is_body(first):
        return (first,)
    member = MEMBERS.get(proposal.body or "", "")
    return (f"{first}{'等' if len(proposal.members) > 1 else ''}{member}",)


def _lead(proposal: Proposal, issuer: str) -> str:
    """Who answers, to whom a joint unit gives its opinion."""
    others = [name for name in proposal.departments if not is_own(name, issuer)]
    return others[0] if others else gap("主办单位")


def is_own(name: str, issuer: str) -> bool:
    """Whether 市工业和信息化局 is the one that signs as 海岚市工业和信息化局."""
    return bool(issuer) and (issuer == name or issuer.endswith(name.lstrip("市区县省")))


def _is_body(name: str) -> bool:
    return name.endswith(_BODIES)


def _you(proposal: Proposal) -> str:
    if proposal.members and _is_body(proposal.members[0]):
        return "贵单位"
    return "你们" if len(proposal.members) > 1 else "您"


def _opening(proposal: Proposal, form: Form, issuer: str) -> Paragraph:
    kind = KINDS.get(proposal.body or "", "提案")
    number = f"（{kind}第{proposal.number or gap('编号')}号）"
    title = proposal.title or gap("提案题目")
    if form is Form.OPINION:
        received = f"贵单位转来的《{title}》{number}收悉。"
        return Paragraph((Sentence(received), Sentence("经研究，现提出会办意见如下：")))
    received = f"{_you(proposal)}提出的《{title}》{number}收悉。"
    others = [name for name in proposal.departments if not is_own(name, issuer)]
    if not others:
        return Paragraph((Sentence(received), Sentence("经研究，现答复如下：")))
    joint = gap(f"会办单位意见，提案建议的承办单位还有{'、'.join(others)}")
    return Paragraph((Sentence(received), Sentence(f"经综合{joint}，现答复如下：", gap=True)))


def _closing(proposal: Proposal, form: Form) -> Paragraph:
    if form is Form.OPINION:
        return Paragraph((Sentence("以上意见，供贵单位答复时综合考虑。"),))
    return Paragraph((Sentence(f"专此答复，诚挚感谢{_you(proposal)}对我市工作的关心和支持。"),))
