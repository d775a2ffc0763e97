"""Questions to answers, end to end, over the small knowledge base and over generated ones."""

import re
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answer import Answer, Answerer, Citation
from index import Filters, Index, open_index
from index.builder import build_index
from index.settings import Settings

TODAY = date(2025, 10, 1)
MARKER = re.compile(r"\[\^([^\]]*)\]")
FLOW = "芯片设计企业首轮流片费用最高补助多少？"


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def assert_true(answer: Answer, index: Index) -> None:
    """What holds of every answer: markers and citations are one to one, every quote stands in its document."""
    assert answer.grounded == bool(answer.citations) == (answer.refusal is None)
    assert not (answer.grounded and answer.nearest)
    assert len(answer.nearest) <= 3
    assert MARKER.findall(answer.text) == [str(n) for n in range(1, len(answer.citations) + 1)]
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert [c.n for c in answer.nearest] == list(range(1, len(answer.nearest) + 1))
    assert all(line.startswith("**") or MARKER.search(line) for line in answer.text.split("\n")) or not answer.grounded
    for citation in (*answer.citations, *answer.nearest):
        assert_quoted(citation, index)


def assert_quoted(citation: Citation, index: Index) -> None:
    document = index.document(citation.document).document
    assert citation.quote == document.text[citation.start : citation.end] != ""
    assert citation.passage_start <= citation.start < citation.end <= citation.passage_end
    assert citation.page == document.page_at(citation.start)
    assert (citation.id, citation.title) == (document.id, document.metadata.title)
    assert 0 <= citation.score <= 1


def test_an_amount_is_quoted_with_where_it_stands(answerer: Answerer, index: Index) -> None:
    answer = answerer.ask(FLOW, as_of=TODAY)
    assert answer.text.split("\n") == [
        "**《海州市集成电路产业专项资金管理办法》（海工信规〔2025〕2号）**",
        "第一条 对芯片设计企业首轮流片费用，按照实际支出的40%给予补助，单个企业每年最高500万元。[^1]",
    ]
    citation = answer.citations[0]
    assert (citation.document, citation.document_number) == ("海州/rules/new.txt", "海工信规〔2025〕2号")
    assert (citation.kind, citation.heading_path, citation.page) == ("rule", ("第一条",), None)
    assert (citation.status, citation.status_reason) == ("in_force", "有效期至2028-03-31")
    assert (answer.question, answer.as_of, answer.generation) == (FLOW, TODAY, index.generation)
    assert_true(answer, index)


@pytest.mark.parametrize(
    ("as_of", "amount", "document"),
    [
        (date(2022, 3, 1), "200万元", "海州/rules/old.txt"),
        (date(2025, 3, 31), "200万元", "海州/rules/old.txt"),
        (date(2025, 4, 1), "500万元", "海州/rules/new.txt"),
        (date(2026, 1, 1), "500万元", "海州/rules/new.txt"),
    ],
)
def test_the_rule_that_was_then_in_force_is_quoted(
    answerer: Answerer, index: Index, as_of: date, amount: str, document: str
) -> None:
    answer = answerer.ask(FLOW, as_of=as_of)
    assert {citation.document for citation in answer.citations} == {document}
    assert {citation.status for citation in answer.citations} == {"in_force"}
    assert amount in answer.text
    assert "【" not in answer.text
    assert_true(answer, index)


def test_where_every_rule_has_ended_what_is_quoted_says_so(answerer: Answerer) -> None:
    answer = answerer.ask(FLOW, as_of=date(2030, 1, 1))  # by then the new one has ended, too
    assert "【已失效】" in answer.text or "【已废止】" in answer.text
    assert {citation.status for citation in answer.citations} <= {"expired", "repealed"}


def test_only_in_force_never_quotes_what_is_not(answerer: Answerer, index: Index) -> None:
    answer = answerer.ask(FLOW, as_of=date(2030, 1, 1), filters=Filters(in_force=True))
    documents = {citation.document for citation in (*answer.citations, *answer.nearest)}
    assert documents.isdisjoint({"海州/rules/old.txt", "海州/rules/new.txt"})
    assert_true(answer, index)


