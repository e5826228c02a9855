"""Fields whose value consists of several numbers: colours and bounding boxes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from attrs import asdict, fields_dict, frozen

from invokeai_sdk.fields import readers
from invokeai_sdk.fields.base import IvkField

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONValue, Unset
    from invokeai_sdk.schema.types import InputTemplate

_HEX: Final = re.compile(r"#?([0-9a-fA-F]{6})([0-9a-fA-F]{2})?")

_read_color: Final = readers.object_of(dict.fromkeys("rgba", readers.channel))
_read_box: Final = readers.object_of(
    dict.fromkeys(("x_min", "x_max", "y_min", "y_max"), readers.safe_integer),
    {"score": readers.nullable(readers.number)},
)


@frozen
class Color:
    """A colour.

    Attributes:
        r: the red channel, from 0 to 255.
        g: the green channel, from 0 to 255.
        b: the blue channel, from 0 to 255.
        a: the opacity, from 0 (transparent) to 255 (opaque).
    """

    r: int
    g: int
    b: int
    a: int = 255


@frozen
class BoundingBox:
    """A rectangle in an image.

    Attributes:
        x_min: the left edge, in pixels.
        x_max: the right edge, in pixels.
        y_min: the upper edge, in pixels.
        y_max: the lower edge, in pixels.
        score: the confidence of the detector that found the box; `None` if no detector did.
    """

    x_min: int
    x_max: int
    y_min: int
    y_max: int
    score: float | None = None


@frozen
class IvkColorField(IvkField[Color]):
    """A colour.

    Accepts a `Color`, `(r, g, b)`, `(r, g, b, a)`, `"#rrggbb"`, `"#rrggbbaa"`, or a dictionary with the keys `r`, `g`,
    `b` and `a`.
    """

    expects: ClassVar[str] = "a colour: r, g, b and a, whole numbers from 0 to 255, or '#rrggbb'"
    value: Color | Unset = Color(127, 127, 127, 255)

    @classmethod
    def _read(cls, raw: object) -> Color:
        color = _read_color(raw)
        if not isinstance(color, dict):
            cls._refuse(raw)
        return Color(**color)

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> Color:
        channels: object = value
        match value:
            case Color():
                channels = asdict(value)
            case (r, g, b):
                channels = {"r": r, "g": g, "b": b, "a": 255}
            case (r, g, b, a):
                channels = {"r": r, "g": g, "b": b, "a": a}
            case str() if match := _HEX.fullmatch(value):
                channels = dict(zip("rgba", bytes.fromhex(match[1] + (match[2] or "ff")), strict=True))
        color = _read_color(channels)
        return Color(**color) if isinstance(color, dict) else super()._take(value, template)

    @classmethod
    def _write(cls, value: Color) -> JSONValue:
        return asdict(value)


@frozen
class IvkBoundingBoxField(IvkField[BoundingBox]):
    """A rectangle in an image, in pixels.

    Accepts a `BoundingBox`, `(x_min, x_max, y_min, y_max)`, or a dictionary with these keys.
    """

    expects: ClassVar[str] = "a bounding box: x_min, x_max, y_min and y_max, whole numbers"

    @classmethod
    def _read(cls, raw: object) -> BoundingBox:
        box = _read_box(raw)
        if not isinstance(box, dict):
            cls._refuse(raw)
        return BoundingBox(**box)

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> BoundingBox:
        corners: object = value
        match value:
            case BoundingBox():
                corners = asdict(value)
            case (_, _, _, _):
                corners = dict(zip(fields_dict(BoundingBox), value, strict=False))
        box = _read_box(corners)
        return BoundingBox(**box) if isinstance(box, dict) else super()._take(value, template)

    @classmethod
    def _write(cls, value: BoundingBox) -> JSONValue:
        return asdict(value, filter=lambda attribute, value: attribute.name != "score" or value is not None)
