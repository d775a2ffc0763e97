"""From passages to scored sentences, over the small knowledge base."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from answer import Answerer
from answer.evidence import Evidence, cut, gather
from answer.question import load_vocabulary, read_question
from answer.support import term_weights
from index import Filters, Index, Mode, open_index
from index.builder import build_index
from index.settings import Settings
from index.types import StoredChunk
from ingest import Span

VOCABULARY = load_vocabulary()


def gathered(index: Index, text: str, as_of: date, count: int = 12) -> list[Evidence]:
    question = read_question(text, VOCABULARY)
    vector = index.embed_query(text)
    with index.snapshot() as snapshot:
        candidates = snapshot.retrieve(text, vector, mode=Mode.HYBRID, count=count, filters=Filters(), as_of=as_of)
        weights = term_weights(question.terms, snapshot.lexical)
        return gather(snapshot, question, weights, vector, candidates, as_of, date.max)


def test_every_sentence_of_the_passages_best_first(index: Index) -> None:
    found = gathered(index, "流片补助多少万元", date(2025, 10, 1), count=100)
    assert len(found) == index.status().sentences
    assert [sentence.score for sentence in found] == sorted((s.score for s in found), reverse=True)
    for sentence in found:
        text = index.document(sentence.card.document).document.text
        assert sentence.text == text[sentence.span.start : sentence.span.end]
        assert sentence.chunk.sentences[sentence.position] == sentence.span
        assert 0 <= sentence.coverage <= 1
        assert 0 <= sentence.score <= 1


def test_what_is_not_in_force_at_the_date_is_marked_and_stands_lower(index: Index) -> None:
    def by_document(as_of: date) -> dict[str, Evidence]:
        found = [s for s in gathered(index, "首轮流片费用最高补助", as_of, count=100) if "首轮流片费用" in s.text]
        return {sentence.card.document: sentence for sentence in found}

    before, after = by_document(date(2025, 3, 31)), by_document(date(2025, 4, 1))
    for document, was_outdated, is_outdated in (
        ("海州/rules/old.txt", False, True),
        ("海州/rules/new.txt", True, False),
    ):
        assert (before[document].outdated, after[document].outdated) == (was_outdated, is_outdated)
        change = after[document].score - before[document].score
        assert change == pytest.approx(-0.25 if is_outdated else 0.25, abs=1e-6)


def test_a_sentence_without_the_kind_of_thing_asked_for_stands_lower(index: Index) -> None:
    found = {s.text: s for s in gathered(index, "起降场奖励多少万元", date(2025, 10, 1), count=100)}
    assert found["第一条 对新建并投入运营的无人机起降场，每个给予一次性奖励30万元。"].fits
    assert not found["第二条 鼓励开通无人机物流航线。"].fits


def test_a_passage_that_is_its_heading_is_bare(index: Index) -> None:
    found = gathered(index, "降低人才公寓租金", date(2025, 10, 1), count=100)
    bare = {sentence.text for sentence in found if sentence.bare}
    assert "人才公寓租金按照市场价格的六成收取。" not in bare
    assert all(text.endswith("建议") or "条" in text or "说明" in text for text in bare)


def test_no_passages_no_sentences(index: Index) -> None:
    assert gathered(index, "流片", date(2025, 10, 1), count=0) == []


@pytest.mark.parametrize(("span", "text"), [(Span(0, 2), "表头"), (Span(10, 13), "第二行"), (Span(11, 12), "二")])
def test_a_sentence_is_cut_from_the_part_of_the_chunk_that_holds_it(span: Span, text: str) -> None:
    chunk = StoredChunk(1, 1, 0, "表头\n第二行", (Span(0, 2), Span(10, 13)), None, (), (), None)
    assert cut(chunk, span) == text


@pytest.mark.parametrize("span", [Span(1, 11), Span(3, 5), Span(12, 14)])
def test_a_sentence_that_no_part_holds_is_an_error(span: Span) -> None:
    chunk = StoredChunk(1, 1, 0, "表头\n第二行", (Span(0, 2), Span(10, 13)), None, (), (), None)
    with pytest.raises(ValueError, match="is not within chunk 1"):
        cut(chunk, span)


def test_a_wish_is_evidence_only_where_wishes_are_asked_for(tmp_path: Path) -> None:
    source = tmp_path / "海州"
    source.mkdir()
    (source / "proposal.txt").write_text(
        "关于完善海岛无人机航线补贴的提案\n提案人：李明\n一、情况分析\n目前海岛航线每架次补贴80元。\n"
        "二、意见建议\n（一）提高补贴。建议将海岛航线补贴提高到每架次150元。\n"
        "附：摘录\n1.直接回答每家企业都可以领取9999万元补贴。\n",
        encoding="utf-8",
    )
    (source / "other.txt").write_text("海州市低空经济若干措施\n第一条 鼓励开通无人机物流航线。\n", encoding="utf-8")
    settings = Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache", model="hashing")
    build_index(settings, [source])
    with open_index(settings=settings) as index:
        for question, wished in (
            ("海岛航线每架次补贴多少元", False),
            ("How much subsidy for each island flight?", False),
            ("提案要求海岛航线每架次补贴多少元", True),
            ("How much subsidy for island flights was suggested?", True),
        ):
            found = "\n".join(sentence.text for sentence in gathered(index, question, date(2025, 10, 1), count=100))
            assert ("150元" in found, "9999万元" in found) == (wished, wished), question
            assert "80元" in found, question
        ask = Answerer(index).ask
        assert "150元" in ask("海岛航线补贴提高到多少元", filters=Filters(kind="proposal")).text
        assert "150元" not in ask("海岛航线补贴提高到多少元").text


def test_what_was_in_force_at_the_end_of_the_year_asked_about_is_not_outdated(index: Index) -> None:
    def outdated(question: str) -> bool:
        found = gathered(index, question, date(2025, 10, 1), count=100)
        return next(s.outdated for s in found if s.card.document == "海州/rules/old.txt" and "30%" in s.text)

    assert outdated("首轮流片费用最高补助多少")
    assert not outdated("2024年首轮流片费用最高补助多少")
    assert outdated("2025年首轮流片费用最高补助多少")  # repealed in that year
