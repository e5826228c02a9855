"""The names of the older synchronous client, invokeai-py-client, for scripts that migrate: change the import, go on.

::

    from invokeai_sdk.compat import InvokeAIClient, WorkflowDefinition

    client = InvokeAIClient.from_url("http://localhost:9090")
    workflow = client.workflow_repo.create_workflow(WorkflowDefinition.from_file("workflow.json"))
    workflow.get_input_value(1).value = "a watercolor fox"
    workflow.submit_sync()
    item = workflow.wait_for_completion_sync(timeout=180)
    print(workflow.map_outputs_to_images(item))

What is submitted is what the editor would submit, so values behind connections are never sent, whatever
`INVOKEAI_PRUNE_CONNECTED_FIELDS` says. `docs/migrating.md` has the table of what to write instead.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeAlias

import anyio.to_thread
from attrs import asdict, evolve, frozen
from invokeai_api import api

from invokeai_sdk._types import UNSET, JSONObject, Secret
from invokeai_sdk.errors import InvokeAIError, JobError, NotFoundError, WorkflowError
from invokeai_sdk.fields.base import IvkField
from invokeai_sdk.fields.models import IvkModelIdentifierField
from invokeai_sdk.jobs.events import (
    Canceled,
    Completed,
    Failed,
    Lost,
    NodeCompleted,
    NodeFailed,
    NodeStarted,
    Progress,
    StatusChanged,
)
from invokeai_sdk.jobs.outputs import session_outputs
from invokeai_sdk.repositories.model_types import BaseDnnModelType, DnnModelFormat, DnnModelType
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.sync import SyncInvokeAIClient, call_async
from invokeai_sdk.workflow.definition import WorkflowDefinition

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from invokeai_sdk.sync.jobs.events import SyncJobEvent
    from invokeai_sdk.sync.jobs.images import SyncImageHandle
    from invokeai_sdk.sync.jobs.job import SyncJobHandle
    from invokeai_sdk.sync.jobs.streams import SyncJobStream
    from invokeai_sdk.sync.repositories.board_handle import SyncBoardHandle
    from invokeai_sdk.sync.repositories.model_handle import SyncDnnModelHandle
    from invokeai_sdk.sync.repositories.workflow_handle import SyncWorkflowHandle
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch
    from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput

    Callback: TypeAlias = Callable[[JSONObject], object]

__all__ = [
    "BaseDnnModelType",
    "BoardHandle",
    "BoardRepository",
    "DnnModelFormat",
    "DnnModelRepository",
    "DnnModelType",
    "InputValue",
    "InvokeAIClient",
    "WorkflowDefinition",
    "WorkflowHandle",
    "WorkflowInput",
    "WorkflowRepository",
    "to_ivk_model_field",
]

OUTPUT_NODES: Final = frozenset({"save_image", "l2i", "flux_vae_decode", "flux_vae_encode", "hed_edge_detection"})
"""The node types whose board the older client knew."""

_NAMES: Final = {
    NodeStarted: "invocation_started",
    Progress: "invocation_progress",
    NodeCompleted: "invocation_complete",
    NodeFailed: "invocation_error",
}
_ENDS: Final = {Completed: "completed", Failed: "failed", Canceled: "canceled", Lost: "canceled"}

_log = logging.getLogger("invokeai_sdk.compat")


class InvokeAIClient:
    """The older client's way in.

    Attributes:
        sdk: the client of this SDK behind it, to migrate step by step.
        workflow_repo: workflows.
        board_repo: boards.
        dnn_model_repo: models.
    """

    def __init__(
        self,
        host: str = "localhost",
        port: int = 9090,
        api_key: str | None = None,
        timeout: float = 30.0,
        use_https: bool = False,
        verify_ssl: bool = True,
        max_retries: int = 3,
        *,
        url: str | None = None,
    ) -> None:
        """Prepare a client; nothing is connected yet.

        Args:
            host: the server's name.
            port: its port.
            api_key: a bearer token.
            timeout: seconds to wait for the next bytes of an answer.
            use_https: whether to use TLS.
            verify_ssl: whether to check certificates.
            max_retries: how often to repeat a call that can safely be repeated.
            url: the whole address, instead of host, port and `use_https`.

        Raises:
            OptionsError: an option that cannot be.
        """
        api_key = Secret.of(api_key)
        if os.environ.get("INVOKEAI_PRUNE_CONNECTED_FIELDS"):
            _log.info(
                "INVOKEAI_PRUNE_CONNECTED_FIELDS has no effect: as in the editor, connected inputs are never sent"
            )
        self.sdk = SyncInvokeAIClient.from_url(
            url or f"{'https' if use_https else 'http'}://{host}:{port}",
            token=api_key,
            read_timeout=timeout,
            verify=verify_ssl,
            retries=max_retries,
        )
        self.workflow_repo = WorkflowRepository(self.sdk)
        self.board_repo = BoardRepository(self.sdk)
        self.dnn_model_repo = DnnModelRepository(self.sdk)

    @classmethod
    def from_url(cls, url: str, **options: Any) -> Self:
        """Make a client for the server at a URL; a path such as `/api/v1` at its end does no harm."""
        return cls(url=url, **options)

    def create_workflow(self, definition: WorkflowDefinition) -> WorkflowHandle:
        """Load a workflow; see `WorkflowRepository.create_workflow`."""
        return self.workflow_repo.create_workflow(definition)

    def close(self) -> None:
        """Close the connections; jobs go on."""
        self.sdk.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class WorkflowRepository:
    """Loads workflows."""

    def __init__(self, sdk: SyncInvokeAIClient) -> None:
        self._sdk = sdk

    def create_workflow(self, definition: WorkflowDefinition) -> WorkflowHandle:
        """Load a workflow, ready to be submitted.

        Raises:
            ValueError: it is not a workflow.
        """
        return WorkflowHandle(self._sdk, self._sdk.workflows.load(definition))


@frozen
class WorkflowInput:
    """One input of a form.

    Attributes:
        input_index: its place on the form, depth first.
        label: its label, as the form shows it.
        field_name: the node's field.
        node_id: the node.
        node_name: the node's label, else its type.
        required: whether it needs a value or a connection.
        field: its value.
    """

    input_index: int
    label: str
    field_name: str
    node_id: str
    node_name: str
    required: bool
    field: InputValue


class InputValue:
    """A value that can be set: of an input, or of none yet; `isinstance` takes it for the field it holds."""

    field_class: ClassVar[type[IvkField[Any]]]

    def __init__(self, value: object = UNSET) -> None:
        self._input: IvkWorkflowInput | None = None
        self._own = self.field_class.coerce(value)

    __class__ = property(lambda self: self.field_class)  # what isinstance goes by

    @property
    def field(self) -> IvkField[Any]:
        """The SDK's own immutable field."""
        return self._own if self._input is None else self._input.field

    @property
    def value(self) -> Any:
        """The value as Python has it; None if there is none. Setting it checks it.

        Raises:
            ValueError: a value of the wrong type, out of bounds, or not among the options.
        """
        value = self.field.value
        return None if value is UNSET else value

    @value.setter
    def value(self, value: object) -> None:
        if self._input is None:
            self._own = self.field_class.coerce(value)
        else:
            self._input.set(value)

    def __getattr__(self, name: str) -> Any:
        """Return what the field has, such as `to_api`, or its value, such as a model's `key`."""
        field = self.field
        return getattr(field, name) if hasattr(field, name) else getattr(field.value, name)

    def __repr__(self) -> str:
        return repr(self.field)


