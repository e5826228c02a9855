"""Field plugins: field classes that other packages register for the types of their own nodes.

A package registers a class under the name of the field type, in the entry-point group `invokeai_sdk.fields`::

    [project.entry-points."invokeai_sdk.fields"]
    PointCloudField = "my_nodes.fields:PointCloudField"

The class is a frozen attrs subclass of `IvkField` that defines `expects` and `_read`, and, if the defaults do not
suffice, `_take` and `_write`. For lists, a subclass of `IvkCollectionField` is registered as `PointCloudField[]`. The
field classes of the SDK cannot be replaced.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any, Final

from invokeai_sdk.fields.base import IvkField

_ENTRY_POINT_GROUP: Final = "invokeai_sdk.fields"

_logger = logging.getLogger(__name__)


@cache
def find_plugin_class(name: str) -> type[IvkField[Any]] | None:
    """Return the field class that an installed package registers for a field type.

    A plugin that cannot be loaded or is not a field class is logged and ignored, so that a defective package does not
    prevent workflows from loading.

    Args:
        name: the name of the field type, followed by `[]` for a collection.

    Returns:
        The class, or `None` if no package registers one.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow to import, and rarely needed

    for entry in entry_points(group=_ENTRY_POINT_GROUP, name=name):
        try:
            cls = entry.load()
        except Exception:
            _logger.exception("ignoring the field plugin %s (%s), which cannot be loaded", entry.name, entry.value)
            continue
        if isinstance(cls, type) and issubclass(cls, IvkField):
            return cls
        _logger.error("ignoring the field plugin %s (%s), which is not a subclass of IvkField", entry.name, entry.value)
    return None
