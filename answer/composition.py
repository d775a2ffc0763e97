"""The words of an answer: quoted sentences under the headings they stand under, each with its marker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from answer.labels import OUT_OF_FORCE, STATUS_LABELS
from answer.question import Language, Question
from answer.selection import Group
from answer.types import Citation
from index.snapshot import Snapshot
from index.types import DocumentCard, StoredChunk
from index.validity import status_of
from ingest import Span

_WORDS_NAMED = 6
_LETTERS_NAMED = 24


def cite(
    snapshot: Snapshot, n: int, card: DocumentCard, chunk: StoredChunk, span: Span, score: float, as_of: date
) -> Citation:
    """A citation of one span of a document; its quote is read back from the stored text."""
    quoted = snapshot.store.passage(card.ordinal, span.start, span.end)
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
        heading_path=chunk.heading_path,
        page=quoted.page,
        start=span.start,
        end=span.end,
        quote=quoted.text,
        score=round(min(max(score, 0.0), 1.0), 4),
        passage_start=chunk.sentences[0].start,
        passage_end=chunk.sentences[-1].end,
    )


def compose(
    snapshot: Snapshot, question: Question, groups: Sequence[Group], as_of: date
) -> tuple[str, tuple[Citation, ...]]:
    """The answer's text and its citations, numbered in the order in which they are met."""
    lines: list[str] = []
    citations: list[Citation] = []
    document = None
    for group in groups:
        parts = [_on_one_line(" › ".join(group.heading_path))]
        if group.card.document != document:
            document = group.card.document
            parts.insert(0, _called(group.card, question.language, as_of))
        if heading := " ".join(part for part in parts if part):
            lines.append(f"**{heading}**")
        for sentence in group.sentences:
            n = len(citations) + 1
            citations.append(cite(snapshot, n, sentence.card, sentence.chunk, sentence.span, sentence.score, as_of))
            lines.append(f"{_on_one_line(citations[-1].quote)}[^{n}]")
    return "\n".join(lines), tuple(citations)


def refusal_text(question: Question, missing: Sequence[str], *, found_any: bool = True) -> tuple[str, str]:
    """The text of a refusal and its short reason.

    :param missing: words of the question that no passage near it holds; the first few are named.
    :param found_any: whether any passage could be looked at; a filter may have left none.
    """
    reason = _reason(question, missing, found_any=found_any)
    if question.language is Language.ENGLISH:
        return f"The documents hold nothing that answers this question, so it is not answered: {reason}.", reason
    return f"已收录的文件中没有能够回答这个问题的依据，因此不作答：{reason}。", reason


def _reason(question: Question, missing: Sequence[str], *, found_any: bool) -> str:
    english = question.language is Language.ENGLISH
    if not found_any:
        return (
            "no document is there to be searched, or none passes the filter"
            if english
            else "没有文件，或没有符合筛选条件的文件"
        )
    if not question.terms:
        return "it holds no word that could be looked for" if english else "问题中没有可供查找的词语"
    if not missing:
        return "no passage answers this closely enough" if english else "没有足够贴近问题的段落"
    named = [f"“{word[:_LETTERS_NAMED]}{'…' * (len(word) > _LETTERS_NAMED)}”" for word in missing[:_WORDS_NAMED]]
    if english:
        return f"nothing in the documents supports {', '.join(named)}"
    return f"相近的段落中没有涉及{''.join(named)}的内容"


def _called(card: DocumentCard, language: Language, as_of: date) -> str:
    status, _ = status_of(card, as_of)
    label = STATUS_LABELS[language][status] if status in OUT_OF_FORCE else ""
    title = card.title or card.document
    number = f"（{card.document_number}）" if card.document_number else ""
    called = (title if title.startswith("《") else f"《{title}》") + number + (f"【{label}】" if label else "")
    return _on_one_line(f"From {called}" if language is Language.ENGLISH else called)


def _on_one_line(quote: str) -> str:
    """Table cells side by side; a line of the answer holds one quote, and no markers but the answer's own."""
    return quote.replace("\t", "｜").replace("\n", " ").replace("[^", "［^")
