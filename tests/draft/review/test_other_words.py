"""Errors, and true statements that look like them, in words that no source has; documents of a city of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from draft.review import review
from draft.types import Finding, Severity
from index import Index
from ingest.pasted import read_pasted
from tests.draft.conftest import indexed

AS_OF = date(2026, 5, 1)
RULE = """云州市促进冷链物流发展若干措施
云商规〔2024〕3号
第一章 建设
第一条 支持冷库建设。对新建产地冷库的农民合作社，给予一次性补助40万元，单个合作社每年最高120万元。
（责任单位：市农业农村局、市供销社）
第二条 支持冷藏车更新。对更新新能源冷藏车的运输企业，按照每辆6万元给予补贴。
（责任单位：市交通运输局）
第三条 支持路线运营。对开通山区冷链班车的企业，按照每公里3元给予运营补贴，单个企业每年最高90万元。
（责任单位：市商务局、市交通运输局）
第二章 附则
第四条 本措施自2024年5月1日起施行，有效期五年。
云州市商务局
2024年4月10日
"""
DRAFT = """云州市夜间经济发展扶持办法（征求意见稿）
第一条 对延长营业到凌晨的特色餐饮街区，拟按照照明改造费用的35%给予补助，单个街区最高80万元。
第二条 对夜间文艺演出，拟按照每场2万元给予补助。
云州市商务局
2025年11月3日
"""
REPLY = """（B类）
云商函〔2025〕18号
云州市商务局关于市政协十届三次会议第31号提案答复的函
高岚委员：
您提出的《关于发展冷链和夜间消费的提案》（提案第31号）收悉，现答复如下：
一、关于降低冷库用电成本的建议
部分采纳。
（一）关于电价补贴。经与市财政局沟通，冷库用电量难以单独计量，目前缺少补贴依据，暂不采纳。
（二）关于错峰储冷。冷库错峰储冷技术改造的意见，我局予以采纳，已在12家企业推广。
二、关于设立冷链发展基金的建议
留作参考。
市财政局认为，现有产业基金已包含冷链领域，暂无必要单独设立冷链发展基金。
三、关于举办夜间美食节的建议
吸收采纳。
2025年3月，我局组织6家商会发布首批特色街区36个，其中17个街区确定了延长营业。
四、关于改进冷库备案和建设城市厨房的建议
部分采纳。
（一）备案情况。2024年共办理冷库备案62件，平均用时已由九个月缩短到五个月。
（二）下一步考虑。关于新建城市中央厨房，经测算投资较大，暂不具备由市财政独立建设的条件。我局将支持云东县采取“企业投资、县里供地”的模式先行论证。
五、关于补贴社区冷柜电费的建议
暂不采纳。
市财政局认为，小区便民设施以受益商户自行维护为主，不宜以财政资金长期负担。
专此答复，感谢您的关心和支持。
云州市商务局
2025年6月20日
（联系人及电话：林乔，0711-5520131）
公开方式：主动公开。
"""
LETTER = """（B类）
云商函〔2026〕9号
云州市商务局关于市政协十届四次会议第52号提案答复的函
何望委员：
您提出的《关于完善城乡配送的提案》（提案第52号）收悉。现答复如下：
一、关于{topic}的建议
部分采纳。
{said}
专此答复，感谢您的关心和支持。
云州市商务局
2026年4月20日
（联系人及电话：沈默言，0711-5520188）
公开方式：主动公开。
"""


@pytest.fixture(scope="module")
def cold_chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """A rule with who is in charge of each article, a draft, and an earlier reply with two refusals."""
    texts = {"rules/cold.txt": RULE, "rules/night.txt": DRAFT, "replies/cold.txt": REPLY}
    with indexed(tmp_path_factory.mktemp("other_words"), "云州", texts) as opened:
        yield opened


def alarms(index: Index, topic: str, said: str) -> list[Finding]:
    letter = read_pasted(LETTER.format(topic=topic, said=said), "letter")
    found = review(letter, index, as_of=AS_OF).findings
    return [finding for finding in found if finding.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("降低冷库用电成本", "对冷库用电给予电价补贴的意见，我局在去年的答复中已经采纳，按月发放。"),
        ("降低冷库用电成本", "冷库电价补贴的诉求，此前已予采纳。"),
        ("完善冷链资金支持", "单独设立冷链发展基金的意见，市财政局已同意。"),
        ("扶持社区冷柜", "我局去年的答复已经同意补贴社区冷柜电费，并由市级财政安排专项资金。"),
        ("扶持社区冷柜", "补贴社区冷柜电费，市商务局在上次回复中表示同意，费用由市级财政资金承担。"),
    ],
)
def test_a_refusal_that_is_told_as_adopted(cold_chain: Index, topic: str, said: str) -> None:
    [finding] = alarms(cold_chain, topic, said)
    assert (finding.severity, finding.code) == (Severity.WARNING, "contradicts_reply")


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("降低冷库用电成本", "电价补贴方面，因冷库用电量难以单独计量，去年未予采纳。"),
        ("降低冷库用电成本", "冷库用电不易单独计量，给予电价补贴还没有依据。"),
        ("降低冷库用电成本", "冷库错峰储冷技术改造的意见已经采纳。"),
        ("扶持社区冷柜", "我局去年的答复没有同意补贴社区冷柜电费，仍由商户承担。"),
        ("扶持社区冷柜", "社区冷柜的电费，部分商户同意按月轮流分担。"),
        ("扶持社区冷柜", "我局去年的答复已经同意冷库错峰储冷技术改造，冷柜可以参照。"),
        ("设立冷链发展基金", "现有产业基金已涵盖冷链，市财政局认为暂无单独设立基金的必要。"),
        ("设立冷链发展基金", "另设冷链发展基金容易使资金闲置，现有产业基金已包含冷链领域。"),
    ],
)
def test_a_refusal_or_a_consent_retold(cold_chain: Index, topic: str, said: str) -> None:
    assert alarms(cold_chain, topic, said) == []


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("对更新新能源冷藏车的运输企业的补贴，责任单位为市财政局。", ["市财政局"]),
        ("开通山区冷链班车的企业可获运营补贴，由市公安局负责组织申报。", ["市公安局"]),
        (
            "新建产地冷库的农民合作社可获补助。该项补助由市科技局、市农业农村局负责。",
            ["市科技局"],
        ),
    ],
)
def test_others_in_charge_than_at_the_end_of_the_article(cold_chain: Index, said: str, wrong: list[str]) -> None:
    found = alarms(cold_chain, "完善冷链", said)
    assert [(each.code, each.quote) for each in found] == [("actor_differs", name) for name in wrong]
    assert "责任单位：" in found[0].message


@pytest.mark.parametrize(
    "said",
    [
        "对更新新能源冷藏车的运输企业的补贴，责任单位为市交通运输局。",
        "新建产地冷库的农民合作社可获补助。该项补助由市农业农村局负责。",
        "冷链配送人员的培训由市教育局负责。",  # no article is on that
        "对更新新能源冷藏车的运输企业的补贴，市财政局负责资金拨付。",  # in charge of that alone
    ],
)
def test_who_is_in_charge_or_of_something_else(cold_chain: Index, said: str) -> None:
    assert alarms(cold_chain, "完善冷链", said) == []


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("按照《云州市夜间经济发展扶持办法》，街区可以申请照明改造补助。", "《云州市夜间经济发展扶持办法》"),
        ("《夜间经济发展扶持办法》已经实施，商户均可申报。", "《夜间经济发展扶持办法》"),
        ("延长营业到凌晨的特色餐饮街区，按照照明改造费用的35%给予补助。", "35%"),
    ],
)
def test_a_draft_as_if_it_were_a_rule(cold_chain: Index, said: str, at: str) -> None:
    [finding] = alarms(cold_chain, "发展夜间经济", said)
    assert (finding.severity, finding.code, finding.quote) == (Severity.WARNING, "draft_as_source", at)
    assert "征求意见稿" in finding.message


@pytest.mark.parametrize(
    "said",
    [
        "《云州市夜间经济发展扶持办法》已公开征求意见。",
        "《云州市夜间经济发展扶持办法》尚未印发，目前不能作为申报依据。",
        "征求意见稿提出了照明补助。延长营业到凌晨的特色餐饮街区，拟按照照明改造费用的35%给予补助。",
    ],
)
def test_a_draft_told_as_one(cold_chain: Index, said: str) -> None:
    assert alarms(cold_chain, "发展夜间经济", said) == []


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("对新建产地冷库的农民合作社，每年给予40万元补助。", "40万元"),
        ("对开通山区冷链班车的企业，按照每公里3元给予运营补贴，单个企业每月最高90万元。", "90万元"),
        ("更新新能源冷藏车的运输企业，按每吨6万元给予补贴。", "6万元"),
    ],
)
def test_a_figure_that_counts_by_something_else(cold_chain: Index, said: str, figure: str) -> None:
    [finding] = alarms(cold_chain, "支持冷链", said)
    assert (finding.severity, finding.code, finding.quote) == (Severity.ERROR, "figure_counts_otherwise", figure)


@pytest.mark.parametrize(
    "said",
    [
        "新建产地冷库的农民合作社，可一次性获得40万元补助。",
        "对新建产地冷库的农民合作社补助40万元，一家合作社一年不超过120万元。",
        "开通山区冷链班车的企业，运营补贴为3元/公里，年度最高90万元。",
    ],
)
def test_a_figure_that_counts_by_the_same(cold_chain: Index, said: str) -> None:
    assert alarms(cold_chain, "支持冷链", said) == []


@pytest.mark.parametrize(
    "said",
    [
        "明年底前乡镇冷库全覆盖的目标，现有文件没有安排，留作参考。",
        "力争2027年底前每个县建成一个配送中心的设想，目前缺少依据。",
    ],
)
def test_a_wish_with_a_day_that_is_turned_down(cold_chain: Index, said: str) -> None:
    assert alarms(cold_chain, "完善冷链", said) == []


@pytest.mark.parametrize(
    "said",
    [
        "自2027年3月起，冷藏车停放费用全部由市里承担。",
        "从明年起改为按月受理司机的停车申请。",
        "2027年底前建成配送中心的目标，我局将于明年6月底前分解到各县。",
    ],
)
def test_a_promise_that_nothing_backs(cold_chain: Index, said: str) -> None:
    [finding] = alarms(cold_chain, "完善冷链", said)
    assert finding.code == "promise_without_source"


@pytest.mark.parametrize(
    "number", ["云商函〔2026〕　号", "云商函〔2026〕__号", "云商函〔2026〕XX号", "云商函〔2026〕第  号"]
)
def test_a_number_to_come_is_a_note(cold_chain: Index, number: str) -> None:
    text = LETTER.format(topic="完善冷链", said="感谢支持。").replace("云商函〔2026〕9号", number)
    findings = review(read_pasted(text, "letter"), cold_chain, as_of=AS_OF).findings
    told = [each for each in findings if each.code in ("number_to_come", "parts_missing", "unfilled_gap")]
    assert [(each.severity, each.code, each.quote) for each in told] == [(Severity.NOTE, "number_to_come", number)]


@pytest.mark.parametrize(
    "said",
    [
        "2024年冷库备案从提交到办结，平均已由九个月压减到三个月。",
        "冷库备案的平均用时，2024年从九个月降为两个月。",
    ],
)
def test_where_something_came_to_from_the_same(cold_chain: Index, said: str) -> None:
    [finding] = alarms(cold_chain, "改进冷库备案", said)
    assert finding.code == "figure_contradicts_reply"
    assert "五个月" in finding.message


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("改进冷库备案", "冷库备案的平均用时，2024年从九个月降为五个月。"),
        ("建设城市厨房", "新建城市中央厨房投资较大，不宜由市财政独立承担，由云东县先行论证。"),
        ("建设城市厨房", "城市中央厨房由云东县先行论证，目前不具备市财政独立建设的条件。"),
    ],
)
def test_the_same_told_in_other_words(cold_chain: Index, topic: str, said: str) -> None:
    assert alarms(cold_chain, topic, said) == []
