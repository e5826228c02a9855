"""What is wrong with a value that an input holds.

Two sets of rules. The editor's own are checked before it enqueues
(`invokeai/frontend/web/src/features/nodes/store/util/fieldValidators.ts`). The rest the editor leaves to the
server, which answers with an error at best: values of the wrong type, lengths of single texts, options, and the
base and type of models. All bounds come from the template.
"""

from __future__ import annotations

import difflib
import math
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from invokeai_sdk._types import UNSET, JSONValue, Unset
from invokeai_sdk.fields import readers
from invokeai_sdk.fields.base import describe
from invokeai_sdk.fields.normalise import ITEM_READERS, WHOLE_READERS, stateful_name
from invokeai_sdk.schema.types import Cardinality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from invokeai_sdk.schema.types import InputTemplate

_NUMBERS: Final = {"IntegerField": readers.integer, "FloatField": readers.number}


@frozen
class Violation:
    """One rule that a value breaks.

    Attributes:
        code: the rule's name.
        message: what is wrong and what would be right, without the input's name.
        params: the facts of the message: the offending value, the bound.
        by_editor: whether the editor checks it too.
    """

    code: str
    message: str
    params: Mapping[str, JSONValue] = field(factory=dict)
    by_editor: bool = True


def violations(template: InputTemplate, value: JSONValue | Unset, *, connected: bool) -> tuple[Violation, ...]:
    """Return every rule that the value of an input breaks.

    Args:
        template: the input.
        value: its value as JSON has it; `UNSET` if it has none.
        connected: whether an edge feeds it; its own value is then never sent, so nothing can be wrong with it.
    """
    if connected:
        return ()
    if value is UNSET:
        missing = Violation("missing_input", "it is required, and has neither a value nor a connection")
        return (missing,) if template.required else ()
    return (*_editors_rules(template, value), *_servers_rules(template, value))


# --- The editor's rules ----------------------------------------------------------------------------------------------


def _editors_rules(template: InputTemplate, value: JSONValue) -> Iterator[Violation]:
    name = template.type.name
    if template.type.cardinality is not Cardinality.COLLECTION:
        number = _NUMBERS[name](value) if name in _NUMBERS else UNSET
        if number is not UNSET:
            yield from _number(template, number, value)
        return
    reader = _NUMBERS.get(name) or (ITEM_READERS[name] if name in ("StringField", "ImageField") else None)
    if reader is None or not isinstance(value, list) or readers.list_of(reader)(value) is UNSET:
        return
    yield from _length_of_list(template, value)
    for entry in value:
        if name in _NUMBERS:
            yield from _number(template, entry, value)
        elif name == "StringField":
            yield from _length_of_text(template, entry, value, by_editor=True)


def _length_of_list(template: InputTemplate, value: list[JSONValue], *, by_editor: bool = True) -> Iterator[Violation]:
    count, least, most = len(value), template.min_items, template.max_items
    if least and not count:
        yield Violation("collection_empty", f"it is empty; at least {least} needed", {"minimum": least}, by_editor)
        return
    if least is not None and count < least:
        params: dict[str, JSONValue] = {"count": count, "minimum": least}
        yield Violation("too_few_items", f"it has {count} entries; at least {least} are needed", params, by_editor)
    if most is not None and count > most:
        params = {"count": count, "maximum": most}
        yield Violation("too_many_items", f"it has {count} entries; at most {most} are allowed", params, by_editor)


def _number(t: InputTemplate, number: float, value: JSONValue, *, by_editor: bool = True) -> Iterator[Violation]:
    if t.maximum is not None and number > t.maximum:
        yield _out_of_bounds("above_maximum", number, "at most", t.maximum, value, by_editor)
    if t.minimum is not None and number < t.minimum:
        yield _out_of_bounds("below_minimum", number, "at least", t.minimum, value, by_editor)
    if t.exclusive_maximum is not None and number >= t.exclusive_maximum:
        yield _out_of_bounds("above_exclusive_maximum", number, "less than", t.exclusive_maximum, value, by_editor)
    if t.exclusive_minimum is not None and number <= t.exclusive_minimum:
        yield _out_of_bounds("below_exclusive_minimum", number, "more than", t.exclusive_minimum, value, by_editor)
    if t.multiple_of and _has_remainder(number, t.multiple_of):
        yield _out_of_bounds("not_a_multiple", number, "a multiple of", t.multiple_of, value, by_editor)


