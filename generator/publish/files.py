"""All that is no page, written one file after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.fingerprint import Fingerprints
from generator.publish.database import put_database
from generator.publish.folder import put
from generator.publish.paper import papers

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import Site
    from generator.publish.kept import Kept


def put_files(folder: Path, site: Site, kept: Kept | None = None) -> list[str]:
    """
    Write below *folder* every file of *site* that is no page; return the uri of each.

    Each is let go of when it is written: of a large site they would fill the memory.
    What is printed is taken from what was *kept*, where it would be the same.
    """
    written = []
    for file in site.write_files():
        put(folder, file.uri, file.text)
        written.append(file.uri)
    for sheet in site.write_sheets():
        made_of = Fingerprints().of(sheet)
        for paper in papers([sheet]):
            if not (kept and kept.take(paper.uri, made_of, folder)):
                put(folder, paper.uri, paper.data)
                if kept:
                    kept.made[paper.uri] = made_of
            written.append(paper.uri)
    for database in site.write_databases():
        put_database(folder, database)
        written.append(database.uri)
    return written
