"""The batch data of a workflow: what the server is to vary from run to run.

Mirrors `invokeai/frontend/web/src/features/queue/hooks/useEnqueueWorkflows.ts` and
`invokeai/frontend/web/src/features/nodes/util/node/resolveBatchValue.ts`. Batch data is a list of lists: the entries
of an inner list are walked in step (a zip), the inner lists against each other (a product, the last one fastest).
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import field, frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import BatchError
from invokeai_sdk.fields.generators import read_generator
from invokeai_sdk.workflow.generators import request_of, resolve
from invokeai_sdk.workflow.nodes import BATCH_TYPES
from invokeai_sdk.workflow.values import clone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk.fields.generators import AnyGenerator
    from invokeai_sdk.workflow.connectors import Routes
    from invokeai_sdk.workflow.context import CompileContext
    from invokeai_sdk.workflow.generators import Request
    from invokeai_sdk.workflow.graph import Values
    from invokeai_sdk.workflow.nodes import WorkflowNode

BatchData: TypeAlias = list[list[JSONObject]]
"""Inner lists of `{node_path, field_name, items}`."""

_UNGROUPED: Final = "None"
_GROUP: Final = "batch_group_id"
_GENERATOR: Final = "generator"


@frozen
class _Kind:
    """What a type of batch node is made of."""

    collection: str
    output: str
    generator_type: str


_KINDS: Final[Mapping[str, _Kind]] = {
    "image_batch": _Kind("images", "image", "ImageGeneratorField"),
    "string_batch": _Kind("strings", "value", "StringGeneratorField"),
    "integer_batch": _Kind("integers", "value", "IntegerGeneratorField"),
    "float_batch": _Kind("floats", "value", "FloatGeneratorField"),
}


@frozen
class BatchNodes:
    """The batch nodes of a workflow, and what feeds and follows them.

    Attributes:
        nodes: the nodes that take part, by id.
        routes: their edges.
        values: the values set since the file was read.
        context: where random numbers and the server's answers come from. Each generator is resolved once, however
            many batch nodes it feeds.
    """

    nodes: Mapping[str, WorkflowNode]
    routes: Routes
    values: Values
    context: CompileContext
    _resolved: dict[str, list[JSONValue]] = field(factory=dict, init=False)

    def data(self) -> BatchData:
        """Build the batch data.

        Raises:
            BatchError: a batch node has nothing to go through, or a generator cannot be resolved.
        """
        groups: dict[str, BatchData] = {}
        for node in self._batch_nodes():
            group = self._value(node, _GROUP)
            # The editor zips nodes without a group with each other; the server means a product by it.
            key = _UNGROUPED if group is UNSET or group is None else str(group)
            items = self.items(node)
            entries = [
                {"node_path": node_id, "field_name": field_name, "items": list(items)}
                for node_id, field_name in self.routes.ends_of(node.id, _KINDS[node.type].output)
                if node_id in self.nodes
            ]
            lists = groups.setdefault(key, [])
            if not entries:
                continue
            if key == _UNGROUPED or not lists:
                lists.append(entries)
            else:
                lists[0].extend(entries)
        return [entries for lists in groups.values() for entries in lists]

    def items(self, node: WorkflowNode) -> list[JSONValue]:
        """Return what a batch node goes through: what its generator yields, else its own collection.

        Raises:
            BatchError: it has neither, or the generator is not one.
        """
        kind = _KINDS[node.type]
        source = self._generator_of(node)
        if source is not None:
            return self._generated(source, kind)
        if kind.collection not in node.inputs and kind.collection not in self.values.get(node.id, ()):
            raise BatchError(
                f"{node.type} {node.id!r} has no {kind.collection!r} to go through",
                code="missing_batch_collection",
                node_id=node.id,
                field_name=kind.collection,
            )
        value = self._value(node, kind.collection)
        if value is UNSET or value is None:
            return []
        items: list[JSONValue] = clone(value if isinstance(value, list) else [value])
        return items

    def requests(self) -> Iterable[Request]:
        """Yield what the server must answer before the generators can be resolved."""
        asked: set[str] = set()
        for node in self._batch_nodes():
            source = self._generator_of(node)
            if source is None or source.id in asked:
                continue
            asked.add(source.id)
            value = self._value(source, _GENERATOR)
            generator = UNSET if value is UNSET else read_generator(_KINDS[node.type].generator_type, value)
            request = None if generator is UNSET else request_of(generator, self.context.draws(source.id))
            if request is not None:
                yield request

    def _batch_nodes(self) -> Iterable[WorkflowNode]:
        return (node for node in self.nodes.values() if node.type in BATCH_TYPES)

    def _value(self, node: WorkflowNode, field_name: str) -> JSONValue | Unset:
        values = self.values.get(node.id)
        if values is not None and field_name in values:
            return values[field_name]
        stored = node.inputs.get(field_name)
        return UNSET if stored is None else stored.value

    def _generator_of(self, node: WorkflowNode) -> WorkflowNode | None:
        edge = self.routes.into(node.id, _KINDS[node.type].collection)
        source = self.routes.source_of(edge) if edge is not None else None
        return self.nodes.get(source[0]) if source is not None else None

    def _generator(self, source: WorkflowNode, kind: _Kind) -> AnyGenerator:
        value = self._value(source, _GENERATOR)
        generator = UNSET if value is UNSET else read_generator(kind.generator_type, value)
        if generator is UNSET:
            raise BatchError(
                f"{source.type} {source.id!r} has no generator that can be used",
                code="invalid_generator",
                node_id=source.id,
                field_name=_GENERATOR,
            )
        return generator

    def _generated(self, source: WorkflowNode, kind: _Kind) -> list[JSONValue]:
        if source.id not in self._resolved:
            self._resolved[source.id] = resolve(self._generator(source, kind), self.context.draws(source.id))
        return self._resolved[source.id]


def expansion(data: BatchData, runs: int) -> int:
    """Return how many queue items the server makes of batch data, its queue's limit aside."""
    return runs * prod(len(entries[0]["items"]) if entries else 0 for entries in data)
