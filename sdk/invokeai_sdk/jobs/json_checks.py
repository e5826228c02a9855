"""Checks of the JSON in the server's answers: a wrong type is a `TypeError`.

They are for the `parse` functions of requests, for whose exceptions the transport raises `UnexpectedResponseError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk._request import Request
    from invokeai_sdk._types import JSONObject

T = TypeVar("T")


def with_parse(request: Request[object], parse: Callable[[Any], T]) -> Request[T]:
    """Return a request whose result is made by another function from the JSON of the answer."""
    return evolve(request, parse=parse)  # type: ignore[return-value] # `evolve` keeps the type of the result


def to_object(value: object, name: str = "the answer") -> JSONObject:
    """Return a JSON object unchanged."""
    if not isinstance(value, dict):
        raise TypeError(f"{name} should be an object, not {type(value).__name__}")
    return value


def to_list(value: object, convert: Callable[[Any], T], name: str = "the answer") -> list[T]:
    """Return a JSON array with its entries converted."""
    if not isinstance(value, list):
        raise TypeError(f"{name} should be an array, not {type(value).__name__}")
    return [convert(entry) for entry in value]


def to_integer(value: object, name: str = "an entry") -> int:
    """Return a JSON integer unchanged."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} should be an integer, not {type(value).__name__}")
    return value


def to_count(value: object, name: str) -> int:
    """Return a JSON integer of at least 0 unchanged."""
    count = to_integer(value, name)
    if count < 0:
        raise TypeError(f"{name} should not be negative")
    return count


def to_text(value: object, name: str) -> str:
    """Return a JSON string unchanged."""
    if not isinstance(value, str):
        raise TypeError(f"{name} should be a string, not {type(value).__name__}")
    return value


def to_optional(value: object, convert: Callable[[object, str], T], name: str) -> T | None:
    """Return None for a JSON null, and any other value converted."""
    return None if value is None else convert(value, name)


def object_or_empty(value: object) -> JSONObject:
    """Return a JSON object unchanged, and an empty one for any other value."""
    return value if isinstance(value, dict) else {}


def text_or_none(value: object) -> str | None:
    """Return a JSON string unchanged, and None for any other value."""
    return value if isinstance(value, str) else None
