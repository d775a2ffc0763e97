"""A source text of the sample corpus: a head of fields and a body of paragraphs (form: ``corpus/make.py``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

ARTICLE = re.compile(r"(第[一二三四五六七八九十]+条)[ 　]?")
# The style of a body paragraph by its first characters.
BODY_STYLES = {
    "chapter": re.compile(r"第[一二三四五六七八九十]+章 "),
    "article": ARTICLE,
    "section": re.compile(r"[一二三四五六七八九十]+、"),
    "item": re.compile(r"（[一二三四五六七八九十]+）"),
}
INDENTED = frozenset({"article", "section", "item", "paragraph"})
TITLE_BREAK = "//"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a document and the style it is set in."""

    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source text: the fields of its head, in order, and its body, one paragraph or table row a line."""

    fields: tuple[tuple[str, str], ...]
    body: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> Source:
        head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
        fields = []
        for line in head.splitlines():
            key, separator, value = line.partition(": ")
            if not separator:
                raise ValueError(f"{path}: {line!r} in the head is not of the form 'key: value'.")
            fields.append((key, value))
        return cls(tuple(fields), tuple(body.splitlines()))

    def all(self, key: str) -> list[str]:
        return [value for name, value in self.fields if name == key]

    def get(self, key: str) -> str:
        return next(iter(self.all(key)), "")

    @property
    def title(self) -> str:
        return self.get("title").replace(TITLE_BREAK, "")

    @property
    def issued(self) -> datetime:
        numbers = re.findall(r"\d+", self.get("date") or self.get("adoption"))
        year, month, day = (int(number) for number in numbers[:3])
        return datetime(year, month, day, 9)

    def lines(self, *, title_break: str = "\n") -> Iterator[Line]:
        """The whole document from letterhead to 抄送; only a title can hold a line break."""
        for key in ("class", "issuer", "number", "title", "adoption", "addressee"):
            yield from (Line(key, value.replace(TITLE_BREAK, title_break)) for value in self.all(key))
        for text in self.body:
            yield Line("row" if text.startswith("|") else body_style(text), text)
        for key in ("signature", "date", "note"):
            yield from (Line(key, value) for value in self.all(key))


def body_style(text: str) -> str:
    return next((style for style, pattern in BODY_STYLES.items() if pattern.match(text)), "paragraph")
