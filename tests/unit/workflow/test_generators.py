"""Items of generators: the same as in the editor."""

import itertools
import math
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import BatchError, FieldValueError
from invokeai_sdk.fields import generators as g
from invokeai_sdk.fields.generators import FAMILIES, read_generator
from invokeai_sdk.workflow.generator_items import (
    MOST_ITEMS,
    BoardImagesRequest,
    PromptRequest,
    find_server_request,
    generate_items,
    make_mersenne_twister,
)


class Answers:
    """A source that records the requests and answers all of them; its seeds are 7, 8, 9…"""

    def __init__(self) -> None:
        self.requests: list[object] = []
        self._seeds = itertools.count(7)

    def draw_seed(self) -> int:
        return next(self._seeds)

    def prompts(self, request: PromptRequest) -> Sequence[str]:
        self.requests.append(request)
        return ["a cat", "a dog"]

    def board_images(self, request: BoardImagesRequest) -> Sequence[str]:
        self.requests.append(request)
        return ["1.png", "2.png"]


def items(generator: g.AnyGenerator) -> list[object]:
    return list(generate_items(generator, Answers()))


@pytest.mark.parametrize(
    ("generator", "expected"),
    [
        (g.FloatArithmeticSequence(start=0, step=0.1, count=4), [0, 0.1, 0.2, 0.30000000000000004]),
        (g.FloatArithmeticSequence(start=2, step=0, count=4), [2]),
        (g.FloatArithmeticSequence(count=-3), []),
        (g.FloatArithmeticSequence(values=(9, 8.5)), [9, 8.5]),
        (g.FloatArithmeticSequence(values=()), []),
        (g.FloatLinearDistribution(start=-1, end=1, count=5), [-1, -0.5, 0, 0.5, 1]),
        (g.FloatLinearDistribution(start=0, end=0.3, count=4), [0, 0.09999999999999999, 0.19999999999999998, 0.3]),
        (g.FloatLinearDistribution(start=3, end=9, count=1), [3]),
        (g.FloatParseString(input="1, 2.5x,abc,,1e3,.5,5.,-0"), [1, 2.5, 1000, 0.5, 5, 0]),
        (g.FloatParseString(input="1e,2e+,3e5x"), [1, 2, 300000]),
        (g.FloatParseString(input="1\n2", split_on="\\n"), [1, 2]),
        (g.FloatParseString(input="1,5", split_on="\\u002c"), [1, 5]),
        (g.IntegerArithmeticSequence(start=5, step=-2, count=4), [5, 3, 1, -1]),
        (g.IntegerArithmeticSequence(start=2**53 - 2, count=3), [2**53 - 2, 2**53 - 1, 2**53]),
        (g.IntegerLinearDistribution(start=0, end=10, count=5), [0, 3, 5, 8, 10]),
        (g.IntegerLinearDistribution(start=0, end=-10, count=5), [0, -2, -5, -7, -10]),
        (g.IntegerLinearDistribution(start=3, end=9, count=1), [3]),
        (g.IntegerRandomUniform(seed=42, count=8), [4, 8, 10, 2, 8, 8, 6, 6]),
        (g.IntegerRandomUniform(seed=-1, count=3), [1, 1, 10]),
        (g.IntegerRandomUniform(seed=2**32 + 42, count=3), [4, 8, 10]),
        (g.IntegerParseString(input="1e3,+5,-0,  42 ,7.9,x"), [1, 5, 0, 42, 7]),
        (g.IntegerParseString(input="12345678901234567890"), [12345678901234567000]),
        (g.IntegerParseString(input="0000000000000000000001"), [1]),
        (g.IntegerParseString(input='1"2', split_on='"'), [1, 2]),
        (g.StringParseString(input=" x ,, y "), [" x ", " y "]),
        (g.StringParseString(input="a b", split_on=""), ["a b"]),
        (g.StringParseString(input="", split_on=""), []),
        (g.StringParseString(input="a\\b", split_on="\\"), ["a", "b"]),
        (g.StringParseString(input="a\tb", split_on="\\t"), ["a", "b"]),
        (g.StringDynamicPromptsCombinatorial(), ["a cat", "a dog"]),
        (g.ImageImagesFromBoard(board_id="b"), [{"image_name": "1.png"}, {"image_name": "2.png"}]),
        (g.ImageImagesFromBoard(), []),
    ],
    ids=repr,
)
def test_the_items_of_a_generator(generator: g.AnyGenerator, expected: list[object]) -> None:
    assert items(generator) == expected


def test_floats_stay_floats_and_have_no_negative_zero() -> None:
    found = items(g.FloatParseString(input="-0,1"))
    assert all(isinstance(number, float) for number in found)
    assert math.copysign(1, found[0]) == 1


