"""The only room that reads content: bytes to tidy text, or a word on why not."""

from __future__ import annotations

import codecs
import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity, Span
from generator.model.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_FILE = 2_000_000
"""Bytes; a printed article of 20,000 words with its annotation has a tenth of it."""
CONTENT = "content"
CONFIG = "site_config"
SNAPSHOTS = "snapshots"
WRITTEN = ("docs", "site_config/theme")
"""Where hand-written pages and the looks of the site lie."""
ARTICLE_ENDING = ".md"
SNAPSHOT_ENDING = ".json"
LARGEST_SNAPSHOT = 50_000_000
"""Bytes; the records of an article with its outcomes take about 2,000."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What has no place in a text: C0 and C1 but TAB, LF and NEL."""
REGISTER_ENDINGS = frozenset({".yml", ".yaml"})


Entry = os.DirEntry[str]
Stamp = tuple[int, int, int, int]
"""Inode, size, and the times of the last change of content and of anything."""
Read = tuple[SourceFile | None, list[Diagnostic]]
"""A text, and what is to be said of its bytes."""


@dataclass(frozen=True, slots=True)
class Disk:
    """What lies on the disk, as text."""

    articles: tuple[SourceFile, ...]
    """Everything readable in `content/`, by path."""
    registers: tuple[SourceFile, ...]
    """Everything readable right in `site_config/`, by path."""
    problems: tuple[Diagnostic, ...]
    snapshots: tuple[SourceFile, ...] = ()
    """Every readable `.json` right in `snapshots/`, by path; not tidied."""

    def line_of(self, span: Span) -> str | None:
        """Return the line of *span*; None for what could not be read."""
        for source in (*self.articles, *self.registers, *self.snapshots):
            if source.path == span.path:
                return source.line(span.line)
        return None


def read_disk(root: Path) -> Disk:
    """
    Read `content/`, `site_config/` and `snapshots/` of the project at *root*.

    Names that begin with a dot are passed over, links are never followed, and one
    unreadable file never hides another.
    """
    return DiskReader()(root)


