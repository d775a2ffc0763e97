"""``policykb ask``: one question, or one for each line of a file."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import click
import msgspec

from answer import Answer, Answerer
from console.answer import print_answer, print_growing
from console.invocation import Invocation, filter_options, takes_invocation
from console.json_output import plain, print_json
from console.program import ExitCode
from console.terminal import output
from console.writing import writer_for
from index import Index, open_index
from index.types import Filters


@dataclass(frozen=True, slots=True)
class Question:
    """A line of the file given to ``ask --from``; further fields are not looked at."""

    id: str | int
    text: str
    as_of: date | None = None


@click.command()
@click.argument("question", required=False)
@click.option(
    "--from",
    "questions_file",
    metavar="FILE.jsonl",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help='Answer each line {"id", "text", "as_of"?}; print one line of JSON for each, in order.',
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    help="Most sentences to quote, items of a list not counted; by default 3 to 20, as the question needs.",
)
@click.option(
    "--llm/--no-llm",
    "llm",
    default=None,
    help="Let the language model of the settings write the answer, each sentence checked against the quotes; or only "
    "quote. By default it writes where one is configured.",
)
@click.option("--stream", is_flag=True, help="Print each sentence as soon as it is written and checked.")
@filter_options
@takes_invocation
def ask(
    invocation: Invocation,
    question: str | None,
    questions_file: Path | None,
    top: int | None,
    llm: bool | None,
    stream: bool,
    as_of: date,
    filters: Filters,
) -> int:
    """Answer QUESTION from the documents, each sentence with its source, or say that they do not answer it."""
    if (question is None) == (questions_file is None):
        raise click.UsageError("Give either a QUESTION or --from FILE.jsonl.")
    if question is not None and not question.strip():
        raise click.UsageError("The QUESTION is empty.")
    if stream and (invocation.json or questions_file is not None):
        raise click.UsageError("--stream prints text as it is written; it goes with neither --json nor --from.")
    questions = _read_questions(questions_file) if questions_file is not None else []
    complete = True
    with open_index(settings=invocation.settings) as index:
        answerer = Answerer(index)
        written = _writing(index, llm=llm)
        if question is not None:
            growing = written(answerer.ask(question, as_of=as_of, filters=filters, top=top))
            if stream:
                answer = print_growing(output(), growing)
            else:
                *_, answer = growing
                show = print_json if invocation.json else partial(print_answer, output())
                show(answer)
            complete = answer.grounded
        for line in questions:
            *_, answer = written(answerer.ask(line.text, as_of=line.as_of or as_of, filters=filters, top=top))
            print_json({"id": line.id, **plain(answer)}, indent=None)
            complete = complete and answer.grounded
    return ExitCode.DONE if complete else ExitCode.INCOMPLETE


def _writing(index: Index, *, llm: bool | None) -> Callable[[Answer], Iterable[Answer]]:
    """What makes of a quoted answer one that grows to what is printed: itself where no language model writes.

    :raises SettingsError: a language model was asked for, and none is configured.
    """
    writer = writer_for(index, llm=llm)
    return writer.stream if writer is not None else lambda answer: (answer,)


def _read_questions(path: Path) -> list[Question]:
    """All questions of a file, so that a fault in the last line is told before the first answer."""
    questions = []
    for number, line in enumerate(path.read_bytes().removeprefix(codecs.BOM_UTF8).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            questions.append(msgspec.json.decode(line, type=Question))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise click.UsageError(
                f'{path}, line {number}: {error}; expected {{"id": …, "text": "…", "as_of": "2025-10-01"}}.'
            ) from error
    return questions
