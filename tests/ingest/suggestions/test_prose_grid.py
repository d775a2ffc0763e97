"""Every two forms of a proposal without numbers: what is wished stands in sentences, between reasons."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

import pytest

from ingest.pasted import read_pasted
from ingest.suggestions import find_suggestions
from tests.ingest.suggestions.proposal_closings import CLOSINGS
from tests.ingest.suggestions.proposal_topics import TOPICS, Form, Topic, covering, head_of

WISHES: Final = {
    "建议": "建议{who}{what}，{means}",
    "由": "建议由{who}牵头{what}，{means}",
    "尽快": "建议尽快{what}，{means}",
    "我": "我建议{who}{what}，{means}",
    "希望": "希望{who}{what}，{means}",
    "恳请": "恳请{who}{what}，{means}",
    "呼吁": "呼吁{who}{what}，{means}",
    "应当": "{who}应当{what}，{means}",
    "为": "为方便群众，建议{what}，{means}",
    "为了": "为了让群众少跑路、少等待，建议{who}{what}，{means}",
    "为此": "为此，建议{who}{what}，{means}",
    "对": "建议对这项工作单独列支经费，{what}，{means}",
    "并": "建议{who}{what}，帮助街道落实人手，并{means}",
    "within": "从外地经验看，{what}并不难，建议{who}抓紧研究，{means}",
}
NOISE: Final = {
    "none": "",
    "heard": "去年有居民建议过，一直没有下文。",
    "hoped": "不少人盼着早日看到变化。",
    "told": "主管部门答复说正在研究，建议我们再等一等。",
    "counted": "专家提出过三条建议，至今没有采纳。",
    "done": "几年来，我市加大投入，完善设施，解决了一批问题。",
    "must": "这个问题到了非解决不可的时候。",
    "ahead": "解决了有没有的问题，还要解决好不好的问题。",
}
AFTER: Final = {
    "none": "",
    "why": "这样做花钱不多，见效较快。",
    "example": "邻市去年已经这样做了，群众反映很好。",
    "budget": "所需经费列入部门预算。",
    "must": "这件事要有人管。",
}
#: What closes behind the last wish without a paragraph of its own.
SAME_PARAGRAPH: Final = {
    "same paragraph": "以上建议，请予研究。",
    "all in the same": "以上三个方面相辅相成，请一并研究办理。",
    "whole government in the same": "希望市委、市政府高度重视，统筹推进。",
    "answer in the same": "事关群众安危，盼复。",
    "pardon in the same": "说得不对的地方，请批评指正。",
    "signed in the same": "以上意见妥否，请研究答复。        提案人：江一舟",
}
FORMS: Final = {
    "layout": ("one paragraph", "next", "each", "by turns", "numbered", "headed"),
    "wish": tuple(WISHES),
    "link": ("none", "同时，", "further", "also"),
    "noise": tuple(NOISE),
    "after": tuple(AFTER),
    "tail": (*CLOSINGS, *SAME_PARAGRAPH),
    "head": ("title", "council", "table", "label"),
    "topic": ("light", "tea", "books"),
}
_LINKS: Final = {"none": ("",), "同时，": ("同时，",), "further": ("同时，", "此外，"), "also": ("另外，", "还有，")}


def goes_together(form: Form) -> bool:
    """Whether anybody writes so, and a fair reader is in no doubt what the items are."""
    wish, is_linked = form["wish"], form["link"] != "none"
    return not (
        (is_linked and wish in ("为此", "within", "为", "为了", "应当"))
        # 这件事要有人管。 wishes as much as 应当 does, and within one paragraph as much as anything.
        or (form["after"] == "must" and (wish == "应当" or form["layout"] in ("one paragraph", "next")))
    )


def compose(form: Form) -> tuple[str, list[str]]:
    topic = TOPICS[form["topic"]]
    wishes = list(_wishes(form, topic))
    situation = topic.situation + NOISE[form["noise"]]
    problems = [f"{head}，{body}" for head, body in topic.problems]
    pairs = list(zip(topic.problems, wishes, strict=True))
    body = {
        "one paragraph": [situation + "".join(wishes)],
        "next": [situation, "".join(problems), "".join(wishes)],
        "each": [situation, "".join(problems), *wishes],
        "by turns": [situation, *(problem + wish for problem, wish in zip(problems, wishes, strict=True))],
        "numbered": [
            situation,
            *(f"{n}、{head}。{body}{wish}" for n, ((head, body), wish) in zip("一二三", pairs, strict=True)),
        ],
        "headed": [situation, *(line for (head, body), wish in pairs for line in (head, body + wish))],
    }[form["layout"]]
    body[-1] += SAME_PARAGRAPH.get(form["tail"], "")
    return "\n".join([*head_of(topic, form["head"]), *body, *CLOSINGS.get(form["tail"], [])]), wishes


def _wishes(form: Form, topic: Topic) -> Iterator[str]:
    links = itertools.chain([""], itertools.cycle(_LINKS[form["link"]]))
    for (what, means, who), link in zip(topic.items[: len(topic.problems)], links, strict=False):
        yield link + WISHES[form["wish"]].format(what=what, means=means, who=who) + AFTER[form["after"]]


COVERING: Final = covering(FORMS, goes_together)


@pytest.mark.parametrize("form", COVERING, ids=["-".join(form.values()) for form in COVERING])
def test_every_pair_of_forms_is_split_exactly(form: Form) -> None:
    text, expected = compose(form)
    document = read_pasted(text, "proposal")
    found = [document.text[item.span.start : item.span.end] for item in find_suggestions(document).items]
    assert found == expected
