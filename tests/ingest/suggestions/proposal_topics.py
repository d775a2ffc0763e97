"""What the composed proposals are about, and which of their forms to compose."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

Form = dict[str, str]


@dataclass(slots=True)
class Topic:
    title: str
    situation: str = ""
    problems: list[list[str]] = field(default_factory=list)
    items: list[list[str]] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)


def _topics() -> Iterator[Topic]:
    text = (Path(__file__).parent / "topics.txt").read_text(encoding="utf-8")
    for title, body in re.findall(r"^=== (.+)\n((?:(?!===).+\n)+)", text, flags=re.MULTILINE):
        topic = Topic(title)
        for line in body.splitlines():
            key, _, value = line.partition(": ")
            parts = value.split(" | ")
            if key == "situation":
                topic.situation = value
            elif key == "problem":
                topic.problems.append(parts)
            elif key == "item":
                topic.items.append(parts)
            else:
                topic.fields.append(value)
        yield topic


TOPICS: Final = dict(zip(("light", "tea", "lift", "books"), _topics(), strict=True))


def head_of(topic: Topic, form: str) -> list[str]:
    """The lines above the text: the title alone, or as the committee's system and the congress give it out."""
    council = "政协江州市第十届委员会第四次会议提案"
    return {
        "title": [topic.title],
        "label": [council, "提案编号：0117", f"案    由：{topic.title}", "提案内容："],
        "label of wishes": [
            "江州市第十六届人民代表大会第五次会议",
            f"标题：{topic.title}",
            "领衔代表：江一舟",
            "建议内容：",
        ],
        "council": [council, "第0117号", topic.title, "提案人：江一舟"],
        "congress": [
            *("江州市第十六届人民代表大会第五次会议", "代表建议", topic.title),
            *("建议号：第2025018号", "领衔代表：江一舟", "附议代表：乔木、林远"),
        ],
        "table": [
            *(council, "提案号  第 117 号", f"案由    {topic.title}", "提案人  江一舟"),
            *("分类    城乡建设", "办理方式  分别办理"),
        ],
    }[form]


def covering(choices: Mapping[str, Sequence[str]], goes_together: Callable[[Form], bool]) -> list[Form]:
    """Forms in which every two choices that go together do so at least once; the same ones at every run."""
    chance = random.Random(23)
    forms = ({key: chance.choice(values) for key, values in choices.items()} for _ in range(200_000))
    valid = list(itertools.islice(filter(goes_together, forms), 5_000))
    kept: list[Form] = []
    seen: set[frozenset[tuple[str, str]]] = set()
    for new in (12, 6, 3, 1):
        for form in valid:
            pairs = {frozenset(pair) for pair in itertools.combinations(form.items(), 2)}
            if len(pairs - seen) >= new:
                kept.append(form)
                seen |= pairs
    return kept
