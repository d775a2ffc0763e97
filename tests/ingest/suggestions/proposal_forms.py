"""The forms that proposals with marked or headed suggestions are written in, and which of them go together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tests.ingest.suggestions.proposal_closings import CLOSINGS
from tests.ingest.suggestions.proposal_topics import TOPICS, Form

HAN: Final = "一二三四五六七八九十"
#: What opens item n, counted from 0, of so many.
MARKS: Final[dict[str, Callable[[int, int], str]]] = {
    "一、": lambda n, _: f"{HAN[n]}、",
    "一．": lambda n, _: f"{HAN[n]}．",
    "（一）": lambda n, _: f"（{HAN[n]}）",
    "（一） ": lambda n, _: f"（{HAN[n]}） ",
    "（1）": lambda n, _: f"（{n + 1}）",
    "(1)": lambda n, _: f"({n + 1})",
    "1）": lambda n, _: f"{n + 1}）",
    "1.": lambda n, _: f"{n + 1}.",
    "1. ": lambda n, _: f"{n + 1}. ",
    "1、": lambda n, _: f"{n + 1}、",
    "1 、": lambda n, _: f"{n + 1} 、",
    "1．": lambda n, _: f"{n + 1}．",
    "１．": lambda n, _: f"{'１２３４５'[n]}．",
    "①": lambda n, _: "①②③④⑤"[n],
    "⑴": lambda n, _: "⑴⑵⑶⑷⑸"[n],
    "㈠": lambda n, _: "㈠㈡㈢㈣㈤"[n],
    "第一，": lambda n, _: f"第{HAN[n]}，",
    "第一、": lambda n, _: f"第{HAN[n]}、",
    "第一点，": lambda n, _: f"第{HAN[n]}点，",
    "其一，": lambda n, _: f"其{HAN[n]}，",
    "首先，": lambda n, many: "首先，" if n == 0 else "最后，" if n == many - 1 else ("其次，", "再次，")[(n - 1) % 2],
    "一是": lambda n, _: f"{HAN[n]}是",
    "一要": lambda n, _: f"{HAN[n]}要",
    "建议一：": lambda n, _: f"建议{HAN[n]}：",
    "建议一 ": lambda n, _: f"建议{HAN[n]} ",
    "建议1：": lambda n, _: f"建议{n + 1}：",
    "建议（一）": lambda n, _: f"建议（{HAN[n]}）",
    "建议之一：": lambda n, _: f"建议之{HAN[n]}：",
    "对策一：": lambda n, _: f"对策{HAN[n]}：",
    "第一条建议：": lambda n, _: f"第{HAN[n]}条建议：",
    "第一个建议是": lambda n, _: f"第{HAN[n]}个建议是",
    "【建议1】": lambda n, _: f"【建议{n + 1}】",
    "【建议一】": lambda n, _: f"【建议{HAN[n]}】",
    "【建议】": lambda _n, _: "【建议】",
    "建议：": lambda _n, _: "建议：",
    "- ": lambda _n, _: "- ",
    "●": lambda _n, _: "●",
    "◆ ": lambda _n, _: "◆ ",
    "——": lambda _n, _: "——",
    "### ": lambda _n, _: "### ",
    "### 1. ": lambda n, _: f"### {n + 1}. ",
    **dict.fromkeys(("建议", "希望", "恳请", "应当", "bare"), lambda _n, _: ""),
}
#: What opens an item in words, instead of a mark.
WORDED: Final = {
    "建议": "建议{who}{what}",
    "希望": "希望{who}{what}",
    "恳请": "恳请{who}{what}",
    "应当": "{who}应当{what}",
}
#: What stands between the headline of an item and what it means.
PLACES: Final = {
    "line": "。",
    "headed": "\n",
    "stop": "。\n",
    "colon": "：",
    "clause": "，",
    "clause；": "，",
    "title": "",
    "dash": "——",
    "spaced": " ",
    "【】": "】",
    "run；": "，",
    "run。": "。",
}
#: Lines that lead on to the suggestions.
LEADS: Final = {
    "为此": "为此，提出如下建议：",
    "我们建议": "为此，我们建议：",
    "具体": "具体建议如下：",
    "。": "针对上述问题，提出以下建议。",
    "供参考": "结合调研情况，现提出以下建议，供参考：",
    "着手": "建议从以下几个方面着手：",
    "特": "鉴于此，特提出四点建议：",
    "我想": "为此，我想提四点建议。",
    "请研究": "现提如下建议，请予研究：",
    "不成熟": "提几点不成熟的建议：",
    "应从": "我们认为，应从以下几个方面入手：",
    "可从": "为解决上述问题，可从以下四个方面着手。",
    "想法": "几点想法：",
    "我的": "我的建议：",
    "：": "建议：",
    "heading": "对策建议",
    "count": "几点建议",
    "意见": "意见和建议",
    "措施": "改进措施",
    "路径": "解决路径",
    "打算": "对下一步工作的建议",
    "（三）": "（三）对策与建议",
    "【】": "【建议】",
    "具体建议": "【具体建议】",
}
#: Lines above the first two items and above the others, whose numbers go on.
GROUPS: Final = {
    "led groups": ("近期，入冬以前要办完的：", "往后，两三年内要推进的："),
    "told groups": ("先说花钱少、见效快的几条：", "再说要花些力气的："),
    "named groups": ("眼下就能做的", "需要从长计议的"),
    "groups rounded off": ("", "以上是治标之策，治本还要做到以下几点。"),
}
FORMS: Final[dict[str, tuple[str, ...]]] = {
    "mark": tuple(MARKS),
    "place": tuple(PLACES),
    "lead": ("none", "ends", "numbered", *LEADS),
    "before": ("one", "two", "headed", "same", "other", "run", "colon", "chapters"),
    "body": ("plain", "wish", "why", "two", "actor"),
    "beneath": ("none", "1.", "（1）", "①", "run"),
    "closing": tuple(CLOSINGS),
    "head": ("title", "council", "congress", "table", "label", "label of wishes"),
    "after": ("none", "effect", "last"),
    "sections": ("one", "on", "anew", "pairs", "pairs on", "item pairs", *GROUPS),
    "topic": tuple(TOPICS),
}
#: Labels of suggestions that a label of problems goes with.
PAIRED: Final = ("建议：", "【建议】", "建议一：", "建议1：", "【建议1】", "【建议一】")
_DIGITS: Final = ("1.", "1. ", "1、", "1．")
_COUNTING: Final = ("（一）", "（1）", "(1)", *_DIGITS, "①")
_BULLETS: Final = ("- ", "●", "◆ ", "——", "### ", "### 1. ")
_FIRST_LEVEL: Final = ("一、", "一．")
_SECOND_LEVEL: Final = ("（一）", "（一） ", "㈠")
_BARE_HEADLINES: Final = ("title", "clause；", "dash", "spaced", "【】")
_BELOW_SECTIONS: Final = ("on", "anew", "pairs", "pairs on")
#: What may be numbered beneath an item; beneath a headline without a mark, headline and number might both be items.
_BENEATH: Final = {
    **dict.fromkeys(
        ("一、", "（一）", "第一，", "建议一：", "建议1：", "【建议1】", "【建议一】"), ("1.", "（1）", "①", "run")
    ),
    **dict.fromkeys(_DIGITS, ("（1）", "①", "run")),
    **dict.fromkeys(("（1）", "(1)"), ("①", "run")),
    "①": ("run",),
}


def _is_run(form: Form) -> bool:
    return form["place"].startswith("run")


def _is_unusual_mark(form: Form) -> bool:
    """Nobody writes so: 恳请市电梯协会维保价格挂网, - within a paragraph, 一是 as a headline of its own."""
    mark, place, sections = form["mark"], form["place"], form["sections"]
    return (
        (mark in WORDED and (place not in ("clause", "run；", "run。") or form["topic"] == "lift"))
        or (mark in ("首先，", "一是", "一要", "第一，") and place in ("headed", "stop"))
        or (mark in (*_BULLETS, "【建议1】", "【建议一】") and _is_run(form))
        or (mark.startswith("#") and (place != "headed" or sections != "one" or form["before"] == "same"))
        or (mark in ("建议：", "【建议】") and sections != "item pairs")
        or (mark.startswith("【") and place == "【】")
    )


def _has_unclear_paragraphs(form: Form) -> bool:
    """Without marks, what a further paragraph or clause belongs to is told by a headline or a lead-in only."""
    place = form["place"]
    return form["mark"] == "bare" and (
        place not in ("line", "headed", "clause", "run；", "【】")
        or (form["lead"] == "none" and (place in ("clause", "run；") or form["body"] in ("wish", "why")))
        or (form["body"] == "two" and place != "headed")
        or (form["after"] == "effect" and place == "headed")
    )


def _is_overfull(form: Form) -> bool:
    """What an item of a line or a clause has no room for."""
    place, body, beneath, mark = form["place"], form["body"], form["beneath"], form["mark"]
    return (
        (beneath != "none" and (beneath not in _BENEATH.get(mark, ()) or _is_run(form) or place == "clause"))
        or (body != "plain" and (_is_run(form) or mark in WORDED))
        or (place in _BARE_HEADLINES and (body, beneath) != ("plain", "none"))
        or (body in ("wish", "why") and place in ("clause", "colon"))
        or (body == "two" and beneath != "none")
    )


def _misplaces_numbers(form: Form) -> bool:
    """一、 below 二、对策建议; a chapter three where there is no chapter two."""
    mark, lead, before, after = form["mark"], form["lead"], form["before"], form["after"]
    return (
        (lead == "numbered" and mark in _FIRST_LEVEL)
        or (lead == "（三）" and (mark in (*_FIRST_LEVEL, *_SECOND_LEVEL) or form["sections"] != "one"))
        or (lead == "【】" and mark.startswith("【"))
        or (before == "chapters" and lead != "numbered")
        or (before == "same" and (mark in WORDED or mark == "bare" or mark in _BULLETS or _is_run(form)))
        or (lead == "ends" and before in ("same", "other", "headed"))
        or (after == "last" and (lead != "numbered" or before == "chapters"))
        or (after == "effect" and lead not in ("heading", "count", "路径"))
    )


def _misplaces_sections(form: Form) -> bool:
    """Sections and pairs bring their own headings and labels."""
    mark, lead, before, sections = form["mark"], form["lead"], form["before"], form["sections"]
    is_unled = lead == "none" and before in ("one", "two")
    if sections == "item pairs":
        is_plain = form["place"] in ("line", "clause") and form["body"] == "plain"
        is_marked = mark in PAIRED or mark in ("一、", "（一）", *_DIGITS)
        return not (is_plain and is_marked and is_unled and form["beneath"] in ("none", "run"))
    if sections in GROUPS:
        if form["place"] == "title" and sections == "named groups":
            return True  # below a headline alone, the name of the next group might as well be what it means
        return mark not in (*_COUNTING, *_FIRST_LEVEL, "建议一：", "第一，") or _is_run(form) or is_unled
    if sections not in _BELOW_SECTIONS:
        return False
    is_pairs = sections.startswith("pairs")
    return (
        (mark not in _COUNTING or _is_run(form))
        or (is_pairs and not is_unled)
        or (mark == "（一）" and (lead == "numbered" or is_pairs))
    )


def _is_untold(form: Form) -> bool:
    """Below a list or a heading of problems, and for verbs that are rare, only a lead-in tells where wishes begin."""
    if form["lead"] != "none" or form["sections"] == "item pairs" or form["sections"].startswith("pairs"):
        return False
    says_so = form["mark"] in WORDED or form["mark"] in PAIRED
    is_plain = not _is_run(form) and form["topic"] != "lift"
    return form["before"] not in ("one", "two", "run", "colon") or not (says_so or is_plain)


def goes_together(form: Form) -> bool:
    """Whether anybody writes so, and a fair reader is in no doubt what the items are."""
    return not any(
        is_left_out(form)
        for is_left_out in (
            _is_unusual_mark,
            _has_unclear_paragraphs,
            _is_overfull,
            _misplaces_numbers,
            _misplaces_sections,
            _is_untold,
        )
    )
