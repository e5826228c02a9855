"""A loaded workflow whose values can be set."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from invokeai_sdk._types import UNSET, JSONValue, Unset
from invokeai_sdk.errors import UnknownInputError, UnknownNodeError, WorkflowFormatError
from invokeai_sdk.fields.registry import read_stored_field
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.workflow.context import CompileContext
from invokeai_sdk.workflow.load import Loaded, load
from invokeai_sdk.workflow.names import close, quoted
from invokeai_sdk.workflow.nodes import CALL_SAVED_WORKFLOW, SAVED_INPUT_PREFIX, NodeInput
from invokeai_sdk.workflow.saved_workflow import WORKFLOW_ID, emptied, refreshed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.definition import WorkflowDefinition
    from invokeai_sdk.workflow.findings import Finding
    from invokeai_sdk.workflow.form import Form
    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode


class EditableWorkflow:
    """What a workflow is, which stays as it is, and its values, which can be set.

    `Workflow` adds what it compiles to. Values that were set lie over those of the file, so a copy is cheap.

    Args:
        definition: the workflow's JSON; it is never changed.
        catalogue: the node types to read it by; those of the server this SDK was generated from by default.
        context: what a server would answer; nothing by default.

    Attributes:
        definition: the workflow's JSON.
        catalogue: the node types it was read by.
        context: what a server would answer.
    """

    def __init__(
        self,
        definition: WorkflowDefinition,
        *,
        catalogue: Catalogue | None = None,
        context: CompileContext | None = None,
    ) -> None:
        self.definition = definition
        self.catalogue: Catalogue = Catalogue.load_bundled() if catalogue is None else catalogue
        self.context: CompileContext = CompileContext() if context is None else context
        try:
            self._loaded: Loaded = load(definition.raw, self.catalogue, self.context)
        except RecursionError:
            raise WorkflowFormatError("the workflow is nested too deeply") from None
        self._values: dict[str, dict[str, IvkField[Any]]] = {}
        self._fed: frozenset[tuple[str, str]] | None = None

    # --- What it is ------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The workflow's name, possibly empty."""
        return self.definition.name

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was put right, or left out, when it was loaded."""
        return self._loaded.findings

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Those findings that are more than a note, as the editor shows them, in its order."""
        return tuple(finding for finding in self._loaded.findings if finding.severity != "info")

    @property
    def form(self) -> Form:
        """Its form."""
        return self._loaded.form

    @property
    def nodes(self) -> Mapping[str, WorkflowNode]:
        """Its nodes by id, in file order."""
        return MappingProxyType(self._loaded.nodes)

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Its valid edges, in file order."""
        return self._loaded.edges

    def node(self, node_id: str) -> WorkflowNode:
        """Return a node.

        Raises:
            UnknownNodeError: there is none with this id.
        """
        node = self._loaded.nodes.get(node_id)
        if node is None:
            known = close(node_id, self._loaded.nodes)
            hint = f"; did you mean {' or '.join(map(repr, known))}?" if known else ""
            raise UnknownNodeError(f"no node has the id {node_id!r}{hint}", code="unknown_node", node_id=node_id)
        return node

    def input_template(self, node_id: str, field_name: str) -> InputTemplate | None:
        """Return what a field is, `None` if nothing describes it."""
        return self.node(node_id).input_template(field_name)

    def connected(self, node_id: str, field_name: str) -> bool:
        """Tell whether an edge ends in a field."""
        if self._fed is None:
            self._fed = frozenset((edge.target, edge.target_handle) for edge in self._loaded.edges)
        return (node_id, field_name) in self._fed

    # --- Its values ------------------------------------------------------------------------------------------------

    def value(self, node_id: str, field_name: str) -> IvkField[Any]:
        """Return a field with its current value.

        Raises:
            UnknownNodeError: no such node.
            UnknownInputError: the node has no such field.
        """
        held = self._values.get(node_id, {}).get(field_name)
        if held is not None:
            return held
        node, stored = self._input(node_id, field_name)
        return read_stored_field(node.input_template(field_name), stored.value)

    def raw_value(self, node_id: str, field_name: str) -> JSONValue | Unset:
        """Return the current value of a field as JSON; `UNSET` if it has none, or one that is pending.

        Raises:
            UnknownNodeError: no such node.
            UnknownInputError: the node has no such field.
        """
        held = self._values.get(node_id, {}).get(field_name)
        if held is not None:
            return UNSET if held.pending else held.to_api()
        return self._input(node_id, field_name)[1].value

    def set_value(self, node_id: str, field_name: str, value: IvkField[Any]) -> None:
        """Replace a field, on the form or not, unchecked; `inputs` and `patch` check first.

        Setting the `workflow_id` of a `call_saved_workflow` node gives the node the inputs of that workflow, if the
        context knows it; an empty one takes them away.

        Raises:
            UnknownNodeError: no such node.
            UnknownInputError: the node has no such field.
        """
        node, _ = self._input(node_id, field_name)
        self._values.setdefault(node_id, {})[field_name] = value
        if node.type == CALL_SAVED_WORKFLOW and field_name == WORKFLOW_ID:
            self._call(node, value.to_api())

    def copy(self) -> Self:
        """Return a workflow of its own with the same values; cheap."""
        copied = object.__new__(type(self))
        copied.__dict__.update(self.__dict__)
        copied._values = {node_id: dict(fields) for node_id, fields in self._values.items()}
        return copied

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r}: {len(self._loaded.nodes)} nodes>"

    # --- Inside ----------------------------------------------------------------------------------------------------

    def _input(self, node_id: str, field_name: str) -> tuple[WorkflowNode, NodeInput]:
        """Return an input of a node: one the file has, or one that its type has and the file does not."""
        node = self.node(node_id)
        stored = node.inputs.get(field_name)
        if stored is not None:
            return node, stored
        if node.input_template(field_name) is None:
            known = (*node.inputs, *(node.template.inputs if node.template is not None else ()))
            raise UnknownInputError(
                f"{quoted(node)} has no field {field_name!r}",
                suggestions=close(field_name, known),
                node_id=node_id,
                field_name=field_name,
            )
        return node, NodeInput(field_name)

    def _call(self, node: WorkflowNode, workflow_id: JSONValue | Unset) -> None:
        """Let a `call_saved_workflow` node call another workflow, as the editor does when another one is chosen."""
        saved = self.context.saved_workflows.get(workflow_id) if isinstance(workflow_id, str) else None
        if workflow_id and saved is None:
            return
        current = emptied(node) if saved is None else refreshed(node, saved, self.catalogue)
        self._loaded = self._loaded.with_node(current)
        held = self._values[node.id]
        for name in [name for name in held if name.startswith(SAVED_INPUT_PREFIX) and name not in current.inputs]:
            del held[name]
        self._fed = None
