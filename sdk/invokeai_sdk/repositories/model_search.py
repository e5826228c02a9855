"""Search for a model by key, hash or name among known models."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.errors import AmbiguousModelError, ModelNotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from invokeai_sdk.repositories.model_handle import DnnModelHandle

OneOrMore: TypeAlias = "str | Collection[str]"
"""One accepted value, or a collection of accepted values."""


def find_model(
    models: Iterable[DnnModelHandle],
    text: str,
    *,
    base: OneOrMore | None = None,
    type: OneOrMore | None = None,  # noqa: A002 - the server's word
    variant: OneOrMore | None = None,
    format: OneOrMore | None = None,  # noqa: A002 - the server's word
) -> DnnModelHandle:
    """Return the model with a given key; without one, by hash, then by name, then by name regardless of case.

    Args:
        models: the models to search.
        text: the key, hash or name.
        base: accept only models of this architecture, or any of these.
        type: accept only models of this type, or any of these.
        variant: accept only models of this variant, or any of these.
        format: accept only models of this format, or any of these.

    Raises:
        ModelNotFoundError: no accepted model has this key, hash or name.
        AmbiguousModelError: several accepted models have this name.
    """
    everything = list(models)
    constraints = {"base": base, "type": type, "variant": variant, "format": format}
    accepted = [model for model in everything if fits(model, base=base, type=type, variant=variant, format=format)]
    if matches := _find_matches(accepted, text):
        if len({model.key for model in matches}) == 1:
            return matches[0]
        raise AmbiguousModelError(
            f"{len(matches)} models have the name {text!r}; use the key of one of them",
            candidates=[f"{model.key} ({model.base} {model.type} {model.format})" for model in matches],
        )
    wanted = " and ".join(f"{name} {_join(value)}" for name, value in constraints.items() if value is not None)
    suggestions = find_close_matches(text, [model.name for model in accepted])
    if rejected := _find_matches(everything, text):
        other = rejected[0]
        raise ModelNotFoundError(
            f"model {text!r} has base {other.base}, type {other.type} and format {other.format}, not {wanted}",
            suggestions=suggestions,
        )
    where = f" with {wanted}" if wanted else ""
    raise ModelNotFoundError(f"no model{where} has the key, hash or name {text!r}", suggestions=suggestions)


def fits(
    model: DnnModelHandle,
    *,
    base: OneOrMore | None = None,
    type: OneOrMore | None = None,  # noqa: A002 - the server's word
    variant: OneOrMore | None = None,
    format: OneOrMore | None = None,  # noqa: A002 - the server's word
) -> bool:
    """Return whether a model has the given base, type, variant and format; `None` accepts every value."""
    return (
        _accepts(base, model.base)
        and _accepts(type, model.type)
        and _accepts(variant, model.variant)
        and _accepts(format, model.format)
    )


def _accepts(wanted: OneOrMore | None, value: str | None) -> bool:
    if wanted is None:
        return True
    return value == wanted if isinstance(wanted, str) else value in wanted


def _find_matches(models: Sequence[DnnModelHandle], text: str) -> Sequence[DnnModelHandle]:
    folded = text.casefold()
    return (
        [model for model in models if model.key == text]
        or [model for model in models if model.hash == text][:1]
        or [model for model in models if model.name == text]
        or [model for model in models if model.name.casefold() == folded]
    )


def _join(wanted: OneOrMore) -> str:
    return wanted if isinstance(wanted, str) else " or ".join(wanted)
