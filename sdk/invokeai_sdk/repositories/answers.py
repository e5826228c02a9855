"""Asking the server what a workflow needs to know before it can be compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar, cast

from attrs import evolve
from invokeai_api import api

from invokeai_sdk.errors import BatchError, NotFoundError
from invokeai_sdk.fields.pending import PendingBoard, PendingModel
from invokeai_sdk.jobs.abreast import abreast
from invokeai_sdk.repositories.boards import BoardRepository
from invokeai_sdk.repositories.images import ImageRepository
from invokeai_sdk.repositories.model_handle import as_identifier
from invokeai_sdk.repositories.model_search import find_model
from invokeai_sdk.repositories.models import DnnModelRepository
from invokeai_sdk.repositories.prompts import PromptRepository
from invokeai_sdk.repositories.videos import VideoRepository
from invokeai_sdk.repositories.workflow_library import WorkflowLibrary

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.fields.pending import Pending, PendingUpload
    from invokeai_sdk.repositories.model_handle import DnnModelHandle
    from invokeai_sdk.repositories.uploads import ImageSource
    from invokeai_sdk.workflow.context import CompileContext, Needs
    from invokeai_sdk.workflow.generator_items import BoardImagesRequest, PromptRequest

_T = TypeVar("_T")
_R = TypeVar("_R")

_AT_ONCE: Final = 4
"""Requests in flight while answers are gathered."""


async def answered(core: Core, needs: Needs, context: CompileContext) -> CompileContext:
    """Return a context with the server's answers to everything in `needs`.

    Files are uploaded, each content once in the client's life; names of models and boards are looked up, among the
    models in one request.

    Args:
        core: the client's core.
        needs: what to ask.
        context: what is known already.

    Raises:
        BatchError: the server cannot expand a dynamic prompt.
        BoardNotFoundError: there is no such board.
        ModelNotFoundError: no model fits a name; AmbiguousModelError if several do.
        APIError: the server could not be asked.
    """
    ask = _Questions(core)
    prompts: dict[PromptRequest | str, Sequence[str]] = dict(context.prompts)
    prompts.update((await _each(needs.prompts, ask.prompts)).items())
    if any(isinstance(pending, PendingModel) for pending in needs.pending):
        await ask.list_models()
    return evolve(
        context,
        saved_workflows={**context.saved_workflows, **await _each(needs.saved_workflows, ask.saved_workflow)},
        prompts=prompts,
        board_images={**context.board_images, **await _each(needs.board_images, ask.board_images)},
        answers={**context.answers, **await _each(needs.pending, ask.pending)},
    )


class _Questions:
    """One question to the server each."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._models: list[DnnModelHandle] = []

    async def list_models(self) -> None:
        self._models = await self._core.shared(DnnModelRepository).list()

    async def saved_workflow(self, workflow_id: str) -> JSONObject | None:
        try:
            return await self._core.shared(WorkflowLibrary).get(workflow_id)
        except NotFoundError:
            return None

    async def prompts(self, request: PromptRequest) -> tuple[str, ...]:
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

    async def board_images(self, request: BoardImagesRequest) -> tuple[str, ...]:
        names = await self._core.transport.send(
            api.boards.list_all_board_image_names(
                board_id=request.board_id, categories=list(request.categories), is_intermediate=False
            ).as_json()
        )
        return tuple(str(name) for name in names) if isinstance(names, list) else ()

    async def pending(self, pending: Pending) -> JSONValue:
        if isinstance(pending, PendingModel):
            found = find_model(self._models, pending.name, base=pending.bases or None, type=pending.types or None)
            return as_identifier(found.record)
        if isinstance(pending, PendingBoard):
            board_id = await self._core.shared(BoardRepository).resolve(pending.name)
            return "none" if board_id is None else {"board_id": board_id}
        return await self._upload(pending)

    async def _upload(self, pending: PendingUpload) -> JSONValue:
        if pending.kind == "video":
            video = await self._core.shared(VideoRepository).upload(cast("str | Path | bytes", pending.source))
            return {"video_name": video.name}
        image = await self._core.shared(ImageRepository).upload(cast("ImageSource", pending.source))
        return {"image_name": image.name}


async def _each(questions: Sequence[_T], ask: Callable[[_T], Awaitable[_R]]) -> dict[_T, _R]:
    """Ask a few questions at a time; the first that fails ends the others, and its own error is raised."""
    return dict(zip(questions, await abreast(ask, questions, at_once=_AT_ONCE), strict=True))
