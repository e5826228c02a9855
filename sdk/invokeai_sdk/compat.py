"""The API of the older synchronous client, invokeai-py-client, for scripts that migrate by changing their imports.

::

    from invokeai_sdk.compat import InvokeAIClient, WorkflowDefinition

    client = InvokeAIClient.from_url("http://localhost:9090")
    workflow = client.workflow_repo.create_workflow(WorkflowDefinition.from_file("workflow.json"))
    workflow.get_input_value(1).value = "a watercolor fox"
    workflow.submit_sync()
    item = workflow.wait_for_completion_sync(timeout=180)
    print(workflow.map_outputs_to_images(item))

The submitted graph is the graph that the editor would submit: values of connected inputs are never sent, and
`INVOKEAI_PRUNE_CONNECTED_FIELDS` has no effect. `docs/migrating.md` has a table of the new names.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, TypeAlias, TypedDict, Unpack

from attrs import asdict, evolve, frozen
from invokeai_api import api

from invokeai_sdk._concurrency import run_in_thread
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
from invokeai_sdk.jobs.outputs import read_session_outputs
from invokeai_sdk.repositories.model_types import BaseDnnModelType, DnnModelFormat, DnnModelType
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.sync import SyncInvokeAIClient, call_async
from invokeai_sdk.workflow.definition import WorkflowDefinition

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from invokeai_sdk.sync.jobs.events import SyncJobEvent
    from invokeai_sdk.sync.jobs.job import SyncJobHandle
    from invokeai_sdk.sync.jobs.streams import SyncJobStream
    from invokeai_sdk.sync.media.image import SyncImageHandle
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
"""The node types whose board the older client could set."""

_EVENT_TYPES: Final = {
    NodeStarted: "invocation_started",
    Progress: "invocation_progress",
    NodeCompleted: "invocation_complete",
    NodeFailed: "invocation_error",
}
_FINAL_STATUSES: Final = {Completed: "completed", Failed: "failed", Canceled: "canceled", Lost: "canceled"}

_log = logging.getLogger("invokeai_sdk.compat")


class _ClientOptions(TypedDict, total=False):
    """The arguments of `InvokeAIClient` that do not name the server."""

    api_key: str | None
    timeout: float
    use_https: bool
    verify_ssl: bool
    max_retries: int


class InvokeAIClient:
    """A client with the API of the older client.

    Attributes:
        sdk: the client of this SDK that sends the requests; use it to migrate step by step.
        workflow_repo: loads workflows.
        board_repo: lists and creates boards.
        dnn_model_repo: lists models.
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
        """Create a client; no connection is opened.

        Args:
            host: the host name of the server.
            port: the port of the server.
            api_key: a bearer token.
            timeout: the maximum number of seconds to wait for the next bytes of an answer.
            use_https: whether to use TLS.
            verify_ssl: whether to verify certificates.
            max_retries: how many times to repeat a request that can safely be repeated.
            url: the URL of the server, instead of `host`, `port` and `use_https`.

        Raises:
            OptionsError: an option has an invalid value.
        """
        api_key = Secret.of(api_key)
        if os.environ.get("INVOKEAI_PRUNE_CONNECTED_FIELDS"):
            _log.info(
                "INVOKEAI_PRUNE_CONNECTED_FIELDS has no effect: as in the editor, "
                "values of connected inputs are never sent"
            )
        self.sdk: SyncInvokeAIClient = SyncInvokeAIClient.from_url(
            url or f"{'https' if use_https else 'http'}://{host}:{port}",
            token=api_key,
            read_timeout=timeout,
            verify=verify_ssl,
            retries=max_retries,
        )
        self.workflow_repo: WorkflowRepository = WorkflowRepository(self.sdk)
        self.board_repo: BoardRepository = BoardRepository(self.sdk)
        self.dnn_model_repo: DnnModelRepository = DnnModelRepository(self.sdk)

    @classmethod
    def from_url(cls, url: str, **options: Unpack[_ClientOptions]) -> Self:
        """Create a client for the server at a URL, which may end with a path such as `/api/v1`."""
        return cls(url=url, **options)

    def create_workflow(self, definition: WorkflowDefinition) -> WorkflowHandle:
        """Load a workflow, as `WorkflowRepository.create_workflow` does."""
        return self.workflow_repo.create_workflow(definition)

    def close(self) -> None:
        """Close the connections. Jobs on the server continue."""
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
            ValueError: the definition is not a workflow.
        """
        return WorkflowHandle(self._sdk, self._sdk.workflows.load(definition))


@frozen
class WorkflowInput:
    """One input of a workflow's form.

    Attributes:
        input_index: the index of the input in the form, depth first.
        label: the label that the form shows.
        field_name: the name of the node's field.
        node_id: the id of the node.
        node_name: the label of the node, or its type without a label.
        required: whether the input needs a value or a connection.
        field: the value of the input.
    """

    input_index: int
    label: str
    field_name: str
    node_id: str
    node_name: str
    required: bool
    field: InputValue


class InputValue:
    """A mutable value, of an input or independent of any input. `isinstance` treats it as a field of its class."""

    field_class: ClassVar[type[IvkField[Any]]]

    def __init__(self, value: object = UNSET) -> None:
        self._input: IvkWorkflowInput | None = None
        self._own = self.field_class.coerce(value)

    __class__ = property(lambda self: self.field_class)  # used by isinstance

    @property
    def field(self) -> IvkField[Any]:
        """The immutable field of this SDK that holds the value."""
        return self._own if self._input is None else self._input.field

    @property
    def value(self) -> Any:
        """The Python value; None without a value. A new value is validated.

        Raises:
            ValueError: the new value has the wrong type, is out of range, or is not one of the options.
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
        """Return an attribute of the field, such as `to_api`, or of the value, such as a model's `key`."""
        field = self.field
        return getattr(field, name) if hasattr(field, name) else getattr(field.value, name)

    def __repr__(self) -> str:
        return repr(self.field)


