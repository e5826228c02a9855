"""Normalisation of the input values that workflow files store, with the strictness of InvokeAI's editor.

The editor parses every stored value with one union of schemas, regardless of the input's type. Objects that match no
schema become float generators, and models with a newer base or type are lost. The SDK parses a value by the type of its
input instead, and is otherwise as strict: unknown keys are removed, names are stripped of surrounding whitespace, and
empty names are refused. Like the editor, it keeps plain values of another type (`"12"` for an integer): the server
validates them, and `lint` reports them.

Schemas: `invokeai/frontend/web/src/features/nodes/types/{common,field}.ts`.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from invokeai_sdk._types import UNSET, JSONValue, Unset
from invokeai_sdk.fields import readers
from invokeai_sdk.fields.generators import FAMILIES, read_generator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.fields.readers import Reader
    from invokeai_sdk.schema.types import FieldType

read_model: Final = readers.object_of(
    {
        "key": readers.nonempty_string,
        "hash": readers.nonempty_string,
        "name": readers.nonempty_string,
        # The editor accepts only the bases and types that it knows; the SDK accepts any.
        "base": readers.nonempty_string,
        "type": readers.nonempty_string,
    },
    {"submodel_type": readers.nullable(readers.string)},
)
"""Reads a model identifier with any base and any type."""

read_image: Final = readers.object_of({"image_name": readers.trimmed_string})
read_video: Final = readers.object_of({"video_name": readers.trimmed_string})
_read_board: Final = readers.object_of({"board_id": readers.trimmed_string})
_read_metadata_list: Final = readers.nullable(readers.list_of(readers.object_of({})))


def read_board(raw: object) -> JSONValue | Unset:
    """Read the value of a board input: `"auto"`, `"none"`, or a board."""
    return raw if raw in ("auto", "none") else _read_board(raw)


def _keep_any(raw: Any) -> JSONValue:
    return raw  # type: ignore[no-any-return]  # the caller passes decoded JSON


def _read_metadata(raw: Any) -> JSONValue | Unset:
    """Read null or a list of objects, whose keys are all kept."""
    return raw if _read_metadata_list(raw) is not UNSET else UNSET


def _make_generator_reader(type_name: str) -> Reader:
    def read(raw: object) -> JSONValue | Unset:
        generator = read_generator(type_name, raw)
        return UNSET if generator is UNSET else generator.to_api()

    return read


ITEM_READERS: Final[Mapping[str, Reader]] = {
    "IntegerField": readers.integer,
    "FloatField": readers.number,
    "StringField": readers.string,
    "BooleanField": readers.boolean,
    "EnumField": readers.string,
    "SchedulerField": readers.string,
    "SavedWorkflowField": readers.string,
    "ImageField": read_image,
    "VideoField": read_video,
    "BoardField": read_board,
    "ModelIdentifierField": read_model,
    "ColorField": readers.object_of(dict.fromkeys("rgba", readers.channel)),
    "StylePresetField": readers.object_of({"style_preset_id": readers.trimmed_string}),
    "SystemPromptField": readers.object_of({"system_prompt_id": readers.trimmed_string}),
    **{name: _make_generator_reader(name) for name in FAMILIES},
}
"""Readers of one value, or of one entry of a collection, by the name of the field type."""

read_lora: Final = readers.object_of({"lora": read_model, "weight": readers.number})

WHOLE_READERS: Final[Mapping[str, Reader]] = {
    "LoRAField": readers.list_of(read_lora),
    "LoRAMetadataField": _read_metadata,
    "ControlNetMetadataField": _read_metadata,
    "IPAdapterMetadataField": _read_metadata,
    "T2IAdapterMetadataField": _read_metadata,
    "MetadataExtraField": _keep_any,
}
"""Readers of the whole value, by the name of the field type, for types that have the same form in every cardinality."""


def normalise(type_: FieldType, raw: JSONValue) -> JSONValue | Unset:
    """Return the normalised form of a stored value.

    Like the editor, this function does not enforce the cardinality, except that LoRAs must be lists: a single value is
    kept where a list is expected, and a list where a single value is expected.

    Args:
        type_: the type of the input that the value belongs to.
        raw: the value as stored in the file.

    Returns:
        The normalised value, or `UNSET` if the value is unusable. A value of a type without an editor widget is
        returned unchanged.
    """
    name = get_canonical_type_name(type_)
    reader = WHOLE_READERS.get(name) or ITEM_READERS.get(name)
    if reader is None:
        return UNSET if raw is None or (isinstance(raw, float) and not isfinite(raw)) else raw
    if isinstance(raw, list) and name in ITEM_READERS:
        reader = readers.list_of(reader)
    value = reader(raw)
    return _keep_plain_value(raw) if value is UNSET else value


def get_canonical_type_name(type_: FieldType) -> str:
    """Return the name of a type as servers since 6.8 state it.

    Servers before 6.8 have a separate type for each kind of model, such as `MainModelField`; its canonical name is
    `ModelIdentifierField`.
    """
    original = type_.original
    if original is not None and original.name == "ModelIdentifierField" and type_.name.endswith("ModelField"):
        return original.name
    return type_.name


def _keep_plain_value(raw: object) -> JSONValue | Unset:
    """Read a text, a boolean, a number, a list of texts, or a list of numbers, for an input of any type."""
    if isinstance(raw, bool | str):
        return raw
    for entry_reader in (readers.number, readers.string) if isinstance(raw, list) else ():
        entries = readers.list_of(entry_reader)(raw)
        if entries is not UNSET:
            return entries
    return readers.number(raw)
