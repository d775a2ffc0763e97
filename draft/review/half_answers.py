"""The second thing that one suggestion asks for (…；同时设立服务站), where nothing in the letter has a word of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final

from draft.review.reply import Reply
from draft.review.wording import Rarity, pairs
from draft.types import Finding, Proposal, Severity, Suggestion

# What opens a request of its own within a suggestion; 并 goes on with the one before.
_SECOND: Final = re.compile(r"[；;。，]\s*(?=(?:建议)?(?:同时|此外|另外|与此同时|另一方面|还(?:应|要|可|建议)))")
_STOP: Final = re.compile("[；;。]")
# Of the words that the proposal has in that place only the share which the letter must have, rare words counting more;
# requests that were answered in whatever words have 0.16 and more of theirs, those passed over up to 0.06.
_ECHO: Final = 0.08
# One rare word is an echo by itself: 接驳, of 夜间接驳小巴, in a letter on 接驳车.
_RARE: Final = 0.5
_FEWEST: Final = 8


def check_half_answers(
    reply: Reply, proposal: Proposal, answered: Sequence[Suggestion], rarity: Rarity
) -> Iterator[Finding]:
    """The findings on requests within suggestions, answered for the rest, that the letter passes over."""
    body = reply.text[reply.opening_end :]
    for suggestion in answered:
        for request in _second_requests(suggestion):
            own = pairs(request) - pairs(_rest(proposal, suggestion, request))
            if len(own) >= _FEWEST and not _has_echo(own, pairs(body), rarity):
                message = f"提案第{suggestion.n}条建议中的“{request}”在答复中没有提到，请核对。"
                yield Finding(Severity.WARNING, "suggestion_half_answered", f"建议{suggestion.n}", message)


def _has_echo(own: Set[str], body: Set[str], rarity: Rarity) -> bool:
    held = [rarity.of(pair) for pair in own & body]
    return max(held, default=0.0) >= _RARE or sum(held) >= _ECHO * sum(map(rarity.of, own))


def _second_requests(suggestion: Suggestion) -> Iterator[str]:
    for words in _SECOND.split(suggestion.text)[1:]:
        yield _STOP.split(words.strip(), maxsplit=1)[0]


def _rest(proposal: Proposal, suggestion: Suggestion, request: str) -> str:
    """What else the proposal asks for, and its title: what a letter on it has anyway."""
    others = (each.text for each in proposal.suggestions if each is not suggestion)
    return "\n".join((proposal.title, *others, suggestion.text.replace(request, "")))