def _input_value(field_class: type[IvkField[Any]]) -> type[InputValue]:
    """Return the class of the values of a field class, so that `type(value)(…)` makes another one."""
    if field_class not in _INPUT_VALUES:
        members = {"field_class": field_class, "__doc__": field_class.__doc__}
        _INPUT_VALUES[field_class] = type(field_class.__name__, (InputValue,), members)
    return _INPUT_VALUES[field_class]


_INPUT_VALUES: Final[dict[type, type[InputValue]]] = {}


class WorkflowHandle:
    """A loaded workflow: set its inputs, submit it, wait for it.

    Attributes:
        sdk: the workflow of this SDK behind it.
        batch_id: the batch of the last submission, if there was one.
        session_id: its session.
        item_id: its queue item.
    """

    def __init__(self, client: SyncInvokeAIClient, workflow: SyncWorkflowHandle) -> None:
        self._client = client
        self._job: SyncJobHandle | None = None
        self._stream: SyncJobStream | None = None
        self._telling: asyncio.Task[None] | None = None  # of the last submission
        self._tellers: set[asyncio.Task[None]] = set()  # and of earlier ones that still run
        self.sdk = workflow
        self.batch_id: str | None = None
        self.session_id: str | None = None
        self.item_id: int | None = None

    # --- Inputs ---

    def list_inputs(self) -> list[WorkflowInput]:
        """Return the inputs of the form, depth first."""
        return [self.get_input(index) for index in range(len(self.sdk.inputs))]

    def get_input(self, index: int) -> WorkflowInput:
        """Return one input.

        Raises:
            IndexError: there is none at this place.
        """
        found = self._input(index)
        return WorkflowInput(
            input_index=index,
            label=found.label,
            field_name=found.field_name,
            node_id=found.node_id,
            node_name=found.node.label or found.node.type,
            required=bool(found.required),
            field=self.get_input_value(index),
        )

    def get_input_value(self, index: int) -> InputValue:
        """Return the value of an input; setting its `.value` sets the input. Raises what `get_input` does."""
        found = self._input(index)
        value = _input_value(found.field_class)()
        value._input = found  # noqa: SLF001 - two classes, one idea
        return value

    def set_input_value(self, index: int, value: IvkField[Any] | InputValue) -> None:
        """Replace the value of an input by a field of exactly the same class.

        Raises:
            IndexError: there is no input at this place.
            TypeError: a field of another class.
            ValueError: a value out of bounds, or not among the options.
        """
        field = value.field if isinstance(value, InputValue) else value
        if not isinstance(field, IvkField):
            raise TypeError(f"give a field; for a plain value: get_input_value({index}).value = {value!r}")
        self._input(index).set(field)

    def validate_inputs(self) -> dict[int, list[str]]:
        """Return what is wrong with each input that is not right."""
        found = {index: [each.message for each in inp.violations] for index, inp in enumerate(self.sdk.inputs)}
        return {index: messages for index, messages in found.items() if messages}

    def _input(self, index: int) -> IvkWorkflowInput:
        if not 0 <= index < len(self.sdk.inputs):
            raise IndexError(f"there is no input {index}: indices run from 0 to {len(self.sdk.inputs) - 1}")
        return self.sdk.inputs[index]

    # --- Submitting and waiting ---

    def submit_sync(self, board_id: str | None = None, queue_id: str = "default", priority: int = 0) -> JSONObject:
        """Submit the workflow once.

        Args:
            board_id: where output nodes that have no board of their own save.
            queue_id: the queue.
            priority: above 0, it runs before everything that waits.

        Returns:
            `batch_id`, `session_id`, `item_ids`, `enqueued`.

        Raises:
            ValueError: something in the workflow that could not run; nothing was queued.
            RuntimeError: the server did not take it.
        """
        with _older_errors():
            compiled = _with_board(self.sdk.prepare(board=board_id), self.sdk, board_id)
            (batch,) = self._client.batches.submit_all([compiled], queue_id=queue_id, prepend=priority > 0)
            (self._job, *_) = batch.jobs()
            self._stream = self._job.events()
            self.batch_id, self.item_id = batch.batch_id, self._job.item_id
            self.session_id = (self.get_queue_item(queue_id) or {}).get("session_id")
        return {
            "batch_id": self.batch_id,
            "session_id": self.session_id,
            "item_ids": list(batch.item_ids),
            "enqueued": len(batch.item_ids),
        }

    def wait_for_completion_sync(
        self,
        poll_interval: float = 0.5,  # noqa: ARG002 - scripts name it; nothing is polled here
        timeout: float = 60.0,
        progress_callback: Callback | None = None,
        queue_id: str = "default",
    ) -> JSONObject:
        """Wait for the submission's end and return its queue item.

        Args:
            poll_interval: has no effect.
            timeout: seconds to wait at most.
            progress_callback: called with the queue item at each change of its status, in a thread of its own.
            queue_id: the queue.

        Raises:
            TimeoutError: the wait ran out; the job goes on.
            RuntimeError: nothing was submitted, or the job failed or was canceled.
        """

        def changed(event: SyncJobEvent) -> None:
            if progress_callback is not None and isinstance(event, (StatusChanged, *_ENDS)):
                progress_callback(self.get_queue_item(queue_id) or {})

        with _older_errors():
            self._submitted().result(timeout=timeout, on_event=changed if progress_callback is not None else None)
            return self.get_queue_item(queue_id) or {}

    async def submit(
        self,
        board_id: str | None = None,
        queue_id: str = "default",
        priority: int = 0,
        *,
        subscribe_events: bool = False,
        on_invocation_started: Callback | None = None,
        on_invocation_progress: Callback | None = None,
        on_invocation_complete: Callback | None = None,
        on_invocation_error: Callback | None = None,
    ) -> JSONObject:
        """Submit the workflow once, without blocking the event loop.

        Args:
            board_id: where output nodes that have no board of their own save.
            queue_id: the queue.
            priority: above 0, it runs before everything that waits.
            subscribe_events: whether to call back; a callback may be a coroutine function.
            on_invocation_started: called with a dict of `node_id`, `node_type`, `session_id`.
            on_invocation_progress: also `progress` (0 to 1) and `message`.
            on_invocation_complete: also `outputs`.
            on_invocation_error: also `error`.

        Returns:
            What `submit_sync` returns. Raises what that does.
        """
        submission = await anyio.to_thread.run_sync(self.submit_sync, board_id, queue_id, priority)
        called = {
            "invocation_started": on_invocation_started,
            "invocation_progress": on_invocation_progress,
            "invocation_complete": on_invocation_complete,
            "invocation_error": on_invocation_error,
        }
        if subscribe_events:
            self._telling = asyncio.create_task(_tell(self._events(), called), name="invokeai-compat-events")
            self._tellers.add(self._telling)
            self._telling.add_done_callback(self._tellers.discard)
        return submission

    async def wait_for_completion(self, timeout: float | None = None, queue_id: str = "default") -> JSONObject:
        """Wait for the submission's end, and for its last callback, and return its queue item.

        Raises:
            TimeoutError: the wait ran out; the job goes on.
            RuntimeError: nothing was submitted, or the job failed or was canceled.
        """
        with _older_errors():
            try:
                await call_async(self._submitted().result, timeout=timeout)
            except JobError:
                await self._told()
                raise
            await self._told()
            return await anyio.to_thread.run_sync(self.get_queue_item, queue_id) or {}

    async def submit_sync_monitor_async(
        self, board_id: str | None = None, queue_id: str = "default", priority: int = 0
    ) -> AsyncIterator[JSONObject]:
        """Submit, and yield dicts with an `event_type`: `submission`, those of the nodes, `queue_item_status_changed`.

        Takes and raises what `submit_sync` does.
        """
        submission = await anyio.to_thread.run_sync(self.submit_sync, board_id, queue_id, priority)
        yield {"event_type": "submission", **submission}
        async for event in self._events():
            yield event

    def _events(self) -> AsyncIterator[JSONObject]:
        """Return the events of the last submission, even if another one follows."""
        stream, self._stream = self._stream or self._submitted().events(), None
        return _as_older(stream, {"session_id": self.session_id, "batch_id": self.batch_id, "item_id": self.item_id})

    async def _told(self) -> None:
        """Wait for the last callback; only after the job's end, for it comes no sooner."""
        telling, self._telling = self._telling, None
        if telling is not None:
            await telling

    def get_queue_item(self, queue_id: str = "default") -> JSONObject | None:
        """Return the submission's queue item as the server has it; None if nothing was submitted, or it is gone."""
        if self.item_id is None:
            return None
        try:
            found = self._client.raw.send(api.queue.get_queue_item(queue_id=queue_id, item_id=self.item_id).as_json())
        except NotFoundError:
            return None
        return found if isinstance(found, dict) else None

    def cancel(self) -> bool:
        """Cancel the submission; one that has ended stays as it is.

        Raises:
            RuntimeError: nothing was submitted, or the server could not be asked.
        """
        with _older_errors():
            self._submitted().cancel()
        return True

    async def cancel_async(self) -> bool:
        """Do what `cancel` does, without blocking the event loop."""
        return await anyio.to_thread.run_sync(self.cancel)

    def _submitted(self) -> SyncJobHandle:
        if self._job is None:
            raise RuntimeError("nothing was submitted yet")
        return self._job

    # --- Outputs ---

    def list_outputs(self) -> list[WorkflowInput]:
        """Return the inputs that are the board of an output node."""
        return [
            found
            for found in self.list_inputs()
            if found.field_name == "board" and self.sdk.node(found.node_id).type in OUTPUT_NODES
        ]

    def map_outputs_to_images(self, queue_item: JSONObject) -> list[JSONObject]:
        """Return what each output node of `list_outputs` made.

        Args:
            queue_item: what `wait_for_completion_sync` returned.

        Returns:
            For each: `node_id`, `board_id` (`"none"` if on none), `image_names`, `tier` (`results`, or `none` where
            there are no images), `node_type`, `input_index`, `label`.
        """
        session: JSONObject = queue_item.get("session") or {}
        outputs = session_outputs(session)
        nodes: JSONObject = (session.get("graph") or {}).get("nodes") or {}
        mapped: list[JSONObject] = []
        for found in self.list_outputs():
            names = [name for output in outputs if output.node_id == found.node_id for name in output.image_names]
            node = nodes.get(found.node_id) or {}
            mapped.append(
                {
                    "node_id": found.node_id,
                    "board_id": (node.get("board") or {}).get("board_id", "none"),
                    "image_names": list(dict.fromkeys(names)),
                    "tier": "results" if names else "none",
                    "node_type": node.get("type", "unknown"),
                    "input_index": found.input_index,
                    "label": found.label,
                }
            )
        return mapped


