"""Fields whose value is any JSON, which the SDK does not interpret."""

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
    """A value of a type without a field class: any JSON, null included, kept unchanged."""

    expects: ClassVar[str] = "a JSON value"

    @classmethod
    def coerce(cls, value: object, template: InputTemplate | None = None) -> Self:
        """Create a field from any JSON value; `None` is JSON null, not a missing value.

        Raises:
            FieldValueError: the value cannot be converted to JSON.
        """
        return cls(UNSET if value is UNSET else cls._take(value, template))

    @classmethod
    def _read(cls, raw: object) -> JSONValue:
        try:
            json.dumps(raw, allow_nan=False)
        except (TypeError, ValueError, RecursionError):
            cls._refuse(raw)
        return raw  # type: ignore[return-value]  # json.dumps accepted the value


@frozen
class IvkMetadataField(IvkUnknownField):
    """A value that a `core_metadata` node writes into the metadata of an image: any JSON."""

    value: JSONValue | Unset = UNSET
