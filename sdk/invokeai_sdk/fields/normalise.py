"""What the editor keeps of a value that a workflow file stores.

The editor reads every stored value with one union of schemas, whatever the field it belongs to; objects that no
schema knows become a float generator, and models of a newer base or type vanish. Here a value is read by the type
of its own input, with the same strictness: surplus keys are stripped, names are trimmed, blank ones refused.
Like the editor it does not refuse plain values of another type (`"12"` for an integer): the server judges
those, and `lint` reports them.

Schemas: `invokeai/frontend/web/src/features/nodes/types/{common,field}.ts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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


def read_board(raw: JSONValue) -> JSONValue | Unset:
    """Read where to save: `"auto"`, `"none"` or a board."""
    return raw if raw in ("auto", "none") else _read_board(raw)


def _metadata(raw: JSONValue) -> JSONValue | Unset:
    """Keep null, or a list of any objects."""
    return raw if _read_metadata_list(raw) is not UNSET else UNSET


def _generator(type_name: str) -> Reader:
    def read(raw: JSONValue) -> JSONValue | Unset:
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
    "LoRAField": readers.object_of({"lora": read_model, "weight": readers.number}),
    "ColorField": readers.object_of(dict.fromkeys("rgba", readers.channel)),
    "StylePresetField": readers.object_of({"style_preset_id": readers.trimmed_string}),
    "SystemPromptField": readers.object_of({"system_prompt_id": readers.trimmed_string}),
    **{name: _generator(name) for name in FAMILIES},
}
"""How to read one value, or one entry of a collection, by the name of its field type."""

METADATA_READERS: Final[Mapping[str, Reader]] = {
    "LoRAMetadataField": _metadata,
    "ControlNetMetadataField": _metadata,
    "IPAdapterMetadataField": _metadata,
    "T2IAdapterMetadataField": _metadata,
    "MetadataExtraField": readers.anything,
}
"""How to read the inputs that only `core_metadata` has; they are read whole, lists and nulls included."""


def normalise(type_: FieldType, raw: JSONValue) -> JSONValue | Unset:
    """Return what the editor would keep of a stored value.

    Cardinality is not enforced: an entry where a list is due, or a list where one value is, is kept, as the editor
    does.

    Args:
        type_: the type of the input that the value belongs to.
        raw: the value as the file has it.

    Returns:
        The value, `UNSET` if it is unusable. A value of a type that has no editor widget is kept as it is.
    """
    whole = METADATA_READERS.get(type_.name)
    if whole is not None:
        return whole(raw)
    if raw is None:
        return UNSET
    reader = ITEM_READERS.get(type_.name)
    if reader is None:
        return raw
    if isinstance(raw, list):
        entries = [reader(entry) for entry in raw]
        return entries if UNSET not in entries else _plain_list(raw)
    value = reader(raw)
    return value if value is not UNSET or isinstance(raw, dict) else _plain(raw)


def normalise_metadata(type_: FieldType | None, raw: JSONValue) -> JSONValue:
    """Return what is kept of a value of a `core_metadata` node, which takes anything at all.

    Args:
        type_: the type of the input, `None` for one that the node type does not declare.
        raw: the value as the file has it.
    """
    value = UNSET if type_ is None else normalise(type_, raw)
    return raw if value is UNSET else value


def _plain(raw: JSONValue) -> JSONValue | Unset:
    return raw if isinstance(raw, bool | str) else readers.number(raw)


def _plain_list(raw: list[JSONValue]) -> JSONValue | Unset:
    """Keep a list of plain values of another type than the field's, if they are all numbers or all text."""
    for reader in (readers.number, readers.string):
        if all(reader(entry) is not UNSET for entry in raw):
            return raw
    return UNSET