class BoardRepository:
    """Boards."""

    def __init__(self, sdk: SyncInvokeAIClient) -> None:
        self._sdk = sdk

    def list_boards(self, *, include_uncategorized: bool = False) -> list[BoardHandle]:
        """Return the boards, newest first, with the uncategorized in front if asked for."""
        boards = [BoardHandle(each) for each in self._sdk.boards.list(include_archived=True)]
        return [self.get_uncategorized_board(), *boards] if include_uncategorized else boards

    def create_board(self, name: str) -> BoardHandle:
        """Create a board."""
        return BoardHandle(self._sdk.boards.create(name))

    def get_uncategorized_board(self) -> BoardHandle:
        """Return what stands for the images on no board."""
        return BoardHandle(self._sdk.boards.uncategorized())

    def get_board_by_id(self, board_id: str) -> BoardHandle | None:
        """Return a board; None if there is none of this id."""
        try:
            return BoardHandle(self._sdk.boards.get(self._sdk.boards.handle(board_id)))
        except WorkflowError:
            return None


class BoardHandle:
    """A board.

    Attributes:
        sdk: the board of this SDK behind it.
    """

    def __init__(self, board: SyncBoardHandle) -> None:
        self.sdk = board

    @property
    def board_id(self) -> str:
        """Its id; `"none"` for the uncategorized."""
        return self.sdk.board_id

    @property
    def board_name(self) -> str:
        """Its name."""
        return self.sdk.name

    @property
    def image_count(self) -> int:
        """How many images are on it, asked of the server."""
        return self.sdk.count()

    def upload_image_data(self, image_data: bytes, filename: str | None = None) -> SyncImageHandle:
        """Upload an image to the board; the answer has its `image_name`."""
        return self.sdk.upload(image_data, filename=filename)

    def upload_image(self, file_path: str | Path) -> SyncImageHandle:
        """Upload an image file to the board; the answer has its `image_name`."""
        return self.sdk.upload(file_path)

    def list_images(self) -> list[str]:
        """Return the names of the images on it, newest first."""
        return self.sdk.image_names()

    def __repr__(self) -> str:
        return f"BoardHandle({self.board_id!r}, board_name={self.board_name!r})"


