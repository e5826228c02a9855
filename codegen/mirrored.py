"""Which classes of the SDK have a blocking counterpart, and which of their members."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codegen.surface import Class, Function, Module, Surface

CLIENT: Final = ("client", "InvokeAIClient")

_BY_HAND: Final = {CLIENT: ("root", "ClientRoot")}
"""Counterparts whose base is written by hand: module and class below `invokeai_sdk.sync`."""

_ALL_BY_HAND: Final = {("jobs.events", "OutputReady")}
"""Counterparts that are written by hand, at the place where a generated one would be sought."""

_LEFT_OUT: Final = {
    CLIENT: {"aclose", "from_url"},  # the hand-written base has its own
    # What the SDK itself uses of classes that users see.
    ("events.connection", "Events"): {"aclose", "attempted", "on_change", "reopen", "router", "start"},
    ("events.subscription", "Subscription"): {"end", "put"},
    ("repositories.paging", "Listing"): {"paged", "unpaged"},
    ("transport.transport", "Transport"): {"aclose", "credentials", "with_options"},
}

_ITERATION: Final = {"__aiter__", "__anext__", "__aenter__", "__aexit__", "aclose"}
"""What the base of all iterators has."""

_SPECIAL: Final = {
    "__bool__",
    "__contains__",
    "__getitem__",
    "__iter__",
    "__len__",
    "__str__",
    "_repr_html_",
    "_repr_png_",
}
"""What counts as public although it begins with an underscore."""


@frozen
class Mirrored:
    """The classes that have a counterpart: those with asynchronous members, and those that give such to users.

    Attributes:
        surface: the source they were found in.
        classes: the classes, by module and name.
    """

    surface: Surface
    classes: dict[tuple[str, str], Class]

    @classmethod
    def of(cls, surface: Surface) -> Mirrored:
        """Find them, beginning at the client."""
        reached: dict[tuple[str, str], Class] = {}
        waiting = [surface.class_at(*CLIENT)]
        while waiting:
            each = waiting.pop()
            if each.key not in reached:
                reached[each.key] = each
                waiting += [*each.bases, *_leads_to(surface, each)]
        found = {key: each for key, each in reached.items() if any(_is_async(f) for f in _public(each))}
        grown = 0
        while len(found) > grown:
            grown = len(found)
            found |= {
                key: each for key, each in reached.items() if any(one.key in found for one in _gives(surface, each))
            }
        return cls(surface, dict(sorted(found.items())))

    def __contains__(self, cls: Class | None) -> bool:
        return cls is not None and cls.key in self.classes

    def modules(self) -> list[Module]:
        """Return the modules that have a mirror to be written."""
        names = {key[0]: None for key in self.classes if key not in _ALL_BY_HAND}
        return [self.surface.modules[name] for name in names]

    def classes_of(self, module: Module) -> list[Class]:
        """Return a module's classes that have a counterpart to be written, bases first."""
        return [self.classes[module.name, name] for name in module.classes if (module.name, name) in self.classes]

    def aliases_of(self, module: Module) -> list[str]:
        """Return a module's public type aliases that name a class with a counterpart."""
        return [name for name in module.aliases if not name.startswith("_") and self.names_one(module, name)]

    def names_one(self, module: Module, alias: str) -> bool:
        """Tell whether a type alias names a class that has a counterpart."""
        return any(each in self for each in self.surface.named(module, module.aliases[alias]))

    def heirs(self, cls: Class) -> list[Class]:
        """Return the classes with a counterpart that are made from a class without one."""
        return [] if cls in self else [each for each in self.classes.values() if cls in each.bases]

    def by_hand(self, cls: Class) -> tuple[str, str] | None:
        """Return the hand-written base of a counterpart, if there is one."""
        return _BY_HAND.get(cls.key)

    def is_pure(self, cls: Class) -> bool:
        """Tell whether a class's plain methods need no event loop: values, and the workflow floor."""
        values = any("frozen" in ast.unparse(each) for each in cls.node.decorator_list)
        return values or cls.module.name.startswith("workflow.")

    def flattened(self, cls: Class) -> list[Class]:
        """Return a class, and its bases that have no counterpart of their own, nearest first."""
        found = [cls]
        for base in cls.bases:
            if base not in self:
                found += self.flattened(base)
        return found

    def has(self, cls: Class, name: str, owner: Class) -> bool:
        """Tell whether the counterpart of a class has a member that `owner`, the class or a base of it, defines."""
        for nearer in self.flattened(cls):
            if nearer is owner:
                break
            if name in nearer.attributes or any(name == each.name for each in nearer.functions):
                return False
        if name in self.left_out(owner) or (name in _ITERATION and _iterates(cls)):
            return False
        return any(name == each.name for each in _public(owner)) or name in owner.attributes

    def left_out(self, cls: Class) -> set[str]:
        """Return the members of a class that its counterpart is without."""
        return _LEFT_OUT.get(cls.key, set())


def _iterates(cls: Class) -> bool:
    own = any(each.name == "__anext__" for each in cls.functions)
    return own or any(_iterates(base) for base in cls.bases)


def _public(cls: Class) -> Iterator[Function]:
    """Yield the public methods and properties of a class that are for users: none that takes the client's inside."""
    for function in cls.functions:
        internal = any(
            argument.annotation is not None and ast.unparse(argument.annotation) == "Core"
            for argument in (*function.args.args, *function.args.kwonlyargs)
        )
        shown = not function.name.startswith("_") or function.name in _SPECIAL or function.name == "__anext__"
        if shown and not internal and function.name not in _LEFT_OUT.get(cls.key, ()):
            yield function


def _is_async(function: Function) -> bool:
    return isinstance(function, ast.AsyncFunctionDef)


def _gives(surface: Surface, cls: Class) -> Iterator[Class]:
    """Yield the classes that a user gets from one."""
    shown = [kind for name, kind in cls.attributes.items() if name not in _LEFT_OUT.get(cls.key, ())]
    for annotation in (*shown, *(each.returns for each in _public(cls))):
        yield from surface.named(cls.module, annotation)


def _leads_to(surface: Surface, cls: Class) -> Iterator[Class]:
    yield from _gives(surface, cls)
    for function in _public(cls):
        for argument in (*function.args.args, *function.args.kwonlyargs):
            yield from surface.named(cls.module, argument.annotation)
