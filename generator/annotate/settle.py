"""
What waits in an article for its editor, and the file after each decision.

A suggestion is a block of lines below a list of the front matter. To accept it is to
take its line `suggested` away, to drop it is to take the block away; every other
letter of the file stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate.names import slug
from generator.load import read_article
from generator.model.noun import Quote, Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.article import Suggestible
    from generator.model.source import SourceFile
    from generator.model.text import PrintedText

LONGEST_NAME = 8
"""Words of a name."""
SUGGESTED = re.compile(r"^(?P<indent>\s*)(?P<dash>-\s+)?suggested:.*\n?$")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A suggestion in its file."""

    noun: Suggestible
    rules: tuple[str, ...]
    first: int
    """Line of the file at which its block begins, counted from 0."""
    end: int
    """The line behind its block."""
    mark: int
    """The line that says `suggested`."""
    text: PrintedText

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words that are to prove it."""
        own: tuple[Quote, ...] = getattr(self.noun, "quote", ())
        return tuple(str(quote.exact) for quote in own)

    def references(self, register: str) -> Iterator[str]:
        """Yield the codes of *register* that it names, nested ones too."""
        for each in self.noun.walk():
            if isinstance(each, Ref) and each.register in {register, "actors"}:
                yield str(each)


def waiting_in(source: SourceFile) -> tuple[Waiting, ...]:
    """
    Return what waits in *source*, in the order of the file.

    What is written as `{...}` on one line has no block of lines and is left out; so is
    everything while the form is broken, for then nobody can say what is in it.
    """
    article, _ = read_article(source)
    if article is None:
        return ()
    lines = source.text.splitlines(keepends=True)
    found = []
    for noun in article.suggested:
        if noun.suggested is None:
            continue
        mark = noun.suggested.span.line - 1
        block = _block(lines, mark)
        if block:
            rules = tuple(each.strip() for each in str(noun.suggested).split(","))
            found.append(Waiting(noun, rules, *block, mark, article.text))
    return tuple(sorted(found, key=lambda each: each.first))


def _block(lines: list[str], mark: int) -> tuple[int, int] | None:
    """Return the first line of the block round *mark*, and the line behind it."""
    said = SUGGESTED.match(lines[mark])
    if said is None:
        return None
    first = mark
    indent = len(said["indent"])
    if not said["dash"]:
        while first > 0:
            first -= 1
            dash = re.match(r"^(\s*)-\s+\S", lines[first])
            if dash and len(dash[1]) < indent:
                indent = len(dash[1])
                break
            if re.match(r"^\S", lines[first]):
                return None
        else:
            return None
    end = mark + 1
    while end < len(lines):
        own = lines[end]
        depth = len(own) - len(own.lstrip())
        if own.strip() and (depth < indent or (depth == indent)):
            break
        end += 1
    while end > mark + 1 and not lines[end - 1].strip():
        end -= 1
    return first, end


def accepted(text: str, waiting: Waiting) -> str:
    """Return the file *text* with the suggestion as a fact."""
    lines = text.splitlines(keepends=True)
    said = SUGGESTED.match(lines[waiting.mark])
    if said and said["dash"] and waiting.mark + 1 < waiting.end:
        following = lines[waiting.mark + 1]
        head = said["indent"] + said["dash"]
        lines[waiting.mark + 1] = head + following[len(head) :]
    del lines[waiting.mark]
    return "".join(lines)


def dropped(text: str, waiting: Waiting) -> str:
    """Return the file *text* without the suggestion."""
    lines = text.splitlines(keepends=True)
    del lines[waiting.first : waiting.end]
    return "".join(lines)


def replaced(text: str, waiting: Waiting, block: str) -> str:
    """Return the file *text* with *block* in the place of the suggestion."""
    lines = text.splitlines(keepends=True)
    lines[waiting.first : waiting.end] = [block.rstrip("\n") + "\n"]
    return "".join(lines)


def block_of(text: str, waiting: Waiting) -> str:
    """Return the lines of the suggestion, without the one that marks it."""
    lines = accepted(text, waiting).splitlines(keepends=True)
    return "".join(lines[waiting.first : waiting.end - 1])


def names_for(code: str, register: str, waiting: Waiting) -> dict[str, str] | None:
    """
    Return the names that a new entry *code* of *register* gets; None for no name.

    The code of a suggestion was made of words of its quote, so they are found again.
    """
    for quote in waiting.quotes:
        if register == "terms":
            found = re.search(r"(?P<name>.+?)\s*\((?P<short>[^()]+)\)$", quote)
            if found and slug(found["short"]) == code:
                return found.groupdict()
            continue
        words = list(re.finditer(r"\w[\w.'’-]*", quote))
        for start in range(len(words)):
            for end in range(start, min(len(words), start + LONGEST_NAME)):
                name = quote[words[start].start() : words[end].end()]
                if slug(name) == code:
                    return {"name": name}
    return None
