"""Where a file of the site is, as seen from outside."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.render.edition import folder_of

if TYPE_CHECKING:
    from generator.derive.site import SiteView


@dataclass(frozen=True, slots=True)
class Place:
    """What the addresses of one edition begin with."""

    site: str
    """Name of the site's file: its names are its own with it."""
    root: str
    """Where the edition is published, ending in a slash; empty where not known."""
    language: str

    def seen_from(self, uri: str, target: str) -> str:
        """Return where *target* is: whole where that is known, else as from *uri*."""
        return f"{self.root or '../' * uri.count('/')}{target}"

    def name(self, *parts: str) -> str:
        """Return a name that no other thing has, and that stays (RFC 9562)."""
        own = "/".join((self.site, self.language, *parts))
        return uuid.uuid5(uuid.NAMESPACE_OID, own).urn


def place_of(view: SiteView) -> Place:
    """Return the place of the edition of *view*."""
    site, language = view.archive.registers.site, view.archive.names.language
    folder = folder_of(language, site.language)
    root = f"{str(site.address).rstrip('/')}/{folder}" if site.address else ""
    return Place(str(site.file_name), root, language)
