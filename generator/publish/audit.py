"""
Look through a finished site for what must not be in it, whoever put it there.

The rules are asked of the files themselves and trust nothing that made them. libxml2
reads the HTML: it is many times faster than a reader in Python, and tells what is not
well formed.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from itertools import chain
from sys import intern
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

from lxml import etree  # type: ignore[import-untyped]

from generator.html.policy import POLICY
from generator.publish.hands import hands_for, shared_out
from generator.publish.manifest import UNPACKED, names_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

START = "index.html"
MISSING_PAGE = "404.html"
"""A host shows it; nothing leads to it."""
CODE_FOLDER = "assets/"
"""What lies there is code; scripts elsewhere hold data, and addresses in data are
shown, never asked for."""
VETTED: Mapping[str, str] = {
    "b9a1ef14b5e91ad6": "Material for MkDocs 9.8.1: repository facts and diagrams, "
    "which no page of ours has, and the policy would refuse",
}
"""SHA-256 (16 digits) of a script that names other hosts, and why it asks none."""
NAMESPACES = "http://www.w3.org/"
"""Addresses that are names."""
FORBIDDEN = frozenset(
    ["applet", "base", "embed", "frame", "frameset", "iframe", "object", "portal"]
)
"""Elements that bring another document into a page, or move every address in it."""
LOADING: Mapping[str, frozenset[str]] = {
    "audio": frozenset(["src"]),
    "body": frozenset(["background"]),
    "form": frozenset(["action"]),
    "image": frozenset(["href", "xlink:href"]),
    "img": frozenset(["src", "srcset"]),
    "input": frozenset(["src", "formaction"]),
    "button": frozenset(["formaction"]),
    "link": frozenset(["href"]),
    "script": frozenset(["src"]),
    "source": frozenset(["src", "srcset"]),
    "track": frozenset(["src"]),
    "use": frozenset(["href", "xlink:href"]),
    "video": frozenset(["src", "poster"]),
}
"""Elements that make a browser fetch, and the attributes that say what."""
TELLING = frozenset(["meta", "script", "style"]) | FORBIDDEN | LOADING.keys()
"""Elements of which there are few, and that are asked for all they say."""
STRANGE = frozenset(["style", "srcdoc", "ping", "xlink:href"])
"""Attributes that make any other element do more than stand there."""
LINKS = etree.XPath("//a/@href", smart_strings=False)
PLACES = etree.XPath("//@id", smart_strings=False)
DATA_TYPES = frozenset(["application/json", "application/ld+json"])
"""What a script element may hold without being run."""
SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.-]*):|[\x00-\x20]*//")
LEADING = frozenset(["http", "https", "mailto", "tel"])
"""Where a link may lead."""
REFRESH = re.compile(r"\s*\d+\s*;\s*url=(.*)", re.IGNORECASE | re.DOTALL)
UNKNOWN_TAG = etree.ErrorTypes.HTML_UNKNOWN_TAG
"""libxml2 knows the elements of HTML 4; younger ones are no fault."""
CSS_ADDRESS = re.compile(
    r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\"']*))\s*\)|@import\s+[\"']([^\"']*)"
)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
JS_COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
JS_ADDRESS = re.compile(r"[\"'`]((?:https?:|wss?:)?//[^\"'`\s]+)")
DRAFT = 'class="draft"'
JS_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
TEXTS = (".html", ".css", ".js", ".json", ".svg", ".txt", ".xml", ".csv", ".ics")
CONTAINERS = (".docx", ".zip")


class Fault(StrEnum):
    """What must not be in a site."""

    ABSOLUTE_ADDRESS = "absolute-address"
    AWAY = "away"
    BROKEN_LINK = "broken-link"
    BROKEN_PLACE = "broken-place"
    DRAFT = "draft"
    FORBIDDEN_ELEMENT = "forbidden-element"
    FORBIDDEN_LINK = "forbidden-link"
    INLINE_SCRIPT = "inline-script"
    INLINE_STYLE = "inline-style"
    NO_POLICY = "no-policy"
    NOT_A_FILE = "not-a-file"
    NOT_HTML = "not-html"
    NOT_SVG = "not-svg"
    ORPHAN = "orphan"
    PRIVATE = "private"
    REPEATED_PLACE = "repeated-place"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that stops a release."""

    file: str
    """POSIX path below the root of the site."""
    fault: Fault
    value: str = ""
    """What was seen there."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen in one file by itself, whatever else is in the site."""

    findings: tuple[Finding, ...] = ()
    ids: frozenset[str] = frozenset()
    """The places in a page; like the links, each word once in memory for all pages."""
    links: tuple[tuple[str, str], ...] = ()
    """Path and place to which it leads, each once; of the page itself, its own path."""
    is_redirect: bool = False


