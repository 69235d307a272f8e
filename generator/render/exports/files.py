"""Every file in which the records leave the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.derive.records import dataset_of
from generator.render.exports.calendars import calendar_files
from generator.render.exports.csv_files import csv_files
from generator.render.exports.feeds import feed_files
from generator.render.exports.json_files import FOLDER, json_files
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
    yield from json_files(dataset, words)
    yield from csv_files(dataset)
    yield popolo_file(dataset)
    yield from feed_files(view, templates)
    yield from calendar_files(view, words)
    yield from timeline_files(view, words)


def databases(view: SiteView, templates: Templates) -> Iterator[Database]:
    """Yield the records as a database."""
    yield Database(DATABASE, lambda: filling_of(dataset_of(view), templates.words))
