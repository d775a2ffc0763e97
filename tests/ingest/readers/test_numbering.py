"""The numbers that Word shows, worked out by hand from the rules of ECMA-376 part 1, 17.9."""

from __future__ import annotations

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from lxml import etree

from ingest.readers.numbering import Numbering


def level(depth: int, text: str, form: str = "decimal", extra: str = "") -> str:
    form = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
    return f'<w:lvl w:ilvl="{depth}">{form}<w:lvlText w:val="{text}"/></w:lvl>'


@pytest.fixture
def word() -> WordDocument:
    return docx.Document()


def define(word: WordDocument, abstract: int, inner: str, lists: dict[int, str]) -> None:
    """A definition and its lists, by number, with what each overrides."""
    numbering = word.part.numbering_part.element
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">{inner}</w:abstractNum>')
    )
    for number, overrides in lists.items():
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
            )
        )


def labels(word: WordDocument, places: list[tuple[int, int]]) -> list[str]:
    """The numbers of paragraphs, each given as list and level."""
    numbering = Numbering(word)
    return [numbering.label(add(word, number, depth), None) for number, depth in places]


def add(word: WordDocument, number: int, depth: int | None) -> Paragraph:
    paragraph = word.add_paragraph("x")
    place = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    properties: etree._Element = paragraph._p.get_or_add_pPr()
    properties.insert(0, parse_xml(f'<w:numPr {nsdecls("w")}>{place}<w:numId w:val="{number}"/></w:numPr>'))
    return paragraph


def test_lists_of_one_definition_go_on_counting_unless_one_says_where_it_starts(word: WordDocument) -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    define(word, 90, level(0, "%1."), {91: "", 92: "", 93: restart})
    assert labels(word, [(91, 0), (91, 0), (92, 0), (93, 0), (93, 0)]) == ["1. ", "2. ", "3. ", "1. ", "2. "]


def test_a_list_may_define_a_level_anew(word: WordDocument) -> None:
    anew = f'<w:lvlOverride w:ilvl="0">{level(0, "第%1条", "chineseCounting")}</w:lvlOverride>'
    define(word, 90, level(0, "%1."), {91: "", 92: anew})
    assert labels(word, [(91, 0), (92, 0)]) == ["1. ", "第二条 "]


def test_levels_restart_below_a_higher_one_unless_told_otherwise(word: WordDocument) -> None:
    never = level(1, "第%2条", "chineseCounting", '<w:lvlRestart w:val="0"/>')
    define(word, 90, level(0, "第%1章", "chineseCounting") + never + level(2, "（%3）"), {91: ""})
    places = [(91, 0), (91, 1), (91, 2), (91, 1), (91, 2), (91, 0), (91, 1)]
    assert labels(word, places) == ["第一章 ", "第一条 ", "（1）", "第二条 ", "（1）", "第二章 ", "第三条 "]


def test_legal_numbering_shows_higher_levels_as_figures(word: WordDocument) -> None:
    define(word, 90, level(0, "%1、", "chineseCounting") + level(1, "%1.%2", extra="<w:isLgl/>"), {91: ""})
    assert labels(word, [(91, 0), (91, 0), (91, 1)]) == ["一、", "二、", "2.1 "]


def test_nothing_may_follow_the_number(word: WordDocument) -> None:
    define(word, 90, level(0, "第%1条", extra='<w:suff w:val="nothing"/>'), {91: ""})
    assert labels(word, [(91, 0)]) == ["第1条"]


def test_a_definition_that_names_a_list_style_stands_for_the_definition_behind_it(word: WordDocument) -> None:
    define(word, 90, level(0, "%1、", "chineseCounting"), {91: ""})
    define(word, 80, '<w:numStyleLink w:val="Points"/>', {81: ""})
    word.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="numbering" w:styleId="Points"><w:name w:val="Points"/>'
            '<w:pPr><w:numPr><w:numId w:val="91"/></w:numPr></w:pPr></w:style>'
        )
    )
    assert labels(word, [(81, 0), (91, 0)]) == ["一、", "二、"]


def test_a_style_stands_on_the_level_that_names_it(word: WordDocument) -> None:
    linked = level(1, "（%2）", "chineseCounting", '<w:pStyle w:val="Heading2"/>')
    define(word, 90, level(0, "%1、", "chineseCounting") + linked, {91: ""})
    style = word.styles["Heading 2"]
    style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="91"/></w:numPr>'))
    paragraph = word.add_paragraph("x", style="Heading 2")
    assert Numbering(word).label(paragraph, paragraph.style) == "（一）"
