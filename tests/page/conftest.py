"""Documents, citations and PDFs small enough to work their values out by hand."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from answer.types import Answer, Citation
from draft.commitments.ledger import Commitment, Standing
from ingest.document import Document, Metadata, PageSpan, SourceMap, document_id
from page.knowledge_base import KnowledgeBase

MakeCitation = Callable[..., Citation]
MakeAnswer = Callable[..., Answer]
MakeDocument = Callable[..., Document]
MakePdf = Callable[..., bytes]

TEXT = "第四条 流片支持\n企业流片的，按40%补助。单个企业不超过800万元。\n第五条 其他"


class Ledger(KnowledgeBase):
    """A knowledge base of which only the ledger is asked."""

    def __init__(self, known: tuple[Commitment, ...]) -> None:
        super().__init__(Path("unused"))
        self._known_commitments = known

    def commitments(self, as_of: date) -> tuple[Commitment, ...]:
        return self._known_commitments


@pytest.fixture
def make_citation() -> MakeCitation:
    """A citation of the first sentence of ``TEXT``'s second line, with any field replaced."""

    def make(**changes: Any) -> Citation:
        fields: dict[str, Any] = {
            "n": 1,
            "document": "rules/02.pdf",
            "id": document_id("rules/02.pdf"),
            "title": "集成电路扶持办法",
            "document_number": "海工信规〔2025〕2号",
            "issuer": ("市工业和信息化局", "市财政局"),
            "kind": "rule",
            "issued_on": date(2025, 3, 26),
            "status": "in_force",
            "status_reason": "有效期至2030-03-31",
            "heading_path": ("第二章 支持方向", "第四条"),
            "page": 2,
            "start": 9,
            "end": 22,
            "quote": "企业流片的，按40%补助。",
            "score": 0.8,
            "passage_start": 9,
            "passage_end": 35,
        }
        return Citation(**{**fields, **changes})

    return make


@pytest.fixture
def make_answer() -> MakeAnswer:
    def make(text: str, citations: Sequence[Citation] = (), **changes: Any) -> Answer:
        fields: dict[str, Any] = {
            "question": "流片补多少？",
            "as_of": date(2025, 10, 1),
            "grounded": bool(citations),
            "text": text,
            "citations": tuple(citations),
            "refusal": None,
            "nearest": (),
            "generation": "g",
            "elapsed_ms": 41,
        }
        return Answer(**{**fields, **changes})

    return make


@pytest.fixture
def make_pdf() -> MakePdf:
    """A PDF of 200 by 100 points a page with lines of 10-point Courier: each character is 6 points wide."""

    def make(
        *pages: Sequence[tuple[float, float, str]], rotation: int = 0, crop: Sequence[float] | None = None
    ) -> bytes:
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=(200, 100), invariant=True)
        for page in pages:
            canvas.setFont("Courier", 10)
            canvas.setPageRotation(rotation)
            if crop:
                canvas.setCropBox(tuple(crop))
            for x, y, text in page:
                canvas.drawString(x, y, text)
            canvas.showPage()
        canvas.save()
        return stream.getvalue()

    return make


@pytest.fixture
def make_document(tmp_path: Path) -> MakeDocument:
    """A document whose file holds ``content``; each of ``pages`` is one page's text."""

    def make(content: bytes, *pages: str, name: str = "rules/02.pdf") -> Document:
        path = tmp_path / Path(name).name
        path.write_bytes(content)
        spans, at = [], 0
        for number, text in enumerate(pages, start=1):
            spans.append(PageSpan(number, at, at + len(text)))
            at += len(text)
        return Document(
            name=name,
            path=str(path),
            content_hash=hashlib.sha256(content).hexdigest(),
            text="".join(pages),
            blocks=(),
            metadata=Metadata(),
            source_map=SourceMap(()),
            pages=tuple(spans),
        )

    return make


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def known(make_citation: MakeCitation) -> tuple[Commitment, ...]:
    """One that is late, one that is due later, one that names no day, and one that may be kept."""
    promise = make_citation(kind="reply", quote="我局将在年底前\n出台办法。", title="第134052号提案的答复")
    kept = make_citation(id="b" * 12, title="首台套办法", quote="首台套办法", document_number="海工信规〔2024〕4号")
    late = Commitment(promise, date(2024, 6, 28), date(2024, 12, 31), "市财政局", Standing.OVERDUE)
    return (
        late,
        replace(late, due=date(2025, 12, 31), standing=Standing.OPEN, department="市科技局"),
        replace(late, due=None, standing=Standing.OPEN, promised_on=date(2025, 1, 2)),
        replace(late, standing=Standing.MAYBE_MET, fulfilment=kept),
    )
