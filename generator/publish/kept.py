"""
What was built last, so that only what has changed is made again.

Beside the project stands a small database. Of each page it holds a fingerprint of all
that the page was made from, how its file can be known again on the disk, its SHA-256,
and what the audit saw in it. A page that would be made from the same, and whose file
lies there just as it was left, gets a second name in the new site (a hard link); every
other one is made.

Nothing is lost with the database: it may be deleted at any time, and one that is
broken, or of another version of the program, counts as none. It is written when the
new site stands in its place. Who is killed in between leaves one that tells of older
files, and these are known by their inode, size and time, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import sys
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING

from generator.publish.audit import Finding, Look
from generator.publish.bill import versions
from generator.publish.folder import stamp_of
from generator.publish.manifest import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.publish.folder import Stamp

FOLDER = ".cache/briefing"
"""Below the project, outside of everything that is read or published."""
FORMAT = "briefing-kept/1"
PACKAGE = Path(__file__).parent.parent
TABLES = """
pragma journal_mode = wal;
create table if not exists origin (version blob not null);
create table if not exists files (
    uri text primary key, made_of blob not null,
    size integer not null, time integer not null, inode integer not null,
    sha256 text not null, look blob not null
) without rowid;
"""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a file of the last site."""

    made_of: bytes
    stamp: Stamp
    sha256: str
    look: bytes
    """What the audit saw in it, packed."""

    @property
    def entry(self) -> Entry:
        """What the manifest says of it."""
        return Entry(self.stamp[0], self.sha256)


@dataclass(frozen=True, slots=True)
class Done:
    """What one process of a build has put into the new site."""

    taken: list[str] = field(default_factory=list)
    """Addresses of what is there as it was in the old one."""
    made: dict[str, bytes] = field(default_factory=dict)
    """Address of each other file that may be taken next time, and what of."""
    written: list[str] = field(default_factory=list)
    """Addresses of all of it, but for pages."""


def program(*told: str) -> bytes:
    """
    Return what tells this program from all others that may have built before.

    That is all that it consists of (code, templates, words, fonts), the packages that
    it stands on, this Python, and what is *told* beside.
    """
    digest = hashlib.sha256(FORMAT.encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    told_of = json.dumps([versions(), sys.version, told], sort_keys=True)
    digest.update(told_of.encode())
    return digest.digest()


class Kept:
    """What the last build left, and what this one leaves for the next."""

    def __init__(self, root: Path, site: Path, version: bytes) -> None:
        """Read what the last build of the project at *root* into *site* left."""
        self.site = site
        self.version = version
        self.file = root / FOLDER / "built.sqlite"
        self.records: Mapping[str, Record] = self._read()
        self.taken: dict[str, Record] = {}
        """What is in the new site as it was in the old one, by address."""
        self.made: dict[str, bytes] = {}
        """Address of each other file that may be taken next time, and what of."""

    def _read(self) -> Mapping[str, Record]:
        if not self.file.is_file():
            return {}
        try:
            with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as db:
                [(version,)] = db.execute("select version from origin").fetchall()
                if version != self.version:
                    return {}
                rows = db.execute(
                    "select uri, made_of, size, time, inode, sha256, look from files"
                )
                return {
                    uri: Record(made_of, (size, time, inode), sha256, look)
                    for uri, made_of, size, time, inode, sha256, look in rows
                }
        except (sqlite3.Error, ValueError):
            return {}  # broken, or of another form

    def take(self, uri: str, made_of: bytes, folder: Path) -> bool:
        """
        Put what lies at *uri* into *folder*; False if it was made of others.

        Any process of the build may do so; `settle` tells this one.
        """
        record = self.records.get(uri)
        if record is None or record.made_of != made_of:
            return False
        path, target = self.site / uri, folder / uri
        try:
            if stamp_of(path) != record.stamp:
                return False
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)  # MkDocs leaves stubs of some pages
            os.link(path, target)
        except OSError:  # not there, or a disk that knows no second names
            return False
        return True

    def settle(self, done: Done) -> None:
        """Know what a process of the build has *done*."""
        self.taken |= {uri: self.records[uri] for uri in done.taken}
        self.made |= done.made

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What the manifest says of the files that were taken."""
        return {uri: record.entry for uri, record in self.taken.items()}

    @property
    def looks(self) -> Mapping[str, Look]:
        """What the audit saw in the files that were taken."""
        return {uri: _unpacked(uri, each.look) for uri, each in self.taken.items()}

    def write(self, entries: Mapping[str, Entry], looks: Mapping[str, Look]) -> None:
        """
        Keep what this build made, which stands in its place now.

        *entries* and *looks* tell of every file of it. Raise OSError where that
        cannot be written; then nothing is kept.
        """
        fresh = {
            uri: Record(
                made_of,
                stamp_of(self.site / uri),
                entries[uri].sha256,
                _packed(looks[uri]),
            )
            for uri, made_of in self.made.items()
        }
        gone = self.records.keys() - self.taken.keys() - fresh.keys()
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            if not self.taken:  # another version, a broken one, or nothing of use
                self.forget()
            with closing(sqlite3.connect(self.file, isolation_level=None)) as db:
                db.executescript(TABLES)
                db.execute("begin")
                db.execute("delete from origin")
                db.execute("insert into origin values (?)", [self.version])
                db.executemany("delete from files where uri = ?", [[g] for g in gone])
                db.executemany(
                    "insert or replace into files values (?, ?, ?, ?, ?, ?, ?)",
                    (
                        (uri, each.made_of, *each.stamp, each.sha256, each.look)
                        for uri, each in fresh.items()
                    ),
                )
                db.execute("commit")
        except sqlite3.Error as error:
            self.forget()
            raise OSError(str(error)) from error

    def forget(self) -> None:
        """Delete the database."""
        with suppress(OSError):
            shutil.rmtree(self.file.parent)
            self.file.parent.mkdir(parents=True)


def _packed(look: Look) -> bytes:
    told = [
        [[each.fault, each.value] for each in look.findings],
        sorted(look.ids),
        look.links,
        look.is_redirect,
    ]
    return zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 1)


def _unpacked(uri: str, data: bytes) -> Look:
    findings, ids, links, is_redirect = json.loads(zlib.decompress(data))
    return Look(
        tuple(Finding(uri, fault, value) for fault, value in findings),
        frozenset(map(intern, ids)),
        tuple((intern(target), intern(place)) for target, place in links),
        is_redirect=is_redirect,
    )
