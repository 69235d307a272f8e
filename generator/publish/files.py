"""All that is no page, written one file after the other, by several processes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.model.fingerprint import Fingerprints
from generator.publish.database import put_database
from generator.publish.folder import put
from generator.publish.hands import hands_for, shared_out
from generator.publish.kept import Done
from generator.publish.paper import papers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from generator.pipeline import Site
    from generator.publish.kept import Kept
    from generator.render import DataFile


def put_files(folder: Path, site: Site, kept: Kept | None = None) -> list[str]:
    """
    Write below *folder* every file of *site* that is no page; return the uri of each.

    Each is let go of when it is written: of a large site they would fill the memory.
    What is printed is taken from what was *kept*, where it would be the same.
    """
    # sheets stay here: Typst has threads of its own, and no fork takes them along;
    # of the others, what takes longest is begun first
    pieces: list[Callable[[], Done]] = [
        partial(_sheets, folder, site, kept),
        partial(_databases, folder, site),
        *(partial(_data, folder, write) for write in reversed(site.file_writers)),
    ]
    hands = min(len(pieces), hands_for(len(site.pages)))
    if hands > 1:
        site.gather()

    def done(share: Iterator[Callable[[], Done]]) -> list[Done]:
        return [put_piece() for put_piece in share]

    several = [each for found in shared_out(done, pieces, hands) for each in found]
    for each in several:
        if kept:
            kept.settle(each)
    return sorted(uri for each in several for uri in each.written)


def _databases(folder: Path, site: Site) -> Done:
    done = Done()
    for database in site.write_databases():
        put_database(folder, database)
        done.written.append(database.uri)
    return done


def _data(folder: Path, write: Callable[[], Iterable[DataFile]]) -> Done:
    done = Done()
    for file in write():
        put(folder, file.uri, file.text)
        done.written.append(file.uri)
    return done


def _sheets(folder: Path, site: Site, kept: Kept | None) -> Done:
    done = Done()
    for sheet in site.write_sheets():
        made_of = Fingerprints().of(sheet)
        for paper in papers([sheet]):
            if kept and kept.take(paper.uri, made_of, folder):
                done.taken.append(paper.uri)
            else:
                put(folder, paper.uri, paper.data)
                done.made[paper.uri] = made_of
            done.written.append(paper.uri)
    return done
