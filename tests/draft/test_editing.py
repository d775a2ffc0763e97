from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from answer.types import Citation
from draft.editing import item_lines, sources_of, suggestions_text, with_item, with_suggestions, with_text
from draft.types import Draft, Item, Letter, Paragraph, Proposal, Sentence, Suggestion

QUOTE = "对芯片设计企业首轮流片费用，按照实际支出的40%给予补助，单个企业每年最高500万元。"


def draft_of(letter: Letter) -> Draft:
    suggestions = tuple(item.suggestion for item in letter.items)
    proposal = Proposal("", "关于芯片的提案", "政协", None, None, None, (), (), None, "", suggestions)
    return Draft(proposal, letter, date(2026, 3, 1), "g")


def test_text_left_as_it_was_keeps_levels_and_sources(letter: Letter) -> None:
    item = letter.items[0]
    same = with_text(item, "\n".join(item_lines(item)))
    assert item_lines(same) == item_lines(item)
    assert [paragraph.level for paragraph in same.paragraphs] == [2, 2, 3]
    assert same.paragraphs[0].sentences[1].citations[0].quote == QUOTE


def test_a_sentence_that_a_person_wrote_has_no_source(letter: Letter) -> None:
    changed = with_text(letter.items[0], "我市已补助芯片企业900万元。")
    assert changed.paragraphs == (Paragraph((Sentence("我市已补助芯片企业900万元。"),)),)


def test_a_sentence_in_a_sources_words_has_that_source(letter: Letter, citation: Citation) -> None:
    item = replace(letter.items[1], policies=(citation,))
    [paragraph] = with_text(item, f"根据现行办法，{QUOTE}").paragraphs
    assert [each.quote for each in paragraph.sentences[0].citations] == [QUOTE]
    [paragraph] = with_text(item, "按照实际支出的40%给予补助。").paragraphs
    assert [each.quote for each in paragraph.sentences[0].citations] == [QUOTE]


def test_a_gap_stays_a_gap(letter: Letter) -> None:
    [paragraph] = with_text(letter.items[1], "【待补充：企业数量】").paragraphs
    assert paragraph.sentences == (Sentence("【待补充：企业数量】", gap=True),)


def test_a_changed_item_takes_its_place(letter: Letter) -> None:
    draft = draft_of(letter)
    changed = with_text(letter.items[1], "已办结。")
    items = with_item(draft, changed).letter.items
    assert [each.suggestion.n for each in items] == [1, 2, 3]
    assert item_lines(items[1]) == ["已办结。"]
    assert items[0] == letter.items[0]


def test_suggestions_that_stay_keep_what_was_said_and_new_ones_are_drafted(letter: Letter) -> None:
    texts = ("提高流片补贴。", "建设测试平台。", "引育人才。")
    items = tuple(
        replace(item, suggestion=replace(item.suggestion, text=text))
        for item, text in zip(letter.items, texts, strict=True)
    )
    draft = draft_of(replace(letter, items=items))
    asked: list[str] = []

    def make(suggestions: Sequence[Suggestion]) -> list[Item]:
        asked.extend(suggestion.text for suggestion in suggestions)
        return [Item(each, f"关于{each.subject}的建议", None, ()) for each in suggestions]

    assert suggestions_text(draft) == "提高流片补贴。\n\n建设测试平台。\n\n引育人才。"
    assert with_suggestions(draft, suggestions_text(draft), make).letter.items == items
    assert with_suggestions(draft, " \n", make) == draft
    changed = with_suggestions(draft, "引育人才。\n\n建议市财政局设立风险补偿资金。", make)
    assert asked == ["建议市财政局设立风险补偿资金。"]
    assert [(each.n, each.text) for each in changed.proposal.suggestions] == [
        (1, "引育人才。"),
        (2, "建议市财政局设立风险补偿资金。"),
    ]
    assert changed.letter.items[0].paragraphs == items[2].paragraphs
    assert changed.letter.items[1].heading == "关于设立风险补偿资金的建议"


def test_a_source_is_listed_once(letter: Letter, citation: Citation) -> None:
    item = replace(letter.items[0], policies=(citation,))
    assert [each.quote for each in sources_of(item).values()] == [QUOTE]
