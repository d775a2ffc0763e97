from pathlib import Path

from ingest.errors import FILE_ERROR_CODES

DOCUMENTATION = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")


def test_every_code_is_documented_as_it_is_meant() -> None:
    missing = [f"| `{code}` | {meaning} |" for code, meaning in FILE_ERROR_CODES.items()]
    assert [row for row in missing if row not in DOCUMENTATION] == []
