"""The list of passages that a search found."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from markupsafe import Markup

from index.types import Hit, Mode, StoredChunk
from ingest.sentences import split_sentences
from page.cited_html import place_html, place_name, status_html
from page.found_passages import MOST_RANKED, FoundPassage, FoundPassages
from page.list_html import joined, nothing_html, pager_html
from page.matches import Matcher, marked_html
from page.search_request import Order, SearchRequest
from page.strings import Strings

# A longer passage is shown from the sentence of its first match on; the panel shows all of it.
_EXCERPT: Final = 260
_CUT: Final = "…"


def idle_html(strings: Strings) -> Markup:
    """Before the first search."""
    texts = strings.search
    how = joined(Markup("<li>{}</li>").format(line) for line in texts.idle_how)
    return Markup('<section class="idle-list"><p>{}</p><ul>{}</ul></section>').format(texts.idle, how)


def passages_html(found: FoundPassages, matcher: Matcher, strings: Strings) -> Markup:
    """One page of what was found; numbers are those of ``found_passages.citations_of``."""
    if not found.passages:
        texts = strings.search
        return nothing_html(texts.nothing, texts.nothing_advice, _ways(found.request, strings))
    items, n = [], 1
    for each in found.shown:
        items.append(_item(n, each, matcher, strings, requests=found.request.requests))
        n += 1 + len(each.answers)
    return Markup('<section class="hits" aria-label="{}">{}<ol start="{}">{}</ol>{}</section>').format(
        strings.search.results,
        _head(found, strings),
        found.first + 1,
        joined(items),
        pager_html(found.request.page, found.pages, lambda page: found.request.on_page(page).address(), strings),
    )


def _ways(request: SearchRequest, strings: Strings) -> list[tuple[str, str]]:
    texts = strings.search
    ways = []
    if request.is_narrowed:
        ways.append((request.without_filters().address(), texts.without_filters))
    if request.mode is not Mode.HYBRID:
        ways.append((replace(request, mode=Mode.HYBRID, page=1).address(), texts.by_meaning_too))
    if request.requests:
        ways.append((replace(request, requests=False, page=1).address(), texts.passages_too))
    return ways


def _head(found: FoundPassages, strings: Strings) -> Markup:
    texts, total = strings.search, len(found.passages)
    count = texts.count.format(total=total, first=found.first + 1, last=found.first + len(found.shown))
    limited = found.request.mode is not Mode.LEXICAL or total >= MOST_RANKED
    notes = [texts.most_ranked.format(most=MOST_RANKED) if limited else texts.all_ranked]
    if found.request.order is Order.DATE:
        notes.append(texts.ordered_by_date)
    return Markup(
        '<div class="list-head"><p role="status"><b>{}</b><small>{} '
        '<mark>{}</mark> <mark class="synonym">{}</mark></small>'
        '</p><p class="downloads"><a href="{}" download>{}</a></p></div>'
    ).format(
        count,
        " ".join(notes),
        texts.marked,
        texts.marked_synonym,
        f"{strings.root}export/search.csv{found.request.on_page(1).address()}",
        texts.export,
    )


def _item(n: int, found: FoundPassage, matcher: Matcher, strings: Strings, *, requests: bool) -> Markup:
    hit, texts = found.hit, strings.search
    label = texts.open_passage.format(title=hit.title, place=place_name(hit, strings))
    return Markup(
        '<li class="hit"><div class="title"><h2><button type="button" data-cite="{n}" aria-controls="panel" '
        'aria-label="{label}">{title}</button></h2>{status}</div><p class="facts">{facts}</p>'
        '<p class="where">{place}</p><p class="text">{text}</p>{answers}</li>'
    ).format(
        n=n,
        label=label,
        title=hit.title or hit.document,
        status=status_html(hit, strings),
        facts=_facts(hit, strings),
        place=place_html(hit, strings),
        text=_excerpt(hit.text, matcher, strings),
        answers=_answers(n, found.answers, strings) if requests else "",
    )


def _facts(hit: Hit, strings: Strings) -> Markup:
    number = Markup('<span class="number">{}</span>').format(hit.document_number) if hit.document_number else Markup("")
    issued = hit.issued_on.isoformat() if hit.issued_on else ""
    facts = (strings.separator.join(hit.issuer), issued)
    return number + joined(Markup("<span>{}</span>").format(fact) for fact in facts if fact)


def _excerpt(text: str, matcher: Matcher, strings: Strings) -> Markup:
    before, after = "", ""
    matches = matcher.matches(text)
    if len(text) > _EXCERPT and matches:
        sentences = split_sentences(text, 0, len(text))
        start = max((s.start for s in sentences if s.start <= matches[0].span.start), default=0)
        start = min(start, max(len(text) - _EXCERPT, 0))
        before, text = (_CUT if start else ""), text[start:]
    if len(text) > _EXCERPT:
        after, text = _CUT, text[:_EXCERPT]
    return Markup("{}{}{}").format(before, marked_html(text, matcher.matches(text), strings.search.synonym), after)


def _answers(n: int, answers: tuple[StoredChunk, ...], strings: Strings) -> Markup:
    """What answered a request, each paragraph with its own way into the document."""
    texts = strings.search
    if not answers:
        return Markup('<p class="unanswered">{}</p>').format(texts.unanswered)
    item = Markup('<li>{}<button type="button" class="open" data-cite="{}" aria-controls="panel">{}</button></li>')
    items = joined(item.format(answer.text, n + at, texts.answer_place) for at, answer in enumerate(answers, start=1))
    return Markup('<details class="answered" open><summary>{}</summary><ul>{}</ul></details>').format(
        texts.answered, items
    )
