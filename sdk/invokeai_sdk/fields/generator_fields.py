"""Fields whose value is a generator: one class per family of generators."""

# ruff: noqa: RUF009 - generators are immutable, so instances can share a default

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from attrs import frozen

from invokeai_sdk._types import UNSET, JSONValue, Unset
from invokeai_sdk.fields import generators
from invokeai_sdk.fields.base import IvkField

if TYPE_CHECKING:
    from invokeai_sdk.schema.types import InputTemplate

G = TypeVar("G", bound=generators.Generator)


@frozen
class _GeneratorField(IvkField[G]):
    """A generator of one family.

    Attributes:
        type_name: the name of the field type whose inputs hold generators of this family.
    """

    type_name: ClassVar[str]

    @classmethod
    def _read(cls, raw: object) -> G:
        generator = generators.read_generator(cls.type_name, raw)
        if generator is UNSET:
            cls._refuse(raw)
        return generator  # type: ignore[return-value]  # type_name decides the family, which is G

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> G:
        return super()._take(value.to_api() if isinstance(value, generators.Generator) else value, template)

    @classmethod
    def _write(cls, value: G) -> JSONValue:
        return value.to_api()


@frozen
class IvkFloatGeneratorField(_GeneratorField[generators.FloatGenerator]):
    """A generator of numbers: a sequence, a distribution, random numbers, or the numbers in a text."""

    expects: ClassVar[str] = "a float generator, such as FloatLinearDistribution(start=0, end=1, count=5)"
    type_name: ClassVar[str] = "FloatGeneratorField"
    value: generators.FloatGenerator | Unset = generators.FloatArithmeticSequence()


@frozen
class IvkIntegerGeneratorField(_GeneratorField[generators.IntegerGenerator]):
    """A generator of whole numbers: a sequence, a distribution, random numbers, or the numbers in a text."""

    expects: ClassVar[str] = "an integer generator, such as IntegerRandomUniform(min=0, max=10, count=5)"
    type_name: ClassVar[str] = "IntegerGeneratorField"
    value: generators.IntegerGenerator | Unset = generators.IntegerArithmeticSequence()


@frozen
class IvkStringGeneratorField(_GeneratorField[generators.StringGenerator]):
    """A generator of texts: the parts of a text, or dynamic prompts."""

    expects: ClassVar[str] = "a string generator, such as StringParseString(input='a,b')"
    type_name: ClassVar[str] = "StringGeneratorField"
    value: generators.StringGenerator | Unset = generators.StringParseString()


@frozen
class IvkImageGeneratorField(_GeneratorField[generators.ImageGenerator]):
    """A generator of images: the images of a board."""

    expects: ClassVar[str] = "an image generator, such as ImageImagesFromBoard(board_id=…)"
    type_name: ClassVar[str] = "ImageGeneratorField"
    value: generators.ImageGenerator | Unset = generators.ImageImagesFromBoard()
