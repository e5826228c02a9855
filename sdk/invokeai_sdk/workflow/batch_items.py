"""What a batch may hold.

The server puts batch items into the graph without looking at them
(`invokeai/app/services/session_queue/session_queue_common.py`); an item that its field cannot take then fails when the
queue reads the session back, and holds up every item behind it. So every item is looked at here, in bulk: ten
thousand of them cost less than writing them as JSON.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from invokeai_sdk.errors import BatchError
from invokeai_sdk.fields.base import describe_value
from invokeai_sdk.fields.normalise import get_canonical_type_name
from invokeai_sdk.fields.validate import find_violations
from invokeai_sdk.schema.types import Cardinality

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.schema.types import InputTemplate

_NUMBERS: Final = frozenset({int, float})
_SENDABLE: Final = frozenset({str, int, float, dict, list})

# The JSON types that an item may have, by the type of the field that it goes into.
_FITTING: Final[Mapping[str, frozenset[type]]] = {
    "IntegerField": frozenset({int}),
    "FloatField": _NUMBERS,
    "StringField": frozenset({str}),
    "EnumField": frozenset({str}),
    "SchedulerField": frozenset({str}),
    "SavedWorkflowField": frozenset({str}),
    "ImageField": frozenset({dict}),
    "VideoField": frozenset({dict}),
}
_REFERENCES: Final = {"ImageField": "image_name", "VideoField": "video_name"}

# Nothing in a batch can be one of these: the server takes text, numbers, images and videos only.
_NEVER: Final = frozenset({"BooleanField", "ModelIdentifierField", "BoardField", "LoRAField", "ColorField"})


def refuse_poison(items: Sequence[JSONValue], node_id: str, field_name: str) -> None:
    """Refuse items that no server takes, or takes for something else.

    Args:
        items: the items of one batch entry.
        node_id: the node they are for.
        field_name: its field.

    Raises:
        BatchError: an item is null, a boolean, not finite, or an object that is neither image nor video; or the
            items are of different types.
    """
    kinds = set(map(type, items))
    for kind in kinds - _SENDABLE:
        index = next(i for i, item in enumerate(items) if type(item) is kind)
        _refuse("bad_batch_item", index, items[index], "text, numbers, images and videos only", node_id, field_name)
    if float in kinds:
        for index, item in enumerate(items):
            if isinstance(item, float) and not math.isfinite(item):
                _refuse("non_finite_batch_item", index, item, "finite numbers", node_id, field_name)
    if dict in kinds:
        for index, item in enumerate(items):
            if isinstance(item, dict) and not _is_reference(item):
                _refuse("bad_batch_item", index, item, "images and videos as objects", node_id, field_name)
    if len(kinds) > 1 and not kinds <= _NUMBERS:
        raise BatchError(
            f"the batch for {node_id}.{field_name} mixes items of different types",
            code="mixed_batch_items",
            node_id=node_id,
            field_name=field_name,
        )


def check_items(items: Sequence[JSONValue], slot: InputTemplate, node_id: str) -> None:
    """Refuse items that their field cannot take.

    Args:
        items: the items of one batch entry, none of them poison.
        slot: the input they are for.
        node_id: its node.

    Raises:
        BatchError: the first item found to be of the wrong type, out of bounds or not among the options.
    """
    name = get_canonical_type_name(slot.type)
    if name in _NEVER:
        raise BatchError(
            f"{node_id}.{slot.name} cannot be varied in a batch: the server takes no {slot.type} there; "
            "submit the workflow once per value instead",
            code="unbatchable_field",
            node_id=node_id,
            field_name=slot.name,
        )
    if slot.type.cardinality is Cardinality.COLLECTION:
        _check_each(items, range(len(items)), slot, node_id)
        return
    fitting = _FITTING.get(name)
    if fitting is None:
        return
    kinds = set(map(type, items))
    if list in kinds and slot.type.cardinality is Cardinality.SINGLE_OR_COLLECTION:
        return
    if not kinds <= fitting:
        index = next(i for i, item in enumerate(items) if type(item) not in fitting)
        _refuse("bad_batch_item", index, items[index], f"a {slot.type}", node_id, slot.name)
    _check_each(items, _telling(items, slot, name), slot, node_id)


def _telling(items: Sequence[JSONValue], slot: InputTemplate, name: str) -> Iterable[int]:
    """Return the places of items that break a rule if any item does."""
    if not items:
        return ()
    if name in ("IntegerField", "FloatField"):
        if slot.multiple_of:
            return range(len(items))
        numbers: Sequence[float] = items  # type: ignore[assignment]  # their types were checked
        return (numbers.index(min(numbers)), numbers.index(max(numbers)))
    if name in _REFERENCES:
        reference = _REFERENCES[name]
        return [i for i, item in enumerate(items) if type(item) is not dict or not isinstance(item.get(reference), str)]
    if name == "StringField" and slot.options is None:
        lengths = [len(item) for item in items if isinstance(item, str)]  # all are: their types were checked
        return (lengths.index(min(lengths)), lengths.index(max(lengths)))
    places: dict[object, int] = {}
    for index, item in enumerate(items):
        places.setdefault(item, index)
    return places.values()


def _check_each(items: Sequence[JSONValue], places: Iterable[int], slot: InputTemplate, node_id: str) -> None:
    for index in places:
        for violation in find_violations(slot, items[index], connected=False):
            raise BatchError(
                f"the batch for {node_id}.{slot.name}: item {index}: {violation.message}",
                code=violation.code,
                node_id=node_id,
                field_name=slot.name,
            )


def _is_reference(item: Mapping[str, JSONValue]) -> bool:
    return isinstance(item.get("image_name"), str) or isinstance(item.get("video_name"), str)


def _refuse(code: str, index: int, item: JSONValue, expected: str, node_id: str, field_name: str) -> None:
    raise BatchError(
        f"the batch for {node_id}.{field_name}: item {index} is {describe_value(item)}; a batch takes {expected}",
        code=code,
        node_id=node_id,
        field_name=field_name,
    )
