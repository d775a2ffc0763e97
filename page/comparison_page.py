"""Two versions of a document as one HTML file, side by side; it needs no other."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from markupsafe import Markup

from answer.comparison import Comparison
from page.colours import colours
from page.comparison_html import comparison_html, summary
from page.strings import Strings

#: Found near the top of every file written here.
SIGNATURE: Final = Markup('<meta name="generator" content="policykb compare">')
_STYLES: Final = (Path(__file__).with_suffix(".css"), Path(__file__).with_name("comparison.css"))


def comparison_page(comparison: Comparison, strings: Strings) -> Markup:
    """The whole file."""
    style = "\n".join((colours(), *(path.read_text(encoding="utf-8") for path in _STYLES)))
    return Markup(
        '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n{signature}\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n<style>\n{style}</style>\n'
        "</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{summary}</p>\n{body}</main>\n</body>\n</html>\n"
    ).format(
        language=strings.language,
        signature=SIGNATURE,
        title=comparison.new.metadata.title or comparison.new.name,
        style=Markup(style),  # noqa: S704 - our own files
        summary=summary(comparison, strings),
        body=comparison_html(comparison, strings),
    )