NO_LOOKS: Mapping[str, Look] = MappingProxyType({})
"""Nothing is known."""


def audit(
    folder: Path,
    *,
    roots: Iterable[str] = (),
    private: Sequence[str] = (),
    restricted: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """
    Return what must not be in the site in *folder*, by file.

    *roots* are pages to which nothing has to lead, beside the first one. *private*
    are names of the building machine and *restricted* texts that this audience may
    not see; they are looked for in every file, unpacked and decoded.
    """
    return findings_in(looks_at(folder, private, restricted), roots)


def looks_at(
    folder: Path,
    private: Sequence[str] = (),
    restricted: Sequence[str] = (),
    known: Mapping[str, Look] = NO_LOOKS,
) -> Mapping[str, Look]:
    """
    Look at each file in *folder*; return what was seen by path, in order.

    What is *known* of a file is taken as it is: who says so has looked for the same
    words in the same bytes.
    """
    names = names_below(folder)
    words = _Words(private, Fault.PRIVATE), _Words(restricted, Fault.RESTRICTED)
    left = [name for name in names if name not in known]

    def look(share: Iterator[str]) -> dict[str, Look]:
        return {name: _look(folder, name, words) for name in share}

    found = dict(known)
    for several in shared_out(look, left, hands_for(len(left))):
        found |= several
    return {name: found[name] for name in names}


def _look(folder: Path, name: str, words: tuple[_Words, ...]) -> Look:
    path = folder / name
    if path.is_symlink() or not path.is_file():
        return Look((Finding(name, Fault.NOT_A_FILE),))
    if path.suffix in UNPACKED:
        return Look()  # a packed copy, which `verify` unpacks and compares
    data = path.read_bytes()
    found = [each for look in words for each in look.found(name, data)]
    if name.endswith(".html"):
        page = _Page(name, data)
        links = tuple(dict.fromkeys(page.links))
        seen = tuple(dict.fromkeys([*found, *page.findings]))
        return Look(seen, page.ids, links, is_redirect=page.is_redirect)
    links = ()
    if name.endswith(".css"):
        found += _style(name, data.decode("utf-8", "replace"))
        links = tuple(_named_in(name, data.decode("utf-8", "replace")))
    elif name.endswith(".svg"):
        found += _drawing(name, data)
    elif name.endswith(".js") and name.startswith(CODE_FOLDER):
        found += _script(name, data)
    return Look(tuple(found), links=links)


def findings_in(
    looks: Mapping[str, Look], roots: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Return what is wrong in a site of which *looks* tells every file, by file."""
    pages = {name: each for name, each in looks.items() if name.endswith(".html")}
    found = {finding for look in looks.values() for finding in look.findings}
    found.update(_links(looks, pages))
    found.update(_orphans(pages, [START, MISSING_PAGE, *roots]))
    return tuple(sorted(found))


class _Words:
    """Looks for words that may stand nowhere."""

    def __init__(self, words: Sequence[str], fault: Fault) -> None:
        self.fault = fault
        self.several = sorted(set(words), key=lambda word: (-len(word), word))
        self.encoded = [word.encode() for word in self.several]
        self.pattern = re.compile("|".join(map(re.escape, self.several)))

    def found(self, name: str, data: bytes) -> Iterator[Finding]:
        """Yield each word once that stands in the file, in its name or inside it."""
        if not self.several:
            return
        # of what is no text, such as a database, nothing is decoded in vain
        is_told = name.endswith((*TEXTS, *CONTAINERS))
        texts: Iterable[str] = ()
        if is_told or any(word in data for word in self.encoded):
            texts = _texts(name, data)
        words: set[str] = set()
        for text in chain([name], texts):
            # nearly no file holds any, and to look for one word at a time is quicker
            if any(word in text for word in self.several):
                words.update(self.pattern.findall(text))
        for word in sorted(words):
            yield Finding(name, self.fault, word)


def _texts(name: str, data: bytes) -> Iterator[str]:
    """Yield what a file says, in each way in which it may be read."""
    if name.endswith(CONTAINERS):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for each in archive.namelist():
                yield from _texts(f"{each}.html", archive.read(each))
        return
    text = data.decode("utf-8", "replace")
    yield text
    if name.endswith(TEXTS):
        if "&" in text or "<" in text:
            yield unescape(text)
            yield unescape(re.sub(r"<[^>]*>", "", text))
        if "\\u" in text:
            yield JS_ESCAPE.sub(lambda sign: chr(int(sign[1], 16)), text)


class _Page:
    """One page, looked through."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self.ids: frozenset[str] = frozenset()
        self.links: list[tuple[str, str]] = []
        self.is_redirect = False
        self.here = name[: name.rfind("/") + 1]
        if DRAFT.encode() in data:
            self.told(Fault.DRAFT)
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
        root = etree.fromstring(data, parser)
        for error in parser.error_log:
            if error.type != UNKNOWN_TAG:
                self.told(
                    Fault.NOT_HTML, f"{error.line}:{error.column} {error.message}"
                )
        if root is None:
            self.told(Fault.NOT_HTML, "")
            return
        self.has_policy = False
        for element in (*root.iter(*TELLING), *_strange(root)):
            self.element(element)
        for address in dict.fromkeys(LINKS(root)):
            self.link(address)
        if not self.has_policy:
            self.told(Fault.NO_POLICY)
        ids = Counter(map(intern, PLACES(root)))
        self.ids = frozenset(ids)
        for each, count in ids.items():
            if count > 1:
                self.told(Fault.REPEATED_PLACE, each)

    def element(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in FORBIDDEN:
            self.told(Fault.FORBIDDEN_ELEMENT, tag)
        for key, value in element.attrib.items():
            self.attribute(tag, str(key), str(value))
        if tag == "script":
            self.script(element)
        elif tag == "style":
            self.told(Fault.INLINE_STYLE, tag)
        elif tag == "meta":
            self.meta(element)

    def told(self, fault: Fault, value: str = "") -> None:
        self.findings.append(Finding(self.name, fault, value))

    def attribute(self, tag: str, key: str, value: str) -> None:
        if key.startswith("on"):
            self.told(Fault.INLINE_SCRIPT, f"{tag} {key}")
        elif key in {"style", "srcdoc"}:
            self.told(
                Fault.INLINE_STYLE if key == "style" else Fault.INLINE_SCRIPT, tag
            )
        elif key in LOADING.get(tag, ()):
            several = _candidates(value) if key == "srcset" else [value]
            for each in several:
                if SCHEME.match(each):
                    is_reference = tag == "link"
                    self.told(Fault.AWAY, f"{tag} {each}" if is_reference else each)
                else:
                    self.internal(each)
        elif key in {"href", "xlink:href"}:
            self.link(value)
        elif key == "ping":
            self.told(Fault.AWAY, value)

    def link(self, address: str) -> None:
        scheme = SCHEME.match(address)
        if scheme is None:
            self.internal(address)
        elif (scheme[1] or "").lower() not in LEADING:
            self.told(Fault.FORBIDDEN_LINK, address)

    def script(self, element: etree._Element) -> None:
        is_data = element.get("type", "") in DATA_TYPES
        if element.get("src") is None and not is_data:
            self.told(Fault.INLINE_SCRIPT, "script")

    def meta(self, element: etree._Element) -> None:
        kind = element.get("http-equiv", "").lower()
        content = element.get("content", "")
        if kind == "refresh":
            leads = REFRESH.fullmatch(content)
            target = leads[1].strip().strip("'\"") if leads else ""
            if not leads or SCHEME.match(target):
                self.told(Fault.FORBIDDEN_LINK, content)
            else:
                self.internal(target)
                self.is_redirect = True
        elif kind == "content-security-policy" and content == POLICY:
            self.has_policy = True

    def internal(self, address: str) -> None:
        path, _, place = address.partition("#")
        path = unquote(path.partition("?")[0])
        target = (
            posixpath.normpath(posixpath.join(self.here, path)) if path else self.name
        )
        if address.startswith("/"):
            self.told(Fault.ABSOLUTE_ADDRESS, address)
        self.links.append((intern(target), intern(unquote(place))))


def _strange(root: etree._Element) -> list[etree._Element]:
    """Return the elements beside `TELLING` that do more than stand there, or lead."""

    def is_strange(tag: object, key: str) -> bool:
        is_leading = key == "href" and tag not in {"a", "link"}
        return is_leading or key in STRANGE or key.startswith("on")

    # in most pages none is, which is seen of the few kinds of attributes that they have
    kinds = {(each.tag, key) for each in root.iter() for key in each.keys()}  # noqa: SIM118 -- no mapping
    found = {kind for kind in kinds if is_strange(*kind)}
    if not found:
        return []
    return [
        each
        for each in root.iter()
        if any((each.tag, key) in found for key in each.keys())  # noqa: SIM118 -- as above
    ]


def _candidates(srcset: str) -> list[str]:
    return [each.split()[0] for each in srcset.split(",") if each.split()]


def _links(looks: Mapping[str, Look], pages: Mapping[str, Look]) -> Iterator[Finding]:
    """Yield what a page or a style sheet leads to that is not there."""
    for name, look in looks.items():
        for target, place in look.links:
            if target not in looks:
                yield Finding(name, Fault.BROKEN_LINK, target)
            # a place with `=` in it tells a script what to show; it is no place
            elif (
                place
                and "=" not in place
                and target in pages
                and place not in pages[target].ids
            ):
                yield Finding(name, Fault.BROKEN_PLACE, f"{target}#{place}")


def _orphans(seen: Mapping[str, Look], roots: Iterable[str]) -> Iterator[Finding]:
    """Yield every page to which no way leads; who left an old address behind may."""
    ways = [root for root in roots if root in seen]
    if START not in seen:
        yield Finding(START, Fault.BROKEN_LINK, START)
    reached = set(ways)
    while ways:
        for target, _ in seen[ways.pop()].links:
            if target in seen and target not in reached:
                reached.add(target)
                ways.append(target)
    for name, page in seen.items():
        if name not in reached and not page.is_redirect:
            yield Finding(name, Fault.ORPHAN)


def _addresses(text: str) -> Iterator[str]:
    """Yield the addresses in a style sheet that are no data."""
    for found in CSS_ADDRESS.finditer(CSS_COMMENT.sub("", text)):
        address = next((each for each in found.groups() if each is not None), "")
        if not address.strip().startswith("data:image/"):
            yield address.strip()


def _is_away(address: str) -> bool:
    return bool(SCHEME.match(address)) or address.startswith("/")


def _style(name: str, text: str) -> Iterator[Finding]:
    for address in _addresses(text):
        if _is_away(address):
            yield Finding(name, Fault.AWAY, address)


def _named_in(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the files of the site that a style sheet names."""
    here = posixpath.dirname(name)
    for address in _addresses(text):
        if not _is_away(address):
            path = unquote(urldefrag(address)[0].partition("?")[0])
            yield posixpath.normpath(posixpath.join(here, path)) if path else name, ""


def _script(name: str, data: bytes) -> Iterator[Finding]:
    if hashlib.sha256(data).hexdigest()[:16] in VETTED:
        return
    text = JS_COMMENT.sub("", data.decode("utf-8", "replace"))
    for address in sorted(set(JS_ADDRESS.findall(text))):
        if not address.startswith(NAMESPACES):
            yield Finding(name, Fault.AWAY, address)


def _drawing(name: str, data: bytes) -> Iterator[Finding]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        yield Finding(name, Fault.NOT_SVG, str(error))
        return
    for element in root.iter(etree.Element):
        tag = etree.QName(element).localname
        if tag in {"script", "foreignObject"}:
            yield Finding(name, Fault.INLINE_SCRIPT, tag)
        for key, value in element.attrib.items():
            own = etree.QName(key).localname
            if own.startswith("on"):
                yield Finding(name, Fault.INLINE_SCRIPT, own)
            elif own == "href" and not value.startswith("#"):
                yield Finding(name, Fault.AWAY, value)