def _out_of_bounds(code: str, number: float, must: str, bound: float, value: JSONValue, by_editor: bool) -> Violation:
    shown = int(bound) if float(bound).is_integer() else bound
    return Violation(code, f"{number} is not {must} {shown}", {"value": value, "bound": bound}, by_editor)


def _has_remainder(number: float, of: float) -> bool:
    """Tell whether a division leaves a remainder, as JavaScript's `%` sees it, but exact for large integers."""
    if isinstance(number, int) and float(of).is_integer():
        return number % int(of) != 0
    return math.fmod(number, of) != 0


def _length_of_text(template: InputTemplate, text: str, value: JSONValue, *, by_editor: bool) -> Iterator[Violation]:
    length, least, most = len(text), template.min_length, template.max_length
    if most is not None and length > most:
        message = f"{describe(text)} has {length} characters; at most {most} are allowed"
        yield Violation("text_too_long", message, {"value": value, "maximum": most}, by_editor)
    if least is not None and length < least:
        message = f"{describe(text)} has {length} characters; at least {least} are needed"
        yield Violation("text_too_short", message, {"value": value, "minimum": least}, by_editor)


# --- Rules that the editor leaves to the server ----------------------------------------------------------------------


def _servers_rules(template: InputTemplate, value: JSONValue) -> Iterator[Violation]:
    if not _is_of_type(template, value):
        expected = f"a list of {template.type.name} values" if _takes_list_only(template) else template.type.name
        yield Violation("wrong_type", f"{describe(value)} is not {expected}", {"value": value}, by_editor=False)
        return
    entries = value if isinstance(value, list) else [value]
    name = template.type.name
    checked = template.type.cardinality is Cardinality.COLLECTION and name in (*_NUMBERS, "StringField", "ImageField")
    if isinstance(value, list) and not checked:
        yield from _length_of_list(template, value, by_editor=False)
    for entry in entries:
        if isinstance(value, list) and name in _NUMBERS and not checked and isinstance(entry, int | float):
            yield from _number(template, entry, value, by_editor=False)
        elif name == "StringField" and not checked and isinstance(entry, str):
            yield from _length_of_text(template, entry, value, by_editor=False)
        yield from _option(template, entry)
        yield from _model(template, entry)


def _takes_list_only(template: InputTemplate) -> bool:
    return template.type.cardinality is Cardinality.COLLECTION


def _is_of_type(template: InputTemplate, value: JSONValue) -> bool:
    name = stateful_name(template.type)
    whole = WHOLE_READERS.get(name)
    if whole is not None:
        return whole(value) is not UNSET
    single = ITEM_READERS.get(name)
    if single is None or _among(value, template.options or ()):
        return True
    fits_list = not isinstance(value, list) or template.type.cardinality is not Cardinality.SINGLE
    fits_single = isinstance(value, list) or not _takes_list_only(template)
    reader = readers.list_of(single) if isinstance(value, list) else single
    return fits_list and fits_single and reader(value) is not UNSET


def _option(template: InputTemplate, entry: JSONValue) -> Iterator[Violation]:
    options = template.options
    if options is None or not isinstance(entry, str | int | float) or _among(entry, options):
        return
    close = difflib.get_close_matches(str(entry), [str(option) for option in options], n=2, cutoff=0.6)
    hint = f"did you mean {' or '.join(map(repr, close))}? " if close else ""
    message = f"{entry!r} is not an option; {hint}the options are {', '.join(map(repr, options))}"
    yield Violation("not_an_option", message, {"value": entry, "options": [*options]}, by_editor=False)


def _among(value: JSONValue, options: Iterable[JSONValue]) -> bool:
    """Tell whether a value is one of the options; unlike in Python, `True` is not 1."""
    return any(value == option and isinstance(value, bool) == isinstance(option, bool) for option in options)


def _model(template: InputTemplate, entry: JSONValue) -> Iterator[Violation]:
    """Hold a model, or the model of a LoRA, to the bases and types that the input takes.

    Variant and format are not part of an identifier; `lint` checks those against the server's models.
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
