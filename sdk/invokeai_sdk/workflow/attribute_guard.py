"""Class decorator that turns setting a misspelt or read-only attribute into an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from invokeai_sdk._suggest import did_you_mean, find_close_matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ClassT = TypeVar("ClassT", bound=type)


def guard_attributes(refuse: Callable[[Any, str], AttributeError]) -> Callable[[ClassT], ClassT]:
    """Return a class decorator that refuses every public attribute that is set on an instance.

    Attributes that begin with an underscore can be set, so `__init__` may keep its state in them. The decorator adds
    `__setattr__` where type checkers do not see it: they keep reporting unknown attributes.

    Args:
        refuse: returns the error to raise, given the instance and the name of the attribute.
    """

    def decorate(cls: ClassT) -> ClassT:
        def set_private_attribute(instance: object, name: str, value: object) -> None:
            if not name.startswith("_"):
                raise refuse(instance, name)
            object.__setattr__(instance, name, value)

        type.__setattr__(cls, "__setattr__", set_private_attribute)
        return cls

    return decorate


def make_attribute_error(
    instance: object, name: str, *, advice: str = "", also_known: Iterable[str] = ()
) -> AttributeError:
    """Make the error for an attribute that cannot be set.

    Args:
        instance: the object that the attribute was to be set on.
        name: the attribute.
        advice: what to do instead; may be empty.
        also_known: names to suggest besides the object's own attributes.
    """
    public = [known for known in dir(instance) if not known.startswith("_")]
    owner = type(instance).__name__
    advice = f"; {advice}" if advice else ""
    if name in public:
        return AttributeError(f"the {owner} attribute {name!r} is read-only{advice}")
    hint = did_you_mean(find_close_matches(name, (*also_known, *public)))
    return AttributeError(f"{owner} has no attribute {name!r}{advice}{hint}")
