"""Which operations the hand-written code names, and with which arguments, read from its source."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from attrs import frozen

from codegen.spec import SDK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CALLERS = frozenset(("call", "raw", "stream", "upload", "download"))
"""The methods of the transport that take an operation's name."""

_NAME = re.compile(r"[a-z_]+\.[a-z0-9_]+")


@frozen
class Use:
    """A place in the hand-written code that may name an operation.

    Attributes:
        name: the operation's name, such as "queue.enqueue_batch".
        arguments: the keyword arguments given with it.
        certain: true if it is given to a method of the transport; otherwise the text only looks like a name.
        where: file and line.
    """

    name: str
    arguments: frozenset[str]
    certain: bool
    where: str


def uses(source: Path = SDK) -> list[Use]:
    """Return every place under a folder that may name an operation, in order.

    Args:
        source: the folder of the hand-written package.
    """
    found: list[Use] = []
    for path in sorted(source.rglob("*.py")):
        found += _in_module(ast.parse(path.read_text("utf-8")), path.relative_to(source).as_posix())
    return found


def _in_module(tree: ast.Module, where: str) -> Iterator[Use]:
    called = {
        id(node.args[0]): frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CALLERS
        and node.args
    }
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and _looks_like_one(node.value)]
    for node in sorted(names, key=lambda node: node.lineno):
        arguments = called.get(id(node))
        yield Use(str(node.value), arguments or frozenset(), arguments is not None, f"{where}:{node.lineno}")


def _looks_like_one(value: object) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None
