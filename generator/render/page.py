"""What the site is made of: pages as Markdown, and data files beside them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MarkdownPage:
    """
    A page: where it goes, and its text.

    The text is plain Python-Markdown with the `tables` extension, under a front
    matter that we wrote; HTML in it is inline and ours, but for the printed text.
    """

    uri: str
    """POSIX path below the root of the site's Markdown, ending in `.md`."""
    text: str


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that goes into the site as it is, for scripts and other programs."""

    uri: str
    """POSIX path below the root of the site."""
    text: str
