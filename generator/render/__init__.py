"""Views to pages and data: builders choose, templates show, the catalogue speaks."""

from generator.render.edition import (
    Counterpart,
    Edition,
    counterparts,
    edition_at,
    folder_of,
)
from generator.render.exports import databases
from generator.render.page import Database, DataFile, MarkdownPage
from generator.render.script_words import search_words
from generator.render.sheet import Sheet
from generator.render.site import data_files, render, sheets
from generator.render.templates import Templates

__all__ = [
    "Counterpart",
    "DataFile",
    "Database",
    "Edition",
    "MarkdownPage",
    "Sheet",
    "Templates",
    "counterparts",
    "data_files",
    "databases",
    "edition_at",
    "folder_of",
    "render",
    "search_words",
    "sheets",
]