def test_conditions_are_quoted_whole_with_the_sentence_that_announces_them(answerer: Answerer, index: Index) -> None:
    answer = answerer.ask("申请流片补助要符合哪些条件？", as_of=TODAY)
    expected = [
        "第二条 申请流片补助的企业应当符合下列条件：",
        "（一）在本市注册并依法纳税；",
        "（二）上一年度研发投入不低于营业收入的5%；",
        "（三）近三年没有重大违法记录。",
    ]
    position = quotes(answer).index(expected[0])
    assert quotes(answer)[position : position + 4] == expected
    assert_true(answer, index)


def test_a_date(answerer: Answerer) -> None:
    answer = answerer.ask("集成电路专项资金几月份集中申报？", as_of=TODAY)
    assert quotes(answer)[0] == "第三条 专项资金每年4月1日至5月31日集中申报。"


def test_a_count_in_a_reply_under_the_heading_of_its_suggestion(answerer: Answerer) -> None:
    citation = answerer.ask("全市建成了多少套人才公寓？", as_of=TODAY).citations[0]
    assert citation.quote == "截至2025年6月底，全市已建成人才公寓1200套。"
    assert citation.heading_path == ("一、关于增加人才公寓供给的建议",)
    assert (citation.kind, citation.status) == ("reply", "unknown")


def test_a_table_row_is_quoted_cell_beside_cell(answerer: Answerer, index: Index) -> None:
    answer = answerer.ask("国家级绿色工厂奖励标准是多少万元？", as_of=TODAY)
    assert answer.citations[0].quote == "国家级绿色工厂\t100万元\t市工信局"
    assert "国家级绿色工厂｜100万元｜市工信局[^1]" in answer.text
    assert_true(answer, index)


def test_markers_in_a_document_are_not_taken_for_the_answers_own(answerer: Answerer, index: Index) -> None:
    answer = answerer.ask("公共充电桩每个奖励多少万元？", as_of=TODAY)
    assert answer.citations[0].quote.startswith("公共充电桩每个奖励2万元[^1]")
    assert_true(answer, index)


def test_an_english_question_finds_the_chinese_sentence(answerer: Answerer, index: Index) -> None:
    answer = answerer.ask("What is the “cap” of the tape-out subsidy for a chip company’s first run?", as_of=TODAY)
    assert "500万元" in answer.text
    assert_true(answer, index)


@pytest.mark.parametrize(
    ("question", "opening", "named"),
    [
        ("光刻机进口关税减免多少？", "已收录的文件中没有", "光刻机"),
        ("地铁三号线什么时候开通？", "已收录的文件中没有", "地铁"),
        ("When does metro line 3 open?", "The documents hold nothing", "metro"),
        ("Who won the football match?", "The documents hold nothing", "football"),
    ],
)
def test_what_nothing_supports_is_refused_in_the_questions_language(
    answerer: Answerer, index: Index, question: str, opening: str, named: str
) -> None:
    answer = answerer.ask(question, as_of=TODAY)
    assert not answer.grounded
    assert answer.refusal is not None
    assert named in answer.refusal
    assert answer.text.startswith(opening)
    assert answer.refusal in answer.text
    assert 1 <= len(answer.nearest) <= 3
    passages = {(citation.document, citation.passage_start) for citation in answer.nearest}
    assert len(passages) == len(answer.nearest)
    scores = [citation.score for citation in answer.nearest]
    assert scores == sorted(scores, reverse=True)
    assert_true(answer, index)


@pytest.mark.parametrize("question", ["", "   ", "？！。", "……", "\x00", "\ud800", "🙂"])
def test_a_question_without_words_is_refused_politely(answerer: Answerer, index: Index, question: str) -> None:
    answer = answerer.ask(question, as_of=TODAY)
    assert answer.refusal == "问题中没有可供查找的词语"
    assert answer.text.startswith("已收录的文件中没有能够回答")
    assert answer.nearest == ()
    assert_true(answer, index)


@pytest.mark.parametrize("question", ["what is it?", "it"])
def test_so_is_an_english_one_of_silent_words(answerer: Answerer, question: str) -> None:
    answer = answerer.ask(question, as_of=TODAY)
    assert (answer.refusal, answer.nearest) == ("it holds no word that could be looked for", ())


