"""`Form`: the tree of containers, headings, texts, dividers and node fields built in the editor.

Mirrors the form part of `invokeai/frontend/web/src/features/nodes/types/workflow.ts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import evolve, frozen

from invokeai_sdk.schema.types import Cardinality, FieldType
from invokeai_sdk.workflow.json_values import clone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from invokeai_sdk._types import JSONObject

ROOT_ID: Final = "root"

_SETTINGS: Final[Mapping[str, JSONObject]] = {
    "IntegerField": {"type": "integer-field-config", "showShuffle": False, "component": "number-input"},
    "FloatField": {"type": "float-field-config", "showShuffle": False, "component": "number-input"},
    "StringField": {"type": "string-field-config", "component": "input"},
}


@frozen(slots=False)  # instances of a frozen class without slots are created three times as fast
class NodeFieldElement:
    """A field of a node, shown on the form.

    Attributes:
        id: the id of the element.
        node_id: the id of the node.
        field_name: the name of the node's field.
        show_description: whether the form shows the field's description.
        settings: the display settings that the workflow states: `component` (`slider`, `dropdown` …), the slider's
            `min` and `max`, the drop-down's `options`; `None` if it states none.
    """

    id: str
    node_id: str
    field_name: str
    show_description: bool = True
    settings: JSONObject | None = None


@frozen
class HeadingElement:
    """A heading."""

    id: str
    content: str


@frozen
class TextElement:
    """A paragraph."""

    id: str
    content: str


@frozen
class DividerElement:
    """A line between two parts."""

    id: str


@frozen
class ContainerElement:
    """A row or a column of elements."""

    id: str
    layout: Literal["row", "column"]
    children: tuple[FormElement, ...] = ()


FormElement: TypeAlias = ContainerElement | NodeFieldElement | HeadingElement | TextElement | DividerElement


@frozen
class Form:
    """The form of a workflow.

    Attributes:
        root: the outermost container.
        file_order: the ids of the node-field elements in file order, in which the editor checks them; `fields` yields
            them in form order.
    """

    root: ContainerElement = ContainerElement(ROOT_ID, "column")
    file_order: tuple[str, ...] = ()

    def fields(self) -> Iterator[NodeFieldElement]:
        """Yield the node-field elements in form order: depth first, top to bottom, left to right."""
        return (element for element in self.elements() if isinstance(element, NodeFieldElement))

    def elements(self) -> Iterator[FormElement]:
        """Yield all elements except the root, depth first, each container before its children."""
        pending = list(reversed(self.root.children))
        while pending:
            element = pending.pop()
            yield element
            if isinstance(element, ContainerElement):
                pending.extend(reversed(element.children))

    @property
    def is_empty(self) -> bool:
        """Whether the form has no elements."""
        return not self.root.children

    def map_fields(self, change: Callable[[NodeFieldElement], NodeFieldElement | None]) -> Form:
        """Return a form with the node-field elements that `change` returns, without those it returns `None` for."""

        def rebuild(container: ContainerElement) -> ContainerElement:
            children: list[FormElement] = []
            for child in container.children:
                if isinstance(child, ContainerElement):
                    children.append(rebuild(child))
                elif not isinstance(child, NodeFieldElement):
                    children.append(child)
                elif (replacement := change(child)) is not None:
                    children.append(replacement)
            return evolve(container, children=tuple(children))

        return evolve(self, root=rebuild(self.root))

    def to_json(self) -> JSONObject:
        """Return the form as workflow JSON holds it."""
        elements: dict[str, JSONObject] = {}

        def write(element: FormElement, parent: str | None) -> None:
            if element.id in elements:  # an element may be shown twice
                return
            entry: JSONObject = {"id": element.id}
            if parent is not None:
                entry["parentId"] = parent
            elements[element.id] = entry
            match element:
                case ContainerElement(layout=layout, children=children):
                    entry["type"] = "container"
                    entry["data"] = {"layout": layout, "children": [child.id for child in children]}
                    for child in children:
                        write(child, element.id)
                case NodeFieldElement():
                    entry["type"] = "node-field"
                    entry["data"] = _write_field(element)
                case HeadingElement(content=content):
                    entry["type"], entry["data"] = "heading", {"content": content}
                case TextElement(content=content):
                    entry["type"], entry["data"] = "text", {"content": content}
                case DividerElement():
                    entry["type"] = "divider"

        write(self.root, None)
        return {"elements": elements, "rootElementId": self.root.id}


def make_exposed_element(index: int, node_id: str, field_name: str, of: FieldType | None) -> NodeFieldElement:
    """Make the form element for an entry of `exposedFields`, the plain list that preceded forms.

    Args:
        index: the index of the entry; it makes the element's id unique, as a field may be exposed twice.
        node_id: the id of the node.
        field_name: the name of the node's field.
        of: the type of the field; `None` if the type of the node is unknown.
    """
    settings = _SETTINGS.get(of.name) if of is not None and of.cardinality is Cardinality.SINGLE else None
    return NodeFieldElement(
        id=f"node-field-{index}",
        node_id=node_id,
        field_name=field_name,
        show_description=False,
        settings=dict(settings) if settings is not None else None,
    )


def make_linear_form(elements: list[NodeFieldElement]) -> Form:
    """Make a form that holds elements in a single column."""
    # The editor inserts the elements from last to first, each at the top, and so checks the last element first.
    file_order = tuple(element.id for element in reversed(elements))
    return Form(ContainerElement(ROOT_ID, "column", tuple(elements)), file_order)


def _write_field(element: NodeFieldElement) -> JSONObject:
    data: JSONObject = {
        "fieldIdentifier": {"nodeId": element.node_id, "fieldName": element.field_name},
        "showDescription": element.show_description,
    }
    if element.settings is not None:
        data["settings"] = clone(element.settings)
    return data
