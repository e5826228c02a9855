"""Selection of the classes and members that have a blocking counterpart."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codegen.surface import Class, Function, Module, Surface

CLIENT: Final = ("client", "InvokeAIClient")

_HANDWRITTEN_BASES: Final = {CLIENT: ("base_client", "SyncBaseClient")}
"""The classes whose blocking base class is handwritten, with its module and name below `invokeai_sdk.sync`."""

_HANDWRITTEN: Final = {("jobs.events", "OutputReady")}
"""The classes whose blocking class is handwritten."""

EXCLUDED_MEMBERS: Final = {
    CLIENT: {"aclose", "from_url"},  # the handwritten base has its own
    # Members for the SDK itself.
    ("events.event_socket", "Events"): {
        "aclose",
        "add_state_listener",
        "reconnect",
        "router",
        "start",
        "try_subscribe",
    },
    ("events.subscription", "Subscription"): {"end", "put"},
    ("repositories.paging", "Listing"): {"paged", "unpaged"},
    ("transport.transport", "Transport"): {"aclose", "check", "credentials", "is_closed", "open", "with_options"},
}

_ITERATION: Final = {"__aiter__", "__anext__", "__aenter__", "__aexit__", "aclose"}
"""The members of `SyncIterator`."""

_SPECIAL: Final = {
    "__bool__",
    "__contains__",
    "__copy__",
    "__deepcopy__",
    "__getitem__",
    "__iter__",
    "__len__",
    "__str__",
    "_repr_html_",
    "_repr_png_",
}
"""Public members that begin with an underscore."""


@frozen
class Mirrored:
    """The classes with a counterpart: those with asynchronous members, own or inherited, and those that return them.

    Attributes:
        surface: the source.
        classes: the classes, by module and name.
    """

    surface: Surface
    classes: dict[tuple[str, str], Class]

    @classmethod
    def collect(cls, surface: Surface) -> Mirrored:
        """Collect the classes that users reach from the client."""
        reached: dict[tuple[str, str], Class] = {}
        waiting = [surface.class_at(*CLIENT)]
        while waiting:
            each = waiting.pop()
            if each.key not in reached:
                reached[each.key] = each
                waiting += [*each.bases, *_reachable_classes(surface, each)]
        found = {key: each for key, each in reached.items() if any(_is_async(f) for f in _public(each))}
        grown = 0
        while len(found) > grown:
            grown = len(found)
            found |= {
                key: each
                for key, each in reached.items()
                if any(one.key in found for one in (*each.bases, *_returned_classes(surface, each)))
            }
        return cls(surface, dict(sorted(found.items())))

    def __contains__(self, cls: Class | None) -> bool:
        return cls is not None and cls.key in self.classes

    def modules(self) -> list[Module]:
        """Return the modules that have a blocking module to generate."""
        names = {key[0]: None for key in self.classes if key not in _HANDWRITTEN}
        return [self.surface.modules[name] for name in names]

    def classes_of(self, module: Module) -> list[Class]:
        """Return the classes of a module that have a counterpart, bases first."""
        return [self.classes[module.name, name] for name in module.classes if (module.name, name) in self.classes]

    def aliases_of(self, module: Module) -> list[str]:
        """Return the public type aliases of a module that refer to a class with a counterpart."""
        return [name for name in module.aliases if not name.startswith("_") and self.refers_to_mirrored(module, name)]

    def refers_to_mirrored(self, module: Module, alias: str) -> bool:
        """Return whether a type alias refers to a class with a counterpart."""
        return any(each in self for each in self.surface.named(module, module.aliases[alias]))

    def mirrored_subclasses(self, cls: Class) -> list[Class]:
        """Return the subclasses with a counterpart of a class without one."""
        return [] if cls in self else [each for each in self.classes.values() if cls in each.bases]

    def handwritten_base(self, cls: Class) -> tuple[str, str] | None:
        """Return the module and name of the handwritten base of a counterpart, if any."""
        return _HANDWRITTEN_BASES.get(cls.key)

    def is_pure(self, cls: Class) -> bool:
        """Return whether the plain methods of a class need no event loop: value classes and the workflow layer."""
        values = any("frozen" in ast.unparse(each) for each in cls.node.decorator_list)
        return values or cls.module.name.startswith("workflow.")

    def with_unmirrored_bases(self, cls: Class) -> list[Class]:
        """Return a class and its bases without a counterpart, nearest first."""
        found = [cls]
        for base in cls.bases:
            if base not in self:
                found += self.with_unmirrored_bases(base)
        return found

    def has(self, cls: Class, name: str, owner: Class) -> bool:
        """Return whether the counterpart of a class has a member that `owner`, the class or a base of it, defines."""
        for nearer in self.with_unmirrored_bases(cls):
            if nearer is owner:
                break
            if name in nearer.attributes or any(name == each.name for each in nearer.functions):
                return False
        if name in self.excluded_members(owner) or (name in _ITERATION and _iterates(cls)):
            return False
        return any(name == each.name for each in _public(owner)) or name in owner.attributes

    def excluded_members(self, cls: Class) -> set[str]:
        """Return the members of a class that its counterpart does not have."""
        return EXCLUDED_MEMBERS.get(cls.key, set())


def _iterates(cls: Class) -> bool:
    own = any(each.name == "__anext__" for each in cls.functions)
    return own or any(_iterates(base) for base in cls.bases)


def _public(cls: Class) -> Iterator[Function]:
    """Yield the public methods and properties of a class, except those that take the client's `Core`."""
    for function in cls.functions:
        internal = any(
            argument.annotation is not None and ast.unparse(argument.annotation) == "Core"
            for argument in (*function.args.args, *function.args.kwonlyargs)
        )
        shown = not function.name.startswith("_") or function.name in _SPECIAL or function.name == "__anext__"
        if shown and not internal and function.name not in EXCLUDED_MEMBERS.get(cls.key, ()):
            yield function


def _is_async(function: Function) -> bool:
    return isinstance(function, ast.AsyncFunctionDef)


def _returned_classes(surface: Surface, cls: Class) -> Iterator[Class]:
    """Yield the classes that a class returns to users."""
    shown = [kind for name, kind in cls.attributes.items() if name not in EXCLUDED_MEMBERS.get(cls.key, ())]
    for annotation in (*shown, *(each.returns for each in _public(cls))):
        yield from surface.named(cls.module, annotation)


def _reachable_classes(surface: Surface, cls: Class) -> Iterator[Class]:
    yield from _returned_classes(surface, cls)
    for function in _public(cls):
        for argument in (*function.args.args, *function.args.kwonlyargs):
            yield from surface.named(cls.module, argument.annotation)
