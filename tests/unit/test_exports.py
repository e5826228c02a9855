"""Public names: each one resolves, has a docstring, and is the same object for type checkers."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import invokeai_sdk

if TYPE_CHECKING:
    from types import ModuleType

CONSTANTS = {"UNSET", "JSONObject", "JSONValue", "__version__"}

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(invokeai_sdk.__path__, "invokeai_sdk.")
    if ".payload." not in module.name and not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", invokeai_sdk.__all__)
def test_a_public_name_resolves_and_is_documented(name: str) -> None:
    value = getattr(invokeai_sdk, name)
    if name not in CONSTANTS:
        assert inspect.isclass(value) or inspect.isfunction(value)
        assert value.__name__ == name
        assert own_docstring(value) if inspect.isclass(value) else value.__doc__


def test_names_are_sorted_listed_once_and_all_in_dir() -> None:
    assert len(set(invokeai_sdk.__all__)) == len(invokeai_sdk.__all__)
    assert dir(invokeai_sdk) == sorted(invokeai_sdk.__all__)


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(invokeai_sdk.__file__).read_text(encoding="utf-8"))
    seen: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("invokeai_sdk."):
            seen |= {alias.name: node.module for alias in node.names}
    assert set(seen) == set(invokeai_sdk.__all__)
    for name, module in seen.items():
        assert getattr(importlib.import_module(module), name) is getattr(invokeai_sdk, name)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="NoSuchThing"):
        _ = invokeai_sdk.NoSuchThing


@pytest.mark.parametrize("name", MODULES)
def test_a_module_and_everything_public_in_it_is_documented(name: str) -> None:
    module = importlib.import_module(name)
    if Path(module.__file__ or "").name != "__init__.py":
        assert module.__doc__, f"{name} has no docstring"
    for listed in getattr(module, "__all__", ()):
        assert hasattr(module, listed), f"{name}.__all__ lists {listed}, which {name} does not have"
    assert not find_undocumented(module)


def find_undocumented(module: ModuleType) -> list[str]:
    """Return the public classes, functions and methods of a module that have no docstring of their own."""
    found = []
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", None) != module.__name__:
            continue
        if inspect.isclass(value):
            if not own_docstring(value):
                found.append(name)
            found += [f"{name}.{key}" for key, member in vars(value).items() if is_undocumented(value, key, member)]
        elif inspect.isfunction(value) and not value.__doc__:
            found.append(name)
    return found


def own_docstring(cls: type) -> str | None:
    """Return the docstring of a class itself, without those of its bases."""
    return vars(cls).get("__doc__")


def is_undocumented(cls: type, key: str, member: object) -> bool:
    """Return whether a method or property has no docstring and overrides nothing that has one."""
    if isinstance(member, (classmethod, staticmethod)):
        member = member.__func__
    if key.startswith("_") or not (inspect.isfunction(member) or isinstance(member, property)):
        return False
    return not any(getattr(vars(base).get(key), "__doc__", None) for base in cls.__mro__)
