"""Views to Markdown pages: builders choose, templates show, the catalogue speaks."""

from generator.render.page import MarkdownPage
from generator.render.site import render
from generator.render.templates import Templates

__all__ = ["MarkdownPage", "Templates", "render"]
