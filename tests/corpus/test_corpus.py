"""The sample corpus is what its questions take it for."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.press.source_text import Source
from ingest.document import Document, DocumentKind
from ingest.reading import read_document

CORPUS = Path(__file__).parents[2] / "corpus"
DOCUMENTS = sorted(path for path in (CORPUS / "documents").rglob("*") if path.is_file())
SOURCES = sorted((CORPUS / "source").rglob("*.txt"))
UNANSWERABLE_PREFIX = "no-"


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    text: str
    gold: list[tuple[str, str]]
    as_of: date | None
    kind: str | None


def load_questions() -> list[Question]:
    records: list[dict[str, Any]] = [
        json.loads(line) for line in (CORPUS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    known = {"id", "text", "gold", "as_of", "kind"}
    assert all(set(record) <= known for record in records)
    return [
        Question(
            record["id"],
            record["text"],
            [(document, sentence) for document, sentence in record["gold"]],
            date.fromisoformat(record["as_of"]) if "as_of" in record else None,
            record.get("kind"),
        )
        for record in records
    ]


@dataclass(frozen=True, slots=True)
class Measure:
    document: str
    sentence: str
    target: str
    type: str
    amounts: list[dict[str, str | None]]
    conditions: list[str]
    apply_from: str | None = None
    apply_by: str | None = None
    lead_department: str | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    document: str
    reply: str | None
    suggestions: list[dict[str, str]]
    prior_answers: list[list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Commitment:
    document: str
    sentence: str
    due: str | None
    department: str
    fulfilled_by: str | None
    doubtful: bool = False


PROPOSALS = [Proposal(**json.loads(line)) for line in (CORPUS / "proposals.jsonl").read_text("utf-8").splitlines()]
COMMITMENTS = [
    Commitment(**json.loads(line)) for line in (CORPUS / "commitments.jsonl").read_text("utf-8").splitlines()
]
MEASURES = [Measure(**json.loads(line)) for line in (CORPUS / "measures.jsonl").read_text("utf-8").splitlines()]
TYPES = {"补助", "奖励", "贴息", "资助", "免费服务", "用地", "住房", "人才", "平台", "配套", "减免", "其他"}
AMOUNT = {"value", "max", "min", "unit", "rate"}
QUESTIONS = load_questions()
GOLD = [(question.id, document, sentence) for question in QUESTIONS for document, sentence in question.gold]


def squeezed(text: str) -> str:
    """Without white space and the bars of a source's table rows; repair decides about the former."""
    return re.sub(r"[\s　|]", "", text)


def source_of(document: str) -> Path:
    return (CORPUS / "source" / Path(document).relative_to("documents")).with_suffix(".txt")


@cache
def read(document: str) -> Document:
    return read_document(CORPUS / document, document)


def is_header_row(paragraph: str) -> bool:
    """Two header rows are read as one: 支持标准/最高金额（万元）."""
    return paragraph.startswith("|序号|")


def displayed(text: str) -> str:
    """A cell of 1250.0 shows as 1,250.0."""
    return re.sub(r"(?<=\|)(\d)(\d{3}\.\d)(?=\|)", r"\1,\2", text)


def is_english(text: str) -> bool:
    return text.isascii()


def test_every_document_has_its_source_and_the_other_way_round() -> None:
    documents = {path.relative_to(CORPUS / "documents").with_suffix("") for path in DOCUMENTS}
    assert documents == {path.relative_to(CORPUS / "source").with_suffix("") for path in SOURCES}


def test_documents_come_in_five_formats() -> None:
    assert Counter(path.suffix for path in DOCUMENTS) == {".pdf": 12, ".docx": 10, ".txt": 6, ".html": 2, ".xlsx": 1}


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("条例", DocumentKind.LAW),
        ("物流提案（2026年）", DocumentKind.PROPOSAL),
        ("上车应用提案（2026年）", DocumentKind.PROPOSAL),
        ("园区改造建议（2025年）", DocumentKind.PROPOSAL),
        ("首台套重大技术装备提案答复（2020年）", DocumentKind.REPLY),
        ("扶持办法（2024年）", DocumentKind.RULE),
        ("行动计划（2021—2023年）", DocumentKind.PLAN),
        ("服务指南", DocumentKind.NOTICE),
    ],
)
def test_documents_are_of_the_kind_they_show(part: str, kind: DocumentKind) -> None:
    [path] = [path for path in DOCUMENTS if part in path.stem]
    assert read(path.relative_to(CORPUS).as_posix()).metadata.kind is kind