class DnnModelRepository:
    """Models."""

    def __init__(self, sdk: SyncInvokeAIClient) -> None:
        self._sdk = sdk

    def list_models(self) -> list[SyncDnnModelHandle]:
        """Return all models: each has `key`, `hash`, `name`, `base`, `type`, `format`."""
        return self._sdk.models.list()

    def get_model_by_key(self, key: str) -> SyncDnnModelHandle | None:
        """Return a model; None if there is none of this key."""
        try:
            return self._sdk.models.get(key)
        except NotFoundError:
            return None


def to_ivk_model_field(model: object) -> IvkModelIdentifierField:
    """Return the field that names a model, for `set_input_value`.

    Args:
        model: what `list_models` returns, or anything with `key`, `hash`, `name`, `base` and `type`.

    Raises:
        ValueError: it is no model.
    """
    return IvkModelIdentifierField.coerce(model)


def _with_board(compiled: CompiledBatch, workflow: SyncWorkflowHandle, board_id: str | None) -> CompiledBatch:
    """Put output nodes that have no board on one."""
    if board_id is None:
        return compiled
    nodes: JSONObject = dict(compiled.graph["nodes"])
    for node_id, node in nodes.items():
        lacks = node["type"] in OUTPUT_NODES and "board" not in node
        if lacks and workflow.raw_value(node_id, "board") in (UNSET, None):
            nodes[node_id] = {**node, "board": {"board_id": board_id}}
    return evolve(compiled, graph={**compiled.graph, "nodes": nodes})


