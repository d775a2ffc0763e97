"""The words of an answer: quoted sentences under the headings they stand under, each with its marker."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from answer.citing import Citer
from answer.evidence import Evidence, letters
from answer.field_answer import FieldAnswer
from answer.labels import OUT_OF_FORCE, STATUS_LABELS
from answer.question import Language, Question
from answer.selection import Group
from answer.types import Citation
from answer.whole_sentence import whole_sentence
from index.types import DocumentCard
from ingest import Span

_WORDS_NAMED = 6
_LETTERS_NAMED = 24
_CLOSEST = MappingProxyType(
    {
        Language.CHINESE: "符合的支持措施较多，以下是最贴近问题的部分；policykb measures 列出全部：",
        Language.ENGLISH: "More measures fit; these are the closest, `policykb measures` lists all:",
    }
)


def compose(
    citer: Citer, question: Question, groups: Sequence[Group], *, are_all: bool = True
) -> tuple[str, tuple[Citation, ...]]:
    """The answer's text and its citations, numbered in the order in which they are met.

    :param are_all: whether they are all that fit; otherwise the answer says that there are more.
    """
    lines = _opening(question) if groups else []
    citations: list[Citation] = []
    if not are_all:
        lines.append(f"**{_CLOSEST[question.language]}**")
    shown: tuple[str, str] | None = None
    for group in groups:
        wholes: dict[Span, Evidence] = {}
        for sentence in group.sentences:
            wholes.setdefault(whole_sentence(sentence.chunk, sentence.span), sentence)
        cited = [
            citer.cite(n, sentence.card, sentence.chunk, span, sentence.score)
            for n, (span, sentence) in enumerate(wholes.items(), start=len(citations) + 1)
        ]
        headings = _headings_above(group.heading_path, cited[0].quote)
        stands_under = group.card.document, headings
        if stands_under != shown:
            is_new = shown is None or shown[0] != group.card.document
            called = _called(group.card, question.language, citer) if is_new else ""
            if heading := " ".join(part for part in (called, headings) if part):
                lines.append(f"**{heading}**")
            shown = stands_under
        lines += (f"{_on_one_line(citation.quote)}[^{citation.n}]" for citation in cited)
        citations += cited
    return "\n".join(lines), tuple(citations)


def _headings_above(path: Sequence[str], quote: str) -> str:
    """The headings that a quote stands under, but for the one that it begins with itself: 第五条 申报单位应当…."""
    if path and letters(quote).startswith(letters(path[-1])):
        path = path[:-1]
    return _on_one_line(" › ".join(path))


def compose_field(citer: Citer, question: Question, found: FieldAnswer) -> tuple[str, tuple[Citation, ...]]:
    """A document's field: its value, where the quoted sentence does not spell it so, and the sentence."""
    english = question.language is Language.ENGLISH
    quote = _on_one_line(found.citation.quote)
    value = "" if found.value in quote else found.value + (" – " if english else "——")
    line = f"{found.label}{': ' if english else '：'}{value}{quote}[^1]"
    heading = f"**{_called(found.card, question.language, citer)}**"
    return "\n".join((*_opening(question), heading, line)), (found.citation,)


def _opening(question: Question) -> list[str]:
    """Says for which day a question is answered that names one."""
    day = question.asked_date
    if day is None:
        return []
    if question.language is Language.ENGLISH:
        return [f"**As of {day.isoformat()}:**"]
    return [f"**以下按{day.year}年{day.month}月{day.day}日的效力作答：**"]


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


def _called(card: DocumentCard, language: Language, citer: Citer) -> str:
    status = citer.validity(card).status
    label = STATUS_LABELS[language][status] if status in OUT_OF_FORCE else ""
    title = card.title or card.document
    number = f"（{card.document_number}）" if card.document_number else ""
    called = (title if title.startswith("《") else f"《{title}》") + number + (f"【{label}】" if label else "")
    return _on_one_line(f"From {called}" if language is Language.ENGLISH else called)


def _on_one_line(quote: str) -> str:
    """Table cells side by side; a line of the answer holds one quote, and no markers but the answer's own."""
    return quote.replace("\t", "｜").replace("\n", " ").replace("[^", "［^")
