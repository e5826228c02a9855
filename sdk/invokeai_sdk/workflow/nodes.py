"""The parts of a loaded workflow: nodes, their inputs, and edges. All are read-only."""

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
"""Node types that the client resolves into batch data; the server never runs them."""

GENERATOR_TYPES: Final = frozenset({"image_generator", "string_generator", "integer_generator", "float_generator"})
"""Node types that feed batch nodes; the server never runs them either."""

CLIENT_TYPES: Final = BATCH_TYPES | GENERATOR_TYPES

CORE_METADATA: Final = "core_metadata"
"""The one node type that takes any further input, and values of any shape."""

CALL_SAVED_WORKFLOW: Final = "call_saved_workflow"
"""The node type whose inputs are those of another workflow."""

SAVED_INPUT_PREFIX: Final = "saved_workflow_input::"
"""How the inputs of that other workflow are named on the node: `saved_workflow_input::<node id>::<field>`."""


class NodeInput(NamedTuple):
    """One input of a node, as the workflow states it.

    A named tuple, as there are hundreds of them in a workflow, at a fifth of the cost of a frozen attrs class.

    Attributes:
        name: the field's name; the key it is stored under, but for damaged files.
        label: the user's own label, often empty.
        description: the user's own description, often empty.
        value: the value as JSON; `UNSET` where the workflow has none that can be used.
        unusable: the stored JSON where it could not be used, such as a model in the manner of InvokeAI 3.
    """

    name: str
    label: str = ""
    description: str = ""
    value: JSONValue | Unset = UNSET
    unusable: JSONValue | Unset = UNSET


make_input: Final[Callable[[tuple[object, ...]], NodeInput]] = partial(tuple.__new__, NodeInput)
"""Makes a `NodeInput` of the tuple of all its attributes, at half the cost of calling the class."""


@frozen
class DynamicInput:
    """An input that a node has beyond those of its type.

    Attributes:
        template: what the input is.
        raw: the same in the workflow file's own form (`dynamicInputTemplates`).
    """

    template: InputTemplate
    raw: JSONObject


@frozen(eq=False, slots=False)  # without slots a frozen class is made three times as fast
class WorkflowNode:
    """One node of a loaded workflow.

    Attributes:
        id: unique in the workflow.
        kind: an invocation, or one of the editor's own: notes and connectors never reach the server.
        type: the invocation type, such as `add`; for other kinds the kind itself.
        label: the user's own name of it, often empty.
        notes: the user's notes on it.
        version: the version of the node type it was saved with, after any update.
        node_pack: where the node type comes from, `invokeai` for the stock ones.
        is_intermediate: whether its images stay out of the gallery.
        use_cache: whether the server may answer from its cache.
        is_open: whether the editor shows it unfolded.
        position: its place on the canvas.
        template: what the catalogue says of its type; `None` for unknown types and other kinds.
        inputs: its inputs by their keys.
        dynamic: inputs it has beyond those of its type (only `call_saved_workflow` nodes do).
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

    def replaced(self, *, inputs: Mapping[str, NodeInput], version: str) -> WorkflowNode:
        """Return the node with other inputs and another version; `attrs.evolve`, but for its cost."""
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
        """Whether it is a node the server runs."""
        return self.kind == "invocation" and self.type not in CLIENT_TYPES

    def input_template(self, field_name: str) -> InputTemplate | None:
        """Return what an input is, `None` if nothing describes it."""
        dynamic = self.dynamic.get(field_name)
        if dynamic is not None:
            return dynamic.template
        return self.template.inputs.get(field_name) if self.template is not None else None


class Edge(NamedTuple):
    """One edge of a workflow; a named tuple, as there are many.

    A `collapsed` edge stands for the edges between two folded nodes; it has no handles and means nothing. `place` is
    its place among the edges of the file.
    """

    id: str
    source: str
    target: str
    source_handle: str = ""
    target_handle: str = ""
    collapsed: bool = False
    hidden: bool | None = None
    place: int = 0

    @property
    def source_name(self) -> str:
        """Its start as `node.field`, as the editor writes it."""
        return self.source if self.collapsed else f"{self.source}.{self.source_handle}"

    @property
    def target_name(self) -> str:
        """Its end as `node.field`, as the editor writes it."""
        return self.target if self.collapsed else f"{self.target}.{self.target_handle}"
