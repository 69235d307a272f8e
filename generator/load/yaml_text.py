"""
Read YAML as written: texts, lists and maps, each with its place, never guesses.

PyYAML's C parser gives the events; nothing is resolved, so `NO` stays Norway and
`1.10` stays 1.10. Repeated keys, anchors, aliases and tags are told as problems.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml

from generator.diagnostics import Diagnostic, Span
from generator.model.source import Written, place_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.source import SourceFile

DEEPEST = 16
"""The form needs six levels; more is a mistake or a bomb."""


NOTHING = frozenset({"", "~"})
"""What is written, without quotation marks, where nothing is said."""


class Table(dict[Written, Any]):
    """A map, and its first sign, which knows its place."""

    sign: Written

    @property
    def span(self) -> Span:
        """The place of its first sign."""
        return self.sign.span

    @cached_property
    def written(self) -> Mapping[str, Written]:
        """Each key as it is written; it is asked for when the table is whole."""
        return {str(key): key for key in self}


class Listing(list[Any]):
    """A list, and its first sign, which knows its place."""

    sign: Written

    @property
    def span(self) -> Span:
        """The place of its first sign."""
        return self.sign.span


@dataclass(slots=True)
class _Open:
    """A map or list that is being read, and the key that waits for its value."""

    box: Table | Listing
    key: Written | None = None


def read_yaml(
    source: SourceFile, start: int, end: int
) -> tuple[object, list[Diagnostic]]:
    """
    Read `source.text[start:end]`.

    Return a `Table`, a `Listing`, a `Written`, or None where nothing is written;
    None also when the text cannot be read at all, which the diagnostics tell.
    """
    return _Reader(source, start, end).read()


class _Reader:
    """One walk over the events of one text."""

    def __init__(self, source: SourceFile, start: int, end: int) -> None:
        self.source = source
        self.start = start
        self.text = source.text[start:end]
        self.problems: list[Diagnostic] = []
        self.stack: list[_Open] = []
        self.root: object = None
        self.documents = 0

    def told(self, code: str, span: Span, **values: object) -> None:
        self.problems.append(Diagnostic(code=code, span=span, values=values))

    def at(self, event: yaml.Event, text: str = "") -> Written:
        """Return *text*, written where *event* stands."""
        # the parser marks both ends of every event
        begin: int = event.start_mark.index  # type: ignore[union-attr]
        end: int = event.end_mark.index  # type: ignore[union-attr]
        place = place_in(self.source, self.start + begin, self.start + end)
        return Written(text, place)

    def read(self) -> tuple[object, list[Diagnostic]]:
        try:
            for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
                if not self.take(event):
                    return None, self.problems
        except yaml.YAMLError as error:
            self.problems.append(self.explained(error))
            return None, self.problems
        return self.root, self.problems

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False when reading on makes no sense."""
        if isinstance(event, yaml.ScalarEvent):
            self.take_scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.take_marks(event)
            box = Table() if isinstance(event, yaml.MappingStartEvent) else Listing()
            box.sign = self.at(event)
            if len(self.stack) == DEEPEST:
                self.told("nested-too-deep", box.span, limit=DEEPEST)
                return False
            self.put(box, box.sign)
            self.stack.append(_Open(box))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            alias = self.at(event)
            self.told("yaml-alias", alias.span)
            self.put(None, alias)
        elif isinstance(event, yaml.DocumentStartEvent):
            if self.documents:
                self.told("second-document", self.at(event).span)
                return False
            self.documents += 1
        return True

    def take_scalar(self, event: yaml.ScalarEvent) -> None:
        """Take a text; two of three events are texts."""
        if event.anchor is not None or event.tag is not None:
            self.take_marks(event)
        text = self.at(event, event.value)
        if len(text) <= 1 and text in NOTHING and event.implicit[0] and not event.style:
            self.put(None, text)
        else:
            self.put(text, text)

    def take_marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        """Tell an anchor and a tag, which have no meaning here."""
        if event.anchor is not None:
            self.told("yaml-alias", self.at(event).span)
        if event.tag is not None:
            self.told("yaml-tag", self.at(event).span, tag=event.tag)

    def put(self, value: object, written: Written) -> None:
        """Put *value* where the walk stands; in a map every other one is a key."""
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if isinstance(top.box, Listing):
            top.box.append(value)
        elif top.key is None:
            if not isinstance(value, Written):
                self.told("not-a-key", written.span)
            elif value in top.box:
                self.told("repeated-field", written.span, field=written)
            top.key = written
        else:
            top.box.setdefault(top.key, value)
            top.key = None

    def explained(self, error: yaml.YAMLError) -> Diagnostic:
        """Tell a syntax error in the words of an editor, not of a parser."""
        mark = getattr(error, "problem_mark", None)
        at = mark.index if mark else getattr(error, "position", 0)
        problem = str(getattr(error, "problem", "") or "")
        context = str(getattr(error, "context", "") or "")
        sign = self.text[at : at + 1]
        context_mark = getattr(error, "context_mark", None)
        values: dict[str, object] = {}
        if "mapping values" in problem:
            code = "unquoted-colon"
        elif "cannot start any token" in problem and sign == "\t":
            code = "tab-in-yaml"
        elif "cannot start any token" in problem:
            code, values = "unquoted-sign", {"sign": sign}
        elif "quoted scalar" in context and context_mark:
            code, at = "unclosed-quotation-mark", context_mark.index
        elif "flow" in context and context_mark:
            code, at = "unclosed-bracket", context_mark.index
        else:
            code = "broken-yaml"
        # a tab anywhere in the indentation leads to many other errors
        line = self.text[self.text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0]
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and code != "tab-in-yaml":
            code, values = "tab-in-yaml", {}
            at = self.text.rfind("\n", 0, at) + 1 + indent.index("\t")
        span = self.source.span(self.start + at)
        return Diagnostic(code=code, span=span, values=values)
