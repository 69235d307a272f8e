"""The last files of a site: the page to open, the bill of materials, the manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.html.policy import POLICY
from generator.publish.audit import START
from generator.publish.bill import BILL, bill_text, versions
from generator.publish.folder import put
from generator.publish.manifest import (
    MANIFEST,
    NO_ENTRIES,
    Origin,
    entries_of,
    manifest_text,
)
from generator.words import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.pipeline import Site
    from generator.publish.commit import Commit
    from generator.publish.manifest import Entry

OPENING = Markup("""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0; url={start}">
<title>{name}</title>
</head>
<body>
<main>
<h1>{name}</h1>
<p><a href="{start}">{words}</a></p>
</main>
</body>
</html>
""")


def opening_name(language: str) -> str:
    """Return the name of the page that says by its name what to do with it."""
    return f"{catalogue(language).say('opening.file')}.html"


def origin_of(site: Site, commit: Commit | None) -> Origin:
    """Return of what *site* is made; it has pages, so it has an archive."""
    assert site.archive  # noqa: S101 -- a bug, not an input
    return Origin(
        site=str(site.archive.registers.site.file_name),
        as_of=site.day.isoformat(),
        commit=commit.id if commit else "",
        moment=commit.moment.isoformat() if commit else "",
        audience=site.audience,
        partner=site.partner,
        versions=versions(),
        counts={"articles": len(site.archive.articles), "pages": len(site.pages)},
    )


def seal(
    folder: Path,
    site: Site,
    commit: Commit | None,
    known: Mapping[str, Entry] = NO_ENTRIES,
) -> Mapping[str, Entry]:
    """
    Write into *folder* what only a finished site can say of itself.

    Return what the manifest says of each file; what is *known* of some is so.
    """
    language, words = site.language, catalogue(site.language)
    page = OPENING.format(
        language=language,
        policy=POLICY,
        start=START,
        name=site.editions[0].name,
        words=words.say("opening.words"),
    )
    put(folder, opening_name(language), page)
    origin = origin_of(site, commit)
    put(folder, BILL, bill_text(folder, origin))
    entries = entries_of(folder, known)
    put(folder, MANIFEST, manifest_text(entries, origin))
    return entries
