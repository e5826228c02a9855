"""Field types of the workflow schemas 1.0.0 and 2.0.0, with readers of their values.

Mirrors `invokeai/frontend/web/src/features/nodes/types/v1/{workflowV1,fieldTypeMap}.ts` and `types/v2/field.ts`, except
that any string is accepted as a scheduler, and any object as a model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk._types import UNSET, JSONValue, Unset
from invokeai_sdk.fields import readers
from invokeai_sdk.fields.normalise import ITEM_READERS, read_image

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.fields.readers import Reader

_MODELS: Final = (
    "MainModelField",
    "SDXLMainModelField",
    "SDXLRefinerModelField",
    "LoRAModelField",
    "ControlNetModelField",
    "IPAdapterModelField",
    "T2IAdapterModelField",
)


def _read_model(raw: object) -> JSONValue | Unset:
    """Return any object unchanged: the model is looked up by the names in it."""
    return raw if isinstance(raw, dict) else UNSET


V2_VALUES: Final[Mapping[str, Reader]] = {
    "BooleanField": readers.boolean,
    "IntegerField": readers.integer,
    "FloatField": readers.number,
    "StringField": readers.string,
    "EnumField": readers.string,
    "SchedulerField": readers.string,
    "BoardField": readers.object_of({"board_id": readers.trimmed_string}),
    "ColorField": ITEM_READERS["ColorField"],
    "ImageField": read_image,
    **dict.fromkeys((*_MODELS, "VAEModelField"), _read_model),
}
"""Readers of the values of schema 2.0.0, by field type; it stored no values of lists and of other types."""

V1_SINGLE: Final[Mapping[str, Reader]] = {
    v1_name: V2_VALUES[v2_name]
    for v2_name, v1_names in {
        "BooleanField": ("boolean", "BooleanPolymorphic"),
        "IntegerField": ("integer", "IntegerPolymorphic"),
        "FloatField": ("float", "FloatPolymorphic"),
        "StringField": ("string", "StringPolymorphic"),
        "EnumField": ("enum",),
        "SchedulerField": ("Scheduler",),
        "BoardField": ("BoardField",),
        "ColorField": ("ColorField", "ColorPolymorphic"),
        "ImageField": ("ImageField", "ImagePolymorphic"),
        "VAEModelField": ("VaeModelField",),
        **{name: (name,) for name in _MODELS},
    }.items()
    for v1_name in v1_names
}
"""Readers of the single values of schema 1.0.0, by field type; schema 2.0.0 renamed the types."""

V1_LISTS: Final[Mapping[str, Reader]] = {
    f"{name}Collection": readers.list_of(V2_VALUES[f"{name}Field"])
    for name in ("Boolean", "Integer", "Float", "String", "Color", "Image")
}
"""Readers of the lists of schema 1.0.0, by field type; schema 2.0.0 does not store lists."""

V1_CONNECTIONS: Final = frozenset(
    [
        "Any",
        "ClipField",
        "Collection",
        "CollectionItem",
        "ConditioningCollection",
        "ConditioningField",
        "ConditioningPolymorphic",
        "ControlCollection",
        "ControlField",
        "ControlPolymorphic",
        "DenoiseMaskField",
        "IPAdapterCollection",
        "IPAdapterField",
        "IPAdapterPolymorphic",
        "LatentsCollection",
        "LatentsField",
        "LatentsPolymorphic",
        "MetadataCollection",
        "MetadataField",
        "MetadataItemCollection",
        "MetadataItemField",
        "MetadataItemPolymorphic",
        "T2IAdapterCollection",
        "T2IAdapterField",
        "T2IAdapterPolymorphic",
        "UNetField",
        "VaeField",
    ]
)
"""Field types of schema 1.0.0 that have no values: their inputs can only be connected."""

V1_ABANDONED: Final = "ONNXModelField"
"""A field type of schema 1.0.0 without a successor."""
