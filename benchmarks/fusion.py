"""Cross-validates the weights of hybrid search over question sets in BEIR form.

For each set, five folds over the questions: the weights that are best on four folds (mean nDCG@10 over all sets)
are judged on the fifth.

    python -m benchmarks.fusion FOLDER [FOLDER …] [--home DIR]
"""

from __future__ import annotations

import argparse
import heapq
import itertools
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoders import Encoder
from index.evaluation import EvaluationSet, metrics, open_evaluation_set, read_evaluation_set
from index.fusion import FusionWeights, combine
from index.model import open_encoder
from index.settings import load_settings
from index.snapshot import Snapshot
from index.types import Filters, Mode, StoredChunk

WORDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)
BIGRAMS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
PAIRS = list(itertools.product(WORDS, BIGRAMS))
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Scores:
    """nDCG@10 of every question of one set under every pair of weights, shape ``[questions, pairs]``."""

    name: str
    values: NDArray[np.float64]


def score(name: str, evaluation_set: EvaluationSet, snapshot: Snapshot, encoder: Encoder, depth: int) -> Scores:
    """Judge every question of a set under every pair of weights; each is searched once."""
    cards = snapshot.store.cards()
    document_of = {key: cards[chunk.document].document for key, chunk in _all_chunks(snapshot).items()}
    rows = []
    for query in evaluation_set.asked():
        vector = encoder.encode_queries([query.text])[0]
        found = snapshot.score(query.text, vector, mode=Mode.HYBRID, depth=depth, filters=Filters(), as_of=date.today())
        row = []
        for words, bigrams in PAIRS:
            fused = combine(found, FusionWeights(1.0, words, bigrams))
            best = heapq.nsmallest(30, fused, key=lambda key: (-fused[key], key))
            ranked = list(dict.fromkeys(document_of[key] for key in best))
            row.append(metrics(ranked, evaluation_set.relevant[query.id])["ndcg@10"])
        rows.append(row)
    return Scores(name, np.array(rows))


def _all_chunks(snapshot: Snapshot) -> dict[int, StoredChunk]:
    return snapshot.store.chunks(range(1, snapshot.manifest.chunks + 1))


def cross_validate(sets: Sequence[Scores]) -> dict[str, object]:
    """Weights chosen on four fifths of each set's questions, judged on the rest."""
    folds = {scores.name: np.random.default_rng(0).permutation(len(scores.values)) % FOLDS for scores in sets}
    chosen: list[tuple[float, float]] = []
    held_out: dict[str, list[float]] = {scores.name: [] for scores in sets}
    for fold in range(FOLDS):
        training = np.mean([scores.values[folds[scores.name] != fold].mean(axis=0) for scores in sets], axis=0)
        best = int(np.argmax(training))
        chosen.append(PAIRS[best])
        for scores in sets:
            held_out[scores.name] += scores.values[folds[scores.name] == fold, best].tolist()
    everything = np.mean([scores.values.mean(axis=0) for scores in sets], axis=0)
    shipped = PAIRS.index((FusionWeights().words, FusionWeights().bigrams))
    return {
        "chosen_by_fold": chosen,
        "best_over_all": PAIRS[int(np.argmax(everything))],
        "held_out_ndcg@10": {name: round(float(np.mean(values)), 4) for name, values in held_out.items()},
        "shipped_ndcg@10": {scores.name: round(float(scores.values[:, shipped].mean()), 4) for scores in sets},
        "dense_ndcg@10": {scores.name: round(float(scores.values[:, 0].mean()), 4) for scores in sets},
    }


def main() -> None:
    """Print the outcome as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--home", type=Path, default=None)
    parser.add_argument("--depth", type=int, default=500, help="how many chunks each retriever gives")
    options = parser.parse_args()
    settings = load_settings(options.home or Path(tempfile.gettempdir()) / "policykb-benchmarks", {})
    encoder = open_encoder(settings)
    sets = []
    for folder in options.folders:
        evaluation_set = read_evaluation_set(folder)
        with open_evaluation_set(settings, evaluation_set, encoder) as snapshot:
            sets.append(score(folder.name, evaluation_set, snapshot, encoder, options.depth))
    print(json.dumps(cross_validate(sets), indent=2))


if __name__ == "__main__":
    main()
