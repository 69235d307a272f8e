"""Views to pages and data: builders choose, templates show, the catalogue speaks."""

from generator.render.edition import (
    Counterpart,
    Edition,
    counterparts,
    edition_at,
    folder_of,
)
from generator.render.page import DataFile, MarkdownPage
from generator.render.script_words import search_words
from generator.render.sheet import Sheet
from generator.render.site import data_files, render, sheets
from generator.render.templates import Templates

__all__ = [
    "Counterpart",
    "DataFile",
    "Edition",
    "MarkdownPage",
    "Sheet",
    "Templates",
    "counterparts",
    "data_files",
    "edition_at",
    "folder_of",
    "render",
    "search_words",
    "sheets",
]
