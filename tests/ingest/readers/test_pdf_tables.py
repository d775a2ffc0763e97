from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest import Document
from ingest.document import BlockKind, Span
from ingest.reading import read_document

HEADER = ("序号", "支持方向", "支持标准")
COLUMNS = (80.0, 130.0, 260.0, 500.0)
SIZE, ROW = 12.0, 24.0
Cells = Sequence[str]


class Sheet:
    """Draws rows from a height downwards; a cell's lines are separated by line feeds."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        self._buffer = BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=A4)
        self._font()

    def text(self, height: float, text: str) -> None:
        self._canvas.drawString(COLUMNS[0], height, text)

    def rows(self, height: float, rows: Sequence[Cells], *, above: bool = True, below: bool = True) -> float:
        """A table whose outer lines may be missing, as where a page break cuts a row."""
        top = height
        for at, row in enumerate(rows):
            bottom = height - ROW * max(cell.count("\n") + 1 for cell in row)
            for x, cell in zip(COLUMNS, row, strict=False):
                for line, text in enumerate(cell.split("\n")):
                    self._canvas.drawString(x + 4, height - ROW * line - 16, text)
            if at or above:
                self._canvas.line(COLUMNS[0], height, COLUMNS[-1], height)
            height = bottom
        if below:
            self._canvas.line(COLUMNS[0], height, COLUMNS[-1], height)
        for x in COLUMNS:
            self._canvas.line(x, top, x, height)
        return height

    def squares(self) -> None:
        self._canvas.grid([5 * n for n in range(1, 110)], [5 * n for n in range(1, 160)])

    def turn(self) -> None:
        self._canvas.drawString(280, 40, f"— {self._canvas.getPageNumber()} —")
        self._canvas.showPage()
        self._font()

    def read(self, folder: Path) -> Document:
        self.turn()
        self._canvas.save()
        path = folder / "a.pdf"
        path.write_bytes(self._buffer.getvalue())
        return read_document(path, "s/a.pdf")

    def _font(self) -> None:
        self._canvas.setFont("STSong-Light", SIZE)
        self._canvas.setLineWidth(0.5)


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def loose(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.table is None]


def test_rows_stand_where_the_table_stood(sheet: Sheet, tmp_path: Path) -> None:
    sheet.text(760, "支持标准如下：")
    end = sheet.rows(
        740, [HEADER, ("1", "流片补助", "按30%给予补助，\n最高200万元"), ("2", "设备 purchase\nof tools", "")]
    )
    sheet.text(end - 30, "以上资金由市财政安排。")
    document = sheet.read(tmp_path)
    assert document.text.split("\n") == [
        "支持标准如下：",
        "序号\t支持方向\t支持标准",
        "1\t流片补助\t按30%给予补助，最高200万元",
        "2\t设备 purchase of tools\t",
        "以上资金由市财政安排。",
    ]
    (table,) = document.tables
    assert table.header_rows == 1
    assert table.page == 1
    assert table.rows[1] == ("1", "流片补助", "按30%给予补助，最高200万元")
    assert [block.kind for block in document.blocks if block.table == 0] == [BlockKind.TABLE_ROW] * 3


def test_a_repeated_header_is_left_out(sheet: Sheet, tmp_path: Path) -> None:
    sheet.rows(140, [HEADER, ("1", "流片", "最高200万元。")])
    sheet.turn()
    sheet.rows(780, [HEADER, ("2", "设备", "最高100万元。")])
    document = sheet.read(tmp_path)
    (table,) = document.tables
    assert table.rows == (HEADER, ("1", "流片", "最高200万元。"), ("2", "设备", "最高100万元。"))
    assert loose(document) == []
    assert [block.page for block in document.blocks] == [1, 1, 2]


@pytest.mark.parametrize("closed", [True, False])
def test_a_row_cut_by_a_page_break_is_whole(sheet: Sheet, tmp_path: Path, *, closed: bool) -> None:
    # With lines at the break the first part must reach the end of its column, or it could be a row by itself.
    first = "对符合条件的企业按实际投入给予补助，"
    sheet.rows(140, [HEADER, ("1", "流片", first)], below=closed)
    sheet.turn()
    sheet.rows(780, [("", "", "最高200万元。"), ("2", "设备", "最高100万元。")], above=closed)
    (table,) = sheet.read(tmp_path).tables
    assert table.rows == (HEADER, ("1", "流片", first + "最高200万元。"), ("2", "设备", "最高100万元。"))


def test_a_row_over_three_pages(sheet: Sheet, tmp_path: Path) -> None:
    sheet.rows(140, [HEADER, ("1", "流片", "甲，")], below=False)
    sheet.turn()
    sheet.rows(780, [("", "", "\n".join(["乙，"] * 28))], above=False, below=False)
    sheet.turn()
    sheet.rows(780, [("", "", "丙。"), ("2", "设备", "丁。")], above=False)
    (table,) = sheet.read(tmp_path).tables
    assert table.rows[1:] == (("1", "流片", "甲，" + "乙，" * 28 + "丙。"), ("2", "设备", "丁。"))


def test_an_empty_first_cell_alone_joins_no_rows(sheet: Sheet, tmp_path: Path) -> None:
    sheet.rows(140, [HEADER, ("1", "流片", "最高200万元")])
    sheet.turn()
    sheet.rows(780, [("", "设备", "最高100万元")])
    (table,) = sheet.read(tmp_path).tables
    assert len(table.rows) == 3


def test_text_between_keeps_tables_apart(sheet: Sheet, tmp_path: Path) -> None:
    sheet.rows(300, [HEADER, ("1", "流片", "最高200万元。")])
    sheet.text(160, "注：以上标准自印发之日起执行。")
    sheet.turn()
    sheet.rows(780, [HEADER, ("1", "设备", "最高100万元。")])
    document = sheet.read(tmp_path)
    assert [len(table.rows) for table in document.tables] == [2, 2]
    assert [block.table for block in document.blocks] == [0, 0, None, 1, 1]


def test_a_frame_around_text_is_no_table(sheet: Sheet, tmp_path: Path) -> None:
    sheet.rows(700, [("", "", "")])
    sheet.text(760, "第一条 本办法自印发之日起施行。")
    document = sheet.read(tmp_path)
    assert document.tables == ()
    assert document.text == "第一条 本办法自印发之日起施行。"


def test_squared_paper_is_no_table(sheet: Sheet, tmp_path: Path) -> None:
    sheet.squares()
    sheet.text(700, "第一条 本办法自印发之日起施行。")
    assert sheet.read(tmp_path).tables == ()


def test_cells_are_boxed_where_they_stand(sheet: Sheet, tmp_path: Path) -> None:
    sheet.rows(740, [HEADER, ("1", "流片", "最高200万元")])
    document = sheet.read(tmp_path)
    (boxes,) = document.page_boxes
    row = document.text.index("最高")
    (source,) = document.source_map.source_spans(Span(row, row + 2))
    (line,) = [line for line in boxes.lines if line.start == source.start]
    width, height = A4
    assert line.box.left == pytest.approx(264 / width, abs=0.003)
    # Its base line is at 740 - 24 - 16 points; a character is 12 high.
    assert line.box.top < (height - 700) / height < line.box.bottom
    assert boxes.page == 1
