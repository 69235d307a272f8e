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
ENTRIES = (
    "CREATE TABLE entries (id INTEGER PRIMARY KEY, kind TEXT NOT NULL,"
    " code TEXT NOT NULL, title TEXT NOT NULL)"
)
SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(title, text, folded, content = '',"
    " tokenize = 'unicode61 remove_diacritics 2')"
)
"""The words only: the texts stand in their own tables, and `entries` leads there."""


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
    run = connection.execute
    run("PRAGMA page_size = 1024")  # most tables are small
    run("PRAGMA encoding = 'UTF-8'")
    run("PRAGMA foreign_keys = ON")
    run("BEGIN")
    run("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    connection.executemany("INSERT INTO about VALUES (?, ?)", database.about.items())
    run(
        'CREATE TABLE dictionary ("table" TEXT NOT NULL, "column" TEXT NOT NULL,'
        ' description TEXT NOT NULL, PRIMARY KEY ("table", "column"))'
    )
    connection.executemany(
        "INSERT INTO dictionary VALUES (?, ?, ?)", database.dictionary
    )
    for table in database.tables:  # each may lead into any other
        run(_definition(table))
        # before the rows: each asks who waits for it, and would read all others
        for column in table.columns:
            if column.into and column.name != table.key[0]:
                run(_index(table, column))
    for table in database.tables:
        signs = ", ".join("?" * len(table.columns))
        insert = f'INSERT INTO "{table.name}" VALUES ({signs})'  # noqa: S608 -- ours
        connection.executemany(insert, table.rows)
    run(ENTRIES)
    run(SEARCH)
    numbered = list(enumerate(database.entries, 1))
    connection.executemany(
        "INSERT INTO entries VALUES (?, ?, ?, ?)",
        ((number, each.kind, each.code, each.title) for number, each in numbered),
    )
    connection.executemany(
        "INSERT INTO search (rowid, title, text, folded) VALUES (?, ?, ?, ?)",
        ((number, each.title, each.text, each.folded) for number, each in numbered),
    )
    run("INSERT INTO search (search) VALUES ('optimize')")
    run("COMMIT")


def _definition(table: Table) -> str:
    lines = [
        f'"{column.name}" {TYPES.get(column.form, "TEXT")}'
        f"{' NOT NULL' if column.is_needed else ''}"
        for column in table.columns
    ]
    lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    lines += [
        f'FOREIGN KEY ("{column.name}") REFERENCES "{KIND[column.into].table}"'
        f' ("{KIND[column.into].key.name}") DEFERRABLE INITIALLY DEFERRED'
        for column in table.columns
        if column.into
    ]
    # a key is a text: kept in its order, a table needs no second one for it
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)}) WITHOUT ROWID'


def _index(table: Table, column: Column) -> str:
    name = f"{table.name}_by_{column.name}"
    return f'CREATE INDEX "{name}" ON "{table.name}" ("{column.name}")'


def _quoted(name: str) -> str:
    return f'"{name}"'
