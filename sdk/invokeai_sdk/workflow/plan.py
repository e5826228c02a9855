"""`Plan`: the effects of submitting a workflow, and `diff`: the differences between two plans, batches or graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import evolve, frozen

from invokeai_sdk._text import escape_control_characters
from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import WorkflowError
from invokeai_sdk.fields.pending import Pending, PendingBoard, PendingModel
from invokeai_sdk.workflow.compiled_batch import CompiledBatch
from invokeai_sdk.workflow.edges import DELETED_EDGE, name_broken_rule
from invokeai_sdk.workflow.findings import Finding, report_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invokeai_sdk.workflow.context import CompileContext, Needs
    from invokeai_sdk.workflow.workflow import Workflow

_LONGEST: Final = 60
"""Longer values are truncated in the text of a plan."""


@frozen(eq=False)
class Plan:
    """The effects of submitting a workflow; `print` it for a summary.

    Attributes:
        batch: the batch that would be sent, with placeholders in angle brackets for pending values such as uploads;
            `None` if the workflow cannot be compiled.
        findings: what loading changed, and what `submit` would refuse.
        needs: the server's answers that submitting needs first.
    """

    batch: CompiledBatch | None
    findings: tuple[Finding, ...]
    needs: Needs

    @property
    def ok(self) -> bool:
        """Whether `submit` would send the batch."""
        return self.batch is not None and all(finding.severity != "error" for finding in self.findings)

    @property
    def expansion(self) -> int:
        """The number of queue items that the server would create."""
        return 0 if self.batch is None else self.batch.expansion

    def body(self, batch_id: str, *, prepend: bool = False) -> JSONObject | None:
        """Return the body of the enqueue request that would be sent, `None` if there is no batch.

        Args:
            batch_id: the id that the server stores the batch under.
            prepend: whether the batch runs before all waiting queue items.
        """
        return None if self.batch is None else self.batch.body(batch_id, prepend=prepend)

    def __str__(self) -> str:
        return escape_control_characters("\n".join(self._lines()))

    def _lines(self) -> Iterator[str]:
        if self.batch is None:
            yield "the workflow cannot be compiled"
        else:
            nodes, edges = self.batch.graph["nodes"], self.batch.graph["edges"]
            yield f"{self.expansion} queue items: {len(nodes)} nodes, {len(edges)} edges, {self.batch.runs} runs"
            for entries in self.batch.data:
                yield "  varies " + ", zipped with ".join(map(_format_entry, entries))
        for need in (*self.needs.saved_workflows, *self.needs.prompts, *self.needs.board_images, *self.needs.pending):
            yield f"  needs from the server: {need}"
        for finding in self.findings:
            yield f"  {finding}"


def make_plan(workflow: Workflow, *, runs: int | None = None, context: CompileContext | None = None) -> Plan:
    """Make the plan of a workflow; see `Workflow.plan`."""
    context = workflow.context if context is None else context
    needs = workflow.needs(context)
    findings = list(workflow.findings)
    placeholders = {pending: _make_placeholder(pending) for pending in needs.pending}
    context = evolve(context, answers={**placeholders, **context.answers})
    batch: CompiledBatch | None = None
    try:
        batch = workflow.compile(runs=runs, context=context)
    except WorkflowError as error:
        findings += [] if _is_reported(error, findings) else [report_error(error)]
        try:  # a refused batch can often be compiled without validation
            batch = workflow.compile(runs=runs, context=context, validate=False, unknown_nodes="keep")
        except WorkflowError:
            batch = None
    return Plan(batch, tuple(findings), needs)


def _is_reported(error: WorkflowError, findings: Iterable[Finding]) -> bool:
    """Return whether an error is about an invalid edge, which loading reports too."""
    place = (error.code, error.node_id, error.field_name)
    edges = (name_broken_rule(finding) for finding in findings if finding.code == DELETED_EDGE)
    return any((edge.code, edge.node_id, edge.field_name) == place for edge in edges)


def _make_placeholder(pending: Pending) -> JSONValue:
    text = f"<{pending}>"
    if isinstance(pending, PendingBoard):
        return {"board_id": text}
    if isinstance(pending, PendingModel):
        base, type_ = (known[0] if known else "unknown" for known in (pending.bases, pending.types))
        return {"key": text, "hash": text, "name": pending.name, "base": base, "type": type_}
    return {f"{pending.kind}_name": text}


def _format_entry(entry: JSONObject) -> str:
    items = repr(entry["items"])
    text = items if len(items) <= _LONGEST else f"{items[:_LONGEST]}…"
    return f"{entry['node_path']}.{entry['field_name']} ({len(entry['items'])} items: {text})"


Comparable: TypeAlias = Plan | CompiledBatch | JSONObject
"""A plan, a compiled batch, a graph as JSON, or a queue item as JSON."""


@frozen
class Difference:
    """One difference between two plans, batches, graphs or queue items.

    Attributes:
        path: the place of the difference, such as `nodes.<id>.steps`, `edges` or `data`.
        before: the value in the first one; `UNSET` if it has none.
        after: the value in the second one; `UNSET` if it has none.
    """

    path: str
    before: JSONValue | Unset
    after: JSONValue | Unset

    def __str__(self) -> str:
        return escape_control_characters(f"{self.path}: {self.before!r} -> {self.after!r}")


def diff(before: Comparable, after: Comparable) -> tuple[Difference, ...]:
    """Compare two plans, compiled batches, graphs or queue items.

    A null input, as servers write inputs without a value, equals an absent input, as in compiled graphs. Batch data and
    the number of runs are compared only if both sides have them.

    Args:
        before: the first one.
        after: the second one.

    Returns:
        The differences, nodes first; empty if the server would do the same for both.
    """
    first, second = _split(before), _split(after)
    return (*_compare_nodes(first["nodes"], second["nodes"]), *_compare_rest(first, second))


def _split(of: Comparable) -> JSONObject:
    if isinstance(of, Plan):
        of = of.batch if of.batch is not None else {}
    if isinstance(of, CompiledBatch):
        return {"nodes": of.graph["nodes"], "edges": of.graph["edges"], "data": of.data, "runs": of.runs}
    session = of.get("session")
    graph: Any = session.get("graph") if isinstance(session, dict) else of.get("graph", of)
    graph = graph if isinstance(graph, dict) else {}
    return {"nodes": graph.get("nodes") or {}, "edges": graph.get("edges") or []}


def _compare_nodes(before: JSONObject, after: JSONObject) -> Iterator[Difference]:
    for node_id in dict.fromkeys((*before, *after)):
        first, second = before.get(node_id), after.get(node_id)
        if first is None or second is None:
            yield Difference(f"nodes.{node_id}", UNSET if first is None else first, UNSET if second is None else second)
            continue
        for field in dict.fromkeys((*first, *second)):
            if first.get(field) != second.get(field):
                yield Difference(f"nodes.{node_id}.{field}", first.get(field, UNSET), second.get(field, UNSET))


def _compare_rest(before: JSONObject, after: JSONObject) -> Iterator[Difference]:
    first, second = ({_make_edge_key(edge): edge for edge in side["edges"]} for side in (before, after))
    for key in dict.fromkeys((*first, *second)):
        if key not in first or key not in second:
            yield Difference("edges", first.get(key, UNSET), second.get(key, UNSET))
    for part in ("data", "runs"):
        if part in before and part in after and before[part] != after[part]:
            yield Difference(part, before[part], after[part])


def _make_edge_key(edge: JSONObject) -> tuple[str, ...]:
    return tuple(str(edge.get(end, {}).get(key)) for end in ("source", "destination") for key in ("node_id", "field"))
