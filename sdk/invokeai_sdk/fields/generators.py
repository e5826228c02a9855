"""The generators that can feed a batch node, as values.

A generator node holds one of these in its `generator` input; which family it takes (float, integer, string, image)
depends on the node. What a generator yields is worked out in `invokeai_sdk.workflow.generators`.
Parameters and defaults are the editor's (`invokeai/frontend/web/src/features/nodes/types/field.ts`).
"""
# ruff: noqa: RUF009 - `_parameter` makes an attrs field, it is not a shared default

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Self, TypeAlias

from attrs import Attribute, field, fields_dict, frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import FieldValueError
from invokeai_sdk.fields import readers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.fields.readers import Reader

_NULLABLE_SEED: Final = readers.nullable(readers.safe_integer)
_NULLABLE_NUMBERS: Final = readers.nullable(readers.list_of(readers.number))


def _parameter(reader: Reader, default: object, *, key: str | None = None) -> Any:
    """Declare a parameter: how to read it, its default, and its JSON key where that is spelled otherwise."""
    return field(default=default, validator=_check, converter=_frozen, metadata={"reader": reader, "key": key})


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _thawed(value: object) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _check(generator: Generator, attribute: Attribute[object], value: object) -> None:
    if value is not UNSET and attribute.metadata["reader"](_thawed(value)) is UNSET:
        raise FieldValueError(f"{generator.type}: {attribute.name} cannot be {value!r}", code="generator_parameter")


@frozen(kw_only=True)
class Generator:
    """A recipe for a list of values.

    Attributes:
        type: the generator's name in JSON, such as `integer_generator_parse_string`.
    """

    type: ClassVar[str]

    @classmethod
    def from_api(cls, raw: JSONObject) -> Self | Unset:
        """Read the parameters, filling in defaults; `UNSET` if one of them is not what it must be."""
        if raw.get("type", cls.type) != cls.type:
            return UNSET
        found: dict[str, object] = {}
        for name, attribute in fields_dict(cls).items():
            key = attribute.metadata["key"] or name
            if key in raw:
                value: JSONValue | Unset = attribute.metadata["reader"](raw[key])
                if value is UNSET:
                    return UNSET
                found[name] = value
        made: Self = cls(**found)
        return made

    def to_api(self) -> JSONObject:
        """Return the JSON form; parameters that were left out stay out."""
        written: JSONObject = {"type": self.type}
        for name, attribute in fields_dict(type(self)).items():
            value = getattr(self, name)
            if value is not UNSET:
                written[attribute.metadata["key"] or name] = _thawed(value)
        return written


@frozen(kw_only=True)
class FloatArithmeticSequence(Generator):
    """`start`, `start + step`, … (`count` numbers; just `start` if `step` is 0)."""

    type: ClassVar[str] = "float_generator_arithmetic_sequence"
    start: float = _parameter(readers.number, 0)
    step: float = _parameter(readers.number, 0.1)
    count: int = _parameter(readers.safe_integer, 10)
    values: tuple[float, ...] | Unset | None = _parameter(_NULLABLE_NUMBERS, UNSET)


@frozen(kw_only=True)
class FloatLinearDistribution(Generator):
    """`count` evenly spaced numbers from `start` to `end`, both included."""

    type: ClassVar[str] = "float_generator_linear_distribution"
    start: float = _parameter(readers.number, 0)
    end: float = _parameter(readers.number, 1)
    count: int = _parameter(readers.safe_integer, 10)
    values: tuple[float, ...] | Unset | None = _parameter(_NULLABLE_NUMBERS, UNSET)


@frozen(kw_only=True)
class FloatRandomUniform(Generator):
    """`count` random numbers in [`min`, `max`); repeatable if a `seed` is given."""

    type: ClassVar[str] = "float_generator_random_distribution_uniform"
    min: float = _parameter(readers.number, 0)
    max: float = _parameter(readers.number, 1)
    count: int = _parameter(readers.safe_integer, 10)
    seed: int | Unset | None = _parameter(_NULLABLE_SEED, UNSET)
    values: tuple[float, ...] | Unset | None = _parameter(_NULLABLE_NUMBERS, UNSET)


