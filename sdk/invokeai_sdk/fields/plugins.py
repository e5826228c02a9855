"""Field classes that other packages bring for the types of their own nodes.

A package registers a class under the name of its field type, in the entry-point group `invokeai_sdk.fields`::

    [project.entry-points."invokeai_sdk.fields"]
    PointCloudField = "my_nodes.fields:PointCloudField"

The class is a frozen attrs subclass of `IvkField` (or of `IvkCollectionField`, registered as `PointCloudField[]`)
that defines `expects`, `_read`, `_take` and `_write`. Types that the SDK knows itself cannot be replaced.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any, Final

from invokeai_sdk.fields.base import IvkField

GROUP: Final = "invokeai_sdk.fields"

_logger = logging.getLogger(__name__)


@cache
def plugin_class(name: str) -> type[IvkField[Any]] | None:
    """Return the class that an installed package registers for a field type.

    Args:
        name: the type's name, with `[]` after it for a collection.

    Returns:
        The class, `None` if nobody registers one. A plugin that cannot be loaded, or is no field class, is logged
        and passed over: a broken package must not take every workflow down.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow to load, and most types are known

    for entry in entry_points(group=GROUP, name=name):
        try:
            found = entry.load()
        except Exception:
            _logger.exception("field plugin %s (%s) cannot be loaded", entry.name, entry.value)
            continue
        if isinstance(found, type) and issubclass(found, IvkField):
            return found
        _logger.error("field plugin %s (%s) is not a subclass of IvkField", entry.name, entry.value)
    return None
