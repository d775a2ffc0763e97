from __future__ import annotations

import io

from rich.console import Console

from console.documents import metadata_json, print_metadata
from console.terminal import THEME, Terminal
from ingest.confidence import BY_HAND, GUESSED, STATED
from ingest.document import DocumentKind, Metadata, Repeal, Span

METADATA = Metadata(
    kind=DocumentKind.OTHER,
    title="甲",
    document_number="海工信〔2024〕5号",
    repeals=(Repeal("旧办法", None, None, Span(3, 9)),),
    origins={"title": Span(0, 1)},
    confidence={"kind": GUESSED, "title": STATED, "document_number": BY_HAND, "issuer": BY_HAND},
)


def printed() -> list[str]:
    stream = io.StringIO()
    print_metadata(Terminal(Console(file=stream, theme=THEME)), METADATA)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def test_doubtful_values_are_marked_and_those_by_hand() -> None:
    assert printed() == [
        "  kind             other  (guessed, to be checked)",
        "  title            甲",
        "  document_number  海工信〔2024〕5号  (by hand)",
        "  issuer           none  (by hand)",
        "  repeals          title 旧办法",
    ]


def test_json_gives_level_and_place_of_each_field() -> None:
    fields = metadata_json(METADATA)
    assert fields["origins"] == {"title": {"start": 0, "end": 1}}
    assert fields["confidence"]["kind"] == {"value": 0.3, "how": "guessed"}
    assert fields["confidence"]["issuer"] == {"value": 1.0, "how": "by_hand"}
