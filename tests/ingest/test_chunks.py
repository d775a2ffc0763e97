from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import Document
from ingest.blocks import build_body
from ingest.chunk import Chunk, ChunkRole
from ingest.chunks import chunk_document, passage_context, search_context
from ingest.document import DocumentKind, Metadata
from ingest.source_text import Layout, SourceText, split_lines


def tokens(text: str) -> int:
    """An encoder that makes a token of every character and adds two of its own."""
    return len(text) + 2


def chunks_of(document: Document, window: int = 2000) -> tuple[Chunk, ...]:
    return chunk_document(document, count_tokens=tokens, window=window)


def document_of(text: str, *, table_at: Sequence[int] = (), title: str = "标题") -> Document:
    lines = tuple(replace(line, table=0) if at in table_at else line for at, line in enumerate(split_lines(text)))
    source = SourceText(text, lines, Layout.PARAGRAPHS, header_rows=(1,) if table_at else ())
    body = build_body(source)
    return Document(
        "source/a.txt", "a.txt", "0", body.text, body.blocks, Metadata(title=title), body.source_map, tables=body.tables
    )


def test_reply(reply: Document) -> None:
    chunks = [(chunk.searchable, chunk.heading_path, chunk.text[:9]) for chunk in chunks_of(reply)]
    one, two = "一、关于完善梯度培育体系的建议", "二、关于破解融资难问题的建议"
    assert [chunk for chunk in chunks if chunk[0]] == [
        (True, (), "你们提出的《关于加"),
        (True, (one,), "一、关于完善梯度培"),
        (True, (one, "（一）健全培育机制"), "（一）健全培育机制"),
        (True, (one, "（二）加大奖励力度"), "（二）加大奖励力度"),
        (True, (two,), "二、关于破解融资难"),
        (True, (two,), "我局推出专精特新贷"),
    ]
    assert (False, (one,), "吸收采纳。") in chunks
    assert (False, (), "专此答复，诚挚感谢") in chunks


def test_requests_and_answers_are_told_apart(reply: Document) -> None:
    chunks = chunks_of(reply)
    roles = [
        (chunk.number, chunk.text[:9], chunk.role.value, chunk.request) for chunk in chunks if chunk.role != "text"
    ]
    assert roles == [
        (6, "一、关于完善梯度培", "request", None),
        (7, "吸收采纳。", "answer", 6),
        (8, "（一）健全培育机制", "answer", 6),
        (9, "（二）加大奖励力度", "answer", 6),
        (10, "二、关于破解融资难", "request", None),
        (11, "部分采纳。", "answer", 10),
        (12, "我局推出专精特新贷", "answer", 10),
    ]
    assert search_context(reply.metadata, chunks[6]) == "关于加快培育专精特新企业的建议\n"
    assert search_context(reply.metadata, chunks[9]).startswith("海州市工业和信息化局关于市政协")


def test_a_heading_above_nothing_but_a_tables_header_is_kept() -> None:
    document = document_of("第一章 总则\n甲\t乙\n专此答复，诚挚感谢。\n丙\t丁", table_at=(1, 3))
    assert "第一章 总则" in [chunk.text for chunk in chunks_of(document)]


def test_an_article_with_its_items_is_one_chunk(rule: Document) -> None:
    article = next(chunk for chunk in chunks_of(rule) if chunk.heading_path[-1:] == ("第五条",))
    assert article.text.startswith("第五条 申请专项资金的企业应当具备下列条件：\n（一）在本市")
    assert article.text.endswith("（三）近三年未发生安全事故。")
    assert [rule.text[s.start : s.end] for s in article.sentences] == article.text.split("\n")


def test_an_inline_list_is_cut_into_sentences(rule: Document) -> None:
    article = next(chunk for chunk in chunks_of(rule) if chunk.heading_path[-1:] == ("第六条",))
    assert [rule.text[s.start : s.end] for s in article.sentences] == [
        "第六条 申报材料包括：（一）申请表；",
        "（二）营业执照；",
        "（三）发票。",
    ]


def test_chapter_titles_live_in_the_path_only(rule: Document) -> None:
    chunks = chunks_of(rule)
    assert not any(chunk.text.startswith("第一章") for chunk in chunks)
    assert chunks[2].heading_path == ("第一章 总则", "第一条")


def test_a_heading_without_text_below_is_a_chunk() -> None:
    document = document_of("一、工作目标\n到2026年达到100亿元。\n二、重点任务\n三、保障措施\n加强领导。")
    assert [chunk.text for chunk in chunks_of(document)] == ["到2026年达到100亿元。", "二、重点任务", "加强领导。"]


def test_headings_below_an_article_are_part_of_its_text() -> None:
    document = document_of("第一条 提交下列证件：\n一、申请书。\n另需提交报表。")
    [chunk] = chunks_of(document)
    assert chunk.text == document.text
    assert chunk.heading_path == ("第一条",)


