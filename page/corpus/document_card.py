"""One document in full: what was read about it and how surely, its validity, versions, warnings and text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from index.types import DocumentSummary, Status
from index.validity import Validity
from ingest.document import Document, Metadata, Session
from page.corpus.buttons import button
from page.strings import Strings

#: Shown on the card, in this order; those that can be corrected on the page are ``EDITED_FIELDS``.
_SHOWN: Final = (
    "kind",
    "document_number",
    "issuer",
    "issued_on",
    "effective_from",
    "valid_until",
    "disclosure",
    "lead_department",
    "co_departments",
    "session",
    "proposal_number",
    "proposal_title",
    "proposers",
    "reply_class",
    "addressees",
    "copied_to",
)
_ALWAYS: Final = _SHOWN[:6]
_MOST_TEXT: Final = 20_000


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document with what the card says beside it.

    :ivar file_address: where the original is given out; ``None`` where it is not what was read any more.
    :ivar opens: whether a browser shows it.
    :ivar is_uploaded: whether all its files were uploaded on the page.
    :ivar may_change: whether whoever looks may delete and correct it.
    """

    document: Document
    summary: DocumentSummary
    validity: Validity
    file_address: str | None
    opens: bool
    is_uploaded: bool
    may_change: bool


def card_html(shown: ShownDocument, strings: Strings) -> Markup:
    """The card of a document that is open."""
    summary, words = shown.summary, strings.corpus
    title = summary.title or summary.document
    return Markup(
        '<aside class="card open" aria-label="{name}" data-key="{key}"><header><h2 tabindex="-1">{title}</h2>'
        '<button type="button" class="do close" data-do="close" data-key="" aria-label="{close}" title="{close}">×'
        '</button></header><p class="file">{file}</p>{validity}{actions}{facts}{relatives}{warnings}{text}</aside>'
    ).format(
        name=words.card_name,
        key=summary.id,
        title=title,
        close=words.close_card,
        file=summary.document,
        validity=_validity(shown.validity, strings),
        actions=_actions(shown, title, strings),
        facts=_facts(shown.document.metadata, strings),
        relatives=_relatives(summary, strings),
        warnings=_warnings(summary.warnings, strings),
        text=_text(shown.document.text, strings),
    )


def no_card_html(strings: Strings, note: str = "") -> Markup:
    """The place of the card while no document is open."""
    return Markup('<div class="card hint" role="status"><p>{}</p></div>').format(note or strings.corpus.card_hint)


def value_in_words(value: object) -> str:
    """A metadata value as people write it; empty where there is none."""
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case Session(body=body, term=term, meeting=meeting):
            return f"{body}{term}届{meeting}次"
        case str():
            return value
        case Iterable():
            return "；".join(value_in_words(part) for part in value)
    return str(value)


def _validity(validity: Validity, strings: Strings) -> Markup:
    status = validity.status
    if status is Status.UNKNOWN:
        return Markup('<p class="validity"><span class="reason">{}：{}</span></p>').format(
            strings.status, strings.statuses[status]
        )
    return Markup('<p class="validity {}"><span class="status {}">{}</span> <span class="reason">{}</span></p>').format(
        status, status, strings.statuses[status], validity.reason
    )


def _actions(shown: ShownDocument, title: str, strings: Strings) -> Markup:
    words = strings.corpus
    parts = []
    if shown.file_address is not None:
        parts.append(
            Markup(
                '<a class="do" href="{}" target="_blank" rel="noopener">{}<span class="unseen">{}</span></a>'
            ).format(
                shown.file_address,
                strings.open_original if shown.opens else strings.download_original,
                strings.new_window if shown.opens else "",
            )
        )
    if shown.may_change:
        advice = words.delete_uploaded if shown.is_uploaded else words.delete_other
        confirm = words.delete_title.format(title=title)
        parts.append(button("edit", shown.summary.id, words.edit, strings))
        parts.append(
            button("delete", shown.summary.id, words.delete, strings, confirm=confirm, advice=advice, kind="grave")
        )
    missing = (
        Markup('<p class="warning">{}</p>').format(strings.no_page_image) if shown.file_address is None else Markup("")
    )
    return Markup('<p class="actions">{}</p>{}').format(Markup("").join(parts), missing)


def _facts(metadata: Metadata, strings: Strings) -> Markup:
    words = strings.corpus
    rows = []
    for name in _SHOWN:
        value = value_in_words(getattr(metadata, name))
        if not value and name not in _ALWAYS:
            continue
        if name == "kind":
            value = words.kinds.get(value, value)
        elif name == "disclosure":
            value = words.disclosures.get(value, value)
        sure = metadata.confidence.get(name)
        how = ""
        if sure is not None:
            is_low = sure.is_low and bool(value)
            how = Markup('<small class="{}">{}{}</small>').format(
                "doubt" if is_low else "", words.how[sure.how], f" · {words.to_check}" if is_low else ""
            )
        rows.append(
            Markup('<div><dt>{}</dt><dd class="{}">{} {}</dd></div>').format(
                words.fields[name], "" if value else "absent", value or strings.absent, how
            )
        )
    return Markup('<section><h3>{}</h3><dl class="facts">{}</dl></section>').format(
        words.metadata, Markup("").join(rows)
    )


def _relatives(summary: DocumentSummary, strings: Strings) -> Markup:
    words = strings.corpus
    parts = []
    if summary.versions:
        rows = Markup("").join(
            Markup('<li>{} <small>{}</small> <span class="status {}">{}</span></li>').format(
                button("open", other.id, other.document, strings, kind="title"),
                " · ".join(
                    filter(
                        None,
                        (
                            other.issued_on.isoformat() if other.issued_on else "",
                            words.alike.format(share=f"{other.similarity:.0%}"),
                        ),
                    )
                ),
                other.status,
                strings.statuses[other.status],
            )
            for other in summary.versions
        )
        parts.append(_listed(words.other_versions, rows))
    if summary.also_at:
        parts.append(_listed(words.also_at, Markup("").join(Markup("<li>{}</li>").format(n) for n in summary.also_at)))
    if summary.part_of:
        parts.append(_listed(words.part_of, Markup("<li>{}</li>").format(summary.part_of)))
    return Markup("").join(parts)


def _warnings(warnings: tuple[str, ...], strings: Strings) -> Markup:
    if not warnings:
        return Markup("")
    rows = Markup("").join(Markup('<li class="warning">{}</li>').format(warning) for warning in warnings)
    return _listed(strings.corpus.parse_warnings, rows)


def _listed(name: str, rows: Markup) -> Markup:
    return Markup("<section><h3>{}</h3><ul>{}</ul></section>").format(name, rows)


def _text(text: str, strings: Strings) -> Markup:
    words = strings.corpus
    cut = Markup('<p class="warning">{}</p>').format(words.text_cut) if len(text) > _MOST_TEXT else Markup("")
    return Markup('<details class="text"><summary>{}</summary><div class="fulltext">{}</div>{}</details>').format(
        words.text, text[:_MOST_TEXT], cut
    )
