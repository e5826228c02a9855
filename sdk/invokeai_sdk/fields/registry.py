"""Which field class an input has.

The input's type decides, as the server's schema states it. Next come the classes that plugins register. Only where
no schema describes the node is the class guessed from the stored value, by `guess_type`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import FieldValueError
from invokeai_sdk.fields import compound, generator_fields, models, opaque, references, scalars
from invokeai_sdk.fields.normalise import read_image, read_lora, read_model, read_video, stateful_name
from invokeai_sdk.fields.plugins import plugin_class
from invokeai_sdk.schema.types import Cardinality, FieldType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk._types import JSONValue, Unset
    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.schema.types import InputTemplate

_SINGLE: Final[Mapping[str, type[IvkField[Any]]]] = {
    "IntegerField": scalars.IvkIntegerField,
    "FloatField": scalars.IvkFloatField,
    "StringField": scalars.IvkStringField,
    "BooleanField": scalars.IvkBooleanField,
    "EnumField": scalars.IvkEnumField,
    "SchedulerField": scalars.IvkSchedulerField,
    "SavedWorkflowField": scalars.IvkSavedWorkflowField,
    "ImageField": references.IvkImageField,
    "VideoField": references.IvkVideoField,
    "BoardField": references.IvkBoardField,
    "StylePresetField": references.IvkStylePresetField,
    "SystemPromptField": references.IvkSystemPromptField,
    "ModelIdentifierField": models.IvkModelIdentifierField,
    "LoRAField": models.IvkLoRAField,
    "ColorField": compound.IvkColorField,
    "BoundingBoxField": compound.IvkBoundingBoxField,
    "FloatGeneratorField": generator_fields.IvkFloatGeneratorField,
    "IntegerGeneratorField": generator_fields.IvkIntegerGeneratorField,
    "StringGeneratorField": generator_fields.IvkStringGeneratorField,
    "ImageGeneratorField": generator_fields.IvkImageGeneratorField,
    "LoRAMetadataField": opaque.IvkMetadataField,
    "ControlNetMetadataField": opaque.IvkMetadataField,
    "IPAdapterMetadataField": opaque.IvkMetadataField,
    "T2IAdapterMetadataField": opaque.IvkMetadataField,
    "MetadataExtraField": opaque.IvkMetadataField,
}
_COLLECTION: Final[Mapping[str, type[IvkField[Any]]]] = {
    "IntegerField": scalars.IvkIntegerCollectionField,
    "FloatField": scalars.IvkFloatCollectionField,
    "StringField": scalars.IvkStringCollectionField,
    "BooleanField": scalars.IvkBooleanCollectionField,
    "EnumField": scalars.IvkEnumCollectionField,
    "ImageField": references.IvkImageCollectionField,
    "VideoField": references.IvkVideoCollectionField,
    "ModelIdentifierField": models.IvkModelIdentifierCollectionField,
    "LoRAField": models.IvkLoRACollectionField,
}


def get_field_class(type_: FieldType) -> type[IvkField[Any]]:
    """Return the field class of an input.

    An input that takes one value or many is set one value, as in the editor; only LoRAs come as a list there.

    Args:
        type_: the input's type.

    Returns:
        The class; `IvkUnknownField` for a type that neither the SDK nor a plugin knows.
    """
    name = stateful_name(type_)
    many = type_.cardinality is Cardinality.COLLECTION or (
        name == "LoRAField" and type_.cardinality is Cardinality.SINGLE_OR_COLLECTION
    )
    known = (_COLLECTION if many else _SINGLE).get(name)
    return known or plugin_class(f"{name}[]" if many else name) or opaque.IvkUnknownField


def stored_field(template: InputTemplate | None, raw: JSONValue | Unset) -> IvkField[Any]:
    """Make the field of an input from the value that a workflow stores.

    Args:
        template: the input; `None` if no schema describes it, then its type is guessed.
        raw: the stored value; `UNSET` if there is none.

    Returns:
        A field of the input's class. A value that the class cannot read leaves it without one.
    """
    type_ = guess_type(raw) if template is None else template.type
    cls = opaque.IvkUnknownField if type_ is None else get_field_class(type_)
    try:
        return cls.from_api(raw)
    except FieldValueError:
        return cls(UNSET)


def guess_type(raw: JSONValue | Unset) -> FieldType | None:
    """Guess the type of an input of a node that no schema describes, from the value stored in it.

    The guess is narrow on purpose. Booleans, numbers and text give their own types (a whole number counts as an
    integer only if it is written as one); objects with the keys of an image, a video, a model or a LoRA give those;
    a list whose entries all give one type gives its collection. Everything else has no type and is carried verbatim.

    Args:
        raw: the stored value.
    """
    if isinstance(raw, list):
        types = [guess_type(entry) for entry in raw]
        first = types[0] if types else None
        uniform = first is not None and first.cardinality is Cardinality.SINGLE and all(t == first for t in types)
        return FieldType(first.name, Cardinality.COLLECTION) if first is not None and uniform else None
    if isinstance(raw, dict):
        for name, read in _TELLING.items():
            if read(raw) == raw:
                return FieldType(name)
        return None
    plain = _PLAIN.get(type(raw))
    return FieldType(plain) if plain else None


_PLAIN: Final[Mapping[type, str]] = {
    bool: "BooleanField",
    int: "IntegerField",
    float: "FloatField",
    str: "StringField",
}
_TELLING: Final = {
    "ImageField": read_image,
    "VideoField": read_video,
    "ModelIdentifierField": read_model,
    "LoRAField": read_lora,
}
