"""Compiler: builds the graph and batch of a workflow, as the editor does."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from uuid import NAMESPACE_URL, uuid5

from attrs import evolve, frozen

from invokeai_sdk._suggest import did_you_mean
from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import BatchError, GraphError, UnknownNodeError, WorkflowError, WorkflowFormatError
from invokeai_sdk.fields.validate import MISSING_INPUT
from invokeai_sdk.workflow.batch_items import refuse_unsendable_items
from invokeai_sdk.workflow.batch_nodes import BATCH_FIELDS, BatchData, BatchNodes
from invokeai_sdk.workflow.build_graph import build_edges, build_nodes, count_connections
from invokeai_sdk.workflow.compiled_batch import CompiledBatch
from invokeai_sdk.workflow.connectors import Routes
from invokeai_sdk.workflow.document import LEGACY_MODEL
from invokeai_sdk.workflow.edges import (
    DELETED_EDGE,
    MISSING_TEMPLATE,
    is_suspended,
    name_broken_rule,
    report_missing_template,
    suggest_types,
)
from invokeai_sdk.workflow.embedded_workflow import build_embedded_workflow
from invokeai_sdk.workflow.findings import Finding, report_error
from invokeai_sdk.workflow.generator_items import MOST_ITEMS
from invokeai_sdk.workflow.legacy_models import list_legacy_models
from invokeai_sdk.workflow.nodes import CLIENT_TYPES
from invokeai_sdk.workflow.seeds import can_vary, draw_seed, find_random_seeds, find_repeated_seed
from invokeai_sdk.workflow.submission_checks import check_batch, check_graph, find_value_problems
from invokeai_sdk.workflow.varied_inputs import VariedInput, build_varied_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.fields.pending import Pending
    from invokeai_sdk.schema.catalogue import Catalogue
    from invokeai_sdk.workflow.build_graph import ConnectionCounts, Values
    from invokeai_sdk.workflow.context import CompileContext
    from invokeai_sdk.workflow.load import LoadedWorkflow
    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode
    from invokeai_sdk.workflow.submission_checks import ValueProblem


UnknownNodes: TypeAlias = Literal["error", "keep", "drop"]
"""How to treat nodes whose type is not in the catalogue: raise an error, send them unchanged, or leave them out."""


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
                for name, model in list_legacy_models(node):
                    if model in answers and name not in values.get(node.id, ()):
                        values.setdefault(node.id, {})[name] = answers[model]
        return values


@frozen(eq=False)
class Draft:
    """The graph of a workflow, and what its batch data is built from.

    Attributes:
        nodes: the nodes to compile, by id.
        edges: the edges to compile.
        routes: the same edges, indexed by both ends.
        values: the values set after loading.
        graph: the graph.
        connections: how many of the graph's edges end in each input.
        context: the server's answers and the source of random numbers.
        varied: the inputs that vary without batch nodes.
        runs: how often to repeat the whole batch.
        seeds: the seeds of each input with a random seed, one for each run, by node id and field name.
    """

    nodes: Mapping[str, WorkflowNode]
    edges: tuple[Edge, ...]
    routes: Routes
    values: Values
    graph: JSONObject
    connections: ConnectionCounts
    context: CompileContext
    varied: tuple[tuple[VariedInput, ...], ...]
    runs: int
    seeds: Mapping[tuple[str, str], Sequence[int]]

    def build_data(self) -> tuple[BatchData, int]:
        """Build the batch data, and return it with the number of runs of the whole batch.

        Random seeds replace the runs: they are the outermost list, with one seed for each run.

        Raises:
            BatchError: a batch node has neither list nor generator, or has an item that no server accepts.
            FieldValueError: a pending value has no answer.
        """
        batches = BatchNodes(self.nodes, self.routes, self.values, self.context)
        data = batches.data() + build_varied_data(self.varied, self.context.answers)
        for entries in data:
            for entry in entries:
                refuse_unsendable_items(entry["items"], entry["node_path"], entry["field_name"])
        seeds: list[JSONObject] = [
            {"node_path": node_id, "field_name": name, "items": [*items]}
            for (node_id, name), items in self._list_varying_seeds()
        ]
        return ([seeds, *data], 1) if seeds else (data, self.runs)

    def list_varied(self) -> dict[str, set[str]]:
        """Return the inputs that differ from run to run, by node id."""
        varied: dict[str, set[str]] = {}
        for (node_id, name), _ in self._list_varying_seeds():
            varied.setdefault(node_id, set()).add(name)
        return varied

    def _list_varying_seeds(self) -> list[tuple[tuple[str, str], Sequence[int]]]:
        if self.runs == 1 or not self.seeds:
            return []
        supplied = _collect_supplied_inputs(self)
        return [
            ((node_id, name), items)
            for (node_id, name), items in self.seeds.items()
            if can_vary(self.nodes[node_id], name)
            and name not in self.connections.get(node_id, ())
            and name not in supplied.get(node_id, ())
        ]

    def find_repeated_seed(self) -> Finding | None:
        """Report a fixed seed that several runs share."""
        return find_repeated_seed(self.graph, self.nodes, self.runs, self.list_varied())

    def has_value(self, node_id: str, field_name: str) -> bool:
        """Return whether a field was set after loading, or another node feeds it."""
        return self.values.get(node_id, {}).get(field_name, UNSET) is not UNSET or field_name in self.connections.get(
            node_id, ()
        )

    def find_value_problems(self) -> Iterator[ValueProblem]:
        """Find values that the server would not accept, and required inputs without a value."""
        supplied = _collect_supplied_inputs(self)
        return find_value_problems(self.graph, self.nodes.values(), self.values, self.connections, supplied)


def make_draft(
    source: CompileSource,
    *,
    context: CompileContext,
    unknown_nodes: UnknownNodes,
    runs: int | None = None,
    board: str | None = None,
) -> Draft:
    """Build the graph of a workflow.

    Raises:
        BatchError: `runs` is not an integer of at least 1.
        UnknownNodeError: a node has an unknown type, and `unknown_nodes` is `error`.
        FieldValueError: a pending value has no answer.
        WorkflowFormatError: a value is nested too deeply.
    """
    runs = context.runs if runs is None else runs
    if isinstance(runs, bool) or not isinstance(runs, int) or runs < 1:
        raise BatchError(f"runs must be an integer of at least 1, not {runs!r}", code="runs")
    nodes, edges = _select_nodes(source, unknown_nodes)
    values = source.values(context.answers)
    seeds: dict[tuple[str, str], Sequence[int]] = {}
    for node_id, name in find_random_seeds(nodes, source.fields, values):
        numbers = context.make_random(f"seed/{node_id}/{name}")
        template = nodes[node_id].input_template(name)
        seeds[node_id, name] = [int(draw_seed(template, numbers)) for _ in range(min(runs, MOST_ITEMS))]
        values[node_id][name] = seeds[node_id, name][0]
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
    return Draft(nodes, edges, routes, values, graph, connections, context, source.varied, runs, seeds)


def compile_source(
    source: CompileSource,
    *,
    context: CompileContext,
    runs: int | None,
    board: str | None,
    unknown_nodes: UnknownNodes,
    validate: bool,
) -> CompiledBatch:
    """Compile a workflow; see `Workflow.compile` for arguments and errors."""
    draft = make_draft(source, context=context, unknown_nodes=unknown_nodes, runs=runs, board=board)
    data, batch_runs = draft.build_data()
    if validate:
        _refuse_invalid_edges(source.loaded.findings)
        check_graph(draft.graph, draft.nodes, draft.connections)
        check_batch(data, draft.nodes, draft.edges)
        for problem in draft.find_value_problems():
            raise problem.make_error()
    embed = partial(build_embedded_workflow, source.loaded, draft.edges, draft.values, source.catalogue.server_version)
    warnings = _collect_warnings(source.loaded.findings, unknown_nodes, draft)
    if validate and (repeated := draft.find_repeated_seed()) is not None:
        warnings = (*warnings, repeated)
    return CompiledBatch(graph=draft.graph, data=data, runs=batch_runs, warnings=warnings, embed=embed)


def find_problems(source: CompileSource, *, context: CompileContext, runs: int | None = None) -> Iterator[Finding]:
    """Find everything that `compile_source` would refuse, each as a finding of severity `error`.

    A seed that the runs repeat is reported too, as a warning.

    Args:
        source: the workflow.
        context: the server's answers, with one for each pending value.
        runs: how often to repeat the whole batch; the context's number by default.
    """
    for finding in source.loaded.findings:
        if finding.code == DELETED_EDGE:
            yield name_broken_rule(finding)
        elif finding.severity == "error":
            yield finding
    try:
        draft = make_draft(source, context=context, unknown_nodes="keep", runs=runs)
    except WorkflowError as error:
        yield report_error(error)
        return
    for problem in draft.find_value_problems():
        violation = problem.violation
        yield Finding(
            code=violation.code,
            severity="error",
            message=problem.message,
            node_id=problem.node.id,
            field_name=problem.name,
            fix="connect the input or set a value" if violation.code == MISSING_INPUT else None,
            params=violation.params,
        )
    try:
        check_graph(draft.graph, draft.nodes, draft.connections)
    except WorkflowError as error:
        yield report_error(error)
    try:
        check_batch(draft.build_data()[0], draft.nodes, draft.edges)
    except WorkflowError as error:
        yield report_error(error)
    repeated = draft.find_repeated_seed()
    if repeated is not None:
        yield repeated


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
    source: CompileSource, unknown_nodes: UnknownNodes
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


def _refuse_invalid_edges(findings: Iterable[Finding]) -> None:
    """Refuse edges that loading dropped, except those that only lack the types of their nodes.

    Raises:
        GraphError: an edge is invalid; the code is that of the rule that the edge breaks.
    """
    for finding in findings:
        if finding.code == DELETED_EDGE and not is_suspended(finding):
            broken = name_broken_rule(finding)
            raise GraphError(
                f"{broken.message}; {broken.fix or 'remove the edge'}",
                code=broken.code,
                node_id=finding.node_id,
                field_name=finding.field_name,
            )


def _collect_warnings(findings: Iterable[Finding], unknown_nodes: UnknownNodes, draft: Draft) -> tuple[Finding, ...]:
    """Return what loading changed or left out and the batch lacks, in the editor's order."""
    warnings: list[Finding] = []
    for finding in findings:
        if LEGACY_MODEL in finding.params:
            if not draft.has_value(str(finding.node_id), str(finding.field_name)):
                warnings.append(evolve(finding, severity="warning", message=f"{finding.message}; it was left out"))
        elif finding.severity == "info" or (unknown_nodes == "keep" and is_suspended(finding)):
            continue
        elif finding.code == MISSING_TEMPLATE:
            consequence = "it is sent as it is" if unknown_nodes == "keep" else "it was left out"
            warnings.append(evolve(finding, severity="warning", message=f"{finding.message}; {consequence}"))
        else:
            warnings.append(evolve(finding, severity="warning") if is_suspended(finding) else finding)
    return tuple(warnings)


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
    finding = report_missing_template(first)
    hint = did_you_mean(suggest_types(first, catalogue)) or f"; {finding.fix}"
    others = ", ".join(f"{node.id!r} ({node.type})" for node in nodes[1:])
    return UnknownNodeError(
        f"node {first.id!r}: unknown node type {first.type!r}{hint}"
        + (f"; also of unknown types: {others}" if others else ""),
        node_id=first.id,
    )


def _collect_supplied_inputs(draft: Draft) -> dict[str, set[str]]:
    """Return, by node id, the inputs that the batch varies and the inputs of batch nodes that a generator feeds."""
    supplied: dict[str, set[str]] = {}
    for varied in chain.from_iterable(draft.varied):
        supplied.setdefault(varied.node_id, set()).add(varied.field_name)
    for node in draft.nodes.values():
        if node.type in BATCH_FIELDS:
            for node_id, field_name in draft.routes.find_targets(node.id, BATCH_FIELDS[node.type][1]):
                supplied.setdefault(node_id, set()).add(field_name)
    if any(node.type in CLIENT_TYPES for node in draft.nodes.values()):
        for edge in draft.edges:
            target = draft.nodes.get(edge.target)
            if target is not None and target.type in CLIENT_TYPES and draft.routes.find_source(edge) is not None:
                supplied.setdefault(edge.target, set()).add(edge.target_handle)
    return supplied
