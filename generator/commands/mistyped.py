"""What the terminal says of a command that was mistyped, in every language."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

import click

from generator.commands.terminal import both
from generator.words import LANGUAGES, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.words import Words


class MistypedError(click.ClickException):
    """A command that was not typed as it is used; exits with 2, as is the custom."""

    exit_code = 2

    def __init__(self, error: click.UsageError) -> None:
        super().__init__(error.format_message())
        self.error = error

    def show(self, file: IO[Any] | None = None) -> None:
        """Say what is wrong, how the command is used, and where help is."""
        context = self.error.ctx
        lines = [
            # which language is wanted was not understood either
            f"{words.say('mistyped.error')}: {_said(self.error, words)}"
            for words in map(catalogue, LANGUAGES)
        ]
        if context:
            lines.append(context.get_usage())
            lines.append(f"{both('mistyped.more')}: {context.command_path} --help")
        click.echo("\n".join(lines), file, err=True)


class WantedError(click.UsageError):
    """What a command wants and was not given, by its key in the catalogues."""

    def __init__(self, key: str) -> None:
        super().__init__(both(key))
        self.key = key


class Commands(click.Group):
    """Commands of which each says in words what was mistyped."""

    def make_context(self, *given: Any, **more: Any) -> click.Context:  # noqa: ANN401 -- their form
        """Understand what stands before the name of a command."""
        with _in_words():
            return super().make_context(*given, **more)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- their form
        """Understand the rest, and do it."""
        with _in_words():
            return super().invoke(ctx)


@contextmanager
def _in_words() -> Iterator[None]:
    """Say in words what was mistyped; who names no command is shown the help."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise MistypedError(error) from error


def _said(error: click.UsageError, words: Words) -> str:
    meant: list[str] = []
    match error:
        case WantedError():
            said = words.say(error.key)
        case click.exceptions.NoSuchCommand():
            said = words.say("mistyped.command", value=error.command_name)
            meant = error.possibilities or []
        case click.NoSuchOption():
            said = words.say("mistyped.option", value=error.option_name)
            meant = error.possibilities or []
        case click.MissingParameter():
            said = words.say("mistyped.missing", name=_name(error))
        case click.BadOptionUsage():
            said = words.say("mistyped.no_value", name=error.option_name)
        case click.BadParameter():
            said = _refused(error, words)
        case _:
            said = words.say("mistyped.rest", reason=error.message)
    if meant:
        return words.say("terminal.perhaps", said=said, candidates=meant[0])
    return said


def _refused(error: click.BadParameter, words: Words) -> str:
    """Say which values the argument takes, of which this one is none."""
    name, kind = _name(error), error.param.type if error.param else None
    match kind:
        case click.Choice():
            known = ", ".join(map(str, kind.choices))
            return words.say("mistyped.choice", name=name, known=known)
        case click.DateTime():
            return words.say("mistyped.day", name=name)
        case click.IntRange():
            return words.say("mistyped.number", name=name, least=kind.min)
        case click.Path(file_okay=False):
            return words.say("mistyped.folder", name=name)
        case click.Path() | click.File():
            return words.say("mistyped.file", name=name)
    return words.say("mistyped.value", name=name, reason=error.message)


def _name(error: click.BadParameter) -> str:
    """Return what the argument is called where it is typed."""
    if error.param is None:
        return str(error.param_hint or "")
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.human_readable_name
