"""Changing any value of a workflow by a path, with glom.

A path names a node, a field of it and, if need be, a place inside the field's value::

    "b1f0c9a2.steps"             a node by its id
    "My sampler.steps"           by its label
    "denoise_latents.steps"      by its type, if only one node has it
    "denoise_latents.*.steps"    all nodes of that type (or label)
    "*.use_cpu"                  all nodes that have the field
    "color.color.a"              one key inside a value
    "loras.loras.*.weight"       `*` and `**` inside a value as glom has them
    ("node.with.dots", "steps")  the same as a tuple, where names hold dots

glom itself would add a key where a name is misspelt, read plain values as specifications, and leave half a patch
behind when it fails. So everything named is looked up first, values are wrapped, and patches apply to a copy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeAlias

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import PatchError
from invokeai_sdk.workflow.names import close, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.workflow.workflow import Workflow

PatchPath: TypeAlias = str | Sequence[str | int]
_Parts: TypeAlias = "tuple[str | int, ...]"

_WILD = ("*", "**")


def patch(workflow: Workflow, changes: Mapping[PatchPath, object]) -> None:
    """Change values of a workflow: all of them, or none if one cannot be changed.

    Changes apply in order, so a later path sees what an earlier one did. Each new value is checked like one that
    is set on an input.

    Args:
        workflow: the workflow; its definition is not touched.
        changes: the values by path.

    Raises:
        PatchError: a path that matches nothing (close matches are named), or one that is ambiguous.
        FieldValueError: a value that its field does not take.
        FieldLockedError: a field of another class than the input's.
    """
    trial = workflow.copy()
    made: dict[tuple[str, str], IvkField[Any]] = {}
    for path, value in changes.items():
        parts = _parts(path)
        for node_id, field_name, rest in _targets(trial, parts, path):
            inp = trial.inputs[node_id, field_name]
            wanted = value
            if rest:
                if inp.value is UNSET:
                    raise PatchError(f"{path!r}: {inp.where()} has no value to change a part of", node_id=node_id)
                wanted = _patched(inp.value, rest, value, path)
            made[node_id, field_name] = inp.checked(wanted)
            trial.set_value(node_id, field_name, made[node_id, field_name])
    for (node_id, field_name), field in made.items():
        workflow.set_value(node_id, field_name, field)


def patched(data: JSONValue, path: PatchPath, value: JSONValue) -> JSONValue:
    """Return a copy of any JSON value with one place, or all that a wildcard matches, changed.

    Args:
        data: the JSON value; it is left as it is.
        path: the place, such as `"nodes.*.use_cache"`; it must exist.
        value: what to put there, verbatim.

    Raises:
        PatchError: a path that matches nothing.
    """
    changed: JSONValue = _patched(data, _parts(path), value, path)
    return changed


def _parts(path: PatchPath) -> _Parts:
    parts: _Parts = tuple(path.split(".")) if isinstance(path, str) else tuple(path)
    if not parts or any(isinstance(part, bool) or not isinstance(part, str | int) or part == "" for part in parts):
        raise PatchError(f"{path!r} is not a path: names joined by dots, or a tuple of names")
    return parts


# --- Nodes and fields ------------------------------------------------------------------------------------------------


def _targets(workflow: Workflow, parts: _Parts, path: PatchPath) -> list[tuple[str, str, _Parts]]:
    """Find the (node id, field name, rest of the path) triples that a path stands for."""
    ids, rest = _nodes(workflow, parts, path)
    if not rest:
        raise PatchError(f"{path!r} names no field; a path is node.field")
    name, inside = str(rest[0]), rest[1:]
    if name in _WILD:
        return [(node_id, field, inside) for node_id in ids for field in _fields(workflow, node_id)]
    having = [node_id for node_id in ids if name in _fields(workflow, node_id)]
    anywhere = parts[0] in _WILD
    if not having or (len(having) < len(ids) and not anywhere):
        lacking = next((node_id for node_id in ids if node_id not in having), None)
        where = "no node" if anywhere or lacking is None else f"node {quoted(workflow.node(lacking))} does not"
        raise PatchError(
            f"{path!r}: {where} {'has' if anywhere else 'have'} a field {name!r}",
            suggestions=close(name, [field for node_id in ids for field in _fields(workflow, node_id)]),
            node_id=None if anywhere else lacking,
            field_name=name,
        )
    return [(node_id, name, inside) for node_id in having]


def _nodes(workflow: Workflow, parts: _Parts, path: PatchPath) -> tuple[list[str], _Parts]:
    """Find the nodes that a path begins with, and what follows them in the path."""
    nodes = {node.id: node for node in workflow.nodes.values() if node.kind == "invocation"}
    name, rest = str(parts[0]), parts[1:]
    if name in _WILD:
        return list(nodes), rest
    if name in nodes:
        return [name], rest
    group = [node.id for node in nodes.values() if node.label == name]
    group = group or [node.id for node in nodes.values() if node.type == name]
    if not group:
        known = [word for node in nodes.values() for word in (node.id, node.label, node.type) if word]
        raise PatchError(
            f"{path!r}: no node has the id, label or type {name!r}", suggestions=close(name, known), node_id=name
        )
    if rest and rest[0] in _WILD:
        return group, rest[1:]
    if rest and str(rest[0]) in group:
        return [str(rest[0])], rest[1:]
    if len(group) > 1:
        named = "; ".join(quoted(nodes[node_id]) for node_id in group)
        raise PatchError(
            f"{path!r}: {len(group)} nodes are called {name!r} ({named}); use an id, or {name}.* for all of them",
            code="ambiguous_path",
        )
    return group, rest


def _fields(workflow: Workflow, node_id: str) -> Iterable[str]:
    node = workflow.node(node_id)
    return dict.fromkeys([*node.inputs, *(node.template.inputs if node.template else ())])


# --- Inside a value --------------------------------------------------------------------------------------------------


def _patched(data: Any, parts: _Parts, value: object, path: PatchPath) -> Any:
    # glom takes 60 ms to load, and most programs never patch inside a value.
    from glom import Path, Val, assign  # noqa: PLC0415

    places = _places(data, parts, path)
    copy = deepcopy(data)
    for place in sorted(places, key=len, reverse=True):  # what is inside first: its place may be replaced as well
        copy = assign(copy, Path(*place), Val(value))
    return copy


def _places(data: Any, parts: _Parts, path: PatchPath) -> list[_Parts]:
    """List the places that exist under a path, with its wildcards replaced by keys.

    Raises:
        PatchError: there is none.
    """
    reached: list[tuple[_Parts, Any]] = [((), data)]
    for part in parts:
        further = list({place: held for found in reached for place, held in _under(*found, part)}.items())
        if not further:
            keys = [str(key) for _, held in reached if isinstance(held, dict) for key in held]
            raise PatchError(f"{path!r}: there is nothing at {part!r}", suggestions=close(str(part), keys))
        reached = further
    return [place for place, _ in reached if place]


def _under(place: _Parts, data: Any, part: str | int) -> Iterator[tuple[_Parts, Any]]:
    """Yield what one part of a path leads to; `**` leads to the place itself and everything below."""
    if part == "**":
        yield place, data
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, held in children:
        if part in _WILD or str(part) == str(key):
            yield (*place, key), held
        if part == "**":
            yield from (deeper for deeper in _under((*place, key), held, part) if len(deeper[0]) > len(place) + 1)
