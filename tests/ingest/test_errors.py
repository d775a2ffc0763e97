from pathlib import Path

from ingest.errors import FILE_ERROR_CODES, FileError

DOCUMENTATION = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")


def test_every_code_is_documented_as_it_is_meant() -> None:
    missing = [f"| `{code}` | {meaning} |" for code, meaning in FILE_ERROR_CODES.items()]
    assert [row for row in missing if row not in DOCUMENTATION] == []


def test_a_message_is_one_line_whatever_a_parser_quotes() -> None:
    error = FileError("a.xlsx", "damaged", "no XML (Char 0x0\n, line 2,\r\n \x1b[31mcolumn\u2028 3).")
    assert error.message == "no XML (Char 0x0 , line 2, [31mcolumn 3)."
    assert str(error) == f"a.xlsx: {error.message}"
