"""Which measures fit, judged all at once, against each judged by itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from answer.measure_fit import fit_of_measures, telling_terms, years_of
from answer.measures import closest_measures, find_measures
from answer.question import Question, Vocabulary, load_vocabulary, read_question
from answer.support import held
from index import Filters, Index, open_index
from index.builder import build_index
from index.settings import Settings
from index.snapshot import Snapshot
from index.tokens import fold
from index.types import Status

TODAY = date(2025, 10, 1)
SUBJECTS = ("集成电路", "芯片", "低空经济", "无人机", "AI", "工业软件", "绿色工厂", "专精特新", "首台套", "机器人")
WHAT = ("首轮流片", "起降场建设", "设备更新", "人才引进", "示范项目", "2024年度展会", "chain平台", "首台\n套")
TITLES = ("{a}专项资金管理办法", "{a}和{b}项目支持措施", "关于{a}、{b}的若干政策", "2023年{a}资助办法")
ENDINGS = ("", "企业", "产业", "行业", "项目")
TOPICS = (
    "芯片企业", "集成电路流片", "低空", "低空经济起降场", "AI企业", "ai chain", "首台套", "专精特新中小企业",
    "绿色工厂设备更新", "2023年机器人", "2024年机器人展会", "人工智能", "养老院", "支持政策", "鼓励", "引进人才",
    "chip makers", "drones", "industrial software and robots",
)  # fmt: skip


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Twenty rules of five measures each, of few subjects in every combination."""
    root = tmp_path_factory.mktemp("fit")
    source = random.Random(11)
    (root / "rules").mkdir()
    for number in range(20):
        a, b = source.sample(SUBJECTS, 2)
        grants = (
            f"第{article}条 对{source.choice(SUBJECTS)}企业{source.choice(WHAT)}给予补助，"
            f"最高{number * 10 + article}万元。"
            for article in range(1, 6)
        )
        signed = f"海州市工业和信息化局\n{source.randint(2019, 2025)}年3月1日"
        text = "\n".join((f"海州市{source.choice(TITLES).format(a=a, b=b)}", *grants, signed))
        (root / "rules" / f"{number:02d}.txt").write_text(text, encoding="utf-8")
    settings = Settings(home=root / "home", cache_dir=root / "cache", model="hashing")
    build_index(settings, [root / "rules"])
    with open_index(settings=settings) as index:
        yield index


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(Path("/nonexistent"))


def texts_of(snapshot: Snapshot, topic: Question) -> list[str]:
    """What each measure may be found by, read from the store: title, headings, target, and its own words."""
    stored = snapshot.store.measures(range(1, len(snapshot.measures) + 1))
    cards = snapshot.store.cards()
    words = [word for term in telling_terms(topic.terms) for word in term.alternatives]
    found = []
    for item in stored.values():
        title = fold(cards[item.document].title)
        beside = any(
            f"{mark}{word}" in title
            or any(f"{word}{end}{mark}" in title for end in ("", "企业", "产业", "行业", "项目"))
            for word in words
            for mark in "和与及、"
        )
        said = snapshot.store.passage(item.document, item.measure.span.start, item.measure.span.end).text
        found.append("\n".join(("" if beside else title, *item.measure.heading_path, item.measure.target, said)))
    return found


def one_by_one(snapshot: Snapshot, topic: Question, vector: NDArray[np.float32]) -> list[float]:
    """Each measure judged by itself, by the rule of decision 0013."""
    terms = telling_terms(topic.terms)
    if not terms:
        return [1.0] * len(snapshot.measures)
    stored = snapshot.store.measures(range(1, len(snapshot.measures) + 1))
    chunks = snapshot.store.chunks(item.chunk for item in stored.values())
    found = []
    for item, text in zip(stored.values(), texts_of(snapshot, topic), strict=True):
        coverage = sum(term.weight * held(term, fold(text)) for term in terms) / sum(term.weight for term in terms)
        cosine = float(snapshot.sentence_vectors(chunks[item.chunk])[item.sentence] @ vector)
        standing = snapshot.standing(vector, cosine)
        fits = coverage >= 0.75 or standing >= 3.6 or (coverage >= 0.5 and standing >= 2.5)
        found.append(max(coverage, 0.1) if fits else 0.0)
    return found


@pytest.mark.parametrize("text", TOPICS)
def test_no_measure_is_lost_and_none_added(text: str, made_up: Index, vocabulary: Vocabulary) -> None:
    topic = read_question(text, vocabulary, TODAY)
    vector = made_up.embed_query(topic.text)
    with made_up.snapshot() as snapshot:
        assert len(snapshot.measures) == 100
        expected = one_by_one(snapshot, topic, vector)
        assert fit_of_measures(snapshot, topic, vector).tolist() == pytest.approx(expected)


def test_the_topics_above_tell_measures_apart(made_up: Index, vocabulary: Vocabulary) -> None:
    with made_up.snapshot() as snapshot:
        fitting = {
            text: np.count_nonzero(fit_of_measures(snapshot, read_question(text, vocabulary, TODAY), None))
            for text in TOPICS
        }
    assert fitting["支持政策"] == 100
    assert fitting["养老院"] == 0
    assert all(0 < fitting[text] < 100 for text in ("芯片企业", "低空经济起降场", "AI企业", "首台套", "drones"))


def test_years_are_those_in_figures(vocabulary: Vocabulary) -> None:
    assert years_of(read_question("2023年机器人", vocabulary, TODAY)) == ["2023"]


@pytest.mark.parametrize("filters", [Filters(), Filters(year=2023), Filters(in_force=True), Filters(kind="notice")])
@pytest.mark.parametrize("text", ["芯片企业", "绿色工厂设备更新"])
def test_the_closest_are_among_all_that_fit(
    text: str, filters: Filters, made_up: Index, vocabulary: Vocabulary
) -> None:
    topic = read_question(text, vocabulary, TODAY)
    vector = made_up.embed_query(topic.text)
    with made_up.snapshot() as snapshot:
        every = find_measures(snapshot, topic, vector, as_of=TODAY, filters=filters)
        current = [found for found in every if found.status in (Status.IN_FORCE, Status.UNKNOWN)]
        for most in (1, 3, 200):
            closest, left_out = closest_measures(snapshot, topic, vector, most, as_of=TODAY, filters=filters)
            assert len(closest) == min(most, len(current))
            assert left_out is (len(current) > most)
            assert [found.stored.id for found in closest] == [found.stored.id for found in current if found in closest]
            least = min((found.fit for found in closest), default=0.0)
            assert all(found in closest for found in current if found.fit > least)
