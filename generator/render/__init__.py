"""Views to pages and data: builders choose, templates show, the catalogue speaks."""

from generator.render.page import DataFile, MarkdownPage
from generator.render.search import search_words
from generator.render.site import data_files, render
from generator.render.templates import Templates

__all__ = [
    "DataFile",
    "MarkdownPage",
    "Templates",
    "data_files",
    "render",
    "search_words",
]
