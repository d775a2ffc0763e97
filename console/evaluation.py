"""Measured quality for people: a table of metrics."""

from __future__ import annotations

from answer.evaluation import AnswerReport
from console.terminal import Terminal
from index.evaluation import EvaluationReport


def print_retrieval_evaluation(terminal: Terminal, report: EvaluationReport) -> None:
    """Print a row for each mode: the metrics, then the latency of a query in milliseconds."""
    terminal.line(f"{report.queries} questions, {report.records} records, {report.passages} passages")
    metrics = list(next(iter(report.modes.values()), {}))
    latencies = list(next(iter(report.latency_ms.values()), {}))
    terminal.table(
        ("mode", *metrics, *(f"{name} ms" for name in latencies)),
        (
            (
                (mode, "title"),
                *((f"{values[metric]:.3f}", "number") for metric in metrics),
                *(f"{report.latency_ms[mode][name]:.1f}" for name in latencies),
            )
            for mode, values in report.modes.items()
        ),
    )


def print_answer_evaluation(terminal: Terminal, report: AnswerReport) -> None:
    """Print the shares, then every question that was not answered, or not refused, as it should have been."""
    counts = (
        ("answered with a gold sentence cited", report.answered_right, report.answerable),
        ("refused where nothing answers", report.refused_right, report.unanswerable),
    )
    shares = (
        ("refused though the answer is there", report.false_refusals),
        ("refusals that were right", report.refusal_precision),
        ("citations that hold gold", report.citation_precision),
        ("gold sentences cited", report.citation_recall),
        ("of lists", report.list_coverage),
        ("a document out of force cited first", report.stale_first),
    )
    for label, right, questions in counts:
        terminal.line(f"{label:<38}", (f"{right} of {questions}", "number"))
    for label, share in shares:
        terminal.line(f"{label:<38}", (f"{share:.1%}", "number"))
    terminal.line(f"{'quotes and pages compared, all true':<38}", (f"{report.checked}", "number"))
    latencies = ", ".join(f"{name} {value:.0f} ms" for name, value in report.latency_ms.items())
    terminal.line(f"{'time for a question':<38}", (latencies, "number"))
    wrong = [outcome for outcome in report.outcomes if not outcome.right]
    if wrong:
        terminal.blank()
        terminal.table(
            ("id", "question", "expected", "got", "gold cited"),
            (
                (
                    (outcome.id, "title"),
                    outcome.text,
                    outcome.expected,
                    "answer" if outcome.grounded else "refusal",
                    (f"{outcome.found:.0%}" if outcome.expected == "answer" else "–", "number"),
                )
                for outcome in wrong
            ),
        )
