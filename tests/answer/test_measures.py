"""Measures found by topic, in the small knowledge base of ``conftest.py``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from answer import Answerer
from answer.measure_list import ListedMeasure, MeasureList, list_measures
from index import Filters, Index
from index.types import Status

OCTOBER_2025 = date(2025, 10, 1)


def documents(measures: Sequence[ListedMeasure]) -> list[str]:
    return [measure.document.split("/", 1)[1] for measure in measures]


def found(index: Index, topic: str | None, *statuses: Status, as_of: date = OCTOBER_2025) -> MeasureList:
    return list_measures(index, topic, as_of=as_of, statuses=statuses)


def test_without_a_topic_all_are_listed_and_the_former_version_is_not(index: Index) -> None:
    measures = found(index, None).measures
    assert sorted(set(documents(measures))) == [
        "notes/footnotes.md",
        "notices/green.docx",
        "rules/drones.txt",
        "rules/new.txt",
    ]


def test_a_former_version_is_named_by_the_one_in_force(index: Index) -> None:
    (tape_out,) = found(index, "流片").measures
    assert (tape_out.status, documents([tape_out])) == (Status.IN_FORCE, ["rules/new.txt"])
    assert [name.split("/", 1)[1] for name in tape_out.repeated_in] == ["rules/old.txt"]
    assert tape_out.amount is not None
    assert (tape_out.amount.rate, tape_out.amount.max, tape_out.amount.unit) == (0.4, 5_000_000, "元")


def test_a_former_version_is_listed_when_its_status_is_asked_for(index: Index) -> None:
    (former,) = found(index, "流片", Status.REPEALED).measures
    assert (former.status, documents([former])) == (Status.REPEALED, ["rules/old.txt"])
    assert former.amount is not None
    assert (former.amount.rate, former.amount.max) == (0.3, 2_000_000)


def test_at_an_earlier_date_the_former_version_is_in_force(index: Index) -> None:
    measures = found(index, "流片", Status.IN_FORCE, as_of=date(2024, 5, 1)).measures
    assert documents(measures) == ["rules/old.txt"]


@pytest.mark.parametrize("topic", ["芯片企业", "集成电路", "chip makers", "tape-out"])
def test_synonyms_and_english_find_the_same(topic: str, index: Index) -> None:
    assert "rules/new.txt" in documents(found(index, topic).measures)


def test_a_topic_that_no_measure_fits(index: Index) -> None:
    assert found(index, "养老院").measures == ()


def test_filters_narrow(index: Index) -> None:
    only = list_measures(index, None, as_of=OCTOBER_2025, filters=Filters(kind="notice")).measures
    assert set(documents(only)) == {"notices/green.docx"}


def test_rows_of_a_table(index: Index) -> None:
    national, provincial = found(index, "绿色工厂").measures
    assert (national.target, national.amounts[0].value) == ("国家级绿色工厂", 1_000_000)
    assert (provincial.target, provincial.lead_department) == ("省级绿色工厂", "市工信局")


def test_every_citation_quotes_its_document(index: Index) -> None:
    texts = {
        summary.document: index.document(summary.document).document.text for summary in index.documents(OCTOBER_2025)
    }
    for measure in found(index, None, *Status).measures:
        for citation in measure.citations.values():
            assert texts[citation.document][citation.start : citation.end] == citation.quote
        assert measure.citations["measure"].quote == measure.text
        for n, condition in enumerate(measure.conditions):
            assert measure.citations[f"conditions[{n}]"].quote == condition


def test_conditions_of_the_document_hold_for_its_measure(index: Index) -> None:
    (tape_out,) = found(index, "流片").measures
    assert "上一年度研发投入不低于营业收入的5%" in tape_out.conditions
    assert (tape_out.apply_from, tape_out.apply_by) == ("04-01", "05-31")


def test_ask_lists_the_measures_in_force(answerer: Answerer) -> None:
    answer = answerer.ask("芯片设计企业首轮流片有哪些补助？", as_of=OCTOBER_2025)
    assert [citation.quote for citation in answer.citations] == [
        "第一条 对芯片设计企业首轮流片费用，按照实际支出的40%给予补助，单个企业每年最高500万元。"
    ]
    assert answer.citations[0].status is Status.IN_FORCE


def test_ask_leaves_questions_about_one_thing_to_the_sentences(answerer: Answerer) -> None:
    answer = answerer.ask("流片补助每年几月申报？", as_of=OCTOBER_2025)
    assert "4月1日" in answer.citations[0].quote


def test_a_year_asks_for_what_is_valid_in_it(index: Index) -> None:
    assert found(index, "2019年流片").measures == ()
    assert documents(found(index, "2025年流片").measures) == ["rules/new.txt"]
