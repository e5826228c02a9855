"""What a generator yields, number for number as in the editor.

The editor computes these in JavaScript (`invokeai/frontend/web/src/features/nodes/types/field.ts`), so JavaScript's
rounding and number parsing apply, and its random numbers are those of the npm package `mersenne-twister`: MT19937
seeded by `init_genrand`, 32 bits a number. The server's own expansion of saved workflows differs and is no model.
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
"""The most items one generator may be asked for: far beyond what a queue takes, and what memory bears."""

_WORD: Final = 2**32
_FLOAT: Final = re.compile(r"[+-]?(?:Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)", re.ASCII)
_INTEGER: Final = re.compile(r"[+-]?\d+", re.ASCII)


@frozen
class PromptRequest:
    """What a dynamic-prompts generator asks the server (`POST /utilities/dynamicprompts`).

    Attributes:
        prompt: the template.
        max_prompts: how many prompts at most.
        combinatorial: every combination in order, or random ones.
        seed: for random ones.
    """

    prompt: str
    max_prompts: int
    combinatorial: bool
    seed: int | None = None


@frozen
class BoardImagesRequest:
    """What a board generator asks the server (`GET /boards/{board_id}/image_names`, without intermediates)."""

    board_id: str
    category: Literal["images", "assets"]

    @property
    def categories(self) -> tuple[str, ...]:
        """The image categories asked for, in the server's words."""
        return ("general",) if self.category == "images" else ("control", "mask", "user", "other")


Request: TypeAlias = PromptRequest | BoardImagesRequest


class Answers(Protocol):
    """Where a generator gets what it cannot compute."""

    def random_seed(self) -> int:
        """Draw a seed: a uniform integer of 32 bits."""

    def prompts(self, request: PromptRequest, /) -> Sequence[str]:
        """Return the server's prompts; none if it could not expand the template."""

    def board_images(self, request: BoardImagesRequest, /) -> Sequence[str]:
        """Return the names of a board's images; none if there is no such board."""


def request_of(generator: g.AnyGenerator, answers: Answers) -> Request | None:
    """Return what only the server can answer about a generator; `None` if it can be resolved here."""
    match generator:
        case g.StringDynamicPromptsCombinatorial(input=prompt, max_prompts=most):
            return PromptRequest(prompt, most, combinatorial=True)
        case g.StringDynamicPromptsRandom(input=prompt, count=count, seed=seed):
            # The editor draws 0 or 1 here when no seed is given.
            return PromptRequest(prompt, count, combinatorial=False, seed=_seed(seed, answers))
        case g.ImageImagesFromBoard(board_id=str(board_id), category=category):
            return BoardImagesRequest(board_id, category)
    return None


def resolve(generator: g.AnyGenerator, answers: Answers) -> list[JSONValue]:
    """Return the items that a generator yields.

    Floats can come out non-finite (`parseFloat("1e400")`); a batch refuses those.

    Args:
        generator: the generator.
        answers: the server's part of it, and the source of seeds.

    Raises:
        BatchError: if it is asked for more than `MOST_ITEMS` items.
    """
    if isinstance(generator, g.FloatGenerator):
        return [number + 0.0 for number in _floats(generator, answers)]  # + 0.0: there is no -0 in the editor's JSON
    if isinstance(generator, g.IntegerGenerator):
        return [*_integers(generator, answers)]
    if isinstance(generator, g.StringParseString):
        return [piece for piece in _split(generator.input, generator.split_on) if piece]
    request = request_of(generator, answers)
    if isinstance(request, PromptRequest):
        return [*answers.prompts(request)]
    if isinstance(request, BoardImagesRequest):
        return [{"image_name": name} for name in answers.board_images(request)]
    return []


def _floats(generator: g.FloatGenerator, answers: Answers) -> Sequence[float]:
    if isinstance(generator.values, tuple):
        return generator.values
    match generator:
        case g.FloatArithmeticSequence(start=start, step=step):
            return [start] if step == 0 else [start + i * step for i in _indices(generator)]
        case g.FloatLinearDistribution(start=start, end=end, count=count):
            return [start] if count == 1 else [start + (end - start) * (i / (count - 1)) for i in _indices(generator)]
        case g.FloatRandomUniform(min=low, max=high, seed=seed):
            draw = mersenne_twister(_seed(seed, answers))
            return [draw() * (high - low) + low for _ in _indices(generator)]
        case g.FloatParseString(input=text, split_on=delimiter):
            found = (_parse_float(trim(piece)) for piece in _split(text, delimiter))
            return [number for number in found if number is not None]


def _integers(generator: g.IntegerGenerator, answers: Answers) -> Sequence[int | float]:
    match generator:
        case g.IntegerArithmeticSequence(start=start, step=step):
            return [start] if step == 0 else [start + i * step for i in _indices(generator)]
        case g.IntegerLinearDistribution(start=start, end=end, count=count):
            if count == 1:
                return [start]
            return [start + _round((end - start) * (i / (count - 1))) for i in _indices(generator)]
        case g.IntegerRandomUniform(min=low, max=high, seed=seed):
            draw = mersenne_twister(_seed(seed, answers))
            return [math.floor(draw() * (high - low + 1)) + low for _ in _indices(generator)]
        case g.IntegerParseString(input=text, split_on=delimiter):
            found = (_parse_integer(trim(piece)) for piece in _split(text, delimiter))
            return [number for number in found if number is not None]


class _Counted(Protocol):
    @property
    def type(self) -> str: ...
    @property
    def count(self) -> int: ...


def _indices(generator: _Counted) -> range:
    if generator.count > MOST_ITEMS:
        raise BatchError(
            f"{generator.type} asks for {generator.count} items; {MOST_ITEMS} are the most", code="generator_count"
        )
    return range(generator.count)


def _seed(seed: int | Unset | None, answers: Answers) -> int:
    return seed if isinstance(seed, int) else answers.random_seed()


def mersenne_twister(seed: int) -> Callable[[], float]:
    """Return MT19937 as npm's `mersenne-twister` has it: numbers in [0, 1) of 32 random bits each.

    Python's own generator is the same machine, but seeds it otherwise and takes 53 bits a number.

    Args:
        seed: taken modulo 2**32.
    """
    state = [seed % _WORD]
    for i in range(1, 624):
        last = state[-1]
        state.append((1812433253 * (last ^ (last >> 30)) + i) % _WORD)
    machine = random.Random()  # noqa: S311 - reproducing the editor's numbers, no secrets
    machine.setstate((3, (*state, 624), None))
    return lambda: machine.getrandbits(32) / _WORD


def _split(text: str, delimiter: str) -> list[str]:
    if not delimiter:
        return [text]
    try:
        unescaped = json.loads(f'"{delimiter}"')
    except ValueError:
        unescaped = delimiter
    return text.split(unescaped or delimiter)


def _parse_float(text: str) -> float | None:
    """Read the number that a text starts with, as JavaScript's `parseFloat` does."""
    match = _FLOAT.match(text)
    return float(match[0]) if match else None


def _parse_integer(text: str) -> int | float | None:
    """Read the whole number that a text starts with, as JavaScript's `parseInt(text, 10)` does.

    Beyond 2**53 that is a double, sent with as many digits as tell it from its neighbours.
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
