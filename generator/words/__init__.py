"""Every word that people see, one catalogue a language; code holds none."""

from generator.words.catalogue import (
    LANGUAGES,
    Words,
    annotating,
    any_of,
    calendar,
    catalogue,
    importing,
    own_name,
    pattern,
)

__all__ = [
    "LANGUAGES",
    "Words",
    "annotating",
    "any_of",
    "calendar",
    "catalogue",
    "importing",
    "own_name",
    "pattern",
]