def test_a_proposal_and_a_reply_are_scans_of_two_pages() -> None:
    scans = [path.stem for path in SOURCES if Source.read(path).get("format") == "scan"]
    assert scans == ["碳足迹核算和零碳园区建议（2026年）", "首台套重大技术装备提案答复（2020年）"]
    for path in DOCUMENTS:
        if path.stem in scans:
            warning = "page 1–2: text recognised from the picture of the page (no text layer)"
            assert read(path.relative_to(CORPUS).as_posix()).warnings == (warning,)


def test_the_spreadsheet_belongs_to_the_notice_that_names_it() -> None:
    [sheet] = [path for path in DOCUMENTS if path.suffix == ".xlsx"]
    [page] = [path for path in DOCUMENTS if path.suffix == ".html" and path.parent.name == "notices"]
    assert f"download>{sheet.name}</a>" in page.read_text(encoding="utf-8")


def test_question_counts() -> None:
    answerable = [question for question in QUESTIONS if question.gold]
    unanswerable = [question for question in QUESTIONS if not question.gold]
    assert (len(answerable), len(unanswerable)) == (60, 20)
    assert sum(is_english(question.text) for question in answerable) == 15
    assert sum(is_english(question.text) for question in unanswerable) == 5
    assert all(question.id.startswith(UNANSWERABLE_PREFIX) for question in unanswerable)


def test_question_ids_and_texts_are_unique() -> None:
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)
    assert len({question.text for question in QUESTIONS}) == len(QUESTIONS)


def test_only_list_questions_have_a_kind() -> None:
    assert {question.kind for question in QUESTIONS} == {None, "list"}


@pytest.mark.parametrize(("question", "document", "sentence"), GOLD)
def test_gold_sentence_stands_in_the_source(question: str, document: str, sentence: str) -> None:
    assert squeezed(sentence) in squeezed(displayed(source_of(document).read_text(encoding="utf-8")))


@pytest.mark.parametrize("document", sorted({document for _, document, _ in GOLD}))
def test_gold_sentences_stand_in_what_is_read(document: str) -> None:
    text = read(document).text
    missing = [sentence for _, where, sentence in GOLD if where == document and sentence not in text]
    assert not missing


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_paragraph_of_the_source_is_read(path: Path) -> None:
    name = path.relative_to(CORPUS).as_posix()
    text = squeezed(read(name).text)
    source = Source.read(source_of(name))
    paragraphs = [paragraph for paragraph in source.body if not is_header_row(paragraph)]
    assert [paragraph for paragraph in paragraphs if squeezed(displayed(paragraph)) not in text] == []


# What these ask is of a time when the rule or plan, since ended, was in force.
OF_THEN = {"tapeout-2023", "eda-before-repeal", "eda-2022-en", "light-before-expiry", "first-set-2022"}
ENDED = ("（2021", "（2022年）", "征求意见稿")


def test_gold_of_what_is_not_in_force_is_only_of_the_time_when_it_was() -> None:
    of_then = {question for question, document, _ in GOLD if any(part in document for part in ENDED)}
    assert of_then == OF_THEN | {"draft-comments-en"}


@pytest.mark.parametrize("document", sorted({measure.document for measure in MEASURES}))
def test_what_the_measures_say_stands_in_the_document(document: str) -> None:
    text = read(document).text
    for measure in MEASURES:
        if measure.document == document:
            figures = [value for amount in measure.amounts for key, value in amount.items() if value and key != "unit"]
            assert measure.sentence in text
            absent = [
                words for words in (measure.target, *measure.conditions, *figures) if words not in measure.sentence
            ]
            assert not absent
            assert measure.lead_department is None or measure.lead_department in text


