"""What a web page says about its document outside the document's own text: a title, a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from ingest import formulas
from ingest.paragraphs import Paragraph, Piece
from ingest.readers.html_runs import Run
from ingest.readers.html_tree import HtmlPage
from ingest.readers.page_facts import read_day
from ingest.title import find_title

_TITLE_NAMES: Final = ("articletitle", "og:title", "citation_title", "dc.title")
_DAY_NAMES: Final = ("pubdate", "publishdate", "article:published_time", "dc.date", "createdate")
_SITE: Final = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]{2,40}(?:网站?|门户|政府|局|委|厅|办|网)\s*\Z")
_HEADINGS: Final = frozenset(("h1", "h2", "h3"))
_LONGEST_DAY: Final = 20
_SHORTEST: Final = 6
_SHORTEST_STATED: Final = 4
_LONGEST: Final = 160
_PUBLISHED: Final = re.compile(r"(?:发布|发表|公布)(?:日期|时间)\s*[:：]\s*(?=\d)")
_HEAD: Final = 12
_LINES_OF_TITLE: Final = 4
_ALIKE: Final = 0.7
_NOT_WORDS: Final = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class PageTitle:
    """A title that the page gives.

    :ivar shown: whether the page shows it above the document, or it was found in the page's head only.
    """

    text: str
    shown: bool


def page_title(page: HtmlPage, around: Sequence[Run]) -> PageTitle | None:
    """The title that stands over the document on the page, else the one in the page's head.

    :param around: the runs of the page before the document.
    """
    named = next((page.facts[name] for name in _TITLE_NAMES if page.facts.get(name)), None)
    stated = named or _without_site(page.title)
    words = _words(stated)
    if words:
        for run in reversed(around):
            if _words(run.text) == words:
                return PageTitle(_squeezed(run.text), shown=True)
    for run in reversed(around):
        text = _squeezed(run.text)
        if _is_heading(run, text) and (named is None or _words(text) in words):
            return PageTitle(text, shown=True)
    return PageTitle(stated, shown=False) if _SHORTEST_STATED <= len(stated) <= _LONGEST else None


def _is_heading(run: Run, text: str) -> bool:
    """Whether it may be the title: no link, and no way through the site (首页 > 通知)."""
    is_plain = run.linked * 2 < run.size and ">" not in text
    return run.owner.tag in _HEADINGS and is_plain and _SHORTEST <= len(text) <= _LONGEST


def page_day(page: HtmlPage, around: Sequence[Run]) -> date | None:
    """The day of publication."""
    text = " ".join(_squeezed(run.text) for run in around)
    stated = [text[match.end() : match.end() + _LONGEST_DAY] for match in _PUBLISHED.finditer(text)]
    days = map(read_day, [*stated, *(page.facts.get(name, "") for name in _DAY_NAMES)])
    return next((day for day in days if day is not None), None)


def title_lines(texts: Sequence[str], title: str) -> range | None:
    """Which of a document's first lines together are the title that its page gives; ``None`` where none are."""
    words = _words(title)
    best, found = _ALIKE, None
    for start in range(min(len(texts), _HEAD)):
        joined = ""
        for end in range(start + 1, min(start + _LINES_OF_TITLE, len(texts)) + 1):
            joined += _words(texts[end - 1])
            likeness = min(len(joined), len(words)) / max(len(joined), len(words), 1)
            if likeness > best and (joined in words or words in joined):
                best, found = likeness, range(start, end)
    return found


def has_formal_title(texts: Sequence[str]) -> bool:
    """Whether a document opens as official ones do: its 文号, and below that its title."""
    number_at = next((at for at, text in enumerate(texts[:_HEAD]) if formulas.is_document_number(text.strip())), None)
    if number_at is None:
        return False
    found = find_title([Paragraph((Piece(text.strip(), 0, 1),)) for text in texts[: number_at + _HEAD]])
    return found is not None and found.start > number_at


def _without_site(title: str) -> str:
    """关于…的通知 - 海州市人民政府门户网站 → 关于…的通知"""
    return _SITE.sub("", title)


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", text)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def runs_before(runs: Sequence[Run], element: etree._Element) -> Sequence[Run]:
    """The runs of a page that stand before an element."""
    inside = next((at for at, run in enumerate(runs) if holds(element, run.owner)), len(runs))
    return runs[:inside]


def holds(element: etree._Element, inner: etree._Element) -> bool:
    """Whether an element is another one or stands around it."""
    return inner is element or element in inner.iterancestors()