@frozen(kw_only=True)
class FloatParseString(Generator):
    """The numbers in a text, split at `split_on`, in which JSON's escapes work (backslash-n for a line end)."""

    type: ClassVar[str] = "float_generator_parse_string"
    input: str = _parameter(readers.string, "0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1")
    split_on: str = _parameter(readers.string, ",", key="splitOn")
    values: tuple[float, ...] | Unset | None = _parameter(_NULLABLE_NUMBERS, UNSET)


@frozen(kw_only=True)
class IntegerArithmeticSequence(Generator):
    """`start`, `start + step`, … (`count` numbers; just `start` if `step` is 0)."""

    type: ClassVar[str] = "integer_generator_arithmetic_sequence"
    start: int = _parameter(readers.safe_integer, 0)
    step: int = _parameter(readers.safe_integer, 1)
    count: int = _parameter(readers.safe_integer, 10)


@frozen(kw_only=True)
class IntegerLinearDistribution(Generator):
    """`count` evenly spaced numbers from `start` to `end`, rounded."""

    type: ClassVar[str] = "integer_generator_linear_distribution"
    start: int = _parameter(readers.safe_integer, 0)
    end: int = _parameter(readers.safe_integer, 10)
    count: int = _parameter(readers.safe_integer, 10)


@frozen(kw_only=True)
class IntegerRandomUniform(Generator):
    """`count` random numbers from `min` to `max`, both included; repeatable if a `seed` is given."""

    type: ClassVar[str] = "integer_generator_random_distribution_uniform"
    min: int = _parameter(readers.safe_integer, 0)
    max: int = _parameter(readers.safe_integer, 10)
    count: int = _parameter(readers.safe_integer, 10)
    seed: int | Unset | None = _parameter(_NULLABLE_SEED, UNSET)


@frozen(kw_only=True)
class IntegerParseString(Generator):
    """The whole numbers in a text, split at `split_on`."""

    type: ClassVar[str] = "integer_generator_parse_string"
    input: str = _parameter(readers.string, "1,2,3,4,5,6,7,8,9,10")
    split_on: str = _parameter(readers.string, ",", key="splitOn")


@frozen(kw_only=True)
class StringParseString(Generator):
    """The pieces of a text, split at `split_on`; empty ones are left out, blanks are kept."""

    type: ClassVar[str] = "string_generator_parse_string"
    input: str = _parameter(readers.string, "foo,bar,baz,qux")
    split_on: str = _parameter(readers.string, ",", key="splitOn")


@frozen(kw_only=True)
class StringDynamicPromptsCombinatorial(Generator):
    """Every combination of a dynamic prompt, at most `max_prompts`; the server expands them."""

    type: ClassVar[str] = "string_generator_dynamic_prompts_combinatorial"
    input: str = _parameter(readers.string, "a super {cute|ferocious} {dog|cat}")
    max_prompts: int = _parameter(readers.positive_integer, 10, key="maxPrompts")


@frozen(kw_only=True)
class StringDynamicPromptsRandom(Generator):
    """`count` random combinations of a dynamic prompt; the server draws them."""

    type: ClassVar[str] = "string_generator_dynamic_prompts_random"
    input: str = _parameter(readers.string, "a super {cute|ferocious} {dog|cat}")
    count: int = _parameter(readers.positive_integer, 10)
    seed: int | Unset | None = _parameter(_NULLABLE_SEED, UNSET)


@frozen(kw_only=True)
class ImageImagesFromBoard(Generator):
    """The images, or the assets, of a board; nothing if no board is chosen."""

    type: ClassVar[str] = "image_generator_images_from_board"
    board_id: str | Unset = _parameter(readers.trimmed_string, UNSET)
    category: Literal["images", "assets"] = _parameter(readers.one_of("images", "assets"), "images")


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
"""The generators that a generator input of this field type can hold; the first is the default."""


def read_generator(type_name: str, raw: object) -> AnyGenerator | Unset:
    """Read a stored generator of a family.

    Args:
        type_name: the input's field type, a key of `FAMILIES`.
        raw: the stored JSON value. Without a `type` the first generator that its keys fit is taken.

    Returns:
        The generator, or `UNSET` if the value is not one of this family.
    """
    if not isinstance(raw, dict):
        return UNSET
    for generator in FAMILIES[type_name]:
        value = generator.from_api(raw)
        if value is not UNSET:
            return value
    return UNSET
