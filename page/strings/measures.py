"""The words of the screen that lists support measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from answer.company import Verdict


@dataclass(frozen=True, slots=True)
class MeasureStrings:
    """What the screen of support measures says, in one language."""

    topic: str
    topic_placeholder: str
    submit: str
    status: str
    type: str
    department: str
    text: str
    text_hint: str
    order: str
    orders: Mapping[str, str]
    option: str
    working: str
    results: str
    count: str
    count_all: str
    judged_at: str
    columns: Mapping[str, str]
    at_most: str
    at_least: str
    share: str
    more_conditions: str
    every_year: str
    window_until: str
    window_from: str
    no_amount: str
    until: str
    open_ended: str
    repeated: str
    open_field: str
    export_xlsx: str
    export_csv: str
    exporting: str
    export_failed: str
    nothing: str
    nothing_advice: str
    without_filters: str
    without_topic: str
    charts: str
    amounts_chart: str
    amounts_note: str
    timeline: str
    timeline_note: str
    company: str
    company_note: str
    company_fields: Mapping[str, str]
    company_examples: Mapping[str, str]
    company_wrong: str
    yes: str
    no: str
    not_told: str
    judge: str
    forget: str
    verdicts: Mapping[Verdict, str]
    all_met: str
    some_unmet: str
    some_unknown: str
    no_conditions: str
    reason_known: str
    reason_left_out: str
    reason_undecided: str
    reason_by_people: str
    panel_how: tuple[str, ...]


CHINESE: Final = MeasureStrings(
    topic="查什么支持措施",
    topic_placeholder="如芯片企业；留空列出全部",
    submit="列出",
    status="效力",
    type="类型",
    department="责任单位",
    text="包含文字",
    text_hint="例如：贷款",
    order="排序",
    orders={"": "效力和文件", "amount": "金额从高到低", "deadline": "申报截止先后", "valid": "有效期先后"},
    option="{name}（{count}）",
    working="正在逐条核对…",
    results="支持措施",
    count="共 {total} 条，出自 {documents} 份文件，显示第 {first}–{last} 条",
    count_all="{total} 条，出自 {documents} 份文件",
    judged_at="效力按 {as_of} 判断。点击任何一格可核对原文。",
    columns={
        "target": "支持对象",
        "type": "类型",
        "amount": "金额",
        "conditions": "条件",
        "window": "申报时间",
        "department": "责任单位",
        "status": "效力",
        "source": "出处",
    },
    at_most="最高 {sum}",
    at_least="不低于 {sum}",
    share="按 {percent}%",
    more_conditions="其余 {count} 项条件",
    every_year="每年 {days}",
    window_until="{day} 截止",
    window_from="{day} 起",
    no_amount="无金额",
    until="至 {day}",
    open_ended="未定止期",
    repeated="另见于 {count} 份文件",
    open_field="核对原文：{field}",
    export_xlsx="下载 Excel",
    export_csv="下载 CSV",
    exporting="正在生成…",
    export_failed="未能下载",
    nothing="没有符合的支持措施。",
    nothing_advice="可以换一种说法，或者：",
    without_filters="去掉筛选条件",
    without_topic="列出全部支持措施",
    charts="图：金额与有效期",
    amounts_chart="金额最高的 {count} 项（元）",
    amounts_note="只列现行有效或尚未施行、写明人民币数额的措施，按最高额。点击可核对原文。",
    timeline="文件的有效期",
    timeline_note="自施行日期起，未载明的自成文日期起；竖线为 {as_of}；渐隐为未定止期。",
    company="按企业情况对照条件",
    company_note="只保存在这台电脑的浏览器里，不写入知识库，也不写进链接。不填的项目按“待核实”处理。",
    company_fields={
        "name": "企业名称",
        "industry": "行业",
        "revenue": "上年营业收入",
        "employees": "职工人数",
        "founded": "成立日期",
        "registered_in": "注册地",
        "legal_person": "独立法人资格",
        "r_and_d_share": "研发费用占营业收入",
        "certificates": "已有资质",
        "figures": "其他金额",
    },
    company_examples={
        "name": "例如：某某微电子",
        "industry": "用文件里的说法，例如：集成电路设计",
        "revenue": "例如：1.2亿元",
        "employees": "例如：85",
        "founded": "例如：2019-05-01",
        "registered_in": "例如：海岚市澜东新区",
        "legal_person": "是或否",
        "r_and_d_share": "例如：12%",
        "certificates": "例如：高新技术企业、专精特新中小企业",
        "figures": "例如：固定资产投资 3亿元；每项一行",
    },
    company_wrong="“{field}”中的“{value}”看不懂。{example}。",
    yes="是",
    no="否",
    not_told="不填",
    judge="对照条件",
    forget="清除企业情况",
    verdicts={Verdict.MET: "符合", Verdict.UNMET: "不符合", Verdict.UNKNOWN: "待核实"},
    all_met="条件均符合",
    some_unmet="{count} 项不符合",
    some_unknown="{count} 项待核实",
    no_conditions="未列条件",
    reason_known="企业{field}：{value}",
    reason_left_out="没有填写{field}",
    reason_undecided="{field}为 {value}，但仅凭这一项不能判断",
    reason_by_people="需人工核实",
    panel_how=("列出支持措施", "点击表中任何一格", "这里打开原文，并标出这一格所依据的句子"),
)

ENGLISH: Final = MeasureStrings(
    topic="Support measures for",
    topic_placeholder="For example: chip makers; leave empty for all",
    submit="List",
    status="Validity",
    type="Type",
    department="Department",
    text="Contains",
    text_hint="a word of the document",
    order="Order",
    orders={
        "": "Validity and document",
        "amount": "Amount, the highest first",
        "deadline": "Deadline, the next first",
        "valid": "End of validity, the next first",
    },
    option="{name} ({count})",
    working="Checking measure by measure…",
    results="Support measures",
    count="{total} measures in {documents} documents, showing {first}–{last}",
    count_all="{total} measures in {documents} documents",
    judged_at="Validity as of {as_of}. Click any cell to see it in its document.",
    columns={
        "target": "For whom",
        "type": "Type",
        "amount": "Amount",
        "conditions": "Conditions",
        "window": "Apply",
        "department": "Department",
        "status": "Validity",
        "source": "Source",
    },
    at_most="up to {sum}",
    at_least="{sum} or more",
    share="{percent}%",
    more_conditions="{count} more conditions",
    every_year="every year {days}",
    window_until="until {day}",
    window_from="from {day}",
    no_amount="no amount",
    until="until {day}",
    open_ended="no end stated",
    repeated="Also in {count} documents",
    open_field="See it in the document: {field}",
    export_xlsx="Download Excel",
    export_csv="Download CSV",
    exporting="Being made…",
    export_failed="Could not be downloaded",
    nothing="No support measure fits.",
    nothing_advice="Try other words, or:",
    without_filters="Leave the filters out",
    without_topic="List all support measures",
    charts="Charts: amounts and validity",
    amounts_chart="The {count} highest amounts (yuan)",
    amounts_note="Only measures in force, or soon in force, that state a sum in yuan; by the most that is given. "
    "Click one to see it in its document.",
    timeline="Validity of the documents",
    timeline_note="From the day in force, or the day of issue where that is not stated; the upright line is {as_of}; "
    "what fades has no end.",
    company="Check the conditions for a company",
    company_note="Kept in this browser only: neither in the knowledge base nor in a link. What is left out makes "
    "conditions about it “to be checked”.",
    company_fields={
        "name": "Company",
        "industry": "Line of business",
        "revenue": "Revenue of last year",
        "employees": "Employees",
        "founded": "Founded",
        "registered_in": "Registered in",
        "legal_person": "Legal person",
        "r_and_d_share": "Research costs over revenue",
        "certificates": "Labels held",
        "figures": "Further sums",
    },
    company_examples={
        "name": "any name",
        "industry": "in the documents' own words, in Chinese",
        "revenue": "120000000, or in Chinese units",
        "employees": "85",
        "founded": "2019-05-01",
        "registered_in": "city and district, in Chinese",
        "legal_person": "yes or no",
        "r_and_d_share": "12%",
        "certificates": "as the documents call them, parted by commas",
        "figures": "name and sum, one a line",
    },
    company_wrong="{field}: “{value}” is not understood; expected is: {example}.",
    yes="Yes",
    no="No",
    not_told="Not told",
    judge="Hold against",
    forget="Forget the company",
    verdicts={Verdict.MET: "met", Verdict.UNMET: "not met", Verdict.UNKNOWN: "to be checked"},
    all_met="all conditions met",
    some_unmet="{count} not met",
    some_unknown="{count} to be checked",
    no_conditions="no conditions listed",
    reason_known="the company's {field}: {value}",
    reason_left_out="{field} was left out",
    reason_undecided="{field} is {value}, which alone does not decide it",
    reason_by_people="to be looked up by people",
    panel_how=(
        "List support measures",
        "Click any cell of the table",
        "The document opens here, with the sentence behind that cell marked",
    ),
)
