"""Forty sentences in the manner of many cities' rules, written before the extractor was changed for any of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.document import DocumentKind
from ingest.measures import SupportMeasure

W = 10_000
E = 100_000_000

Extract = Callable[..., tuple[SupportMeasure, ...]]
Facts = set[tuple[str, float]]

RULE, REPLY, PLAN, LAW = DocumentKind.RULE, DocumentKind.REPLY, DocumentKind.PLAN, DocumentKind.LAW

# Kind of document, sentence, figures, target, type; without figures and target: no measure.
SENTENCES: list[tuple[DocumentKind, str, Facts, str, str]] = [
    # shares with caps
    (RULE, "对通过国家级生物医药临床试验认证的企业，按照核定研发费用的20%给予资助，单个品种最高1000万元。",
     {("rate", 0.2), ("max", 1000 * W)}, "通过国家级生物医药临床试验认证的企业", "资助"),
    (RULE, "对购置国产机器人整机的中小企业，拟按照购置费用的15%给予补助，单个企业每年最高200万元。",
     {("rate", 0.15), ("max", 200 * W)}, "购置国产机器人整机的中小企业", "补助"),
    (RULE, "对上年度营业收入5亿元以上的新能源汽车零部件企业，按照新增贷款利息的30%给予贴息，贴息期限不超过三年。",
     {("rate", 0.3)}, "新能源汽车零部件企业", "贴息"),
    (RULE, "对开展跨境电商业务且年出口额超过1000万元的外贸企业，拟给予一次性奖励20万元。",
     {("value", 20 * W)}, "外贸企业", "奖励"),
    (RULE, "拟对获得国家级质量奖的组织给予200万元奖励。", {("value", 200 * W)}, "获得国家级质量奖的组织", "奖励"),
    # tiers
    (RULE, "对新认定的国家级、省级、市级工业设计中心，分别给予最高300万元、100万元、50万元资助。",
     {("max", 300 * W), ("max", 100 * W), ("max", 50 * W)}, "新认定的国家级、省级、市级工业设计中心", "资助"),
    (RULE, "企业牵头制定国际标准、国家标准、行业标准的，分别给予不超过100万元、50万元、20万元奖励。",
     {("max", 100 * W), ("max", 50 * W), ("max", 20 * W)}, "企业牵头制定国际标准、国家标准、行业标准", "奖励"),
    (RULE, "生物医药企业年度营业收入首次突破3亿元、10亿元的，分别奖励100万元、300万元。",
     {("value", 100 * W), ("value", 300 * W)}, "生物医药企业", "奖励"),
    (RULE, "孵化器评价为优秀的，最高给予80万元补助；", {("max", 80 * W)}, "孵化器", "补助"),
    # rent and charges
    (RULE, "对入驻孵化器的初创企业，第一年租金全免，第二年、第三年租金减半收取。",
     set(), "入驻孵化器的初创企业", "减免"),
    (RULE, "市计量测试中心对中小微企业的仪器检定费用减半收取。", set(), "中小微企业", "减免"),
    (RULE, "对小微企业免收专利代理登记费。", set(), "小微企业", "减免"),
    (RULE, "租用国有标准厂房的制造业企业，免三个月租金。", set(), "租用国有标准厂房的制造业企业", "减免"),
    # services
    (REPLY, "市级中试平台已于去年投入使用，可面向生物医药企业提供工艺放大、稳定性考察等服务。",
     set(), "生物医药企业", "平台"),
    (REPLY, "我市建成新材料检测公共服务平台，为中小企业提供材料性能测试服务。", set(), "中小企业", "平台"),
    (PLAN, "组织专家团队为200家规模以上企业免费开展节能诊断。", set(), "规模以上企业", "免费服务"),
    (REPLY, "市中小企业服务中心每月举办融资对接会，小微企业可免费参加。", set(), "小微企业", "免费服务"),
    # references to other rules
    (RULE, "新引进的集成电路领军人才，按照《安渡市高层次人才支持办法》的规定享受相应待遇。",
     set(), "新引进的集成电路领军人才", "人才"),
    (RULE, "获得省级以上人才计划资助的专家，可按照有关规定享受子女入学、医疗保障等待遇。",
     set(), "获得省级以上人才计划资助的专家", "人才"),
    (RULE, "符合条件的软件企业，依法享受国家规定的税收优惠。", set(), "符合条件的软件企业", "减免"),
    # encouragement
    (LAW, "鼓励企业采用先进适用技术、工艺和装备，推进绿色低碳转型。", set(), "企业", "鼓励"),
    (LAW, "支持高等学校、职业学校与企业共建产业学院，培养高技能人才。", set(), "高等学校、职业学校", "人才"),
    (RULE, "鼓励金融机构开发适合科技型企业的信贷产品。", set(), "金融机构", "鼓励"),
    (PLAN, "支持高新区建设新型储能公共检测平台。", set(), "高新区", "平台"),
    (RULE, "支持链主企业牵头组建创新联合体。", set(), "链主企业", "鼓励"),
    # persons
    (RULE, "对全职引进的博士后研究人员，给予每年10万元生活补贴，连续发放两年。",
     {("value", 10 * W)}, "全职引进的博士后研究人员", "人才"),
    (RULE, "取得国家职业资格证书的技术工人，按照初级1000元、中级1500元的标准给予技能提升补贴。",
     {("value", 1000), ("value", 1500)}, "取得国家职业资格证书的技术工人", "人才"),
    (RULE, "新引进的产业教授可优先申请人才公寓。", set(), "新引进的产业教授", "住房"),
    (RULE, "高层次人才子女由教育部门统筹安排优质学位。", set(), "高层次人才子女", "人才"),
    # land, priority, inclusion
    (RULE, "对市级重大产业项目，优先保障用地指标。", set(), "市级重大产业项目", "用地"),
    (RULE, "对列入省级试点的企业，优先推荐申报国家级示范项目。", set(), "列入省级试点的企业", "优先"),
    # receiver behind the giving
    (RULE, "对首批次新材料，按照首年度销售合同金额的10%给予生产企业奖励，最高不超过100万元。",
     {("rate", 0.1), ("max", 100 * W)}, "生产企业", "奖励"),
    (RULE, "每建成一个示范场景，给予场景建设单位30万元补助。", {("value", 30 * W)}, "场景建设单位", "补助"),
    # a measure before goes on
    (RULE, "对认定的跨境物流企业给予资助。其中，国家级认定的最高150万元，省级认定的最高80万元。",
     {("max", 150 * W), ("max", 80 * W)}, "认定的跨境物流企业", "资助"),
    # promises, plans, statistics: none
    (REPLY, "我局拟对氢能示范项目给予运营补贴，具体标准待测算后确定。", set(), "", ""),
    (REPLY, "我局正与市财政局研究对养老机器人企业给予补助，具体方案将在明年出台。", set(), "", ""),
    (REPLY, "下一步，我局将研究制定储能产业支持政策，力争对示范项目给予投资补助。", set(), "", ""),
    (REPLY, "近三年全市共向专精特新企业发放贴息资金1.8亿元，惠及企业320家。", set(), "", ""),
    (RULE, "资金使用单位弄虚作假的，追回已拨付的奖励资金，三年内不得申报。", set(), "", ""),
    (RULE, "本办法所称补助，是指对项目实施单位已经发生的支出给予的资金支持。", set(), "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "sentence", "figures", "target", "benefit"), SENTENCES)
def test_a_sentence(
    extract: Extract, kind: DocumentKind, sentence: str, figures: Facts, target: str, benefit: str
) -> None:
    measures = extract(f"第一条 {sentence}", kind)
    if not target:
        assert not measures
        return
    found = {(name, float(value)) for measure in measures for name, value in measure.facts}
    assert found == figures
    assert (measures[0].target, measures[0].type.value) == (target, benefit)
