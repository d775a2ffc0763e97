"""What is held, in numbers: documents by kind and year, support measures by department."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import gradio as gr

from index.catalogue import Holdings, holdings_in_numbers
from screens.corpus.shared import Shared

_MOST_DEPARTMENTS: Final = 12
_MOST_YEARS: Final = 15
# Told apart by colour-blind eyes, in light and dark (Okabe and Ito, 2008).
_COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#8c6d1f", "#7f8a99")


@dataclass(frozen=True, slots=True)
class ChartsTab:
    """The tab's events, as functions of what they are given."""

    shared: Shared

    def show(self, request: gr.Request) -> tuple[Any, Any, Any]:
        """Both charts, or a word that there is nothing to count."""
        with self.shared.store(request) as store:
            held = holdings_in_numbers(store) if store is not None else Holdings((), ())
        words = self.shared.strings.corpus
        if not held.by_kind_and_year:
            return f'<p class="empty">{words.charts_empty}</p>', gr.BarPlot(visible=False), gr.BarPlot(visible=False)
        return "", gr.BarPlot(self._by_year(held), visible=True), gr.BarPlot(self._by_department(held), visible=True)

    def _by_year(self, held: Holdings) -> dict[str, Any]:
        words = self.shared.strings.corpus
        years = sorted({year for _, year, _ in held.by_kind_and_year if year})[-_MOST_YEARS:]
        rows = [
            (str(year) if year else words.no_year, words.kinds.get(kind, kind), number)
            for kind, year, number in held.by_kind_and_year
            if not year or year in years
        ]
        return _data(rows, year="nominal", kind="nominal", documents="quantitative")

    def _by_department(self, held: Holdings) -> dict[str, Any]:
        words = self.shared.strings.corpus
        rows = [(lead or words.unnamed_department, number) for lead, number in held.measures[:_MOST_DEPARTMENTS]]
        return _data(rows, department="nominal", measures="quantitative")


def _data(rows: Sequence[Sequence[object]], **columns: str) -> dict[str, Any]:
    """As Gradio sends it to the browser, which spares us pandas.

    :param columns: the kind of measure of each column, by its name.
    """
    return {"columns": [*columns], "data": [list(row) for row in rows], "datatypes": columns, "mark": "bar"}


def build(shared: Shared) -> None:
    """Lay the tab out, inside a ``with`` over its place."""
    tab, words = ChartsTab(shared), shared.strings.corpus
    note = gr.HTML("", elem_id="corpus-numbers", apply_default_css=False)
    with gr.Row(elem_id="corpus-charts", equal_height=False):
        by_year = gr.BarPlot(
            x="year",
            y="documents",
            color="kind",
            title=words.by_year,
            x_title=words.year_axis,
            y_title=words.documents_axis,
            color_title=words.kind,
            color_map=dict(zip(words.kinds.values(), _COLOURS, strict=True)),
            height=360,
            min_width=320,
            visible=False,
        )
        by_department = gr.BarPlot(
            x="department",
            y="measures",
            title=words.by_department,
            x_title=words.department_axis,
            y_title=words.measures_axis,
            x_label_angle=-40,
            sort="-y",
            height=360,
            min_width=320,
            visible=False,
        )
    shared.refresh(tab.show, [], [note, by_year, by_department])
