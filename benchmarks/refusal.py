"""Fits the weights of the decision to answer or refuse, and says how well they do on questions left out of the fit.

Questions come from files with gold sentences and from sets in BEIR form. Each is asked twice: of an index with what
answers it, and of one from which that was taken out. The model learns whether an answer would cite a gold document.

Two models come out for each language: one for encoders that read a question and a sentence together, one for others.

    python -m benchmarks.refusal [--questions FILE PATH…] [--bench DIR…] [--write]
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import answer
from answer.answerer import examine
from answer.evaluation import GoldQuestion, read_questions
from answer.question import Language, Vocabulary, load_vocabulary, read_question
from answer.refusal import READING, WEIGHED
from answer.selection import select
from index import Filters, open_index
from index.builder import build_index
from index.encoders.onnx_encoder import OnnxEncoder
from index.evaluation import EvaluationSet, read_evaluation_set
from index.generation import read_manifest
from index.model import open_encoder
from index.settings import Settings, load_settings
from index.snapshot import Snapshot
from index.vector_cache import VectorCache
from index.writer import Contents, Shelved, write_generation
from ingest.plain import document_from_text

Floats = NDArray[np.float64]
CORPUS = Path(__file__).parents[1] / "corpus"
#: Written by another hand, of a city that the sample corpus knows nothing of.
SECOND_CITY = Path(__file__).parent / "second_city"
OWN = (
    (CORPUS / "questions.jsonl", CORPUS / "documents"),
    (CORPUS / "calibration.jsonl", CORPUS / "documents"),
    (SECOND_CITY / "questions.jsonl", SECOND_CITY / "documents"),
)
FOLDS = 8
PENALTY = 1.0
STEPS = 5000
#: What each kind of model weighs.
KINDS = {"unread": WEIGHED, "read": (*WEIGHED, READING)}
#: The signs that speak against an answer.
AGAINST = frozenset({"missing"})
#: Records taken of a set in BEIR form.
LARGEST = 800
THRESHOLDS = np.arange(0.2, 0.81, 0.05)
#: A question refused in error costs twice as much as one answered in error: at most 5 % and 10 % are aimed at. So an
#: answer is given from a likelihood of a third on; both kinds weigh alike in the fit.
THRESHOLD = 1 / 3


class Case(StrEnum):
    """Under which conditions a question was asked."""

    ANSWERABLE = "answerable"
    UNANSWERABLE = "unanswerable"
    TAKEN_OUT = "what answers it taken out"
    FOREIGN = "of a set of another genre"


#: How much a question counts in the fit. Something else may answer one whose documents were taken out; sets of another
#: genre steady the weights of what has nothing to do with words.
IMPORTANCE = {Case.ANSWERABLE: 1.0, Case.UNANSWERABLE: 1.0, Case.TAKEN_OUT: 0.5, Case.FOREIGN: 0.1}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question asked once.

    :ivar question: all askings of one question fall into one fold.
    :ivar right: whether it is to be answered: a gold document was there, or, of a set in BEIR form, would be cited.
    :ivar signs: as in ``WEIGHED``, and the reading; without it for a question that is not read.
    """

    question: str
    language: Language
    case: Case
    right: bool
    anchored: bool
    signs: tuple[float, ...]


def ask(snapshot: Snapshot, encoder: OnnxEncoder, vocabulary: Vocabulary, case: Case, question: GoldQuestion) -> Asked:
    """Ask one question."""
    asked_at = question.as_of or date.today()
    read = read_question(question.text, vocabulary, asked_at)
    vector = encoder.encode_queries([read.text])[0]
    found = examine(snapshot, read, vector, encoder.encode_queries, asked_at, Filters())
    right = case is Case.ANSWERABLE
    if case is Case.FOREIGN:
        cited = {group.card.document for group in select(found.question, found.evidence)}
        right = bool(cited & {document for document, _ in question.gold})
    signs = tuple(float(getattr(found.signs, name)) for name in WEIGHED)
    reading = found.read_by(encoder).signs.reading
    if reading is not None:
        signs += (reading,)
    return Asked(question.text, read.language, case, right, found.signs.anchored, signs)


