"""The operations in the bindings."""

from __future__ import annotations

import inspect
from functools import cache
from typing import TYPE_CHECKING, Any

from invokeai_api import api

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@cache
def build_functions() -> Mapping[str, Callable[..., Any]]:
    """Return the functions that build requests, by the name of their operation, such as `boards.get_board`."""
    return {
        f"{tag}.{name}": function
        for tag in api.__all__
        for name, function in inspect.getmembers(getattr(api, tag), inspect.isfunction)
        if function.__module__ == f"{api.__name__}.{tag}"
    }


def operation_names() -> list[str]:
    """Return the name of every operation, `tag.function`, sorted."""
    return sorted(build_functions())