async def _as_older(stream: SyncJobStream, about: JSONObject) -> AsyncIterator[JSONObject]:
    """Yield events as the older client's dicts.

    Args:
        stream: the events of a job.
        about: the ids of that job, which are in every dict.
    """
    async for event in stream:
        if type(event) in _ENDS:
            yield {"event_type": "queue_item_status_changed", "status": _ENDS[type(event)], **about}
        elif type(event) in _NAMES:
            told = {key: value for key, value in asdict(event, recurse=False).items() if key not in about}
            match event:
                case Progress(percentage=percentage):
                    told["progress"] = percentage or 0.0
                case NodeCompleted(output=output):
                    told["outputs"] = told["result"] = output.data
                case NodeFailed(error_message=message):
                    told["error"] = message
            yield {"event_type": _NAMES[type(event)], **about, **told}


async def _tell(events: AsyncIterator[JSONObject], called: dict[str, Callback | None]) -> None:
    async for event in events:
        callback = called.get(event["event_type"])
        if callback is not None:
            answer = callback(event)
            if inspect.isawaitable(answer):
                await answer


@contextmanager
def _older_errors() -> Iterator[None]:
    """Raise what the older client's scripts expect: ValueError for a bad workflow, RuntimeError for a bad end."""
    try:
        yield
    except WorkflowError as error:
        raise ValueError(str(error)) from error
    except TimeoutError:
        raise
    except InvokeAIError as error:
        raise RuntimeError(str(error)) from error


def __getattr__(name: str) -> Any:
    """Make the enum `SchedulerName` of the bundled catalogue's schedulers when it is first asked for."""
    if name != "SchedulerName":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    options = Catalogue.load_bundled()["denoise_latents"].inputs["scheduler"].options or ()
    made = Enum("SchedulerName", {str(each).upper(): str(each) for each in options}, type=str)  # type: ignore[misc] # mypy cannot know them
    made.__doc__ = "The server's schedulers."
    return globals().setdefault(name, made)
