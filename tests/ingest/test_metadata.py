from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ingest import Document, proposal_head
from ingest.anatomy import Anatomy
from ingest.document import Contact, DocumentKind, Session
from ingest.kinds import draft_word


def origin(document: Document, field: str) -> str:
    span = document.metadata.origins[field]
    return document.text[span.start : span.end]


def test_reply(reply: Document) -> None:
    metadata = reply.metadata
    assert metadata.kind is DocumentKind.REPLY
    assert metadata.title == "海州市工业和信息化局关于市政协十一届二次会议第20240087号提案答复的函"
    assert metadata.document_number == "海工信函〔2024〕112号"
    assert metadata.issuer == ("海州市工业和信息化局",)
    assert metadata.lead_department == "海州市工业和信息化局"
    assert metadata.issued_on == date(2024, 6, 21)
    assert metadata.session == Session("市政协", 11, 2)
    assert metadata.proposal_number == "20240087"
    assert metadata.proposal_title == "关于加快培育专精特新企业的建议"
    assert metadata.reply_class == "B"
    assert metadata.addressees == ("李建国", "王芳委员")
    assert metadata.co_departments == ("市财政局", "市科技局")
    assert metadata.disclosure == "on_request"
    assert metadata.contacts == (Contact(("陈志强",), "0756-2126601"),)
    assert metadata.copied_to == ("市政协提案委", "市政府办公室", "市财政局")
    assert metadata.effective_from is None
    assert metadata.repeals == ()


def test_every_value_can_be_shown_where_it_was_read(reply: Document) -> None:
    assert origin(reply, "issued_on") == "2024年6月21日"
    assert origin(reply, "proposal_number") == "20240087"
    assert origin(reply, "session") == "市政协十一届二次"
    assert origin(reply, "reply_class") == "（B类）"
    assert origin(reply, "co_departments") == "市财政局、市科技局"


def test_rule(rule: Document) -> None:
    metadata = rule.metadata
    assert metadata.kind is DocumentKind.RULE
    assert metadata.document_number == "海工信规〔2024〕5号"
    assert metadata.effective_from == date(2024, 8, 1)
    assert metadata.valid_until == date(2027, 7, 31)
    assert [(r.title, r.document_number, r.on) for r in metadata.repeals] == [
        ("海州市技术改造资金管理暂行办法", "海工信〔2021〕36号", date(2024, 8, 1)),
        ("海州市上云补贴细则", None, date(2024, 8, 1)),
    ]
    clause = metadata.repeals[0].clause
    assert rule.text[clause.start : clause.end].startswith("《海州市技术改造资金管理暂行办法》")
    assert rule.text[clause.start : clause.end].endswith("同时废止。")


def test_plan(plan: Document) -> None:
    metadata = plan.metadata
    assert metadata.kind is DocumentKind.PLAN
    assert metadata.issuer == ("海州市人民政府办公室",)
    assert metadata.issued_on == date(2024, 3, 15)
    assert metadata.valid_until == date(2026, 12, 31)
    assert metadata.addressees == ("各镇人民政府", "市有关单位")


def test_several_issuers_and_the_day_of_issue(read_text: Callable[..., Document]) -> None:
    document = read_text(
        "海民规字〔2025〕2号\n海州市民政局  海州市财政局关于调"
        "整救助标准的通知\n各区民政局：\n现将有关事项通知如下：\n"
        "一、标准\n每人每月1309元。\n二、本通知自印发之日起施行，有效期5年。"
        "原《关于救助标准的通知》（海民规字〔2020〕4号）自2025年7月1日起废止。\n"
        "海州市民政局　　海州市财政局\n二〇二五年五月三十日\n"
    )
    metadata = document.metadata
    assert metadata.kind is DocumentKind.NOTICE
    assert metadata.title == "海州市民政局 海州市财政局关于调整救助标准的通知"
    assert metadata.issuer == ("海州市民政局", "海州市财政局")
    assert metadata.issued_on == date(2025, 5, 30)
    assert metadata.effective_from == date(2025, 5, 30)
    assert metadata.valid_until == date(2030, 5, 29)
    assert [(r.document_number, r.on) for r in metadata.repeals] == [("海民规字〔2020〕4号", date(2025, 7, 1))]


