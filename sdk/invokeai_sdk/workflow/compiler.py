"""Putting a compiled batch together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal
from uuid import NAMESPACE_URL, uuid5

from attrs import frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import BatchError, UnknownNodeError, WorkflowFormatError
from invokeai_sdk.fields.models import parse_legacy_model
from invokeai_sdk.workflow.batch import BatchData, BatchNodes
from invokeai_sdk.workflow.batch_items import refuse_poison
from invokeai_sdk.workflow.checks import check_batch, check_graph, check_values
from invokeai_sdk.workflow.compiled import CompiledBatch
from invokeai_sdk.workflow.connectors import Routes
from invokeai_sdk.workflow.direct_batch import VariedInput, direct_data
from invokeai_sdk.workflow.embed import embedded_workflow
from invokeai_sdk.workflow.graph import build_edges, build_nodes, fed_inputs
from invokeai_sdk.workflow.nodes import CLIENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.fields.pending import Pending
    from invokeai_sdk.schema.catalogue import Catalogue
    from invokeai_sdk.workflow.context import CompileContext
    from invokeai_sdk.workflow.load import Loaded
    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode


@frozen(eq=False)
class Source:
    """What is compiled.

    Attributes:
        loaded: the workflow as it was loaded.
        fields: the fields set since, by node id and name.
        varied: the inputs that vary without batch nodes, by groups that go in step.
        catalogue: the node types.
    """

    loaded: Loaded
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
        """Return the values that differ from the file's, as JSON.

        Args:
            answers: what stands for pending values.
            leave_pending: whether a pending value without an answer counts as none, instead of being an error.

        Raises:
            FieldValueError: a value is pending and has no answer.
        """
        values: dict[str, dict[str, JSONValue | Unset]] = {}
        fed = {(edge.target, edge.target_handle) for edge in self.edges} if self.fields else set()
        for node_id, fields in self.fields.items():
            for name, held in fields.items():
                field = held.resolve(answers) if held.pending else held
                unready = field.pending and (leave_pending or (node_id, name) in fed)
                values.setdefault(node_id, {})[name] = UNSET if unready else field.to_api()
        if answers:
            for node in self.nodes.values():
                for name, item in node.inputs.items():
                    model = parse_legacy_model(item.unusable) if item.unusable is not UNSET else None
                    if model is not None and model in answers and name not in values.get(node.id, ()):
                        values.setdefault(node.id, {})[name] = answers[model]
        return values


def compile_source(
    source: Source,
    *,
    context: CompileContext,
    runs: int | None,
    board: str | None,
    unknown_nodes: Literal["error", "keep", "drop"],
    validate: bool,
) -> CompiledBatch:
    """Compile a workflow; see `Workflow.compile`."""
    runs = context.runs if runs is None else runs
    if isinstance(runs, bool) or not isinstance(runs, int) or runs < 1:
        raise BatchError(f"runs must be a whole number of at least 1, not {runs!r}", code="runs")
    nodes, edges = _taking_part(source, unknown_nodes)
    values = source.values(context.answers)
    routes = Routes(nodes, edges)
    graph_edges = build_edges(nodes, edges, routes)
    fed = fed_inputs(graph_edges)
    try:
        graph: JSONObject = {
            "id": str(uuid5(NAMESPACE_URL, repr(list(nodes)))),
            "nodes": build_nodes(nodes.values(), values, fed, board or context.auto_add_board_id),
            "edges": graph_edges,
        }
    except RecursionError:
        raise WorkflowFormatError("a value is nested too deeply") from None
    data = BatchNodes(nodes, routes, values, context).data() + direct_data(source.varied, context.answers)
    for entries in data:
        for entry in entries:
            refuse_poison(entry["items"], entry["node_path"], entry["field_name"])
    if validate:
        check_graph(graph, nodes, fed)
        check_batch(data, nodes, edges)
        check_values(graph, nodes.values(), values, fed, _supplied(data, nodes, edges, routes))
    embed = partial(embedded_workflow, source.loaded, edges, values, source.catalogue.server_version)
    warnings = tuple(finding for finding in source.loaded.findings if finding.severity != "info")
    return CompiledBatch(graph=graph, data=data, runs=runs, warnings=warnings, embed=embed)


def _taking_part(
    source: Source, unknown_nodes: Literal["error", "keep", "drop"]
) -> tuple[Mapping[str, WorkflowNode], tuple[Edge, ...]]:
    """Sort out the nodes whose type nothing describes."""
    unknown = [node for node in source.nodes.values() if node.kind == "invocation" and node.template is None]
    if not unknown:
        return source.nodes, source.edges
    if unknown_nodes == "keep":
        return source.nodes, tuple(sorted((*source.edges, *source.loaded.suspended), key=lambda edge: edge.place))
    if unknown_nodes == "drop":
        return {node.id: node for node in source.nodes.values() if node not in unknown}, source.edges
    raise _unknown(unknown, source.catalogue)


def _unknown(nodes: list[WorkflowNode], catalogue: Catalogue) -> UnknownNodeError:
    first = nodes[0]
    suggestions = catalogue.suggest(first.type)
    hint = f"; did you mean {' or '.join(map(repr, suggestions))}?" if suggestions else ""
    others = ", ".join(f"{node.id!r} ({node.type})" for node in nodes[1:])
    return UnknownNodeError(
        f"node {first.id!r}: no node type {first.type!r} is known{hint}"
        + (f"; the same goes for {others}" if others else ""),
        node_id=first.id,
    )


def _supplied(
    data: BatchData, nodes: Mapping[str, WorkflowNode], edges: Iterable[Edge], routes: Routes
) -> dict[str, set[str]]:
    """Return per node the inputs that a batch varies, and those of batch nodes that a generator feeds."""
    found: dict[str, set[str]] = {}
    for entries in data:
        for entry in entries:
            found.setdefault(entry["node_path"], set()).add(entry["field_name"])
    if any(node.type in CLIENT_TYPES for node in nodes.values()):
        for edge in edges:
            target = nodes.get(edge.target)
            if target is not None and target.type in CLIENT_TYPES and routes.source_of(edge) is not None:
                found.setdefault(edge.target, set()).add(edge.target_handle)
    return found
