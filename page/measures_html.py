"""The table of support measures; on a narrow screen its rows are cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from markupsafe import Markup

from answer.company import Company, Ground, Verdict
from answer.measure_list import JudgedCondition, ListedAmount, ListedMeasure
from index.types import Status
from page.cited_html import status_html
from page.list_html import go_html, joined, nothing_html, pager_html
from page.measure_charts import charts_html
from page.measure_request import MeasureRequest, Order
from page.shown_measures import MONEY, ShownMeasures, citations_of
from page.strings import Strings
from page.strings.money import money

# So many conditions stand in the table; the others are folded away.
_CONDITIONS: Final = 2
_ORDER_OF: Final = {"amount": Order.AMOUNT, "window": Order.DEADLINE, "status": Order.VALID_UNTIL}
_SIGNS: Final = {Verdict.MET: "✓", Verdict.UNMET: "✗", Verdict.UNKNOWN: "?"}


def measures_html(shown: ShownMeasures, strings: Strings, company: Company | None, form: str) -> Markup:
    """Charts, the table, the ways to its other pages and to files of all of it.

    :param company: whose verdicts the measures carry.
    :param form: its profile as JSON, which downloads are asked for with; empty for none.
    """
    texts, request = strings.measures, shown.request
    if not shown.measures:
        ways = [(request.without_filters().address(), texts.without_filters)] if request.is_narrowed else []
        if request.topic:
            ways.append((MeasureRequest("", request.choice).address(), texts.without_topic))
        return nothing_html(texts.nothing, texts.nothing_advice, ways)
    numbers = {(at, field): cited.n for at, field, cited in citations_of(shown.shown)}
    rows = joined(
        _Row(measure, {field: n for (place, field), n in numbers.items() if place == at}, strings, company).html()
        for at, measure in enumerate(shown.shown)
    )
    return Markup(
        '<section class="listing measures" aria-label="{name}">{head}{charts}<table role="table">'
        '<caption class="unseen">{name}</caption><thead role="rowgroup"><tr role="row">{columns}</tr></thead>'
        '<tbody role="rowgroup">{rows}</tbody></table>{pager}</section>'
    ).format(
        name=texts.results,
        head=_head(shown, strings, form),
        charts=charts_html(shown, strings),
        columns=joined(_column(name, request, strings) for name in texts.columns),
        rows=rows,
        pager=pager_html(request.page, shown.pages, lambda page: request.on_page(page).address(), strings),
    )


def _head(shown: ShownMeasures, strings: Strings, form: str) -> Markup:
    texts, request = strings.measures, shown.request
    counted = texts.count if shown.pages > 1 else texts.count_all
    count = counted.format(
        total=len(shown.measures),
        documents=len({measure.id for measure in shown.measures}),
        first=shown.first + 1,
        last=shown.first + len(shown.shown),
    )
    link = Markup('<a href="{}export/{}{}" download="{}.{}"{}>{}</a>')
    carried = Markup(' data-with="{}" data-working="{}" data-failed="{}"').format(
        form, texts.exporting, texts.export_failed
    )
    files = joined(
        link.format(
            strings.root,
            f"measures.{ending}",
            request.on_page(1).address(),
            strings.measures_screen,
            ending,
            carried if form else "",
            name,
        )
        for ending, name in (("xlsx", texts.export_xlsx), ("csv", texts.export_csv))
    )
    return Markup(
        '<div class="list-head"><p role="status"><b>{}</b><small>{}</small></p><p class="downloads">{}</p></div>'
    ).format(count, texts.judged_at.format(as_of=request.choice.as_of.isoformat()), files)


def _column(name: str, request: MeasureRequest, strings: Strings) -> Markup:
    """A column's head; those that can be ordered by are links that do so."""
    label, order = strings.measures.columns[name], _ORDER_OF.get(name)
    if order is None:
        return Markup('<th role="columnheader" scope="col">{}</th>').format(label)
    chosen = request.order is order
    direction = "descending" if order is Order.AMOUNT else "ascending"
    sign = Markup('<span aria-hidden="true">{}</span>').format(
        ("↓" if order is Order.AMOUNT else "↑") if chosen else "↕"
    )
    address = request.in_order(Order.USUAL if chosen else order).address()
    return Markup('<th role="columnheader" scope="col"{}>{}</th>').format(
        Markup(' aria-sort="{}"').format(direction) if chosen else "",
        go_html(address, Markup("{} {}").format(label, sign)),
    )