@pytest.mark.parametrize(
    ("history", "day"),
    [
        ("2023年6月28日海州市人大常委会通过 2023年7月27日海东省人大常委会批准", date(2023, 7, 27)),
        ("2024年12月31日国务院第五十次常务会议通过 2025年1月13日国务院令第799号公布", date(2025, 1, 13)),
        ("1998年12月24日国务院常务会议通过 2018年3月19日国务院令第698号修订", date(2018, 3, 19)),
        ("2010年9月1日通过 2010年11月26日批准 2020年6月5日修正", date(2020, 6, 5)),
        ("2023年6月28日海州市人大常委会通过", date(2023, 6, 28)),
    ],
)
def test_a_law_is_dated_by_the_last_act_that_made_it(
    read_text: Callable[..., Document], history: str, day: date
) -> None:
    articles = "第一条 为了规范数据处理，制定本条例。\n\n第二条 本条例自公布之日起施行。\n"
    assert read_text(f"# 海州市数据条例\n\n（{history}）\n\n{articles}", "law.md").metadata.issued_on == day


def test_law_in_markdown(read_text: Callable[..., Document]) -> None:
    document = read_text(
        "# 海东省数据条例\n\n2019年3月1日 海东省第十二届人民代表大会常务委员会第八次会议通过\n\n"
        "2022年3月29日 海东省第十三届人民代表大会常务委员会第四十一次会议修正"
        "\n\n<!-- INFO END -->\n\n## 第一章 总 则\n\n"
        "第一条 为了规范数据处理活动，制定本条例。\n\n第二条 本条例自2022年7月1日起施行。\n",
        "law.md",
    )
    metadata = document.metadata
    assert metadata.kind is DocumentKind.LAW
    assert metadata.title == "海东省数据条例"
    assert metadata.issuer == ("海东省人民代表大会常务委员会",)
    assert metadata.issued_on == date(2022, 3, 29)
    assert metadata.effective_from == date(2022, 7, 1)
    assert metadata.valid_until is None
    assert "INFO END" not in document.text
    assert document.blocks[-1].heading_path == ("第一章 总则", "第二条")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("海州市工业和信息化局关于市十六届人大四次会议第12号建议答复的函", DocumentKind.REPLY),
        ("《海州市专项资金管理办法》政策解读", DocumentKind.EXPLAINER),
        ("海州市工业和信息化局关于印发《海州市专项资金管理办法》的通知", DocumentKind.RULE),
        ("海州市数字经济促进条例", DocumentKind.LAW),
        ("海州市芯片产业若干措施", DocumentKind.RULE),
        ("海州市绿色工厂建设三年行动计划（2024-2026年）", DocumentKind.PLAN),
        ("关于组织申报2025年专项资金项目的通知", DocumentKind.NOTICE),
        ("2025年人才项目申报指南", DocumentKind.NOTICE),
        ("关于加快低空经济发展的提案", DocumentKind.PROPOSAL),
        ("会议纪要", DocumentKind.OTHER),
    ],
)
def test_kind_by_title(read_text: Callable[..., Document], title: str, kind: DocumentKind) -> None:
    assert read_text(f"{title}\n正文的第一段话，说明情况。\n正文的第二段话。\n").metadata.kind is kind


def test_without_a_title_the_file_name_stands_in(read_text: Callable[..., Document]) -> None:
    document = read_text("只有一段正文，没有标题。", "说明.txt")
    assert document.metadata.title == "说明"
    assert "title" not in document.metadata.origins


def test_a_reply_that_cites_a_rule_has_no_validity_of_its_own(read_text: Callable[..., Document]) -> None:
    document = read_text(
        "关于市政协十一届二次会议第12号提案答复的函\n王芳委员：\n现答复如下：\n《甲办法》自2024年8月1日起施行，"
        "有效期3年，《乙办法》同时废止。\n"
    )
    assert document.metadata.kind is DocumentKind.REPLY
    assert document.metadata.effective_from is None
    assert document.metadata.valid_until is None
    assert document.metadata.repeals == ()


