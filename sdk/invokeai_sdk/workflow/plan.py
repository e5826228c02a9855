"""What submitting a workflow would do, without doing it; and what two of them differ in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import evolve, frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import WorkflowError
from invokeai_sdk.fields.pending import Pending, PendingBoard, PendingModel
from invokeai_sdk.workflow.compiled import CompiledBatch
from invokeai_sdk.workflow.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invokeai_sdk.workflow.context import CompileContext, Needs
    from invokeai_sdk.workflow.workflow import Workflow

_SHOWN: Final = 60
"""Longer values are cut when they are shown."""


@frozen(eq=False)
class Plan:
    """What submitting would do.

    Attributes:
        batch: what would be sent; `None` if it could not even be put together. Where something is pending, such as
            an upload, it holds a placeholder in angle brackets.
        findings: everything worth knowing: what loading changed, and what `submit` would refuse.
        needs: what a server must answer first.
    """

    batch: CompiledBatch | None
    findings: tuple[Finding, ...]
    needs: Needs

    @property
    def ok(self) -> bool:
        """Whether submitting would go ahead."""
        return self.batch is not None and all(finding.severity != "error" for finding in self.findings)

    @property
    def expansion(self) -> int:
        """How many queue items the server would make of it."""
        return 0 if self.batch is None else self.batch.expansion

    def body(self, batch_id: str, *, prepend: bool = False) -> JSONObject | None:
        """Return the request that would be sent, `None` if there is none."""
        return None if self.batch is None else self.batch.body(batch_id, prepend=prepend)

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        if self.batch is None:
            yield "nothing can be sent"
        else:
            nodes, edges = self.batch.graph["nodes"], self.batch.graph["edges"]
            yield f"{self.expansion} queue items: {len(nodes)} nodes, {len(edges)} edges, {self.batch.runs} runs"
            for entries in self.batch.data:
                yield "  varies " + ", in step with ".join(map(_shown_entry, entries))
        for need in (*self.needs.saved_workflows, *self.needs.prompts, *self.needs.board_images, *self.needs.pending):
            yield f"  asks the server first: {need}"
        for finding in self.findings:
            yield f"  {finding}"


def make_plan(workflow: Workflow, *, runs: int | None = None, context: CompileContext | None = None) -> Plan:
    """Plan a workflow; see `Workflow.plan`."""
    context = workflow.context if context is None else context
    needs = workflow.needs(context)
    findings = list(workflow.findings)
    stand_ins = {pending: _stand_in(pending) for pending in needs.pending}
    context = evolve(context, answers={**stand_ins, **context.answers})
    batch: CompiledBatch | None = None
    try:
        batch = workflow.compile(runs=runs, context=context)
    except WorkflowError as error:
        findings.append(
            Finding(
                code=error.code,
                severity="error",
                message=error.message,
                node_id=error.node_id,
                field_name=error.field_name,
            )
        )
        try:  # what would be refused can often be shown all the same
            batch = workflow.compile(runs=runs, context=context, validate=False, unknown_nodes="keep")
        except WorkflowError:
            batch = None
    return Plan(batch, tuple(findings), needs)


def _stand_in(pending: Pending) -> JSONValue:
    shown = f"<{pending}>"
    if isinstance(pending, PendingBoard):
        return {"board_id": shown}
    if isinstance(pending, PendingModel):
        base, type_ = (known[0] if known else "unknown" for known in (pending.bases, pending.types))
        return {"key": shown, "hash": shown, "name": pending.name, "base": base, "type": type_}
    return {f"{pending.kind}_name": shown}


def _shown_entry(entry: JSONObject) -> str:
    items = repr(entry["items"])
    shown = items if len(items) <= _SHOWN else f"{items[:_SHOWN]}…"
    return f"{entry['node_path']}.{entry['field_name']} ({len(entry['items'])} items: {shown})"


Comparable: TypeAlias = Plan | CompiledBatch | JSONObject
"""A plan, a compiled batch, a graph as JSON, or a queue item as JSON."""


@frozen
class Difference:
    """One thing that two of them say differently.

    Attributes:
        path: what differs, such as `nodes.<id>.steps`, `edges` or `data`.
        before: what the first says; `UNSET` if nothing.
        after: what the second says; `UNSET` if nothing.
    """

    path: str
    before: JSONValue | Unset
    after: JSONValue | Unset

    def __str__(self) -> str:
        return f"{self.path}: {self.before!r} -> {self.after!r}"


def diff(before: Comparable, after: Comparable) -> tuple[Difference, ...]:
    """Compare what two plans, batches, graphs or queue items would have the server do.

    A server writes inputs without a value as null, where a compiled graph leaves them out: that is no difference.
    Batch data and the number of runs are compared only if both sides state them.

    Args:
        before: one of them.
        after: the other.

    Returns:
        What differs, nodes first; nothing if they would do the same.
    """
    first, second = _parts(before), _parts(after)
    return (*_node_differences(first["nodes"], second["nodes"]), *_other_differences(first, second))


def _parts(of: Comparable) -> JSONObject:
    if isinstance(of, Plan):
        of = of.batch if of.batch is not None else {}
    if isinstance(of, CompiledBatch):
        return {"nodes": of.graph["nodes"], "edges": of.graph["edges"], "data": of.data, "runs": of.runs}
    session = of.get("session")
    graph: Any = session.get("graph") if isinstance(session, dict) else of.get("graph", of)
    graph = graph if isinstance(graph, dict) else {}
    return {"nodes": graph.get("nodes") or {}, "edges": graph.get("edges") or []}


def _node_differences(before: JSONObject, after: JSONObject) -> Iterator[Difference]:
    for node_id in dict.fromkeys((*before, *after)):
        first, second = before.get(node_id), after.get(node_id)
        if first is None or second is None:
            yield Difference(f"nodes.{node_id}", UNSET if first is None else first, UNSET if second is None else second)
            continue
        for field in dict.fromkeys((*first, *second)):
            if first.get(field) != second.get(field):
                yield Difference(f"nodes.{node_id}.{field}", first.get(field, UNSET), second.get(field, UNSET))


def _other_differences(before: JSONObject, after: JSONObject) -> Iterator[Difference]:
    ends = [{_edge_key(edge): edge for edge in side["edges"]} for side in (before, after)]
    for key in dict.fromkeys((*ends[0], *ends[1])):
        if key not in ends[0] or key not in ends[1]:
            yield Difference("edges", ends[0].get(key, UNSET), ends[1].get(key, UNSET))
    for part in ("data", "runs"):
        if part in before and part in after and before[part] != after[part]:
            yield Difference(part, before[part], after[part])


def _edge_key(edge: JSONObject) -> tuple[str, ...]:
    return tuple(str(edge.get(end, {}).get(key)) for end in ("source", "destination") for key in ("node_id", "field"))
