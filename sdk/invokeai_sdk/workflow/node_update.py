"""Update of a node to the version of its type in the catalogue.

Mirrors `invokeai/frontend/web/src/features/nodes/util/node/nodeUpdate.ts`. Within a major version, inputs that the file
lacks are added with their defaults, and inputs that the type no longer has are removed. Nodes of another major version
are not changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk._types import UNSET, JSONValue, Unset
from invokeai_sdk.workflow.json_checks import parse_version
from invokeai_sdk.workflow.json_values import clone
from invokeai_sdk.workflow.nodes import CORE_METADATA, NodeInput, WorkflowNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.nodes import Edge

_IMAGE_COLLECTION: Final = "image_collection"
_IMAGES_SINCE: Final = (1, 0, 2)
"""The version of `image_collection` that moved images set by the user from `collection` to `images`."""


def needs_update(node: WorkflowNode) -> bool:
    """Return whether a node was saved with another version of its type than the catalogue's."""
    return node.template is not None and node.version != node.template.version


def update_node(node: WorkflowNode, edges: Iterable[Edge]) -> WorkflowNode | None:
    """Update a node to the version of its template.

    Args:
        node: a node with a template.
        edges: the valid edges of the workflow.

    Returns:
        The updated node, or `None` if the major versions differ.
    """
    template = node.template
    saved, latest = parse_version(node.version), parse_version(template.version) if template is not None else None
    if template is None or saved is None or latest is None or saved[0] != latest[0]:
        return None
    inputs = dict(node.inputs)
    for name, input_template in template.inputs.items():
        current = inputs.get(name)
        if current is None or current.value is UNSET or isinstance(current.value, dict):
            inputs[name] = _apply_default(current, input_template)
    if node.type == _IMAGE_COLLECTION and saved < _IMAGES_SINCE:
        _move_images(inputs, node, edges)
    if node.type != CORE_METADATA and len(inputs) > len(template.inputs):
        inputs = {name: item for name, item in inputs.items() if name in template.inputs or name in node.dynamic}
    return node.replace(inputs=inputs, version=template.version)


def resolve_field_name(node: WorkflowNode, field_name: str) -> str:
    """Return the current name of a field: `image_collection.collection` was renamed to `images`."""
    if node.type == _IMAGE_COLLECTION and field_name == "collection" and "images" in node.inputs:
        return "images"
    return field_name


def _apply_default(current: NodeInput | None, input_template: InputTemplate) -> NodeInput:
    if current is None:
        return NodeInput(input_template.name, value=make_default_value(input_template))
    if current.value is UNSET:
        default = make_default_value(input_template)
        return current if default is UNSET else current._replace(value=default)
    if isinstance(current.value, dict) and isinstance(input_template.default, dict):
        return current._replace(value={**clone(input_template.default), **current.value})
    return current


def make_default_value(input_template: InputTemplate) -> JSONValue | Unset:
    """Return the initial value of a new node's input: the template's default, or that of its field type.

    Mirrors `invokeai/frontend/web/src/features/nodes/util/schema/buildFieldInputInstance.ts`.
    """
    if input_template.default is not UNSET and input_template.default is not None:
        return clone(input_template.default)
    return clone(_TYPE_DEFAULTS.get(input_template.type.name, UNSET))


_TYPE_DEFAULTS: Final[Mapping[str, JSONValue]] = {
    "EnumField": "",
    "BooleanField": False,
    "ColorField": {"r": 0, "g": 0, "b": 0, "a": 1},
    "FloatField": 0,
    "IntegerField": 0,
    "LoRAField": [],
    "SchedulerField": "dpmpp_3m_k",
    "SavedWorkflowField": "",
    "StringField": "",
}


def _move_images(inputs: dict[str, NodeInput], node: WorkflowNode, edges: Iterable[Edge]) -> None:
    collection, images = inputs.get("collection"), inputs.get("images")
    if collection is None or images is None:
        return
    if any(edge.target == node.id and edge.target_handle == "collection" for edge in edges):
        return
    if not isinstance(collection.value, list) or (isinstance(images.value, list) and images.value):
        return
    inputs["images"] = images._replace(value=collection.value)
    inputs["collection"] = collection._replace(value=[])
