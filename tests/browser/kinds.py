"""
One page of each kind, found on the built site itself.

No test names its pages: a kind that is added tomorrow is looked at tomorrow.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ELEMENT = re.compile(r"<([a-z][a-z0-9]*)([^>]*)>")
CLASSES = re.compile(r'\bclass="([^"]*)"')


@cache
def page_kinds(site: Path) -> tuple[Path, ...]:
    """
    Return pages of *site* that together show every kind and every component.

    First the largest page of each shape of address (`people/*`, `partners/*/index`);
    then what else is needed so that each pair of element and class that stands
    anywhere stands on one of them. In the order of their addresses.
    """
    parts = {
        page: components(page)
        for page in sorted(site.rglob("*.html"))
        # what leads on at once is no page that anybody reads
        if 'http-equiv="refresh"' not in page.read_text("utf-8")
    }
    chosen: dict[str, Path] = {}
    for page, its_parts in parts.items():
        shape = shape_of(page.relative_to(site))
        if shape not in chosen or len(parts[chosen[shape]]) < len(its_parts):
            chosen[shape] = page
    pages = set(chosen.values())
    left = union(parts.values()) - union(parts[page] for page in pages)
    while left:
        best = max(parts, key=lambda page: len(parts[page] & left))
        pages.add(best)
        left -= parts[best]
    return tuple(sorted(pages))


def shape_of(address: Path) -> str:
    """Return *address* with what names one thing put as `*`; top pages are kinds."""
    *folders, name = address.parts
    if not folders:
        return name
    last = "index" if name == "index.html" else "*"
    return "/".join([folders[0], *["*" for _ in folders[1:]], last])


def components(page: Path) -> frozenset[str]:
    """Return the elements of *page* with their classes: `td`, `td.number`."""
    found = set()
    for tag, attributes in ELEMENT.findall(page.read_text("utf-8")):
        classes = CLASSES.search(attributes)
        found |= {
            tag,
            *(f"{tag}.{one}" for one in (classes[1] if classes else "").split()),
        }
    return frozenset(found)


def union(several: Iterable[frozenset[str]]) -> set[str]:
    """Return what stands in any of *several*."""
    return set().union(*several)
