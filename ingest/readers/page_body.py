"""Which element of a web page holds the document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ingest import formulas
from ingest.headings import find_marker
from ingest.readers.html_runs import Run, is_block, text_runs
from ingest.readers.html_table import is_data_table
from ingest.readers.html_tree import own_children
from ingest.readers.page_furniture import is_bare_label, is_furniture

_PROSE: Final = re.compile(r"[。；！？]|，.{10}|[.,;!?](?:\s|\Z)")
_SHORTEST_PROSE: Final = 10
_SOURCE: Final = re.compile(r"(?:信息|文章|稿件)?来源\s*[:：]")
_TITLE_TAGS: Final = frozenset(("h1", "h2", "h3"))
_LETTER_LINE: Final = re.compile(r"附件|附表|抄送|主送|公开方式|联系人|此件公开")
_FILE_NAME: Final = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|pptx?|zip|rar|txt|jpe?g|png)\s*\Z", re.IGNORECASE)
_CHROME_NAME: Final = re.compile(
    r"(?:\A|[\s_-])(?:nav|navbar|menu|mainnav|header|footer|foot|crumbs?|breadcrumbs?|share|side|sidebar|search|copyright"
    r"|related|recommend|qrcode|ewm|toolbar|pagination|banner)(?=[\s_-]|\Z)",
    re.IGNORECASE,
)
_MARK: Final = 20.0
_SHORT_TEXT: Final = 0.1
_CELL_TEXT: Final = 0.3
_CHROME: Final = 0.3
# So much may be lost by taking an element and not the one around it: a caption, a name; never a sentence or a date.
_TOLERANCE: Final = 15.0
_LEAST: Final = 30.0
_REPEATED_FROM: Final = 20
# An element inside one of these is a part of the text and never the whole of it.
_TEXT_TAGS: Final = frozenset(
    ("p", "ul", "ol", "dl", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "caption", "a")
)


@dataclass(frozen=True, slots=True)
class PageBody:
    """The element that holds the document.

    :ivar certain: whether the text of a document stands out; else it is the whole page.
    """

    element: etree._Element
    certain: bool


def find_body(root: etree._Element) -> PageBody:
    """The element with the largest sum of worths of the paragraphs below it, the innermost of those about equal.

    Prose and the marks of official documents (文号, headings, signature, 附件) count for it; links, tools and
    imprints count against it, so that the smallest element around all of the document wins (a maximum subtree, as in
    Pasternack & Roth, "Extracting Article Text from the Web with Maximum Subsequence Segmentation", WWW 2009).
    """
    worths = _worths(root)
    best = max(worths, key=worths.__getitem__, default=root)
    if worths.get(best, 0.0) < _LEAST:
        body = next((child for child in own_children(root) if child.tag == "body"), root)
        # A short text with nothing around it is a document too.
        return PageBody(body, certain=0 < worths[root] == worths[best])
    least = worths[best] - _TOLERANCE
    while True:
        inner = _heaviest_part(best, worths)
        if inner is None or worths[inner] < least:
            return PageBody(_container(best), certain=True)
        best = inner


def _container(element: etree._Element) -> etree._Element:
    """The element around a paragraph, list or table that is all of a document: what it is would be lost inside it."""
    around = element
    for outer in (element, *element.iterancestors()):
        parent = outer.getparent()
        if parent is not None and (is_data_table(outer) or (outer is around and outer.tag in _TEXT_TAGS)):
            around = parent
    return around


def _heaviest_part(element: etree._Element, worths: Mapping[etree._Element, float]) -> etree._Element | None:
    if is_data_table(element):
        return None
    parts = [child for child in own_children(element) if child in worths and child.tag not in _TEXT_TAGS]
    return max(parts, key=worths.__getitem__, default=None)


def _worths(root: etree._Element) -> dict[etree._Element, float]:
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    chrome: set[etree._Element] = set()
    for element in elements:
        parent = element.getparent()
        if parent in chrome or (is_block(element) and _has_chrome_name(element)):
            chrome.add(element)
    worths: defaultdict[etree._Element, float] = defaultdict(float)
    seen: set[str] = set()
    labelled = False
    for run in text_runs(root):
        worth = -float(run.size) if labelled else _worth(run)
        labelled = is_bare_label(run.text)
        # A page for telephones beside the one for screens: the same text again is worth nothing.
        if worth > 0 and run.size >= _REPEATED_FROM:
            worth = 0.0 if run.text in seen else worth
            seen.add(run.text)
        worths[run.owner] += worth * _CHROME if worth > 0 and run.owner in chrome else worth
    for element in reversed(elements):
        parent = element.getparent()
        if parent is not None and element is not root and element in worths:
            worths[parent] += worths[element]
    return worths


def _has_chrome_name(element: etree._Element) -> bool:
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    return element.tag in ("aside", "footer") or _CHROME_NAME.search(names[:200]) is not None


def _worth(run: Run) -> float:
    """How much a paragraph speaks for being the document's, in characters; negative where it speaks against it."""
    text = run.text.strip()
    own = run.size - run.linked
    if is_furniture(text):
        return -float(run.size)
    if run.linked > own:
        return 0.0 if _LETTER_LINE.match(text) or _FILE_NAME.search(text) else -float(run.linked)
    if run.owner.tag in _TITLE_TAGS or _SOURCE.match(text):
        # The page's title is found wherever it stands, and an article's own headings stand among its text.
        return 0.0
    if _is_mark(text):
        return own + _MARK
    if (own >= _SHORTEST_PROSE and _PROSE.search(text)) or find_marker(text) is not None:
        return float(own)
    return own * (_CELL_TEXT if run.owner.tag in ("td", "th") else _SHORT_TEXT)


def _is_mark(text: str) -> bool:
    return formulas.is_document_number(text) or formulas.is_date(text) or _LETTER_LINE.match(text) is not None
