"""PDFs as a browser prints them."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from corpus.press.source_text import ARTICLE, Line, Source

STYLESHEET = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
@page :right { @bottom-right { content: "— " counter(page) " —"; font: 14pt "Noto Serif CJK SC"; padding-right: 1em; } }
@page :left { @bottom-left { content: "— " counter(page) " —"; font: 14pt "Noto Serif CJK SC"; padding-left: 1em; } }
body { font: 16pt/28.95pt "Noto Serif CJK SC", serif; margin: 0; text-align: justify; line-break: strict; }
p { margin: 0; text-indent: 2em; }
.class { text-indent: 0; text-align: right; }
.issuer { text-indent: 0; text-align: center; font-size: 30pt; line-height: 44pt; color: #d40000; font-weight: bold;
          letter-spacing: .08em; }
.number { text-indent: 0; text-align: right; padding: 6pt 0; border-top: 2.5pt solid #d40000; }
.title { text-indent: 0; text-align: center; text-wrap: balance; font-size: 22pt; line-height: 34pt; font-weight: bold;
         margin: 24pt 0 29pt; }
.addressee, .note { text-indent: 0; }
.chapter { text-indent: 0; text-align: center; font-family: "Noto Sans CJK SC"; margin: 14pt 0; break-after: avoid; }
.section { font-family: "Noto Sans CJK SC"; break-after: avoid; }
.article b { font-family: "Noto Sans CJK SC"; font-weight: normal; margin-right: 1em; }
.signature { text-align: right; padding-right: 2em; break-before: avoid; }
.signature.first { margin-top: 57.9pt; }
.date { text-align: right; padding-right: 4em; margin-bottom: 28.95pt; break-before: avoid; }
.note { font-size: 14pt; line-height: 24pt; }
"""
# A letter has no page number on its first page, and a running header starts on the second.
FIRST_PAGE = "@page :first { @bottom-right { content: none; } @top-center { content: none; } }"
RUNNING_HEADER = '@page {{ @top-center {{ content: "{}"; font: 12pt "Noto Serif CJK SC"; color: #555; }} }}'
TYPE_SIZE = "body {{ font-size: {}; line-height: {}; }}"

CHROMIUM_SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)


def markup(line: Line, *, first_signature: bool) -> str:
    text = html.escape(line.text).replace("\n", "<br>")
    if line.style == "article":
        text = ARTICLE.sub(r"<b>\1</b>", text, count=1)
    style = "signature first" if first_signature else line.style
    return f'<p class="{style}">{text}</p>'


def page(source: Source) -> str:
    """The document as one HTML page, ready to be printed."""
    style = STYLESHEET
    if header := source.get("header"):
        style += RUNNING_HEADER.format(header)
    if size := source.get("type"):
        style += TYPE_SIZE.format(*size.split("/"))
    style += FIRST_PAGE
    body, previous = [], ""
    for line in source.lines():
        body.append(markup(line, first_signature=line.style == "signature" != previous))
        previous = line.style
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{html.escape(source.title)}</title>'
        f"<style>{style}</style>{''.join(body)}</html>"
    )


def write_pdf(source: Source, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        web_page, printed, dated = (Path(folder, name) for name in ("page.html", "printed.pdf", "dated.pdf"))
        web_page.write_text(page(source), encoding="utf-8")
        command = [program("chromium", "chromium-browser", "google-chrome"), *CHROMIUM_SWITCHES]
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={printed}", web_page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        # The stamp keeps its length, so that the cross-reference table stays right.
        stamp = f"D:{source.issued:%Y%m%d%H%M%S}".encode()
        dated.write_bytes(re.sub(rb"D:\d{14}", stamp, printed.read_bytes()))
        # Chromium embeds these fonts as Type 3, hundreds of small uncompressed objects: packing them saves 40 %.
        packing = ["--object-streams=generate", "--recompress-flate", "--compression-level=9", "--deterministic-id"]
        subprocess.run([program("qpdf"), *packing, dated, path], check=True, capture_output=True, timeout=60)


def program(*names: str) -> str:
    """The first of the programs that is installed."""
    for name in names:
        if found := shutil.which(name):
            return found
    raise FileNotFoundError(f"None of {', '.join(names)} is on PATH; the PDFs need it. Install it and run this again.")
