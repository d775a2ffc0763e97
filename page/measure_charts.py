"""Two pictures of a list of measures: the highest amounts, and how long the documents are valid. HTML and CSS only."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from markupsafe import Markup

from answer.measure_list import ListedMeasure
from index.types import Status
from page.list_html import joined
from page.shown_measures import ShownMeasures, citations_of, most_of
from page.strings import Strings
from page.strings.money import money

_BARS: Final = 10
_LINES: Final = 10
_FEWEST: Final = 2
_COMING: Final = frozenset({Status.IN_FORCE, Status.NOT_YET})
_MARGIN: Final = timedelta(days=180)


def charts_html(shown: ShownMeasures, strings: Strings) -> Markup:
    """Both pictures, folded away; nothing where there is nothing to compare."""
    pictures = joined((_amounts(shown, strings), _timeline(shown, strings)))
    if not pictures:
        return Markup("")
    return Markup('<details class="charts"><summary>{}</summary><div>{}</div></details>').format(
        strings.measures.charts, pictures
    )


def _amounts(shown: ShownMeasures, strings: Strings) -> Markup:
    texts = strings.measures
    sums = [(most_of(measure.amount), measure) for measure in shown.measures if measure.status in _COMING]
    highest = sorted(((most, measure) for most, measure in sums if most), key=lambda each: -each[0])[:_BARS]
    if len(highest) < _FEWEST:
        return Markup("")
    numbers = {
        (shown.shown[at].id, cited.start): cited.n
        for at, field, cited in citations_of(shown.shown)
        if field == "measure"
    }
    bar = Markup(
        '<li><span class="label">{label}<small>{type}</small></span>'
        '<span class="track"><i style="width:{share:.1f}%"></i></span><span class="value">{value}</span></li>'
    )
    bars = joined(
        bar.format(
            label=_opens(measure, numbers),
            type=measure.type,
            share=100 * most / highest[0][0],
            value=money(most, strings.language),
        )
        for most, measure in highest
    )
    return Markup('<figure class="bars"><figcaption>{}<small>{}</small></figcaption><ol>{}</ol></figure>').format(
        texts.amounts_chart.format(count=len(highest)), texts.amounts_note, bars
    )


def _opens(measure: ListedMeasure, numbers: dict[tuple[str, int], int]) -> Markup:
    """A measure's name; the way to its sentence where the measure is on the page that is shown."""
    n = numbers.get((measure.id, measure.citations["measure"].start)) if "measure" in measure.citations else None
    if n is None:
        return Markup("<span>{}</span>").format(measure.target or measure.text)
    return Markup('<button type="button" data-cite="{}" aria-controls="panel">{}</button>').format(
        n, measure.target or measure.text
    )


def _timeline(shown: ShownMeasures, strings: Strings) -> Markup:
    """One line for each document that is in force or out of it, and whose beginning is known."""
    documents = {
        measure.id: measure for measure in shown.measures if measure.status is not Status.UNKNOWN and _begins(measure)
    }
    lines = list(documents.values())[:_LINES]
    as_of = shown.request.choice.as_of
    if len(lines) < _FEWEST:
        return Markup("")
    days = [day for measure in lines for day in (_begins(measure), _ends(measure)) if day] + [as_of]
    first, last = min(days) - _MARGIN, max(days) + _MARGIN

    def at(day: date) -> float:
        return 100 * (day - first) / (last - first)

    line = Markup(
        '<li><span class="label"><span>{title}</span><small>{when}</small></span>'
        '<span class="track"><i class="{status}{open}" style="left:{left:.1f}%;width:{width:.1f}%"></i>'
        '<b style="left:{now:.1f}%"></b></span></li>'
    )
    items = joined(
        line.format(
            title=measure.title or measure.document,
            when=_when(measure, strings),
            status=measure.status,
            open="" if _ends(measure) else " open",
            left=at(_begins(measure) or first),
            width=at(_ends(measure) or last) - at(_begins(measure) or first),
            now=at(as_of),
        )
        for measure in lines
    )
    note = strings.measures.timeline_note.format(as_of=as_of.isoformat())
    return Markup('<figure class="timeline"><figcaption>{}<small>{}</small></figcaption><ol>{}</ol></figure>').format(
        strings.measures.timeline, note, items
    )


def _begins(measure: ListedMeasure) -> date | None:
    return measure.effective_from or measure.issued_on


def _ends(measure: ListedMeasure) -> date | None:
    return measure.repealed_on or measure.valid_until


def _when(measure: ListedMeasure, strings: Strings) -> str:
    begins, ends = _begins(measure), _ends(measure)
    days = f"{begins.isoformat() if begins else ''} – {ends.isoformat() if ends else strings.measures.open_ended}"
    return f"{days} · {strings.statuses[measure.status]}"
