"""Train the cross-encoder's adapter, or measure the one in place; either on every tenth of the own passages.

Run ``python -m benchmarks.cross_encoder --squad FILE… --write`` with sets in SQuAD's form, which are no part of the
project, or ``--evaluate``. Without ``--write`` the adapter in place stays as it is.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from answer.evaluation import QuestionFileError
from benchmarks.cross_encoder.group import Group
from benchmarks.cross_encoder.measures import measure
from benchmarks.cross_encoder.own import Passage, groups_to_measure, groups_to_train, held_out, read_passages
from benchmarks.cross_encoder.recipe import Recipe
from benchmarks.cross_encoder.squad import groups_of, questions_by_id, read_articles
from index.encoders import adapter
from index.encoders.encoder import CrossEncoder
from index.encoders.loading import default_cache_dir, packaged_model
from index.encoders.model_folder import ModelFolder
from index.encoders.onnx_encoder import OnnxEncoder

QUESTIONS = Path(__file__).with_name("questions")
ADAPTER = Path(adapter.__file__).with_name(adapter.ADAPTER)


def main() -> int:
    """Print the figures by language; returns 1 where a file of questions is not one."""
    options = _options()
    try:
        kept, held = _own_passages()
        squad = [] if options.evaluate else list(_squad_groups(options, random.Random(options.seed)))
    except (OSError, QuestionFileError) as error:
        print(error, file=sys.stderr)
        return 1
    model = packaged_model(default_cache_dir(os.environ), print)
    cross_encoder = OnnxEncoder(model) if options.evaluate else _trained(options, model, kept, squad)
    for name, figures in measure(cross_encoder, groups_to_measure(held)).items():
        print(f"{name}: {figures}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cross_encoder", description=__doc__)
    parser.add_argument("--evaluate", action="store_true", help="measure the adapter in place; train nothing")
    parser.add_argument("--squad", nargs="+", type=Path, default=[], metavar="FILE", help="sets in SQuAD's form")
    parser.add_argument(
        "--cross",
        nargs=2,
        type=Path,
        action="append",
        default=[],
        metavar=("QUESTIONS", "PASSAGES"),
        help="two sets with the same ids: the questions of the first are asked about the passages of the second",
    )
    parser.add_argument("--device", default="cpu", help="cpu, or cuda for the GPU")
    parser.add_argument("--write", action="store_true", help=f"replace {ADAPTER.name} by what was trained")
    for number in fields(Recipe):
        name = f"--{number.name.replace('_', '-')}"
        parser.add_argument(name, type=type(number.default), default=number.default, help="by default %(default)s")
    return parser.parse_args()


def _own_passages() -> tuple[list[Passage], list[Passage]]:
    """The passages to train on, and those to measure on."""
    halves = [held_out(read_passages(file)) for file in sorted(QUESTIONS.glob("*.jsonl"))]
    if not halves:
        raise QuestionFileError(f"{QUESTIONS}: holds no questions (*.jsonl).")
    return [one for kept, _ in halves for one in kept], [one for _, held in halves for one in held]


def _squad_groups(options: argparse.Namespace, order: random.Random) -> Iterator[Group]:
    for file in options.squad:
        yield from groups_of(read_articles(file), order)
    for questions, passages in options.cross:
        yield from groups_of(read_articles(passages), order, questions_by_id(read_articles(questions)))


def _trained(
    options: argparse.Namespace, model: ModelFolder, passages: Sequence[Passage], squad: Sequence[Group]
) -> CrossEncoder:
    # torch and transformers take seconds to import, and measuring does without.
    from benchmarks.cross_encoder.training import train_on  # noqa: PLC0415

    recipe = Recipe(**{number.name: getattr(options, number.name) for number in fields(Recipe)})
    own = groups_to_train(passages, random.Random(recipe.seed))
    print(f"{len(own)} own questions, {len(squad)} others; {recipe}")
    return train_on(model, own, squad, recipe, device=options.device, written_to=ADAPTER if options.write else None)


if __name__ == "__main__":
    sys.exit(main())
