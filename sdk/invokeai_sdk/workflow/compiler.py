"""Compiler: builds the graph and batch of a workflow, as the editor does."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal
from uuid import NAMESPACE_URL, uuid5

from attrs import frozen

from invokeai_sdk._suggest import did_you_mean
from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import BatchError, UnknownNodeError, WorkflowFormatError
from invokeai_sdk.fields.models import parse_legacy_model
from invokeai_sdk.workflow.batch_items import refuse_unsendable_items
from invokeai_sdk.workflow.batch_nodes import BatchData, BatchNodes
from invokeai_sdk.workflow.build_graph import build_edges, build_nodes, count_connections
from invokeai_sdk.workflow.compiled_batch import CompiledBatch
from invokeai_sdk.workflow.connectors import Routes
from invokeai_sdk.workflow.embedded_workflow import build_embedded_workflow
from invokeai_sdk.workflow.nodes import CLIENT_TYPES
from invokeai_sdk.workflow.submission_checks import check_batch, check_graph, check_values
from invokeai_sdk.workflow.varied_inputs import VariedInput, build_varied_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.fields.pending import Pending
    from invokeai_sdk.schema.catalogue import Catalogue
    from invokeai_sdk.workflow.context import CompileContext
    from invokeai_sdk.workflow.load import LoadedWorkflow
    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode


@frozen(eq=False)
class CompileSource:
    """The parts of a workflow that the compiler reads.

    Attributes:
        loaded: the workflow as it was loaded.
        fields: the fields set after loading, by node id and field name.
        varied: the inputs that vary without batch nodes; the inputs of one group are zipped.
        catalogue: the node types.
    """

    loaded: LoadedWorkflow
    fields: Mapping[str, Mapping[str, IvkField[Any]]]
    varied: tuple[tuple[VariedInput, ...], ...]
    catalogue: Catalogue

    @property
    def nodes(self) -> Mapping[str, WorkflowNode]:
        """All nodes by id."""
        return self.loaded.nodes

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The valid edges."""
        return self.loaded.edges

    def values(
        self, answers: Mapping[Pending, JSONValue], *, leave_pending: bool = False
    ) -> dict[str, dict[str, JSONValue | Unset]]:
        """Return the values set after loading, as JSON by node id and field name.

        Args:
            answers: the JSON values that replace pending values.
            leave_pending: whether a pending value without an answer becomes `UNSET` instead of an error.

        Raises:
            FieldValueError: a pending value has no answer.
        """
        values: dict[str, dict[str, JSONValue | Unset]] = {}
        connected = {(edge.target, edge.target_handle) for edge in self.edges} if self.fields else set()
        for node_id, fields in self.fields.items():
            for name, current in fields.items():
                field = current.resolve(answers) if current.pending else current
                unready = field.pending and (leave_pending or (node_id, name) in connected)
                values.setdefault(node_id, {})[name] = UNSET if unready else field.to_api()
        if answers:
            for node in self.nodes.values():
                for name, item in node.inputs.items():
                    model = parse_legacy_model(item.unusable) if item.unusable is not UNSET else None
                    if model is not None and model in answers and name not in values.get(node.id, ()):
                        values.setdefault(node.id, {})[name] = answers[model]
        return values


