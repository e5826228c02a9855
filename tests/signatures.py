"""The names of the SDK that the signatures of its classes use, with the modules that define them."""

from __future__ import annotations

import ast
import importlib
import inspect
import typing
from functools import cache, cached_property
from typing import TYPE_CHECKING

from codegen.mirrored import CLIENT, EXCLUDED_MEMBERS
from codegen.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from codegen.surface import Module

Definition = tuple[str, str]
"""The module that defines a name, and the name."""

_INTERNAL = {
    (f"invokeai_sdk.{module}.{cls}", member)
    for (module, cls), members in EXCLUDED_MEMBERS.items()
    if (module, cls) != CLIENT
    for member in members
}


def follow_signatures(start: Iterable[type]) -> dict[Definition, str]:
    """Return the classes and type aliases that users reach from some classes, each with the place that names it.

    The places are the annotations of public attributes, properties and methods, without the members that only the SDK
    uses. Classes and aliases found there are followed in turn.
    """
    found: dict[Definition, str] = {}
    waiting = [((cls.__module__, cls.__name__), "the start") for cls in start]
    while waiting:
        definition, place = waiting.pop()
        if definition in found:
            continue
        found[definition] = place
        if definition[0].startswith("invokeai_sdk"):
            waiting += list_used(definition)
    return found


def list_used(definition: Definition) -> Iterator[tuple[Definition, str]]:
    """Yield the SDK's names in the signatures of a class or in a type alias, each with the place that names it."""
    module, name = definition
    alias = get_module(module).aliases.get(name)
    if alias is None:
        annotations = list_annotations(getattr(importlib.import_module(module), name))
    else:
        annotations = iter([(module, name, ast.unparse(alias))])
    for where, place, text in annotations:
        for used in list_names(text):
            target = find_definition(where, used)
            if target is not None:
                yield target, place


def list_annotations(cls: type) -> Iterator[tuple[str, str, str]]:
    """Yield the annotations of a class's public members, inherited ones too: module, place and source text."""
    for base in cls.__mro__:
        if not base.__module__.startswith("invokeai_sdk"):
            continue
        source = f"{base.__module__}.{base.__name__}"
        for name, annotation in surface().class_at(base.__module__.partition(".")[2], base.__name__).attributes.items():
            if (source, name) not in _INTERNAL:
                yield base.__module__, f"{cls.__name__}.{name}", ast.unparse(annotation)
        for name, member in vars(base).items():
            special = name.startswith("__") and name != "__init__"
            internal = name == "from_async" or (source, name) in _INTERNAL
            if internal or (name.startswith("_") and not special):
                continue
            for function in list_functions(member):
                annotations = {key: to_text(each) for key, each in function.__annotations__.items()}
                if "Core" not in annotations.values():
                    yield from (
                        (function.__module__, f"{cls.__name__}.{name}()", text) for text in annotations.values()
                    )


def list_functions(member: object) -> Iterator[typing.Any]:
    """Yield the functions of a class member, the overloads of a method included."""
    if isinstance(member, (classmethod, staticmethod)):
        member = member.__func__
    elif isinstance(member, property):
        member = member.fget
    elif isinstance(member, cached_property):
        member = member.func
    member = inspect.unwrap(member) if callable(member) else member
    if inspect.isfunction(member) and (member.__module__ or "").startswith("invokeai_sdk"):
        yield from (member, *typing.get_overloads(member))


def to_text(annotation: object) -> str:
    """Return the source of an annotation; only the SDK's own annotations are unevaluated, the others name nothing."""
    return annotation if isinstance(annotation, str) else "None"


def list_names(text: str) -> Iterator[str]:
    """Yield the names in an annotation, also in its quoted parts, but not the values of literal types."""
    waiting: list[ast.AST] = [ast.parse(text, mode="eval")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
            continue
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from list_names(node.value)
        waiting += ast.iter_child_nodes(node)


def find_definition(module: str, name: str) -> Definition | None:
    """Return where a name that a module uses is defined; None for other packages' names and for type variables."""
    source = get_module(module)
    home = surface().home(source, name)
    if home is not None:
        return f"invokeai_sdk.{home[0].name}", home[1]
    where, original = source.imported.get(name, ("", ""))
    if where.startswith("invokeai_sdk."):
        return find_definition(where, original)
    return (where, original) if where.startswith("invokeai_api.") else None


@cache
def surface() -> Surface:
    """Return the source of the SDK."""
    return Surface()


def get_module(name: str) -> Module:
    """Return the source of a module or package of the SDK."""
    below = name.partition(".")[2]
    return surface().modules.get(below) or surface().modules[f"{below}.__init__".lstrip(".")]
