"""
Templates that call and look up as Python does.

Jinja asks at each call whether the function wants the context, at each attribute
whether there is an item of that name, and at each macro which argument is which. Our
templates need none of that, and a page does it a thousand times: without, a page is
filled in two thirds of the time. What is misspelt is an error all the same, of Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment
from jinja2.compiler import CodeGenerator
from jinja2.utils import missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import nodes
    from jinja2.compiler import Frame, MacroRef


class DirectGenerator(CodeGenerator):
    """Writes the Python of a template."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- their name
        """Write `value.name`."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(  # noqa: N802 -- their name
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002 -- their form
    ) -> None:
        """Write `function(*(), argument)`: each argument comes with a comma before."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(*()")
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write what makes a macro of the function `macro`."""
        del frame
        names = tuple(argument.name for argument in macro_ref.node.args)
        self.write(f"environment.macro(macro, {names!r})")


class DirectEnvironment(Environment):
    """An environment whose templates know only functions, attributes and macros."""

    code_generator_class = DirectGenerator

    @staticmethod
    def macro(filled: Callable[..., str], names: tuple[str, ...]) -> Callable[..., str]:
        """Return a macro of the arguments *names*, any of which may be left out."""

        def call(*given: object, **named: object) -> str:
            if len(given) != len(names):
                rest = names[len(given) :]
                given = (*given, *(named.pop(name, missing) for name in rest))
            if named:
                raise TypeError(*named)
            return filled(*given)

        return call
