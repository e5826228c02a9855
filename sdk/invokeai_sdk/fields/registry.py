"""Registry of field classes, by field type.

The server's schema states the type of an input. The classes of the SDK have precedence over those of plugins. If no
schema describes the node of an input, `guess_type` guesses the type from the stored value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import FieldValueError
from invokeai_sdk.fields import compound, generator_fields, models, opaque, references, scalars
from invokeai_sdk.fields.normalise import get_canonical_type_name, read_image, read_lora, read_model, read_video
from invokeai_sdk.fields.plugins import find_plugin_class
from invokeai_sdk.schema.types import Cardinality, FieldType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk._types import JSONValue, Unset
    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.schema.types import InputTemplate

_SINGLE_CLASSES: Final[Mapping[str, type[IvkField[Any]]]] = {
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
_COLLECTION_CLASSES: Final[Mapping[str, type[IvkField[Any]]]] = {
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
    """Return the field class of a field type.

    A type that holds one value or a list has the class of one value, as in the editor. LoRAs always have the class of a
    list.

    Args:
        type_: the field type of an input.

    Returns:
        The class; `IvkUnknownField` if neither the SDK nor a plugin has a class for the type.
    """
    name = get_canonical_type_name(type_)
    many = type_.cardinality is Cardinality.COLLECTION or (
        name == "LoRAField" and type_.cardinality is Cardinality.SINGLE_OR_COLLECTION
    )
    cls = (_COLLECTION_CLASSES if many else _SINGLE_CLASSES).get(name)
    return cls or find_plugin_class(f"{name}[]" if many else name) or opaque.IvkUnknownField


def read_stored_field(template: InputTemplate | None, raw: JSONValue | Unset) -> IvkField[Any]:
    """Create the field of an input from the value that a workflow stores.

    Args:
        template: the template of the input; `None` if no schema describes the input, and its type is to be guessed.
        raw: the stored value; `UNSET` if no value is stored.

    Returns:
        A field of the input's class, without a value if the class does not accept the stored value.
    """
    type_ = guess_type(raw) if template is None else template.type
    cls = opaque.IvkUnknownField if type_ is None else get_field_class(type_)
    try:
        return cls.from_api(raw)
    except FieldValueError:
        return cls(UNSET)


def guess_type(raw: JSONValue | Unset) -> FieldType | None:
    """Guess the type of an input that no schema describes, from its stored value.

    The guess is deliberately narrow:

    - booleans, numbers and text have the corresponding types; `1` is an integer, `1.0` is not;
    - objects with exactly the keys of an image, a video, a model or a LoRA have that type;
    - a list has the collection type of its entries if all entries have the same type.

    Args:
        raw: the stored value.

    Returns:
        The type, or `None` for any other value.
    """
    if isinstance(raw, list):
        types = [guess_type(entry) for entry in raw]
        first = types[0] if types else None
        uniform = first is not None and first.cardinality is Cardinality.SINGLE and all(t == first for t in types)
        return FieldType(first.name, Cardinality.COLLECTION) if first is not None and uniform else None
    if isinstance(raw, dict):
        for name, read in _OBJECT_READERS.items():
            if read(raw) == raw:
                return FieldType(name)
        return None
    plain = _PLAIN_TYPES.get(type(raw))
    return FieldType(plain) if plain else None


_PLAIN_TYPES: Final[Mapping[type, str]] = {
    bool: "BooleanField",
    int: "IntegerField",
    float: "FloatField",
    str: "StringField",
}
_OBJECT_READERS: Final = {
    "ImageField": read_image,
    "VideoField": read_video,
    "ModelIdentifierField": read_model,
    "LoRAField": read_lora,
}
