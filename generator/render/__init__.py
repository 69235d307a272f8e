"""Views to pages and data: builders choose, templates show, the catalogue speaks."""

from generator.render.page import DataFile, MarkdownPage
from generator.render.sheet import Sheet
from generator.render.site import data_files, render, sheets
from generator.render.templates import Templates

__all__ = [
    "DataFile",
    "MarkdownPage",
    "Sheet",
    "Templates",
    "data_files",
    "render",
    "sheets",
]
