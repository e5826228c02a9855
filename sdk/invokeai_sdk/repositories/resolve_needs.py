"""Requests for the server's answers that a workflow needs before it can be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar, cast

from attrs import evolve
from invokeai_api import api

from invokeai_sdk._concurrency import map_concurrently
from invokeai_sdk.errors import (
    BatchError,
    FieldValueError,
    InvokeAIError,
    NotFoundError,
    NotRegularFileError,
    OptionsError,
    PermissionDeniedError,
    WorkflowError,
)
from invokeai_sdk.fields.pending import PendingBoard, PendingModel
from invokeai_sdk.repositories.boards import BoardRepository
from invokeai_sdk.repositories.images import ImageRepository
from invokeai_sdk.repositories.model_search import find_model
from invokeai_sdk.repositories.models import DnnModelRepository
from invokeai_sdk.repositories.prompts import PromptRepository
from invokeai_sdk.repositories.videos import VideoRepository

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.fields.pending import Pending, PendingUpload
    from invokeai_sdk.media.source import MediaSource
    from invokeai_sdk.repositories.model_handle import DnnModelHandle
    from invokeai_sdk.workflow.context import CompileContext, Needs
    from invokeai_sdk.workflow.generator_items import BoardImagesRequest, PromptRequest
    from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput

_Need = TypeVar("_Need")
_Answer = TypeVar("_Answer")

_MAX_REQUESTS: Final = 4
"""The maximum number of requests in flight."""


async def resolve_needs(
    core: Core,
    needs: Needs,
    context: CompileContext,
    *,
    inputs: Mapping[Pending, IvkWorkflowInput] | None = None,
) -> CompileContext:
    """Return a context with the server's answers to everything in `needs`.

    Files are uploaded, each content once per client. All model names are looked up in one request.

    Args:
        core: the client's core.
        needs: what to request.
        context: the answers that are known already.
        inputs: the inputs that the pending values are in, for errors.

    Raises:
        BatchError: the server cannot expand a dynamic prompt.
        BoardNotFoundError: the server has no board of a name; the error names the input, as do the next four.
        AmbiguousBoardError: several boards have a name.
        ModelNotFoundError: no model matches a name.
        AmbiguousModelError: several models match a name.
        FieldValueError: a file to upload cannot be read.
        APIError: a request failed.
    """
    resolver = _Resolver(core, inputs or {})
    prompts: dict[PromptRequest | str, Sequence[str]] = dict(context.prompts)
    prompts.update((await _resolve_each(needs.prompts, resolver.expand_prompt)).items())
    if any(isinstance(pending, PendingModel) for pending in needs.pending):
        await resolver.list_models()
    saved_workflows = await _resolve_each(needs.saved_workflows, resolver.get_saved_workflow)
    board_images = await _resolve_each(needs.board_images, resolver.list_board_images)
    answers = await _resolve_each(needs.pending, resolver.resolve_pending)
    return evolve(
        context,
        saved_workflows={**context.saved_workflows, **saved_workflows},
        prompts=prompts,
        board_images={**context.board_images, **board_images},
        answers={**context.answers, **answers},
    )


class _Resolver:
    """Resolves single needs, one method for each kind."""

    def __init__(self, core: Core, inputs: Mapping[Pending, IvkWorkflowInput]) -> None:
        self._core = core
        self._inputs = inputs
        self._transport = core.transport
        self._models: list[DnnModelHandle] = []

    async def list_models(self) -> None:
        """List the installed models, for the look-up of model names by `resolve_pending`."""
        self._models = await self._core.shared(DnnModelRepository).list()

    async def get_saved_workflow(self, workflow_id: str) -> JSONObject | None:
        try:
            record = await self._transport.send(api.workflows.get_workflow(workflow_id=workflow_id).as_json())
        except (NotFoundError, PermissionDeniedError, OptionsError):  # an OptionsError: the text cannot be an id
            return None
        return record if isinstance(record, dict) else None

    async def expand_prompt(self, request: PromptRequest) -> tuple[str, ...]:
        answer = await self._core.shared(PromptRepository).expand_dynamic(
            request.prompt,
            max_prompts=request.max_prompts,
            combinatorial=request.combinatorial,
            seed=request.seed,
        )
        if answer.error:
            raise BatchError(
                f"the server cannot expand the dynamic prompt {request.prompt!r}: {answer.error}",
                code="dynamic_prompt",
            )
        return tuple(answer.prompts)

    async def list_board_images(self, request: BoardImagesRequest) -> tuple[str, ...]:
        names = await self._transport.send(
            api.boards.list_all_board_image_names(
                board_id=request.board_id, categories=list(request.categories), is_intermediate=False
            )
        )
        return tuple(names)

    async def resolve_pending(self, pending: Pending) -> JSONValue:
        try:
            return await self._resolve_pending(pending)
        except WorkflowError as error:
            inp = self._inputs.get(pending)
            if inp is not None and error.node_id is None:
                error.add_place(inp.describe(), node_id=inp.node_id, field_name=inp.field_name, label=inp.label)
            raise

    async def _resolve_pending(self, pending: Pending) -> JSONValue:
        if isinstance(pending, PendingModel):
            model = find_model(self._models, pending.name, base=pending.bases or None, type=pending.types or None)
            return model.identifier
        if isinstance(pending, PendingBoard):
            board_id = await self._core.shared(BoardRepository).resolve(pending.name)
            return "none" if board_id is None else {"board_id": board_id}
        try:
            return await self._upload(pending)
        except (OSError, TypeError) as error:
            if isinstance(error, InvokeAIError) and not isinstance(error, NotRegularFileError):
                raise
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            raise FieldValueError(f"{pending} cannot be read: {reason}", code="unreadable_file") from error

    async def _upload(self, pending: PendingUpload) -> JSONValue:
        if pending.kind == "video":
            video = await self._core.shared(VideoRepository).upload(cast("MediaSource", pending.source))
            return {"video_name": video.name}
        image = await self._core.shared(ImageRepository).upload(cast("MediaSource", pending.source))
        return {"image_name": image.name}


async def _resolve_each(needs: Sequence[_Need], resolve: Callable[[_Need], Awaitable[_Answer]]) -> dict[_Need, _Answer]:
    """Resolve needs concurrently and return the answers by need; the first error cancels the others."""
    return dict(zip(needs, await map_concurrently(resolve, needs, limit=_MAX_REQUESTS), strict=True))