class DiskReader:
    """Reads a project again and again, and a file only when it is another one."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._known: dict[str, tuple[Stamp, Read]] = {}

    def __call__(self, root: Path) -> Disk:
        """Return what `read_disk` returns."""
        problems: list[Diagnostic] = []
        content, before, self._known = root / CONTENT, self._known, {}
        if not content.is_dir():
            problems.append(Diagnostic(code="no-content-folder", span=Span(CONTENT)))
        several: list[Entry] = []
        for entry in _files_below(content, root, problems):
            if _ending(entry) == ARTICLE_ENDING:
                several.append(entry)
            else:
                problems.append(
                    Diagnostic(
                        code="not-an-article",
                        span=Span(_name(Path(entry.path), root)),
                        severity=Severity.WARNING,
                    )
                )
        articles = self._read(several, root, before, problems)
        entries = _scanned(root / CONFIG)
        several = [each for each in entries if _ending(each) in REGISTER_ENDINGS]
        registers = self._read(several, root, before, problems)
        if content.is_dir() and not articles and not problems:
            problems.append(Diagnostic(code="no-articles", span=Span(CONTENT)))
        # MkDocs reads these, and would follow a link out of the project and publish it
        for folder in WRITTEN:
            _files_below(root / folder, root, problems)
        snapshots: list[SourceFile] = []
        for entry in _scanned(root / SNAPSHOTS):
            if _ending(entry) == SNAPSHOT_ENDING:
                _read_snapshot(Path(entry.path), root, snapshots, problems)
        return Disk(articles, registers, tuple(problems), snapshots=tuple(snapshots))

    def _read(
        self,
        several: list[Entry],
        root: Path,
        before: Mapping[str, tuple[Stamp, Read]],
        problems: list[Diagnostic],
    ) -> tuple[SourceFile, ...]:
        """Return the files that can be read; take those that are as they were."""
        found = []
        for entry in several:
            stamp = _stamp(entry)
            known, what = before.get(entry.path, (None, None))
            if what is None or stamp is None or known != stamp:
                what = _read(Path(entry.path), root)
            if stamp:
                self._known[entry.path] = stamp, what
            source, told = what
            problems += told
            if source is not None:
                found.append(source)
        return tuple(found)


def _ending(entry: Entry) -> str:
    return os.path.splitext(entry.name)[1].lower()  # noqa: PTH122 -- quicker by half


def _stamp(entry: Entry) -> Stamp | None:
    """Return what tells a file from what it was before; None where that is unsure."""
    try:
        seen = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    if not stat.S_ISREG(seen.st_mode):
        return None
    return seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def _name(path: Path, root: Path) -> str:
    """Return the name a person sees; a name that is no Unicode is shown escaped."""
    name = path.relative_to(root).as_posix()
    return unicodedata.normalize(
        "NFC", name.encode("utf-8", "backslashreplace").decode("utf-8")
    )


def _scanned(folder: Path | Entry) -> list[Entry]:
    """List *folder* by name, without what begins with a dot; empty if it is none."""
    try:
        found = [*os.scandir(folder)]
    except OSError:
        return []
    seen = (entry for entry in found if not entry.name.startswith("."))
    return sorted(seen, key=lambda entry: entry.name)


def _files_below(
    folder: Path | Entry, root: Path, problems: list[Diagnostic]
) -> list[Entry]:
    """List all files below *folder* by path; links are told, not followed."""
    found: list[Entry] = []
    for entry in _scanned(folder):
        if entry.is_symlink():
            span = Span(_name(Path(entry.path), root))
            problems.append(Diagnostic(code="symbolic-link", span=span))
        elif entry.is_dir():
            found += _files_below(entry, root, problems)
        else:
            found.append(entry)
    return found


def _read(path: Path, root: Path) -> Read:
    """Read one file; say why where it cannot be read."""
    name, problems = _name(path, root), list[Diagnostic]()
    data = _bytes(path, name, LARGEST_FILE, problems)
    if data is None:
        return None, problems
    source, found = tidy(name, data)
    return source, [*problems, *found]


def _read_snapshot(
    path: Path, root: Path, into: list[SourceFile], problems: list[Diagnostic]
) -> None:
    """Read one snapshot as it is: a program wrote it, and its reader is strict."""
    name = _name(path, root)
    data = _bytes(path, name, LARGEST_SNAPSHOT, problems)
    if data is None:
        return
    try:
        into.append(SourceFile(name, data.decode("utf-8")))
    except UnicodeDecodeError:
        _, found = tidy(name, data)  # which knows how to say where, and what it is
        problems += found


def _bytes(
    path: Path, name: str, limit: int, problems: list[Diagnostic]
) -> bytes | None:
    """Read a file of at most *limit* bytes, or say in *problems* why not."""
    try:
        if path.is_symlink():
            problems.append(Diagnostic(code="symbolic-link", span=Span(name)))
            return None
        if not path.is_file():  # a pipe or a device would block for ever
            problems.append(Diagnostic(code="not-a-file", span=Span(name)))
            return None
        if (size := path.stat().st_size) > limit:
            values = {"size": f"{size:,}", "limit": f"{limit:,}"}
            problems.append(
                Diagnostic(code="file-too-big", span=Span(name), values=values)
            )
            return None
        return path.read_bytes()
    except OSError as error:
        values = {"reason": error.strerror or type(error).__name__}
        problems.append(
            Diagnostic(code="unreadable-file", span=Span(name), values=values)
        )
        return None


def tidy(name: str, data: bytes) -> tuple[SourceFile | None, list[Diagnostic]]:
    """
    Turn the bytes of a file into tidy text: UTF-8, no BOM, LF, NFC.

    Any bytes are read or explained: the source is None exactly when there is an
    error. What was tidied away without loss is told as a warning, once a file.
    """
    found: list[Diagnostic] = []

    def told(code: str, severity: Severity, span: Span, **values: object) -> None:
        found.append(Diagnostic(code=code, span=span, severity=severity, values=values))

    marked = data.startswith(codecs.BOM_UTF8)
    try:
        text = data[len(codecs.BOM_UTF8) if marked else 0 :].decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        likely = _likely_encoding(data)
        if likely:
            told(
                "not-utf-8",
                Severity.ERROR,
                Span(name, line, column),
                encoding=likely,
            )
        else:
            told("binary-file", Severity.ERROR, Span(name, line, column))
        return None, found
    if not text.strip():
        told("empty-file", Severity.ERROR, Span(name))
        return None, found
    if marked:
        told("byte-order-mark", Severity.WARNING, Span(name))
    if "\r" in text:
        at = text.index("\r")
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        told("carriage-return", Severity.WARNING, Span(name, line, column))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = SourceFile(name, unicodedata.normalize("NFC", text))
    if source.text != text:
        pairs = enumerate(zip(source.text, text, strict=False))
        at = next(at for at, (tidied, given) in pairs if tidied != given)
        told("decomposed-accents", Severity.WARNING, source.span(max(0, at - 1)))
    if control := CONTROL.search(source.text):
        sign = f"U+{ord(control[0]):04X}"
        place = source.span(control.start())
        told("control-character", Severity.ERROR, place, sign=sign)
        return None, found
    return source, found


def _likely_encoding(data: bytes) -> str:
    """Guess what bytes that are not UTF-8 are; empty for what is no text at all."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    if b"\x00" in data:
        return "UTF-16" if data[1:200:2].count(0) > len(data[1:200:2]) // 2 else ""
    controls = sum(byte < ord(" ") and byte not in b"\t\n\r" for byte in data)
    return "Windows-1258" if controls * 20 < len(data) else ""