def ask_files(
    settings: Settings, encoder: OnnxEncoder, vocabulary: Vocabulary, file: Path, paths: Sequence[Path]
) -> Iterator[Asked]:
    """The questions of a file over its documents; then each over what is left without the documents it cites.

    Documents that answer one question together are taken out together. Questions about a document itself are left out:
    whether they are answered is no matter of likelihood.
    """
    questions = [q for q in read_questions(file) if read_question(q.text, vocabulary).field is None]
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        sources = sorted({_copied(path, root) for path in paths})
        home = replace(settings, home=settings.home / "refusal")
        _forget(home.home)
        for taken_out in (frozenset[str](), *_clusters(questions)):
            aside = [(root / document).rename(root / f"{n}.aside") for n, document in enumerate(taken_out)]
            build_index(home, [source for source in sources if any(source.iterdir())], encoder=encoder)
            with open_index(settings=home, encoder=encoder) as index, index.snapshot() as snapshot:
                for question in questions:
                    documents = {document for document, _ in question.gold}
                    if not taken_out:
                        case = Case.ANSWERABLE if documents else Case.UNANSWERABLE
                        yield ask(snapshot, encoder, vocabulary, case, question)
                    elif documents and documents <= taken_out:
                        yield ask(snapshot, encoder, vocabulary, Case.TAKEN_OUT, question)
            for path, document in zip(aside, taken_out, strict=True):
                path.rename(root / document)


def _forget(home: Path) -> None:
    """Forget what was built there; the vectors stay cached."""
    shutil.rmtree(home / "generations", ignore_errors=True)
    (home / "CURRENT").unlink(missing_ok=True)


def _copied(path: Path, root: Path) -> Path:
    """The copy of a folder, or the folder with the copy of a file, named as the source is."""
    folder = path if path.is_dir() else path.parent
    target = root / folder.name
    if path.is_dir():
        shutil.copytree(path, target)
    else:
        target.mkdir(exist_ok=True)
        shutil.copy(path, target)
    return target


def _clusters(questions: Iterable[GoldQuestion]) -> list[frozenset[str]]:
    """The documents of the gold sentences; those that answer one question together are in one cluster."""
    clusters: list[frozenset[str]] = []
    for question in questions:
        documents = frozenset(document for document, _ in question.gold)
        joined = [cluster for cluster in clusters if cluster & documents]
        clusters = [cluster for cluster in clusters if not cluster & documents]
        if documents:
            clusters.append(documents.union(*joined))
    return clusters


def ask_set(settings: Settings, encoder: OnnxEncoder, vocabulary: Vocabulary, folder: Path) -> Iterator[Asked]:
    """The questions of a set in BEIR form, over one half of its records and over the other.

    Of large sets only so many records are taken, those that answer a question first.
    """
    whole = read_evaluation_set(folder)
    order = random.Random(7)
    asked = order.sample(whole.asked(), min(len(whole.asked()), LARGEST // 5))
    gold = {record for query in asked for record in whole.relevant[query.id]}
    kept = sorted(whole.records, key=lambda record: (record.id not in gold, order.random()))[:LARGEST]
    for half in (0, 1):
        names = {record.id for position, record in enumerate(sorted(kept, key=lambda r: r.id)) if position % 2 == half}
        with _opened(settings, encoder, replace(whole, records=tuple(r for r in kept if r.id in names))) as snapshot:
            for query in asked:
                there = [record for record in whole.relevant[query.id] if record in names]
                question = GoldQuestion(query.id, query.text, [(record, "") for record in there])
                yield ask(snapshot, encoder, vocabulary, Case.FOREIGN, question)


def _opened(settings: Settings, encoder: OnnxEncoder, chosen: EvaluationSet) -> closing[Snapshot]:
    documents = [Shelved(document_from_text(r.id, r.title, r.text), "") for r in chosen.records]
    folder = Path(tempfile.mkdtemp())
    with closing(VectorCache(settings.home / "cache" / "vectors.db")) as cache:
        write_generation(folder, "refusal", Contents((), (), documents), encoder, cache)
    return closing(Snapshot(folder, read_manifest(folder)))


def fit(asked: Sequence[Asked], names: Sequence[str]) -> Floats:
    """Weights, the bias first, by logistic regression with an L2 penalty on all but the bias.

    A sign for an answer never speaks against one: its weight is kept from the wrong side of zero, by projected
    gradient steps.

    :param names: of the signs that are weighed, the first of all.
    """
    signs = np.array([one.signs[: len(names)] for one in asked])
    scale = np.hstack([1.0, np.maximum(signs.std(axis=0), 0.05)])
    scaled = np.hstack([np.ones((len(asked), 1)), signs]) / scale
    right = np.array([one.right for one in asked], dtype=np.float64)
    importance = np.array([IMPORTANCE[one.case] for one in asked])
    direction = np.array([0, *(-1 if name in AGAINST else 1 for name in names)])
    penalty = np.array([0.0, *np.full(len(names), PENALTY)])
    weights = np.zeros(scaled.shape[1])
    step = 4.0 / np.linalg.norm(scaled * np.sqrt(importance)[:, None], 2) ** 2  # the inverse of the steepest curvature
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-scaled @ weights))
        weights = weights - step * (scaled.T @ (importance * (likely - right)) + penalty * weights)
        weights = np.where(direction * weights < 0, 0.0, weights)
    return np.asarray(weights / scale, dtype=np.float64)


