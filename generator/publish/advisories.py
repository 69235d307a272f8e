"""
Known weaknesses of the packages that make the site, by a list that was brought along.

The list is that of osv.dev for PyPI, one JSON file an advisory (schema 1.x,
ossf.github.io/osv-schema), as a file, a folder or the zip that osv.dev hands out. No
network is asked: a machine without one can be checked too.
"""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
"""A line of a lock file of pip."""


@dataclass(frozen=True, slots=True, order=True)
class Weakness:
    """An advisory that speaks of a version in use."""

    package: str
    version: str
    advisory: str
    """Its id, such as `PYSEC-2024-1` or `GHSA-…`."""
    fixed: str
    """The versions without it, as far as they are told."""
    summary: str


class AdvisoriesError(Exception):
    """The list cannot be read; which file of it."""


def pinned(lock: str) -> Mapping[str, str]:
    """Return the packages of a lock file and their versions."""
    return {str(canonicalize_name(name)): v for name, v in PINNED.findall(lock)}


def weaknesses(packages: Mapping[str, str], place: Path) -> tuple[int, list[Weakness]]:
    """Return how many advisories lie at *place*, and those that speak of *packages*."""
    count, found = 0, set()
    for name, data in _files(place):
        try:
            told = json.loads(data)
            several = told if isinstance(told, list) else [told]
            for advisory in several:
                count += 1
                found |= set(_of(advisory, packages))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise AdvisoriesError(name) from None
    return count, sorted(found)


def _files(place: Path) -> Iterator[tuple[str, bytes]]:
    if place.is_dir():
        for path in sorted(place.rglob("*.json")):
            yield str(path), path.read_bytes()
    elif zipfile.is_zipfile(place):
        with zipfile.ZipFile(place) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith(".json"):
                    yield f"{place}: {name}", archive.read(name)
    else:
        yield str(place), place.read_bytes()


def _of(advisory: Mapping[str, Any], packages: Mapping[str, str]) -> Iterator[Weakness]:
    if advisory.get("withdrawn"):
        return
    for each in advisory.get("affected", ()):
        package = each.get("package", {})
        name = str(canonicalize_name(package.get("name", "")))
        version = packages.get(name)
        if package.get("ecosystem") != "PyPI" or version is None:
            continue
        ranges = [
            one["events"]
            for one in each.get("ranges", ())
            if one.get("type") == "ECOSYSTEM"
        ]
        listed = version in each.get("versions", ())
        if listed or any(_holds(events, version) for events in ranges):
            fixed = {e["fixed"] for events in ranges for e in events if "fixed" in e}
            summary = str(advisory.get("summary") or "").partition("\n")[0]
            own_id = str(advisory["id"])
            yield Weakness(name, version, own_id, ", ".join(sorted(fixed)), summary)


def _holds(events: list[Mapping[str, str]], version: str) -> bool:
    """
    Tell whether *version* lies between what the events say, which are in order.

    A version that cannot be compared is taken to be weak, for that can be looked at.
    """
    try:
        own = Version(version)
        weak = False
        for event in events:
            if "introduced" in event:
                at = event["introduced"]
                if at == "0" or own >= Version(at):
                    weak = True
            elif "fixed" in event:
                weak = weak and own < Version(event["fixed"])
            elif "last_affected" in event:
                weak = weak and own <= Version(event["last_affected"])
    except InvalidVersion:
        return True
    return weak