def test_short_paragraphs_under_one_heading_are_merged_and_long_ones_cut() -> None:
    short = document_of("一、背景\n" + "\n".join(f"第{n}段说明情况。" for n in range(5)))
    assert [chunk.text.count("\n") for chunk in chunks_of(short)] == [4]
    long = document_of("一、背景\n" + "本市支持企业发展壮大。" * 60)
    pieces = chunks_of(long)
    assert len(pieces) == 2
    assert all(len(chunk.text) <= 350 and chunk.text.endswith("。") for chunk in pieces)


def test_a_status_line_between_paragraphs_is_left_out_of_their_chunk() -> None:
    document = document_of("一、建议\n第一段话。\n吸收采纳。\n第二段话。")
    chunk = next(chunk for chunk in chunks_of(document) if chunk.searchable)
    assert chunk.text == "第一段话。\n第二段话。"
    assert len(chunk.spans) == 2


def test_a_table_row_repeats_the_header() -> None:
    text = "一、标准\n按下表执行。\n类别\t额度\n智能工厂\t300万元\n平台\t500万元\n"
    document = document_of(text, table_at=(2, 3, 4))
    rows = [chunk for chunk in chunks_of(document) if "\t" in chunk.text]
    assert [chunk.text for chunk in rows] == ["类别\t额度\n智能工厂\t300万元", "类别\t额度\n平台\t500万元"]
    assert rows[1].heading_path == ("一、标准",)
    assert [document.text[s.start : s.end] for s in rows[1].sentences] == ["平台\t500万元"]
    assert rows[0].spans[0] == rows[1].spans[0]


def test_context_names_title_and_headings() -> None:
    assert passage_context("某办法", ("第一章 总则", "第一条")) == "某办法 第一章 总则 第一条\n"
    assert passage_context("", ()) == ""


def test_context_is_bounded_and_keeps_the_inner_headings() -> None:
    context = passage_context("长" * 500, ("外" * 300, "内" * 40))
    assert len(context) <= 170
    assert "内" * 40 in context


def test_a_window_without_room_is_refused(reply: Document) -> None:
    with pytest.raises(ValueError, match="window of 10 tokens"):
        chunks_of(reply, window=10)


def test_same_input_same_chunks(read_text: Callable[..., Document], rule: Document) -> None:
    assert chunks_of(rule) == chunks_of(rule)


LINES = st.lists(
    st.sampled_from(
        [
            "第一章 总则",
            "第一条 为规范管理，制定本办法。",
            "第二条",
            "一、关于完善体系的建议",
            "二、关于融资的建议。您提出的设立基金的建议很好。已在筹建。",
            "（三）关于减税的建议",
            "吸收采纳。",
            "（一）健全机制。我市印发细则，建立三级培育库。",
            "（二）在本市登记；",
            "1.布局起降点。",
            "应当具备下列条件：",
            "本市支持企业发展壮大。" * 40,
            "字" * 800,
            "专此答复，诚挚感谢。",
            "海州市财政局",
            "2024年6月21日",
            "抄送：市政协。",
            "甲\t乙",
        ]
    ),
    min_size=1,
    max_size=14,
)


KINDS = st.sampled_from([DocumentKind.RULE, DocumentKind.REPLY, DocumentKind.PROPOSAL])


@given(LINES, st.integers(170, 600), st.booleans(), KINDS)
def test_chunks_lose_nothing_and_fit_the_window(
    lines: list[str], window: int, tables: bool, kind: DocumentKind
) -> None:
    rows = tuple(at for at, line in enumerate(lines) if "\t" in line) if tables else ()
    document = document_of("\n".join(lines), table_at=rows, title="海州市办法")
    document = replace(document, metadata=Metadata(kind=kind, title="海州市办法"))
    chunks = chunks_of(document, window)
    assert [chunk.number for chunk in chunks] == list(range(len(chunks)))
    covered = {at for chunk in chunks for span in chunk.spans for at in range(span.start, span.end)}
    carried = "".join("".join(heading.split()) for chunk in chunks for heading in chunk.heading_path)
    for block in document.blocks:
        words = document.text[block.start : block.end]
        if not all(at in covered or document.text[at].isspace() for at in range(block.start, block.end)):
            assert "".join(words.split()).rstrip("。：") in carried
    for chunk in chunks:
        assert chunk.text == "\n".join(document.text[span.start : span.end] for span in chunk.spans)
        if chunk.searchable:
            assert tokens(search_context(document.metadata, chunk) + chunk.text) <= window
        asked = None if chunk.request is None else chunks[chunk.request].role
        assert asked is (ChunkRole.REQUEST if chunk.role is ChunkRole.ANSWER else None)
        for sentence in chunk.sentences:
            assert any(span.start <= sentence.start and sentence.end <= span.end for span in chunk.spans)
    assert any(chunk.searchable for chunk in chunks)
