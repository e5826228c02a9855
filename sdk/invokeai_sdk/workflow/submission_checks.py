"""Checks of a graph, its values and its batch before submission.

They refuse what the server would refuse, and what it would accept and then fail to run. They combine the editor's
checks (`invokeai/frontend/web/src/features/queue/store/readiness.ts`), the server's checks of a graph
(`invokeai/app/services/shared/graph.py`), and what both omit: required inputs that are not in the file, options, types
of batch items, and two edges into one input.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import BatchError, FieldValueError, GraphError, MissingInputError
from invokeai_sdk.fields.validate import MISSING_INPUT, Violation, find_violations
from invokeai_sdk.schema.cycles import find_cyclic_nodes
from invokeai_sdk.schema.types import Cardinality
from invokeai_sdk.workflow.batch_items import check_items
from invokeai_sdk.workflow.build_graph import WORKFLOW_INPUTS
from invokeai_sdk.workflow.legacy_models import find_legacy_model
from invokeai_sdk.workflow.nodes import BATCH_TYPES, CORE_METADATA, describe_node

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from invokeai_sdk.errors import WorkflowError
    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.batch_nodes import BatchData
    from invokeai_sdk.workflow.build_graph import ConnectionCounts, Values
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
"""The only type of input that accepts any number of edges."""


def check_graph(graph: JSONObject, nodes: Mapping[str, WorkflowNode], connections: ConnectionCounts) -> None:
    """Refuse a graph that the server would not accept.

    Args:
        graph: the graph.
        nodes: the nodes that the graph was built from.
        connections: how many of the graph's edges end in each input.

    Raises:
        GraphError: the graph is empty, has a cycle, has two edges into one input, or an `iterate` or `collect` node
            without a connected input.
    """
    if not graph["nodes"]:
        raise GraphError("the graph is empty: the workflow has no node that the server runs", code="no_nodes")
    for node_id, fields in connections.items():
        for field, count in fields.items():
            if count > 1:
                input_template = nodes[node_id].input_template(field)
                if input_template is None or input_template.type.name != _ANY_NUMBER:
                    raise GraphError(
                        f"{count} edges end in {node_id}.{field}; it accepts one",
                        code="two_edges",
                        node_id=node_id,
                        field_name=field,
                    )
    # Loading refuses edges that close a cycle, but only between nodes with a template: connectors and nodes of unknown
    # types have none.
    if any(node.template is None for node in nodes.values()):
        _check_acyclic(graph["edges"])
    for node_id, node in graph["nodes"].items():
        if node["type"] == "iterate" and "collection" not in connections.get(node_id, ()):
            raise GraphError(
                f"iterate {node_id!r} needs a connected collection", code="iterate_without_collection", node_id=node_id
            )
        if node["type"] == "collect" and not connections.get(node_id, _NOTHING).keys() & {"item", "collection"}:
            raise GraphError(
                f"collect {node_id!r} needs a connected item or collection",
                code="collect_without_input",
                node_id=node_id,
            )


@frozen
class ValueProblem:
    """A value that the server would not accept, or a required input without a value.

    Attributes:
        node: the node.
        name: the name of the field.
        input_template: the template of the field.
        violation: the rule that the value breaks.
    """

    node: WorkflowNode
    name: str
    input_template: InputTemplate
    violation: Violation

    @property
    def label(self) -> str:
        """The label of the input: the author's, else the field's title."""
        stored = self.node.inputs.get(self.name)
        return (stored.label if stored is not None else "") or self.input_template.title

    @property
    def message(self) -> str:
        """The problem, with the label, the field and the node."""
        return f"{self.label!r} ({self.name}) of {describe_node(self.node)}: {self.violation.message}"

    def make_error(self) -> WorkflowError:
        """Make the error that compiling raises."""
        kind = MissingInputError if self.violation.code == MISSING_INPUT else FieldValueError
        return kind(
            self.message,
            code=self.violation.code,
            node_id=self.node.id,
            field_name=self.name,
            label=self.label,
            reason=self.violation.message,
        )


def find_value_problems(
    graph: JSONObject,
    nodes: Iterable[WorkflowNode],
    values: Values,
    connections: ConnectionCounts,
    supplied: Mapping[str, Collection[str]],
) -> Iterator[ValueProblem]:
    """Find values that the server would not accept.

    Args:
        graph: the graph.
        nodes: all compiled nodes, including batch nodes and generators.
        values: the values set after loading.
        connections: how many of the graph's edges end in each input.
        supplied: the inputs that a batch or a generator supplies, by node id.
    """
    for node in nodes:
        if node.kind != "invocation" or node.template is None or node.type == CORE_METADATA:
            continue
        current = graph["nodes"].get(node.id)
        if current is None:  # a batch node or a generator
            current = {name: item.value for name, item in node.inputs.items()} | dict(values.get(node.id, _NOTHING))
        own_supplied = supplied.get(node.id, ())
        fed = {*connections.get(node.id, ()), *own_supplied}
        for name, input_template in node.template.inputs.items():
            if name not in current:
                if input_template.required and name not in fed:
                    yield ValueProblem(node, name, input_template, _report_missing_value(node, name, values))
            elif not _is_surely_valid(input_template, current[name]) and name not in own_supplied:
                yield from _find_problems(node, name, input_template, current[name])
        saved_inputs = current.get(WORKFLOW_INPUTS, _NOTHING)
        for name, dynamic in node.dynamic.items():
            value = saved_inputs.get(name, UNSET)
            if (value is not UNSET or dynamic.template.required) and name not in fed:
                yield from _find_problems(node, name, dynamic.template, value)


def check_batch(
    data: BatchData,
    nodes: Mapping[str, WorkflowNode],
    edges: Iterable[Edge],
) -> None:
    """Refuse a batch that is empty or uneven, or whose items their fields do not accept.

    Args:
        data: the batch data.
        nodes: all compiled nodes.
        edges: the valid edges.

    Raises:
        BatchError: the batch cannot run; the code and the message say why.
    """
    batch_nodes = [node for node in nodes.values() if node.type in BATCH_TYPES]
    connected = {edge.source for edge in edges if not edge.collapsed} if batch_nodes else set()
    for node in batch_nodes:
        if node.id not in connected:
            raise BatchError(
                f"{node.type} {node.label or node.id!r} is not connected; connect its output to an input",
                code="batch_node_not_connected",
                node_id=node.id,
            )
    varied: set[tuple[str, str]] = set()
    for entries in data:
        lengths = {f"{entry['node_path']}.{entry['field_name']}": len(entry["items"]) for entry in entries}
        if len(set(lengths.values())) > 1:
            counts = ", ".join(f"{name} has {length}" for name, length in lengths.items())
            raise BatchError(
                f"zipped inputs must have the same length: {counts}", code="batch_node_collection_size_mismatch"
            )
        if set(lengths.values()) == {0}:
            raise BatchError(f"no values to run for {' and '.join(lengths)}", code="batch_node_empty_collection")
        for entry in entries:
            node_id, field_name = entry["node_path"], entry["field_name"]
            if (node_id, field_name) in varied:
                raise BatchError(
                    f"{node_id}.{field_name} is varied twice; vary it once",
                    code="duplicate_batch_field",
                    node_id=node_id,
                    field_name=field_name,
                )
            varied.add((node_id, field_name))
            input_template = nodes[node_id].input_template(field_name)
            if input_template is not None:
                check_items(entry["items"], input_template, node_id)


def _check_acyclic(edges: Iterable[JSONObject]) -> None:
    pairs = [(edge["source"]["node_id"], edge["destination"]["node_id"]) for edge in edges]
    downstream = find_cyclic_nodes(pairs)
    if downstream:
        # A node that is downstream of a cycle in both directions is in a cycle, or between two.
        cyclic = min(downstream & find_cyclic_nodes((target, source) for source, target in pairs))
        raise GraphError(f"the graph has a cycle through node {cyclic!r}", code="cycle", node_id=cyclic)


def _is_surely_valid(input_template: InputTemplate, value: JSONValue | Unset) -> bool:
    """Return whether a plain value certainly breaks no rule; a fast check that saves most values the full one."""
    accepted = _PLAIN.get(input_template.type.name)
    if accepted is None or type(value) not in accepted or input_template.type.cardinality is _COLLECTION:
        return False
    if isinstance(value, bool):
        return True
    if isinstance(value, str):
        return (
            input_template.min_length is None
            and input_template.max_length is None
            and (input_template.options is None or value in input_template.options)
        )
    number = cast("float", value)
    return (
        (input_template.minimum is None or number >= input_template.minimum)
        and (input_template.maximum is None or number <= input_template.maximum)
        and (input_template.exclusive_minimum is None or number > input_template.exclusive_minimum)
        and (input_template.exclusive_maximum is None or number < input_template.exclusive_maximum)
        and (input_template.multiple_of is None or number % input_template.multiple_of == 0)
        and (type(number) is not float or isfinite(number))
    )


def _find_problems(
    node: WorkflowNode, name: str, input_template: InputTemplate, value: JSONValue | Unset
) -> Iterator[ValueProblem]:
    for violation in find_violations(input_template, value, connected=False):
        yield ValueProblem(node, name, input_template, violation)


def _report_missing_value(node: WorkflowNode, name: str, values: Values) -> Violation:
    """Report a required input without a value; the value can be a model of InvokeAI 3, which a server must look up."""
    model = find_legacy_model(node, name)
    if model is not None and name not in values.get(node.id, _NOTHING):
        return Violation("pending_value", f"{model.describe()} must be looked up on a server; set the input to a model")
    return Violation(MISSING_INPUT, "a value or a connection is required")
