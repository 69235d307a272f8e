"""
The bill of materials of a site: what others made of what readers get, CycloneDX 1.6.

It is read from what lies in the site and from the packages that made it, so it cannot
fall behind. Only packages that the generator names itself are told: what these stand
on differs from system to system, and the same commit must give the same site.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.publish.manifest import Origin

BILL = "sbom.cdx.json"
OWN = "briefing-site"
THEME = "mkdocs-material"
"""The package whose style sheets and script are in every site."""
NOTES = "version.txt"
"""Lies beside each folder of vendored files: what, which version, which licence."""
COMPONENT = re.compile(r"(\S.*?) (\d+(?:\.\d+)+)")
LICENCE = re.compile(r"Licence: ([^,;\n]+)")
NPM = re.compile(r"npm package (@?[\w./-]+\w)")
NEED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
SPDX = {"SIL Open Font License 1.1": "OFL-1.1", "ISC": "ISC"}
"""Names of licences in the notes to their identifiers (spdx.org/licenses)."""


@dataclass(frozen=True, slots=True)
class Component:
    """Something that others made."""

    name: str
    version: str
    purl: str
    """Package URL; github.com/package-url/purl-spec."""
    licence: str
    """SPDX identifier or expression; empty where the package does not say."""


def versions() -> dict[str, str]:
    """Return the versions of what makes a site, by name."""
    return {each.name: each.version for each in (*_makers(), _package(OWN))}


def bill_text(folder: Path, origin: Origin) -> str:
    """Return the bill of the site in *folder* as JSON."""
    shipped = [_package(THEME), *_vendored(folder)]
    told: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            **({"timestamp": origin.moment} if origin.moment else {}),
            "component": {
                "type": "data",
                "name": origin.site,
                "version": origin.commit or origin.as_of,
            },
            "tools": {"components": [_told(each) for each in _makers()]},
        },
        "components": [_told(each) for each in shipped],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _told(each: Component) -> dict[str, Any]:
    """Return *each* as CycloneDX has it."""
    own = {
        "type": "library",
        "bom-ref": each.purl,
        "name": each.name,
        "version": each.version,
        "purl": each.purl,
    }
    return {**own, "licenses": [{"expression": each.licence}]} if each.licence else own


def _makers() -> list[Component]:
    """Return the packages that the generator names, by name."""
    needs = metadata.requires(OWN) or []
    names = sorted({NEED.match(each)[0] for each in needs if ";" not in each})  # type: ignore[index]
    return [_package(name) for name in names]


def _package(name: str) -> Component:
    """Return an installed package; its name as the lock writes it."""
    told = metadata.metadata(name)
    plain = re.sub(r"[-_.]+", "-", name).lower()
    licence = told["License-Expression"] or told["License"] or ""
    if " " in licence or "\n" in licence:  # a whole text, or a name that is no SPDX
        licence = ""
    version = told["Version"]
    return Component(plain, version, f"pkg:pypi/{plain}@{version}", licence)


def _vendored(folder: Path) -> Iterator[Component]:
    """Yield what the notes beside vendored files tell, by path."""
    for notes in sorted(folder.glob(f"assets/*/*/{NOTES}")):
        text = notes.read_text("utf-8")
        licence, package = LICENCE.search(text), NPM.search(text)
        spdx = SPDX.get(licence[1].strip(), "") if licence else ""
        for line in text.splitlines():
            if found := COMPONENT.fullmatch(line):
                name, version = found.groups()
                npm = quote(package[1] if package else name, safe="/")
                yield Component(name, version, f"pkg:npm/{npm}@{version}", spdx)