def _input_value_class(field_class: type[IvkField[Any]]) -> type[InputValue]:
    """Return the value class for a field class, so that `type(value)(…)` creates another value of the class."""
    if field_class not in _INPUT_VALUES:
        members = {"field_class": field_class, "__doc__": field_class.__doc__}
        _INPUT_VALUES[field_class] = type(field_class.__name__, (InputValue,), members)
    return _INPUT_VALUES[field_class]


_INPUT_VALUES: Final[dict[type, type[InputValue]]] = {}


class WorkflowHandle:
    """A loaded workflow with its current values.

    Attributes:
        sdk: the workflow of this SDK that holds the values.
        batch_id: the id of the last submission's batch; None before the first submission.
        session_id: the id of the last submission's session.
        item_id: the id of the last submission's queue item.
    """

    def __init__(self, client: SyncInvokeAIClient, workflow: SyncWorkflowHandle) -> None:
        self._client = client
        self._job: SyncJobHandle | None = None
        self._stream: SyncJobStream | None = None
        self._callback_task: asyncio.Task[None] | None = None  # calls the callbacks of the last submission
        self._callback_tasks: set[asyncio.Task[None]] = set()  # of all submissions, while they run
        self.sdk = workflow
        self.batch_id: str | None = None
        self.session_id: str | None = None
        self.item_id: int | None = None

    # --- Inputs ---

    def list_inputs(self) -> list[WorkflowInput]:
        """Return the inputs of the form, depth first."""
        return [self.get_input(index) for index in range(len(self.sdk.inputs))]

    def get_input(self, index: int) -> WorkflowInput:
        """Return the input with an index.

        Raises:
            IndexError: no input has this index.
        """
        entry = self._find_input(index)
        return WorkflowInput(
            input_index=index,
            label=entry.label,
            field_name=entry.field_name,
            node_id=entry.node_id,
            node_name=entry.node.label or entry.node.type,
            required=bool(entry.required),
            field=self.get_input_value(index),
        )

    def get_input_value(self, index: int) -> InputValue:
        """Return the value of an input; assigning to its `value` sets the input.

        Raises:
            IndexError: no input has this index.
        """
        entry = self._find_input(index)
        value = _input_value_class(entry.field_class)()
        value._input = entry  # noqa: SLF001 - both classes are private parts of this module
        return value

    def set_input_value(self, index: int, value: IvkField[Any] | InputValue) -> None:
        """Replace the value of an input with a field of exactly the same class.

        Raises:
            IndexError: no input has this index.
            TypeError: the field has another class.
            ValueError: the value is out of range, or is not one of the options.
        """
        field = value.field if isinstance(value, InputValue) else value
        if not isinstance(field, IvkField):
            raise TypeError(
                f"set_input_value takes a field, not {type(value).__name__}; to set a plain value, write "
                f"get_input_value({index}).value = {value!r}"
            )
        self._find_input(index).set(field)

    def validate_inputs(self) -> dict[int, list[str]]:
        """Return the error messages of the invalid inputs, by index."""
        messages_by_index = {
            index: [violation.message for violation in entry.violations] for index, entry in enumerate(self.sdk.inputs)
        }
        return {index: messages for index, messages in messages_by_index.items() if messages}

    def _find_input(self, index: int) -> IvkWorkflowInput:
        if not 0 <= index < len(self.sdk.inputs):
            raise IndexError(f"no input has the index {index}: indices run from 0 to {len(self.sdk.inputs) - 1}")
        return self.sdk.inputs[index]

    # --- Submitting and waiting ---

    def submit_sync(self, board_id: str | None = None, queue_id: str = "default", priority: int = 0) -> JSONObject:
        """Submit the workflow.

        Args:
            board_id: the board that output nodes without a board save to.
            queue_id: the queue.
            priority: a number above 0 runs the workflow before all pending jobs.

        Returns:
            A dict with `batch_id` (str), `session_id` (str), `item_ids` (list of int) and `enqueued` (int).

        Raises:
            ValueError: the workflow has an error; nothing was queued.
            RuntimeError: the server did not accept the workflow.
        """
        with _raise_older_errors():
            compiled = _save_to_board(self.sdk.prepare(board=board_id), self.sdk, board_id)
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
        poll_interval: float = 0.5,  # noqa: ARG002 - the older signature; nothing is polled here
        timeout: float = 60.0,
        progress_callback: Callback | None = None,
        queue_id: str = "default",
    ) -> JSONObject:
        """Wait for the end of the last submission and return its queue item.

        Args:
            poll_interval: has no effect.
            timeout: the maximum number of seconds to wait.
            progress_callback: called with the queue item when the status changes, in a worker thread.
            queue_id: the queue.

        Raises:
            TimeoutError: the time ran out; the job continues.
            RuntimeError: nothing was submitted, or the job failed or was canceled.
        """

        def report_status(event: SyncJobEvent) -> None:
            if progress_callback is not None and isinstance(event, (StatusChanged, *_FINAL_STATUSES)):
                progress_callback(self.get_queue_item(queue_id) or {})

        with _raise_older_errors():
            self._last_job().result(timeout=timeout, on_event=report_status if progress_callback is not None else None)
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
        """Submit the workflow without blocking the event loop.

        Args:
            board_id: the board that output nodes without a board save to.
            queue_id: the queue.
            priority: a number above 0 runs the workflow before all pending jobs.
            subscribe_events: whether to call the callbacks, which may be coroutine functions.
            on_invocation_started: called with a dict of `node_id`, `node_type`, `session_id`.
            on_invocation_progress: also `progress` (0 to 1) and `message`.
            on_invocation_complete: also `outputs`.
            on_invocation_error: also `error`.

        Returns:
            The dict that `submit_sync` returns.

        Raises:
            ValueError: the workflow has an error; nothing was queued.
            RuntimeError: the server did not accept the workflow.
        """
        submission = await run_in_thread(self.submit_sync, board_id, queue_id, priority)
        callbacks = {
            "invocation_started": on_invocation_started,
            "invocation_progress": on_invocation_progress,
            "invocation_complete": on_invocation_complete,
            "invocation_error": on_invocation_error,
        }
        if subscribe_events:
            self._callback_task = asyncio.create_task(
                _call_back(self._open_events(), callbacks), name="invokeai-compat-events"
            )
            self._callback_tasks.add(self._callback_task)
            self._callback_task.add_done_callback(self._callback_tasks.discard)
        return submission

    async def wait_for_completion(self, timeout: float | None = None, queue_id: str = "default") -> JSONObject:
        """Wait for the end of the last submission and for its last callback, and return its queue item.

        Raises:
            TimeoutError: the time ran out; the job continues.
            RuntimeError: nothing was submitted, or the job failed or was canceled.
        """
        with _raise_older_errors():
            try:
                await call_async(self._last_job().result, timeout=timeout)
            except JobError:
                await self._finish_callbacks()
                raise
            await self._finish_callbacks()
            return await run_in_thread(self.get_queue_item, queue_id) or {}

    async def submit_sync_monitor_async(
        self, board_id: str | None = None, queue_id: str = "default", priority: int = 0
    ) -> AsyncIterator[JSONObject]:
        """Submit the workflow and yield its events as dicts with an `event_type`.

        The first event type is `submission`, then follow those of the nodes, and the last is
        `queue_item_status_changed`.

        Args:
            board_id: the board that output nodes without a board save to.
            queue_id: the queue.
            priority: a number above 0 runs the workflow before all pending jobs.

        Raises:
            ValueError: the workflow has an error; nothing was queued.
            RuntimeError: the server did not accept the workflow.
        """
        submission = await run_in_thread(self.submit_sync, board_id, queue_id, priority)
        yield {"event_type": "submission", **submission}
        async for event in self._open_events():
            yield event

    def _open_events(self) -> AsyncIterator[JSONObject]:
        """Return the events of the last submission; a later submission does not change them."""
        stream, self._stream = self._stream or self._last_job().events(), None
        return _to_older_events(
            stream, {"session_id": self.session_id, "batch_id": self.batch_id, "item_id": self.item_id}
        )

    async def _finish_callbacks(self) -> None:
        """Wait for the last callback of the last submission, whose job has ended."""
        task, self._callback_task = self._callback_task, None
        if task is not None:
            await task

    def get_queue_item(self, queue_id: str = "default") -> JSONObject | None:
        """Return the server's queue item of the last submission; None without a submission, or if it was deleted."""
        if self.item_id is None:
            return None
        try:
            item = self._client.raw.send(api.queue.get_queue_item(queue_id=queue_id, item_id=self.item_id).as_json())
        except NotFoundError:
            return None
        return item if isinstance(item, dict) else None

    def cancel(self) -> bool:
        """Cancel the last submission. A job that has ended stays as it is.

        Raises:
            RuntimeError: nothing was submitted, or the request failed.
        """
        with _raise_older_errors():
            self._last_job().cancel()
        return True

    async def cancel_async(self) -> bool:
        """Cancel the last submission without blocking the event loop. Raises what `cancel` raises."""
        return await run_in_thread(self.cancel)

    def _last_job(self) -> SyncJobHandle:
        if self._job is None:
            raise RuntimeError("nothing was submitted yet")
        return self._job

    # --- Outputs ---

    def list_outputs(self) -> list[WorkflowInput]:
        """Return the inputs that set the board of an output node."""
        return [
            entry
            for entry in self.list_inputs()
            if entry.field_name == "board" and self.sdk.node(entry.node_id).type in OUTPUT_NODES
        ]

    def map_outputs_to_images(self, queue_item: JSONObject) -> list[JSONObject]:
        """Return the images that each output node of `list_outputs` saved.

        Args:
            queue_item: the queue item that `wait_for_completion_sync` returned.

        Returns:
            A dict for each output node: `node_id`, `board_id` (`"none"` without a board), `image_names` (list of
            str), `tier` (`results`, or `none` without images), `node_type`, `input_index` and `label`.
        """
        session: JSONObject = queue_item.get("session") or {}
        outputs = read_session_outputs(session)
        nodes: JSONObject = (session.get("graph") or {}).get("nodes") or {}
        mapped: list[JSONObject] = []
        for entry in self.list_outputs():
            names = [name for output in outputs if output.node_id == entry.node_id for name in output.image_names]
            node = nodes.get(entry.node_id) or {}
            mapped.append(
                {
                    "node_id": entry.node_id,
                    "board_id": (node.get("board") or {}).get("board_id", "none"),
                    "image_names": list(dict.fromkeys(names)),
                    "tier": "results" if names else "none",
                    "node_type": node.get("type", "unknown"),
                    "input_index": entry.input_index,
                    "label": entry.label,
                }
            )
        return mapped


