"""How well the checks of a language model's sentences part what a quote supports from what it does not.

Run ``python -m benchmarks.grounding``. The pairs of ``grounding.jsonl`` were written for the sample corpus: sentences
that say what a quote says in other words, and sentences about something else that repeat its figures.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path

from answer.question import Language, language_of
from answer.types import Citation
from answer.writing.checks import LEAST_SUPPORT, Checks, Verdict
from answer.writing.sentences import Sentence
from index.model import open_encoder
from index.settings import load_settings
from index.types import Status

PAIRS = Path(__file__).with_name("grounding.jsonl")


def main() -> int:
    """Print each language's cosines and verdicts; returns 1 where a supported sentence is struck, else 0."""
    encoder = open_encoder(load_settings(None, os.environ))
    checks = Checks(lambda text: encoder.encode_queries([text])[0])
    verdicts: Counter[tuple[Language, bool, Verdict]] = Counter()
    cosines: dict[tuple[Language, bool], list[float]] = {}
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        sentence, cited, supported = Sentence(pair["sentence"], (1,)), citation(pair["quote"]), pair["supported"]
        kind = language_of(sentence.text), supported
        cosines.setdefault(kind, []).append(checks.support(sentence.text, [cited]) or 0.0)
        verdict = checks.verdict(sentence, {1: cited}, "")
        verdicts[*kind, verdict] += 1
        if (supported and verdict is not Verdict.SUPPORTED) or (not supported and verdict is Verdict.SUPPORTED):
            print(f"{'supported' if supported else 'not supported'}, found {verdict}: {sentence.text}")
    for (language, supported), values in cosines.items():
        named = ", ".join(f"{verdicts[language, supported, verdict]} {verdict}" for verdict in Verdict)
        print(f"{language} {'supported' if supported else 'not supported'}: {named}; cosines {spread(values)}")
    print(f"bounds: {LEAST_SUPPORT}")
    return int(any(count and supported and verdict.is_struck for (_, supported, verdict), count in verdicts.items()))


def spread(values: list[float]) -> str:
    """Least, median and greatest."""
    ordered = sorted(values)
    return f"{ordered[0]:.3f} / {ordered[len(ordered) // 2]:.3f} / {ordered[-1]:.3f}"


def citation(quote: str) -> Citation:
    """A quote of which nothing but its words is known."""
    return Citation(1, "", "", "", None, (), "", None, Status.UNKNOWN, "", (), None, 0, 0, quote, 1.0, 0, 0)


if __name__ == "__main__":
    sys.exit(main())