def test_the_random_numbers_are_those_of_the_editor() -> None:
    draw = make_mersenne_twister(42)
    assert [draw() for _ in range(3)] == [0.37454011430963874, 0.7965429842006415, 0.9507143115624785]
    assert make_mersenne_twister(0)() == 0.548813502304256
    assert make_mersenne_twister(2**32)() == make_mersenne_twister(0)()
    # The reference implementation's published test value: number 10 000 of the default seed.
    draw = make_mersenne_twister(5489)
    assert [draw() for _ in range(10_000)][-1] * 2**32 == 4123659995


def test_an_unseeded_generator_draws_a_seed() -> None:
    answers = Answers()
    first, second = (generate_items(g.FloatRandomUniform(count=3), answers) for _ in range(2))
    assert first == items(g.FloatRandomUniform(count=3, seed=7))
    assert second == items(g.FloatRandomUniform(count=3, seed=8))
    assert items(g.IntegerRandomUniform(seed=None)) == items(g.IntegerRandomUniform(seed=7))


def test_the_requests_to_the_server() -> None:
    answers = Answers()
    generate_items(g.StringDynamicPromptsCombinatorial(input="{a|b}", max_prompts=3), answers)
    generate_items(g.StringDynamicPromptsRandom(input="{a|b}", count=2, seed=5), answers)
    generate_items(g.StringDynamicPromptsRandom(input="{a|b}"), answers)
    generate_items(g.ImageImagesFromBoard(board_id="b", category="assets"), answers)
    assert answers.requests == [
        PromptRequest("{a|b}", 3, combinatorial=True),
        PromptRequest("{a|b}", 2, combinatorial=False, seed=5),
        PromptRequest("{a|b}", 10, combinatorial=False, seed=7),
        BoardImagesRequest("b", "assets"),
    ]
    assert BoardImagesRequest("b", "images").categories == ("general",)
    assert BoardImagesRequest("b", "assets").categories == ("control", "mask", "user", "other")
    assert find_server_request(g.IntegerArithmeticSequence(), answers) is None


def test_a_count_above_the_maximum_is_refused() -> None:
    with pytest.raises(BatchError, match="items") as caught:
        items(g.IntegerArithmeticSequence(count=MOST_ITEMS + 1))
    assert caught.value.code == "generator_count"


@pytest.mark.parametrize(
    ("family", "raw", "expected"),
    [
        ("IntegerGeneratorField", {}, g.IntegerArithmeticSequence()),
        ("IntegerGeneratorField", {"min": 1}, g.IntegerArithmeticSequence()),
        ("IntegerGeneratorField", {"type": "integer_generator_parse_string"}, g.IntegerParseString()),
        (
            "FloatGeneratorField",
            {"type": "float_generator_parse_string", "splitOn": ";", "junk": 1},
            g.FloatParseString(split_on=";"),
        ),
        ("IntegerGeneratorField", {"type": "integer_generator_arithmetic_sequence", "count": 2.5}, UNSET),
        ("IntegerGeneratorField", {"type": "float_generator_parse_string"}, UNSET),
        ("StringGeneratorField", {"type": "string_generator_dynamic_prompts_random", "count": 0}, UNSET),
        ("ImageGeneratorField", {"board_id": "  "}, UNSET),
        ("ImageGeneratorField", {"board_id": " b "}, g.ImageImagesFromBoard(board_id="b")),
        ("FloatGeneratorField", "a text", UNSET),
    ],
)
def test_reading_a_stored_generator(family: str, raw: object, expected: object) -> None:
    assert read_generator(family, raw) == expected


def test_null_and_absent_stay_different() -> None:
    raw = {"type": "integer_generator_random_distribution_uniform", "min": 0, "max": 9, "count": 1}
    for stored in (raw, raw | {"seed": None}, raw | {"seed": 4}):
        generator = read_generator("IntegerGeneratorField", stored)
        assert generator is not UNSET
        assert generator.to_api() == stored


def test_creating_a_generator_with_a_wrong_parameter_is_refused() -> None:
    with pytest.raises(FieldValueError, match="'many' is not a valid count"):
        g.FloatArithmeticSequence(count="many")  # type: ignore[arg-type]


_values = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.lists(st.floats(), max_size=2)
)
_keys = ("start", "end", "step", "count", "min", "max", "seed", "values", "input", "splitOn", "board_id")
_kinds = [kind for kinds in FAMILIES.values() for kind in kinds]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(_kinds), st.dictionaries(st.sampled_from(_keys), _values, max_size=4))
def test_any_stored_generator_yields_items_or_is_refused(
    kind: type[g.AnyGenerator], parameters: dict[str, object]
) -> None:
    family = next(name for name, kinds in FAMILIES.items() if kind in kinds)
    generator = read_generator(family, {**parameters, "type": kind.type})
    if generator is UNSET:
        return
    assert read_generator(family, generator.to_api()) == generator
    if getattr(generator, "count", 0) < 1000:
        assert isinstance(generate_items(generator, Answers()), list)
