"""Which authorities a sentence says are in charge, where the article that it is about names others: （责任单位：…）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from draft.review.actors import AUTHORITY, is_same_authority
from draft.review.finding import in_statement
from draft.review.reply import Statement
from draft.review.retelling import Passage, Retellings
from draft.review.sources import Sources
from draft.types import Finding, Severity
from ingest.document import Span

_IN_CHARGE: Final = "(?:责任|牵头|主管)(?:单位|部门)|负责|牵头|受理|主管|承办"
# 市财政局负责资金拨付 is in charge of that alone.
_CHARGED: Final = re.compile(
    r"[^，。；！？\n]*(?:(?:责任|牵头|主管)(?:单位|部门)[^，。；！？\n]*"
    r"|(?:负责|牵头|受理|主管|承办)(?:组织|实施|落实|办理|受理|申报)*(?=[，。；！？\n]|$))"
)
# What an article ends with: （责任单位：市财政局）, （市科技局牵头，市财政局配合）.
_DUTY_LINE: Final = re.compile(rf"[（(][^（()）]*(?:{_IN_CHARGE}|配合)[^（()）]*[)）]")
_DUTY_WORDS: Final = re.compile(
    rf"(?:分别|共同|具体|按照?职责(?:分工)?)?(?:由|为|是)?(?:{_IN_CHARGE})(?:为|是|：)?|[、和及与由]"
)
# 该项补贴由…负责: what it is stands before.
_POINTS_BACK: Final = re.compile("(?:^|[，；])(?:该|此|上述|以上|这|其|具体)")
# Of what is in someone's charge the share that an article must hold to be on it, and how much more than the next one.
_ON_IT: Final = 0.35
_MARGIN: Final = 0.1


def check_duties(statement: Statement, retellings: Retellings, sources: Sources) -> Iterator[Finding]:
    """Hold the authorities that a sentence puts in charge against those of the article that it retells."""
    clauses = [match for match in _CHARGED.finditer(statement.text) if AUTHORITY.search(match.group())]
    if not clauses:
        return
    found = _duty(_matter(statement), retellings)
    if found is None:
        return
    passage, span, line = found
    named = {match["core"] for match in AUTHORITY.finditer(passage.chunk.text)}
    for clause in clauses:
        for match in AUTHORITY.finditer(statement.text, *clause.span()):
            if any(is_same_authority(match["core"], core) for core in named):
                continue
            message = f"责任单位与来源不一致：文中为{match.group()}，来源为“{line.strip('（）()')}”。"
            citations = [sources.cite_span(passage.card, span)]
            yield in_statement(Severity.WARNING, "actor_differs", statement, message, citations, Span(*match.span()))


def _matter(statement: Statement) -> Statement:
    """What is in someone's charge: the sentence without who is, after the one before it where it points back."""
    text = _DUTY_WORDS.sub("", AUTHORITY.sub("", statement.text))
    return replace(statement, text=f"{statement.before}{text}" if _POINTS_BACK.search(statement.text) else text)


def _duty(matter: Statement, retellings: Retellings) -> tuple[Passage, Span, str] | None:
    """The passage on a matter that ends with who is in charge, and that line; ``None`` where it is not sure which."""
    charged = [
        (passage, span, line.group())
        for passage in retellings.passages(matter)
        for span, text, _ in passage.sentences()
        if (line := _DUTY_LINE.fullmatch(text.strip())) is not None
    ]
    charged.sort(key=lambda each: -each[0].coverage)
    if not charged or charged[0][0].coverage < _ON_IT:
        return None
    if len(charged) > 1 and charged[1][0].coverage > charged[0][0].coverage - _MARGIN:
        return None
    return charged[0]
