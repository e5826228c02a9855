"""What a node is: its type, its inputs and outputs, as plain values.

The names and rules are those of InvokeAI's own editor
(`invokeai/frontend/web/src/features/nodes/types/{field,invocation}.ts`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

from invokeai_sdk._types import UNSET, JSONValue, Unset

if TYPE_CHECKING:
    from collections.abc import Mapping

InputKind: TypeAlias = Literal["connection", "direct", "any"]
"""How an input gets its value: only by an edge, only directly, or either way."""

EnumOption: TypeAlias = str | int | float | bool
"""One value of an enum; nearly always text, but `t5_max_seq_len` of the Flux text encoder is 256 or 512."""


class Cardinality(StrEnum):
    """How many values a field holds."""

    SINGLE = "SINGLE"
    COLLECTION = "COLLECTION"
    SINGLE_OR_COLLECTION = "SINGLE_OR_COLLECTION"


@frozen
class FieldType:
    """The type of an input or output.

    Attributes:
        name: such as `IntegerField` or `ImageField`; custom nodes bring their own.
        cardinality: one value, a list, or either.
        batch: true for the collection inputs of batch nodes and the outputs of generators.
        original: the type the schema states, where a UI hint overrides it.
    """

    name: str
    cardinality: Cardinality = Cardinality.SINGLE
    batch: bool = False
    original: FieldType | None = None

    def __str__(self) -> str:
        suffix = {Cardinality.COLLECTION: "[]", Cardinality.SINGLE_OR_COLLECTION: "|[]"}.get(self.cardinality, "")
        return f"{self.name}{suffix}"


@frozen(kw_only=True)
class InputTemplate:
    """One input of a node type.

    Bounds are in the unit of the field; lengths count characters, items count list entries.
    `default` is `UNSET` where the node has none. `options` lists an enum's values.
    The `model_*` tuples are what the editor's model picker filters by; `None` means no constraint.
    Templates are shared: copy a `default` that is a list or an object before changing it.
    """

    name: str
    title: str
    type: FieldType
    description: str = ""
    required: bool = False
    input: InputKind = "any"
    default: JSONValue | Unset = UNSET
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    multiple_of: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    options: tuple[EnumOption, ...] | None = None
    option_labels: Mapping[str, str] | None = None
    ui_hidden: bool = False
    ui_component: str | None = None
    ui_order: int | None = None
    model_base: tuple[str, ...] | None = None
    model_type: tuple[str, ...] | None = None
    model_variant: tuple[str, ...] | None = None
    model_format: tuple[str, ...] | None = None
    model_provider: tuple[str, ...] | None = None


@frozen(kw_only=True)
class OutputTemplate:
    """One output of a node type."""

    name: str
    title: str
    type: FieldType
    description: str = ""
    ui_hidden: bool = False
    ui_order: int | None = None


@frozen(kw_only=True)
class NodeTemplate:
    """One node type, as a server describes it.

    `inputs` are in the editor's order: `ui_order` ascending, then the rest as the schema has them.
    """

    type: str
    title: str
    version: str
    description: str = ""
    tags: tuple[str, ...] = ()
    node_pack: str = "invokeai"
    classification: str = "stable"
    category: str = "other"
    use_cache: bool = True
    output_type: str = ""
    inputs: Mapping[str, InputTemplate] = field(factory=dict)
    outputs: Mapping[str, OutputTemplate] = field(factory=dict)
