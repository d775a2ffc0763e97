from __future__ import annotations

from ingest.furniture import without_furniture
from ingest.source_text import Layout, SourceText, split_lines


def kept(text: str, layout: Layout = Layout.WRAPPED) -> list[str]:
    source = SourceText(text, tuple(split_lines(text)), layout)
    return [source.of(line) for line in without_furniture(source)]


def test_dashed_and_worded_page_numbers_go_everywhere() -> None:
    assert kept("第一行\n— 5 —\n-6-\n一2一\n第7页 共9页\n末行", Layout.PARAGRAPHS) == ["第一行", "末行"]


def test_a_bare_number_goes_at_the_edge_of_a_page() -> None:
    assert kept("正文甲\n1\f正文乙\n2\f正文丙\n3") == ["正文甲", "正文乙", "正文丙"]


def test_a_bare_number_inside_a_page_stays() -> None:
    assert kept("正文甲\n35\n正文乙\f正文丙") == ["正文甲", "35", "正文乙", "正文丙"]


def test_a_bare_number_set_off_by_blank_lines_goes_where_pages_were_lost() -> None:
    text = "本市出台政策支持企业发展\n\n吸收采纳\n\n\n\n5\n\n企业研发投入持续增长\n\n结尾的一行文字"
    assert "5" not in kept(text)


def test_bare_numbers_stay_among_whole_paragraphs() -> None:
    assert kept("序号\n1\n2\n企业名称", Layout.PARAGRAPHS) == ["序号", "1", "2", "企业名称"]


def test_running_headers_go_and_headings_stay() -> None:
    pages = "\f".join(f"海州市文件汇编\n第{n}条 规定内容\n正文{n}不同\n更多正文{n * 7}字" for n in range(1, 5))
    lines = kept(pages)
    assert "海州市文件汇编" not in lines
    assert [line for line in lines if line.startswith("第")] == [f"第{n}条 规定内容" for n in range(1, 5)]


def test_two_pages_are_too_few_for_a_running_header() -> None:
    assert kept("汇编\n甲\f汇编\n乙") == ["汇编", "甲", "汇编", "乙"]


def test_what_a_page_begins_with_goes_below_a_page_number_where_pages_were_lost() -> None:
    text = "江州市政协提案\n修好渡口的长椅，让等船的人坐\n第 1 页 共 2 页\n江州市政协提案\n得安稳。\n第 2 页 共 2 页"
    assert kept(text) == ["江州市政协提案", "修好渡口的长椅，让等船的人坐", "得安稳。"]


def test_what_is_repeated_elsewhere_stays() -> None:
    text = "渡口长椅\n正文甲\n第1页\n正文乙\n渡口长椅\n正文丙"
    assert kept(text) == ["渡口长椅", "正文甲", "正文乙", "渡口长椅", "正文丙"]
