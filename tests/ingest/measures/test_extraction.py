"""Whole documents, with what they grant worked out by hand; and what holds for any text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Document, DocumentKind
from ingest.measures import Benefit, SupportMeasure, extract_measures

Extract = Callable[..., tuple[SupportMeasure, ...]]

RULE = """\
第一章 总则
第一条 为支持智能网联汽车产业发展，制定本措施。
第二条 市科技局是专项资金的主管部门。
第三条 申报单位应当同时符合下列条件：
（一）在本市注册满两年；
（二）上年度营业收入不低于2000万元。
第二章 支持内容
第四条 研发支持。对开展自动驾驶芯片研发的企业，按研发投入的20%给予资助，最高500万元。
第五条 对通过下列认证的企业给予一次性奖励：
（一）通过国家级认证的，奖励100万元；
（二）通过省级认证的，奖励50万元。
第六条 支持企业开放测试道路。（责任单位：市交通运输局、市公安局）
第三章 申报
第七条 每年6月1日至30日集中申报，申报单位登录惠企平台提交材料。
第四章 附则
第八条 对骗取资金的，追回资金，并处10万元罚款。
"""


def quotes_its_document(document: Document, measure: SupportMeasure) -> None:
    spans = [measure.span, *measure.origins.values()]
    assert all(0 <= span.start <= span.end <= len(document.text) for span in spans)
    for amount in measure.amounts:
        assert document.text[amount.span.start : amount.span.end] == amount.text
        assert amount.facts
    for condition in measure.conditions:
        assert document.text[condition.span.start : condition.span.end] == condition.text
    for name in ("target", "how_to_apply", "lead_department"):
        if name in measure.origins and name != "lead_department":
            span = measure.origins[name]
            assert document.text[span.start : span.end] == getattr(measure, name)


def test_a_rule(make_document: Callable[..., Document]) -> None:
    document = make_document(RULE, issued_on=date(2025, 3, 1))
    research, national, provincial, roads = extract_measures(document)
    assert (research.target, research.type) == ("开展自动驾驶芯片研发的企业", Benefit.FUNDING)
    assert {(n, float(v)) for n, v in research.facts} == {("rate", 0.2), ("max", 5_000_000.0)}
    assert [(c.text, c.general) for c in research.conditions] == [
        ("开展自动驾驶芯片研发", False),
        ("在本市注册满两年", True),
        ("上年度营业收入不低于2000万元", True),
    ]
    assert (research.apply_from, research.apply_by) == ("06-01", "06-30")
    assert research.how_to_apply == "每年6月1日至30日集中申报，申报单位登录惠企平台提交材料。"
    assert research.lead_department == "市科技局"
    assert [(m.type, float(m.amounts[0].value or 0)) for m in (national, provincial)] == [
        (Benefit.REWARD, 1_000_000.0),
        (Benefit.REWARD, 500_000.0),
    ]
    assert (roads.target, roads.type, roads.amounts) == ("企业", Benefit.ENCOURAGEMENT, ())
    assert roads.lead_department == "市交通运输局、市公安局"
    for measure in (research, national, provincial, roads):
        quotes_its_document(document, measure)


def test_an_items_amount_takes_its_kind_from_the_lead_in(extract: Extract) -> None:
    items = extract(
        "第二条 对获得下列称号的企业给予一次性奖励：\n"
        "（一）国家级制造业单项冠军，200万元；\n（二）省级制造业单项冠军，50万元。"
    )
    assert [(m.type, float(m.amounts[0].value or 0)) for m in items] == [
        (Benefit.REWARD, 2_000_000.0),
        (Benefit.REWARD, 500_000.0),
    ]


def test_labelled_lines(extract: Extract) -> None:
    text = (
        "一、创业补贴\n补贴对象：毕业五年内的创业者。\n补贴条件：\n（1）企业登记满一年；\n（2）有两名员工。\n补贴标准：10000元。\n"
        "二、租金补贴\n补贴对象：孵化基地内的企业。\n补贴标准：每年最高6000元。\n"
    )
    starting, rent = extract(text, DocumentKind.OTHER)
    assert (starting.target, [c.text for c in starting.conditions]) == (
        "毕业五年内的创业者",
        ["企业登记满一年", "有两名员工"],
    )
    assert float(starting.amounts[0].value or 0) == 10_000
    # What stands among other measures holds for those beside it only.
    assert (rent.target, rent.conditions) == ("孵化基地内的企业", ())
    assert float(rent.amounts[0].max or 0) == 6000


def test_a_deadline_of_a_call(extract: Extract) -> None:
    text = (
        "一、支持标准\n对入选项目给予50万元资助。\n二、申报时间\n（一）申报单位请于2025年9月30日前在线提交。\n"
        "（二）各区于2025年10月20日前完成初审并推荐。\n"
    )
    (measure,) = extract(text, DocumentKind.NOTICE, date(2025, 8, 1))
    assert (measure.apply_from, measure.apply_by) == (None, "2025-09-30")


CHARACTERS = (
    "对企业项目的给予补助奖励支持鼓励，。；：\n（一）第二条按照最高不超过100万元40%申报条件时间每年4月1日至"
    "免费优先由市科技局“”《》 \t"
)


@given(st.text(CHARACTERS, max_size=300))
def test_any_text_ends_in_measures_that_quote_it(make_document: Callable[..., Document], text: str) -> None:
    for kind in (DocumentKind.RULE, DocumentKind.NOTICE, DocumentKind.LAW):
        document = make_document(text, kind)
        for measure in extract_measures(document):
            quotes_its_document(document, measure)
            assert measure.target
