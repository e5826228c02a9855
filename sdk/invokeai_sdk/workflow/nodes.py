"""Nodes, node inputs and edges of a loaded workflow; all are read-only."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from attrs import field, frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from invokeai_sdk.schema.types import InputTemplate, NodeTemplate

NodeKind: TypeAlias = Literal["invocation", "notes", "connector"]

BATCH_TYPES: Final = frozenset({"image_batch", "string_batch", "integer_batch", "float_batch"})
"""Node types that the client converts to batch data; the server never runs them."""

GENERATOR_TYPES: Final = frozenset({"image_generator", "string_generator", "integer_generator", "float_generator"})
"""Node types that feed batch nodes; the client computes their items and the server never runs them."""

CLIENT_TYPES: Final = BATCH_TYPES | GENERATOR_TYPES
"""Node types that the server never runs."""

CORE_METADATA: Final = "core_metadata"
"""The only node type that accepts additional inputs, with any JSON values."""

CALL_SAVED_WORKFLOW: Final = "call_saved_workflow"
"""The node type that has the form inputs of another, saved workflow as its inputs."""

SAVED_INPUT_PREFIX: Final = "saved_workflow_input::"
"""Prefix of the inputs of the saved workflow on the calling node: `saved_workflow_input::<node id>::<field>`."""


class NodeInput(NamedTuple):
    """One input of a node, as the workflow states it.

    A named tuple is created in a fifth of the time of a frozen attrs class, and a workflow has hundreds of inputs.

    Attributes:
        name: the name of the field, which is also the key it is stored under, except in damaged files.
        label: the label given by the author, often empty.
        description: the description given by the author, often empty.
        value: the value as JSON; `UNSET` if the workflow has no usable value.
        unusable: the stored JSON if it is not a usable value, such as a model in the format of InvokeAI 3.
    """

    name: str
    label: str = ""
    description: str = ""
    value: JSONValue | Unset = UNSET
    unusable: JSONValue | Unset = UNSET


make_input: Final[Callable[[tuple[object, ...]], NodeInput]] = partial(tuple.__new__, NodeInput)
"""Create a `NodeInput` from a tuple of all its attributes, in half the time of calling the class."""


@frozen
class DynamicInput:
    """An input that a node has in addition to those of its type.

    Attributes:
        template: the description of the input.
        raw: the same description as JSON, as in `dynamicInputTemplates`.
    """

    template: InputTemplate
    raw: JSONObject


@frozen(eq=False, slots=False)  # instances of a frozen class without slots are created three times as fast
class WorkflowNode:
    """One node of a loaded workflow.

    Attributes:
        id: the id of the node, unique in the workflow.
        kind: `invocation`, or `notes` or `connector`, which exist in the editor only and are never sent.
        type: the invocation type, such as `add`; for other kinds the kind.
        label: the label given by the author, often empty.
        notes: the author's notes.
        version: the version of the node type, after any update.
        node_pack: the package that provides the node type, `invokeai` for the built-in ones.
        is_intermediate: whether the node's images are kept out of the gallery.
        use_cache: whether the server may reuse a cached result.
        is_open: whether the editor shows the node expanded.
        position: the position on the canvas, `{x, y}`.
        template: the catalogue's description of the type; `None` for unknown types and other kinds.
        inputs: the inputs by key.
        dynamic: the inputs in addition to those of the type (only `call_saved_workflow` nodes have any).
    """

    id: str
    kind: NodeKind
    type: str
    label: str = ""
    notes: str = ""
    version: str = ""
    node_pack: str = "invokeai"
    is_intermediate: bool = False
    use_cache: bool = True
    is_open: bool = True
    position: JSONObject = field(factory=dict, repr=False)
    template: NodeTemplate | None = field(default=None, repr=False)
    inputs: Mapping[str, NodeInput] = field(factory=dict, repr=False)
    dynamic: Mapping[str, DynamicInput] = field(factory=dict, repr=False)

    def replace(self, *, inputs: Mapping[str, NodeInput], version: str) -> WorkflowNode:
        """Return the node with other inputs and another version; faster than `attrs.evolve`."""
        return WorkflowNode(
            self.id,
            self.kind,
            self.type,
            self.label,
            self.notes,
            version,
            self.node_pack,
            self.is_intermediate,
            self.use_cache,
            self.is_open,
            self.position,
            self.template,
            inputs,
            self.dynamic,
        )

    @property
    def executable(self) -> bool:
        """Whether the server runs the node."""
        return self.kind == "invocation" and self.type not in CLIENT_TYPES

    def input_template(self, field_name: str) -> InputTemplate | None:
        """Return the description of an input; `None` if neither the catalogue nor the node has one."""
        dynamic = self.dynamic.get(field_name)
        if dynamic is not None:
            return dynamic.template
        return self.template.inputs.get(field_name) if self.template is not None else None


def describe_node(node: WorkflowNode) -> str:
    """Return the text that error messages name a node by: its label or its type's title, its type and its id."""
    title = node.template.title if node.template else ""
    name = node.label or title
    return f"{name!r} [{node.type}], id {node.id!r}" if name else f"[{node.type}], id {node.id!r}"


class Edge(NamedTuple):
    """One edge of a workflow; a named tuple, which is created faster than a frozen attrs class.

    Attributes:
        id: the id of the edge.
        source: the id of the node that the edge starts at.
        target: the id of the node that the edge ends at.
        source_handle: the output field that the edge starts at.
        target_handle: the input field that the edge ends at.
        collapsed: whether the edge only represents the edges between two folded nodes in the editor; such an edge has
            no handles and is never sent.
        hidden: whether the editor hides the edge; `None` if the file does not say.
        file_index: the index among the edges of the file.
    """

    id: str
    source: str
    target: str
    source_handle: str = ""
    target_handle: str = ""
    collapsed: bool = False
    hidden: bool | None = None
    file_index: int = 0

    @property
    def source_name(self) -> str:
        """The start of the edge as `node.field`, as the editor writes it."""
        return self.source if self.collapsed else f"{self.source}.{self.source_handle}"

    @property
    def target_name(self) -> str:
        """The end of the edge as `node.field`, as the editor writes it."""
        return self.target if self.collapsed else f"{self.target}.{self.target_handle}"
