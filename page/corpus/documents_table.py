"""The list of documents."""

from __future__ import annotations

from markupsafe import Markup

from index.catalogue import CataloguePage, CatalogueQuery, CatalogueRow, Order
from index.types import Status
from page.corpus.buttons import button
from page.strings import Strings


def table_html(page: CataloguePage, query: CatalogueQuery, strings: Strings, *, opened: str = "") -> Markup:
    """A page of the list with its heads, by which it is sorted, and the ways to the pages beside it.

    :param opened: id of the document that is open beside it.
    """
    words = strings.corpus
    if not page.total:
        is_narrowed = bool(query.text.strip() or query.kind or query.status) or query.year is not None
        return Markup('<p class="empty" role="status">{}</p>').format(
            words.found_none if is_narrowed else words.nothing_held
        )
    columns = (
        (Order.TITLE, words.title_column),
        (Order.KIND, words.kind),
        (Order.ISSUER, strings.issuer),
        (Order.ISSUED_ON, strings.issued_on),
    )
    heads = Markup("").join(_head(order, name, query, strings) for order, name in columns)
    rows = Markup("").join(_row(row, strings, is_open=row.card.id == opened) for row in page.rows)
    return Markup(
        '<p class="count" role="status">{count}</p><table class="documents"><caption class="unseen">{name}</caption>'
        '<thead><tr>{heads}<th scope="col">{status}</th></tr></thead><tbody>{rows}</tbody></table>{ways}'
    ).format(
        count=words.found.format(count=f"{page.total:,}"),
        name=words.table_name,
        heads=heads,
        status=words.status,
        rows=rows,
        ways=_ways(page, query, strings),
    )


def _head(order: Order, name: str, query: CatalogueQuery, strings: Strings) -> Markup:
    is_ours = order is query.order
    sorting = ("descending" if query.descending else "ascending") if is_ours else "none"
    sign = ("▾" if query.descending else "▴") if is_ours else ""
    label = strings.corpus.sort_by.format(column=name)
    inside = button("sort", order, f"{name}{sign}", strings, kind="head", label=label)
    return Markup('<th scope="col" aria-sort="{}">{}</th>').format(sorting, inside)


def _row(row: CatalogueRow, strings: Strings, *, is_open: bool) -> Markup:
    card, words = row.card, strings.corpus
    title = card.title or card.document
    marks = [
        words.copies.format(count=row.copies) if row.copies else "",
        words.versions.format(count=row.versions) if row.versions else "",
        words.warnings.format(count=row.warnings) if row.warnings else "",
    ]
    status = row.validity.status
    badge = (
        Markup('<span class="status {}">{}</span>').format(status, strings.statuses[status])
        if status is not Status.UNKNOWN
        else Markup('<span class="absent">—</span>')
    )
    return Markup(
        '<tr{current}><td class="name">{title}<small><span class="number">{number}</span> {file} '
        '<span class="marks">{marks}</span></small></td>'
        '<td class="kind">{kind}</td><td class="issuer">{issuer}</td><td class="day">{day}</td><td>{badge}</td></tr>'
    ).format(
        current=Markup(' aria-current="true"') if is_open else "",
        title=button("open", card.id, title, strings, kind="title", label=words.open_document.format(title=title)),
        number=card.document_number or "",
        file=card.document,
        marks=" · ".join(filter(None, marks)),
        kind=words.kinds.get(card.kind, card.kind),
        issuer=strings.separator.join(card.issuer) or "—",
        day=card.issued_on.isoformat() if card.issued_on else "—",
        badge=badge,
    )


def _ways(page: CataloguePage, query: CatalogueQuery, strings: Strings) -> Markup:
    words = strings.corpus
    if page.total <= query.limit:
        return Markup("")
    last = min(query.offset + query.limit, page.total)
    place = words.page_place.format(first=query.offset + 1, last=last)
    earlier = (
        button("turn", max(query.offset - query.limit, 0), words.earlier_page, strings) if query.offset else Markup("")
    )
    later = button("turn", last, words.later_page, strings) if last < page.total else Markup("")
    return Markup('<nav class="turning" aria-label="{}">{}<span>{}</span>{}</nav>').format(
        words.pages_name, earlier, place, later
    )
