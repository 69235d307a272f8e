"""One file of `content/` to one article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontmatter.default_handlers import YAMLHandler

from generator.diagnostics import Diagnostic
from generator.load.form import read_form
from generator.load.yaml_text import read_yaml
from generator.model.article import Annotation, Article
from generator.model.source import place_in
from generator.model.text import PrintedText

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.source import SourceFile

    Read = tuple[Article | None, list[Diagnostic]]

FENCE = YAMLHandler()


class ArticleReader:
    """Reads as `read_article`, and what has not changed since but once."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._last: Mapping[str, tuple[SourceFile, Read]] = {}

    def __call__(self, sources: Iterable[SourceFile]) -> list[Read]:
        """Read *sources*, or return what was read of the same text at its place."""
        fresh: dict[str, tuple[SourceFile, Read]] = {}
        for source in sources:
            before, read = self._last.get(source.path, (None, None))
            if read is None or (before is not source and before != source):
                read = read_article(source)
            fresh[source.path] = source, read
        self._last = fresh
        return [read for _, read in fresh.values()]


def read_article(source: SourceFile) -> Read:
    """Read *source*; the article is None exactly when there are diagnostics."""
    opening = FENCE.FM_BOUNDARY.match(source.text)
    if opening is None:
        return None, [Diagnostic(code="no-front-matter", span=source.span(0))]
    try:
        matter, body = FENCE.split(source.text)
    except ValueError:  # there is no second fence
        span = source.span(0, opening.end())
        return None, [Diagnostic(code="unclosed-front-matter", span=span)]
    start = opening.end()
    value, problems = read_yaml(source, start, start + len(matter))
    if value is None and problems:
        return None, problems
    fence = place_in(source, 0, opening.end())
    annotation, found = read_form(Annotation, value, fence)
    problems += found
    printed = body.lstrip("\n")
    begin = len(source.text) - len(printed)  # the body is the end of the file
    if not printed or printed.isspace():
        end = source.span(len(source.text) - 1)
        problems.append(Diagnostic(code="no-printed-text", span=end))
    if annotation is None or problems:
        return None, problems
    known, suggested = annotation.parted()
    text = PrintedText(source, begin, len(source.text.rstrip("\n")))
    return Article(source.path, known, text, suggested), []
