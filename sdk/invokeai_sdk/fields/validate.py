"""Validation of input values against input templates.

There are two sets of rules. InvokeAI's editor checks the first set before it enqueues a workflow
(`invokeai/frontend/web/src/features/nodes/store/util/fieldValidators.ts`). The editor does not check the second set,
and the server reports an error, or fails later: types of values, lengths of single texts, options, and bases and types
of models.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from invokeai_sdk._suggest import did_you_mean, find_close_matches
from invokeai_sdk._types import UNSET, JSONValue, Unset
from invokeai_sdk.fields import readers
from invokeai_sdk.fields.base import describe_value
from invokeai_sdk.fields.normalise import ITEM_READERS, WHOLE_READERS, get_canonical_type_name
from invokeai_sdk.schema.types import Cardinality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from invokeai_sdk.schema.types import InputTemplate

MISSING_INPUT: Final = "missing_input"
"""The code of the rule that a required input must have a value or a connection."""

_NUMBERS: Final = {"IntegerField": readers.integer, "FloatField": readers.number}


@frozen
class Violation:
    """A rule that the value of an input breaks.

    Attributes:
        code: the name of the rule, such as `above_maximum`.
        message: the problem and the accepted values, without the name of the input.
        params: the facts in the message, such as `value` and `bound`.
        by_editor: whether InvokeAI's editor checks the rule.
    """

    code: str
    message: str
    params: Mapping[str, JSONValue] = field(factory=dict)
    by_editor: bool = True


def find_violations(template: InputTemplate, value: JSONValue | Unset, *, connected: bool) -> tuple[Violation, ...]:
    """Return the rules that the value of an input breaks.

    Args:
        template: the template of the input.
        value: the value of the input as JSON; `UNSET` if the input has no value.
        connected: whether the input has a connection. The value of a connected input is not sent, so that it breaks no
            rule.
    """
    if connected:
        return ()
    if value is UNSET:
        missing = Violation(MISSING_INPUT, "a value or a connection is required")
        return (missing,) if template.required else ()
    return (*_check_editor_rules(template, value), *_check_server_rules(template, value))


# --- Rules that the editor checks ------------------------------------------------------------------------------------


def _check_editor_rules(template: InputTemplate, value: JSONValue) -> Iterator[Violation]:
    name = template.type.name
    if template.type.cardinality is not Cardinality.COLLECTION:
        number = _NUMBERS[name](value) if name in _NUMBERS else UNSET
        if number is not UNSET:
            yield from _check_number(template, number, value)
        return
    reader = _NUMBERS.get(name) or (ITEM_READERS[name] if name in ("StringField", "ImageField") else None)
    if reader is None or not isinstance(value, list) or readers.list_of(reader)(value) is UNSET:
        return
    yield from _check_list_length(template, value)
    for entry in value:
        if name in _NUMBERS:
            yield from _check_number(template, entry, value)
        elif name == "StringField":
            yield from _check_text_length(template, entry, value, by_editor=True)


def _check_list_length(
    template: InputTemplate, value: list[JSONValue], *, by_editor: bool = True
) -> Iterator[Violation]:
    count, least, most = len(value), template.min_items, template.max_items
    if least and not count:
        message = f"the list is empty; the minimum number of entries is {least}"
        yield Violation("collection_empty", message, {"minimum": least}, by_editor)
        return
    if least is not None and count < least:
        params: dict[str, JSONValue] = {"count": count, "minimum": least}
        message = f"the list is too short ({count}); the minimum number of entries is {least}"
        yield Violation("too_few_items", message, params, by_editor)
    if most is not None and count > most:
        params = {"count": count, "maximum": most}
        message = f"the list is too long ({count}); the maximum number of entries is {most}"
        yield Violation("too_many_items", message, params, by_editor)


def _check_number(t: InputTemplate, number: float, value: JSONValue, *, by_editor: bool = True) -> Iterator[Violation]:
    if t.maximum is not None and number > t.maximum:
        yield _report_bound("above_maximum", number, "at most", t.maximum, value, by_editor)
    if t.minimum is not None and number < t.minimum:
        yield _report_bound("below_minimum", number, "at least", t.minimum, value, by_editor)
    if t.exclusive_maximum is not None and number >= t.exclusive_maximum:
        yield _report_bound("above_exclusive_maximum", number, "less than", t.exclusive_maximum, value, by_editor)
    if t.exclusive_minimum is not None and number <= t.exclusive_minimum:
        yield _report_bound("below_exclusive_minimum", number, "more than", t.exclusive_minimum, value, by_editor)
    if t.multiple_of and _has_remainder(number, t.multiple_of):
        yield _report_bound("not_a_multiple", number, "a multiple of", t.multiple_of, value, by_editor)


def _report_bound(code: str, number: float, must: str, bound: float, value: JSONValue, by_editor: bool) -> Violation:
    shown = int(bound) if float(bound).is_integer() else bound
    return Violation(code, f"{number} is not {must} {shown}", {"value": value, "bound": bound}, by_editor)


def _has_remainder(number: float, of: float) -> bool:
    """Return whether a division has a remainder, as JavaScript's `%` computes it, but exactly for integers."""
    if isinstance(number, int) and float(of).is_integer():
        return number % int(of) != 0
    return math.fmod(number, of) != 0


