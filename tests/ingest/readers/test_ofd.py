"""OFD files written by hand from GB/T 33190-2016; there is no free sample."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ingest import Document, FileError
from ingest.document import BlockKind
from ingest.reading import read_document

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def text_object(text: str, x: float, y: float, size: float = 5.0, *, delta: str | None = None, more: str = "") -> str:
    """A line of text whose base is at ``y`` millimetres; characters are ``size`` apart."""
    steps = f"g {len(text) - 1} {size}" if delta is None else delta
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - size} 170 {size + 1}" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def page(*objects: str, template: str = "", layer: str = "Body") -> str:
    used = f'<ofd:Template TemplateID="{template}"/>' if template else ""
    body = "".join(objects)
    return (
        f"{HEAD}<ofd:Page {SPACE}>{used}<ofd:Content>"
        f'<ofd:Layer ID="3" Type="{layer}">{body}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def ofd(*documents: list[str], templates: dict[str, str] | None = None, missing: int | None = None) -> bytes:
    """A file of documents, each the XML of its pages; templates by id, for all documents."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        bodies = ""
        for at, pages in enumerate(documents):
            bodies += f"<ofd:DocBody><ofd:DocRoot>/Doc_{at}/Document.xml</ofd:DocRoot></ofd:DocBody>"
            listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
            shared = "".join(f'<ofd:TemplatePage ID="{n}" BaseLoc="Tpls/{n}.xml"/>' for n in templates or {})
            archive.writestr(
                f"Doc_{at}/Document.xml",
                f"{HEAD}<ofd:Document {SPACE}><ofd:CommonData>{shared}</ofd:CommonData>"
                f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
            )
            for number, xml in enumerate(pages):
                if number != missing:
                    archive.writestr(f"Doc_{at}/Pages/Page_{number}/Content.xml", xml)
            for name, xml in (templates or {}).items():
                archive.writestr(f"Doc_{at}/Tpls/{name}.xml", xml)
        archive.writestr("OFD.xml", f'{HEAD}<ofd:OFD {SPACE} Version="1.0" DocType="OFD">{bodies}</ofd:OFD>')
    return buffer.getvalue()


def read(data: bytes, folder: Path) -> Document:
    path = folder / "a.ofd"
    path.write_bytes(data)
    return read_document(path, "s/a.ofd")


FIRST = [
    text_object("海州市专项资金管理办法", 50, 30, 7.76),
    text_object("第一条　为规范海州市专项资金的管理，提高财政资金使用效益，", 30, 50),
    text_object("推动制造业高质量发展，根据有关规定，结合本市的实际情况，制定本", 20, 60),
]
SECOND = [
    text_object("办法。", 20, 30),
    text_object("第二条　本办法自印发之日起施行。", 30, 40),
]


def test_lines_become_paragraphs_over_pages(tmp_path: Path) -> None:
    document = read(ofd([page(*FIRST), page(*SECOND)]), tmp_path)
    assert document.text.split("\n") == [
        "海州市专项资金管理办法",
        "第一条 为规范海州市专项资金的管理，提高财政资金使用效益，"
        "推动制造业高质量发展，根据有关规定，结合本市的实际情况，制定本办法。",
        "第二条 本办法自印发之日起施行。",
    ]
    assert [block.kind for block in document.blocks] == [BlockKind.TITLE, BlockKind.HEADING, BlockKind.HEADING]
    assert [block.page for block in document.blocks] == [1, 1, 2]


def test_characters_are_read_where_they_are_drawn(tmp_path: Path) -> None:
    # Two columns of a row drawn out of order, a figure of single codes, and a bold title drawn twice.
    figure = (
        '<ofd:TextObject ID="9" Boundary="20 45 170 6" Size="5"><ofd:TextCode X="0" Y="5">共</ofd:TextCode>'
        '<ofd:TextCode X="5">1</ofd:TextCode><ofd:TextCode X="7.5">2</ofd:TextCode></ofd:TextObject>'
    )
    document = read(
        ofd(
            [
                page(
                    text_object("右栏", 100, 40),
                    text_object("左栏", 20, 40),
                    figure,
                    text_object("标题", 20, 20),
                    text_object("标题", 20.2, 20),
                )
            ]
        ),
        tmp_path,
    )
    assert document.text.split("\n") == ["标题", "左栏 右栏", "共12"]


def test_scaled_text_and_words_in_latin(tmp_path: Path) -> None:
    scaled = text_object("放大的标题", 10, 30, 1.0, more='CTM="10 0 0 10 0 0"')
    latin = text_object("AI chip", 20, 60, 5.0, delta="2.5 3 2.5 2.5 2.5 2.5")
    document = read(ofd([page(scaled, latin)]), tmp_path)
    assert document.text.split("\n") == ["放大的标题", "AI chip"]


def test_what_belongs_to_the_page_is_out(tmp_path: Path) -> None:
    watermark = text_object("内部资料", 50, 150, 10.0, more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    unseen = text_object("看不见", 50, 200, more='Visible="false"')
    frame = page(text_object("海州市文件", 60, 15))
    pages = [page(*FIRST, watermark, unseen, template="50"), page(*SECOND, template="50")]
    assert "海州市文件" not in (text := read(ofd(pages, templates={"50": frame}), tmp_path).text)
    assert "内部资料" not in text
    assert "看不见" not in text


def test_the_template_of_a_single_page_is_a_form(tmp_path: Path) -> None:
    form = page(text_object("企业名称：", 20, 30))
    filled = page(text_object("海州甲公司", 60, 30), template="50")
    assert read(ofd([filled], templates={"50": form}), tmp_path).text == "企业名称： 海州甲公司"


def test_several_documents_count_through(tmp_path: Path) -> None:
    document = read(ofd([page(*FIRST), page(*SECOND)], [page(text_object("附件的内容在此。", 20, 30))]), tmp_path)
    assert document.blocks[-1].page == 3


def test_a_missing_page_is_a_warning(tmp_path: Path) -> None:
    document = read(ofd([page(*SECOND), page(*FIRST)], missing=0), tmp_path)
    assert document.warnings == ("page 1 is missing from the file",)
    assert document.blocks[0].page == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ofd(), "empty"),
        (ofd([page()]), "no_text"),
        (ofd([page(*FIRST)])[:-30], "damaged"),
        (ofd([page(*FIRST).replace("<ofd:Page", "<!DOCTYPE x><ofd:Page", 1)]), "damaged"),
    ],
)
def test_codes(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(FileError) as caught:
        read(data, tmp_path)
    assert caught.value.code == code
