"""Which documents a reader may see, and how a store is narrowed to them.

A document that states how it is disclosed (公开方式) is seen by those who may see such ones; one that states nothing
is seen by all. A narrowed connection has views that bear the names of the tables: in SQLite a temporary view hides a
table of its name, so that no statement, whoever writes it, reads more than the views let through.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Final

#: In place of the name of a document that may not be seen, where another one's validity rests on it.
OTHER_DOCUMENT: Final = "另一文件"


@dataclass(frozen=True, slots=True)
class Visibility:
    """What may be seen.

    :ivar disclosures: documents stating one of these (``public``, ``partial``, ``on_request``, ``none``), and those
        that state nothing; ``None`` for every document.
    """

    disclosures: frozenset[str] | None

    def __and__(self, other: Visibility) -> Visibility:
        """What both let through."""
        if self.disclosures is None or other.disclosures is None:
            return other if self.disclosures is None else self
        return Visibility(self.disclosures & other.disclosures)


EVERYTHING: Final = Visibility(None)
PUBLIC: Final = Visibility(frozenset({"public"}))

_OF_DOCUMENT: Final = "SELECT * FROM main.{table} WHERE document IN (SELECT ordinal FROM visible)"
_RULES: Final = {
    "sources": "SELECT * FROM main.sources"
    " WHERE path IN (SELECT source FROM documents UNION SELECT source FROM copies)",
    # Nobody knows any more how these were to be disclosed.
    "excluded": "SELECT * FROM main.excluded WHERE 0",
    "corrected": "SELECT * FROM main.corrected WHERE content_hash IN (SELECT content_hash FROM documents)",
    "copies": _OF_DOCUMENT.format(table="copies"),
    "versions": "SELECT * FROM main.versions"
    " WHERE document IN (SELECT name FROM visible) AND earlier IN (SELECT name FROM visible)",
    "chunks": _OF_DOCUMENT.format(table="chunks"),
    "measures": _OF_DOCUMENT.format(table="measures"),
}
# That a rule has ended is told to whoever may see the rule; who ended it, only to those who may see that one, too.
_ENDED_IN_SIGHT: Final = "repealed_in IS NULL OR repealed_in IN (SELECT name FROM visible)"
_RETOLD: Final = {
    "repealed_by": f"CASE WHEN {_ENDED_IN_SIGHT} THEN repealed_by ELSE '{OTHER_DOCUMENT}' END",
    "repealed_in": f"iif({_ENDED_IN_SIGHT}, repealed_in, NULL)",
    "repeal_clause": f"iif({_ENDED_IN_SIGHT}, repeal_clause, NULL)",
    "part_of": "iif(part_of IN (SELECT name FROM visible), part_of, NULL)",
}


def narrow(connection: sqlite3.Connection, visibility: Visibility) -> None:
    """Let a connection to a store see no more than a visibility lets through; nothing is written to the file.

    :raises RuntimeError: the store has a table of which nothing here says what may be seen: a fault of ours.
    :raises sqlite3.DatabaseError: the file cannot be read.
    """
    tables = {name for (name,) in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")}
    if tables != {*_RULES, "documents"}:
        raise RuntimeError(f"tables {sorted(tables ^ {*_RULES, 'documents'})}: no rule says which rows may be seen")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("CREATE TEMP TABLE visible (ordinal INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)")
    connection.execute(
        "INSERT INTO visible SELECT ordinal, name FROM main.documents"
        " WHERE ?1 IS NULL OR disclosure IS NULL OR disclosure IN (SELECT value FROM json_each(?1))",
        (None if visibility.disclosures is None else json.dumps(sorted(visibility.disclosures)),),
    )
    columns = [name for _, name, *_ in connection.execute("PRAGMA main.table_info (documents)")]
    shown = ", ".join(f"{_RETOLD[name]} AS {name}" if name in _RETOLD else name for name in columns)
    rules = {
        "documents": f"SELECT {shown} FROM main.documents WHERE ordinal IN (SELECT ordinal FROM visible)",  # noqa: S608 - own text
        **_RULES,
    }
    for table, rule in rules.items():
        connection.execute(f"CREATE TEMP VIEW {table} AS {rule}")
    connection.commit()
