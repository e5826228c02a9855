"""Value types of the node schema: field types, and templates of nodes, inputs and outputs.

The names and rules are those of InvokeAI's editor
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
"""The sources of an input's value: only a connection, only a direct value, or either of the two."""

EnumOption: TypeAlias = str | int | float | bool
"""An option of an enum: nearly always text, but `t5_max_seq_len` of the Flux text encoder is 256 or 512."""


class Cardinality(StrEnum):
    """The number of values that a field holds."""

    SINGLE = "SINGLE"
    COLLECTION = "COLLECTION"
    SINGLE_OR_COLLECTION = "SINGLE_OR_COLLECTION"


@frozen
class FieldType:
    """The type of an input or output.

    Attributes:
        name: the name of the type, such as `IntegerField` or `ImageField`; custom nodes can define types.
        cardinality: whether the field holds one value, a list, or either.
        batch: whether the field is the collection input of a batch node or the output of a generator node.
        original: the type that the JSON schema states, if a UI hint overrides it; otherwise `None`.
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
    """The description of one input of a node type.

    Templates are shared: copy a `default` that is a list or an object before changing it.

    Attributes:
        name: the name of the input, unique within the node.
        title: the title that the editor shows.
        type: the type of the input.
        description: an explanation of the input, possibly empty.
        required: whether the input must have a value or a connection.
        input: the sources of the value: `connection`, `direct`, or `any`.
        default: the value of the input in a new node; `UNSET` if the input has no default.
        minimum: the smallest number allowed; this and all following limits are `None` if there is no limit.
        maximum: the largest number allowed.
        exclusive_minimum: the number that a value must be greater than.
        exclusive_maximum: the number that a value must be less than.
        multiple_of: the number that a value must be a multiple of.
        min_length: the smallest number of characters allowed.
        max_length: the largest number of characters allowed.
        min_items: the smallest number of list entries allowed.
        max_items: the largest number of list entries allowed.
        options: the values allowed, if the input is an enum or a scheduler; otherwise `None`.
        option_labels: the labels that the editor shows for the options, by option; `None` if there are none.
        ui_hidden: whether the editor hides the input.
        ui_component: the editor's widget for the input, such as `textarea`; `None` for the default widget.
        ui_order: the position of the input among those of its node, in ascending order; `None` for the end.
        model_base: the model bases allowed, such as `sdxl`; this and all following filters are `None` if any will do.
        model_type: the model types allowed, such as `main`.
        model_variant: the model variants allowed, such as `inpaint`.
        model_format: the model formats allowed, such as `diffusers`.
        model_provider: the ids of the providers allowed for models of external services.
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
    """The description of one output of a node type.

    Attributes:
        name: the name of the output, unique within the node.
        title: the title that the editor shows.
        type: the type of the output.
        description: an explanation of the output, possibly empty.
        ui_hidden: whether the editor hides the output.
        ui_order: the position of the output among those of its node; `None` if the schema states none.
    """

    name: str
    title: str
    type: FieldType
    description: str = ""
    ui_hidden: bool = False
    ui_order: int | None = None


@frozen(kw_only=True)
class NodeTemplate:
    """The description of one node type.

    Attributes:
        type: the node type, such as `denoise_latents`.
        title: the title that the editor shows.
        version: the version of the node type, such as `1.5.3`.
        description: an explanation of the node, possibly empty.
        tags: keywords for searching.
        node_pack: the package that defines the node: `invokeai`, or the name of a pack of custom nodes.
        classification: the maturity of the node: `stable`, `beta`, `prototype`, `deprecated`, `internal`, `special`.
        category: the category that the editor lists the node in, such as `latents`.
        use_cache: whether the server may reuse the node's previous outputs for equal inputs, by default.
        output_type: the name of the output's type, such as `latents_output`.
        inputs: the inputs by name, in the order of the editor: first by ascending `ui_order`, then those without one.
        outputs: the outputs by name.
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
