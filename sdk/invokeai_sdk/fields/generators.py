"""Generators: descriptions of lists of values, held by generator nodes, which supply batch nodes.

The `generator` input of a generator node holds a generator; the type of the node determines the family of generators
(float, integer, string, image) that the input accepts. `invokeai_sdk.workflow.generator_items` computes the items of a
generator. Parameters and defaults are the editor's (`invokeai/frontend/web/src/features/nodes/types/field.ts`).
"""
# ruff: noqa: RUF009 - `_define_parameter` defines an attrs field, not a shared default

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Self, TypeAlias

from attrs import Attribute, field, fields_dict, frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import FieldValueError
from invokeai_sdk.fields import readers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.fields.readers import Reader

NULLABLE_SEED: Final = readers.nullable(readers.safe_integer)
NULLABLE_NUMBERS: Final = readers.nullable(readers.list_of(readers.number))
BOARD_CATEGORY: Final = readers.one_of("images", "assets")


def _define_parameter(reader: Reader, default: object, *, key: str | None = None) -> Any:
    """Define a parameter, with its JSON key if the key differs from the parameter's name."""
    return field(
        default=default, validator=_check_parameter, converter=_list_to_tuple, metadata={"reader": reader, "key": key}
    )


def _list_to_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _tuple_to_list(value: object) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _check_parameter(generator: Generator, attribute: Attribute[object], value: object) -> None:
    if value is not UNSET and attribute.metadata["reader"](_tuple_to_list(value)) is UNSET:
        raise FieldValueError(
            f"{generator.type}: {value!r} is not a valid {attribute.name}", code="generator_parameter"
        )


@frozen(kw_only=True)
class Generator:
    """A description of a list of values that the SDK or the server computes.

    Attributes:
        type: the generator's type in JSON, such as `integer_generator_parse_string`.
    """

    type: ClassVar[str]

    @classmethod
    def from_api(cls, raw: JSONObject) -> Self | Unset:
        """Create a generator from JSON; missing parameters get their defaults.

        Returns:
            The generator, or `UNSET` if the JSON is of another type of generator or has an invalid parameter.
        """
        if raw.get("type", cls.type) != cls.type:
            return UNSET
        parameters: dict[str, object] = {}
        for name, attribute in fields_dict(cls).items():
            key = attribute.metadata["key"] or name
            if key in raw:
                value: JSONValue | Unset = attribute.metadata["reader"](raw[key])
                if value is UNSET:
                    return UNSET
                parameters[name] = value
        generator: Self = cls(**parameters)
        return generator

    def to_api(self) -> JSONObject:
        """Return the JSON form, without parameters that are `UNSET`."""
        raw: JSONObject = {"type": self.type}
        for name, attribute in fields_dict(type(self)).items():
            value = getattr(self, name)
            if value is not UNSET:
                raw[attribute.metadata["key"] or name] = _tuple_to_list(value)
        return raw


@frozen(kw_only=True)
class FloatArithmeticSequence(Generator):
    """The `count` numbers `start`, `start + step`, `start + 2 * step`, …; only `start` if `step` is 0.

    `values`, if the file has them, are used instead of computed numbers.
    """

    type: ClassVar[str] = "float_generator_arithmetic_sequence"
    start: float = _define_parameter(readers.number, 0)
    step: float = _define_parameter(readers.number, 0.1)
    count: int = _define_parameter(readers.safe_integer, 10)
    values: tuple[float, ...] | Unset | None = _define_parameter(NULLABLE_NUMBERS, UNSET)


@frozen(kw_only=True)
class FloatLinearDistribution(Generator):
    """`count` evenly spaced numbers from `start` to `end`, both included.

    `values`, if the file has them, are used instead of computed numbers.
    """

    type: ClassVar[str] = "float_generator_linear_distribution"
    start: float = _define_parameter(readers.number, 0)
    end: float = _define_parameter(readers.number, 1)
    count: int = _define_parameter(readers.safe_integer, 10)
    values: tuple[float, ...] | Unset | None = _define_parameter(NULLABLE_NUMBERS, UNSET)


@frozen(kw_only=True)
class FloatRandomUniform(Generator):
    """`count` random numbers from `min` (included) to `max` (excluded); the same numbers for the same `seed`.

    `values`, if the file has them, are used instead of computed numbers.
    """

    type: ClassVar[str] = "float_generator_random_distribution_uniform"
    min: float = _define_parameter(readers.number, 0)
    max: float = _define_parameter(readers.number, 1)
    count: int = _define_parameter(readers.safe_integer, 10)
    seed: int | Unset | None = _define_parameter(NULLABLE_SEED, UNSET)
    values: tuple[float, ...] | Unset | None = _define_parameter(NULLABLE_NUMBERS, UNSET)


@frozen(kw_only=True)
class FloatParseString(Generator):
    """The numbers in a text, split at `split_on`, which can contain JSON escapes (backslash-n for a new line).

    `values`, if the file has them, are used instead of computed numbers.
    """

    type: ClassVar[str] = "float_generator_parse_string"
    input: str = _define_parameter(readers.string, "0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1")
    split_on: str = _define_parameter(readers.string, ",", key="splitOn")
    values: tuple[float, ...] | Unset | None = _define_parameter(NULLABLE_NUMBERS, UNSET)