class BoardRepository:
    """Lists and creates boards."""

    def __init__(self, sdk: SyncInvokeAIClient) -> None:
        self._sdk = sdk

    def list_boards(self, *, include_uncategorized: bool = False) -> list[BoardHandle]:
        """Return the boards, newest first, after the uncategorized board if `include_uncategorized` is true."""
        boards = [BoardHandle(each) for each in self._sdk.boards.list(include_archived=True)]
        return [self.get_uncategorized_board(), *boards] if include_uncategorized else boards

    def create_board(self, name: str) -> BoardHandle:
        """Create a board."""
        return BoardHandle(self._sdk.boards.create(name))

    def get_uncategorized_board(self) -> BoardHandle:
        """Return the board that stands for the images on no board."""
        return BoardHandle(self._sdk.boards.uncategorized())

    def get_board_by_id(self, board_id: str) -> BoardHandle | None:
        """Return the board with an id; None if no board has the id."""
        try:
            return BoardHandle(self._sdk.boards.get(self._sdk.boards.handle(board_id)))
        except WorkflowError:
            return None


class BoardHandle:
    """A board.

    Attributes:
        sdk: the board of this SDK that sends the requests.
    """

    def __init__(self, board: SyncBoardHandle) -> None:
        self.sdk = board

    @property
    def board_id(self) -> str:
        """The id; `"none"` for the uncategorized board."""
        return self.sdk.board_id

    @property
    def board_name(self) -> str:
        """The name."""
        return self.sdk.name

    @property
    def image_count(self) -> int:
        """The number of images on the board without intermediate images; reading it sends a request."""
        return self.sdk.count()

    def upload_image_data(self, image_data: bytes, filename: str | None = None) -> SyncImageHandle:
        """Upload an image to the board, and return its handle, which has the `image_name`."""
        return self.sdk.upload(image_data, filename=filename)

    def upload_image(self, file_path: str | Path) -> SyncImageHandle:
        """Upload an image file to the board, and return its handle, which has the `image_name`."""
        return self.sdk.upload(file_path)

    def list_images(self) -> list[str]:
        """Return the names of the images on the board, newest first."""
        return self.sdk.image_names(intermediate=None)

    def __repr__(self) -> str:
        return f"BoardHandle({self.board_id!r}, board_name={self.board_name!r})"


