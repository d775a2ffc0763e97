"""Tables and lines of pages that were recognised."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from ingest import Document
from ingest.document import BlockKind
from ingest.ocr import RecognisedLine, RecognisedPage
from ingest.readers.image import ImageReader
from ingest.readers.page_layer import composed
from ingest.readers.reader import FileContent
from ingest.readers.recognised import recognised_layer
from ingest.reading import read_content
from ingest.resources import ReadingResources

PITCH = 30
WIDTH, HEIGHT = 1240, 1754
POINTS = 595 / WIDTH
COLUMNS = (150, 300, 750, 1100)
ROWS = (500, 580, 660, 780)
HEADER = ("序号", "支持标准", "牵头科室")
CELLS = {(0, 0): HEADER[0], (0, 1): HEADER[1], (0, 2): HEADER[2], (1, 0): "1", (1, 1): "一次性奖励50万元"} | {
    (1, 2): "装备科",
    (2, 0): "2",
    (2, 2): "节能科",
}
ABOVE, BELOW = "现将本年度支持项目和标准公布如下。", "上述标准自公布之日起执行。"


def line(text: str, left: float, top: float) -> RecognisedLine:
    right, bottom = left + PITCH * len(text), top + PITCH
    return RecognisedLine(text, ((left, top), (right, top), (right, bottom), (left, bottom)), 0.99)


def lines() -> list[RecognisedLine]:
    cells = [line(text, COLUMNS[at] + 8, ROWS[row] + 20) for (row, at), text in CELLS.items()]
    # One cell of two lines, the second found first.
    two = [line("单台最高不超过500万元", COLUMNS[1] + 8, 725), line("按销售额的30%补助，", COLUMNS[1] + 8, 670)]
    return [*two, *cells, line(BELOW, 150, 900), line(ABOVE, 150, 300)]


def picture(rows: Sequence[int] = ROWS, columns: Sequence[int] = COLUMNS) -> Image.Image:
    image = Image.new("L", (WIDTH, HEIGHT), 250)
    draw = ImageDraw.Draw(image)
    for y in rows:
        draw.line((columns[0], y, columns[-1], y), fill=20, width=2)
    for x in columns:
        draw.line((x, rows[0], x, rows[-1]), fill=20, width=2)
    return image


def page(*found: RecognisedLine) -> RecognisedPage:
    return RecognisedPage(WIDTH, HEIGHT, found)


class Reads:
    """An engine that finds given lines."""

    version = "given"

    def __init__(self, *found: RecognisedLine) -> None:
        self._found = found

    def read(self, image: Image.Image) -> RecognisedPage:
        return page(*self._found)


def document(tmp_path: Path, image: Image.Image, *found: RecognisedLine) -> Document:
    path = tmp_path / "a.png"
    image.save(path)
    file = FileContent(path, path.read_bytes(), ReadingResources(ocr=Reads(*found)))
    assert ImageReader().recognises(file)
    return read_content(file, "s/a.png")


def test_a_ruled_table_is_read_as_rows_between_the_lines_around_it(tmp_path: Path) -> None:
    read = document(tmp_path, picture(), *lines())
    assert read.text.split("\n") == [
        ABOVE,
        "序号\t支持标准\t牵头科室",
        "1\t一次性奖励50万元\t装备科",
        "2\t按销售额的30%补助，单台最高不超过500万元\t节能科",
        BELOW,
    ]
    assert read.tables[0].header_rows == 1
    assert [block.kind for block in read.blocks].count(BlockKind.TABLE_ROW) == 3


def test_a_line_recognised_over_two_columns_is_cut_at_the_ruling(tmp_path: Path) -> None:
    found = [each for each in lines() if each.text not in ("1", "一次性奖励50万元")]
    across = line("一次性奖励", COLUMNS[1] - 62, ROWS[1] + 20)  # two characters before the line, three behind it
    read = document(tmp_path, picture(), *found, across)
    assert read.tables[0].rows[1] == ("一次", "性奖励", "装备科")


def test_each_line_of_a_cell_keeps_its_place_on_the_page() -> None:
    (composition,) = composed([recognised_layer(page(*lines()), picture(), POINTS)])
    placed = {composition.text[place.start : place.end]: place.box for place in composition.places}
    assert placed["单台最高不超过500万元"].top == pytest.approx(725 / HEIGHT, abs=1e-4)
    assert placed["节能科"].left == pytest.approx((COLUMNS[2] + 8) / WIDTH, abs=1e-4)
    assert placed[ABOVE].bottom == pytest.approx((300 + PITCH) / HEIGHT, abs=1e-4)
    assert len(placed) == len(lines())


def test_without_ruling_lines_the_lines_stay(tmp_path: Path) -> None:
    read = document(tmp_path, picture(rows=(440, 450), columns=(150, 160)), *lines())
    assert read.tables == ()
    assert "装备科" in read.text


def test_a_frame_around_text_and_an_underline_are_no_table(tmp_path: Path) -> None:
    frame = picture(rows=(280, 350), columns=(140, 1100))
    draw = ImageDraw.Draw(frame)
    draw.line((150, 935, 600, 935), fill=20, width=2)
    draw.line((100, 150, 1140, 150), fill=60, width=6)  # a letterhead's line
    read = document(tmp_path, frame, line(ABOVE, 150, 300), line(BELOW, 150, 900))
    assert read.tables == ()
    assert read.text.replace("\n", "") == ABOVE + BELOW


def test_a_grid_with_one_column_of_text_loses_none_of_it(tmp_path: Path) -> None:
    read = document(tmp_path, picture(rows=(280, 350, 420), columns=(140, 700, 900, 1000, 1100)), line(ABOVE, 150, 300))
    assert read.tables == ()
    assert read.text == ABOVE


def test_a_table_goes_on_on_the_next_page() -> None:
    first = recognised_layer(
        page(
            *(line(text, COLUMNS[at] + 8, 1520) for at, text in enumerate(HEADER)),
            line("1", 158, 1620),
            line("装备科", 758, 1620),
            line(ABOVE, 150, 300),
        ),
        picture(rows=(1500, 1600, 1700)),
        POINTS,
    )
    # The sheet lies a little to the right, as sheets in a scanner do.
    second = recognised_layer(
        page(
            *(line(text, COLUMNS[at] + 20, 270) for at, text in enumerate(HEADER)),
            line("2", 170, 370),
            line("节能科", 770, 370),
        ),
        picture(rows=(250, 350, 450), columns=[x + 12 for x in COLUMNS]),
        POINTS,
    )
    pages = composed([first, second])
    assert pages[0].header_rows == (1,)
    assert pages[1].header_rows == ()
    assert pages[1].text == "2\t\t节能科\n"