def probabilities(weights: Floats, asked: Sequence[Asked]) -> Floats:
    """How likely each is to be answered; 0 without its anchors."""
    signs = np.array([one.signs[: len(weights) - 1] for one in asked])
    anchored = np.array([one.anchored for one in asked])
    return np.asarray(anchored / (1 + np.exp(-(weights[0] + signs @ weights[1:]))), dtype=np.float64)


def cross_validated(asked: Sequence[Asked], names: Sequence[str]) -> Floats:
    """How likely each is to be answered by the model that was fitted without its question."""
    questions = sorted({one.question for one in asked})
    random.Random(7).shuffle(questions)
    fold_of = {question: position % FOLDS for position, question in enumerate(questions)}
    folds = np.array([fold_of[one.question] for one in asked])
    likely = np.zeros(len(asked))
    for fold in range(FOLDS):
        weights = fit([one for one, its in zip(asked, folds, strict=True) if its != fold], names)
        left_out = np.flatnonzero(folds == fold)
        likely[left_out] = probabilities(weights, [asked[at] for at in left_out.tolist()])
    return likely


def curve(asked: Sequence[Asked], likely: Floats) -> list[dict[str, float]]:
    """For each threshold the share of each case that is answered."""
    cases = np.array([one.case for one in asked])
    return [
        {"threshold": round(float(threshold), 2)}
        | {case: round(float((likely[cases == case] >= threshold).mean()), 3) for case in Case if case in cases}
        for threshold in THRESHOLDS
    ]


def toml_of(table: str, names: Sequence[str], weights: Floats) -> str:
    """One model as ``answer/refusal.toml`` holds it."""
    head = [f"[{table}]", f"bias = {weights[0]:.2f}", f"threshold = {THRESHOLD:.2f}", f"[{table}.weights]"]
    return "\n".join([*head, *(f"{name} = {w:.2f}" for name, w in zip(names, weights[1:], strict=True))]) + "\n"


def main() -> None:
    """Print the outcome as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--questions",
        nargs="+",
        type=Path,
        action="append",
        metavar=("FILE", "PATH"),
        help="a file of questions and what to index for it; by default those of the sample corpus and the second city",
    )
    parser.add_argument("--bench", nargs="*", type=Path, default=[], help="folders in BEIR form")
    parser.add_argument("--home", type=Path, default=Path(tempfile.gettempdir()) / "policykb-benchmarks")
    parser.add_argument("--write", action="store_true", help="write the weights into answer/refusal.toml")
    options = parser.parse_args()
    settings = load_settings(options.home, {})
    encoder = open_encoder(settings)
    if not isinstance(encoder, OnnxEncoder):
        raise SystemExit("the settings name another model; the weights are fitted for the packaged one")
    vocabulary = load_vocabulary()
    asked: list[Asked] = []
    for file, *paths in options.questions or OWN:
        asked += ask_files(settings, encoder, vocabulary, file, paths)
    for folder in options.bench:
        asked += ask_set(settings, encoder, vocabulary, folder)
    models = ["# Fitted by `python -m benchmarks.refusal`; docs/decisions/0019 and 0027 say on what."]
    for kind, names in KINDS.items():
        for language in Language:
            own = [one for one in asked if one.language is language and len(one.signs) >= len(names)]
            points = curve(own, cross_validated(own, names))
            models.append(toml_of(f"{kind}.{language}", names, fit(own, names)))
            counts = {case: sum(one.case is case for one in own) for case in Case}
            told = {"model": kind, "language": language, "asked": counts, "answered, cross-validated": points}
            print(json.dumps(told, indent=2))
    print("\n".join(models))
    if options.write:
        Path(answer.__file__).with_name("refusal.toml").write_text("\n".join(models), encoding="utf-8")


if __name__ == "__main__":
    main()
