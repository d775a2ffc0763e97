"""Which of the scored sentences are quoted, and in what order."""

from __future__ import annotations

from answer.evidence import Evidence
from answer.question import Language, Question
from answer.selection import select
from answer.wanted import Demand, Wanted
from index.types import DocumentCard, StoredChunk
from ingest import Span

MONEY, SUPPORT, OTHER = (Demand(wanted) for wanted in (Wanted.MONEY, Wanted.SUPPORT, Wanted.OTHER))


def evidence(
    text: str,
    score: float,
    *,
    document: int = 1,
    chunk: int = 1,
    position: int = 0,
    path: tuple[str, ...] = (),
    bare: bool = False,
    outdated: bool = False,
) -> Evidence:
    card = DocumentCard(document, f"d{document}", "", "", "rule", "办法", None, (), None, None, None, None, None)
    stored = StoredChunk(chunk, document, chunk, "", (), None, path, (), 0)
    span = Span(chunk * 1000 + position * 100, chunk * 1000 + position * 100 + len(text))
    return Evidence(stored, card, position, span, text, 0.9, 0.9, True, bare, outdated, score)


def selected(demand: Demand, sentences: list[Evidence], most: int | None = None) -> list[list[str]]:
    best_first = sorted(sentences, key=lambda sentence: -sentence.score)
    question = Question("", Language.CHINESE, demand, (), "")
    return [[sentence.text for sentence in group.sentences] for group in select(question, best_first, most)]


def test_nothing_from_nothing() -> None:
    assert selected(MONEY, []) == []


def test_a_question_about_one_thing_takes_what_is_nearly_as_good() -> None:
    sentences = [
        evidence(text, score, chunk=n) for n, (text, score) in enumerate([("甲", 1.0), ("乙", 0.86), ("丙", 0.84)])
    ]
    assert selected(MONEY, sentences) == [["甲", "乙"]]


def test_a_question_for_supports_takes_more() -> None:
    scores = [1.0 - 0.02 * n for n in range(30)]
    sentences = [evidence(f"给予补助{n}", score, chunk=n) for n, score in enumerate(scores)]
    # down to 0.6 of the best, and no more than 20
    assert [len(group) for group in selected(SUPPORT, sentences)] == [20]
    assert [len(group) for group in selected(OTHER, sentences)] == [6]
    assert [len(group) for group in selected(MONEY, sentences)] == [3]
    assert [len(group) for group in selected(SUPPORT, sentences, most=2)] == [2]


def test_one_sentence_said_twice_is_quoted_once() -> None:
    sentences = [evidence("最高 500 万元。", 1.0), evidence("最高500万元；", 0.95, document=2, chunk=2)]
    assert selected(OTHER, sentences) == [["最高 500 万元。"]]


def test_what_has_no_letters_is_not_quoted() -> None:
    assert selected(OTHER, [evidence("——。", 1.0), evidence("甲", 0.9, chunk=2)]) == [["甲"]]


LIST = [
    evidence("应当符合下列条件：", 0.5, position=0),
    evidence("（一）注册；", 1.0, position=1),
    evidence("2.纳税；", 0.2, position=2),
    evidence("③守法。", 0.1, position=3),
    evidence("本条由市局解释。", 0.3, position=4),
]


def test_items_that_are_headlines_bring_what_they_head() -> None:
    texts = [
        "存在以下问题：",
        "（一）场地太少。",
        "全市只有两处。",
        "（二）收费偏高。",
        "每次三百元。",
        "今后逐步解决。",
    ]
    sentences = [evidence(text, 1.0 - 0.1 * n, position=n) for n, text in enumerate(texts)]
    assert selected(OTHER, sentences, most=1) == [texts[:5]]


def test_items_under_a_heading_that_was_asked_for_are_one_list() -> None:
    texts = ["（一）申请书；", "（二）审计报告；", "（三）营业执照。"]

    def under(heading: str) -> list[list[str]]:
        scored = zip(texts, (0.3, 0.2, 1.0), strict=True)
        items = [evidence(text, score, position=n, path=(heading,)) for n, (text, score) in enumerate(scored)]
        return selected(Demand(Wanted.MATERIALS, lists=True), items)

    assert under("三、申报材料") == [texts]
    assert under("三、申报方式") == [texts[2:]]


def test_an_item_brings_its_whole_list_and_what_announces_it() -> None:
    assert selected(MONEY, LIST) == [["应当符合下列条件：", "（一）注册；", "2.纳税；", "③守法。"]]


def test_items_are_not_counted() -> None:
    assert selected(OTHER, LIST, most=1) == selected(MONEY, LIST)


def test_an_item_without_an_announcement_stands_alone() -> None:
    sentences = [evidence("（一）注册；", 1.0, position=0), evidence("（二）纳税。", 0.1, position=1)]
    assert selected(MONEY, sentences) == [["（一）注册；"]]


def test_the_announcement_alone_brings_its_items() -> None:
    sentences = [evidence("如下：", 1.0, position=0), evidence("（一）注册。", 0.0, position=1)]
    assert selected(MONEY, sentences) == [["如下：", "（一）注册。"]]


def test_bare_headings_and_what_is_not_in_force_give_way() -> None:
    bare = evidence("第四条 流片支持", 0.95, chunk=2, bare=True)
    outdated = evidence("最高200万元", 0.95, chunk=3, document=2, outdated=True)
    assert selected(OTHER, [evidence("最高500万元", 1.0), bare, outdated]) == [["最高500万元"]]
    assert selected(OTHER, [outdated]) == [["最高200万元"]]
    assert selected(OTHER, [bare]) == [["第四条 流片支持"]]


def test_documents_and_headings_stand_by_their_best_sentence_and_sentences_as_in_the_text() -> None:
    sentences = [
        evidence("乙二", 1.0, document=2, chunk=5, path=("第二条",)),
        evidence("甲一", 0.95, document=1, chunk=1),
        evidence("乙一续", 0.9, document=2, chunk=4, position=1, path=("第一条",)),
        evidence("乙一", 0.8, document=2, chunk=4, path=("第一条",)),
    ]
    assert selected(OTHER, sentences) == [["乙二"], ["乙一", "乙一续"], ["甲一"]]


def test_a_document_far_from_the_best_is_left_out_but_for_lists() -> None:
    sentences = [evidence("甲", 1.0), evidence("乙", 0.84, document=2, chunk=2)]
    assert selected(MONEY, sentences) == [["甲"]]
    assert selected(Demand(Wanted.MONEY, lists=True), sentences) == [["甲"], ["乙"]]


def test_a_weak_item_brings_no_list_along() -> None:
    sentences = [
        evidence("甲", 1.0, chunk=2),
        evidence("材料包括：", 0.75),
        evidence("（一）申请表；", 0.7, position=1),
    ]
    assert selected(OTHER, sentences) == [["甲"]]


def test_points_under_one_heading_stay_together() -> None:
    sentences = [
        evidence("标准提高到30%。", 1.0, chunk=1, path=("一、变化", "（一）标准")),
        evidence("五月起适用。", 0.9, chunk=2, path=("二、衔接",)),
        evidence("范围扩大到三类。", 0.8, chunk=3, path=("一、变化", "（二）范围")),
    ]
    assert selected(SUPPORT, sentences) == [["标准提高到30%。"], ["范围扩大到三类。"], ["五月起适用。"]]