def test_measures_are_of_the_known_types_and_each_stands_once() -> None:
    assert {measure.type for measure in MEASURES} <= TYPES
    assert len({(measure.document, measure.sentence, measure.target) for measure in MEASURES}) == len(MEASURES)
    amounts = [amount for measure in MEASURES for amount in measure.amounts]
    assert all({"unit", "rate"} <= set(amount) <= AMOUNT for amount in amounts)


def test_a_proposal_has_no_measures() -> None:
    documents = {path.relative_to(CORPUS).as_posix() for path in DOCUMENTS}
    assert documents - {measure.document for measure in MEASURES} == {
        document for document in documents if read(document).metadata.kind is DocumentKind.PROPOSAL
    }


def of_kind(kind: DocumentKind) -> set[str]:
    documents = (path.relative_to(CORPUS).as_posix() for path in DOCUMENTS)
    return {document for document in documents if read(document).metadata.kind is kind}


def test_every_proposal_and_every_reply_has_its_gold() -> None:
    assert sorted(proposal.document for proposal in PROPOSALS) == sorted(of_kind(DocumentKind.PROPOSAL))
    assert {commitment.document for commitment in COMMITMENTS} == of_kind(DocumentKind.REPLY)


@pytest.mark.parametrize("proposal", PROPOSALS, ids=lambda proposal: Path(proposal.document).stem)
def test_suggestions_stand_in_their_proposal_in_order(proposal: Proposal) -> None:
    text, end = read(proposal.document).text, 0
    for suggestion in proposal.suggestions:
        assert set(suggestion) == {"text", "subject"}
        assert text.count(suggestion["text"]) == 1
        end = text.index(suggestion["text"], end) + len(suggestion["text"])


@pytest.mark.parametrize("proposal", PROPOSALS, ids=lambda proposal: Path(proposal.document).stem)
def test_prior_answers_stand_in_other_replies(proposal: Proposal) -> None:
    assert len(proposal.prior_answers) == len(proposal.suggestions)
    for answers in proposal.prior_answers:
        for document, words in answers:
            assert document != proposal.reply
            assert read(document).metadata.kind is DocumentKind.REPLY
            assert read(document).text.count(words) == 1


@pytest.mark.parametrize("proposal", PROPOSALS, ids=lambda proposal: Path(proposal.document).stem)
def test_a_reply_answers_every_suggestion_of_its_proposal(proposal: Proposal) -> None:
    number = read(proposal.document).metadata.proposal_number
    replies = [each for each in of_kind(DocumentKind.REPLY) if read(each).metadata.proposal_number == number]
    assert replies == ([] if proposal.reply is None else [proposal.reply])
    if proposal.reply is not None:
        asked = re.findall(r"(?m)^[一二三四五六七八九十]、关于.+的建议$", read(proposal.reply).text)
        assert len(asked) == len(proposal.suggestions)


def test_the_replies_are_of_every_class_and_one_is_not_public() -> None:
    replies = [read(document).metadata for document in of_kind(DocumentKind.REPLY)]
    assert Counter(reply.reply_class for reply in replies) == {"A": 3, "B": 4, "C": 2}
    assert Counter(reply.disclosure for reply in replies) == {"public": 8, "on_request": 1}


@pytest.mark.parametrize("document", sorted({commitment.document for commitment in COMMITMENTS}))
def test_commitments_stand_in_their_reply(document: str) -> None:
    sentences = [commitment.sentence for commitment in COMMITMENTS if commitment.document == document]
    assert [read(document).text.count(sentence) for sentence in sentences] == [1] * len(sentences)


@pytest.mark.parametrize(
    "commitment", [each for each in COMMITMENTS if each.fulfilled_by or each.due], ids=lambda each: each.sentence[:12]
)
def test_a_commitment_is_due_and_met_after_it_was_made(commitment: Commitment) -> None:
    made = read(commitment.document).metadata.issued_on
    assert made is not None
    assert commitment.due is None or date.fromisoformat(commitment.due) > made
    if commitment.fulfilled_by is not None:
        met = read(commitment.fulfilled_by).metadata.issued_on
        assert met is not None
        assert met > made
