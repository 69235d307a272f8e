"""
Make a database of tables: one SQLite file, the same bytes each time.

It is filled in a file of SQLite's own that the system takes away, and comes to its
place whole: the memory of a small machine may not hold a large one. Every Python brings
an SQLite of another version, and each may lay a file out otherwise; that of apsw is one
of those that the lock names.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import apsw

from generator.derive.dataset import KIND, Form
from generator.publish.folder import put

if TYPE_CHECKING:
    from pathlib import Path

    from generator.derive.dataset import Column
    from generator.render.exports.tables import Filling, Table
    from generator.render.page import Database

TYPES = {Form.INTEGER: "INTEGER", Form.NUMBER: "REAL", Form.FLAG: "INTEGER"}
OTHERS = (
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE dictionary ("table" TEXT NOT NULL, "column" TEXT NOT NULL,
    description TEXT NOT NULL, PRIMARY KEY ("table", "column")) WITHOUT ROWID""",
    """CREATE TABLE entries (id INTEGER PRIMARY KEY, kind TEXT NOT NULL,
    code TEXT NOT NULL)""",
    """CREATE VIRTUAL TABLE search USING fts5(words, content = '', detail = none,
    columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')""",
)
"""The search knows which record has which words, and `entries` which one it is. Where
the words stand, so phrases and ranks, would be five times as much."""
FACTS_TOLD = """
CREATE VIEW facts_told AS
SELECT facts.id, facts.article, facts.label,
  coalesce(facts.value, outcomes.what, events.name) AS value, facts.detail,
  coalesce(facts.basis, 'stated') AS basis, facts.reason,
  articles.page || '#' || substr(facts.id, instr(facts.id, '.') + 1) AS page
FROM facts JOIN articles ON articles.id = facts.article
LEFT JOIN events ON events.id = facts.event
LEFT JOIN outcomes ON outcomes.id = facts.outcome
"""
"""Facts as their pages tell them."""
PROOFS_TOLD = """
CREATE VIEW {kind}_proofs AS
SELECT {kind}.id AS record, {kind}.article,
  substr(articles.text, json_extract(proof.value, '$[2]') + 1,
    json_extract(proof.value, '$[3]') - json_extract(proof.value, '$[2]')) AS words,
  json_extract(proof.value, '$[1]') AS sentence,
  articles.page || '#p' || json_extract(proof.value, '$[0]') AS page
FROM {kind} JOIN articles ON articles.id = {kind}.article,
  json_each({kind}.proofs) AS proof
"""
"""The words that prove something, cut out of the text in which they stand."""
VIEWS = (FACTS_TOLD, *(PROOFS_TOLD.format(kind=kind) for kind in ("facts", "notes")))
UNPLACED = ""
"""Where SQLite keeps what is filled: in memory, and past some pages in a file."""


def put_database(folder: Path, database: Database) -> None:
    """Write *database* below *folder* as an SQLite file; its foreign keys hold."""
    put(folder, database.uri, b"")  # SQLite writes into what is empty, and only there
    try:
        with closing(apsw.Connection(UNPLACED)) as connection:
            _fill(connection, database.fill())
            connection.execute("VACUUM INTO ?", [str(folder / database.uri)])
    except (apsw.FullError, apsw.IOError, apsw.CantOpenError) as error:
        raise OSError(str(error)) from error


def _fill(connection: apsw.Connection, database: Filling) -> None:
    run, fill = connection.execute, connection.executemany
    run("PRAGMA page_size = 4096")  # smaller ones leave more of them half empty
    run("PRAGMA encoding = 'UTF-8'")
    run("PRAGMA journal_mode = OFF")  # nobody wants it back half-filled
    run("BEGIN")
    for definition in (*map(_definition, database.tables), *OTHERS, *VIEWS):
        run(definition)
    fill("INSERT INTO about VALUES (?, ?)", database.about.items())
    fill("INSERT INTO dictionary VALUES (?, ?, ?)", database.dictionary)
    for rows in database.rows():
        columns = ", ".join(map(_quoted, rows.columns))
        signs = ", ".join("?" * len(rows.columns))
        into = f"INSERT INTO {_quoted(rows.table)} ({columns}) VALUES ({signs})"  # noqa: S608 -- ours
        fill(into, rows.lines)
    run("INSERT INTO search (search) VALUES ('optimize')")
    run("COMMIT")
    # asked once of all, many times sooner than of each row
    wrong = run("PRAGMA foreign_key_check").fetchall()
    assert not wrong, wrong[:1]  # noqa: S101 -- a bug, not an input


def _definition(table: Table) -> str:
    lines = [_column(column, table.key[0]) for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    lines += [
        f'FOREIGN KEY ("{column.name}") REFERENCES "{KIND[column.into].table}"'
        f' ("{KIND[column.into].key.name}")'
        for column in table.columns
        if column.into
    ]
    # a key is a text: kept in its order, a table needs no second one for it; but of a
    # long row such a table leaves half a page empty
    is_long = any(column.is_long for column in table.columns)
    end = "" if is_long else " WITHOUT ROWID"
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)}){end}'


def _column(column: Column, key: str) -> str:
    if column.is_in_key:
        owner = f"substr({_quoted(key)}, 1, instr({_quoted(key)}, '.') - 1)"
        return f'"{column.name}" TEXT GENERATED ALWAYS AS ({owner}) VIRTUAL'
    is_needed = " NOT NULL" if column.is_needed else ""
    return f'"{column.name}" {TYPES.get(column.form, "TEXT")}{is_needed}'


def _quoted(name: str) -> str:
    return f'"{name}"'
