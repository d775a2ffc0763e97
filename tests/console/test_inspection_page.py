from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.inspection_orders import SIGNATURE
from console.inspection_page import inspection_html
from ingest.confidence import BY_HAND, GUESSED, STATED
from ingest.document import Block, BlockKind, Document, Metadata, PageSpan, Repeal, SourceMap, Span, Table
from page.marked_pages import MarkedPage

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;{0}{name}</style>"
VOID = {"meta", "img"}


class Elements(HTMLParser):
    """What a browser would make of a page: elements, their attributes, the text of each, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == [], "an element was left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open[-1] if self._open else "", data))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]

    def text(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]


def document(blocks: Sequence[tuple[BlockKind, str]], **changes: Any) -> Document:
    """A document of these blocks; a table row's cells are parted by tabs, and all rows are of one table."""
    made, at = [], 0
    for kind, words in blocks:
        table = 0 if kind is BlockKind.TABLE_ROW else None
        path = (words,) if kind is BlockKind.HEADING else ()
        made.append(Block(kind, at, at + len(words), 3 if path else 0, heading_path=path, table=table))
        at += len(words) + 1
    rows = tuple(tuple(words.split("\t")) for kind, words in blocks if kind is BlockKind.TABLE_ROW)
    fields: dict[str, Any] = {
        "name": "rules/a.pdf",
        "path": "/rules/a.pdf",
        "content_hash": "0" * 64,
        "text": "\n".join(words for _, words in blocks),
        "blocks": tuple(made),
        "metadata": Metadata(),
        "source_map": SourceMap(()),
        "tables": (Table(rows, header_rows=1),) if rows else (),
    }
    return Document(**{**fields, **changes})


def shown(document: Document, pages: Sequence[MarkedPage] = ()) -> Elements:
    return Elements(inspection_html(document, pages))


def test_a_field_is_shown_with_the_place_it_was_read_from() -> None:
    metadata = Metadata(title="办法", issued_on=date(2025, 3, 26), origins={"issued_on": Span(3, 13)})
    made = document([(BlockKind.TITLE, "办法"), (BlockKind.DATE, "2025年3月26日")], metadata=metadata)
    page = shown(made)
    assert "2025-03-26" in page.text("td")
    assert page.text("q") == ["2025年3月26日"]
    assert page.text("mark") == ["2025年3月26日"]
    assert [mark["data-fields"] for mark in page.of("mark")] == ["issued_on"]
    # the title's place is not known, and the other fields were not found
    assert page.text("i").count("no place in the text") == 2  # kind, title
    assert page.text("td").count("not found") == len(Metadata.__dataclass_fields__) - 5


def test_places_that_overlap_are_each_named() -> None:
    metadata = Metadata(title="市局的办法", issuer=("市局",), origins={"title": Span(0, 5), "issuer": Span(0, 2)})
    page = shown(document([(BlockKind.TITLE, "市局的办法")], metadata=metadata))
    marks = [mark["data-fields"] for mark in page.of("mark")]
    assert [*zip(marks, page.text("mark"), strict=True)] == [("title, issuer", "市局"), ("title", "的办法")]


def test_a_repeal_is_marked_by_its_clause() -> None:
    metadata = Metadata(repeals=(Repeal("旧办法", None, None, Span(0, 5)),))
    page = shown(document([(BlockKind.PARAGRAPH, "旧办法废止。")], metadata=metadata))
    assert "title 旧办法" in page.text("td")
    assert page.text("mark") == ["旧办法废止"]


def test_headings_make_the_outline_and_are_headings() -> None:
    page = shown(document([(BlockKind.HEADING, "第一章 总则"), (BlockKind.PARAGRAPH, "为了。")]))
    assert {"href": "#b1"} in page.of("a")
    assert "第一章 总则" in page.text("a")
    roles = [(div["role"], div["aria-level"]) for div in page.of("div") if "role" in div]
    assert roles == [("heading", "3")]
    assert " heading 3" in page.text("span")


def test_a_table_is_a_table() -> None:
    rows = [(BlockKind.TABLE_ROW, "项目\t金额"), (BlockKind.TABLE_ROW, "流片\t五百万元")]
    page = shown(document([(BlockKind.PARAGRAPH, "见下表。"), *rows, (BlockKind.PARAGRAPH, "表后。")]))
    assert page.text("caption") == ["table 1: 2 rows, 1 of them header"]
    assert page.text("th")[-2:] == ["项目", "金额"]
    assert [text for text in page.text("td") if text in {"流片", "五百万元"}] == ["流片", "五百万元"]


