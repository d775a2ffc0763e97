"""The left side of the page: an answer with its citations, a refusal, or what to do first.

Everything is built with ``markupsafe``: a template is a literal, and whatever is filled in is escaped, because
``gr.HTML`` shows what it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from answer.types import Answer, Citation
from index.types import Status
from page.cited_html import PATH_SIGN, place_html, place_name, status_html
from page.records_html import verdict_html
from page.strings import Strings

_HEADING = re.compile(r"\*\*(?P<name>.+?)\*\*(?P<rest>.*)")
_INLINE = re.compile(r"\*\*(?P<strong>.+?)\*\*|\[\^(?P<number>\d{1,4})\]")
_ENDED = frozenset({Status.EXPIRED, Status.REPEALED, Status.NOT_YET})
_NOTHING = Markup("")
# Keeps a chip on the line of the sentence it belongs to.
_WORD_JOINER = Markup("&#8288;")


def numbered(answer: Answer) -> dict[int, Citation]:
    """The citations that the page offers for opening: an answer's by marker, a refusal's nearest from 1."""
    if answer.grounded:
        return {citation.n: citation for citation in answer.citations}
    return dict(enumerate(answer.nearest, start=1))


def steps(answer: Answer) -> int:
    """How many lines the answer has; ``answer_html`` shows any number of them."""
    return len(_lines(answer.text))


def idle_html(
    strings: Strings,
    examples: Sequence[str],
    document_count: int,
    recent: Sequence[str] = (),
    kept: Sequence[tuple[str, str]] = (),
) -> Markup:
    """What the page shows before the first question.

    :param recent: what this user asked before, the latest first.
    :param kept: answers that this user kept, each with its address and its question.
    """
    item = Markup(
        '<li><button type="button" class="example" data-question="{text}"><span>{text}</span>'
        '<span aria-hidden="true">→</span></button></li>'
    )
    lists = Markup("").join(
        Markup("<h2>{}</h2><ul>{}</ul>").format(title, _join(item.format(text=text) for text in questions))
        for title, questions in ((strings.try_asking, examples), (strings.asked_before, recent))
        if questions or title == strings.try_asking
    )
    way = Markup('<li><a class="example" href="{}"><span>{}</span><span aria-hidden="true">→</span></a></li>')
    if kept:
        lists += Markup("<h2>{}</h2><ul>{}</ul>").format(
            strings.records.kept_list, _join(way.format(href, question) for href, question in kept)
        )
    return Markup('<section class="idle">{lists}<p class="holdings">{holdings}</p></section>').format(
        lists=lists,
        holdings=strings.holdings.format(count=f"{document_count:,}"),
    )


def waiting_html(question: str, strings: Strings) -> Markup:
    """The question, while its answer is being looked for."""
    body = Markup('<p class="working" role="status"><span class="dots" aria-hidden="true"></span>{}</p>')
    return _article(question, body.format(strings.working), strings, busy=True)


def failure_html(question: str, reason: str, strings: Strings) -> Markup:
    """A question that could not be worked on, with the reason."""
    body = Markup('<div class="refused" role="alert"><p>{}</p><p class="reason">{}</p></div><p>{}</p>')
    return _article(question, body.format(strings.failed, reason, strings.failed_advice), strings)


def answer_html(
    answer: Answer, strings: Strings, *, lines: int | None = None, above: Markup = _NOTHING, keeps: bool = True
) -> Markup:
    """The answer or the refusal.

    :param lines: only the first so many lines, without the list of sources: an answer that is still coming in.
    :param above: stands between the question and the answer.
    :param keeps: whether it can be kept; not so for one that is kept already.
    """
    if not answer.grounded:
        refusal = above + _refusal(answer, strings) + verdict_html(strings)
        return _article(answer.question, refusal, strings, kind="refusal")
    citations = numbered(answer)
    shown = _lines(answer.text)[:lines]
    body = Markup('<div class="body">{}</div>').format(_body(shown, citations, strings))
    if lines is not None:
        return _article(answer.question, body, strings, busy=True)
    sources = _sources(answer, strings, keeps=keeps)
    return _article(
        answer.question, above + body + _warnings(answer, strings) + sources + verdict_html(strings), strings
    )


def _warnings(answer: Answer, strings: Strings) -> Markup:
    """What the reader should know of how the answer came about."""
    if not answer.warnings:
        return Markup("")
    citations = numbered(answer)
    items = _join(Markup("<p>{}</p>").format(_inline(text, citations, strings)) for text in answer.warnings)
    return Markup('<aside class="warnings" role="note" aria-label="{}">{}</aside>').format(strings.warnings, items)


def _article(question: str, body: Markup, strings: Strings, *, kind: str = "answer", busy: bool = False) -> Markup:
    return Markup(
        '<article class="{kind}" aria-label="{name}" aria-busy="{busy}">'
        '<h2 class="asked">{question}</h2>{body}</article>'
    ).format(kind=kind, name=strings.answer_name, busy=str(busy).lower(), question=question, body=body)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _body(lines: Sequence[str], citations: Mapping[int, Citation], strings: Strings) -> Markup:
    parts = []
    above = ""
    for at, line in enumerate(lines):
        heading = _HEADING.fullmatch(line)
        if heading and not _INLINE.search(heading["rest"]):
            name, path = _name_and_path(heading, _first_cited(lines[at + 1 :], citations))
            parts.append(_group_heading("" if path and name == above else name, path))
            above = name
        else:
            parts.append(Markup("<p>{}</p>").format(_inline(line, citations, strings)))
    return _join(parts)


def _name_and_path(heading: re.Match[str], cited: Citation | None) -> tuple[str, str]:
    """A group's heading, parted into the document's name and the headings below it."""
    name = heading["name"]
    if cited is not None and cited.heading_path and name.endswith(path := PATH_SIGN.join(cited.heading_path)):
        return name.removesuffix(path).strip(), path
    return name, heading["rest"].strip()


def _group_heading(name: str, path: str) -> Markup:
    """The document stands out, the headings below it stand back; a document named just above is not named again."""
    kind = "" if name else Markup(' class="same"')
    return Markup("<h3{}>{}{}</h3>").format(kind, name, Markup("<small>{}</small>").format(path) if path else "")


def _first_cited(lines: Sequence[str], citations: Mapping[int, Citation]) -> Citation | None:
    for match in _INLINE.finditer("\n".join(lines)):
        if match["number"] is not None:
            return citations.get(int(match["number"]))
    return None


def _inline(line: str, citations: Mapping[int, Citation], strings: Strings) -> Markup:
    parts: list[str | Markup] = []
    at = 0
    for match in _INLINE.finditer(line):
        parts.append(line[at : match.start()])
        at = match.end()
        if match["strong"] is not None:
            parts.append(Markup("<strong>{}</strong>").format(match["strong"]))
        elif (citation := citations.get(int(match["number"]))) is not None:
            parts.append(_WORD_JOINER + _chip(int(match["number"]), citation, strings))
        else:  # the document's own words, not a marker of ours
            parts.append(match[0])
    parts.append(line[at:])
    return Markup("").join(parts)


def _chip(n: int, citation: Citation, strings: Strings) -> Markup:
    """The button that opens a citation, with the preview that shows on hover and focus."""
    return Markup(
        '<button type="button" class="cite{ended}" data-cite="{n}" aria-controls="panel" aria-label="{label}">{n}'
        '<span class="preview" aria-hidden="true"><b>{title}</b><i>{number}{status}</i>'
        '<span class="where">{place}</span><q>{quote}</q></span></button>'
    ).format(
        n=n,
        ended=" ended" if citation.status in _ENDED else "",
        label=_label(n, citation, strings),
        title=citation.title,
        number=citation.document_number or "",
        status=status_html(citation, strings),
        place=place_html(citation, strings),
        quote=citation.quote,
    )


def _sources(answer: Answer, strings: Strings, *, keeps: bool) -> Markup:
    by_document: dict[str, list[tuple[int, Citation]]] = {}
    for n, citation in numbered(answer).items():
        by_document.setdefault(citation.document, []).append((n, citation))
    summary = strings.sources_summary.format(
        citations=len(answer.citations),
        documents=len(by_document),
        as_of=answer.as_of.isoformat(),
        seconds=f"{max(answer.elapsed_ms, 10) / 1000:.2f}",
    )
    return Markup(
        '<section class="sources" aria-label="{name}"><h3>{name}<small>{summary}</small></h3><ul>{documents}</ul>'
        '<p class="actions" data-done="{done}" data-failed="{failed}">'
        '<button type="button" data-copy="answer">{answer}</button>'
        '<button type="button" data-copy="link">{link}</button>{keep}</p></section>'
    ).format(
        keep=Markup('<button type="button" data-keep>{}</button>').format(strings.records.keep) if keeps else "",
        name=strings.sources,
        summary=summary,
        documents=_join(_source(cited, strings) for cited in by_document.values()),
        done=strings.copied,
        failed=strings.copy_failed,
        answer=strings.copy_answer,
        link=strings.copy_link,
    )


def _source(cited: Sequence[tuple[int, Citation]], strings: Strings) -> Markup:
    first = cited[0][1]
    issued = first.issued_on.isoformat() if first.issued_on else ""
    facts = [fact for fact in (strings.separator.join(first.issuer), issued) if fact]
    number = Markup('<span class="number">{}</span>').format(first.document_number) if first.document_number else ""
    places: dict[tuple[tuple[str, ...], int | None], list[tuple[int, Citation]]] = {}
    for n, citation in cited:
        places.setdefault((citation.heading_path, citation.page), []).append((n, citation))
    return Markup(
        '<li class="source"><p class="title"><b>{title}</b>{status}</p>'
        '<p class="facts">{number}{facts}</p><ul>{places}</ul></li>'
    ).format(
        title=first.title,
        status=status_html(first, strings),
        number=number,
        facts=_join(Markup("<span>{}</span>").format(fact) for fact in facts),
        places=_join(_place(there, strings) for there in places.values()),
    )


def _place(cited: Sequence[tuple[int, Citation]], strings: Strings) -> Markup:
    """One place in a document with the numbers of all sentences that were quoted from it."""
    button = Markup(
        '<button type="button" class="n" data-cite="{n}" aria-controls="panel" aria-label="{label}">{n}</button>'
    )
    first, citation = cited[0]
    return Markup(
        '<li class="place">{numbers}'
        '<button type="button" class="where" data-cite="{n}" tabindex="-1">{where}</button>{translations}</li>'
    ).format(
        translations=_join(
            Markup('<p class="translation" lang="en">{}</p>').format(each.translation)
            for _, each in cited
            if each.translation is not None
        ),
        numbers=_join(button.format(n=n, label=_label(n, citation, strings)) for n, citation in cited),
        n=first,
        where=place_html(citation, strings),
    )


def _label(n: int, citation: Citation, strings: Strings) -> str:
    return strings.cite_label.format(n=n, title=citation.title, place=place_name(citation, strings))


def _refusal(answer: Answer, strings: Strings) -> Markup:
    body = Markup('<div class="refused" role="status"><p>{}</p></div><p class="advice">{}</p>').format(
        answer.text or strings.refused, strings.refused_advice
    )
    if not answer.nearest:
        return body
    item = Markup(
        '<li><button type="button" class="near" data-cite="{n}" aria-controls="panel"><b>{title}</b>{status}'
        '<span class="where">{where}</span><q>{quote}</q></button></li>'
    )
    items = _join(
        item.format(
            n=n,
            title=citation.title,
            status=status_html(citation, strings),
            where=place_html(citation, strings),
            quote=citation.quote,
        )
        for n, citation in numbered(answer).items()
    )
    return body + Markup('<section class="nearest"><h3>{}</h3><ul>{}</ul></section>').format(
        strings.refused_nearest, items
    )


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
