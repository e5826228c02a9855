"""Changes to any value of a workflow, or of any JSON, by path.

A path names a node, one of its fields and, if needed, a place inside the field's value::

    "b1f0c9a2.steps"             a node by its id
    "My sampler.steps"           by its label
    "denoise_latents.steps"      by its type, if only one node has that type
    "denoise_latents.*.steps"    all nodes of that type (or label)
    "*.use_cpu"                  all nodes that have the field
    "color.color.a"              one key inside a value
    "loras.loras.*.weight"       inside a value, `*` is any key and `**` any number of keys, as in glom
    ("node.with.dots", "steps")  a tuple, for names that contain dots

glom alone would add a key for a misspelt name, interpret plain values as specifications, and leave a patch half done
when it fails. Therefore every name is looked up first, values are wrapped in `Val`, and a copy is patched.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeAlias

from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import PatchError
from invokeai_sdk.workflow.nodes import describe_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invokeai_sdk._types import JSONValue, SupportsItems
    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.workflow.workflow import Workflow

PatchPath: TypeAlias = str | Sequence[str | int]
"""A path to the values to change: `"node.field"`, or its parts as a sequence."""
_Parts: TypeAlias = "tuple[str | int, ...]"

_WILD = ("*", "**")


def patch_workflow(workflow: Workflow, changes: SupportsItems[PatchPath, object]) -> None:
    """Change values of a workflow; if one change is refused, none is made.

    Changes apply in order: a later path sees the result of an earlier one. Each new value is checked as
    `IvkWorkflowInput.set` checks it.

    Args:
        workflow: the workflow; its definition is not changed.
        changes: the new values by path.

    Raises:
        PatchError: a path matches nothing (the error names close matches), or is ambiguous.
        FieldValueError: a field does not accept its value.
        FieldLockedError: a value is a field of another class than the input's.
    """
    trial = workflow.copy()
    fields: dict[tuple[str, str], IvkField[Any]] = {}
    for path, value in changes.items():
        parts = _split_path(path)
        for node_id, field_name, rest in _find_fields(trial, parts, path):
            inp = trial.inputs[node_id, field_name]
            new = value
            if rest:
                if inp.value is UNSET:
                    raise PatchError(f"{path!r}: {inp.describe()} has no value to change a part of", node_id=node_id)
                new = _set_places(inp.value, rest, value, path)
            fields[node_id, field_name] = inp.check(new)
            trial.set_value(node_id, field_name, fields[node_id, field_name])
    for (node_id, field_name), field in fields.items():
        workflow.set_value(node_id, field_name, field)


def patch(data: JSONValue, path: PatchPath, value: JSONValue) -> JSONValue:
    """Return a copy of any JSON value with the places changed that a path matches.

    Args:
        data: the JSON value; it is not changed.
        path: the place, such as `"nodes.*.use_cache"`; it must exist.
        value: the new value, stored verbatim.

    Raises:
        PatchError: the path matches nothing.
    """
    result: JSONValue = _set_places(data, _split_path(path), value, path)
    return result


def _split_path(path: PatchPath) -> _Parts:
    parts: _Parts = tuple(path.split(".")) if isinstance(path, str) else tuple(path)
    if not parts or any(isinstance(part, bool) or not isinstance(part, str | int) or part == "" for part in parts):
        raise PatchError(f"{path!r} is not a path; a path is a string of names joined by dots, or a tuple of names")
    return parts


# --- Nodes and fields ------------------------------------------------------------------------------------------------


def _find_fields(workflow: Workflow, parts: _Parts, path: PatchPath) -> list[tuple[str, str, _Parts]]:
    """Find the fields that a path matches, as (node id, field name, rest of the path)."""
    ids, rest = _find_nodes(workflow, parts, path)
    if not rest:
        raise PatchError(f"{path!r} names no field; a path begins with node.field")
    name, inside = str(rest[0]), rest[1:]
    if name in _WILD:
        return [(node_id, field, inside) for node_id in ids for field in _list_fields(workflow, node_id)]
    matches = [node_id for node_id in ids if name in _list_fields(workflow, node_id)]
    any_node = parts[0] in _WILD
    if not matches or (len(matches) < len(ids) and not any_node):
        lacking = next((node_id for node_id in ids if node_id not in matches), None)
        if any_node or lacking is None:
            problem = f"no node has a field {name!r}"
        else:
            problem = f"node {describe_node(workflow.node(lacking))} has no field {name!r}"
        raise PatchError(
            f"{path!r}: {problem}",
            suggestions=find_close_matches(name, [f for node_id in ids for f in _list_fields(workflow, node_id)]),
            node_id=None if any_node else lacking,
            field_name=name,
        )
    return [(node_id, name, inside) for node_id in matches]


def _find_nodes(workflow: Workflow, parts: _Parts, path: PatchPath) -> tuple[list[str], _Parts]:
    """Find the nodes that a path begins with, and return their ids and the rest of the path."""
    nodes = {node.id: node for node in workflow.nodes.values() if node.kind == "invocation"}
    name, rest = str(parts[0]), parts[1:]
    if name in _WILD:
        return list(nodes), rest
    if name in nodes:
        return [name], rest
    group = [node.id for node in nodes.values() if node.label == name]
    group = group or [node.id for node in nodes.values() if node.type == name]
    if not group:
        known = [known for node in nodes.values() for known in (node.id, node.label, node.type) if known]
        raise PatchError(
            f"{path!r}: no node has the id, label or type {name!r}",
            suggestions=find_close_matches(name, known),
            node_id=name,
        )
    if rest and rest[0] in _WILD:
        return group, rest[1:]
    if rest and str(rest[0]) in group:
        return [str(rest[0])], rest[1:]
    if len(group) > 1:
        candidates = "; ".join(describe_node(nodes[node_id]) for node_id in group)
        raise PatchError(
            f"{path!r}: {name!r} matches {len(group)} nodes ({candidates}); use an id, or {name}.* for all of them",
            code="ambiguous_path",
        )
    return group, rest


def _list_fields(workflow: Workflow, node_id: str) -> Iterable[str]:
    node = workflow.node(node_id)
    return dict.fromkeys([*node.inputs, *(node.template.inputs if node.template else ())])


# --- Inside a value --------------------------------------------------------------------------------------------------


def _set_places(data: Any, parts: _Parts, value: object, path: PatchPath) -> Any:
    """Return a copy of JSON data with a value stored at every place that a path matches."""
    # glom takes 60 ms to load, and most programs never patch inside a value.
    from glom import Path, Val, assign  # noqa: PLC0415

    places = _find_places(data, parts, path)
    copy = deepcopy(data)
    for place in sorted(places, key=len, reverse=True):  # the deepest first: an outer place may be replaced as well
        copy = assign(copy, Path(*place), Val(value))
    return copy


def _find_places(data: Any, parts: _Parts, path: PatchPath) -> list[_Parts]:
    """List the places that a path matches, with keys in place of its wildcards.

    Raises:
        PatchError: the path matches nothing.
    """
    reached: list[tuple[_Parts, Any]] = [((), data)]
    for part in parts:
        further = list({place: value for start in reached for place, value in _step(*start, part)}.items())
        if not further:
            keys = [str(key) for _, value in reached if isinstance(value, dict) for key in value]
            raise PatchError(f"{path!r}: nothing is at {part!r}", suggestions=find_close_matches(str(part), keys))
        reached = further
    return [place for place, _ in reached if place]


def _step(place: _Parts, data: Any, part: str | int) -> Iterator[tuple[_Parts, Any]]:
    """Yield the places, with their values, that one part of a path leads to from a place.

    `**` leads to the place itself and to every place below.
    """
    if part == "**":
        yield place, data
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in children:
        if part in _WILD or str(part) == str(key):
            yield (*place, key), value
        if part == "**":
            yield from (deeper for deeper in _step((*place, key), value, part) if len(deeper[0]) > len(place) + 1)
