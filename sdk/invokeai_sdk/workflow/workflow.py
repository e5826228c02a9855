"""A loaded workflow: its inputs, its current values, and what they compile to."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import TYPE_CHECKING, Literal, TypeAlias

from invokeai_sdk._types import UNSET, JSONObject
from invokeai_sdk.errors import BatchError
from invokeai_sdk.fields.models import parse_legacy_model
from invokeai_sdk.workflow.batch import BatchNodes
from invokeai_sdk.workflow.compiler import Source, compile_source
from invokeai_sdk.workflow.connectors import Routes
from invokeai_sdk.workflow.context import CompileContext, Needs
from invokeai_sdk.workflow.direct_batch import VariedInput, varied_input
from invokeai_sdk.workflow.editable import EditableWorkflow
from invokeai_sdk.workflow.generators import BoardImagesRequest, PromptRequest
from invokeai_sdk.workflow.inputs import WorkflowInputs
from invokeai_sdk.workflow.nodes import CALL_SAVED_WORKFLOW
from invokeai_sdk.workflow.saved_workflow import WORKFLOW_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invokeai_sdk.fields.pending import Pending
    from invokeai_sdk.schema.catalogue import Catalogue
    from invokeai_sdk.workflow.compiled import CompiledBatch
    from invokeai_sdk.workflow.definition import WorkflowDefinition
    from invokeai_sdk.workflow.describe import Description
    from invokeai_sdk.workflow.findings import Finding
    from invokeai_sdk.workflow.input_map import InputMapReport
    from invokeai_sdk.workflow.inputs import InputKey
    from invokeai_sdk.workflow.patch import PatchPath
    from invokeai_sdk.workflow.plan import Plan

UnknownNodes: TypeAlias = Literal["error", "keep", "drop"]
"""What to do with nodes whose type nothing describes: refuse, send them as they are, or leave them out."""


class Workflow(EditableWorkflow):
    """One workflow, loaded: what it is stays as it is, its values can be set.

    Nothing here asks a server. What only a server can answer is listed by `needs` and given as a `CompileContext`.

    Args:
        definition: the workflow's JSON; it is never changed.
        catalogue: the node types to read it by; those of the server this SDK was generated from by default.
        context: what a server would answer; nothing by default.

    Attributes:
        definition: the workflow's JSON.
        catalogue: the node types it was read by.
        context: what a server would answer.

    Raises:
        WorkflowVersionError: the JSON states no schema version, or an unknown one.
        WorkflowMigrationError: an old workflow that cannot be brought up to date.
        WorkflowFormatError: the JSON is not a workflow.
    """

    def __init__(
        self,
        definition: WorkflowDefinition,
        *,
        catalogue: Catalogue | None = None,
        context: CompileContext | None = None,
    ) -> None:
        super().__init__(definition, catalogue=catalogue, context=context)
        self._varied: tuple[tuple[VariedInput, ...], ...] = ()

    @property
    def inputs(self) -> WorkflowInputs:
        """The inputs on its form, and any other field by node and name."""
        # Made anew each time, at a few microseconds: kept here, it and the workflow would hold each other in memory.
        return WorkflowInputs(self)

    def patch(self, path: PatchPath | Mapping[PatchPath, object], value: object = UNSET) -> None:
        """Set any field by path: `patch("denoise_latents.*.steps", 8)`, or several at once: `patch({path: value})`.

        All or nothing: what is refused changes nothing. See `invokeai_sdk.workflow.patch` for what a path can say.

        Raises:
            PatchError: a path matches nothing.
            FieldValueError: a value that its field does not take.
        """
        from invokeai_sdk.workflow.patch import patch  # noqa: PLC0415 - loads glom

        patch(self, path if isinstance(path, Mapping) else {path: value})

    def batch(
        self,
        *,
        product: Mapping[InputKey, Iterable[object]] | None = None,
        zip: Mapping[InputKey, Iterable[object]] | None = None,  # noqa: A002 - what it does is called that
    ) -> None:
        """Vary inputs from run to run, without batch nodes; replaces what an earlier call said.

        ::

            workflow.batch(product={"Positive Prompt": ["a fox", "an owl"], "Seed": range(8)})   # 16 runs
            workflow.batch(zip={"Positive Prompt": ["a fox", "an owl"], "Seed": [7, 8]})         # 2 runs
            workflow.batch()                                                                     # none of it

        Any batch nodes of the workflow come first, then each entry of `product` in turn, then `zip` as one; the
        last one varies fastest.

        Args:
            product: inputs whose values are combined each with each.
            zip: inputs whose values go in step; all of one length.

        Raises:
            BatchError: a value its input cannot take, uneven lengths, nothing to go through, or an input that
                cannot vary. Nothing is changed then.
        """
        groups: list[tuple[VariedInput, ...]] = [(self._vary(key, values),) for key, values in (product or {}).items()]
        if zip:
            groups.append(tuple(self._vary(key, values) for key, values in zip.items()))
        for group in groups:
            names = " and ".join(f"{varied.node_id}.{varied.field_name}" for varied in group)
            if len({len(varied.items) for varied in group}) > 1:
                raise BatchError(f"what goes in step must be of one length: {names}", code="uneven_batch")
            if not group[0].items:
                raise BatchError(f"there is nothing to go through for {names}", code="empty_batch")
        self._varied = tuple(groups)

    # --- What it compiles to ---------------------------------------------------------------------------------------

    def needs(self, context: CompileContext | None = None) -> Needs:
        """List what only a server can answer before this can be compiled; empty for most workflows.

        Args:
            context: what is known already; the workflow's own context by default.
        """
        context = self.context if context is None else context
        source = self._source()
        routes = Routes(source.nodes, source.edges)
        values = source.values(context.answers, leave_pending=True)
        requests = list(BatchNodes(source.nodes, routes, values, context).requests())
        return Needs(
            saved_workflows=tuple(dict.fromkeys(id_ for id_ in self._called() if id_ not in context.saved_workflows)),
            prompts=tuple(
                dict.fromkeys(
                    r
                    for r in requests
                    if isinstance(r, PromptRequest) and r not in context.prompts and r.prompt not in context.prompts
                )
            ),
            board_images=tuple(
                dict.fromkeys(
                    r for r in requests if isinstance(r, BoardImagesRequest) and r not in context.board_images
                )
            ),
            pending=tuple(dict.fromkeys(p for p in self._pending() if p not in context.answers)),
        )

    def compile(
        self,
        *,
        runs: int | None = None,
        board: str | None = None,
        unknown_nodes: UnknownNodes = "error",
        context: CompileContext | None = None,
        validate: bool = True,
    ) -> CompiledBatch:
        """Compile the graph and batch that the editor would send, with the current values.

        Compiling is pure: the same workflow, values and context give the same result. Some things are always
        refused: nodes of unknown types (unless told otherwise), a batch node that has nothing to go through at all,
        batch items that no server takes, and values still pending. The rest of what the server would refuse, or
        accept and then choke on, is refused with `validate`, and compiled as the editor does without.

        Args:
            runs: how often everything is repeated; what the context says by default.
            board: the id of the board that "auto" stands for; what the context says by default.
            unknown_nodes: what to do with nodes whose type nothing describes.
            context: what a server would answer; the workflow's own context by default.
            validate: whether to refuse what could not run.

        Raises:
            UnknownNodeError: a node of an unknown type.
            MissingInputError: a required input without value and connection.
            FieldValueError: a value of the wrong type, out of bounds, not among the options, or still pending.
            GraphError: a graph without nodes, with a cycle, or with two edges into one input.
            BatchError: a batch that is empty or uneven, or an item that its field cannot take.
        """
        return compile_source(
            self._source(),
            context=self.context if context is None else context,
            runs=runs,
            board=board,
            unknown_nodes=unknown_nodes,
            validate=validate,
        )

    def plan(self, *, runs: int | None = None, context: CompileContext | None = None) -> Plan:
        """Show what submitting would do: payload, number of runs, findings. Nothing is sent, nothing is refused."""
        from invokeai_sdk.workflow.plan import make_plan  # noqa: PLC0415 - only when asked for

        return make_plan(self, runs=runs, context=context)

    # --- What can be said about it ---------------------------------------------------------------------------------

    def lint(self, *, catalogue: Catalogue | None = None, models: Iterable[object] | None = None) -> list[Finding]:
        """Report everything that is wrong with it and its current values, errors first; never raises.

        Args:
            catalogue: the node types to judge it by, such as those of the server it is meant for; its own by default.
            models: the server's models; without them no model is looked up.
        """
        from invokeai_sdk.workflow.lint import lint  # noqa: PLC0415 - only when asked for

        return lint(self, catalogue=catalogue, models=models)

    def describe(self) -> Description:
        """Describe the inputs on its form, as a table: `print` it, or let rich draw it."""
        from invokeai_sdk.workflow.describe import describe  # noqa: PLC0415

        return describe(self)

    def to_json_schema(self) -> JSONObject:
        """Return a JSON Schema of the values that `inputs.update` takes, to render or validate a form from."""
        from invokeai_sdk.workflow.describe import to_json_schema  # noqa: PLC0415

        return to_json_schema(self)

    def export_input_map(self) -> JSONObject:
        """Write down where its inputs are, to be kept next to a script that sets them."""
        from invokeai_sdk.workflow.input_map import export_input_map  # noqa: PLC0415

        return export_input_map(self)

    def verify_input_map(self, exported: JSONObject) -> InputMapReport:
        """Say what became of the inputs that `export_input_map` wrote down.

        Raises:
            WorkflowFormatError: that is no input map.
        """
        from invokeai_sdk.workflow.input_map import verify_input_map  # noqa: PLC0415

        return verify_input_map(self, exported)

    # --- Inside ----------------------------------------------------------------------------------------------------

    def _source(self) -> Source:
        return Source(self._loaded, self._values, self._varied, self.catalogue)

    def _vary(self, key: InputKey, values: Iterable[object]) -> VariedInput:
        found = self.inputs[key]
        connected = self.connected(found.node_id, found.field_name)
        return varied_input(self.node(found.node_id), found.field_name, values, connected=connected)

    def _called(self) -> Iterator[str]:
        for node in self._loaded.nodes.values():
            if node.type == CALL_SAVED_WORKFLOW:
                workflow_id = self.raw_value(node.id, WORKFLOW_ID) if WORKFLOW_ID in node.inputs else UNSET
                if isinstance(workflow_id, str) and workflow_id:
                    yield workflow_id

    def _pending(self) -> Iterator[Pending]:
        for node_id, fields in self._values.items():
            for field_name, held in fields.items():
                if not self.connected(node_id, field_name):
                    yield from held.pending
        yield from chain.from_iterable(varied.pending() for group in self._varied for varied in group)
        for node in self._loaded.nodes.values():
            for field_name, item in node.inputs.items():
                if item.unusable is not UNSET and field_name not in self._values.get(node.id, ()):
                    model = parse_legacy_model(item.unusable)
                    if model is not None and not self.connected(node.id, field_name):
                        yield model
