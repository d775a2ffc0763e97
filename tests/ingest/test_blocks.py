from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from ingest import Document
from ingest.blocks import build_body
from ingest.characters import is_blank, repair
from ingest.document import BlockKind, Span
from ingest.source_text import Layout, SourceText, split_lines


def outline(document: Document) -> list[tuple[str, int, str]]:
    return [(b.kind.value, b.level, document.text[b.start : b.end][:8]) for b in document.blocks]


def test_reply(reply: Document) -> None:
    assert outline(reply) == [
        ("class", 0, "（B类）"),
        ("label", 0, "海州市工业和信息"),
        ("document_number", 0, "海工信函〔202"),
        ("title", 0, "海州市工业和信息"),
        ("addressee", 0, "李建国、王芳委员"),
        ("paragraph", 0, "你们提出的《关于"),
        ("heading", 5, "一、关于完善梯度"),
        ("handling_status", 0, "吸收采纳。"),
        ("heading", 6, "（一）健全培育机"),
        ("heading", 6, "（二）加大奖励力"),
        ("heading", 5, "二、关于破解融资"),
        ("handling_status", 0, "部分采纳。"),
        ("paragraph", 0, "我局推出专精特新"),
        ("paragraph", 0, "专此答复，诚挚感"),
        ("label", 0, "海州市工业和信息"),
        ("date", 0, "2024年6月2"),
        ("label", 0, "（联系人及电话："),
        ("label", 0, "公开方式：依申请"),
        ("label", 0, "抄送：市政协提案"),
    ]
    status = reply.blocks[7]
    assert status.heading_path == ("一、关于完善梯度培育体系的建议",)
    assert reply.blocks[9].heading_path == ("一、关于完善梯度培育体系的建议", "（二）加大奖励力度")
    assert reply.blocks[13].heading_path == ()


def test_rule(rule: Document) -> None:
    kinds = [(b.kind, b.level) for b in rule.blocks if b.kind in (BlockKind.HEADING, BlockKind.ITEM)]
    assert kinds == [
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 4),
        (BlockKind.HEADING, 4),
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 4),
        (BlockKind.HEADING, 4),
        (BlockKind.HEADING, 4),
        *[(BlockKind.ITEM, 6)] * 3,
        (BlockKind.HEADING, 4),
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 4),
    ]
    paths = [b.heading_path for b in rule.blocks if b.level == 4]
    assert paths == [
        ("第一章 总则", "第一条"),
        ("第一章 总则", "第二条"),
        ("第二章 支持方向", "第三条 流片支持"),
        ("第二章 支持方向", "第四条 设备补助"),
        ("第二章 支持方向", "第五条"),
        ("第二章 支持方向", "第六条"),
        ("第三章 附则", "第七条"),
    ]
    items = [b for b in rule.blocks if b.kind is BlockKind.ITEM]
    assert {b.heading_path for b in items} == {("第二章 支持方向", "第五条")}


def test_a_chapter_and_its_name_on_two_lines(read_text: Callable[..., Document]) -> None:
    lines = ["海州市专项资金管理办法", "第一章", "总则", "第一条 制定本办法。", "第二章", "第二条 市局负责解释。"]
    document = read_text("\n".join(lines))
    assert document.text.split("\n") == [lines[0], "第一章总则", *lines[3:]]
    paths = [block.heading_path for block in document.blocks if block.kind is BlockKind.HEADING]
    assert paths == [("第一章 总则",), ("第一章 总则", "第一条"), ("第二章",), ("第二章", "第二条")]


def test_an_article_takes_its_words_from_the_next_line(read_text: Callable[..., Document]) -> None:
    lines = [
        "海州市专项资金管理办法",
        "第一条",
        "中小企业适用本办法。",
        "第二条",
        "流片支持。给予补助。",
        "第三条",
        "（一）其他。",
    ]
    document = read_text("\n".join(lines))
    assert document.text.split("\n") == [
        lines[0], "第一条 中小企业适用本办法。", "第二条 流片支持。给予补助。", "第三条", "（一）其他。"
    ]  # fmt: skip
    paths = [block.heading_path for block in document.blocks if block.level == 4]
    assert paths == [("第一条",), ("第二条 流片支持",), ("第三条",)]


def test_a_long_sentence_that_leads_in_is_no_heading(read_text: Callable[..., Document]) -> None:
    long = "（一）特困人员基本生活标准按本市最低生活保障标准的一点六倍且不低于所在区现行标准确定，其中："
    document = read_text(f"海州市社会救助标准的通知\n一、救助标准\n{long}\n甲区每人每月二千元。\n")
    assert [block.kind.value for block in document.blocks] == ["title", "heading", "item", "paragraph"]


def test_plan_with_its_notice(plan: Document) -> None:
    paths = [b.heading_path[1:] for b in plan.blocks if b.kind is BlockKind.HEADING]
    assert plan.blocks[6].heading_path == ("海州市低空经济发展行动方案（2024—2026年）",)
    assert paths == [
        (),
        ("一、工作目标",),
        ("二、重点任务",),
        ("二、重点任务", "（一）建设起降设施"),
        ("二、重点任务", "（一）建设起降设施", "1.布局起降点"),
        ("二、重点任务", "（一）建设起降设施", "2.完善通信设施"),
        ("二、重点任务", "（二）培育企业"),
    ]


def test_blanks_that_extraction_injected_go_and_those_between_words_stay(read_text: Callable[..., Document]) -> None:
    document = read_text("本市建成 4个平台，端口 10 GPON 占比 69%。\n第二行。\n第三行。")
    assert document.text.split("\n")[0] == "本市建成4个平台，端口10 GPON占比69%。"


def test_page_number_is_dropped_and_the_rest_maps_back(read_text: Callable[..., Document]) -> None:
    document = read_text("甲段文字。\n— 3 —\n乙 3段⽂字。\n")
    assert document.text == "甲段文字。\n乙3段文字。"
    source = "甲段文字。\n— 3 —\n乙 3段⽂字。\n"
    mapped = [document.source_map.source_position(at) for at in range(len(document.text))]
    assert mapped[5] is None
    assert [source[at] for at in mapped if at is not None] == list("甲段文字。乙3段⽂字。")


@given(st.text(alphabet="一二三、。，（）第条款 甲乙\n\r\f\t\u3000\u200b1234.—AB；：", max_size=200))
def test_text_is_made_of_its_blocks_and_every_character_of_its_source(text: str) -> None:
    source = SourceText(text, tuple(split_lines(text)), Layout.WRAPPED)
    body = build_body(source)
    assert "\n".join(body.text[b.start : b.end] for b in body.blocks) == body.text
    seen = set()
    for position, character in enumerate(body.text):
        origin = body.source_map.source_position(position)
        if origin is None:
            assert character in "\n "
        else:
            assert repair(text[origin]) == character
            assert origin not in seen
            seen.add(origin)
    spans = body.source_map.source_spans(Span(0, len(body.text)))
    assert sum(span.end - span.start for span in spans) == len(seen)


@given(st.text(alphabet="一二甲乙。，；（）\n AB", max_size=120))
def test_without_page_furniture_nothing_visible_is_lost(text: str) -> None:
    body = build_body(SourceText(text, tuple(split_lines(text)), Layout.WRAPPED))

    def visible(words: str) -> str:
        return "".join(c for c in words if not is_blank(c))

    assert visible(body.text) == visible(text)
