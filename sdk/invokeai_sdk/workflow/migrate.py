"""Migration of older workflow schemas to the current one.

Mirrors `invokeai/frontend/web/src/features/nodes/util/workflow/migrations.ts` and the old schemas beside it
(`types/v1/workflowV1.ts`, `types/v2/`). 1.0.0 and 2.0.0 store a type with every input and output: types and values are
checked as those schemas did, and then the types are dropped. 3.0.0 differs from 4.0.0 by its number only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import WorkflowMigrationError, WorkflowVersionError
from invokeai_sdk.workflow.document_kinds import describe_document
from invokeai_sdk.workflow.json_checks import (
    describe_kind,
    is_number,
    parse_version,
    refuse,
    require_boolean,
    require_identifier,
    require_list,
    require_object,
    require_string,
)
from invokeai_sdk.workflow.legacy_field_types import V1_ABANDONED, V1_CONNECTIONS, V1_LISTS, V1_SINGLE, V2_VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.fields.readers import Reader
    from invokeai_sdk.schema.types import NodeTemplate

CURRENT: Final = "4.0.0"
"""The schema version that all workflows are migrated to."""

SUPPORTED: Final = ("1.0.0", "2.0.0", "3.0.0", CURRENT)

UNKNOWN_PACK: Final = "Unknown"
"""The node pack of nodes of schema 1.0.0 whose type is not in the catalogue."""

_V1_DEFAULTS: Final[Mapping[str, object]] = {
    **dict.fromkeys(("name", "author", "description", "version", "contact", "tags", "notes"), ""),
    **dict.fromkeys(("nodes", "edges", "exposedFields"), ()),
}


def read_schema_version(raw: JSONObject) -> str:
    """Read the schema version that a workflow states.

    Raises:
        WorkflowVersionError: the workflow states no version, or one that this SDK does not know.
    """
    meta = raw.get("meta")
    version = meta.get("version") if isinstance(meta, dict) else None
    if not isinstance(version, str) or parse_version(version) is None:
        kind = (
            describe_document(raw) or f"meta.version must be a version such as {CURRENT}, not {describe_kind(version)}"
        )
        raise WorkflowVersionError(
            f"not a workflow: {kind}",
            code="unable_to_get_workflow_version",
        )
    if version not in SUPPORTED:
        raise WorkflowVersionError(
            f"unknown workflow schema {describe_kind(version)}; known are {', '.join(SUPPORTED)}",
            code="unknown_workflow_version",
        )
    return version


def migrate(raw: JSONObject, catalogue: Mapping[str, NodeTemplate]) -> JSONObject:
    """Migrate workflow JSON to the current schema.

    Args:
        raw: the JSON; it is not changed, and the result shares its values.
        catalogue: the node types; they name the node pack of each node, which 1.0.0 does not store.

    Raises:
        WorkflowVersionError: the JSON states no version, or an unknown one.
        WorkflowMigrationError: a field type has no successor.
        WorkflowFormatError: the JSON does not follow the schema that it states.
    """
    version = read_schema_version(raw)
    if version == "1.0.0":
        return _migrate_v1(raw, catalogue)
    if version == "2.0.0":
        return _migrate_v2(raw)
    return raw


def _migrate_v1(raw: JSONObject, catalogue: Mapping[str, NodeTemplate]) -> JSONObject:
    current: JSONObject = {}
    for key, default in _V1_DEFAULTS.items():
        value = raw.get(key, default)
        current[key] = list(default) if value is default and isinstance(default, tuple) else value

    def convert(data: JSONObject, where: str) -> JSONObject:
        require_boolean(data, "embedWorkflow", where)
        template = catalogue.get(require_identifier(data, "type", where))
        _convert_fields(data, "outputs", where, _check_v1_output)
        return {
            **data,
            "inputs": _convert_fields(data, "inputs", where, _convert_v1_input),
            "version": data.get("version", "1.0.0"),
            "nodePack": template.node_pack if template is not None else UNKNOWN_PACK,
            "useCache": data.get("useCache", True),
        }

    current["nodes"] = _convert_nodes(current["nodes"], convert)
    current["meta"] = {"category": "user", "version": CURRENT}
    return current


def _migrate_v2(raw: JSONObject) -> JSONObject:
    def convert(data: JSONObject, where: str) -> JSONObject:
        _convert_fields(data, "outputs", where, _check_v2_output)
        return {
            **data,
            "inputs": _convert_fields(data, "inputs", where, _convert_v2_input),
            # 2.0.0 allowed null.
            "nodePack": data.get("nodePack") or "invokeai",
        }

    current = {key: value for key, value in raw.items() if key != "form"}
    current["nodes"] = _convert_nodes(raw.get("nodes"), convert)
    current["meta"] = {**raw["meta"], "version": CURRENT}
    return current


def _convert_nodes(nodes: object, convert: Callable[[JSONObject, str], JSONObject]) -> list[JSONObject]:
    converted: list[JSONObject] = []
    for index, item in enumerate(require_list(nodes, "nodes")):
        node = require_object(item, f"nodes.{index}")
        kind = node.get("type")
        if kind not in ("invocation", "notes"):
            refuse(f"nodes.{index}.type", "invocation or notes", kind)
        for side in ("width", "height"):
            if (length := node.get(side)) is not None and (not is_number(length) or length <= 0):
                refuse(f"nodes.{index}.{side}", "a number above 0", length)
        if kind == "invocation":
            where = f"nodes.{index}.data"
            data = convert(require_object(node.get("data"), where), where)
            data.pop("dynamicInputTemplates", None)
            node = {**node, "data": data}
        converted.append(node)
    return converted


def _convert_fields(
    data: JSONObject, key: str, where: str, convert: Callable[[JSONObject, str], JSONObject]
) -> dict[str, JSONObject]:
    fields = require_object(data.get(key), f"{where}.{key}")
    return {
        name: convert(require_object(item, f"{where}.{key}"), f"{where}.{key}.{name}") for name, item in fields.items()
    }


def _check_kind(item: JSONObject, kind: str, where: str) -> None:
    require_identifier(item, "id", where)
    require_identifier(item, "name", where)
    if item.get("fieldKind") != kind:
        refuse(f"{where}.fieldKind", repr(kind), item.get("fieldKind"))


def _convert_v1_input(item: JSONObject, where: str) -> JSONObject:
    _check_kind(item, "input", where)
    require_string(item, "label", where)
    type_name = require_string(item, "type", where)
    kept = _select_name_and_label(item)
    if type_name in V1_SINGLE:
        if "value" in item:
            kept["value"] = _read_v1_value(item, V1_SINGLE[type_name], type_name, where)
    elif type_name in V1_LISTS:
        if "value" in item:  # the value must be valid, although 2.0.0 does not store it
            _read_v1_value(item, V1_LISTS[type_name], type_name, where)
    elif type_name not in V1_CONNECTIONS:
        refuse(f"{where}.type", "a field type of schema 1.0.0", type_name)
    return kept


def _read_v1_value(item: JSONObject, read: Reader, type_name: str, where: str) -> JSONValue:
    value = read(item["value"])
    if value is UNSET:
        refuse(f"{where}.value", f"a value of {type_name}", item["value"])
    return value


def _check_v1_output(item: JSONObject, where: str) -> JSONObject:
    _check_kind(item, "output", where)
    type_name = require_string(item, "type", where)
    if type_name == V1_ABANDONED:
        raise WorkflowMigrationError(
            f"{where}.type: the field type {type_name} has no successor", code="unknown_field_type"
        )
    if type_name not in V1_SINGLE and type_name not in V1_LISTS and type_name not in V1_CONNECTIONS:
        refuse(f"{where}.type", "a field type of schema 1.0.0", type_name)
    return item


def _convert_v2_input(item: JSONObject, where: str) -> JSONObject:
    _check_kind(item, "input", where)
    if item.get("label") is not None:
        require_string(item, "label", where)
    kept = _select_name_and_label(item)
    read = V2_VALUES.get(_read_v2_type_name(item, where))
    value = read(item["value"]) if read is not None and "value" in item else UNSET
    return kept if value is UNSET else {**kept, "value": value}


def _check_v2_output(item: JSONObject, where: str) -> JSONObject:
    _check_kind(item, "output", where)
    _read_v2_type_name(item, where)
    return item


def _read_v2_type_name(item: JSONObject, where: str) -> str:
    of = require_object(item.get("type"), f"{where}.type")
    require_boolean(of, "isCollection", f"{where}.type")
    require_boolean(of, "isCollectionOrScalar", f"{where}.type")
    return require_string(of, "name", f"{where}.type")


def _select_name_and_label(item: JSONObject) -> JSONObject:
    return {key: item[key] for key in ("name", "label") if key in item}
