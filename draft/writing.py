"""An item's text in a language model's words, each sentence checked against its sources as answers are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from answer.language_model.material import addresses_a_model
from answer.types import Answer, Citation
from answer.writing import Writer
from draft.currency import counted
from draft.types import Item, Paragraph, Sentence
from ingest.document import DocumentKind

_MARKER: Final = re.compile(r"\[\^(\d+)\]")
_REQUEST: Final = "起草答复函中“{heading}”一条的正文：先说明已开展的工作，再说明现行政策，用公文语言。"
_HAS_YEAR: Final = re.compile(r"\d{4}年")
_GAPS: Final = "待补充事项"


def written(item: Item, writer: Writer, as_of: date, generation: str) -> tuple[Item, bool]:
    """The item in the model's words, and whether they are; its gaps stay gaps.

    A figure from an old reply is told with its date whatever the model wrote. Where the model gives nothing that holds,
    the assembled text stays, with a warning that says so.
    """
    sentences = [sentence for paragraph in item.paragraphs for sentence in paragraph.sentences]
    told = [sentence for sentence in sentences if sentence.citations and not sentence.gap]
    if not told or addresses_a_model(item.heading):
        return item, False
    cited = {citation.n: citation for sentence in told for citation in sentence.citations}
    answer = writer.write(
        Answer(
            question=_REQUEST.format(heading=item.heading),
            as_of=as_of,
            grounded=True,
            text="\n".join(sentence.text + "".join(f"[^{c.n}]" for c in sentence.citations) for sentence in told),
            citations=tuple(cited.values()),
            refusal=None,
            nearest=(),
            generation=generation,
            elapsed_ms=0,
        )
    )
    warnings = (*item.warnings, *answer.warnings)
    if not answer.written_by_model:
        return replace(item, warnings=warnings), False
    gaps = tuple(sentence for sentence in sentences if sentence.gap)
    paragraphs = [Paragraph(tuple(_sentences(answer.text, cited)))]
    if gaps:
        paragraphs.append(Paragraph((Sentence(f"{_GAPS}。"), *gaps), level=2))
    return replace(item, paragraphs=tuple(paragraphs), warnings=warnings), True


def _sentences(text: str, cited: dict[int, Citation]) -> Iterator[Sentence]:
    for line in text.split("\n"):
        sources = tuple(cited[int(n)] for n in dict.fromkeys(_MARKER.findall(line)))
        words = _MARKER.sub("", line).strip()
        yield Sentence(_with_date(words, sources), sources)


def _with_date(words: str, sources: Sequence[Citation]) -> str:
    old = next((c for c in sources if c.kind == DocumentKind.REPLY and c.issued_on is not None), None)
    if old is None or old.issued_on is None or not counted(words) or _HAS_YEAR.search(words):
        return words
    return f"据{old.issued_on.year}年{old.issued_on.month}月答复，{words}"
