"""The form of a workflow: the tree of containers, texts and fields that the editor's builder makes.

Mirrors the form part of `invokeai/frontend/web/src/features/nodes/types/workflow.ts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import evolve, frozen

from invokeai_sdk.schema.types import Cardinality, FieldType
from invokeai_sdk.workflow.values import clone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from invokeai_sdk._types import JSONObject

ROOT_ID: Final = "root"

_SETTINGS: Final[Mapping[str, JSONObject]] = {
    "IntegerField": {"type": "integer-field-config", "showShuffle": False, "component": "number-input"},
    "FloatField": {"type": "float-field-config", "showShuffle": False, "component": "number-input"},
    "StringField": {"type": "string-field-config", "component": "input"},
}


@frozen(slots=False)  # without slots a frozen class is made three times as fast
class NodeFieldElement:
    """A field of a node, shown on the form.

    Attributes:
        id: the element's own id.
        node_id: the node.
        field_name: its field.
        show_description: whether the form shows the field's description.
        settings: how it is edited, as the workflow states it: `component` (`slider`, `dropdown` …), and the
            slider's `min` and `max` or the drop-down's `options`; `None` where it states nothing.
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
        root: its outermost container.
        file_order: the ids of its node-field elements in the order the file lists them, which is the order the
            editor checks them in; the order on the form is that of `fields`.
    """

    root: ContainerElement = ContainerElement(ROOT_ID, "column")
    file_order: tuple[str, ...] = ()

    def fields(self) -> Iterator[NodeFieldElement]:
        """Yield the node-field elements as they are read: depth first, top to bottom, left to right."""
        return (element for element in self.elements() if isinstance(element, NodeFieldElement))

    def elements(self) -> Iterator[FormElement]:
        """Yield all elements but the root, depth first, a container before what is in it."""
        pending = list(reversed(self.root.children))
        while pending:
            element = pending.pop()
            yield element
            if isinstance(element, ContainerElement):
                pending.extend(reversed(element.children))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing on it."""
        return not self.root.children

    def map_fields(self, change: Callable[[NodeFieldElement], NodeFieldElement | None]) -> Form:
        """Return a form whose node-field elements are replaced, or left out where `change` returns `None`."""

        def rebuilt(container: ContainerElement) -> ContainerElement:
            children: list[FormElement] = []
            for child in container.children:
                if isinstance(child, ContainerElement):
                    children.append(rebuilt(child))
                elif not isinstance(child, NodeFieldElement):
                    children.append(child)
                elif (changed := change(child)) is not None:
                    children.append(changed)
            return evolve(container, children=tuple(children))

        return evolve(self, root=rebuilt(self.root))

    def to_json(self) -> JSONObject:
        """Return the form as workflow files hold it."""
        elements: dict[str, JSONObject] = {}

        def put(element: FormElement, parent: str | None) -> None:
            if element.id in elements:  # shown twice
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
                        put(child, element.id)
                case NodeFieldElement():
                    entry["type"] = "node-field"
                    entry["data"] = _field_data(element)
                case HeadingElement(content=content):
                    entry["type"], entry["data"] = "heading", {"content": content}
                case TextElement(content=content):
                    entry["type"], entry["data"] = "text", {"content": content}
                case DividerElement():
                    entry["type"] = "divider"

        put(self.root, None)
        return {"elements": elements, "rootElementId": self.root.id}


def exposed_field(place: int, node_id: str, field_name: str, of: FieldType) -> NodeFieldElement:
    """Make the form element of an entry of `exposedFields`, the linear list that preceded forms.

    Args:
        place: its place in the list, as a field may be exposed twice.
        node_id: the node.
        field_name: its field.
        of: the field's type.
    """
    settings = _SETTINGS.get(of.name) if of.cardinality is Cardinality.SINGLE else None
    return NodeFieldElement(
        id=f"node-field-{place}",
        node_id=node_id,
        field_name=field_name,
        show_description=False,
        settings=dict(settings) if settings is not None else None,
    )


def linear_form(elements: list[NodeFieldElement]) -> Form:
    """Put elements under each other on a form of their own."""
    # The editor inserts them last first, each at the top: so it meets the last one first when it checks them.
    file_order = tuple(element.id for element in reversed(elements))
    return Form(ContainerElement(ROOT_ID, "column", tuple(elements)), file_order)


def _field_data(element: NodeFieldElement) -> JSONObject:
    data: JSONObject = {
        "fieldIdentifier": {"nodeId": element.node_id, "fieldName": element.field_name},
        "showDescription": element.show_description,
    }
    if element.settings is not None:
        data["settings"] = clone(element.settings)
    return data
