"""Every word that people see, one catalogue a language; code holds none."""

from generator.words.catalogue import (
    LANGUAGES,
    Words,
    calendar,
    catalogue,
    own_name,
    pattern,
)

__all__ = ["LANGUAGES", "Words", "calendar", "catalogue", "own_name", "pattern"]