@pytest.mark.parametrize(
    ("sentence", "contacts"),
    [
        (
            "政策咨询请联系综合规划科贺闻笛，电话0700-8620402；平台问题请拨打0700-8621234。",
            [("贺闻笛", "0700-8620402")],
        ),
        ("请与市工业和信息化局技术改造处王芳同志联系（联系电话：0756－2126601）。", [("王芳", "0756-2126601")]),
        ("如有疑问，请咨询市工业和信息化局综合科，电话0700-8620402。", []),
        ("请联系市中小企业服务中心，电话：0700-8620402。", []),
    ],
)
def test_contacts_that_a_sentence_names(
    read_text: Callable[..., Document], sentence: str, contacts: list[tuple[str, str]]
) -> None:
    metadata = read_text(f"关于组织申报的通知\n各有关单位：\n一、有关要求\n{sentence}\n").metadata
    assert metadata.contacts == tuple(Contact((name,), phone) for name, phone in contacts)


@pytest.mark.parametrize(
    "body", ["市工商业联合会", "民建海州市委员会", "海州市女企业家协会", "海州理工学院", "温如岚等委员"]
)
def test_to_whom_a_letter_is_addressed(read_text: Callable[..., Document], body: str) -> None:
    document = read_text(
        f"海州市工业和信息化局关于市政协十四届四次会议第41号提案答复的函\n{body}：\n"
        "贵单位提出的《关于缓解融资难的提案》（提案第41号）收悉。现答复如下：\n一、关于贴息的建议\n已兑现。\n"
    )
    assert document.metadata.addressees == (body,)


@pytest.mark.parametrize("label", ["提案人", "提 案 者", "建议人"])
def test_who_made_a_proposal(read_text: Callable[..., Document], label: str) -> None:
    document = read_text(
        f"关于加快低空物流发展的提案\n提案编号：第145066号\n{label}：温如岚、江一\n联名委员：韩若川\n一、情况分析\n航线不足。\n"
    )
    assert document.metadata.kind is DocumentKind.PROPOSAL
    assert document.metadata.proposers == ("温如岚", "江一")
    assert origin(document, "proposers") == f"{label}：温如岚、江一"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("编号：2025-116", "2025-116"),
        ("案号：0123", "0123"),
        ("第145088号", "145088"),
        ("（第20260055号）", "20260055"),
    ],
)
def test_the_number_of_a_proposal_by_its_label_or_on_a_line_of_its_own(
    read_text: Callable[..., Document], line: str, number: str
) -> None:
    document = read_text(
        f"关于加快低空物流发展的提案\n{line}\n领衔代表：温如岚\n附议代表：韩若川\n一、情况分析\n航线不足。\n"
    )
    assert document.metadata.kind is DocumentKind.PROPOSAL
    assert document.metadata.proposal_number == number
    assert document.metadata.proposers == ("温如岚",)
    assert proposal_head.members(Anatomy(document.text, document.blocks)) == ("温如岚", "韩若川")


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("海州市首台套奖励办法（征求意见稿）", "征求意见稿"),
        ("海州市数据条例（草案）", "草案"),
        ("海州市数据条例（修订草案征求意见稿）", "征求意见稿"),
        ("海州市低空经济若干措施（送审稿）", "送审稿"),
        ("海州市工业和信息化局关于公开征求《海州市首台套奖励办法》意见的通告", "征求意见"),
        ("海州市首台套奖励办法（试行）", None),
        ("关于批准海州市2024年预算草案的决定", None),
        ("海州市关于征集优秀案例的通知", None),
    ],
)
def test_a_title_tells_a_draft(title: str, word: str | None) -> None:
    assert draft_word(title) == word


def test_a_draft_has_no_validity_and_ends_nothing(read_text: Callable[..., Document]) -> None:
    article = "第一条 本办法自2025年8月1日起施行，有效期三年。《海州市首台套奖励暂行办法》同时废止。\n"
    draft = read_text("海州市首台套奖励办法\n（征求意见稿）\n" + article).metadata
    assert (draft.title, draft.draft) == ("海州市首台套奖励办法（征求意见稿）", "征求意见稿")
    assert (draft.effective_from, draft.valid_until, draft.repeals) == (None, None, ())
    rule = read_text("海州市首台套奖励办法\n（试行）\n" + article).metadata
    assert (rule.title, rule.draft, len(rule.repeals)) == ("海州市首台套奖励办法（试行）", None, 1)
