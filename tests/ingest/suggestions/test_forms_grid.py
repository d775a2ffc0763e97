"""Every two forms of a proposal together: what is expected is known, since the text is put together here.

A form is one choice from each of ``FORMS``. All pairs of choices that go together occur in some text. What a fair
reader would not be sure of is left out by ``goes_together``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import pytest

from ingest.pasted import read_pasted
from ingest.suggestions import find_suggestions
from tests.ingest.suggestions.proposal_closings import CLOSINGS
from tests.ingest.suggestions.proposal_forms import (
    FORMS,
    GROUPS,
    HAN,
    LEADS,
    MARKS,
    PAIRED,
    PLACES,
    WORDED,
    goes_together,
)
from tests.ingest.suggestions.proposal_topics import TOPICS, Form, Topic, covering, head_of

_STEPS: Final = ("先选两处试行。", "满一年后评估效果。")
_AFTER: Final = {"none": [], "effect": ["预期效果"], "last": ["三、预期成效"]}


@dataclass(slots=True)
class Composed:
    """A proposal in some form.

    :ivar expected: its suggestions as they stand in the text.
    """

    form: Form
    expected: list[str] = field(default_factory=list)

    @property
    def topic(self) -> Topic:
        return TOPICS[self.form["topic"]]

    def text(self) -> str:
        """The text; composing it fills ``expected``."""
        sections = self.form["sections"]
        if sections == "one":
            lines = list(self._items(0, len(self.topic.items)))
        elif sections in GROUPS:
            lines = [line for n, heading in enumerate(GROUPS[sections]) for line in self._group(n, heading)]
        elif sections == "item pairs":
            lines = list(self._item_pairs())
        else:
            lines = list(self._section_pairs() if sections.startswith("pairs") else self._sections())
        before = list(self._before())
        if self.form["lead"] == "ends":
            before[-1] += "为此，建议如下：" + (lines.pop(0) if self.form["place"].startswith("run") else "")
        after = _AFTER[self.form["after"]]
        return "\n".join(
            [
                *head_of(self.topic, self.form["head"]),
                *before,
                *self._lead(),
                *lines,
                *after,
                *(["环境变好，群众更安心。"] if after else []),
                *CLOSINGS[self.form["closing"]],
            ]
        )

    def _before(self) -> Iterator[str]:
        """The situation, and the problems in one form or another."""
        before, lead, problems = self.form["before"], self.form["lead"], self.topic.problems
        is_numbered = lead == "numbered"
        is_headed = before in ("headed", "same", "other")
        if is_numbered and not is_headed:
            yield "一、基本情况"
        yield self.topic.situation
        if before == "chapters":
            yield "二、存在问题"
        elif is_headed:
            yield "一、存在问题" if is_numbered else "存在问题" if before == "headed" else "目前存在以下问题："
        clauses = [f"{head}，{body}" for head, body in problems]
        if before in ("two", "headed", "chapters"):
            yield "调研发现，" + "；".join(clause.rstrip("。") for clause in clauses) + "。"
        elif before == "run":
            told = "；".join(f"{HAN[n]}是{clause.rstrip('。')}" for n, clause in enumerate(clauses))
            yield f"目前主要问题：{told}。"
        elif before == "colon":
            yield f"问题：{clauses[0]}"
        elif before in ("same", "other"):
            mark = self.form["mark"]
            if before == "other":
                mark = "（一）" if any(sign.isdigit() or sign in "-●◆—#" for sign in MARKS[mark](0, 1)) else "1."
            for n, (head, body) in enumerate(problems):
                yield f"{_problem_mark(mark, n, len(problems))}{head}。{body}"

    def _lead(self) -> list[str]:
        lead = self.form["lead"]
        if lead == "numbered":
            return ["三、对策建议" if self.form["before"] == "chapters" else "二、对策建议"]
        return [LEADS[lead]] if lead in LEADS else []

    def _item(self, at: int) -> str:
        what, means, who = self.topic.items[at]
        place, beneath = self.form["place"], self.form["beneath"]
        means = {
            "wish": f"建议{means}",
            "why": f"目前这方面还比较薄弱。建议{means}",
            "actor": f"由{who}牵头，{means}",
            "two": f"{means}\n这样做花钱不多，见效较快。",
        }.get(self.form["body"], means)
        worded = WORDED.get(self.form["mark"], "{what}").format(who=who, what=what)
        text = worded if place == "title" else f"{'【' if place == '【】' else ''}{worded}{PLACES[place]}{means}"
        if beneath == "run":
            return f"{text}一是{_STEPS[0].rstrip('。')}；二是{_STEPS[1]}"
        if beneath == "none":
            return text
        return "\n".join([text, *(MARKS[beneath](n, 2) + step for n, step in enumerate(_STEPS))])

    def _items(self, first: int, end: int, count_from: int = 0) -> Iterator[str]:
        items = [self._item(at) for at in range(first, end)]
        if self.form["place"].endswith("；"):
            items = [f"{item.rstrip('。')}；" for item in items[:-1]] + items[-1:]
        self.expected += items
        marked = [MARKS[self.form["mark"]](n + count_from, end - first) + item for n, item in enumerate(items)]
        yield from ["".join(marked)] if self.form["place"].startswith("run") else marked

    def _group(self, at: int, heading: str) -> Iterator[str]:
        """Two items below a line that heads them, their numbers going on."""
        yield from [heading] if heading else []
        yield from self._items(2 * at, 2 * at + 2, 2 * at)

    def _sections(self) -> Iterator[str]:
        """Sections that each name a field; the numbers go on or begin anew."""
        mark = "（一）" if self.form["lead"] == "numbered" else "一、"
        for n, name in enumerate(self.topic.fields):
            yield MARKS[mark](n, 2) + name
            yield from self._items(2 * n, 2 * n + 2, 2 * n if self.form["sections"] == "on" else 0)

    def _section_pairs(self) -> Iterator[str]:
        """一、设施方面的问题和建议, 问题：…, 建议：, and a list."""
        for n, (name, (head, body)) in enumerate(zip(self.topic.fields, self.topic.problems, strict=False)):
            yield f"{MARKS['一、'](n, 2)}{name}的问题和建议"
            yield f"问题：{head}，{body}"
            yield "建议："
            yield from self._items(2 * n, 2 * n + 2, 2 * n if self.form["sections"] == "pairs on" else 0)

    def _item_pairs(self) -> Iterator[str]:
        """问题一：… 建议一：…, or 一、 a problem and 建议：…"""
        mark, many = self.form["mark"], len(self.topic.problems)
        for n, (head, body) in enumerate(self.topic.problems):
            self.expected.append(self._item(n))
            if mark in PAIRED:
                yield f"{_problem_mark('【建议一】' if mark == '【建议】' else mark, n, many)}{head}，{body}"
                yield MARKS[mark](n, many) + self.expected[-1]
            else:
                yield f"{MARKS[mark](n, many)}{head}。{body}"
                yield f"建议：{self.expected[-1]}"


def _problem_mark(mark: str, n: int, many: int) -> str:
    return MARKS[mark](n, many).replace("建议", "问题")


COVERING: Final = covering(FORMS, goes_together)


@pytest.mark.parametrize("form", COVERING, ids=["-".join(form.values()) for form in COVERING])
def test_every_pair_of_forms_is_split_exactly(form: Form) -> None:
    composed = Composed(form)
    document = read_pasted(composed.text(), "proposal")
    found = [document.text[item.span.start : item.span.end] for item in find_suggestions(document).items]
    assert [item.rstrip("；。") for item in found] == [item.rstrip("；。") for item in composed.expected]
