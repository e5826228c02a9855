"""The field types of workflow schemas 1.0.0 and 2.0.0, and what those schemas took as their values.

Mirrors `invokeai/frontend/web/src/features/nodes/types/v1/{workflowV1,fieldTypeMap}.ts` and `types/v2/field.ts`, except
that schedulers and models are open: any word is a scheduler, any object a model.
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


def _a_model(raw: object) -> JSONValue | Unset:
    """Keep any object: a model is looked up by whatever it is called in there."""
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
    **dict.fromkeys((*_MODELS, "VAEModelField"), _a_model),
}
"""What schema 2.0.0 kept of a value, by type; of lists, and of any other type, it kept nothing."""

V1_SINGLE: Final[Mapping[str, Reader]] = {
    theirs: V2_VALUES[ours]
    for ours, names in {
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
    for theirs in names
}
"""The types of schema 1.0.0 that hold one value: what it had to be. 2.0.0 has them under names of its own."""

V1_LISTS: Final[Mapping[str, Reader]] = {
    f"{name}Collection": readers.list_of(V2_VALUES[f"{name}Field"])
    for name in ("Boolean", "Integer", "Float", "String", "Color", "Image")
}
"""The types of schema 1.0.0 that hold a list: what it had to be. 2.0.0 does not keep it."""

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
"""The types of schema 1.0.0 whose inputs are only ever connected."""

V1_ABANDONED: Final = "ONNXModelField"
"""A type of schema 1.0.0 that has no successor."""
