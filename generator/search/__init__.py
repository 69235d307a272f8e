"""The search: the forms of words, the index, and what is found in it."""

from generator.search.engine import Found, Result, Search, search
from generator.search.index import (
    INDEX,
    Findable,
    Index,
    Line,
    NameGroup,
    read_index,
    write_index,
)
from generator.search.matching import Lexicon

__all__ = [
    "INDEX",
    "Findable",
    "Found",
    "Index",
    "Lexicon",
    "Line",
    "NameGroup",
    "Result",
    "Search",
    "read_index",
    "search",
    "write_index",
]
