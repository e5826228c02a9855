"""`WorkflowHandle`: a loaded workflow, connected to the server it runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NoReturn, Self

from attrs import evolve

from invokeai_sdk.errors import AmbiguousInputError, UnknownInputError, WorkflowError
from invokeai_sdk.fields.pending import PendingUpload
from invokeai_sdk.jobs.submission import run, submit
from invokeai_sdk.repositories.boards import BoardRepository
from invokeai_sdk.repositories.check_references import check_references
from invokeai_sdk.repositories.models import DnnModelRepository
from invokeai_sdk.repositories.resolve_needs import resolve_needs
from invokeai_sdk.workflow.context import CompileContext, Needs
from invokeai_sdk.workflow.nodes import CALL_SAVED_WORKFLOW
from invokeai_sdk.workflow.saved_workflow import WORKFLOW_ID
from invokeai_sdk.workflow.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk._types import JSONValue, SupportsItems
    from invokeai_sdk.core import Core
    from invokeai_sdk.fields.pending import Pending
    from invokeai_sdk.jobs.batch import BatchHandle
    from invokeai_sdk.jobs.events import JobEvent, Progress
    from invokeai_sdk.jobs.results import BatchResult
    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.repositories.model_binding import BindingStrategy, ModelBindings
    from invokeai_sdk.schema.catalogue import Catalogue
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch
    from invokeai_sdk.workflow.definition import WorkflowDefinition
    from invokeai_sdk.workflow.inputs import InputKey


class WorkflowHandle(Workflow):
    """A loaded workflow with its current values, which can be submitted any number of times.

    `Workflow` has the methods for inputs, patching and planning; this class adds those that send requests.
    """

    _looks_up_names = True

    def __init__(
        self,
        definition: WorkflowDefinition,
        *,
        core: Core,
        catalogue: Catalogue | None = None,
        context: CompileContext | None = None,
    ) -> None:
        super().__init__(definition, catalogue=catalogue, context=context)
        self._core = core

    def __getstate__(self) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} is bound to a client and cannot be pickled; "
            "pickle workflow.definition, and load it with client.workflows.load"
        )

    async def refresh(self) -> Self:
        """Retrieve the saved workflows that were picked on `call_saved_workflow` nodes, and return this handle.

        A node that calls another saved workflow than before has no inputs of either until the new one is retrieved, by
        this method or by the next `prepare`, `submit` or `run`. The node then has the inputs of the new one, with its
        values; inputs that both have keep their values. Sends no request if nothing is to be retrieved::

            workflow.inputs[node, "workflow_id"] = saved.workflow_id
            await workflow.refresh()
            workflow.inputs[node, "saved_workflow_input::noise::seed"] = 7

        Raises:
            APIError: a request failed.
        """
        known = self.context.saved_workflows
        wanted = tuple(dict.fromkeys(id_ for id_ in self._called_workflows().values() if known.get(id_) is None))
        if wanted:
            found = await resolve_needs(self._core, Needs(saved_workflows=wanted), self.context)
            self.add_saved_workflows({workflow_id: found.saved_workflows[workflow_id] for workflow_id in wanted})
        return self

    async def set_inputs(self, values: SupportsItems[InputKey, object]) -> Self:
        """Set several inputs, also those of saved workflows that are picked in the same call, and return this handle.

        `inputs.update` cannot set the inputs of a saved workflow in the call that picks it, because they must be
        retrieved first. If this method raises an error, the saved workflows may be picked already.

        Args:
            values: the new values by the keys of their inputs, as for `inputs.update`.

        Raises:
            WorkflowError: what `inputs.update` raises.
            APIError: a request failed.
        """
        picks = {key: value for key, value in values.items() if self._is_pick(key)}
        if picks:
            self.inputs.update(picks)
            await self.refresh()
        self.inputs.update({key: value for key, value in values.items() if key not in picks})
        return self

    def _is_pick(self, key: InputKey) -> bool:
        """Return whether a key is that of an input that picks a saved workflow."""
        try:
            inp = self.inputs[key]
        except (UnknownInputError, AmbiguousInputError):
            return False  # `inputs.update` raises this error
        return inp.field_name == WORKFLOW_ID and inp.node.type == CALL_SAVED_WORKFLOW

    async def prepare(
        self,
        *,
        runs: int = 1,
        board: BoardRef | None = None,
        unknown_nodes: Literal["error", "keep", "drop"] = "error",
        allow_errors: bool = False,
        check: bool = True,
    ) -> CompiledBatch:
        """Compile exactly what `submit` would send, without queueing it.

        Names of models and boards are looked up, dynamic prompts expanded, boards listed, and saved workflows that
        were picked retrieved, as `refresh` does. Files that are inputs are uploaded last, and only if the workflow has
        no other error. Each call draws new numbers for random generators without a seed.

        Args:
            runs: how many times to run the whole batch.
            board: where nodes whose board is "auto" save: a handle, an id or a name; `None` for no board.
            unknown_nodes: what to do with nodes of an unknown type: raise an error, keep or drop them.
            allow_errors: send what `lint` calls an error as the editor would: invalid edges are left out, and values
                are not checked.
            check: whether to check that the server has every image, board, model and saved workflow that the
                workflow refers to.

        Raises:
            WorkflowError: the server would refuse the workflow, or the job would fail.
            APIError: a request failed.
        """
        await self.refresh()
        board_id = await self._core.shared(BoardRepository).resolve(board)
        context = self.context.redraw()
        needs = self.needs(context)
        uploads = tuple(pending for pending in needs.pending if isinstance(pending, PendingUpload))
        names = tuple(pending for pending in needs.pending if not isinstance(pending, PendingUpload))
        inputs = self.find_pending_inputs()
        context = await resolve_needs(self._core, evolve(needs, pending=names), context, inputs=inputs)
        if uploads:
            # Compile with placeholders first, so that any other error is raised before a file is sent to the server.
            answers: dict[Pending, JSONValue] = dict(context.answers)
            answers.update({pending: pending.placeholder for pending in uploads}.items())
            self.compile(
                runs=runs,
                board=board_id,
                unknown_nodes=unknown_nodes,
                context=evolve(context, answers=answers),
                validate=not allow_errors,
            )
            context = await resolve_needs(self._core, Needs(pending=uploads), context, inputs=inputs)
        compiled = self.compile(
            runs=runs, board=board_id, unknown_nodes=unknown_nodes, context=context, validate=not allow_errors
        )
        if check:
            try:
                await check_references(self._core, compiled)
            except WorkflowError as error:
                place = (error.node_id, error.field_name)
                error.label = self.inputs[place].label if place in self.inputs else None  # type: ignore[index]
                raise
        return compiled

    async def submit(
        self,
        *,
        runs: int = 1,
        board: BoardRef | None = None,
        queue_id: str | None = None,
        prepend: bool = False,
        unknown_nodes: Literal["error", "keep", "drop"] = "error",
        allow_errors: bool = False,
        check: bool = True,
        timeout: float | None = None,
    ) -> BatchHandle:
        """Queue the workflow with its current values, exactly once, and return without waiting for the jobs.

        Args:
            runs: how many times to run the whole batch.
            board: where nodes whose board is "auto" save: a handle, an id or a name; `None` for no board.
            queue_id: the queue, instead of the client's.
            prepend: run before all pending jobs in the queue.
            unknown_nodes: what to do with nodes of an unknown type: raise an error, keep or drop them.
            allow_errors: send what `lint` calls an error as the editor would: invalid edges are left out, and values
                are not checked.
            check: whether to check that the server has every image, board, model and saved workflow that the
                workflow refers to.
            timeout: seconds to keep trying to submit the compiled batch: to connect, to receive the answer, and to
                search for the batch after a lost answer. None is about 20 seconds.

        Raises:
            WorkflowError: the server would refuse the workflow, or the job would fail; nothing was queued.
            QueueFull: the queue accepted fewer items than requested; the error names the accepted items.
            SubmissionLost: it is not known whether the batch is queued; the error has its id.
            APIError: a request failed; nothing was queued.
        """
        compiled = await self.prepare(
            runs=runs, board=board, unknown_nodes=unknown_nodes, allow_errors=allow_errors, check=check
        )
        return await submit(self._core, compiled, queue_id=queue_id, prepend=prepend, timeout=timeout)

    async def run(
        self,
        *,
        runs: int = 1,
        board: BoardRef | None = None,
        queue_id: str | None = None,
        prepend: bool = False,
        unknown_nodes: Literal["error", "keep", "drop"] = "error",
        allow_errors: bool = False,
        check: bool = True,
        timeout: float | None = None,
        return_exceptions: bool = False,
        cancel_on_exit: bool = False,
        on_event: Callable[[JobEvent], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> BatchResult:
        """Submit the workflow, and wait for the result.

        Args:
            runs: how many times to run the whole batch.
            board: where nodes whose board is "auto" save: a handle, an id or a name; `None` for no board.
            queue_id: the queue, instead of the client's.
            prepend: run before all pending jobs in the queue.
            unknown_nodes: what to do with nodes of an unknown type: raise an error, keep or drop them.
            allow_errors: send what `lint` calls an error as the editor would: invalid edges are left out, and values
                are not checked.
            check: whether to check that the server has every image, board, model and saved workflow that the
                workflow refers to.
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
        compiled = await self.prepare(
            runs=runs, board=board, unknown_nodes=unknown_nodes, allow_errors=allow_errors, check=check
        )
        return await run(
            self._core,
            compiled,
            queue_id=queue_id,
            prepend=prepend,
            timeout=timeout,
            return_exceptions=return_exceptions,
            cancel_on_exit=cancel_on_exit,
            on_event=on_event,
            on_progress=on_progress,
        )

    async def bind_models(self, *, strategy: BindingStrategy = "exact", dry_run: bool = False) -> ModelBindings:
        """Replace the models that the workflow names and this server lacks by models that the server has.

        Args:
            strategy: how similar a replacement must be: `exact`, `similar` or `compatible`.
            dry_run: only report what would be replaced.

        Returns:
            Every replacement with its reason, and every model without a replacement.

        Raises:
            APIError: a request failed.
        """
        return await self._core.shared(DnnModelRepository).bind(self, strategy=strategy, dry_run=dry_run)

    @classmethod
    async def open(cls, definition: WorkflowDefinition, *, core: Core, catalogue: Catalogue) -> Self:
        """Load a definition, with the saved workflows that its nodes call.

        Raises:
            WorkflowError: the definition cannot be loaded.
            APIError: a request failed.
        """
        handle = cls(definition, core=core, catalogue=catalogue)
        needs = handle.needs()
        if not needs.saved_workflows:
            return handle
        context = await resolve_needs(core, Needs(saved_workflows=needs.saved_workflows), CompileContext())
        return cls(definition, core=core, catalogue=catalogue, context=context)