class DnnModelRepository:
    """Lists models."""

    def __init__(self, sdk: SyncInvokeAIClient) -> None:
        self._sdk = sdk

    def list_models(self) -> list[SyncDnnModelHandle]:
        """Return all models, which have `key`, `hash`, `name`, `base`, `type` and `format`."""
        return list(self._sdk.models.list())

    def get_model_by_key(self, key: str) -> SyncDnnModelHandle | None:
        """Return the model with a key; None if no model has the key."""
        try:
            return self._sdk.models.handle(key).refresh()
        except NotFoundError:
            return None


def to_ivk_model_field(model: object) -> IvkModelIdentifierField:
    """Return a field with a model as its value, for `set_input_value`.

    Args:
        model: a model from `list_models`, or any object with `key`, `hash`, `name`, `base` and `type`.

    Raises:
        ValueError: the object is not a model.
    """
    return IvkModelIdentifierField.coerce(model)


def _save_to_board(compiled: CompiledBatch, workflow: SyncWorkflowHandle, board_id: str | None) -> CompiledBatch:
    """Return a compiled batch whose output nodes without a board save to a board; None changes nothing."""
    if board_id is None:
        return compiled
    nodes: JSONObject = dict(compiled.graph["nodes"])
    for node_id, node in nodes.items():
        lacks = node["type"] in OUTPUT_NODES and "board" not in node
        if lacks and workflow.raw_value(node_id, "board") in (UNSET, None):
            nodes[node_id] = {**node, "board": {"board_id": board_id}}
    return evolve(compiled, graph={**compiled.graph, "nodes": nodes})


