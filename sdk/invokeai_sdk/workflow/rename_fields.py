"""Renaming of inputs that InvokeAI renamed within a major version of their node type.

The editor drops such an input, with its value, its edge and its place on the form, and uses the default of the new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invokeai_sdk._types import UNSET
from invokeai_sdk.schema.node_history import RENAMED_FIELDS
from invokeai_sdk.workflow.findings import Finding
from invokeai_sdk.workflow.json_checks import parse_version
from invokeai_sdk.workflow.json_values import clone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.schema.types import NodeTemplate


def rename_fields(raw: JSONObject, catalogue: Mapping[str, NodeTemplate]) -> tuple[JSONObject, tuple[Finding, ...]]:
    """Return workflow JSON in which inputs have their current names, and a finding for each renamed input.

    Args:
        raw: the JSON of any schema, valid or not; it is not changed.
        catalogue: the node types. Only nodes that loading would update to the catalogue's version are changed.
    """
    names: dict[tuple[str, str], str] = {}
    findings: list[Finding] = []
    copy = clone(raw)
    for node in _select_objects(copy.get("nodes")):
        node_id, data = node.get("id"), node.get("data")
        if not isinstance(node_id, str) or not isinstance(data, dict) or not isinstance(data.get("inputs"), dict):
            continue
        template = catalogue.get(str(data.get("type")))
        if template is None or not _is_updated(data.get("version", "1.0.0"), template.version):
            continue
        for old, new in RENAMED_FIELDS.get(template.type, {}).items():
            if old in template.inputs or new not in template.inputs or old not in data["inputs"]:
                continue
            if not _is_free(data["inputs"].get(new)):
                continue
            data["inputs"] = {
                new if name == old else name: _rename(item, old, new) if name == old else item
                for name, item in data["inputs"].items()
                if name != new
            }
            names[node_id, old] = new
            findings.append(_report(node_id, template.type, old, new))
    if not names:
        return raw, ()
    _rename_references(copy, names)
    return copy, tuple(findings)


def _is_updated(saved: object, latest: str) -> bool:
    saved_version, latest_version = parse_version(saved) if isinstance(saved, str) else None, parse_version(latest)
    return (
        saved_version is not None
        and latest_version is not None
        and saved_version != latest_version
        and saved_version[0] == latest_version[0]
    )


def _is_free(item: object) -> bool:
    """Return whether an input has no value that the value of the renamed input would replace."""
    return not isinstance(item, dict) or item.get("value", UNSET) in (UNSET, None)


def _rename(item: Any, old: str, new: str) -> Any:
    return {**item, "name": new} if isinstance(item, dict) and item.get("name") == old else item


def _rename_references(raw: JSONObject, names: Mapping[tuple[str, str], str]) -> None:
    """Rename the ends of edges, the exposed fields and the fields on the form, in place."""

    def rename(holder: JSONObject, node_key: str, field_key: str) -> None:
        new = names.get((str(holder.get(node_key)), str(holder.get(field_key))))
        if new is not None:
            holder[field_key] = new

    for edge in _select_objects(raw.get("edges")):
        rename(edge, "target", "targetHandle")
    for exposed in _select_objects(raw.get("exposedFields")):
        rename(exposed, "nodeId", "fieldName")
    _visit_identifiers(raw.get("form"), lambda identifier: rename(identifier, "nodeId", "fieldName"))


def _visit_identifiers(form: object, visit: Callable[[JSONObject], None]) -> None:
    elements = form.get("elements") if isinstance(form, dict) else None
    for element in elements.values() if isinstance(elements, dict) else ():
        data = element.get("data") if isinstance(element, dict) else None
        identifier = data.get("fieldIdentifier") if isinstance(data, dict) else None
        if isinstance(identifier, dict):
            visit(identifier)


def _select_objects(items: object) -> list[JSONObject]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _report(node_id: str, node_type: str, old: str, new: str) -> Finding:
    return Finding(
        code="renamed_field",
        severity="info",
        message=f"{node_type} {node_id!r}: the input {old!r} is called {new!r} now; value, edge and label were kept",
        node_id=node_id,
        field_name=new,
        params={"former_name": old},
    )
