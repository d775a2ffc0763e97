"""The files in the trash, each with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from page.corpus.buttons import button
from page.corpus.jobs_list import size_in_words
from page.strings import Strings


@dataclass(frozen=True, slots=True)
class TrashedFile:
    """A file in the trash.

    :ivar key: what it is restored by.
    :ivar deleted_at: with zone, like ``kept_until``.
    """

    key: str
    name: str
    size: int
    deleted_at: datetime
    kept_until: datetime


def trash_html(files: Sequence[TrashedFile], days: int, strings: Strings, *, may_change: bool) -> Markup:
    """The files, the last deleted first.

    :param days: how long each is kept.
    """
    words = strings.corpus
    if not files:
        return Markup('<p class="empty">{}</p>').format(words.trash_empty)
    rows = Markup("").join(_file(file, strings, may_change=may_change) for file in files)
    about = words.trash_hint.format(days=days)
    return Markup('<p class="about">{}</p><ul class="trash">{}</ul>').format(about, rows)


def _file(file: TrashedFile, strings: Strings, *, may_change: bool) -> Markup:
    words = strings.corpus
    day, until = (f"{moment.astimezone():%Y-%m-%d}" for moment in (file.deleted_at, file.kept_until))
    label = f"{words.restore} {file.name}"
    back = button("restore", file.key, words.restore, strings, label=label) if may_change else Markup("")
    return Markup("<li><p><b>{}</b><small>{} · {}</small></p>{}</li>").format(
        file.name, size_in_words(file.size), words.trash_facts.format(day=day, until=until), back
    )
