"""What an annotation or a parameter of the asynchronous surface is on the blocking one."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codegen.mirrored import Mirrored
    from codegen.surface import Module

_BLOCKING: Final = {"AsyncIterator": "Iterator", "AbstractAsyncContextManager": "AbstractContextManager"}


class BlockingTypes(ast.NodeTransformer):
    """Turns what a module says of types into what its mirror says.

    Attributes:
        counterparts: the mirrors of other modules whose names were used, each with these names.
    """

    def __init__(self, mirrored: Mirrored, module: Module, counterparts: dict[str, set[str]]) -> None:
        self._mirrored = mirrored
        self._module = module
        self.counterparts = counterparts

    def of(self, annotation: ast.expr | None) -> str:
        """Return a type as a mirror says it."""
        return "None" if annotation is None else ast.unparse(self.visit(copy.deepcopy(annotation)))

    def wraps(self, annotation: ast.expr | None) -> bool:
        """Tell whether a value of a type holds something that has a counterpart."""
        if annotation is None:
            return False
        names = {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)}
        return bool(names & {*_BLOCKING, "Self"}) or self._names_one(annotation)

    def parameters(self, arguments: ast.arguments) -> str:
        """Return the parameters of a counterpart."""
        made = copy.deepcopy(arguments)
        for argument in _each(made):
            if argument.annotation is not None:
                argument.annotation = ast.Name(self.of(argument.annotation))
        return ast.unparse(made)

    def passed(self, arguments: ast.arguments) -> Iterator[str]:
        """Yield the arguments that a counterpart gives on, each turned into what the asynchronous method takes."""
        for argument in (*arguments.posonlyargs, *arguments.args):
            if argument.arg != "self":
                yield self._passed(argument)
        if arguments.vararg is not None:
            yield f"*{arguments.vararg.arg}"
        for argument in arguments.kwonlyargs:
            yield f"{argument.arg}={self._passed(argument)}"
        if arguments.kwarg is not None:
            yield f"**{arguments.kwarg.arg}"

    def _passed(self, argument: ast.arg) -> str:
        outermost = {_head(each) for each in _members(argument.annotation)}
        if "Callable" in outermost:
            return f"self._callback({argument.arg})"
        if "Iterable" in outermost:
            return f"{'streamed' if 'AsyncIterable' in outermost else 'listed'}({argument.arg})"
        # An `object` may be anything, a handle as well.
        if self._names_one(argument.annotation) or "object" in ast.unparse(argument.annotation or ast.Name("")):
            return f"unwrapped({argument.arg})"
        return argument.arg

    def _names_one(self, annotation: ast.expr | None) -> bool:
        named = self._mirrored.surface.named(self._module, annotation)
        return any(each in self._mirrored or self._mirrored.heirs(each) for each in named)

    # --- ast.NodeTransformer ---

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Replace a class or an alias that has a counterpart; beside a base of one, that one will do, too."""
        if node.id in _BLOCKING:
            return ast.Name(_BLOCKING[node.id])
        home = self._mirrored.surface.home(self._module, node.id)
        if home is None:
            return node
        found = self._mirrored.surface.find(self._module, node.id)
        if found is None:
            return self._counterpart(home[0], home[1]) if self._mirrored.names_one(*home) else node
        if found in self._mirrored:
            return self._counterpart(found.module, found.name)
        heirs = [self._counterpart(heir.module, heir.name).id for heir in self._mirrored.heirs(found)]
        return ast.Name(" | ".join([node.id, *heirs]))

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Leave the asynchronous ones out of a union."""
        kept = [each for each in _members(node) if _head(each) != "AsyncIterable"]
        return ast.Name(" | ".join(ast.unparse(self.visit(each)) for each in kept))

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """Leave the texts of a literal type alone."""
        if _head(node) != "Literal":
            self.generic_visit(node)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """Look into a quoted type."""
        if not isinstance(node.value, str):
            return node
        found: ast.expr = self.visit(ast.parse(node.value, mode="eval").body)
        return found

    def _counterpart(self, module: Module, name: str) -> ast.Name:
        self.counterparts.setdefault(module.name, set()).add(f"Sync{name}")
        return ast.Name(f"Sync{name}")


def _each(arguments: ast.arguments) -> Iterator[ast.arg]:
    yield from (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    yield from filter(None, (arguments.vararg, arguments.kwarg))


def _members(annotation: ast.expr | None) -> Iterator[ast.expr]:
    """Yield the members of a union, or the type itself."""
    if isinstance(annotation, ast.BinOp):
        yield from _members(annotation.left)
        yield from _members(annotation.right)
    elif annotation is not None:
        yield annotation


def _head(annotation: ast.expr) -> str:
    """Return the name of a type, without its parameters."""
    return ast.unparse(annotation.value if isinstance(annotation, ast.Subscript) else annotation)
