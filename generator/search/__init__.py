"""The search: the forms of words, the index, and what is found in it."""

from generator.search.engine import Found, Result, Search, search
from generator.search.index import (
    Findable,
    Index,
    Line,
    NameGroup,
    read_index,
    write_index,
)

__all__ = [
    "Findable",
    "Found",
    "Index",
    "Line",
    "NameGroup",
    "Result",
    "Search",
    "read_index",
    "search",
    "write_index",
]
