"""Inputs that vary from run to run without batch nodes, as set by `workflow.batch(product=…, zip=…)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from invokeai_sdk._types import UNSET, JSONValue
from invokeai_sdk.errors import BatchError, FieldValueError
from invokeai_sdk.fields.base import IvkField
from invokeai_sdk.fields.normalise import get_canonical_type_name
from invokeai_sdk.fields.registry import get_field_class
from invokeai_sdk.schema.types import Cardinality
from invokeai_sdk.workflow.batch_items import check_items, refuse_unsendable_items
from invokeai_sdk.workflow.json_values import clone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from invokeai_sdk.fields.pending import Pending
    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.batch_nodes import BatchData
    from invokeai_sdk.workflow.nodes import WorkflowNode

# Python types whose values are JSON already, by field type; other values are converted by the field's class.
_JSON_TYPES: Final[Mapping[str, frozenset[type]]] = {
    "IntegerField": frozenset({int}),
    "FloatField": frozenset({float, int}),
    "StringField": frozenset({str}),
    "EnumField": frozenset({str}),
    "SchedulerField": frozenset({str}),
}


@frozen
class VariedInput:
    """An input that varies from run to run.

    Attributes:
        node_id: the id of the node.
        field_name: the name of the node's field.
        items: the values, as JSON, or as fields if they are pending.
    """

    node_id: str
    field_name: str
    items: tuple[JSONValue | IvkField[Any], ...]

    def pending(self) -> Iterator[Pending]:
        """Yield the values that a server must complete first."""
        for item in self.items:
            if isinstance(item, IvkField):
                yield from item.pending


def make_varied_input(node: WorkflowNode, field_name: str, values: Iterable[object], *, connected: bool) -> VariedInput:
    """Check and convert the values of an input that varies.

    Args:
        node: the node.
        field_name: the name of the node's field.
        values: the values, each as for `IvkWorkflowInput.set`.
        connected: whether an edge feeds the field.

    Raises:
        BatchError: the input cannot vary, or does not accept a value.
    """
    where = f"{node.id}.{field_name}"
    input_template = node.input_template(field_name)
    if not node.executable or input_template is None:
        raise BatchError(
            f"{where} cannot vary: a {node.type} node that the server runs has no such input",
            code="unbatchable_field",
            node_id=node.id,
            field_name=field_name,
        )
    if connected:
        raise BatchError(
            f"{where} cannot vary: another node feeds it; remove the edge first",
            code="connected_batch_field",
            node_id=node.id,
            field_name=field_name,
        )
    items = _convert_values(input_template, values, node.id)
    complete = [item for item in items if not isinstance(item, IvkField)]
    refuse_unsendable_items(complete, node.id, field_name)
    check_items(complete, input_template, node.id)
    return VariedInput(node.id, field_name, tuple(items))


def build_varied_data(groups: Iterable[tuple[VariedInput, ...]], answers: Mapping[Pending, JSONValue]) -> BatchData:
    """Build the batch data of varied inputs.

    Args:
        groups: the groups of inputs; the inputs of one group are zipped, the groups combined as a product.
        answers: the JSON values that replace pending values.

    Raises:
        FieldValueError: a pending value has no answer.
    """
    return [
        [
            {
                "node_path": varied.node_id,
                "field_name": varied.field_name,
                "items": [
                    item.resolve(answers).to_api() if isinstance(item, IvkField) else clone(item)
                    for item in varied.items
                ],
            }
            for varied in group
        ]
        for group in groups
    ]


def _convert_values(input_template: InputTemplate, values: Iterable[object], node_id: str) -> list[Any]:
    if isinstance(values, str | bytes | dict):
        raise BatchError(
            f"{node_id}.{input_template.name}: a batch needs a list of values, not a single {type(values).__name__}",
            code="not_a_list",
            node_id=node_id,
        )
    items: list[Any] = list(values)
    single = input_template.type.cardinality is not Cardinality.COLLECTION
    if single and set(map(type, items)) <= _JSON_TYPES.get(get_canonical_type_name(input_template.type), frozenset()):
        return items
    cls = get_field_class(input_template.type)
    converted: list[Any] = []
    for index, item in enumerate(items):
        try:
            field = cls.coerce(item, input_template)
        except FieldValueError as error:
            raise BatchError(
                f"the batch for {node_id}.{input_template.name}: item {index}: {error.message}",
                code=error.code,
                node_id=node_id,
                field_name=input_template.name,
            ) from error
        if field.value is UNSET:
            raise BatchError(
                f"the batch for {node_id}.{input_template.name}: item {index} is {item!r}; it must have a value",
                code="bad_batch_item",
                node_id=node_id,
                field_name=input_template.name,
            )
        converted.append(field if field.pending else field.to_api())
    return converted
