from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.reading import DOCUMENTS, PROMISES, measure
from ingest import Document, FileError
from ingest.document import BlockKind
from ingest.readers.html import HtmlReader
from ingest.readers.reader import FileContent
from ingest.reading import read_content, read_document

CHROME = """\
<div class="top"><a href="/">首页</a> <a href="/zwgk">政务公开</a> <a href="/hdjl">互动交流</a></div>
<div class="where">您现在的位置：<a href="/">首页</a> &gt; <a href="/tz">通知公告</a></div>
"""
TOOLS = """\
<div>发布时间：2025-03-28 10:00 来源：市工业和信息化局 浏览次数：<span>12</span></div>
<div>【字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】 打印 关闭</div>
"""
FOOT = """\
<div>扫一扫在手机打开当前页</div>
<ul><li><a href="/1">关于开展2025年度培训工作的通知</a></li><li><a href="/2">关于公布专家名单的公告</a></li></ul>
<div>版权所有：海州市人民政府 海ICP备00000000号</div>
"""
NOTICE = """\
<p>各镇街，各有关企业：</p>
<p>&nbsp;&nbsp;根据《海州市专项资金管理办法》（海工信规〔2024〕5号），现开展2025年度申报工作。</p>
<p>一、申报条件</p>
<p>在本市依法登记注册的企业。</p>
<p>附件：申报表</p>
<p>海州市工业和信息化局</p>
<p>2025年3月26日</p>
"""
LINES = [
    "各镇街，各有关企业：",
    "根据《海州市专项资金管理办法》（海工信规〔2024〕5号），现开展2025年度申报工作。",
    "一、申报条件",
    "在本市依法登记注册的企业。",
    "附件：申报表",
    "海州市工业和信息化局",
    "2025年3月26日",
]


def read(source: str | bytes, name: str = "page.html") -> Document:
    data = source.encode("utf-8") if isinstance(source, str) else source
    return read_content(FileContent(Path(name), data), f"s/{name}")


