"""Every file in which the records leave the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.dataset import KINDS
from generator.derive.records import dataset_of
from generator.render.exports.calendars import calendar_files
from generator.render.exports.csv_files import CsvFiles
from generator.render.exports.feeds import feed_files
from generator.render.exports.json_files import FOLDER, JsonFile, schema_file
from generator.render.exports.popolo import popolo_file
from generator.render.exports.tables import filling_of
from generator.render.exports.timelines import timeline_files
from generator.render.page import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.derive.site import SiteView
    from generator.render.page import DataFile
    from generator.render.templates import Templates

DATABASE = f"{FOLDER}/records.sqlite"
"""All records in one file."""


def export_files(view: SiteView, templates: Templates) -> Iterator[DataFile]:
    """Yield every text in which the records leave the site."""
    words, dataset = templates.words, dataset_of(view)
    for kind in KINDS:
        # each record is made once for both, and let go
        lines, sheets = JsonFile(kind, dataset), CsvFiles(kind, dataset)
        for record in dataset.records(kind.name):
            lines.add(record)
            if not kind.is_many:
                sheets.add(record)
        yield lines.file()
        del lines
        yield schema_file(kind, words)
        if not kind.is_many:
            yield from sheets.files()
        del sheets
    yield popolo_file(dataset)
    yield from feed_files(view, templates)
    yield from calendar_files(view, words)
    yield from timeline_files(view, words)


def databases(view: SiteView, templates: Templates) -> Iterator[Database]:
    """Yield the records as a database."""
    yield Database(DATABASE, lambda: filling_of(dataset_of(view), templates.words))
