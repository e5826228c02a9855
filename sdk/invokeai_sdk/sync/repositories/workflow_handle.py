"""The blocking counterpart of `invokeai_sdk.repositories.workflow_handle`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.sync.mirror import Mirror, listed, unwrapped
from invokeai_sdk.workflow.context import CompileContext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.jobs.events import Progress
    from invokeai_sdk.repositories.model_binding import Strategy
    from invokeai_sdk.repositories.workflow_handle import WorkflowHandle
    from invokeai_sdk.schema.catalogue import Catalogue
    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.sync.jobs.batch import SyncBatchHandle
    from invokeai_sdk.sync.jobs.events import SyncJobEvent
    from invokeai_sdk.sync.jobs.results import SyncBatchResult
    from invokeai_sdk.sync.repositories.boards import SyncBoardRef
    from invokeai_sdk.sync.repositories.model_binding import SyncModelBindings
    from invokeai_sdk.workflow.compiled import CompiledBatch
    from invokeai_sdk.workflow.context import CompileContext, Needs
    from invokeai_sdk.workflow.definition import WorkflowDefinition
    from invokeai_sdk.workflow.describe import Description
    from invokeai_sdk.workflow.findings import Finding
    from invokeai_sdk.workflow.form import Form
    from invokeai_sdk.workflow.input_map import InputMapReport
    from invokeai_sdk.workflow.inputs import InputKey, WorkflowInputs
    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode
    from invokeai_sdk.workflow.patch import PatchPath
    from invokeai_sdk.workflow.plan import Plan
    from invokeai_sdk.workflow.workflow import UnknownNodes


class SyncWorkflowHandle(Mirror):
    """A loaded workflow with its current values, which can be submitted any number of times.

    `Workflow` has the methods for inputs, patching and planning; this class adds those that send requests.
    """

    _async: WorkflowHandle

    def prepare(
        self,
        *,
        runs: int = 1,
        board: SyncBoardRef | None = None,
        unknown_nodes: Literal["error", "keep", "drop"] = "error",
        check: bool = True,
    ) -> CompiledBatch:
        """Compile exactly what `submit` would send, without queueing it.

        Names of models and boards are looked up, dynamic prompts expanded, and boards listed. Files that are inputs
        are uploaded last, and only if the workflow has no other error. Each call draws new numbers for random
        generators without a seed.

        Args:
            runs: how many times to run the whole batch.
            board: where nodes whose board is "auto" save: a handle, an id or a name; `None` for no board.
            unknown_nodes: what to do with nodes of an unknown type: raise an error, keep or drop them.
            check: whether to check that the server has every image, board and model that the workflow refers to.

        Raises:
            WorkflowError: the server would refuse the workflow, or the job would fail.
            APIError: a request failed.
        """
        return self._call(
            self._async.prepare, runs=runs, board=unwrapped(board), unknown_nodes=unknown_nodes, check=check
        )

    def submit(
        self,
        *,
        runs: int = 1,
        board: SyncBoardRef | None = None,
        queue_id: str | None = None,
        prepend: bool = False,
        unknown_nodes: Literal["error", "keep", "drop"] = "error",
        check: bool = True,
    ) -> SyncBatchHandle:
        """Queue the workflow with its current values, exactly once, and return without waiting for the jobs.

        Args:
            runs: how many times to run the whole batch.
            board: where nodes whose board is "auto" save: a handle, an id or a name; `None` for no board.
            queue_id: the queue, instead of the client's.
            prepend: run before all pending jobs in the queue.
            unknown_nodes: what to do with nodes of an unknown type: raise an error, keep or drop them.
            check: whether to check that the server has every image, board and model that the workflow refers to.

        Raises:
            WorkflowError: the server would refuse the workflow, or the job would fail; nothing was queued.
            QueueFull: the queue accepted fewer items than requested; the error names the accepted items.
            APIError: a request failed.
        """
        return self._wrapped(
            self._call(
                self._async.submit,
                runs=runs,
                board=unwrapped(board),
                queue_id=queue_id,
                prepend=prepend,
                unknown_nodes=unknown_nodes,
                check=check,
            )
        )

    def run(
        self,
        *,
        runs: int = 1,
        board: SyncBoardRef | None = None,
        queue_id: str | None = None,
        prepend: bool = False,
        unknown_nodes: Literal["error", "keep", "drop"] = "error",
        check: bool = True,
        timeout: float | None = None,
        return_exceptions: bool = False,
        cancel_on_exit: bool = False,
        on_event: Callable[[SyncJobEvent], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> SyncBatchResult:
        """Submit the workflow, and wait for the result.

        Args:
            runs: how many times to run the whole batch.
            board: where nodes whose board is "auto" save: a handle, an id or a name; `None` for no board.
            queue_id: the queue, instead of the client's.
            prepend: run before all pending jobs in the queue.
            unknown_nodes: what to do with nodes of an unknown type: raise an error, keep or drop them.
            check: whether to check that the server has every image, board and model that the workflow refers to.
            timeout: the maximum number of seconds to wait for the jobs after the submission; the jobs continue.
            return_exceptions: return the errors of jobs that did not complete in `failures`, with the results of the
                others. If false, the first such error is raised as soon as it is known, and the other jobs continue.
            cancel_on_exit: cancel the batch on the server if this call is cancelled or times out.
            on_event: called with every event of every job; an awaitable result is awaited.
            on_progress: called with every progress report, likewise.

        Raises:
            JobFailed: a job failed.
            JobCanceled: a job was canceled.
            JobLost: the server does not know a job any more.
            WaitTimeout: the time ran out.
            InvokeAIError: whatever `submit` raises.
        """
        return self._wrapped(
            self._call(
                self._async.run,
                runs=runs,
                board=unwrapped(board),
                queue_id=queue_id,
                prepend=prepend,
                unknown_nodes=unknown_nodes,
                check=check,
                timeout=timeout,
                return_exceptions=return_exceptions,
                cancel_on_exit=cancel_on_exit,
                on_event=self._callback(on_event),
                on_progress=self._callback(on_progress),
            )
        )

    def bind_models(self, *, strategy: Strategy = "exact", dry_run: bool = False) -> SyncModelBindings:
        """Replace the models that the workflow names and this server lacks by models that the server has.

        Args:
            strategy: how similar a replacement must be: `exact`, `similar` or `compatible`.
            dry_run: only report what would be replaced.

        Returns:
            Every replacement with its reason, and every model without a replacement.

        Raises:
            APIError: a request failed.
        """
        return self._wrapped(self._call(self._async.bind_models, strategy=strategy, dry_run=dry_run))

    @property
    def inputs(self) -> WorkflowInputs:
        """The inputs on its form, and any other field by node and name."""
        return self._async.inputs

    def patch(self, path: PatchPath | Mapping[PatchPath, object], value: object = UNSET) -> None:
        """Set any field by path: `patch("denoise_latents.*.steps", 8)`, or several at once: `patch({path: value})`.

        All or nothing: what is refused changes nothing. See `invokeai_sdk.workflow.patch` for what a path can say.

        Raises:
            PatchError: a path matches nothing.
            FieldValueError: a value that its field does not take.
        """
        self._async.patch(unwrapped(path), unwrapped(value))

    def batch(
        self,
        *,
        product: Mapping[InputKey, Iterable[object]] | None = None,
        zip: Mapping[InputKey, Iterable[object]] | None = None,
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
        self._async.batch(product=unwrapped(product), zip=unwrapped(zip))

    def needs(self, context: CompileContext | None = None) -> Needs:
        """List what only a server can answer before this can be compiled; empty for most workflows.

        Args:
            context: what is known already; the workflow's own context by default.
        """
        return self._async.needs(context)

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
        return self._async.compile(
            runs=runs, board=board, unknown_nodes=unknown_nodes, context=context, validate=validate
        )

    def plan(self, *, runs: int | None = None, context: CompileContext | None = None) -> Plan:
        """Show what submitting would do: payload, number of runs, findings. Nothing is sent, nothing is refused."""
        return self._async.plan(runs=runs, context=context)

    def lint(self, *, catalogue: Catalogue | None = None, models: Iterable[object] | None = None) -> list[Finding]:
        """Report everything that is wrong with it and its current values, errors first; never raises.

        Args:
            catalogue: the node types to judge it by, such as those of the server it is meant for; its own by default.
            models: the server's models; without them no model is looked up.
        """
        return self._async.lint(catalogue=catalogue, models=listed(models))

    def describe(self) -> Description:
        """Describe the inputs on its form, as a table: `print` it, or let rich draw it."""
        return self._async.describe()

    def to_json_schema(self) -> JSONObject:
        """Return a JSON Schema of the values that `inputs.update` takes, to render or validate a form from."""
        return self._async.to_json_schema()

    def export_input_map(self) -> JSONObject:
        """Write down where its inputs are, to be kept next to a script that sets them."""
        return self._async.export_input_map()

    def verify_input_map(self, exported: JSONObject) -> InputMapReport:
        """Say what became of the inputs that `export_input_map` wrote down.

        Raises:
            WorkflowFormatError: that is no input map.
        """
        return self._async.verify_input_map(exported)

    @property
    def definition(self) -> WorkflowDefinition:
        """The workflow's JSON."""
        return self._async.definition

    @property
    def catalogue(self) -> Catalogue:
        """The node types it was read by."""
        return self._async.catalogue

    @property
    def context(self) -> CompileContext:
        """What a server would answer."""
        return self._async.context

    @property
    def name(self) -> str:
        """The workflow's name, possibly empty."""
        return self._async.name

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was put right, or left out, when it was loaded."""
        return self._async.findings

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Those findings that are more than a note, as the editor shows them, in its order."""
        return self._async.warnings

    @property
    def form(self) -> Form:
        """Its form."""
        return self._async.form

    @property
    def nodes(self) -> Mapping[str, WorkflowNode]:
        """Its nodes by id, in file order."""
        return self._async.nodes

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Its valid edges, in file order."""
        return self._async.edges

    def node(self, node_id: str) -> WorkflowNode:
        """Return a node.

        Raises:
            UnknownNodeError: there is none with this id.
        """
        return self._async.node(node_id)

    def input_template(self, node_id: str, field_name: str) -> InputTemplate | None:
        """Return what a field is, `None` if nothing describes it."""
        return self._async.input_template(node_id, field_name)

    def connected(self, node_id: str, field_name: str) -> bool:
        """Tell whether an edge ends in a field."""
        return self._async.connected(node_id, field_name)

    def value(self, node_id: str, field_name: str) -> IvkField[Any]:
        """Return a field with its current value.

        Raises:
            UnknownNodeError: no such node.
            UnknownInputError: the node has no such field.
        """
        return self._async.value(node_id, field_name)

    def raw_value(self, node_id: str, field_name: str) -> JSONValue | Unset:
        """Return the current value of a field as JSON; `UNSET` if it has none, or one that is pending.

        Raises:
            UnknownNodeError: no such node.
            UnknownInputError: the node has no such field.
        """
        return self._async.raw_value(node_id, field_name)

    def set_value(self, node_id: str, field_name: str, value: IvkField[Any]) -> None:
        """Replace a field, on the form or not, unchecked; `inputs` and `patch` check first.

        Setting the `workflow_id` of a `call_saved_workflow` node gives the node the inputs of that workflow, if the
        context knows it; an empty one takes them away.

        Raises:
            UnknownNodeError: no such node.
            UnknownInputError: the node has no such field.
        """
        self._async.set_value(node_id, field_name, value)

    def copy(self) -> Self:
        """Return a workflow of its own with the same values; cheap."""
        return self._wrapped(self._async.copy())
