"""Parser of a workflow's form, valid or broken.

The editor silently replaces a form that it cannot parse by an empty one, and refuses the whole workflow if the form
parses but its elements do not form a tree. This parser keeps every element that it can reach from the root, and
reports the first problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from invokeai_sdk.errors import WorkflowFormatError
from invokeai_sdk.workflow.document import parse_field_identifier
from invokeai_sdk.workflow.form import (
    ContainerElement,
    DividerElement,
    Form,
    FormElement,
    HeadingElement,
    NodeFieldElement,
    TextElement,
)
from invokeai_sdk.workflow.json_checks import (
    is_number,
    refuse,
    require_boolean,
    require_identifier,
    require_list,
    require_object,
    require_string,
)

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONObject

_MAX_DEPTH: Final = 100
"""Containers nested deeper than this limit are left out; the limit prevents recursion errors."""

_NUMBER_CONFIGS: Final = ("float-field-config", "integer-field-config")
_NUMBER_COMPONENTS: Final = ("number-input", "slider", "number-input-and-slider")
_STRING_CONFIG: Final = "string-field-config"


def parse_form(raw: object) -> tuple[Form, str | None]:
    """Parse the `form` of workflow JSON.

    Args:
        raw: the JSON of the form; `None` if the workflow has no form.

    Returns:
        The form, and a description of its first problem, `None` if the form is valid.
    """
    if raw is None:
        return Form(), None
    reader = _Reader()
    try:
        form = reader.read(raw)
    except WorkflowFormatError as error:
        return Form(), error.message
    return form, reader.problem


class _Reader:
    """A single pass over the elements, from the root down, which records the first problem and continues."""

    def __init__(self) -> None:
        self.problem: str | None = None
        self._elements: JSONObject = {}
        self._root_id = ""
        self._reached: set[str] = set()

    def read(self, raw: object) -> Form:
        form = require_object(raw, "form")
        self._elements = require_object(form.get("elements"), "form.elements")
        self._root_id = root_id = require_identifier(form, "rootElementId", "form")
        entry = require_object(self._elements.get(root_id), f"form.elements.{root_id}")
        root = self._parse(root_id, entry)
        if not isinstance(root, ContainerElement):
            refuse(f"form.elements.{root_id}", "a container as the root", entry.get("type"))
        self._check_parent(root_id, entry)
        self._reached.add(root_id)
        root = self._with_children(root, entry, depth=0)
        if len(self._reached) < len(self._elements):
            self._note("form: some elements cannot be reached from the root")
        return Form(root, tuple(key for key in self._elements if key in self._reached))

    def _note(self, problem: str) -> None:
        self.problem = self.problem or problem

    def _with_children(self, container: ContainerElement, raw: JSONObject, depth: int) -> ContainerElement:
        where = f"form.elements.{container.id}"
        children: list[FormElement] = []
        for child_id in self._child_ids(raw, where):
            entry = self._elements.get(child_id)
            if entry is None:
                self._note(f"{where}: its child {child_id!r} does not exist")
                continue
            # The editor allows a field to be shown twice; a container in two places could contain itself.
            if child_id in self._reached and self._is_container(child_id):
                self._note(f"{where}: the container {child_id!r} is on the form already")
                continue
            if depth >= _MAX_DEPTH:
                self._note(f"{where}: containers nested more than {_MAX_DEPTH} deep")
                continue
            self._reached.add(child_id)
            try:
                child = self._parse(child_id, entry)
            except WorkflowFormatError as error:
                self._note(error.message)
                continue
            self._check_parent(child_id, entry, container.id)
            if isinstance(child, ContainerElement):
                child = self._with_children(child, entry, depth + 1)
            children.append(child)
        return ContainerElement(container.id, container.layout, tuple(children))

    def _check_parent(self, key: str, raw: JSONObject, container: str | None = None) -> None:
        """Note a wrong `parentId`: the root must have none, any other element that of a container that lists it."""
        if raw["id"].strip() == self._root_id:
            if "parentId" in raw:
                self._note(f"form.elements.{key}: the root has a parent")
            return
        parent = raw.get("parentId")
        parent = parent.strip() if isinstance(parent, str) else ""
        if parent != container and key not in self._children_of(parent):
            self._note(f"form.elements.{key}: its parentId is not the id of a container that lists it")

    def _is_container(self, element_id: str) -> bool:
        entry = self._elements.get(element_id)
        return isinstance(entry, dict) and entry.get("type") == "container"

    def _children_of(self, element_id: str) -> list[object]:
        """Return the children that the file lists for a container; empty if the element is not a container."""
        data = self._elements[element_id].get("data") if self._is_container(element_id) else None
        children = data.get("children") if isinstance(data, dict) else None
        return [c.strip() if isinstance(c, str) else c for c in children] if isinstance(children, list) else []

    def _child_ids(self, raw: JSONObject, where: str) -> list[str]:
        ids: list[str] = []
        for child in require_list(raw["data"].get("children"), where):
            if isinstance(child, str) and (child_id := child.strip()):
                ids.append(child_id)
            else:
                self._note(f"{where}: a child that is not an id")
        return ids

    def _parse(self, key: str, item: object) -> FormElement:
        """Parse one element; a container is returned without its children."""
        where = f"form.elements.{key}"
        raw = require_object(item, where)
        require_identifier(raw, "id", where)
        kind = raw.get("type")
        if kind == "divider":
            if "data" in raw:
                self._note(f"{where}: a divider has no data")
            return DividerElement(key)
        data = raw.get("data")
        if not isinstance(data, dict):
            refuse(f"{where}.data", "an object", data)
        if kind == "container":
            require_list(data.get("children"), where)
            layout = data.get("layout")
            if layout not in ("row", "column"):
                self._note(f"{where}.data.layout: neither row nor column")
            return ContainerElement(key, "row" if layout == "row" else "column")
        if kind == "node-field":
            return self._parse_field(key, data, where)
        if kind not in ("heading", "text"):
            refuse(f"{where}.type", "container, node-field, heading, text or divider", kind)
        content = require_string(data, "content", f"{where}.data")
        return HeadingElement(key, content) if kind == "heading" else TextElement(key, content)

    def _parse_field(self, key: str, data: JSONObject, where: str) -> NodeFieldElement:
        node_id, field_name = parse_field_identifier(data.get("fieldIdentifier"), where)
        shown: Any = data.get("showDescription", True)
        if not isinstance(shown, bool):
            self._note(f"{where}.showDescription: neither true nor false")
            shown = True
        settings = None
        if "settings" in data:
            try:
                settings = parse_settings(data["settings"], where)
            except WorkflowFormatError as error:
                self._note(error.message)
        return NodeFieldElement(key, node_id, field_name, shown, settings)


def parse_settings(item: object, where: str) -> JSONObject:
    """Parse the display settings of a field, and add the editor's defaults.

    Raises:
        WorkflowFormatError: the JSON is not one of the three kinds of settings.
    """
    raw = require_object(item, where)
    kind = raw.get("type")
    if kind in _NUMBER_CONFIGS:
        return _parse_number_settings(cast("str", kind), raw, where)
    if kind == _STRING_CONFIG:
        return _parse_string_settings(raw, where)
    if "type" in raw:
        refuse(f"{where}.type", ", ".join((*_NUMBER_CONFIGS, _STRING_CONFIG)), kind)
    try:
        return _parse_number_settings(_NUMBER_CONFIGS[0], raw, where)
    except WorkflowFormatError:
        return _parse_string_settings(raw, where)


def _parse_string_settings(raw: JSONObject, where: str) -> JSONObject:
    component = raw.get("component", "input")
    if component not in ("input", "textarea", "dropdown"):
        refuse(f"{where}.component", "input, textarea or dropdown", component)
    settings: JSONObject = {"type": _STRING_CONFIG, "component": component}
    if component == "dropdown":
        options = require_list(raw.get("options"), f"{where}.options")
        settings["options"] = [_parse_option(option, f"{where}.options") for option in options]
    return settings


def _parse_number_settings(kind: str, raw: JSONObject, where: str) -> JSONObject:
    component = raw.get("component", _NUMBER_COMPONENTS[0])
    if component not in _NUMBER_COMPONENTS:
        refuse(f"{where}.component", ", ".join(_NUMBER_COMPONENTS), component)
    settings: JSONObject = {
        "type": kind,
        "showShuffle": require_boolean(raw, "showShuffle", where) if "showShuffle" in raw else False,
        "component": component,
    }
    for bound in ("min", "max"):
        if bound in raw:
            if not is_number(raw[bound]):
                refuse(f"{where}.{bound}", "a number", raw[bound])
            settings[bound] = raw[bound]
    return settings


def _parse_option(item: object, where: str) -> JSONObject:
    raw = require_object(item, where)
    return {"label": require_string(raw, "label", where), "value": require_string(raw, "value", where)}
