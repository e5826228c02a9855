"""Lazy exports: a package that imports the module of a public name only when the name is first used.

A package with lazy exports states its names three times: as imports for type checkers, as `__all__`, and as the
modules to load at run time. The `else` branch hides the run-time lookup from type checkers, which would otherwise
accept every misspelt name::

    from typing import TYPE_CHECKING

    from invokeai_sdk._lazy import attach

    if TYPE_CHECKING:
        from invokeai_sdk.fields.base import IvkField
        from invokeai_sdk.fields.compound import Color, IvkColorField
    else:
        __getattr__, __dir__ = attach(__name__, {".base": ["IvkField"], ".compound": ["Color", "IvkColorField"]})

    __all__ = ["Color", "IvkColorField", "IvkField"]
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def attach(
    package: str, exports: Mapping[str, Iterable[str]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return the `__getattr__` and `__dir__` functions (PEP 562) of a package with lazy exports.

    `__getattr__` imports the module of a name, stores the value in the package, and returns the value; for any other
    name it raises `AttributeError`. `__dir__` returns the package's `__all__`, sorted.

    A name must differ from the names of the package's own submodules: importing a submodule sets an attribute of the
    package, which would hide the export.

    Args:
        package: the full name of the package, as in its `__name__`.
        exports: the exported names by the module that defines them. A module name that starts with a dot is relative
            to the package, as for `importlib.import_module`.
    """
    modules = {name: module for module, names in exports.items() for name in names}

    def get_attribute(name: str) -> object:
        module = modules.get(name)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=sys.modules[package])
        value = getattr(import_module(module, package), name)
        setattr(sys.modules[package], name, value)
        return value

    def list_names() -> list[str]:
        return sorted(sys.modules[package].__all__)

    return get_attribute, list_names
