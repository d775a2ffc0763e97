"""What the screen of comparisons shows: pairs that it offers, or two documents with ways into both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from answer.comparison import Comparison
from answer.comparison.provisions import Provision
from answer.types import Citation
from index import Index
from index.types import DocumentCard
from index.validity import status_of
from ingest.document import Document
from page.comparison_html import comparison_html, summary
from page.comparison_request import ComparisonRequest, OfferedPair
from page.list_html import go_html, joined
from page.strings import Strings


def pairs_html(pairs: Sequence[OfferedPair], strings: Strings) -> Markup:
    """The pairs that are likely worth comparing, each a way to its comparison."""
    texts = strings.comparison
    if not pairs:
        return Markup('<section class="idle-list"><p>{}</p><p>{}</p></section>').format(texts.idle, texts.none_offered)
    items = joined(Markup("<li>{}</li>").format(_pair(pair, strings)) for pair in pairs)
    return Markup('<section class="idle-list"><p>{}</p><h2>{}</h2><ul class="pairs">{}</ul></section>').format(
        texts.idle, texts.offered, items
    )


def compared_html(comparison: Comparison, request: ComparisonRequest, strings: Strings) -> Markup:
    """Both documents side by side; the numbers are those of ``citations_of``."""
    texts = strings.comparison
    numbers = {(document.id, each.start): n for n, (document, each) in enumerate(_places(comparison), start=1)}

    def way(document: Document, provision: Provision) -> Markup:
        page = strings.page.format(page=provision.page) if provision.page is not None else texts.place
        return Markup('<button type="button" class="open" data-cite="{}" aria-controls="panel">{}</button>').format(
            numbers[document.id, provision.start], page
        )

    return Markup(
        '<section aria-label="{name}"><div class="list-head"><p role="status"><b>{summary}</b></p>'
        '<p class="downloads">{swap}<a href="{root}export/comparison.html{address}" download>{download}</a></p></div>'
        "{body}</section>"
    ).format(
        name=strings.comparison_screen,
        summary=summary(comparison, strings),
        swap=go_html(request.swapped().address(), texts.swap),
        root=strings.root,
        address=request.address(),
        download=texts.download,
        body=comparison_html(comparison, strings, way=way),
    )


def citations_of(comparison: Comparison, index: Index, as_of: date) -> dict[int, Citation]:
    """What can be opened: each provision of both documents, numbered from 1."""
    with index.snapshot() as snapshot:
        ordinals = (key for each in (comparison.old, comparison.new) for key in snapshot.store.find(each.id))
        cards = {card.id: card for card in snapshot.store.cards(ordinals).values()}
    places = enumerate(_places(comparison), start=1)
    return {n: _cited(n, provision, cards[document.id], as_of) for n, (document, provision) in places}


def _cited(n: int, provision: Provision, card: DocumentCard, as_of: date) -> Citation:
    status, reason = status_of(card, as_of)
    return Citation(
        n=n,
        document=card.document,
        id=card.id,
        title=card.title,
        document_number=card.document_number,
        issuer=card.issuer,
        kind=card.kind,
        issued_on=card.issued_on,
        status=status,
        status_reason=reason,
        heading_path=provision.heading_path,
        page=provision.page,
        start=provision.start,
        end=provision.end,
        quote=provision.text,
        score=1.0,
        passage_start=provision.start,
        passage_end=provision.end,
    )


def _places(comparison: Comparison) -> list[tuple[Document, Provision]]:
    """The provisions in the order of their numbers."""
    return [
        (document, provision)
        for side in comparison.provisions
        for document, provision in ((comparison.old, side.old), (comparison.new, side.new))
        if provision is not None
    ]


def _pair(pair: OfferedPair, strings: Strings) -> Markup:
    texts = strings.comparison
    reasons = [texts.repealed] if pair.repeals else []
    if pair.similarity is not None:
        alike = texts.same_title if pair.same_title else texts.likely
        reasons.append(alike.format(percent=round(100 * pair.similarity)))
    name = Markup('{}<span aria-hidden="true"> → </span>{}<small>{}</small>').format(
        _named(pair.old), _named(pair.new), strings.separator.join(reasons)
    )
    return go_html(ComparisonRequest(pair.old.id, pair.new.id).address(), name)


def _named(card: DocumentCard) -> Markup:
    facts = [card.document_number or "", card.issued_on.isoformat() if card.issued_on else ""]
    return Markup("<span>{}<small>{}</small></span>").format(
        card.title or card.document, " · ".join(fact for fact in facts if fact)
    )
