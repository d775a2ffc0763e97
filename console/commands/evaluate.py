"""``policykb evaluate``: how well it finds and answers, on questions with known answers."""

from __future__ import annotations

from pathlib import Path

import click

from answer import Answerer
from answer.evaluation import QuestionFileError, evaluate_answers
from console.evaluation import print_answer_evaluation, print_retrieval_evaluation
from console.invocation import Invocation, takes_invocation
from console.json_output import print_json
from console.program import ExitCode
from console.report import build_progress
from console.terminal import errors, output
from index import open_index
from index.evaluation import EvaluationSetError, evaluate_retrieval


@click.command()
@click.argument(
    "directory", required=False, metavar="[DIR]", type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@click.option(
    "--answers",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Questions with gold sentences, as JSON lines, asked of the user's own index.",
)
@takes_invocation
def evaluate(invocation: Invocation, directory: Path | None, answers: Path | None) -> int:
    """Measure retrieval on DIR, a folder in BEIR form, or answers on a FILE of questions.

    DIR holds corpus.jsonl, queries.jsonl and qrels/test.tsv; the user's index is not touched by it.
    """
    if (directory is None) == (answers is None):
        raise click.UsageError("Give either a DIR in BEIR form or --answers FILE.")
    try:
        if directory is not None:
            with build_progress(errors()) as progress:
                retrieval = evaluate_retrieval(invocation.settings, directory, progress=progress)
            if invocation.json:
                print_json(retrieval)
            else:
                print_retrieval_evaluation(output(), retrieval)
        elif answers is not None:
            with open_index(settings=invocation.settings) as index:
                answered = evaluate_answers(Answerer(index), answers)
            if invocation.json:
                print_json(answered)
            else:
                print_answer_evaluation(output(), answered)
    except (EvaluationSetError, QuestionFileError) as error:
        raise click.UsageError(str(error)) from error
    return ExitCode.DONE
