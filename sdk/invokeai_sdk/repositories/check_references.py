"""Check that the server has the images, boards, models and saved workflows that a graph refers to.

The server accepts a graph with a missing one. The job then fails, or saves its images to no board without an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from invokeai_api import api

from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.errors import (
    BoardNotFoundError,
    FieldValueError,
    ModelNotFoundError,
    NotFoundError,
    OptionsError,
    PermissionDeniedError,
)
from invokeai_sdk.media.image import fetch_image_records
from invokeai_sdk.repositories.models import DnnModelRepository
from invokeai_sdk.workflow.nodes import CALL_SAVED_WORKFLOW
from invokeai_sdk.workflow.saved_workflow import WORKFLOW_ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch

_MODEL_KEYS: Final = frozenset({"key", "hash", "name", "base", "type"})
_METADATA: Final = "core_metadata"
"""The type of the node that records metadata. Models and images named in the metadata may no longer exist."""


class Reference(NamedTuple):
    """One reference to an image, a board or a model on the server.

    Attributes:
        node_id: the node that has the reference.
        field_name: the field of the node.
        value: the JSON of the reference, such as `{"image_name": "….png"}`.
    """

    node_id: str
    field_name: str
    value: JSONObject

    @property
    def place(self) -> str:
        """The node and field, for error messages."""
        return f"node {self.node_id!r}, field {self.field_name!r}"


async def check_references(core: Core, compiled: CompiledBatch) -> None:
    """Raise an error if the server lacks an image, board, model or saved workflow that a compiled workflow refers to.

    Sends one request for all models, one for all images, and one for each board and each saved workflow; none where
    nothing is referred to.

    Raises:
        ModelNotFoundError: a model is not installed.
        BoardNotFoundError: a board does not exist.
        FieldValueError: an image or a saved workflow does not exist.
        APIError: a request failed.
    """
    references = list(find_references(compiled))
    await _check_models(core, [ref for ref in references if ref.value.keys() >= _MODEL_KEYS])
    await _check_boards(core, [ref for ref in references if "board_id" in ref.value])
    await _check_images(core, [ref for ref in references if "image_name" in ref.value])
    await _check_saved_workflows(core, list(_find_saved_workflows(compiled)))


def find_references(compiled: CompiledBatch) -> Iterator[Reference]:
    """Yield every reference in the graph and the batch data of a compiled workflow."""
    for node_id, node in compiled.graph["nodes"].items():
        if node["type"] == _METADATA:
            continue
        for field_name, value in node.items():
            for reference in _find_in(value):
                yield Reference(node_id, field_name, reference)
    for entries in compiled.data:
        for entry in entries:
            for reference in _find_in(entry["items"]):
                yield Reference(entry["node_path"], entry["field_name"], reference)


def _find_saved_workflows(compiled: CompiledBatch) -> Iterator[Reference]:
    """Yield the references to saved workflows, as `{"workflow_id": …}`."""
    nodes = compiled.graph["nodes"]
    callers = [node_id for node_id, node in nodes.items() if node["type"] == CALL_SAVED_WORKFLOW]
    varied = [entry for entries in compiled.data for entry in entries if entry["field_name"] == WORKFLOW_ID]
    replaced = {entry["node_path"] for entry in varied}
    for node_id in callers:
        if node_id not in replaced:
            yield Reference(node_id, WORKFLOW_ID, {WORKFLOW_ID: nodes[node_id].get(WORKFLOW_ID)})
    for entry in varied:
        if entry["node_path"] in callers:
            for item in entry["items"]:
                yield Reference(entry["node_path"], WORKFLOW_ID, {WORKFLOW_ID: item})


def _find_in(value: JSONValue) -> Iterator[JSONObject]:
    if isinstance(value, dict):
        if value.keys() >= _MODEL_KEYS or value.keys() & {"image_name", "board_id"}:
            yield value
        else:
            for inner in value.values():
                yield from _find_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _find_in(inner)


async def _check_models(core: Core, references: Sequence[Reference]) -> None:
    if not references:
        return
    models = await core.shared(DnnModelRepository).list()
    keys = {model.key for model in models}
    for ref in references:
        if ref.value["key"] in keys:
            continue
        name = str(ref.value["name"])
        same = [model.name for model in models if model.record.hash_ == ref.value["hash"] or model.name == name]
        hint = "; set the input to the model's name to use the server's own model" if same else ""
        raise ModelNotFoundError(
            f"{ref.place}: the server has no model {name!r} with this key{hint}",
            suggestions=same or find_close_matches(name, [model.name for model in models]),
            node_id=ref.node_id,
            field_name=ref.field_name,
        )


async def _check_boards(core: Core, references: Sequence[Reference]) -> None:
    checked: set[str] = set()
    for ref in references:
        board_id = str(ref.value["board_id"])
        if board_id in checked:
            continue
        checked.add(board_id)
        try:
            await core.transport.send(api.boards.get_board(board_id=board_id))
        except NotFoundError as error:
            raise BoardNotFoundError(
                f"{ref.place}: no board has the id {board_id!r}", node_id=ref.node_id, field_name=ref.field_name
            ) from error


async def _check_images(core: Core, references: Sequence[Reference]) -> None:
    names = sorted({str(ref.value["image_name"]) for ref in references})
    if not names:
        return
    records = await fetch_image_records(core, names)
    for ref in references:
        if ref.value["image_name"] not in records:
            raise FieldValueError(
                f"{ref.place}: the server has no image {ref.value['image_name']!r}",
                code="missing_image",
                node_id=ref.node_id,
                field_name=ref.field_name,
            )


async def _check_saved_workflows(core: Core, references: Sequence[Reference]) -> None:
    found: set[str] = set()
    for ref in references:
        workflow_id = ref.value[WORKFLOW_ID]
        if not workflow_id or not isinstance(workflow_id, str) or workflow_id in found:
            continue
        try:
            await core.transport.send(api.workflows.get_workflow(workflow_id=workflow_id).as_json())
        except (NotFoundError, PermissionDeniedError, OptionsError) as error:  # an OptionsError: it cannot be an id
            raise FieldValueError(
                f"{ref.place}: the server has no saved workflow with the id {workflow_id!r} that this user may call",
                code="missing_workflow",
                node_id=ref.node_id,
                field_name=ref.field_name,
            ) from error
        found.add(workflow_id)
