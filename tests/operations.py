"""The names of the operations in the bindings."""

from __future__ import annotations

import inspect

from invokeai_api import api


def operation_names() -> list[str]:
    """Return the name of every operation, `tag.function`, sorted."""
    return sorted(
        f"{tag}.{name}"
        for tag in api.__all__
        for name, function in inspect.getmembers(getattr(api, tag), inspect.isfunction)
        if function.__module__ == f"{api.__name__}.{tag}"
    )