def compile_source(
    source: CompileSource,
    *,
    context: CompileContext,
    runs: int | None,
    board: str | None,
    unknown_nodes: Literal["error", "keep", "drop"],
    validate: bool,
) -> CompiledBatch:
    """Compile a workflow; see `Workflow.compile` for arguments and errors."""
    runs = context.runs if runs is None else runs
    if isinstance(runs, bool) or not isinstance(runs, int) or runs < 1:
        raise BatchError(f"runs must be an integer of at least 1, not {runs!r}", code="runs")
    nodes, edges = _select_nodes(source, unknown_nodes)
    values = source.values(context.answers)
    routes = Routes(nodes, edges)
    graph_edges = build_edges(nodes, edges, routes)
    connections = count_connections(graph_edges)
    try:
        graph: JSONObject = {
            "id": str(uuid5(NAMESPACE_URL, repr(list(nodes)))),
            "nodes": build_nodes(nodes.values(), values, connections, board or context.auto_add_board_id),
            "edges": graph_edges,
        }
    except RecursionError:
        raise WorkflowFormatError("a value is nested too deeply") from None
    _check_varied_inputs(source)
    data = BatchNodes(nodes, routes, values, context).data() + build_varied_data(source.varied, context.answers)
    for entries in data:
        for entry in entries:
            refuse_unsendable_items(entry["items"], entry["node_path"], entry["field_name"])
    if validate:
        check_graph(graph, nodes, connections)
        check_batch(data, nodes, edges)
        supplied = _collect_supplied_inputs(data, nodes, edges, routes)
        check_values(graph, nodes.values(), values, connections, supplied)
    embed = partial(build_embedded_workflow, source.loaded, edges, values, source.catalogue.server_version)
    warnings = tuple(finding for finding in source.loaded.findings if finding.severity != "info")
    return CompiledBatch(graph=graph, data=data, runs=runs, warnings=warnings, embed=embed)


def embed_values(source: CompileSource, context: CompileContext) -> JSONObject:
    """Return the JSON of a workflow with its current values, with nodes of unknown types and their edges.

    Raises:
        FieldValueError: a pending value has no answer.
        WorkflowFormatError: a value is nested too deeply.
    """
    _, edges = _select_nodes(source, "keep")
    values = source.values(context.answers)
    try:
        return build_embedded_workflow(source.loaded, edges, values, source.catalogue.server_version)
    except RecursionError:
        raise WorkflowFormatError("a value is nested too deeply") from None


def _select_nodes(
    source: CompileSource, unknown_nodes: Literal["error", "keep", "drop"]
) -> tuple[Mapping[str, WorkflowNode], tuple[Edge, ...]]:
    """Return the nodes and edges to compile, with nodes of unknown types treated as `unknown_nodes` says."""
    unknown = [node for node in source.nodes.values() if node.kind == "invocation" and node.template is None]
    if not unknown:
        return source.nodes, source.edges
    if unknown_nodes == "keep":
        return source.nodes, tuple(sorted((*source.edges, *source.loaded.suspended), key=lambda edge: edge.file_index))
    if unknown_nodes == "drop":
        return {node.id: node for node in source.nodes.values() if node not in unknown}, source.edges
    raise _make_unknown_node_error(unknown, source.catalogue)


def _check_varied_inputs(source: CompileSource) -> None:
    """Raise if an input that varies belonged to a saved workflow that its node does not call any more."""
    for varied in chain.from_iterable(source.varied):
        node = source.nodes[varied.node_id]
        if node.input_template(varied.field_name) is None:
            raise BatchError(
                f"{varied.node_id}.{varied.field_name} cannot vary: the node calls another saved workflow now, which "
                "has no such input; call batch(…) again",
                code="unbatchable_field",
                node_id=varied.node_id,
                field_name=varied.field_name,
            )


def _make_unknown_node_error(nodes: list[WorkflowNode], catalogue: Catalogue) -> UnknownNodeError:
    first = nodes[0]
    hint = did_you_mean(catalogue.suggest(first.type))
    others = ", ".join(f"{node.id!r} ({node.type})" for node in nodes[1:])
    return UnknownNodeError(
        f"node {first.id!r}: unknown node type {first.type!r}{hint}"
        + (f"; also of unknown types: {others}" if others else ""),
        node_id=first.id,
    )


def _collect_supplied_inputs(
    data: BatchData, nodes: Mapping[str, WorkflowNode], edges: Iterable[Edge], routes: Routes
) -> dict[str, set[str]]:
    """Return, by node id, the inputs that the batch varies and the inputs of batch nodes that a generator feeds."""
    supplied: dict[str, set[str]] = {}
    for entries in data:
        for entry in entries:
            supplied.setdefault(entry["node_path"], set()).add(entry["field_name"])
    if any(node.type in CLIENT_TYPES for node in nodes.values()):
        for edge in edges:
            target = nodes.get(edge.target)
            if target is not None and target.type in CLIENT_TYPES and routes.find_source(edge) is not None:
                supplied.setdefault(edge.target, set()).add(edge.target_handle)
    return supplied
