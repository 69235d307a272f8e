"""Every address of the site leads to one page, for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic
from generator.model.addresses import is_generated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.archive import Archive


def one_page_an_address(archive: Archive) -> Iterator[Diagnostic]:
    """No old address is that of another page, or given twice."""
    aliased = [each for each in archive.articles if each.annotation.aliases]
    if not aliased:
        return
    taken = {article.address: article.path for article in archive.articles}
    for article in aliased:
        for alias in article.annotation.aliases:
            other = taken.setdefault(alias, str(alias.span))
            if other != str(alias.span) or is_generated(alias):
                yield Diagnostic(
                    code="repeated-address",
                    span=alias.span,
                    values={"value": alias, "other": other},
                )
