"""Bringing older workflow schemas to the current one.

Mirrors `invokeai/frontend/web/src/features/nodes/util/workflow/migrations.ts` and the old schemas beside it
(`types/v1/workflowV1.ts`, `types/v2/`): 1.0.0 and 2.0.0 kept a type with every input and output, which is checked,
and so is the value, as far as those schemas did; then the type is dropped. 3.0.0 differs from 4.0.0 by its number
only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import WorkflowMigrationError, WorkflowVersionError
from invokeai_sdk.workflow.old_types import V1_ABANDONED, V1_CONNECTIONS, V1_LISTS, V1_SINGLE, V2_VALUES
from invokeai_sdk.workflow.shapes import (
    a_boolean,
    a_list,
    a_string,
    an_identifier,
    an_object,
    is_number,
    kind_of,
    refuse,
    version_numbers,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.fields.readers import Reader
    from invokeai_sdk.schema.types import NodeTemplate

CURRENT: Final = "4.0.0"
"""The schema version that everything is brought to."""

SUPPORTED: Final = ("1.0.0", "2.0.0", "3.0.0", CURRENT)

_UNKNOWN_PACK: Final = "Unknown"

_V1_DEFAULTS: Final[Mapping[str, object]] = {
    **dict.fromkeys(("name", "author", "description", "version", "contact", "tags", "notes"), ""),
    **dict.fromkeys(("nodes", "edges", "exposedFields"), ()),
}


def schema_version(raw: JSONObject) -> str:
    """Return the schema version that a workflow states.

    Raises:
        WorkflowVersionError: it states none, or one this SDK does not know.
    """
    meta = raw.get("meta")
    version = meta.get("version") if isinstance(meta, dict) else None
    if not isinstance(version, str) or version_numbers(version) is None:
        raise WorkflowVersionError(
            f"not a workflow: meta.version should be a version such as {CURRENT}, got {kind_of(version)}",
            code="unable_to_get_workflow_version",
        )
    if version not in SUPPORTED:
        raise WorkflowVersionError(
            f"workflow schema {kind_of(version)} is not one of {', '.join(SUPPORTED)}", code="unknown_workflow_version"
        )
    return version


def migrate(raw: JSONObject, catalogue: Mapping[str, NodeTemplate]) -> JSONObject:
    """Bring workflow JSON to the current schema.

    Args:
        raw: the JSON; it is left as it is, though the result shares its values.
        catalogue: the node types, which say where a node comes from (1.0.0 did not).

    Raises:
        WorkflowVersionError: no version, or an unknown one.
        WorkflowMigrationError: a type that nothing replaced.
        WorkflowFormatError: it is not what its version promises.
    """
    version = schema_version(raw)
    if version == "1.0.0":
        return _from_v1(raw, catalogue)
    if version == "2.0.0":
        return _from_v2(raw)
    return raw


def _from_v1(raw: JSONObject, catalogue: Mapping[str, NodeTemplate]) -> JSONObject:
    current: JSONObject = {}
    for key, default in _V1_DEFAULTS.items():
        value = raw.get(key, default)
        current[key] = list(default) if value is default and isinstance(default, tuple) else value

    def convert(data: JSONObject, where: str) -> JSONObject:
        a_boolean(data, "embedWorkflow", where)
        template = catalogue.get(an_identifier(data, "type", where))
        _check_fields(data, "outputs", where, _check_v1_output)
        return {
            **data,
            "inputs": _check_fields(data, "inputs", where, _v1_input),
            "version": data.get("version", "1.0.0"),
            "nodePack": template.node_pack if template is not None else _UNKNOWN_PACK,
            "useCache": data.get("useCache", True),
        }

    current["nodes"] = _convert_nodes(current["nodes"], convert)
    current["meta"] = {"category": "user", "version": CURRENT}
    return current


def _from_v2(raw: JSONObject) -> JSONObject:
    def convert(data: JSONObject, where: str) -> JSONObject:
        _check_fields(data, "outputs", where, _check_v2_output)
        return {
            **data,
            "inputs": _check_fields(data, "inputs", where, _v2_input),
            # It could be null then, and cannot now.
            "nodePack": data.get("nodePack") or "invokeai",
        }

    current = {key: value for key, value in raw.items() if key != "form"}
    current["nodes"] = _convert_nodes(raw.get("nodes"), convert)
    current["meta"] = {**raw["meta"], "version": CURRENT}
    return current


def _convert_nodes(nodes: object, convert: Callable[[JSONObject, str], JSONObject]) -> list[JSONObject]:
    converted: list[JSONObject] = []
    for index, item in enumerate(a_list(nodes, "nodes")):
        node = an_object(item, f"nodes.{index}")
        kind = node.get("type")
        if kind not in ("invocation", "notes"):
            refuse(f"nodes.{index}.type", "invocation or notes", kind)
        for side in ("width", "height"):
            if (length := node.get(side)) is not None and (not is_number(length) or length <= 0):
                refuse(f"nodes.{index}.{side}", "a number above 0", length)
        if kind == "invocation":
            where = f"nodes.{index}.data"
            data = convert(an_object(node.get("data"), where), where)
            data.pop("dynamicInputTemplates", None)
            node = {**node, "data": data}
        converted.append(node)
    return converted


def _check_fields(
    data: JSONObject, key: str, where: str, check: Callable[[JSONObject, str], JSONObject]
) -> dict[str, JSONObject]:
    fields = an_object(data.get(key), f"{where}.{key}")
    return {name: check(an_object(item, f"{where}.{key}"), f"{where}.{key}.{name}") for name, item in fields.items()}


def _check_kind(item: JSONObject, kind: str, where: str) -> None:
    an_identifier(item, "id", where)
    an_identifier(item, "name", where)
    if item.get("fieldKind") != kind:
        refuse(f"{where}.fieldKind", repr(kind), item.get("fieldKind"))


def _v1_input(item: JSONObject, where: str) -> JSONObject:
    _check_kind(item, "input", where)
    a_string(item, "label", where)
    type_name = a_string(item, "type", where)
    kept = _stripped(item)
    if type_name in V1_SINGLE:
        if "value" in item:
            kept["value"] = _v1_value(item, V1_SINGLE[type_name], type_name, where)
    elif type_name in V1_LISTS:
        if "value" in item:  # it must be sound, though 2.0.0 will not keep it
            _v1_value(item, V1_LISTS[type_name], type_name, where)
    elif type_name not in V1_CONNECTIONS:
        refuse(f"{where}.type", "a field type of schema 1.0.0", type_name)
    return kept


def _v1_value(item: JSONObject, read: Reader, type_name: str, where: str) -> JSONValue:
    value = read(item["value"])
    if value is UNSET:
        refuse(f"{where}.value", f"a value of {type_name}", item["value"])
    return value


def _check_v1_output(item: JSONObject, where: str) -> JSONObject:
    _check_kind(item, "output", where)
    type_name = a_string(item, "type", where)
    if type_name == V1_ABANDONED:
        raise WorkflowMigrationError(
            f"{where}.type: {type_name} has no successor in current workflows", code="unknown_field_type"
        )
    if type_name not in V1_SINGLE and type_name not in V1_LISTS and type_name not in V1_CONNECTIONS:
        refuse(f"{where}.type", "a field type of schema 1.0.0", type_name)
    return item


def _v2_input(item: JSONObject, where: str) -> JSONObject:
    _check_kind(item, "input", where)
    if item.get("label") is not None:
        a_string(item, "label", where)
    kept = _stripped(item)
    read = V2_VALUES.get(_v2_type_name(item, where))
    value = read(item["value"]) if read is not None and "value" in item else UNSET
    return kept if value is UNSET else {**kept, "value": value}


def _check_v2_output(item: JSONObject, where: str) -> JSONObject:
    _check_kind(item, "output", where)
    _v2_type_name(item, where)
    return item


def _v2_type_name(item: JSONObject, where: str) -> str:
    of = an_object(item.get("type"), f"{where}.type")
    a_boolean(of, "isCollection", f"{where}.type")
    a_boolean(of, "isCollectionOrScalar", f"{where}.type")
    return a_string(of, "name", f"{where}.type")


def _stripped(item: JSONObject) -> JSONObject:
    return {key: item[key] for key in ("name", "label") if key in item}