def page(body: str, *, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def lines(source: str) -> list[str]:
    return read(source).text.split("\n")


def test_the_document_is_found_among_the_page_s_furniture() -> None:
    document = read(
        page(
            f"{CHROME}<div><h1>关于组织申报专项资金的通知</h1>{TOOLS}<div>{NOTICE}</div></div>{FOOT}",
            head="<title>关于组织申报专项资金的通知 - 海州市人民政府门户网站</title>",
        )
    )
    assert document.text.split("\n") == ["关于组织申报专项资金的通知", *LINES]
    assert document.metadata.title == "关于组织申报专项资金的通知"
    assert str(document.metadata.issued_on) == "2025-03-26"
    assert document.metadata.issuer == ("海州市工业和信息化局",)
    assert document.warnings == ()


def test_a_table_that_arranges_the_page_is_no_table() -> None:
    columns = f"<table><tr><td>{CHROME}</td><td>{TOOLS}{NOTICE}</td></tr></table>"
    document = read(page(columns))
    assert document.text.split("\n") == LINES
    assert document.tables == ()


def test_the_page_names_title_and_day_where_the_text_has_none() -> None:
    text = "<div><p>申请人应当在本市居住满一年。</p><p>由受理窗口在五个工作日内办结，并以短信告知申请人结果。</p></div>"
    document = read(
        page(
            f"{CHROME}{text}{FOOT}",
            head="<meta name='ArticleTitle' content='居住补贴办理指引'><meta name='PubDate' content='2025-03-28'>",
        )
    )
    assert document.text.startswith("居住补贴办理指引\n申请人")
    assert str(document.metadata.issued_on) == "2025-03-28"
    assert "issued_on" not in document.metadata.origins
    assert len(document.warnings) == 2


def test_the_text_s_own_title_and_day_come_first() -> None:
    body = f"<p>海工信〔2025〕9号</p><p>海州市工业和信息化局关于组织申报专项资金的通知</p>{NOTICE}"
    document = read(
        page(
            f"{CHROME}<div>{body}</div>{FOOT}",
            head="<meta name='ArticleTitle' content='（转载）组织申报'><meta name='PubDate' content='2025-04-30'>",
        )
    )
    assert document.metadata.title == "海州市工业和信息化局关于组织申报专项资金的通知"
    assert document.metadata.document_number == "海工信〔2025〕9号"
    assert str(document.metadata.issued_on) == "2025-03-26"
    assert "转载" not in document.text


def test_a_page_for_telephones_beside_the_one_for_screens_is_read_once() -> None:
    document = read(page(f"{CHROME}<div>{NOTICE}</div><div class='wap'>{NOTICE}</div>{FOOT}"))
    assert document.text.split("\n") == LINES


def test_scripts_styles_comments_and_hidden_parts_are_no_text() -> None:
    assert lines(
        page(
            "<p>正文<script>var a='脚本';</script>一<style>p{}</style>段<!-- 注释 -->。</p>"
            "<p style='display: none'>隐藏。</p><p hidden>隐藏。</p><noscript>请打开脚本。</noscript><p>正文二段。</p>"
        )
    ) == ["正文一段。", "正文二段。"]


def test_what_hides_the_whole_page_hides_nothing() -> None:
    assert read(f"<html><body style='visibility:hidden'>{NOTICE}</body></html>").text.split("\n") == LINES


def test_inline_markup_splits_no_paragraph() -> None:
    assert lines(
        page(
            "<p><span>海工信</span><span>〔2025〕</span>\n  <b>9</b><span>号</span></p>"
            "<p>现将有关\n    事项<a name='x'></a>通知<font>如</font><o:p>下</o:p>。</p>"
            "<div style='display:inline'>第一</div><div style='display:inline'>句。</div>"
            "<p>支持10 GPON<span style='display:block'>另一段。</span></p>"
        )
    ) == ["海工信〔2025〕9号", "现将有关事项通知如下。", "第一句。", "支持10 GPON", "另一段。"]


def test_breaks_part_paragraphs_and_paper_lines_are_joined() -> None:
    assert lines(page("<div>第一段。<br>第二段。<br/><br>第三段。</div>")) == ["第一段。", "第二段。", "第三段。"]
    paper = "<br>".join(
        [
            "　　为深入贯彻落实国家和省关于推动制造业高质量发展的工作部",
            "署，加快培育新质生产力，结合我市实际情况，制定本实施意见如",
            "下，请各镇街各部门各有关单位结合实际情况认真组织贯彻落实。",
            "　　各镇街要加强组织领导，明确责任分工，把各项任务落实到具体",
            "单位和责任人，确保各项工作按时按质完成。",
        ]
    )
    joined = lines(page(f"<div>{paper}</div>"))
    assert [line[:6] for line in joined] == ["为深入贯彻落", "各镇街要加强"]
    assert "工作部署，加快" in joined[0]


def test_merged_cells_and_headers() -> None:
    document = read(
        page(
            "<p>补助标准按下表执行。</p><table><caption>标准</caption>"
            "<tr><td rowspan=2>类别</td><td colspan=2>补助</td></tr><tr><td>比例</td><td>上限</td></tr>"
            "<tr><td rowspan=2>设备</td><td>30%</td><td>200万元</td></tr><tr><td>20%</td><td>80万元</td></tr></table>"
        )
    )
    assert document.tables[0].rows == (
        ("类别", "补助", ""),
        ("类别", "比例", "上限"),
        ("设备", "30%", "200万元"),
        ("设备", "20%", "80万元"),
    )
    assert document.tables[0].header_rows == 2
    assert document.text.split("\n")[1] == "标准"


def test_cells_with_paragraphs_stay_on_their_row() -> None:
    document = read(
        page(
            "<p>见下表。</p><table><tr><th>项目</th><th>内容</th></tr><tr><td>一</td><td><p>甲。</p><p>乙。</p></td></tr></table>"
        )
    )
    assert document.tables[0].rows == (("项目", "内容"), ("一", "甲。 乙。"))
    assert document.tables[0].header_rows == 1


@pytest.mark.parametrize(
    ("opening", "numbers"),
    [
        ("<ol>", ["1.", "2.", "3."]),
        ("<ol start=4>", ["4.", "5.", "6."]),
        ("<ol type=a>", ["a.", "b.", "c."]),
        ("<ol type=I>", ["I.", "II.", "III."]),
        ("<ol reversed>", ["3.", "2.", "1."]),
        ("<ol style='list-style-type: cjk-ideographic'>", ["一、", "二、", "三、"]),
        ("<ol style='list-style:none'>", ["", "", ""]),
    ],
)
def test_numbers_of_lists_are_rebuilt(opening: str, numbers: list[str]) -> None:
    source = page(f"<p>材料如下：</p>{opening}<li>申请表。<li><p>执照。</p><p>复印件。</p><li>发票。</ol>")
    expected = [f"{number}{text}" for number, text in zip(numbers, ("申请表。", "执照。", "发票。"), strict=True)]
    assert lines(source) == ["材料如下：", *expected[:2], "复印件。", expected[2]]


def test_items_that_bring_their_number_get_no_second_one() -> None:
    assert lines(page("<ol><li>（一）申请表。</li><li>（二）执照。</li></ol>")) == ["（一）申请表。", "（二）执照。"]


def test_headings_and_their_depth() -> None:
    document = read(page("<h1>居住补贴问答</h1><h2>怎么申请</h2><p>在窗口申请。</p><h3>材料</h3><p>身份证。</p>"))
    headings = [(document.text[b.start : b.end], b.level) for b in document.blocks if b.kind is BlockKind.HEADING]
    assert headings == [("怎么申请", 2), ("材料", 3)]
    assert document.blocks[-1].heading_path == ("怎么申请", "材料")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5"])
def test_bytes_decide_whatever_the_page_declares(encoding: str, declared: str) -> None:
    text = "海州市企業支持辦法的通知，對企業給予補助。"
    source = f"<html><head><meta charset={declared}></head><body><p>{text}</p></body></html>"
    assert read(source.encode(encoding)).text == text


def test_the_declaration_decides_where_the_bytes_do_not() -> None:
    meta = "<meta http-equiv=Content-Type content='text/html; charset=euc-kr'>"
    source = f"<html><head>{meta}</head><body>한국어 문서입니다</body>"
    assert read(source.encode("euc-kr")).text == "한국어 문서입니다"


def test_a_list_of_links_says_so() -> None:
    document = read(page(CHROME + "".join(f"<li><a href='/{n}'>关于第{n}批名单的公告</a></li>" for n in range(20))))
    assert "关于第7批名单的公告" in document.text
    assert "no document stands out" in document.warnings[0]


@pytest.mark.parametrize(
    "opening", ["<!-- saved from url=(0014)about:internet -->\n<HTML>", "<?xml version='1.0'?>\n<html>"]
)
def test_pages_are_known_by_their_content(opening: str) -> None:
    assert read(f"{opening}<body><p>正文一段。</p></body></html>", "a.txt").text == "正文一段。"


def test_a_part_of_a_page_is_known_by_its_name() -> None:
    assert read("<div><p>正文一段。</p></div>", "a.htm").text == "正文一段。"
    assert read("<div> 是一个标签。", "a.txt").text == "<div> 是一个标签。"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"<html>" + b"<div>" * 10_000 + "正文。".encode(), "damaged"),
        (b"<html></html>", "no_text"),
        (b"<!-- -->" * 10_000 + b"<html>", "no_text"),
        (b"<html>" + b" " * 100_000, "no_text"),
        (b"<html><p>" + "字体大小".encode() * 30 + b"</p>", "no_text"),
        (b"<html><script>" + b"x" * 1_000_000, "no_text"),
        (b"<html>" + bytes(range(256)) * 100, "damaged"),
    ],
)
def test_hostile_pages_without_text(source: bytes, code: str) -> None:
    with pytest.raises(FileError) as caught:
        read(source)
    assert caught.value.code == code


