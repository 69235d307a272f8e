"""
Questions to the database of records: SQL, or a filter that is made into SQL.

Nothing can be changed and nothing else be opened by a question: SQLite asks before each
step, and all but reading is denied.
"""

from __future__ import annotations

import re
import shlex
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.derive.dataset import KINDS, Shape
from generator.render.exports.tables import SEARCHED, VALUE
from generator.search.forms import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.derive.dataset import Column, Kind, Value

SQL = re.compile(r"\s*(?:select|with|values|explain|pragma)\b", re.IGNORECASE)
"""How a question in SQL begins; every other one is a filter."""
CONDITION = re.compile(
    r"(?P<column>[a-z_]+)(?P<sign>!=|>=|<=|=|>|<)(?P<value>.*)", re.DOTALL
)
ALLOWED = frozenset(
    [
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
    ]
)
PRAGMAS = frozenset(
    [
        *("table_info", "table_list", "foreign_key_list", "index_list", "data_version"),
        *("foreign_key_check", "integrity_check"),
    ]
)
STEPS = 200_000_000
"""After how many steps of its machine a question is given up: many seconds."""


BRIEF = frozenset(
    [
        *("id", "code", "date", "since", "modality", "number", "name", "title", "what"),
        *("label", "value", "short", "rank", "level", "person", "partner", "mechanism"),
    ]
)
"""The columns of a filter's answer that a line of a terminal has room for."""


class QuestionError(Exception):
    """A question that cannot be answered; the message is for who asks."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def ask(database: Path, question: str) -> Answer:
    """Return the answer that the file *database* gives to *question*."""
    sql, values = (question, ()) if SQL.match(question) else sql_of(question)
    # nobody writes into it: SQLite need not look for who does, and leaves nothing there
    address = f"{database.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        try:
            # opening the index of words makes a table in memory, which is denied later
            connection.execute("SELECT rowid FROM search LIMIT 0")
            connection.create_function("is_said", 2, _is_said, deterministic=True)
            connection.set_authorizer(_may)
            connection.set_progress_handler(lambda: 1, STEPS)
            found = connection.execute(sql, values)
            rows = tuple(map(tuple, found))
        except (sqlite3.Error, sqlite3.Warning, UnicodeEncodeError) as error:
            raise QuestionError(str(error)) from None
    return Answer(tuple(each[0] for each in found.description or ()), rows)


def _may(action: int, name: str | None, *_: object) -> int:
    is_fine = action in ALLOWED or (action == sqlite3.SQLITE_PRAGMA and name in PRAGMAS)
    return sqlite3.SQLITE_OK if is_fine else sqlite3.SQLITE_DENY


def _is_said(text: str, phrase: str) -> bool:
    """Tell whether the words of *phrase* follow each other in *text*, marks aside."""
    said, asked = (" ".join(WORD.findall(fold(e.lower()))) for e in (text, phrase))
    return f" {asked} " in f" {said} "


def sql_of(question: str) -> tuple[str, tuple[str, ...]]:
    """
    Return a filter as SQL and its values.

    `events partner=bn date>=2020 hoi dam`: a kind, conditions on its columns, and words
    that stand somewhere in the record. A column of several values is met by any of
    them, and may be named in the singular; a date is compared by its first day.
    """
    try:
        first, *parts = shlex.split(question) or [""]
    except ValueError as error:
        raise QuestionError(str(error)) from None
    kind = next((each for each in KINDS if first in {each.name, each.table}), None)
    if kind is None:
        raise QuestionError(_known(first, (each.name for each in KINDS)))
    tests, values, words = [], [], []
    for part in parts:
        found = CONDITION.fullmatch(part)
        if found is None:
            words.append(part)
            continue
        column = _column(kind, found["column"])
        tests.append(_test(kind, column, found["sign"]))
        values.append(found["value"])
    if words and kind.name not in SEARCHED:
        raise QuestionError(" ".join(words))
    for phrase in words:
        if len(WORD.findall(phrase)) > 1:
            said = " || ' ' || ".join(
                f"coalesce(\"{name}\", '')" for name in SEARCHED[kind.name]
            )
            tests.append(f"is_said({said}, ?)")
            values.append(phrase)
    if words:
        tests.append(
            f'"{kind.key.name}" IN (SELECT code FROM search'  # noqa: S608 -- names are ours
            " JOIN entries ON entries.id = search.rowid WHERE search MATCH ?"
            f" AND kind = '{kind.name}')"
        )
        values.append(" ".join(map(_quoted, WORD.findall(" ".join(words)))))
    shown = ", ".join(f'"{name}"' for name in _shown(kind))
    where = f" WHERE {' AND '.join(tests)}" if tests else ""
    return f'SELECT {shown} FROM "{kind.table}"{where}', tuple(values)  # noqa: S608 -- names are ours


def _known(asked: str, names: Iterable[str]) -> str:
    """Say what was asked for, and what there is."""
    return f"{asked}: {', '.join(names)}"


def _quoted(word: str) -> str:
    """Return *word* as full-text search takes it: no sign in it is an order."""
    return '"' + word.replace('"', '""') + '"'


def _column(kind: Kind, name: str) -> Column:
    for column in kind.columns:
        is_several = column.shape is not Shape.ONE
        if name == column.name or (is_several and f"{name}s" == column.name):
            return column
    columns = (column.name for column in kind.columns)
    raise QuestionError(_known(f"{kind.name}.{name}", columns))


def _test(kind: Kind, column: Column, sign: str) -> str:
    if column.shape is Shape.ONE:
        own = {each.name for each in kind.columns}
        first = f"{column.name}_first"
        is_span = first in own and sign in {">", ">=", "<", "<="}
        return f'"{first if is_span else column.name}" {sign} ?'
    value = column.parts[0].name if column.parts else VALUE
    return (
        f'"{kind.key.name}" IN (SELECT record FROM "{kind.table}_{column.name}"'  # noqa: S608 -- names are ours
        f' WHERE "{value}" {sign} ?)'
    )


def _shown(kind: Kind) -> Iterator[str]:
    """Yield the columns that are worth a line in a terminal."""
    for column in kind.columns:
        is_long = (kind.name, column.name) == ("articles", "text")
        if column.shape is Shape.ONE and not is_long:
            yield column.name
