"""Conversion of annotations and arguments of the asynchronous surface into those of the blocking one."""

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
    """Converts the types of an asynchronous module into those of its blocking module.

    Attributes:
        counterparts: the names used from other blocking modules, by module.
    """

    def __init__(self, mirrored: Mirrored, module: Module, counterparts: dict[str, set[str]]) -> None:
        self._mirrored = mirrored
        self._module = module
        self.counterparts = counterparts

    def convert(self, annotation: ast.expr | None) -> str:
        """Return the source of a type in the blocking module."""
        return "None" if annotation is None else ast.unparse(self.visit(copy.deepcopy(annotation)))

    def wraps(self, annotation: ast.expr | None) -> bool:
        """Return whether values of a type contain objects that have a counterpart."""
        if annotation is None:
            return False
        names = {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)}
        return bool(names & {*_BLOCKING, "Self"}) or self._refers_to_mirrored(annotation)

    def convert_parameters(self, arguments: ast.arguments) -> str:
        """Return the source of a counterpart's parameters."""
        made = copy.deepcopy(arguments)
        for argument in _list_arguments(made):
            if argument.annotation is not None:
                argument.annotation = ast.Name(self.convert(argument.annotation))
        return ast.unparse(made)

    def convert_arguments(self, arguments: ast.arguments) -> Iterator[str]:
        """Yield the source of the arguments that a counterpart passes to the asynchronous method."""
        for argument in (*arguments.posonlyargs, *arguments.args):
            if argument.arg != "self":
                yield self._convert_argument(argument)
        if arguments.vararg is not None:
            yield f"*{arguments.vararg.arg}"
        for argument in arguments.kwonlyargs:
            yield f"{argument.arg}={self._convert_argument(argument)}"
        if arguments.kwarg is not None:
            yield f"**{arguments.kwarg.arg}"

    def _convert_argument(self, argument: ast.arg) -> str:
        outermost = {_type_name(each) for each in _union_members(argument.annotation)}
        if "Callable" in outermost:
            return f"self._callback({argument.arg})"
        if "Iterable" in outermost:
            return f"{'unwrap_stream' if 'AsyncIterable' in outermost else 'unwrap_items'}({argument.arg})"
        # An `object` can be a handle.
        if self._refers_to_mirrored(argument.annotation) or "object" in ast.unparse(
            argument.annotation or ast.Name("")
        ):
            return f"unwrap({argument.arg})"
        return argument.arg

    def _refers_to_mirrored(self, annotation: ast.expr | None) -> bool:
        named = self._mirrored.surface.named(self._module, annotation)
        return any(each in self._mirrored or self._mirrored.mirrored_subclasses(each) for each in named)

    # --- ast.NodeTransformer ---

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Replace a class or alias that has a counterpart; add the counterparts of subclasses to their base."""
        if node.id in _BLOCKING:
            return ast.Name(_BLOCKING[node.id])
        home = self._mirrored.surface.home(self._module, node.id)
        if home is None:
            return node
        found = self._mirrored.surface.find(self._module, node.id)
        if found is None:
            return self._counterpart(home[0], home[1]) if self._mirrored.refers_to_mirrored(*home) else node
        if found in self._mirrored:
            return self._counterpart(found.module, found.name)
        heirs = [self._counterpart(heir.module, heir.name).id for heir in self._mirrored.mirrored_subclasses(found)]
        return ast.Name(" | ".join([node.id, *heirs]))

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Remove asynchronous types from a union."""
        kept = [each for each in _union_members(node) if _type_name(each) != "AsyncIterable"]
        return ast.Name(" | ".join(ast.unparse(self.visit(each)) for each in kept))

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """Keep the values of a literal type."""
        if _type_name(node) != "Literal":
            self.generic_visit(node)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """Convert a quoted type."""
        if not isinstance(node.value, str):
            return node
        found: ast.expr = self.visit(ast.parse(node.value, mode="eval").body)
        return found

    def _counterpart(self, module: Module, name: str) -> ast.Name:
        self.counterparts.setdefault(module.name, set()).add(f"Sync{name}")
        return ast.Name(f"Sync{name}")


def _list_arguments(arguments: ast.arguments) -> Iterator[ast.arg]:
    yield from (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    yield from filter(None, (arguments.vararg, arguments.kwarg))


def _union_members(annotation: ast.expr | None) -> Iterator[ast.expr]:
    """Yield the members of a union, or the type itself."""
    if isinstance(annotation, ast.BinOp):
        yield from _union_members(annotation.left)
        yield from _union_members(annotation.right)
    elif annotation is not None:
        yield annotation


def _type_name(annotation: ast.expr) -> str:
    """Return the name of a type, without its parameters."""
    return ast.unparse(annotation.value if isinstance(annotation, ast.Subscript) else annotation)