LAUGHS = "<!DOCTYPE html [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))


@pytest.mark.parametrize(
    "source",
    [
        f"<html><div title='{'x' * 1_000_000}'>正文。</div>",
        f"{LAUGHS}]><html><p>正文。</p>",
        "<html><p>正<b>文<i>。",
        "<html><p>正\0文。</p>",
        "<html><p>正文。" + "</div>" * 10_000,
        "<html>" + "<table><tr><td>" * 50 + "正文。",
    ],
)
def test_hostile_pages_with_text(source: str) -> None:
    assert read(source).text == "正文。"


def test_blanks_without_end_are_soon_told_from_a_page() -> None:
    assert not HtmlReader().recognises(FileContent(Path("a.pdf"), b" " * 100_000 + b"%PDF"))


def test_no_file_is_read_for_an_entity() -> None:
    document = read("<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><html><p>正文&a;。</p>")
    assert "root" not in document.text


def test_cells_repeated_without_end_are_too_large() -> None:
    with pytest.raises(FileError) as caught:
        read("<html><table><tr><td rowspan=1000>" + "长" * 25_000 + "<td>a</tr>" + "<tr><td>b</tr>" * 1000)
    assert caught.value.code == "too_large"


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_end_in_a_document_or_an_error(data: bytes) -> None:
    try:
        document = read(b"<html>" + data)
    except FileError:
        return
    assert document.text


TAGS = ("p", "/p", "td", "tr", "table", "/table", "ol", "li", "/ol", "h1", "br", "pre", "div", "a href=x", "p hidden")
TEXTS = (
    "一、",
    "附件",
    "正文。",
    "打印",
    "\n",
    " ",
    "2025年1月1日",
    "&nbsp;",
    "<td rowspan=3 colspan=2>",
    "<!--",
    "-->",
)
MARKUP = st.lists(st.sampled_from([*(f"<{tag}>" for tag in TAGS), *TEXTS]), max_size=40)


@given(MARKUP)
@settings(max_examples=200, deadline=None)
def test_any_markup_keeps_the_way_back_to_the_source(parts: list[str]) -> None:
    try:
        document = read("<html>" + "".join(parts))
    except FileError:
        return
    positions = [document.source_map.source_position(at) for at in range(len(document.text))]
    known = [position for position in positions if position is not None]
    assert known == sorted(set(known))


def test_real_pages_are_read_as_promised(shared_documents: Path) -> None:
    assert shared_documents == DOCUMENTS
    figures = measure(next(promise for promise in PROMISES if promise.folder == "html"))
    below = {reading.name: reading.similarity for reading in figures.readings if (reading.similarity or 0) < 0.96}
    assert len(figures.readings) == 27
    assert not below


def test_every_real_page_is_read(shared_documents: Path) -> None:
    started = time.process_time()
    for path in sorted((shared_documents / "html").iterdir()):
        document = read_document(path, f"html/{path.name}")
        assert document.metadata.title
        assert not any(word in document.text for word in ("扫一扫在手机", "ICP备", "浏览次数", "【打印"))
    assert time.process_time() - started < 60
