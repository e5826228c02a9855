"""Batch data of a workflow's batch nodes: the values that the server varies from run to run.

Mirrors `invokeai/frontend/web/src/features/queue/hooks/useEnqueueWorkflows.ts` and
`invokeai/frontend/web/src/features/nodes/util/node/resolveBatchValue.ts`. Batch data is a list of lists: the entries
of an inner list are zipped, and the inner lists are combined as a product in which the last list varies fastest.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import field, frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import BatchError
from invokeai_sdk.fields.generators import read_generator
from invokeai_sdk.workflow.generator_items import find_server_request, generate_items
from invokeai_sdk.workflow.json_values import clone
from invokeai_sdk.workflow.nodes import BATCH_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk.fields.generators import AnyGenerator
    from invokeai_sdk.workflow.build_graph import Values
    from invokeai_sdk.workflow.connectors import Routes
    from invokeai_sdk.workflow.context import CompileContext
    from invokeai_sdk.workflow.generator_items import GeneratorRequest
    from invokeai_sdk.workflow.nodes import WorkflowNode

BatchData: TypeAlias = list[list[JSONObject]]
"""Inner lists of `{node_path, field_name, items}`."""

_UNGROUPED: Final = "None"
_GROUP: Final = "batch_group_id"
_GENERATOR: Final = "generator"


@frozen
class _Kind:
    """The field names of a type of batch node.

    Attributes:
        collection: the input that holds the list of items.
        output: the output that yields one item a run.
        generator_type: the type of the generator that may feed the collection.
    """

    collection: str
    output: str
    generator_type: str


_KINDS: Final[Mapping[str, _Kind]] = {
    "image_batch": _Kind("images", "image", "ImageGeneratorField"),
    "string_batch": _Kind("strings", "value", "StringGeneratorField"),
    "integer_batch": _Kind("integers", "value", "IntegerGeneratorField"),
    "float_batch": _Kind("floats", "value", "FloatGeneratorField"),
}


BATCH_FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    name: (kind.collection, kind.output) for name, kind in _KINDS.items()
}
"""By type of batch node, the input that holds the list of items and the output that yields one item a run."""


@frozen
class BatchNodes:
    """The batch nodes of a workflow, with the generators that feed them and the inputs that they feed.

    A generator that feeds several batch nodes is run once.

    Attributes:
        nodes: the nodes to compile, by id.
        routes: the edges between the nodes.
        values: the values set after loading.
        context: the source of random numbers and of the server's answers.
    """

    nodes: Mapping[str, WorkflowNode]
    routes: Routes
    values: Values
    context: CompileContext
    _generated: dict[str, list[JSONValue]] = field(factory=dict, init=False)

    def data(self) -> BatchData:
        """Build the batch data.

        Raises:
            BatchError: a batch node has neither list nor generator, or its generator cannot be run.
        """
        groups: dict[str, BatchData] = {}
        for node in self._batch_nodes():
            group = self._get_value(node, _GROUP)
            # The editor zips nodes without a group with each other; the server combines them as a product.
            key = _UNGROUPED if group is UNSET or group is None else str(group)
            items = self.items(node)
            entries = [
                {"node_path": node_id, "field_name": field_name, "items": list(items)}
                for node_id, field_name in self.routes.find_targets(node.id, _KINDS[node.type].output)
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
        """Return the items of a batch node: those of its generator, else its own collection.

        Raises:
            BatchError: the node has neither, or its generator is invalid.
        """
        kind = _KINDS[node.type]
        source = self._find_generator_node(node)
        if source is not None:
            return self._run_generator(source, kind)
        if kind.collection not in node.inputs and kind.collection not in self.values.get(node.id, ()):
            raise BatchError(
                f"{node.type} {node.id!r} has neither a list of {kind.collection!r} nor a generator",
                code="missing_batch_collection",
                node_id=node.id,
                field_name=kind.collection,
            )
        value = self._get_value(node, kind.collection)
        if value is UNSET or value is None:
            return []
        items: list[JSONValue] = clone(value if isinstance(value, list) else [value])
        return items

    def requests(self) -> Iterable[GeneratorRequest]:
        """Yield the questions that the server must answer before the generators can be run."""
        seen: set[str] = set()
        for node in self._batch_nodes():
            source = self._find_generator_node(node)
            if source is None or source.id in seen:
                continue
            seen.add(source.id)
            value = self._get_value(source, _GENERATOR)
            generator = UNSET if value is UNSET else read_generator(_KINDS[node.type].generator_type, value)
            request = None if generator is UNSET else find_server_request(generator, self.context.make_draws(source.id))
            if request is not None:
                yield request

    def _batch_nodes(self) -> Iterable[WorkflowNode]:
        return (node for node in self.nodes.values() if node.type in BATCH_TYPES)

    def _get_value(self, node: WorkflowNode, field_name: str) -> JSONValue | Unset:
        values = self.values.get(node.id)
        if values is not None and field_name in values:
            return values[field_name]
        stored = node.inputs.get(field_name)
        return UNSET if stored is None else stored.value

    def _find_generator_node(self, node: WorkflowNode) -> WorkflowNode | None:
        edge = self.routes.find_edge_into(node.id, _KINDS[node.type].collection)
        source = self.routes.find_source(edge) if edge is not None else None
        return self.nodes.get(source[0]) if source is not None else None

    def _read_generator(self, source: WorkflowNode, kind: _Kind) -> AnyGenerator:
        value = self._get_value(source, _GENERATOR)
        generator = UNSET if value is UNSET else read_generator(kind.generator_type, value)
        if generator is UNSET:
            raise BatchError(
                f"{source.type} {source.id!r} has no valid generator",
                code="invalid_generator",
                node_id=source.id,
                field_name=_GENERATOR,
            )
        return generator

    def _run_generator(self, source: WorkflowNode, kind: _Kind) -> list[JSONValue]:
        if source.id not in self._generated:
            generator = self._read_generator(source, kind)
            self._generated[source.id] = generate_items(generator, self.context.make_draws(source.id))
        return self._generated[source.id]


def count_queue_items(data: BatchData, runs: int) -> int:
    """Return the number of queue items that the server creates from batch data, apart from its queue's limit."""
    return runs * prod(len(entries[0]["items"]) if entries else 0 for entries in data)
