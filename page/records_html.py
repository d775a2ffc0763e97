"""A kept answer's state, and the question what an answer was worth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from markupsafe import Markup

from answer.aging import AgedCitation
from answer.types import Answer
from page.strings import Strings

_LONGEST_COMMENT: Final = 1000


def verdict_html(strings: Strings) -> Markup:
    """Asks what the answer above was worth; a comment can be added to a bad verdict."""
    texts = strings.records
    return Markup(
        '<section class="verdict"><p>{ask}</p>'
        '<button type="button" data-verdict="good">{helpful}</button>'
        '<button type="button" data-verdict="bad" aria-expanded="false">{unhelpful}</button>'
        '<form hidden><label><span>{comment}</span><textarea rows="2" maxlength="{most}"></textarea></label>'
        '<button type="submit">{send}</button></form><p class="thanks" role="status"></p></section>'
    ).format(
        ask=texts.feedback,
        helpful=texts.helpful,
        unhelpful=texts.unhelpful,
        comment=texts.comment,
        send=texts.send,
        most=_LONGEST_COMMENT,
    )


def kept_html(answer: Answer, kept_at: datetime, aged: Sequence[AgedCitation], again: str, strings: Strings) -> Markup:
    """What stands above a kept answer: since when, whether it still holds, and how to ask anew.

    :param aged: the citations that no longer hold.
    :param again: address that asks the question as of today.
    """
    texts = strings.records
    facts = texts.kept_at.format(
        day=kept_at.astimezone().date().isoformat(), as_of=answer.as_of.isoformat(), generation=answer.generation
    )
    item = Markup(
        '<li><button type="button" class="n" data-cite="{n}" aria-controls="panel">{n}</button>{title}：{change}'
        "{reason}</li>"
    )
    changes = Markup("").join(
        item.format(
            n=each.citation.n,
            title=each.citation.title,
            change=texts.changes[each.change],
            reason=f"（{each.reason}）" if each.reason else "",
        )
        for each in aged
    )
    state = (
        Markup('<div class="warning" role="status"><p>{}</p><ul>{}</ul></div>').format(texts.changed, changes)
        if aged
        else Markup('<p class="holds" role="status">{}</p>').format(texts.unchanged)
    )
    return Markup(
        '<aside class="kept"><p class="facts">{facts}</p>{state}<p class="actions"><a href="{again}">{ask_again}</a>'
        '<button type="button" data-discard>{discard}</button></p></aside>'
    ).format(facts=facts, state=state, again=again, ask_again=texts.ask_again, discard=texts.discard)
