"""The words of answers and refusals."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from answer.citing import Citer
from answer.composition import compose, refusal_text
from answer.evidence import Evidence
from answer.question import Language, Question, Term
from answer.selection import Group
from answer.wanted import Demand, Wanted
from index import Index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.settings import Settings
from ingest import Span

TODAY = date(2025, 10, 1)


def question(language: Language, *terms: str) -> Question:
    return Question("", language, Demand(Wanted.OTHER), tuple(Term(term, (term,)) for term in terms), "")


def sentences(index: Index, document: str) -> list[Evidence]:
    """Every sentence of a document's passages, as evidence."""
    with index.snapshot() as snapshot:
        store = snapshot.store
        (ordinal,) = store.find(document)
        card = store.cards([ordinal])[ordinal]
        chunks = [c for c in store.chunks(range(1, store.count_chunks() + 1)).values() if c.document == ordinal]
        return [
            Evidence(c, card, n, s, store.passage(ordinal, s.start, s.end).text, 0.9, 0.9, True, False, False, 0.8)
            for c in sorted(chunks, key=lambda chunk: chunk.id)
            for n, s in enumerate(c.sentences)
        ]


def composed(index: Index, groups: list[list[Evidence]], language: Language, as_of: date) -> list[str]:
    with index.snapshot() as snapshot:
        text, citations = compose(Citer(snapshot, as_of), question(language), [Group(tuple(group)) for group in groups])
    assert [citation.n for citation in citations] == list(range(1, len(citations) + 1))
    return text.split("\n")


def test_documents_and_headings_are_named_once_but_not_what_a_quote_begins_with(index: Index) -> None:
    old, drones = sentences(index, "海州/rules/old.txt"), sentences(index, "海州/rules/drones.txt")
    (flow,) = [sentence for sentence in old if "30%" in sentence.text]
    (start,) = [sentence for sentence in old if "施行" in sentence.text]
    (pad,) = [sentence for sentence in drones if "30万元" in sentence.text]
    assert composed(index, [[flow], [start], [pad]], Language.CHINESE, date(2025, 1, 1)) == [
        "**《海州市集成电路产业扶持暂行办法》（海工信规〔2022〕1号）**",
        "第一条 对芯片设计企业首轮流片费用，按照实际支出的30%给予补助，单个企业每年最高200万元。[^1]",
        "第二条 本办法自2022年3月1日起施行。[^2]",
        "**《海州市低空经济发展若干措施》**",
        "第一条 对新建并投入运营的无人机起降场，每个给予一次性奖励30万元。[^3]",
    ]


@pytest.mark.parametrize(
    ("document", "as_of", "chinese", "english"),
    [
        ("海州/rules/old.txt", date(2022, 2, 28), "【尚未施行】", "【not yet in force】"),
        ("海州/rules/old.txt", TODAY, "【已废止】", "【repealed】"),
        ("海州/rules/new.txt", date(2028, 4, 1), "【已失效】", "【expired】"),
    ],
)
def test_what_is_not_in_force_is_labelled(index: Index, document: str, as_of: date, chinese: str, english: str) -> None:
    group = sentences(index, document)[:1]
    assert chinese in composed(index, [group], Language.CHINESE, as_of)[0]
    assert english in composed(index, [group], Language.ENGLISH, as_of)[0]


def test_a_line_holds_one_quote_and_no_marker_but_its_own(index: Index) -> None:
    (row,) = [
        s for s in sentences(index, "海州/notices/green.docx") if "省级绿色工厂" in s.text and "国家" not in s.text
    ]
    assert "\t" in row.text
    assert composed(index, [[row]], Language.CHINESE, TODAY)[-1] == "省级绿色工厂｜50万元｜市工信局[^1]"
    (pile,) = [sentence for sentence in sentences(index, "海州/notes/footnotes.md") if "2万元" in sentence.text]
    assert composed(index, [[pile]], Language.CHINESE, TODAY)[-1].count("[^") == 1


def test_nothing_to_quote_is_no_text(index: Index) -> None:
    with index.snapshot() as snapshot:
        assert compose(Citer(snapshot, TODAY), question(Language.CHINESE), ()) == ("", ())


@pytest.mark.parametrize(("score", "shown"), [(-0.1, 0.0), (0.123456, 0.1235), (1.7, 1.0)])
def test_a_citation_reads_its_quote_back_and_bounds_its_score(index: Index, score: float, shown: float) -> None:
    sentence = sentences(index, "海州/rules/new.txt")[0]
    with index.snapshot() as snapshot:
        span = Span(sentence.span.start, sentence.span.start + 3)
        citation = Citer(snapshot, TODAY).cite(7, sentence.card, sentence.chunk, span, score)
    assert (citation.n, citation.quote, citation.score) == (7, sentence.text[:3], shown)
    assert (citation.passage_start, citation.passage_end) == (
        sentence.chunk.sentences[0].start,
        sentence.chunk.sentences[-1].end,
    )


class TestRefusal:
    def test_names_the_words_that_nothing_holds(self) -> None:
        text, reason = refusal_text(question(Language.CHINESE, "光刻机", "关税"), ["光刻机", "关税"])
        assert reason == "相近的段落中没有涉及“光刻机”“关税”的内容"
        assert text == f"已收录的文件中没有能够回答这个问题的依据，因此不作答：{reason}。"
        text, reason = refusal_text(question(Language.ENGLISH, "metro", "line"), ["metro", "line"])
        assert reason == "nothing in the documents supports “metro”, “line”"
        assert text == f"The documents hold nothing that answers this question, so it is not answered: {reason}."

    def test_where_every_word_is_there_says_so(self) -> None:
        assert refusal_text(question(Language.CHINESE, "芯片"), [])[1] == "没有足够贴近问题的段落"
        assert refusal_text(question(Language.ENGLISH, "chip"), [])[1] == "no passage answers this closely enough"

    def test_where_there_is_no_word_says_so(self) -> None:
        assert refusal_text(question(Language.CHINESE), [])[1] == "问题中没有可供查找的词语"
        assert refusal_text(question(Language.ENGLISH), [])[1] == "it holds no word that could be looked for"

    def test_stays_short(self) -> None:
        missing = ["很" * 24, "长" * 25, *(f"词{n}" for n in range(90))]
        _, reason = refusal_text(question(Language.CHINESE, *missing), missing)
        assert reason == f"相近的段落中没有涉及“{'很' * 24}”“{'长' * 24}…”“词0”“词1”“词2”“词3”的内容"


def test_clauses_of_one_sentence_are_quoted_once_and_whole(tmp_path: Path) -> None:
    text = "海州市充电设施办法\n第一条 快充桩每个奖励2万元；慢充桩每个奖励1万元。\n第二条 自发布之日起施行。\n"
    folder = tmp_path / "clauses"
    folder.mkdir()
    (folder / "charging.txt").write_text(text, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache")
    build_index(settings, [folder], encoder=HashingEncoder())
    with Index(settings, HashingEncoder()) as index:
        clauses = [s for s in sentences(index, "clauses/charging.txt") if "充桩" in s.text]
        assert len(clauses) == 2
        (*_, line) = composed(index, [clauses], Language.CHINESE, TODAY)
        assert line == "第一条 快充桩每个奖励2万元；慢充桩每个奖励1万元。[^1]"
        assert composed(index, [clauses[1:]], Language.CHINESE, TODAY)[-1] == line
