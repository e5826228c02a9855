"""Whether the server has what a graph refers to: images, boards and models.

The server itself takes such a graph and fails later, or saves to no board without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from invokeai_api import api

from invokeai_sdk.errors import BoardNotFoundError, FieldValueError, ModelNotFoundError, NotFoundError
from invokeai_sdk.repositories.models import DnnModelRepository
from invokeai_sdk.repositories.naming import close_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch

_MODEL_KEYS: Final = frozenset({"key", "hash", "name", "base", "type"})
_METADATA: Final = "core_metadata"
"""The node that records what once was; what it names need not exist any more."""


class Reference(NamedTuple):
    """One mention of something on the server."""

    node_id: str
    field_name: str
    value: JSONObject


async def check_references(core: Core, compiled: CompiledBatch) -> None:
    """Make sure that the server has every image, board and model that a compiled workflow names.

    Asks for the models in one request, the images in one, and each board in one; nothing where none is named.

    Raises:
        ModelNotFoundError: a model is not installed.
        BoardNotFoundError: a board does not exist.
        FieldValueError: an image does not exist.
        APIError: the server could not be asked.
    """
    found = list(references(compiled))
    await _check_models(core, [ref for ref in found if ref.value.keys() >= _MODEL_KEYS])
    await _check_boards(core, [ref for ref in found if "board_id" in ref.value])
    await _check_images(core, [ref for ref in found if "image_name" in ref.value])


def references(compiled: CompiledBatch) -> Iterator[Reference]:
    """Yield what the graph and the batch data of a compiled workflow refer to."""
    for node_id, node in compiled.graph["nodes"].items():
        if node["type"] == _METADATA:
            continue
        for field_name, value in node.items():
            for found in _mentions(value):
                yield Reference(node_id, field_name, found)
    for entries in compiled.data:
        for entry in entries:
            for found in _mentions(entry["items"]):
                yield Reference(entry["node_path"], entry["field_name"], found)


def _mentions(value: JSONValue) -> Iterator[JSONObject]:
    if isinstance(value, dict):
        if value.keys() >= _MODEL_KEYS or value.keys() & {"image_name", "board_id"}:
            yield value
        else:
            for inner in value.values():
                yield from _mentions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _mentions(inner)


async def _check_models(core: Core, wanted: list[Reference]) -> None:
    if not wanted:
        return
    models = await core.shared(DnnModelRepository).list()
    known = {model.key: model for model in models}
    for ref in wanted:
        if ref.value["key"] in known:
            continue
        name = str(ref.value["name"])
        same = [model.name for model in models if model.record.hash_ == ref.value["hash"] or model.name == name]
        raise ModelNotFoundError(
            f"node {ref.node_id!r}, field {ref.field_name!r}: the server has no model {name!r} with this key"
            + ("; set the input to the name to take the server's own" if same else ""),
            suggestions=same or close_names(name, [model.name for model in models]),
            node_id=ref.node_id,
            field_name=ref.field_name,
        )


async def _check_boards(core: Core, wanted: list[Reference]) -> None:
    checked: set[str] = set()
    for ref in wanted:
        board_id = str(ref.value["board_id"])
        if board_id in checked:
            continue
        checked.add(board_id)
        try:
            await core.transport.send(api.boards.get_board(board_id=board_id).as_json())
        except NotFoundError as error:
            raise BoardNotFoundError(
                f"node {ref.node_id!r}, field {ref.field_name!r}: no board has the id {board_id!r}",
                node_id=ref.node_id,
                field_name=ref.field_name,
            ) from error


async def _check_images(core: Core, wanted: list[Reference]) -> None:
    names = sorted({str(ref.value["image_name"]) for ref in wanted})
    if not names:
        return
    answer = await core.transport.send(api.images.get_images_by_names(body={"image_names": names}).as_json())
    known = {dto["image_name"] for dto in answer} if isinstance(answer, list) else set()
    for ref in wanted:
        if ref.value["image_name"] not in known:
            raise FieldValueError(
                f"node {ref.node_id!r}, field {ref.field_name!r}: the server has no image {ref.value['image_name']!r}",
                code="missing_image",
                node_id=ref.node_id,
                field_name=ref.field_name,
            )
