"""Varying inputs without any batch node in the workflow: `workflow.batch(product=…, zip=…)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from invokeai_sdk._types import UNSET, JSONValue
from invokeai_sdk.errors import BatchError, FieldValueError
from invokeai_sdk.fields.base import IvkField
from invokeai_sdk.fields.normalise import get_canonical_type_name
from invokeai_sdk.fields.registry import get_field_class
from invokeai_sdk.schema.types import Cardinality
from invokeai_sdk.workflow.batch_items import check_items, refuse_poison

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from invokeai_sdk.fields.pending import Pending
    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.batch import BatchData
    from invokeai_sdk.workflow.nodes import WorkflowNode

# Python types that are their own JSON where such a field is due; anything else goes through the field's class.
_READY: Final[Mapping[str, frozenset[type]]] = {
    "IntegerField": frozenset({int}),
    "FloatField": frozenset({float, int}),
    "StringField": frozenset({str}),
    "EnumField": frozenset({str}),
    "SchedulerField": frozenset({str}),
}


@frozen
class VariedInput:
    """One input that varies.

    Attributes:
        node_id: the node.
        field_name: its field.
        items: its values: as JSON, or as a field while something about it is pending.
    """

    node_id: str
    field_name: str
    items: tuple[JSONValue | IvkField[Any], ...]

    def pending(self) -> Iterator[Pending]:
        """Yield what a server must complete first."""
        for item in self.items:
            if isinstance(item, IvkField):
                yield from item.pending


def varied_input(node: WorkflowNode, field_name: str, values: Iterable[object], *, connected: bool) -> VariedInput:
    """Take the values of an input that is to vary.

    Args:
        node: its node.
        field_name: its field.
        values: its values, each one that could be set as well.
        connected: whether an edge feeds it.

    Raises:
        BatchError: the input cannot vary, or a value is not one of its own.
    """
    where = f"{node.id}.{field_name}"
    slot = node.input_template(field_name)
    if not node.executable or slot is None:
        raise BatchError(
            f"{where} cannot vary: the server does not run a {node.type} with such an input",
            code="unbatchable_field",
            node_id=node.id,
            field_name=field_name,
        )
    if connected:
        raise BatchError(
            f"{where} cannot vary: another node feeds it",
            code="connected_batch_field",
            node_id=node.id,
            field_name=field_name,
        )
    items = _taken(slot, values, node.id)
    ready = [item for item in items if not isinstance(item, IvkField)]
    refuse_poison(ready, node.id, field_name)
    check_items(ready, slot, node.id)
    return VariedInput(node.id, field_name, tuple(items))


def direct_data(groups: Iterable[tuple[VariedInput, ...]], answers: Mapping[Pending, JSONValue]) -> BatchData:
    """Build batch data of varied inputs.

    Args:
        groups: inputs that go in step, one group per factor of the product.
        answers: what stands for pending values.

    Raises:
        FieldValueError: something pending has no answer.
    """
    return [
        [
            {
                "node_path": varied.node_id,
                "field_name": varied.field_name,
                "items": [
                    item.resolve(answers).to_api() if isinstance(item, IvkField) else item for item in varied.items
                ],
            }
            for varied in group
        ]
        for group in groups
    ]


def _taken(slot: InputTemplate, values: Iterable[object], node_id: str) -> list[Any]:
    if isinstance(values, str | bytes | dict):
        raise BatchError(
            f"{node_id}.{slot.name}: a batch takes a list of values, not one", code="not_a_list", node_id=node_id
        )
    items: list[Any] = list(values)
    single = slot.type.cardinality is not Cardinality.COLLECTION
    if single and set(map(type, items)) <= _READY.get(get_canonical_type_name(slot.type), frozenset()):
        return items
    cls = get_field_class(slot.type)
    taken: list[Any] = []
    for index, item in enumerate(items):
        try:
            field = cls.coerce(item, slot)
        except FieldValueError as error:
            raise BatchError(
                f"the batch for {node_id}.{slot.name}: item {index}: {error.message}",
                code=error.code,
                node_id=node_id,
                field_name=slot.name,
            ) from error
        if field.value is UNSET:
            raise BatchError(
                f"the batch for {node_id}.{slot.name}: item {index} is no value",
                code="bad_batch_item",
                node_id=node_id,
                field_name=slot.name,
            )
        taken.append(field if field.pending else field.to_api())
    return taken