def _check_text_length(template: InputTemplate, text: str, value: JSONValue, *, by_editor: bool) -> Iterator[Violation]:
    length, least, most = len(text), template.min_length, template.max_length
    if most is not None and length > most:
        message = f"{describe_value(text)} is too long ({length}); the maximum number of characters is {most}"
        yield Violation("text_too_long", message, {"value": value, "maximum": most}, by_editor)
    if least is not None and length < least:
        message = f"{describe_value(text)} is too short ({length}); the minimum number of characters is {least}"
        yield Violation("text_too_short", message, {"value": value, "minimum": least}, by_editor)


# --- Rules that only the server checks -------------------------------------------------------------------------------


def _check_server_rules(template: InputTemplate, value: JSONValue) -> Iterator[Violation]:
    if not _is_of_type(template, value):
        expected = f"a {'list' if _is_collection(template) else 'value'} of type {template.type.name}"
        message = f"expected {expected}, got {describe_value(value)}"
        yield Violation("wrong_type", message, {"value": value}, by_editor=False)
        return
    entries = value if isinstance(value, list) else [value]
    name = template.type.name
    checked = template.type.cardinality is Cardinality.COLLECTION and name in (*_NUMBERS, "StringField", "ImageField")
    if isinstance(value, list) and not checked:
        yield from _check_list_length(template, value, by_editor=False)
    for entry in entries:
        if isinstance(value, list) and name in _NUMBERS and not checked and isinstance(entry, int | float):
            yield from _check_number(template, entry, value, by_editor=False)
        elif name == "StringField" and not checked and isinstance(entry, str):
            yield from _check_text_length(template, entry, value, by_editor=False)
        yield from _check_option(template, entry)
        yield from _check_model(template, entry)


def _is_collection(template: InputTemplate) -> bool:
    return template.type.cardinality is Cardinality.COLLECTION


def _is_of_type(template: InputTemplate, value: JSONValue) -> bool:
    name = get_canonical_type_name(template.type)
    whole = WHOLE_READERS.get(name)
    if whole is not None:
        return whole(value) is not UNSET
    single = ITEM_READERS.get(name)
    if single is None or _is_among(value, template.options or ()):
        return True
    fits_list = not isinstance(value, list) or template.type.cardinality is not Cardinality.SINGLE
    fits_single = isinstance(value, list) or not _is_collection(template)
    reader = readers.list_of(single) if isinstance(value, list) else single
    return fits_list and fits_single and reader(value) is not UNSET


def _check_option(template: InputTemplate, entry: JSONValue) -> Iterator[Violation]:
    options = template.options
    if options is None or not isinstance(entry, str | int | float) or _is_among(entry, options):
        return
    hint = did_you_mean(find_close_matches(str(entry), map(str, options)))
    message = f"{entry!r} is not an option{hint or ';'} the options are {', '.join(map(repr, options))}"
    yield Violation("not_an_option", message, {"value": entry, "options": [*options]}, by_editor=False)


def _is_among(value: JSONValue, options: Iterable[JSONValue]) -> bool:
    """Return whether a value equals one of the options; unlike in Python, `True` does not equal 1."""
    return any(value == option and isinstance(value, bool) == isinstance(option, bool) for option in options)


def _check_model(template: InputTemplate, entry: JSONValue) -> Iterator[Violation]:
    """Check the base and type of a model, or of the model of a LoRA.

    A model identifier does not contain the variant and the format; `lint` checks these with the server's models.
    """
    model = entry.get("lora", entry) if isinstance(entry, dict) else None
    if not isinstance(model, dict) or "key" not in model:
        return
    for fact, allowed in (("base", template.model_base), ("type", template.model_type)):
        if allowed and model.get(fact) not in allowed:
            right = " or ".join(map(repr, allowed))
            message = f"the model {model.get('name')!r} has {fact} {model.get(fact)!r}; it must be {right}"
            params: dict[str, JSONValue] = {"value": model.get(fact), "options": [*allowed]}
            yield Violation(f"model_{fact}", message, params, by_editor=False)
