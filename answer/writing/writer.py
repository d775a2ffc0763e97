"""Puts a quoted answer into a language model's words, as far as they hold against the quotes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from answer.labels import OUT_OF_FORCE, STATUS_LABELS
from answer.language_model import LanguageModel, LanguageModelUnavailable, OpenAIModel
from answer.language_model.material import addresses_a_model
from answer.question import Language, language_of
from answer.types import Answer, Citation
from answer.writing.checks import Checks, Verdict
from answer.writing.notices import NOTICES
from answer.writing.prompt import instructions, request
from answer.writing.sentences import Sentence, sentences
from answer.writing.translations import translate
from index import Index
from index.endpoint import Endpoint

_KEPT_VECTORS: Final = 512
_MARKER: Final = re.compile(r"\[\^(\d+)\]")


class Writer:
    """Writes answers with a language model; safe to use from several threads.

    :param encode: a text's vector, of length 1, by the packaged model; ``None`` leaves meaning unchecked.
    """

    def __init__(self, model: LanguageModel, encode: Callable[[str], NDArray[np.float32]] | None) -> None:
        self._model = model
        self._checks = Checks(lru_cache(_KEPT_VECTORS)(encode) if encode is not None else None)

    @classmethod
    def of(cls, index: Index, endpoint: Endpoint) -> Self:
        """A writer for answers from an index; nothing is contacted before an answer is written.

        Meaning is checked with the packaged embedding model only: what cosine is enough is known for no other.
        """
        return cls(OpenAIModel(endpoint), index.embed_query if index.settings.model is None else None)

    def write(self, answer: Answer) -> Answer:
        """The answer in the model's words; see :meth:`stream`."""
        *_, written = self.stream(answer)
        return written

    def stream(self, answer: Answer) -> Iterator[Answer]:
        """The answer with its first checked sentence, with the first two …, and last the whole.

        Citations stay as they are. A refusal comes back as it is, and the model is not asked. Where the model gives no
        whole reply, or nothing that it wrote holds, the last is the quoted answer, with a warning that says so.
        """
        if not answer.grounded:
            yield answer
            return
        started = time.perf_counter()
        language = language_of(answer.question)
        notices = NOTICES[language]
        shown = {citation.n: citation for citation in answer.citations if not addresses_a_model(citation.quote)}
        warnings = list(answer.warnings)
        if len(shown) < len(answer.citations):
            withheld = [citation.n for citation in answer.citations if citation.n not in shown]
            warnings.append(notices.withheld.format(quotes=_markers(withheld)))
        written = answer
        lines: list[str] = []
        struck = 0
        try:
            for sentence, verdict in self._sentences(answer.question, shown, language) if shown else ():
                if verdict.is_struck:
                    struck += 1
                elif (line := _line(sentence, verdict, shown, language)) not in lines:
                    lines.append(line)
                    yield replace(answer, text="\n".join(lines), written_by_model=True)
            if lines:
                written = replace(answer, text="\n".join(lines), written_by_model=True)
            elif shown and not struck:
                warnings.append(notices.nothing_written)
            if struck:
                warnings.append((notices.struck if lines else notices.nothing_left).format(count=struck))
            if language is Language.ENGLISH:
                written = self._with_translations(written, shown, warnings)
        except LanguageModelUnavailable as error:
            warnings.append(notices.unavailable.format(error=error))
        elapsed = answer.elapsed_ms + round((time.perf_counter() - started) * 1000)
        yield replace(written, warnings=tuple(warnings), elapsed_ms=elapsed)

    def _sentences(
        self, question: str, shown: Mapping[int, Citation], language: Language
    ) -> Iterator[tuple[Sentence, Verdict]]:
        """Each sentence that the model writes, with what the checks came to."""
        pieces = self._model.stream(instructions(language), request(question, shown.values(), language))
        for sentence in sentences(pieces):
            yield sentence, self._checks.verdict(sentence, shown, question)

    def _with_translations(self, answer: Answer, shown: Mapping[int, Citation], warnings: list[str]) -> Answer:
        """The answer with English beside each quote that its text cites; what went wrong is added to the warnings."""
        notices = NOTICES[language_of(answer.question)]
        wanted = [shown[n] for n in sorted({int(n) for n in _MARKER.findall(answer.text)}) if n in shown]
        try:
            found = translate(self._model, wanted) if wanted else {}
        except LanguageModelUnavailable as error:
            warnings.append(notices.no_translation.format(error=error))
            return answer
        if missing := [citation.n for citation in wanted if citation.n not in found]:
            warnings.append(notices.untranslated.format(quotes=_markers(missing)))
        return replace(
            answer,
            citations=tuple(replace(citation, translation=found.get(citation.n)) for citation in answer.citations),
        )


def _line(sentence: Sentence, verdict: Verdict, shown: Mapping[int, Citation], language: Language) -> str:
    """The sentence, marked where it was not verified or rests on what is not in force, with its markers."""
    mark = NOTICES[language].unverified if verdict is Verdict.UNVERIFIED else ""
    for status in sorted({shown[n].status for n in sentence.cited} & OUT_OF_FORCE):
        label = STATUS_LABELS[language][status]
        mark += "" if label in sentence.text else f"【{label}】"
    return f"{sentence.text}{mark}{_markers(sentence.cited)}"


def _markers(numbers: Sequence[int]) -> str:
    return "".join(f"[^{n}]" for n in numbers)
