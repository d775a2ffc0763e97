"""How well letters are drafted: suggestions split exactly, the right earlier answer found, figures that have a source.

    python -m benchmarks.drafting [--home DIR] [--show]

Gold is ``corpus/proposals.jsonl``: for each proposal its suggestions, and for each suggestion the places in earlier
replies (document, and a heading or sentence) that a drafter would look for. Texts are compared without punctuation.

- *exact splits*: proposals whose suggestions are all there, none more, each with the same text;
- *earlier answers*: of the suggestions that have any, those for which one is among the first 1, 3, 5; the proposal's
  own reply is no precedent. *shown though none known*: of the others, those for which something is listed;
- *figures with a source*: of the figures in the sentences of the letters, gaps left out, those that occur in what the
  sentence cites.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from answer.question import Language
from answer.writing.prompt import about
from answer.writing.quantities import unsupported
from draft.drafter import Drafter, Wanted
from draft.proposal import proposal_of
from draft.types import Draft, Item
from index import Index, open_index
from index.builder import build_index
from index.settings import load_settings
from ingest.figures import all_figures
from ingest.reading import read_document

CORPUS: Final = Path(__file__).resolve().parents[1] / "corpus"
AS_OF: Final = date(2026, 3, 1)
RANKS: Final = (1, 3, 5)
_SPLIT, _FOUND = 0.95, 0.90

Gold = dict[str, Any]  # a line of JSON


@dataclass(slots=True)
class Tally:
    """What was counted."""

    proposals: int = 0
    exact: int = 0
    suggestions: int = 0
    answered: int = 0
    unanswered: int = 0
    shown: int = 0
    figures: int = 0
    sourced: int = 0
    ranks: list[int | None] = field(default_factory=list)

    def within(self, rank: int) -> int:
        return sum(found is not None and found <= rank for found in self.ranks)


def main() -> int:
    """Returns 1 where splitting or retrieval misses the promise or a figure has no source, else 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="a home with an index of the sample corpus; else one is built")
    parser.add_argument("--show", action="store_true", help="print what went wrong")
    arguments = parser.parse_args()
    gold = [json.loads(line) for line in (CORPUS / "proposals.jsonl").read_text(encoding="utf-8").splitlines()]
    if arguments.home is not None:
        with open_index(arguments.home) as index:
            tally = measure(index, gold, show=arguments.show)
    else:
        with tempfile.TemporaryDirectory() as folder:
            settings = load_settings(Path(folder), {})
            build_index(settings, [CORPUS / "documents"])
            with open_index(settings=settings) as index:
                tally = measure(index, gold, show=arguments.show)
    print(f"exact splits            {tally.exact} of {tally.proposals} proposals ({tally.suggestions} suggestions)")
    for rank in RANKS:
        print(f"earlier answers R@{rank}     {tally.within(rank)} of {tally.answered}")
    print(f"shown though none known {tally.shown} of {tally.unanswered}")
    print(f"figures with a source   {tally.sourced} of {tally.figures}")
    is_kept = tally.exact >= _SPLIT * tally.proposals and tally.within(3) >= _FOUND * tally.answered
    return int(not is_kept or tally.sourced < tally.figures)


def measure(index: Index, gold: Sequence[Gold], *, show: bool) -> Tally:
    """Draft every proposal and count."""
    tally = Tally()
    for expected in gold:
        path = CORPUS / expected["document"]
        proposal = proposal_of(read_document(path, path.name))
        texts = [_bare(suggestion.text) for suggestion in proposal.suggestions]
        wanted = [_bare(suggestion["text"]) for suggestion in expected["suggestions"]]
        tally.proposals += 1
        tally.suggestions += len(wanted)
        tally.exact += texts == wanted
        if texts != wanted:
            if show:
                print(f"{path.name}: {texts} instead of {wanted}")
            continue
        draft = Drafter(index).draft(proposal, Wanted(as_of=AS_OF))
        for item, places in zip(draft.letter.items, expected["prior_answers"], strict=True):
            _count_priors(tally, item, places, show=show)
        _count_figures(tally, draft, show=show)
    return tally


def _count_priors(tally: Tally, item: Item, places: Sequence[tuple[str, str]], *, show: bool) -> None:
    if not places:
        tally.unanswered += 1
        tally.shown += any(prior.is_likely for prior in item.prior_answers)
        return
    tally.answered += 1
    ranks = (rank for rank, prior in enumerate(item.prior_answers, start=1) if any(_is_at(prior, p) for p in places))
    rank = next(ranks, None)
    tally.ranks.append(rank)
    if show and rank != 1:
        print(f"{item.heading}: {places[0][1]} at {rank}")


def _is_at(prior: Any, place: tuple[str, str]) -> bool:
    document, words = Path(place[0]).name, _bare(place[1])
    texts = [prior.request.quote, *(text for c in prior.answers for text in (*c.heading_path, c.quote))]
    return prior.request.document.endswith(document) and any(words in _bare(text) for text in texts)


def _count_figures(tally: Tally, draft: Draft, *, show: bool) -> None:
    for text, sources in _told(draft):
        for figure in all_figures(text):
            words = text[figure.span.start : figure.span.end]
            is_sourced = not unsupported(words, sources)
            tally.figures += 1
            tally.sourced += is_sourced
            if show and not is_sourced:
                print(f"{words} has no source: {text}")


def _told(draft: Draft) -> Iterator[tuple[str, list[str]]]:
    """The sentences of a letter's items, gaps left out, with what each cites and what is known of it."""
    for item in draft.letter.items:
        for sentence in (sentence for paragraph in item.paragraphs for sentence in paragraph.sentences):
            if not sentence.gap:
                sources = [f"{c.quote}\n{about(c, Language.CHINESE)}\n{c.status_reason}" for c in sentence.citations]
                yield sentence.text, sources


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)


if __name__ == "__main__":
    sys.exit(main())