class _Row:
    """One measure.

    :param numbers: of the citations of its fields.
    """

    def __init__(
        self, measure: ListedMeasure, numbers: Mapping[str, int], strings: Strings, company: Company | None
    ) -> None:
        self._measure = measure
        self._numbers = numbers
        self._strings = strings
        self._texts = strings.measures
        self._company = company

    def html(self) -> Markup:
        cells = {
            "target": self._opens("target", "target", self._measure.target or self._measure.text),
            "type": self._opens("type", "type", self._measure.type),
            "amount": self._amount(),
            "conditions": self._conditions(),
            "window": self._window(),
            "department": self._opens("lead_department", "department", self._measure.lead_department or ""),
            "status": self._status(),
            "source": self._source(),
        }
        return Markup('<tr role="row">{}</tr>').format(joined(self._cell(name, html) for name, html in cells.items()))

    def _cell(self, name: str, html: Markup) -> Markup:
        tag = Markup('th scope="row" role="rowheader"') if name == "target" else Markup('td role="cell"')
        end = "th" if name == "target" else "td"
        label = self._texts.columns[name]
        return Markup('<{} class="{}" data-label="{}">{}</{}>').format(
            tag, f"of-{name}" if html else "empty", label, html, end
        )

    def _opens(self, field: str, column: str, html: str | Markup) -> Markup:
        """What a field says, as the way to its place in the document where there is one."""
        if not html:
            return Markup("")
        n = self._numbers.get(field)
        if n is None:
            n = self._numbers.get("measure") if column == "target" else None
        if n is None:
            return Markup("<span>{}</span>").format(html)
        title = self._texts.open_field.format(field=self._texts.columns[column])
        return Markup('<button type="button" data-cite="{}" aria-controls="panel" title="{}">{}</button>').format(
            n, title, html
        )

    def _amount(self) -> Markup:
        amount = self._measure.amount
        if amount is None:
            return Markup('<span class="absent">{}</span>').format(self._texts.no_amount)
        figures = " · ".join(figures_of(amount, self._strings))
        words = Markup("<small>{}</small>").format(amount.text or "")
        return self._opens("amount", "amount", Markup("<b>{}</b>{}").format(figures, words) if figures else words)

    def _conditions(self) -> Markup:
        judged = self._measure.company
        items = [
            self._condition(at, text, judged[at] if judged else None)
            for at, text in enumerate(self._measure.conditions)
        ]
        if not items:
            return Markup("")
        # What speaks against it is never folded away.
        against = {at for at, one in enumerate(judged or ()) if one.verdict is Verdict.UNMET}
        others = [at for at in range(len(items)) if at not in against]
        first = sorted({*against, *others[: max(_CONDITIONS - len(against), 0)]})
        rest = [items[at] for at in range(len(items)) if at not in first]
        folded = Markup("")
        if rest:
            more = self._texts.more_conditions.format(count=len(rest))
            folded = Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(more, joined(rest))
        summary = self._summary(judged) if judged else ""
        return Markup("{}<ul>{}</ul>{}").format(summary, joined(items[at] for at in first), folded)

    def _condition(self, at: int, text: str, judged: JudgedCondition | None) -> Markup:
        way = self._opens(f"conditions[{at}]", "conditions", text)
        if judged is None or self._company is None:
            return Markup("<li>{}</li>").format(way)
        verdict = judged.verdict
        reasons = joined(Markup("<small>{}</small>").format(reason) for reason in self._reasons(judged, self._company))
        return Markup(
            '<li class="judged {}"><span class="verdict"><span aria-hidden="true">{}</span>{}</span>{}{}</li>'
        ).format(verdict, _SIGNS[verdict], self._texts.verdicts[verdict], way, reasons)

    def _reasons(self, judged: JudgedCondition, company: Company) -> Iterator[str]:
        """What the verdict rests on: the parts that decide it, each reason once."""
        deciding = [ground for ground in judged.grounds if ground.verdict is judged.verdict]
        return iter(dict.fromkeys(self._reason(ground, company) for ground in deciding or judged.grounds))

    def _reason(self, ground: Ground, company: Company) -> str:
        if ground.field is None:
            return self._texts.reason_by_people
        field, _, further = ground.field.partition(".")
        label = further or self._texts.company_fields[field]
        value = company.figures.get(further) if further else getattr(company, field)
        if value in (None, "", ()):
            return self._texts.reason_left_out.format(field=label)
        known = self._texts.reason_undecided if ground.verdict is Verdict.UNKNOWN else self._texts.reason_known
        return known.format(field=label, value=self._told(ground.field, value))

    def _told(self, field: str, value: object) -> str:
        """A profile's value as people write it."""
        texts = self._texts
        if field == "legal_person":
            return texts.yes if value else texts.no
        if field == "r_and_d_share":
            return f"{float(str(value)) * 100:g}%"
        if field == "revenue" or field.startswith("figures."):
            return money(float(str(value)), self._strings.language)
        return self._strings.separator.join(map(str, value)) if isinstance(value, tuple) else str(value)

    def _summary(self, judged: tuple[JudgedCondition, ...]) -> Markup:
        texts = self._texts
        unmet = sum(one.verdict is Verdict.UNMET for one in judged)
        unknown = sum(one.verdict is Verdict.UNKNOWN for one in judged)
        said = [texts.some_unmet.format(count=unmet)] if unmet else []
        said += [texts.some_unknown.format(count=unknown)] if unknown else []
        kind = Verdict.UNMET if unmet else Verdict.UNKNOWN if unknown else Verdict.MET
        return Markup('<p class="fit {}">{}</p>').format(kind, self._strings.separator.join(said) or texts.all_met)

    def _window(self) -> Markup:
        start, end, texts = self._measure.apply_from, self._measure.apply_by, self._texts
        if start and end:
            said = f"{start} – {end}"
        elif end:
            said = texts.window_until.format(day=end)
        elif start:
            said = texts.window_from.format(day=start)
        else:
            return Markup("")
        yearly = all(len(day) == len("04-01") for day in (start, end) if day)
        field = "apply_by" if end else "apply_from"
        return self._opens(field, "window", texts.every_year.format(days=said) if yearly else said)

    def _status(self) -> Markup:
        measure = self._measure
        shown = status_html(measure, self._strings)
        if measure.status is Status.UNKNOWN:
            shown = Markup('<span class="absent">{}</span>').format(self._strings.statuses[Status.UNKNOWN])
        until = (
            Markup("<small>{}</small>").format(self._texts.until.format(day=measure.valid_until.isoformat()))
            if measure.valid_until
            else ""
        )
        return shown + until

    def _source(self) -> Markup:
        measure = self._measure
        facts = [measure.document_number or "", self._strings.page.format(page=measure.page) if measure.page else ""]
        named = Markup("{}<small>{}</small>").format(
            measure.title or measure.document, " · ".join(fact for fact in facts if fact)
        )
        repeated = Markup("")
        if measure.repeated_in:
            names = joined(Markup("<small>{}</small>").format(name) for name in measure.repeated_in)
            count = self._texts.repeated.format(count=len(measure.repeated_in))
            repeated = Markup("<details><summary>{}</summary>{}</details>").format(count, names)
        return self._opens("measure", "source", named) + repeated


def figures_of(amount: ListedAmount, strings: Strings) -> Iterator[str]:
    """An amount in figures: the share, then the sum."""
    texts = strings.measures
    if amount.rate is not None:
        yield texts.share.format(percent=f"{amount.rate * 100:g}")

    def said(value: float) -> str:
        if amount.unit == MONEY:
            return money(value, strings.language)
        return f"{value:,}{amount.unit or ''}"

    if amount.min is not None and amount.max is not None:
        figure = f"{said(amount.min)} – {said(amount.max)}"
    elif amount.max is not None:
        figure = texts.at_most.format(sum=said(amount.max))
    elif amount.value is not None:
        figure = said(amount.value)
    elif amount.min is not None:
        figure = texts.at_least.format(sum=said(amount.min))
    else:
        return
    yield f"{figure} / {amount.per}" if amount.per else figure
