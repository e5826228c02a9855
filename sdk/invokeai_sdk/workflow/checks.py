"""What is refused before anything is sent: whatever the server would refuse, or accept and then choke on.

The editor's own checks (`invokeai/frontend/web/src/features/queue/store/readiness.ts`) and those the server makes of a
graph (`invokeai/app/services/shared/graph.py`), with what both leave out: required inputs that are not in the file,
options, types of batch items, and two edges into one input.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Final, cast

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import BatchError, FieldValueError, GraphError, MissingInputError
from invokeai_sdk.fields.validate import find_violations
from invokeai_sdk.schema.cycles import find_cyclic_nodes
from invokeai_sdk.schema.types import Cardinality
from invokeai_sdk.workflow.batch_items import check_items
from invokeai_sdk.workflow.graph import WORKFLOW_INPUTS
from invokeai_sdk.workflow.names import quoted
from invokeai_sdk.workflow.nodes import BATCH_TYPES, CORE_METADATA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.batch import BatchData
    from invokeai_sdk.workflow.graph import FedInputs, Values
    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode

_NOTHING: Final[Mapping[str, Any]] = {}
_PLAIN: Final[Mapping[str, frozenset[type]]] = {
    "StringField": frozenset({str}),
    "EnumField": frozenset({str}),
    "SchedulerField": frozenset({str}),
    "BooleanField": frozenset({bool}),
    "IntegerField": frozenset({int}),
    "FloatField": frozenset({int, float}),
}
_COLLECTION: Final = Cardinality.COLLECTION
_ANY_NUMBER: Final = "CollectionItemField"
"""The one type of input that takes any number of edges."""


def check_graph(graph: JSONObject, nodes: Mapping[str, WorkflowNode], fed: FedInputs) -> None:
    """Refuse a graph that the server would not take.

    Args:
        graph: the graph.
        nodes: the nodes it was built from.
        fed: the inputs that its edges end in.

    Raises:
        GraphError: it is empty, has a cycle, feeds an input twice, or an `iterate` or `collect` node nothing.
    """
    if not graph["nodes"]:
        raise GraphError("there is nothing to run: the workflow has no node that the server executes", code="no_nodes")
    for node_id, fields in fed.items():
        for field, count in fields.items():
            if count > 1:
                slot = nodes[node_id].input_template(field)
                if slot is None or slot.type.name != _ANY_NUMBER:
                    raise GraphError(
                        f"{node_id}.{field} is fed by {count} edges",
                        code="two_edges",
                        node_id=node_id,
                        field_name=field,
                    )
    # Loading accepts no edge that closes a circle, as far as it knows the nodes at both ends: connectors and nodes of
    # unknown types have no template.
    if any(node.template is None for node in nodes.values()):
        _check_acyclic(graph["edges"])
    for node_id, node in graph["nodes"].items():
        if node["type"] == "iterate" and "collection" not in fed.get(node_id, ()):
            raise GraphError(
                f"iterate {node_id!r} needs a connected collection", code="iterate_without_collection", node_id=node_id
            )
        if node["type"] == "collect" and not fed.get(node_id, _NOTHING).keys() & {"item", "collection"}:
            raise GraphError(
                f"collect {node_id!r} needs a connected item or collection",
                code="collect_without_input",
                node_id=node_id,
            )


def check_values(
    graph: JSONObject,
    nodes: Iterable[WorkflowNode],
    values: Values,
    fed: FedInputs,
    supplied: Mapping[str, Collection[str]],
) -> None:
    """Refuse values that the server would not take.

    Args:
        graph: the graph.
        nodes: all nodes that take part, batch nodes and generators included.
        values: the values set since the file was read.
        fed: the inputs that an edge of the graph ends in.
        supplied: per node id the inputs that a batch or a generator supplies.

    Raises:
        MissingInputError: a required input has neither value nor connection.
        FieldValueError: a value is of the wrong type, out of bounds, or not among the options.
    """
    for node in nodes:
        if node.kind != "invocation" or node.template is None or node.type == CORE_METADATA:
            continue
        held = graph["nodes"].get(node.id)
        if held is None:  # a batch node or a generator
            held = {name: item.value for name, item in node.inputs.items()} | dict(values.get(node.id, _NOTHING))
        fed_here, supplied_here = fed.get(node.id, ()), supplied.get(node.id, ())
        for name, slot in node.template.inputs.items():
            if name not in held:
                if slot.required and name not in fed_here and name not in supplied_here:
                    _check_value(node, name, slot, UNSET)
            elif not _obviously_fine(slot, held[name]) and name not in supplied_here:
                _check_value(node, name, slot, held[name])
        gathered = held.get(WORKFLOW_INPUTS, _NOTHING)
        for name, dynamic in node.dynamic.items():
            value = gathered.get(name, UNSET)
            if (value is not UNSET or dynamic.template.required) and name not in fed_here and name not in supplied_here:
                _check_value(node, name, dynamic.template, value)


def check_batch(
    data: BatchData,
    nodes: Mapping[str, WorkflowNode],
    edges: Iterable[Edge],
) -> None:
    """Refuse a batch that is empty, uneven, or holds what its fields cannot take.

    Args:
        data: the batch data.
        nodes: all nodes that take part.
        edges: the valid edges.

    Raises:
        BatchError: see the code and message.
    """
    batch_nodes = [node for node in nodes.values() if node.type in BATCH_TYPES]
    connected = {edge.source for edge in edges if not edge.collapsed} if batch_nodes else set()
    for node in batch_nodes:
        if node.id not in connected:
            raise BatchError(
                f"{node.type} {node.label or node.id!r} is not connected to anything",
                code="batch_node_not_connected",
                node_id=node.id,
            )
    varied: set[tuple[str, str]] = set()
    for entries in data:
        lengths = {len(entry["items"]) for entry in entries}
        names = " and ".join(f"{entry['node_path']}.{entry['field_name']}" for entry in entries)
        if len(lengths) > 1:
            raise BatchError(
                f"what goes in step must be of one length: {names}", code="batch_node_collection_size_mismatch"
            )
        if lengths == {0}:
            raise BatchError(f"there is nothing to go through for {names}", code="batch_node_empty_collection")
        for entry in entries:
            node_id, field_name = entry["node_path"], entry["field_name"]
            if (node_id, field_name) in varied:
                raise BatchError(
                    f"{node_id}.{field_name} is varied twice",
                    code="duplicate_batch_field",
                    node_id=node_id,
                    field_name=field_name,
                )
            varied.add((node_id, field_name))
            slot = nodes[node_id].input_template(field_name)
            if slot is not None:
                check_items(entry["items"], slot, node_id)


def _check_acyclic(edges: Iterable[JSONObject]) -> None:
    pairs = [(edge["source"]["node_id"], edge["destination"]["node_id"]) for edge in edges]
    behind = find_cyclic_nodes(pairs)
    if behind:
        # What is behind a circle and, backwards, behind one as well is in one, or between two.
        circle = behind & find_cyclic_nodes((target, source) for source, target in pairs)
        stuck = min(circle)
        raise GraphError(f"the graph runs in a circle, through {stuck!r} among others", code="cycle", node_id=stuck)


def _obviously_fine(slot: InputTemplate, value: JSONValue | Unset) -> bool:
    """Tell quickly that a plain value breaks no rule; most are, and looking for every rule they could break is slow."""
    fitting = _PLAIN.get(slot.type.name)
    if fitting is None or type(value) not in fitting or slot.type.cardinality is _COLLECTION:
        return False
    if isinstance(value, bool):
        return True
    if isinstance(value, str):
        return slot.min_length is None and slot.max_length is None and (slot.options is None or value in slot.options)
    number = cast("float", value)
    return (
        (slot.minimum is None or number >= slot.minimum)
        and (slot.maximum is None or number <= slot.maximum)
        and (slot.exclusive_minimum is None or number > slot.exclusive_minimum)
        and (slot.exclusive_maximum is None or number < slot.exclusive_maximum)
        and (slot.multiple_of is None or number % slot.multiple_of == 0)
        and (type(number) is not float or isfinite(number))
    )


def _check_value(node: WorkflowNode, name: str, slot: InputTemplate, value: JSONValue | Unset) -> None:
    for violation in find_violations(slot, value, connected=False):
        kind = MissingInputError if violation.code == "missing_input" else FieldValueError
        stored = node.inputs.get(name)
        label = (stored.label if stored is not None else "") or slot.title
        raise kind(
            f"{label!r} ({name}) of {quoted(node)}: {violation.message}",
            code=violation.code,
            node_id=node.id,
            field_name=name,
        )
