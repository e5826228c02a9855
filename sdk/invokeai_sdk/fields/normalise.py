"""What the editor keeps of a value that a workflow file stores.

The editor reads every stored value with one union of schemas, whatever the field it belongs to; objects that no
schema knows become a float generator, and models of a newer base or type vanish. Here a value is read by the type
of its own input, with the same strictness: surplus keys are stripped, names are trimmed, blank ones refused.
Like the editor it does not refuse plain values of another type (`"12"` for an integer): the server judges
those, and `lint` reports them.

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
        "key": readers.filled_string,
        "hash": readers.filled_string,
        "name": readers.filled_string,
        # The editor closes these two, and loses models of a base or type that is newer than itself.
        "base": readers.filled_string,
        "type": readers.filled_string,
    },
    {"submodel_type": readers.nullable(readers.string)},
)
"""Reads a model identifier; any base and any type will do."""

read_image: Final = readers.object_of({"image_name": readers.trimmed_string})
read_video: Final = readers.object_of({"video_name": readers.trimmed_string})
_read_board: Final = readers.object_of({"board_id": readers.trimmed_string})
_read_metadata_list: Final = readers.nullable(readers.list_of(readers.object_of({})))


def read_board(raw: object) -> JSONValue | Unset:
    """Read where to save: `"auto"`, `"none"` or a board."""
    return raw if raw in ("auto", "none") else _read_board(raw)


def _anything(raw: Any) -> JSONValue:
    return raw  # type: ignore[no-any-return]  # whatever JSON it is


def _metadata(raw: Any) -> JSONValue | Unset:
    """Keep null, or a list of any objects."""
    return raw if _read_metadata_list(raw) is not UNSET else UNSET


def _generator(type_name: str) -> Reader:
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
    **{name: _generator(name) for name in FAMILIES},
}
"""How to read one value, or one entry of a collection, by the name of its field type."""

read_lora: Final = readers.object_of({"lora": read_model, "weight": readers.number})

WHOLE_READERS: Final[Mapping[str, Reader]] = {
    "LoRAField": readers.list_of(read_lora),
    "LoRAMetadataField": _metadata,
    "ControlNetMetadataField": _metadata,
    "IPAdapterMetadataField": _metadata,
    "T2IAdapterMetadataField": _metadata,
    "MetadataExtraField": _anything,
}
"""How to read the types that the editor knows in one shape only; lists and nulls are part of it."""


def normalise(type_: FieldType, raw: JSONValue) -> JSONValue | Unset:
    """Return what the editor would keep of a stored value.

    Cardinality is not enforced: an entry where a list is due, or a list where one value is, is kept, as the editor
    does. It knows LoRAs as lists only.

    Args:
        type_: the type of the input that the value belongs to.
        raw: the value as the file has it.

    Returns:
        The value, `UNSET` if it is unusable. A value of a type that has no editor widget is kept as it is.
    """
    name = stateful_name(type_)
    reader = WHOLE_READERS.get(name) or ITEM_READERS.get(name)
    if reader is None:
        return UNSET if raw is None or (isinstance(raw, float) and not isfinite(raw)) else raw
    if isinstance(raw, list) and name in ITEM_READERS:
        reader = readers.list_of(reader)
    value = reader(raw)
    return _plain(raw) if value is UNSET else value


def stateful_name(type_: FieldType) -> str:
    """Return the name under which a type is known here.

    Servers before 6.8 give their model inputs names of their own, such as `MainModelField`.
    """
    original = type_.original
    if original is not None and original.name == "ModelIdentifierField" and type_.name.endswith("ModelField"):
        return original.name
    return type_.name


def _plain(raw: object) -> JSONValue | Unset:
    """Keep a plain value, or a list of nothing but numbers or nothing but text, of another type than the field's."""
    if isinstance(raw, bool | str):
        return raw
    for entry_reader in (readers.number, readers.string) if isinstance(raw, list) else ():
        entries = readers.list_of(entry_reader)(raw)
        if entries is not UNSET:
            return entries
    return readers.number(raw)