@frozen(kw_only=True)
class IntegerArithmeticSequence(Generator):
    """The `count` numbers `start`, `start + step`, `start + 2 * step`, …; only `start` if `step` is 0."""

    type: ClassVar[str] = "integer_generator_arithmetic_sequence"
    start: int = _define_parameter(readers.safe_integer, 0)
    step: int = _define_parameter(readers.safe_integer, 1)
    count: int = _define_parameter(readers.safe_integer, 10)


@frozen(kw_only=True)
class IntegerLinearDistribution(Generator):
    """`count` evenly spaced numbers from `start` to `end`, both included, rounded to whole numbers."""

    type: ClassVar[str] = "integer_generator_linear_distribution"
    start: int = _define_parameter(readers.safe_integer, 0)
    end: int = _define_parameter(readers.safe_integer, 10)
    count: int = _define_parameter(readers.safe_integer, 10)


@frozen(kw_only=True)
class IntegerRandomUniform(Generator):
    """`count` random whole numbers from `min` to `max`, both included; the same numbers for the same `seed`."""

    type: ClassVar[str] = "integer_generator_random_distribution_uniform"
    min: int = _define_parameter(readers.safe_integer, 0)
    max: int = _define_parameter(readers.safe_integer, 10)
    count: int = _define_parameter(readers.safe_integer, 10)
    seed: int | Unset | None = _define_parameter(NULLABLE_SEED, UNSET)


@frozen(kw_only=True)
class IntegerParseString(Generator):
    """The whole numbers in a text, split at `split_on`."""

    type: ClassVar[str] = "integer_generator_parse_string"
    input: str = _define_parameter(readers.string, "1,2,3,4,5,6,7,8,9,10")
    split_on: str = _define_parameter(readers.string, ",", key="splitOn")


@frozen(kw_only=True)
class StringParseString(Generator):
    """The parts of a text, split at `split_on`; empty parts are left out, surrounding spaces are kept."""

    type: ClassVar[str] = "string_generator_parse_string"
    input: str = _define_parameter(readers.string, "foo,bar,baz,qux")
    split_on: str = _define_parameter(readers.string, ",", key="splitOn")


@frozen(kw_only=True)
class StringDynamicPromptsCombinatorial(Generator):
    """All combinations of a dynamic prompt, at most `max_prompts`; the server computes them."""

    type: ClassVar[str] = "string_generator_dynamic_prompts_combinatorial"
    input: str = _define_parameter(readers.string, "a super {cute|ferocious} {dog|cat}")
    max_prompts: int = _define_parameter(readers.positive_integer, 10, key="maxPrompts")


@frozen(kw_only=True)
class StringDynamicPromptsRandom(Generator):
    """`count` random combinations of a dynamic prompt; the server computes them."""

    type: ClassVar[str] = "string_generator_dynamic_prompts_random"
    input: str = _define_parameter(readers.string, "a super {cute|ferocious} {dog|cat}")
    count: int = _define_parameter(readers.positive_integer, 10)
    seed: int | Unset | None = _define_parameter(NULLABLE_SEED, UNSET)


@frozen(kw_only=True)
class ImageImagesFromBoard(Generator):
    """The images or the assets of a board; empty without a `board_id`."""

    type: ClassVar[str] = "image_generator_images_from_board"
    board_id: str | Unset = _define_parameter(readers.trimmed_string, UNSET)
    category: Literal["images", "assets"] = _define_parameter(BOARD_CATEGORY, "images")


FloatGenerator: TypeAlias = FloatArithmeticSequence | FloatLinearDistribution | FloatRandomUniform | FloatParseString
IntegerGenerator: TypeAlias = (
    IntegerArithmeticSequence | IntegerLinearDistribution | IntegerRandomUniform | IntegerParseString
)
StringGenerator: TypeAlias = StringParseString | StringDynamicPromptsCombinatorial | StringDynamicPromptsRandom
ImageGenerator: TypeAlias = ImageImagesFromBoard
AnyGenerator: TypeAlias = FloatGenerator | IntegerGenerator | StringGenerator | ImageGenerator

FAMILIES: Final[Mapping[str, tuple[type[AnyGenerator], ...]]] = {
    "FloatGeneratorField": (FloatArithmeticSequence, FloatLinearDistribution, FloatRandomUniform, FloatParseString),
    "IntegerGeneratorField": (
        IntegerArithmeticSequence,
        IntegerLinearDistribution,
        IntegerRandomUniform,
        IntegerParseString,
    ),
    "StringGeneratorField": (StringParseString, StringDynamicPromptsCombinatorial, StringDynamicPromptsRandom),
    "ImageGeneratorField": (ImageImagesFromBoard,),
}
"""The classes of generators that an input can hold, by the name of its field type; the first is the default."""


def read_generator(type_name: str, raw: object) -> AnyGenerator | Unset:
    """Create a generator of one family from JSON.

    Args:
        type_name: the name of the input's field type, a key of `FAMILIES`.
        raw: the JSON value. Without a `type`, the first class of the family whose parameters match is used.

    Returns:
        The generator, or `UNSET` if the value is not a generator of this family.
    """
    if not isinstance(raw, dict):
        return UNSET
    for cls in FAMILIES[type_name]:
        generator = cls.from_api(raw)
        if generator is not UNSET:
            return generator
    return UNSET