@pytest.mark.parametrize(
    "question",
    [
        "AND OR NOT a:b^2 (*",
        '"芯片" AND (补助 OR 奖励) -流片',
        "'; DROP TABLE documents; --",
        "[^1] **芯片** [^2]",
        "\udcff流片补助多少",
        "流片补助\x00多少",
        "“流片”‘补助’—…多少",
        "１２３４５６７８９０％",
        "a" * 5000,
        "a1" * 2500,
        "1" * 5000,
        "1,111." * 800,
        "芯" * 5000,
        "芯片流片补助多少？" * 555,
        "what " * 1000,
        "İ" * 500,
    ],
)
def test_hostile_questions_end_in_an_answer_or_a_refusal(answerer: Answerer, index: Index, question: str) -> None:
    answer = answerer.ask(question, as_of=TODAY)
    assert answer.question == question
    assert_true(answer, index)
    assert answer.grounded or len(answer.text) < 400


def test_a_long_question_is_answered_as_its_words_are(answerer: Answerer) -> None:
    assert quotes(answerer.ask(FLOW * 250, as_of=TODAY)) == quotes(answerer.ask(FLOW, as_of=TODAY))


def test_filters_narrow_what_may_answer(answerer: Answerer, index: Index) -> None:
    reply = answerer.ask("人才公寓租金按几成收取？", as_of=TODAY, filters=Filters(kind="reply"))
    assert {citation.kind for citation in reply.citations} == {"reply"}
    nothing = answerer.ask(FLOW, as_of=TODAY, filters=Filters(kind="law"))
    assert (nothing.grounded, nothing.nearest) == (False, ())
    assert_true(nothing, index)


def test_top_bounds_the_sentences_list_items_not_counted(answerer: Answerer) -> None:
    assert len(answerer.ask("芯片企业有哪些补助？", as_of=TODAY, top=1).citations) == 1
    assert len(answerer.ask("申请流片补助要符合哪些条件？", as_of=TODAY, top=1).citations) == 4
    with pytest.raises(ValueError, match="top is 0"):
        answerer.ask(FLOW, top=0)


def test_today_counts_where_no_date_is_named(answerer: Answerer) -> None:
    assert answerer.ask(FLOW).as_of == date.today()


def test_threads_may_ask_at_once(answerer: Answerer) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: answerer.ask(FLOW, as_of=TODAY), range(40)))
    assert {replace(answer, elapsed_ms=0) for answer in answers} == {replace(answers[0], elapsed_ms=0)}


@contextmanager
def built(texts: list[str]) -> Iterator[Index]:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "in").mkdir()
        for number, text in enumerate(texts):
            (root / "in" / f"{number}.txt").write_text(text, encoding="utf-8")
        settings = Settings(home=root / "home", cache_dir=root, model="hashing")
        if build_index(settings, [root / "in"]).generation is None:
            (root / "in" / "0.txt").write_text("办法\n", encoding="utf-8")
            build_index(settings, [root / "in"])
        with open_index(settings=settings) as index:
            yield index


def test_a_lone_passage_answers_what_it_holds_and_nothing_else() -> None:
    with built(["对芯片企业给予补助500万元。起降场每个奖励30万元。\n"]) as index:
        answerer = Answerer(index)
        assert quotes(answerer.ask("芯片企业补助多少？")) == ["对芯片企业给予补助500万元。"]
        for question in ("今天天气如何", "How is the weather?", "地铁何时开通？"):
            assert not answerer.ask(question).grounded


PIECES = st.sampled_from(
    [
        "芯片企业流片补助最高500万元。",
        "每个起降场奖励30万元；",
        "第一条 申请条件如下：",
        "（一）在本市注册；",
        "（二）𠮷字号企业。",
        "一、关于人才的建议",
        "吸收采纳。",
        "本办法自2025年1月1日起施行。",
        "《甲办法》同时废止。",
        "海州市甲办法",
        "[^1][^12] **x** `y`",
        "。。。",
        "\t\t",
        "— 5 —",
        "2025年7月5日",
        "ｅVTOL é\u0301 🙂 \u200b\u2028",
    ]
)
TEXT = st.lists(PIECES | st.text(max_size=20), min_size=1, max_size=12).map("\n".join)
QUESTION = st.sampled_from([FLOW, "起降场奖励多少", "申请要什么条件", "chip subsidy cap", "甲办法还有效吗"]) | st.text(
    max_size=30
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(TEXT, min_size=1, max_size=3),
    st.lists(QUESTION, min_size=1, max_size=4),
    st.dates(),
)
def test_every_answer_over_any_documents_is_true_to_them(texts: list[str], questions: list[str], as_of: date) -> None:
    with built(texts) as index:
        answerer = Answerer(index)
        for question in questions:
            assert_true(answerer.ask(question, as_of=as_of), index)


