"""Sentences as funding rules of many cities write them, with what they grant worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from ingest.document import DocumentKind
from ingest.measures import SupportMeasure

W = 10_000
E = 100_000_000


Extract = Callable[..., tuple[SupportMeasure, ...]]


def facts(measure: SupportMeasure) -> set[tuple[str, float]]:
    return {(name, float(value)) for name, value in measure.facts}


AMOUNTS = [
    # caps, shares
    ("对采购国产工业机器人的企业，按采购金额的15%给予补助，最高不超过300万元。", {("rate", 0.15), ("max", 300 * W)}),
    (
        "按照不超过实际投入的百分之二十给予一次性补助，单个项目补助金额不高于二百万元。",
        {("rate", 0.2), ("max", 200 * W)},
    ),
    ("对建成的算力中心，按设备投入的20%予以资助，资助总额以1000万元为上限。", {("rate", 0.2), ("max", 1000 * W)}),
    (
        "对企业参加境外展会的，按展位费的50%给予补贴，每个展位补贴上限3万元，每家企业每年累计不超过30万元。",
        {("rate", 0.5), ("max", 3 * W), ("max", 30 * W)},
    ),
    ("给予每家企业最高可达500万元的一次性奖励。", {("max", 500 * W)}),
    ("对中标企业给予中标金额5%、封顶100万元的奖励。", {("rate", 0.05), ("max", 100 * W)}),
    # one figure, several writings
    ("对新认定的国家级专精特新“小巨人”企业，给予1250 万元一次性奖励。", {("value", 1250 * W)}),
    ("对新认定的国家级专精特新“小巨人”企业，给予1,250万元一次性奖励。", {("value", 1250 * W)}),
    ("对新认定的国家级专精特新“小巨人”企业，给予0.125亿元一次性奖励。", {("value", 1250 * W)}),
    ("对新认定的企业给予人民币５０万元奖励。", {("value", 50 * W)}),
    # ranges, tiers
    ("对获奖团队给予20万元—200万元的奖励。", {("min", 20 * W), ("max", 200 * W)}),
    ("获聘人才可获得20-200万元特聘补贴。", {("min", 20 * W), ("max", 200 * W)}),
    (
        "对年产值首次突破10亿元、50亿元、100亿元的企业，分别奖励50万元、200万元、500万元。",
        {("value", 50 * W), ("value", 200 * W), ("value", 500 * W)},
    ),
    (
        "对获得国家、省、市科技进步奖的，分别给予100、50、20万元奖励。",
        {("value", 100 * W), ("value", 50 * W), ("value", 20 * W)},
    ),
    ("对新获批的国家级、省级重点实验室分别一次性资助300万元和100万元。", {("value", 300 * W), ("value", 100 * W)}),
    # thresholds are terms
    ("对年营业收入2000万元以上且研发投入占比超过5%的企业，给予20万元奖励。", {("value", 20 * W)}),
    ("实际到账投资额超过1亿元的项目，按到账额的2%给予奖励，最高2000万元。", {("rate", 0.02), ("max", 2000 * W)}),
    (
        "上年度研发费用达到500万元的企业，按增量部分的10%给予补助，其中高新技术企业补助比例提高至15%。",
        {("rate", 0.1), ("rate", 0.15)},
    ),
    (
        "对技术改造投资500万元（含）以上的项目，按设备投资额的12%给予支持，最高800万元。",
        {("rate", 0.12), ("max", 800 * W)},
    ),
    # counted by
    ("每新增一家规上企业，奖励所在园区5万元，每个园区每年最多50万元。", {("value", 5 * W), ("max", 50 * W)}),
    ("按每千瓦时0.1元给予用电补贴。", {("value", 0.1)}),
    ("按200元/人的标准给予培训补贴。", {("value", 200)}),
    # loans, interest, rent
    (
        "对企业固定资产贷款，按同期贷款市场报价利率的50%给予贴息，每年贴息不超过100万元，贴息期限最长3年。",
        {("rate", 0.5), ("max", 100 * W)},
    ),
    ("前两年免收租金，第三年租金按50%收取。", {("rate", 0.5)}),
    # a rule that raises
    ("贷款贴息比例由30%提高到50%，年度上限由50万元提高到80万元。", {("rate", 0.5), ("max", 80 * W)}),
]


@pytest.mark.parametrize(("sentence", "expected"), AMOUNTS)
def test_amounts(extract: Extract, sentence: str, expected: set[tuple[str, float]]) -> None:
    (measure,) = extract(f"第二条 {sentence}")
    assert facts(measure) == expected


TARGETS = [
    ("对总投资1亿元以上的新能源储能项目，按设备投资的10%给予补助。", "新能源储能项目", ["总投资1亿元以上"]),
    ("对首次通过高新技术企业认定的，给予20万元奖励。", "首次通过高新技术企业认定", ["首次通过高新技术企业认定"]),
    ("软件企业年度营业收入首次突破1亿元的，给予100万元奖励。", "软件企业", ["年度营业收入首次突破1亿元"]),
    ("经认定的市级孵化器，给予一次性奖励50万元。", "经认定的市级孵化器", ["经认定"]),
    ("支持龙头企业牵头组建创新联合体。", "龙头企业", []),
    ("鼓励中小企业上云用云。", "中小企业", []),
    ("为重点企业提供免费能源诊断。", "重点企业", []),
]


@pytest.mark.parametrize(("sentence", "target", "conditions"), TARGETS)
def test_target_and_own_conditions(extract: Extract, sentence: str, target: str, conditions: list[str]) -> None:
    (measure,) = extract(f"第二条 {sentence}")
    assert measure.target == target
    assert [condition.text for condition in measure.conditions] == conditions


PROMISES = [
    "我局拟出台新办法，对首台套产品给予保险补偿。",
    "市科技局正会同市财政局研究对创新联合体给予资助。",
    "对试点企业给予用能补贴，具体标准将在年底前公布。",
    "下一步，我委将争取对中试基地给予投资补助。",
]


@pytest.mark.parametrize("sentence", PROMISES)
def test_a_reply_only_promises_what_a_rule_grants(extract: Extract, sentence: str) -> None:
    assert extract(f"一、{sentence}", DocumentKind.REPLY) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "对新建的冷链仓储项目，拟按照投资额的10%给予补助。",
        "拟对获评优秀的产业园区给予100万元奖励。",
        "氢燃料电池企业首次升规的，拟一次性奖励30万元。",
    ],
)
def test_a_draft_of_a_rule_intends_what_it_grants(extract: Extract, sentence: str) -> None:
    (measure,) = extract(f"第三条 {sentence}")
    assert measure.amounts


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("鼓励企业开展技术改造，对省级技改标杆项目给予50万元奖励。", "省级技改标杆项目"),
        ("支持企业参与制定团体标准，给予最高10万元资助。", "企业参与制定团体标准"),
        ("优先供应给园区内的科研人员租住。", "园区内的科研人员"),
        ("对光伏产品，按照销售额的5%给予制造企业奖励。", "制造企业"),
        ("对生物医药企业首次临床试验费用，按20%给予资助。", "生物医药企业"),
        ("市质检院对中小企业的产品检验费用减半收取。", "中小企业"),
        ("每年遴选不超过20个应用场景，每个给予30万元补助。", "应用场景"),
        ("为300家外贸企业提供免费信用报告。", "外贸企业"),
        ("支持资金500万元，用于扶持渔业合作社更新设备。", "渔业合作社"),
    ],
)
def test_whom_a_sentence_names(extract: Extract, sentence: str, target: str) -> None:
    (measure,) = extract(f"第二条 {sentence}")
    assert measure.target == target


@pytest.mark.parametrize(
    ("sentence", "conditions"),
    [
        ("对在本市登记且年纳税额超过100万元的物流企业，给予20万元奖励。", ["在本市登记", "年纳税额超过100万元"]),
        ("对新引进的总投资5亿元以上的港航项目，给予500万元补助。", ["新引进", "总投资5亿元以上"]),
        (
            "软件企业引进的35周岁以下硕士，给予每月2000元补贴，补贴期限不超过两年。",
            ["软件企业引进", "35周岁以下", "补贴期限不超过两年"],
        ),
    ],
)
def test_terms_that_are_joined_are_told_apart(extract: Extract, sentence: str, conditions: list[str]) -> None:
    (measure,) = extract(f"第二条 {sentence}")
    assert [condition.text for condition in measure.conditions] == conditions


NO_MEASURES = [
    "第一条 为支持我市生物医药产业发展，规范资金管理，制定本办法。",
    "本办法所称专项资金，是指市级财政安排用于支持产业发展的资金。",
    "支持单位应当于每季度末报送资金支持情况统计表。",
    "在各部门的大力支持下，各项工作取得积极进展。",
    "对骗取补助资金的单位，追回已拨付的资金，并处1万元以上5万元以下罚款。",
    "对工作不力的单位给予通报批评。",
    "已获得其他市级财政资金支持的项目，不得重复申报。",
    "2024年全市累计兑现奖补资金3.2亿元，惠及企业560家。",
    "全市共有规上企业1.29万个，从业人员15000多人。",
    "补助资金由市财政局在20个工作日内拨付。",
    "申请补贴的企业应当提交下列材料：",
    "情节严重的，给予开除处分。",
    "拟对首台套产品给予保险补偿，目前正在征求意见。",
    "同一项目符合多项政策的，按照从高不重复的原则给予支持。",
    "资助资金应当专款专用。",
    "市财政局认为，不宜由财政按照建筑面积给予每平方米200元补贴。",
    "对客运票价给予30%补贴的意见，暂不采纳。",
    "关于对企业给予50万元奖励的建议，因财力有限，留作参考。",
    "对新建综合性平台，市级暂缓给予每年100万元运营补助。",
]


@pytest.mark.parametrize("sentence", NO_MEASURES)
def test_what_grants_nothing(extract: Extract, sentence: str) -> None:
    assert extract(sentence if sentence.startswith("第一条") else f"第二条 {sentence}") == ()


def test_a_loss_made_good_is_paid_by_its_share(extract: Extract) -> None:
    [measure] = extract(
        "市级设立3000万元的风险补偿资金，对合作银行的不良贷款损失按照40%给予补偿，单笔最高200万元。",
        DocumentKind.REPLY,
    )
    assert facts(measure) == {("rate", 0.4), ("max", 200 * W)}


def test_a_proposals_support_is_a_wish(extract: Extract) -> None:
    sentence = "建议对芯片企业流片费用给予50%的补贴，最高1000万元。"
    assert extract(sentence, DocumentKind.PROPOSAL) == ()
    assert extract("一、关于对流片费用给予50%补贴的建议", DocumentKind.REPLY) == ()


def test_a_principle_of_a_law_is_no_measure(extract: Extract) -> None:
    assert len(extract("第二条 鼓励企业采用先进技术。", DocumentKind.LAW)) == 1
    assert extract("第二条 国家鼓励企业采用先进技术，支持科技成果转化。", DocumentKind.LAW) == ()
    assert len(extract("第二条 对符合条件的小微企业，依法减免所得税。", DocumentKind.LAW)) == 1


def test_figures_written_differently_are_equal(extract: Extract) -> None:
    written = ("1250 万元", "1,250万元", "0.125亿元", "一千二百五十万元", "12500000元", "１２５０万元")
    amounts = {extract(f"第二条 对入选企业给予{figure}奖励。")[0].amounts[0].value for figure in written}
    assert amounts == {Decimal(12_500_000)}
