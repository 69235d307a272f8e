"""Every word that people see, one catalogue a language; code holds none."""

from generator.words.catalogue import (
    LANGUAGES,
    Words,
    catalogue,
    own_name,
    pattern,
)

__all__ = ["LANGUAGES", "Words", "catalogue", "own_name", "pattern"]
