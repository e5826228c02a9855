"""Items of generators, identical to those that the editor computes.

The editor computes them in JavaScript (`invokeai/frontend/web/src/features/nodes/types/field.ts`). Therefore
JavaScript's rounding and number parsing apply, and the random numbers are those of the npm package `mersenne-twister`:
MT19937 seeded by `init_genrand`, 32 bits a number. The server expands generators of saved workflows differently.
"""

from __future__ import annotations

import json
import math
import random
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from attrs import frozen

from invokeai_sdk.errors import BatchError
from invokeai_sdk.fields import generators as g
from invokeai_sdk.fields.readers import SAFE_INTEGER, trim

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from invokeai_sdk._types import JSONValue, Unset

MOST_ITEMS: Final = 1_000_000
"""The maximum number of items of one generator; a queue accepts far fewer, and more could exhaust the memory."""

_WORD: Final = 2**32
_FLOAT: Final = re.compile(r"[+-]?(?:Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)", re.ASCII)
_INTEGER: Final = re.compile(r"[+-]?\d+", re.ASCII)


@frozen
class PromptRequest:
    """A dynamic prompt that the server must expand (`POST /utilities/dynamicprompts`).

    Attributes:
        prompt: the prompt template.
        max_prompts: the maximum number of prompts.
        combinatorial: whether to return every combination in order instead of random ones.
        seed: the seed for random combinations.
    """

    prompt: str
    max_prompts: int
    combinatorial: bool
    seed: int | None = None


@frozen
class BoardImagesRequest:
    """A board whose images the server must list (`GET /boards/{board_id}/image_names`, without intermediates).

    Attributes:
        board_id: the id of the board.
        category: `images` for generated images, `assets` for all others.
    """

    board_id: str
    category: Literal["images", "assets"]

    @property
    def categories(self) -> tuple[str, ...]:
        """The server's names of the image categories."""
        return ("general",) if self.category == "images" else ("control", "mask", "user", "other")


GeneratorRequest: TypeAlias = PromptRequest | BoardImagesRequest
"""A question of a generator that only the server can answer."""


class GeneratorSource(Protocol):
    """The seeds and the server's answers that a generator needs."""

    def draw_seed(self) -> int:
        """Draw a seed: a uniform integer of 32 bits."""

    def prompts(self, request: PromptRequest, /) -> Sequence[str]:
        """Return the expanded prompts; empty if the server could not expand the template."""

    def board_images(self, request: BoardImagesRequest, /) -> Sequence[str]:
        """Return the names of a board's images; empty if the server has no such board."""


def find_server_request(generator: g.AnyGenerator, source: GeneratorSource) -> GeneratorRequest | None:
    """Return the question that the server must answer for a generator; `None` if the generator needs no answer."""
    match generator:
        case g.StringDynamicPromptsCombinatorial(input=prompt, max_prompts=most):
            return PromptRequest(prompt, most, combinatorial=True)
        case g.StringDynamicPromptsRandom(input=prompt, count=count, seed=seed):
            # Without a seed, the editor draws 0 or 1 only.
            return PromptRequest(prompt, count, combinatorial=False, seed=_choose_seed(seed, source))
        case g.ImageImagesFromBoard(board_id=str(board_id), category=category):
            return BoardImagesRequest(board_id, category)
    return None


def generate_items(generator: g.AnyGenerator, source: GeneratorSource) -> list[JSONValue]:
    """Return the items of a generator.

    Floats can be infinite (`parseFloat("1e400")`); a batch refuses them.

    Args:
        generator: the generator.
        source: the seeds and the server's answers.

    Raises:
        BatchError: the generator would yield more than `MOST_ITEMS` items.
    """
    if isinstance(generator, g.FloatGenerator):
        return [number + 0.0 for number in _generate_floats(generator, source)]  # + 0.0: JavaScript's JSON has no -0
    if isinstance(generator, g.IntegerGenerator):
        return [*_generate_integers(generator, source)]
    if isinstance(generator, g.StringParseString):
        return [piece for piece in _split(generator.input, generator.split_on) if piece]
    request = find_server_request(generator, source)
    if isinstance(request, PromptRequest):
        return [*source.prompts(request)]
    if isinstance(request, BoardImagesRequest):
        return [{"image_name": name} for name in source.board_images(request)]
    return []


