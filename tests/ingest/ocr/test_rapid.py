from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.ocr import RapidOcr
from ingest.ocr.page_lines import levelled, printed_lines, tilt_of

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/PingFang.ttc",
)
LINES = (
    "第一条 为规范专项资金管理，制定本办法。",
    "第二条 对符合条件的企业给予一次性奖励。",
    "第三条 本办法自2024年8月1日起施行。",
    "第四条 由市工业和信息化局负责解释。",
)


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    path = next((path for path in FONTS if Path(path).exists()), None)
    if path is None:
        pytest.skip("no Chinese font is installed to draw a page with")
    image = Image.new("RGB", (900, 400), "white")
    draw = ImageDraw.Draw(image)
    for at, text in enumerate(LINES):
        # The third face of the collection is the simplified Chinese one.
        draw.text((60, 40 + 80 * at), text, fill="black", font=ImageFont.truetype(path, 36, index=2))
    return image


def read(image: Image.Image) -> list[str]:
    found = RapidOcr().read(image)
    lines = [
        "".join(stretch.text for stretch in line.stretches) for line in printed_lines(levelled(found, tilt_of(found)))
    ]
    return [line.replace(" ", "") for line in lines]


@pytest.mark.parametrize("turned", [0, 90])
def test_a_page_is_read_whichever_way_it_lies(sheet: Image.Image, turned: int) -> None:
    image = sheet.rotate(turned, expand=True)
    assert read(image) == [line.replace(" ", "") for line in LINES]


def test_a_page_on_its_head_and_where_its_lines_stand(sheet: Image.Image) -> None:
    upside_down = RapidOcr().read(sheet.rotate(180))
    assert [
        "".join(stretch.text for stretch in line.stretches)[:3]
        for line in printed_lines(levelled(upside_down, tilt_of(upside_down)))
    ] == [line[:3] for line in LINES]
    first = next(line for line in upside_down.lines if "第一条" in line.text)
    (x, y), *_, (left, bottom) = first.corners
    # Drawn at 60, 40 and 36 high; turned about the middle of 900 by 400. The first corner is the first character's.
    assert (x, y) == pytest.approx((840, 360), abs=16)
    assert (left, bottom) == pytest.approx((840, 316), abs=16)
    assert upside_down.turned == 2
    assert first.confidence > 0.9


def test_a_blank_page_after_a_page_of_text(sheet: Image.Image) -> None:
    assert RapidOcr().read(Image.new("L", (600, 600), "white")).lines == ()


def test_it_travels_to_worker_processes() -> None:
    assert pickle.loads(pickle.dumps(RapidOcr())) == RapidOcr()
    assert RapidOcr().version.startswith("rapidocr-3.")


def test_reading_a_file_with_a_text_layer_loads_no_engine() -> None:
    code = (
        "import sys, ingest.reading; print([name for name in ('rapidocr', 'cv2', 'pdfplumber') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
