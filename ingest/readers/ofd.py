"""OFD, the national standard for fixed layouts (GB/T 33190-2016): lines on paper, page by page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ingest.readers.ofd_page import Glyph, page_glyphs, page_text
from ingest.readers.page_text import PageText, join_pages
from ingest.readers.reader import FileContent
from ingest.readers.zip_parts import ZipParts, has_part, resolve
from ingest.source_text import SourceText

_ROOT: Final = "OFD.xml"
_ROOT_NAME: Final = re.compile(rb"OFD\.xml")
_ENCRYPTION: Final = re.compile(r"(?:^|/)Encrypt\w*\.xml$", re.IGNORECASE)
_PAGES: Final = "{*}Pages/{*}Page"


class OfdReader:
    """OFD by ZIP and XML; drawn text only, so of scans nothing."""

    def recognises(self, file: FileContent) -> bool:
        """A ZIP archive with OFD's root part, or what is left of one."""
        return has_part(file, _ROOT_NAME)

    def read(self, file: FileContent) -> SourceText:
        """One line for each line on paper; the pages of several documents in one file are counted through.

        Text of a template that several pages share (letterheads, page frames) is left out; that of one which a
        single page uses is the page's own, as in forms. Watermarks at an angle are left out.
        """
        parts = ZipParts(file)
        if any(_ENCRYPTION.search(name) for name in parts.names):
            raise file.error("encrypted", "an encrypted OFD. Remove the protection and save it again.")
        root = parts.xml(_ROOT)
        documents = [
            _Document(parts, resolve(_ROOT, path.text or "")) for path in root.iterfind("{*}DocBody/{*}DocRoot")
        ]
        file.refuse_pages(sum(document.page_count for document in documents))
        pages: list[PageText] = []
        warnings: list[str] = []
        for document in documents:
            for page in document.pages():
                if page is None:
                    warnings.append(f"page {len(pages) + 1} is missing from the file")
                pages.append(page or PageText())
        if not pages:
            raise file.error("empty", "an OFD without pages. Get a fresh copy.")
        if not any(page.lines for page in pages):
            raise file.error("no_text", "an OFD without drawn text. A scan? Save it as PDF, whose pictures are read.")
        return join_pages(enumerate(pages, 1), warnings)


@dataclass(frozen=True, slots=True)
class _Page:
    root: etree._Element
    templates: tuple[str, ...]


class _Document:
    """One of the documents in a file."""

    def __init__(self, parts: ZipParts, part: str) -> None:
        self._parts = parts
        self._part = part
        self._root = parts.xml(part)
        places = self._root.iterfind("{*}CommonData/{*}TemplatePage")
        self._templates = {str(element.get("ID")): self._resolved(element) for element in places}

    @property
    def page_count(self) -> int:
        return sum(1 for _ in self._root.iterfind(_PAGES))

    def pages(self) -> Iterator[PageText | None]:
        """The pages in order, ``None`` for one whose part is missing."""
        pages = [self._page(element) for element in self._root.iterfind(_PAGES)]
        uses = Counter(name for page in pages if page is not None for name in page.templates)
        for page in pages:
            if page is None:
                yield None
                continue
            own = page_glyphs(page.root)
            yield page_text(
                [*own, *(glyph for name in page.templates if uses[name] == 1 for glyph in self._glyphs(name))]
            )

    def _page(self, element: etree._Element) -> _Page | None:
        part = self._resolved(element)
        if part not in self._parts:
            return None
        root = self._parts.xml(part)
        return _Page(root, tuple(str(used.get("TemplateID")) for used in root.iterfind("{*}Template")))

    def _glyphs(self, template: str) -> list[Glyph]:
        part = self._templates.get(template, "")
        return page_glyphs(self._parts.xml(part)) if part in self._parts else []

    def _resolved(self, element: etree._Element) -> str:
        return resolve(self._part, str(element.get("BaseLoc", "")))