def test_pictures_stand_beside_the_text_of_their_pages() -> None:
    made = document(
        [(BlockKind.PARAGRAPH, "第一页第二页"), (BlockKind.PARAGRAPH, "完。")],
        pages=(PageSpan(1, 0, 3), PageSpan(2, 3, 9)),
    )
    box = (10.0, 20.0, 30.0, 1.5)
    pages = [
        MarkedPage(1, b"one", {0: (box,)}),
        MarkedPage(2, b"two", {0: (box, box), 1: (box,)}),
        MarkedPage(3, b"three", {}),
    ]
    page = shown(made, pages)
    assert page.text("h2")[-3:] == ["Page 1", "Page 2", "Page 3"]
    assert [image["src"] for image in page.of("img")] == [
        "data:image/png;base64,b25l",
        "data:image/png;base64,dHdv",
        "data:image/png;base64,dGhyZWU=",
    ]
    boxes = [link for link in page.of("a") if "style" in link]
    assert [(link["href"], link.get("data-n")) for link in boxes] == [
        ("#b1", "1"),
        ("#b1", "1"),
        ("#b1", None),
        ("#b2", "2"),
    ]
    assert boxes[0]["style"] == "left:10.00%;top:20.00%;width:30.00%;height:1.50%"
    assert [words for words in page.text("div") if words.strip()] == ["第一页", "第二页", "完。"]
    assert page.text("p")[-1] == "Nothing was read on this page."
    assert [div["id"] for div in page.of("div") if "id" in div] == ["b1", "b2"]  # the part on page 2 has none


def test_pages_without_pictures_are_still_pages() -> None:
    page = shown(document([(BlockKind.PARAGRAPH, "文字")], pages=(PageSpan(1, 0, 2),)))
    assert page.text("h2")[-1] == "Page 1"
    assert page.of("img") == []


def test_the_counts_of_what_was_read() -> None:
    pages = (PageSpan(1, 0, 3), PageSpan(2, 3, 5))
    made = document([(BlockKind.PARAGRAPH, "一"), (BlockKind.TABLE_ROW, "二\t三")], pages=pages)
    told = "2 blocks (1 paragraph, 1 table row) · 1 table · 2 pages with text · 5 characters"
    assert f" · {told}" in shown(made).text("p")
    assert " · 1 block (1 title) · 0 tables · without pages · 1 character" in shown(
        document([(BlockKind.TITLE, "一")])
    ).text("p")


def test_warnings_come_first() -> None:
    page = shown(document([(BlockKind.PARAGRAPH, "文字")], warnings=("page 1: read by pypdf",)))
    assert page.text("h2")[0] == "Warnings"
    assert "page 1: read by pypdf" in page.text("li")


def test_the_browser_is_told_to_run_and_fetch_nothing() -> None:
    html = inspection_html(document([(BlockKind.PARAGRAPH, "文字")]))
    policy = next(meta["content"] for meta in Elements(html).of("meta") if "http-equiv" in meta)
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert re.search(r"(?:src|href)=\"(?!data:|#)|url\(|@import", html) is None
    assert SIGNATURE in html[:200]


def saying(words: str, kind: BlockKind) -> Elements:
    """The page of a document that says ``words`` in every place."""
    span = Span(0, len(words))
    metadata = Metadata(title=words, repeals=(Repeal(words, words, None, span),), origins={words: span, "title": span})
    made = document(
        [(kind, words)], name=words, metadata=metadata, warnings=(words,), pages=(PageSpan(1, 0, len(words)),)
    )
    return shown(made, [MarkedPage(1, b"", {0: ((0.0, 0.0, 1.0, 1.0),)})])


@pytest.mark.parametrize("kind", [*BlockKind])
@given(words=st.one_of(st.just(HOSTILE), st.text(st.sampled_from("<>&\"'{}/=!-a\t "), min_size=1)))
def test_whatever_a_document_says_stays_text(kind: BlockKind, words: str) -> None:
    page = saying(words, kind)
    harmless = saying(re.sub(r"[^\t]", "a", words), kind)  # a tab makes a cell
    assert [(tag, [*attributes]) for tag, attributes in page.found] == [
        (tag, [*attributes]) for tag, attributes in harmless.found
    ]
    assert "".join(page.text("h1")) == "".join(page.text("title")) == words
    assert "".join(page.text("mark")) == (words.replace("\t", "") if kind is BlockKind.TABLE_ROW else words)


def test_what_people_corrected_stands_beside_what_was_read() -> None:
    made = document([(BlockKind.TITLE, "办法")], metadata=Metadata(title="办法", confidence={"title": STATED}))
    page = Elements(str(inspection_html(made, (), {"title": HOSTILE, "reply_class": "none"})))
    assert [words for words in page.text("b") if words in (HOSTILE, "none")] == [HOSTILE, "none"]
    assert [row["class"] for row in page.of("tr") if "by-hand" in (row.get("class") or "")] == [
        "by-hand",
        "absent by-hand",
    ]


def test_doubtful_values_are_marked_and_those_by_hand() -> None:
    metadata = Metadata(title="办法", confidence={"kind": GUESSED, "title": STATED, "issuer": BY_HAND})
    page = shown(document([(BlockKind.TITLE, "办法")], metadata=metadata))
    classes = [row["class"] for row in page.of("tr") if row.get("class")]
    assert classes.count("low") == 1
    assert classes.count("absent by-hand") == 1
    assert {"0.30 guessed", "0.95 stated", "1.00 by hand"} <= set(page.text("td"))
