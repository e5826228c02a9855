"""Fields whose value the SDK carries without looking into it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar, Self

from attrs import frozen

from invokeai_sdk._types import UNSET, JSONValue, Unset
from invokeai_sdk.fields.base import IvkField

if TYPE_CHECKING:
    from invokeai_sdk.schema.types import InputTemplate


@frozen
class IvkUnknownField(IvkField[JSONValue]):
    """A value of a type that no class describes: any JSON, null included, kept verbatim."""

    expects: ClassVar[str] = "a JSON value"

    @classmethod
    def coerce(cls, value: object, template: InputTemplate | None = None) -> Self:
        """Make a field of any JSON value; `None` is one, null."""
        return cls(UNSET if value is UNSET else cls._take(value, template))

    @classmethod
    def _read(cls, raw: object) -> JSONValue:
        try:
            json.dumps(raw, allow_nan=False)
        except (TypeError, ValueError, RecursionError):
            cls._refuse(raw)
        return raw  # type: ignore[return-value]  # it is JSON: it could be written as such


@frozen
class IvkMetadataField(IvkUnknownField):
    """A value of a `core_metadata` node: what is to be written into the image's metadata, any JSON."""

    value: JSONValue | Unset = UNSET
