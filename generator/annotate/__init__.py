"""A printed text to suggestions: what it seems to state, with the rule that says so."""

from generator.annotate.draft import (
    Heading,
    as_yaml,
    draft_text,
    entry_text,
    headline_of,
)
from generator.annotate.names import slug
from generator.annotate.reading import Reading, read_text
from generator.annotate.settle import (
    Waiting,
    accepted,
    block_of,
    dropped,
    names_for,
    replaced,
    waiting_in,
)

__all__ = [
    "Heading",
    "Reading",
    "Waiting",
    "accepted",
    "as_yaml",
    "block_of",
    "draft_text",
    "dropped",
    "entry_text",
    "headline_of",
    "names_for",
    "read_text",
    "replaced",
    "slug",
    "waiting_in",
]
