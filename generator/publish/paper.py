"""Each sheet as the two files that are handed out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator.publish.pdf import pdf_of
from generator.publish.word import docx_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.render.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Paper:
    """A file for a printer, or for who edits it."""

    uri: str
    """POSIX path below the root of the site."""
    write: Callable[[], bytes]
    """Makes the data."""

    @property
    def data(self) -> bytes:
        """What it holds, made anew each time."""
        return self.write()


def papers(sheets: Iterable[Sheet]) -> Iterator[Paper]:
    """Yield each of *sheets* as PDF, then as a Word document."""
    for sheet in sheets:
        yield Paper(f"{sheet.uri}.pdf", partial(pdf_of, sheet))
        yield Paper(f"{sheet.uri}.docx", partial(docx_of, sheet))