class TestFields:
    @pytest.mark.parametrize(
        ("question", "line", "document", "quote"),
        [
            (
                "集成电路专项资金管理办法的文号是什么？",
                "文号：海工信规〔2025〕2号[^1]",
                "rules/new.txt",
                "海工信规〔2025〕2号",
            ),
            (
                "集成电路专项资金管理办法有效期到什么时候？",
                "有效期至：2028年3月31日——第四条 本办法自2025年4月1日起施行，有效期三年。[^1]",
                "rules/new.txt",
                "第四条 本办法自2025年4月1日起施行，有效期三年。",
            ),
            (
                "2022年的集成电路扶持暂行办法还管用吗？",
                "效力：已废止，2025-04-01起由《海州市集成电路产业专项资金管理办法》（海工信规〔2025〕2号）废止——"
                "《海州市集成电路产业扶持暂行办法》（海工信规〔2022〕1号）同时废止。[^1]",
                "rules/new.txt",
                "《海州市集成电路产业扶持暂行办法》（海工信规〔2022〕1号）同时废止。",
            ),
            ("人才公寓建设提案是谁提的？", "主送：李明委员：[^1]", "replies/talent.txt", "李明委员："),
            ("海工信规〔2022〕1号从哪天起施行？", "", "rules/old.txt", "第二条 本办法自2022年3月1日起施行。"),
        ],
    )
    def test_a_document_is_asked_about_itself(
        self, answerer: Answerer, index: Index, question: str, line: str, document: str, quote: str
    ) -> None:
        answer = answerer.ask(question, as_of=TODAY)
        assert_true(answer, index)
        assert [(c.document, c.quote) for c in answer.citations] == [(f"海州/{document}", quote)]
        assert answer.text.endswith(line)

    def test_a_document_that_does_not_say_is_not_made_to(self, answerer: Answerer) -> None:
        answer = answerer.ask("低空经济若干措施的文号是什么？", as_of=TODAY)
        assert "文号：" not in answer.text


class TestDates:
    def test_a_question_that_names_a_day_is_answered_for_it(self, answerer: Answerer, index: Index) -> None:
        answer = answerer.ask("2023年的时候，芯片设计企业首轮流片费用最高补助多少？", as_of=TODAY)
        assert_true(answer, index)
        assert answer.as_of == date(2023, 12, 31)
        assert answer.citations[0].document == "海州/rules/old.txt"
        assert answer.citations[0].status == "in_force"
        assert answer.text.startswith("**以下按2023年12月31日的效力作答：**\n")

    def test_what_was_issued_since_is_known_but_not_in_force(self, answerer: Answerer) -> None:
        answer = answerer.ask("2023年人才公寓建成了多少套？", as_of=TODAY)
        assert not answer.grounded or answer.citations[0].document != "海州/rules/new.txt"

    def test_the_clause_behind_a_status_is_cited(self, answerer: Answerer, index: Index) -> None:
        answer = answerer.ask(FLOW, as_of=date(2024, 1, 1))
        clause = answer.citations[0].status_citation
        assert clause is not None
        assert clause.quote == "第二条 本办法自2022年3月1日起施行。"
        repealed = answerer.ask("暂行办法首轮流片费用", as_of=TODAY, filters=Filters(year=None))
        for citation in repealed.citations:
            if citation.document == "海州/rules/old.txt":
                assert citation.status_citation is not None
                assert citation.status_citation.document == "海州/rules/new.txt"


def test_traditional_characters_are_read_as_simplified(answerer: Answerer) -> None:
    traditional = answerer.ask("晶片設計企業首輪流片費用最高補助多少？", as_of=TODAY)
    assert quotes(traditional) == quotes(answerer.ask(FLOW, as_of=TODAY))