async def _to_older_events(stream: SyncJobStream, ids: JSONObject) -> AsyncIterator[JSONObject]:
    """Yield the events of a job as the dicts of the older client.

    Args:
        stream: the events of the job.
        ids: the ids of the job, which every dict contains.
    """
    async for event in stream:
        if type(event) in _FINAL_STATUSES:
            yield {"event_type": "queue_item_status_changed", "status": _FINAL_STATUSES[type(event)], **ids}
        elif type(event) in _EVENT_TYPES:
            details = {key: value for key, value in asdict(event, recurse=False).items() if key not in ids}
            match event:
                case Progress(percentage=percentage):
                    details["progress"] = percentage or 0.0
                case NodeCompleted(output=output):
                    details["outputs"] = details["result"] = output.data
                case NodeFailed(error_message=message):
                    details["error"] = message
            yield {"event_type": _EVENT_TYPES[type(event)], **ids, **details}


async def _call_back(events: AsyncIterator[JSONObject], callbacks: dict[str, Callback | None]) -> None:
    async for event in events:
        callback = callbacks.get(event["event_type"])
        if callback is not None:
            result = callback(event)
            if inspect.isawaitable(result):
                await result


@contextmanager
def _raise_older_errors() -> Iterator[None]:
    """Raise the errors of the older client: ValueError for an invalid workflow, RuntimeError for other failures."""
    try:
        yield
    except WorkflowError as error:
        raise ValueError(str(error)) from error
    except TimeoutError:
        raise
    except InvokeAIError as error:
        raise RuntimeError(str(error)) from error


def __getattr__(name: str) -> Any:
    """Create `SchedulerName`, an enum of the schedulers in the bundled catalogue, on first access."""
    if name != "SchedulerName":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    options = Catalogue.load_bundled()["denoise_latents"].inputs["scheduler"].options or ()
    made = Enum("SchedulerName", {str(each).upper(): str(each) for each in options}, type=str)  # type: ignore[misc] # mypy cannot know the members
    made.__doc__ = "The server's schedulers."
    return globals().setdefault(name, made)
