"""Which entries of the registers the archive has a use for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.noun import Noun, Ref
from generator.model.registers import REGISTERS, Edition, Held, Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.archive import Archive


Key = tuple[str, str]
"""Register and code of an entry."""
NO_ENTRIES = frozenset(["audiences", "events", "outcomes"])
"""What a reference may lead into that is no register."""


def recorded_entries(archive: Archive) -> frozenset[Key]:
    """
    Return the entries of which something is recorded.

    Those are the ones that an article or a partner names, those that tell of a day
    themselves (a post, a signing, an edition), and those that one of these names.
    The rest may belong to a later day than the one as of which the site reads.
    """
    entries = {
        (register, str(code)): entry
        for register, code, entry in archive.registers.entries()
    }
    waiting = [
        key for key, entry in entries.items() if key[0] == "partners" or _is_told(entry)
    ]
    several = archive.named.items()
    waiting += _meant(
        ((name, code) for name, codes in several for code in codes), archive
    )
    found: set[Key] = set()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += named_by(entries[key].walk(), archive)
    return frozenset(found)


def _is_told(entry: Noun) -> bool:
    return any(isinstance(child, (Known, Held, Edition)) for child in entry.children())


def named_by(values: Iterable[object], archive: Archive) -> Iterator[Key]:
    """Yield the entries that *values* name; events, outcomes and home are none."""
    refs = (each for each in values if isinstance(each, Ref))
    return _meant(((ref.register, ref) for ref in refs), archive)


def _meant(several: Iterable[tuple[str, str]], archive: Archive) -> Iterator[Key]:
    """Yield the entries that are meant by codes, each after its register."""
    for register, code in several:
        if register in NO_ENTRIES:
            continue
        if code not in archive.codes(register):
            continue  # left out as of the day: see `as_of`
        named = archive.names.named(register, code)
        if named.register in REGISTERS:
            yield named.register, named.code
