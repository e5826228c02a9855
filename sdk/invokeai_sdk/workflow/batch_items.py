"""Checks of batch items.

The server puts batch items into the graph without checking them
(`invokeai/app/services/session_queue/session_queue_common.py`). An item that its field does not accept fails when the
queue reads the session back, and blocks every queue item behind it. Therefore every item is checked here, in bulk:
checking ten thousand items takes less time than encoding them as JSON.
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

# The Python types of the JSON values that a field accepts, by field type.
_ACCEPTED: Final[Mapping[str, frozenset[type]]] = {
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

# Field types that cannot vary in a batch: the server accepts strings, numbers, images and videos only.
_UNBATCHABLE: Final = frozenset({"BooleanField", "ModelIdentifierField", "BoardField", "LoRAField", "ColorField"})


def refuse_unsendable_items(items: Sequence[JSONValue], node_id: str, field_name: str) -> None:
    """Refuse items that no server accepts, or that it interprets as something else.

    Args:
        items: the items of one batch entry.
        node_id: the id of the node that the items are for.
        field_name: the node's field.

    Raises:
        BatchError: an item is null, a boolean, not finite, or an object that is neither image nor video; or the
            items have different types.
    """
    kinds = set(map(type, items))
    for kind in kinds - _SENDABLE:
        index = next(i for i, item in enumerate(items) if type(item) is kind)
        _refuse("bad_batch_item", index, items[index], "strings, numbers, images and videos only", node_id, field_name)
    if float in kinds:
        for index, item in enumerate(items):
            if isinstance(item, float) and not math.isfinite(item):
                _refuse("non_finite_batch_item", index, item, "finite numbers", node_id, field_name)
    if dict in kinds:
        for index, item in enumerate(items):
            if isinstance(item, dict) and not _is_reference(item):
                _refuse("bad_batch_item", index, item, "no objects but images and videos", node_id, field_name)
    if len(kinds) > 1 and not kinds <= _NUMBERS:
        raise BatchError(
            f"the batch for {node_id}.{field_name} has items of different types; all must have the same type",
            code="mixed_batch_items",
            node_id=node_id,
            field_name=field_name,
        )


def check_items(items: Sequence[JSONValue], input_template: InputTemplate, node_id: str) -> None:
    """Refuse items that their field does not accept.

    Args:
        items: the items of one batch entry, after `refuse_unsendable_items`.
        input_template: the template of the input that the items are for.
        node_id: the id of the input's node.

    Raises:
        BatchError: an item has the wrong type, is out of bounds or is not an option; the error names the first one.
    """
    name = get_canonical_type_name(input_template.type)
    if name in _UNBATCHABLE:
        raise BatchError(
            f"{node_id}.{input_template.name} cannot vary in a batch: the server accepts no {input_template.type} as "
            "an item; submit the workflow once per value instead",
            code="unbatchable_field",
            node_id=node_id,
            field_name=input_template.name,
        )
    if input_template.type.cardinality is Cardinality.COLLECTION:
        _check_each(items, range(len(items)), input_template, node_id)
        return
    accepted = _ACCEPTED.get(name)
    if accepted is None:
        return
    kinds = set(map(type, items))
    if list in kinds and input_template.type.cardinality is Cardinality.SINGLE_OR_COLLECTION:
        return
    if not kinds <= accepted:
        index = next(i for i, item in enumerate(items) if type(item) not in accepted)
        _refuse("bad_batch_item", index, items[index], f"a {input_template.type}", node_id, input_template.name)
    _check_each(items, _select_extremes(items, input_template, name), input_template, node_id)


def _select_extremes(items: Sequence[JSONValue], input_template: InputTemplate, name: str) -> Iterable[int]:
    """Return the indices of a few items, such that one of them breaks a rule if any item does."""
    if not items:
        return ()
    if name in ("IntegerField", "FloatField"):
        if input_template.multiple_of:
            return range(len(items))
        numbers: Sequence[float] = items  # type: ignore[assignment]  # their types were checked
        return (numbers.index(min(numbers)), numbers.index(max(numbers)))
    if name in _REFERENCES:
        reference = _REFERENCES[name]
        return [i for i, item in enumerate(items) if type(item) is not dict or not isinstance(item.get(reference), str)]
    if name == "StringField" and input_template.options is None:
        lengths = [len(item) for item in items if isinstance(item, str)]  # all are: their types were checked
        return (lengths.index(min(lengths)), lengths.index(max(lengths)))
    first_indices: dict[object, int] = {}
    for index, item in enumerate(items):
        first_indices.setdefault(item, index)
    return first_indices.values()


def _check_each(
    items: Sequence[JSONValue], indices: Iterable[int], input_template: InputTemplate, node_id: str
) -> None:
    for index in indices:
        for violation in find_violations(input_template, items[index], connected=False):
            raise BatchError(
                f"the batch for {node_id}.{input_template.name}: item {index}: {violation.message}",
                code=violation.code,
                node_id=node_id,
                field_name=input_template.name,
            )


def _is_reference(item: Mapping[str, JSONValue]) -> bool:
    return isinstance(item.get("image_name"), str) or isinstance(item.get("video_name"), str)


def _refuse(code: str, index: int, item: JSONValue, expected: str, node_id: str, field_name: str) -> None:
    raise BatchError(
        f"the batch for {node_id}.{field_name}: item {index} is {describe_value(item)}; expected {expected}",
        code=code,
        node_id=node_id,
        field_name=field_name,
    )