def _generate_floats(generator: g.FloatGenerator, source: GeneratorSource) -> Sequence[float]:
    if isinstance(generator.values, tuple):
        return generator.values
    match generator:
        case g.FloatArithmeticSequence(start=start, step=step):
            return [start] if step == 0 else [start + i * step for i in _indices(generator)]
        case g.FloatLinearDistribution(start=start, end=end, count=count):
            return [start] if count == 1 else [start + (end - start) * (i / (count - 1)) for i in _indices(generator)]
        case g.FloatRandomUniform(min=low, max=high, seed=seed):
            draw = make_mersenne_twister(_choose_seed(seed, source))
            return [draw() * (high - low) + low for _ in _indices(generator)]
        case g.FloatParseString(input=text, split_on=delimiter):
            numbers = (_parse_float(trim(piece)) for piece in _split(text, delimiter))
            return [number for number in numbers if number is not None]


def _generate_integers(generator: g.IntegerGenerator, source: GeneratorSource) -> Sequence[int | float]:
    match generator:
        case g.IntegerArithmeticSequence(start=start, step=step):
            return [start] if step == 0 else [start + i * step for i in _indices(generator)]
        case g.IntegerLinearDistribution(start=start, end=end, count=count):
            if count == 1:
                return [start]
            return [start + _round((end - start) * (i / (count - 1))) for i in _indices(generator)]
        case g.IntegerRandomUniform(min=low, max=high, seed=seed):
            draw = make_mersenne_twister(_choose_seed(seed, source))
            return [math.floor(draw() * (high - low + 1)) + low for _ in _indices(generator)]
        case g.IntegerParseString(input=text, split_on=delimiter):
            integers = (_parse_integer(trim(piece)) for piece in _split(text, delimiter))
            return [integer for integer in integers if integer is not None]


class _Counted(Protocol):
    @property
    def type(self) -> str: ...
    @property
    def count(self) -> int: ...


def _indices(generator: _Counted) -> range:
    if generator.count > MOST_ITEMS:
        raise BatchError(
            f"{generator.type} would yield {generator.count} items; the maximum is {MOST_ITEMS}", code="generator_count"
        )
    return range(generator.count)


def _choose_seed(seed: int | Unset | None, source: GeneratorSource) -> int:
    return seed if isinstance(seed, int) else source.draw_seed()


def make_mersenne_twister(seed: int) -> Callable[[], float]:
    """Return a function that draws the numbers of npm's `mersenne-twister`: MT19937, in [0, 1), 32 bits each.

    Python's `random` uses the same algorithm with another seeding and 53 bits a number.

    Args:
        seed: the seed, taken modulo 2**32.
    """
    state = [seed % _WORD]
    for i in range(1, 624):
        last = state[-1]
        state.append((1812433253 * (last ^ (last >> 30)) + i) % _WORD)
    twister = random.Random()  # noqa: S311 - for the editor's numbers, not for secrets
    twister.setstate((3, (*state, 624), None))
    return lambda: twister.getrandbits(32) / _WORD


def _split(text: str, delimiter: str) -> list[str]:
    if not delimiter:
        return [text]
    try:
        unescaped = json.loads(f'"{delimiter}"')
    except ValueError:
        unescaped = delimiter
    return text.split(unescaped or delimiter)


def _parse_float(text: str) -> float | None:
    """Parse the number that a string starts with, as JavaScript's `parseFloat` does; `None` without a number."""
    match = _FLOAT.match(text)
    return float(match[0]) if match else None


def _parse_integer(text: str) -> int | float | None:
    """Parse the integer that a string starts with, as JavaScript's `parseInt(text, 10)`; `None` without an integer.

    Beyond 2**53 JavaScript's number is a double, which its JSON writes with the shortest digits that identify it.
    """
    match = _INTEGER.match(text)
    if match is None:
        return None
    digits = match[0]
    if len(digits) <= len(str(SAFE_INTEGER)) and abs(int(digits)) <= SAFE_INTEGER:
        return int(digits)
    rounded = float(digits)
    return int(Decimal(repr(rounded))) if math.isfinite(rounded) else rounded


def _round(value: float) -> int:
    """Round to the nearest integer, halves upwards, as JavaScript's `Math.round` does."""
    below = math.floor(value)
    return below if value - below < 0.5 else below + 1  # noqa: PLR2004 - a half
