"""`WorkflowHandle`: a workflow that knows the server it runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NoReturn, Self

from attrs import evolve

from invokeai_sdk.fields.pending import PendingUpload
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.repositories.answers import answered
from invokeai_sdk.repositories.boards import BoardRepository
from invokeai_sdk.repositories.models import DnnModelRepository
from invokeai_sdk.repositories.references import check_references
from invokeai_sdk.workflow.context import CompileContext, Needs
from invokeai_sdk.workflow.workflow import Workflow

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.fields.pending import Pending
    from invokeai_sdk.jobs.batch import BatchHandle
    from invokeai_sdk.jobs.results import BatchResult
    from invokeai_sdk.repositories.boards import BoardRef
    from invokeai_sdk.repositories.model_binding import ModelBindings, Strategy
    from invokeai_sdk.schema.catalogue import Catalogue
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch
    from invokeai_sdk.workflow.definition import WorkflowDefinition


class WorkflowHandle(Workflow):
    """A loaded workflow with its current values, ready to be submitted, as often as you like.

    Everything about inputs, patching and planning is in `Workflow`; here is what needs the server.
    """

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

    async def prepare(
        self,
        *,
        runs: int = 1,
        board: BoardRef | None = None,
        unknown_nodes: Literal["error", "keep", "drop"] = "error",
        check: bool = True,
    ) -> CompiledBatch:
        """Compile exactly what `submit` would send, and send nothing but the files that are inputs.

        Names of models and boards are looked up, dynamic prompts expanded, boards listed; then, if nothing else is
        wrong, files are uploaded. Each call draws new numbers for unseeded random generators.

        Args:
            runs: how often to run the whole batch.
            board: where nodes whose board is "auto" save: a handle, an id or a name; `None` for no board.
            unknown_nodes: what to do with nodes that no schema describes.
            check: make sure first that the server has every image, board and model that is named.

        Raises:
            WorkflowError: something in the workflow that the server would refuse or choke on.
            APIError: the server could not be asked.
        """
        board_id = await self._core.shared(BoardRepository).resolve(board)
        context = self.context.redraw()
        needs = self.needs(context)
        uploads = tuple(pending for pending in needs.pending if isinstance(pending, PendingUpload))
        names = tuple(pending for pending in needs.pending if not isinstance(pending, PendingUpload))
        context = await answered(self._core, evolve(needs, pending=names), context)
        if uploads:
            # Whatever else is wrong shows now, before a file goes to the server.
            uploaded: dict[Pending, JSONValue] = dict(context.answers)
            uploaded.update({pending: pending.placeholder for pending in uploads}.items())
            self.compile(
                runs=runs, board=board_id, unknown_nodes=unknown_nodes, context=evolve(context, answers=uploaded)
            )
            context = await answered(self._core, Needs(pending=uploads), context)
        compiled = self.compile(runs=runs, board=board_id, unknown_nodes=unknown_nodes, context=context)
        if check:
            await check_references(self._core, compiled)
        return compiled

    async def submit(
        self,
        *,
        runs: int = 1,
        board: BoardRef | None = None,
        queue_id: str | None = None,
        prepend: bool = False,
        unknown_nodes: Literal["error", "keep", "drop"] = "error",
        check: bool = True,
    ) -> BatchHandle:
        """Queue the workflow with its current values, exactly once, and return without waiting for it.

        Args:
            runs: how often to run the whole batch.
            board: where nodes whose board is "auto" save: a handle, an id or a name; `None` for no board.
            queue_id: the queue, instead of the client's.
            prepend: run before everything that waits in the queue.
            unknown_nodes: what to do with nodes that no schema describes: refuse, send as they are, or leave out.
            check: make sure first that the server has every image, board and model that is named.

        Raises:
            WorkflowError: something in the workflow that the server would refuse or choke on; nothing was queued.
            QueueFull: the queue took fewer items than asked; the error names those it took.
            APIError: the server could not be asked.
        """
        compiled = await self.prepare(runs=runs, board=board, unknown_nodes=unknown_nodes, check=check)
        return await submit(self._core, compiled, queue_id=queue_id, prepend=prepend)

    async def run(
        self,
        *,
        runs: int = 1,
        board: BoardRef | None = None,
        queue_id: str | None = None,
        prepend: bool = False,
        unknown_nodes: Literal["error", "keep", "drop"] = "error",
        check: bool = True,
        timeout: float | None = None,
    ) -> BatchResult:
        """Submit, and wait for the result.

        Args:
            runs: how often to run the whole batch.
            board: where nodes whose board is "auto" save: a handle, an id or a name; `None` for no board.
            queue_id: the queue, instead of the client's.
            prepend: run before everything that waits in the queue.
            unknown_nodes: what to do with nodes that no schema describes: refuse, send as they are, or leave out.
            check: make sure first that the server has every image, board and model that is named.
            timeout: seconds to wait at most; the jobs themselves go on.

        Raises:
            JobFailed: a job failed.
            JobCanceled: a job was canceled.
            WaitTimeout: the wait ran out.
            InvokeAIError: whatever `submit` raises.
        """
        batch = await self.submit(
            runs=runs, board=board, queue_id=queue_id, prepend=prepend, unknown_nodes=unknown_nodes, check=check
        )
        return await batch.result(timeout=timeout)

    async def bind_models(self, *, strategy: Strategy = "exact", dry_run: bool = False) -> ModelBindings:
        """Replace the models it names, and this server does not have, by those it has.

        Args:
            strategy: how far to go for a replacement: `exact`, `similar` or `compatible`.
            dry_run: only report what would be replaced.

        Returns:
            Every replacement with its reason, and every model for which there is none.

        Raises:
            APIError: the server could not be asked.
        """
        return await self._core.shared(DnnModelRepository).bind(self, strategy=strategy, dry_run=dry_run)

    @classmethod
    async def open(cls, definition: WorkflowDefinition, *, core: Core, catalogue: Catalogue) -> Self:
        """Load a definition with what the server knows of the saved workflows it calls.

        Raises:
            WorkflowError: the definition cannot be loaded.
            APIError: the server could not be asked.
        """
        handle = cls(definition, core=core, catalogue=catalogue)
        needs = handle.needs()
        if not needs.saved_workflows:
            return handle
        context = await answered(core, Needs(saved_workflows=needs.saved_workflows), CompileContext())
        return cls(definition, core=core, catalogue=catalogue, context=context)
