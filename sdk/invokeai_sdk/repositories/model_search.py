"""Finding the one model that a text means, among those installed; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.errors import AmbiguousModelError, ModelNotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from invokeai_sdk.repositories.model_handle import DnnModelHandle


def find_model(
    models: Iterable[DnnModelHandle],
    text: str,
    *,
    base: str | Collection[str] | None = None,
    type: str | Collection[str] | None = None,  # noqa: A002 - the server's word
    variant: str | Collection[str] | None = None,
    format: str | Collection[str] | None = None,  # noqa: A002 - the server's word
) -> DnnModelHandle:
    """Return the one model that a text names: by its key, else its hash, else its name, else its name in any case.

    Args:
        models: those to choose from.
        text: a key, a hash or a name.
        base: only models of this architecture, or any of these.
        type: only models of this type, or any of these.
        variant: only models of this variant, or any of these.
        format: only models of this format, or any of these.

    Raises:
        ModelNotFoundError: none fits.
        AmbiguousModelError: several fit equally well.
    """
    everything = list(models)
    wanted = {"base": base, "type": type, "variant": variant, "format": format}
    fitting = [model for model in everything if fits(model, base=base, type=type, variant=variant, format=format)]
    if found := _named(fitting, text):
        if len({model.key for model in found}) == 1:
            return found[0]
        raise AmbiguousModelError(
            f"{len(found)} models are named {text!r}; name one by its key",
            candidates=[f"{model.key} ({model.base} {model.type} {model.format})" for model in found],
        )
    constraint = " and ".join(f"{what} {_listed(value)}" for what, value in wanted.items() if value is not None)
    if others := _named(everything, text):
        other = others[0]
        raise ModelNotFoundError(
            f"the model {text!r} is of base {other.base} and type {other.type}, format {other.format}; "
            f"wanted is {constraint}",
            suggestions=find_close_matches(text, [model.name for model in fitting]),
        )
    where = f" of {constraint}" if constraint else ""
    raise ModelNotFoundError(
        f"no model{where} is named {text!r}", suggestions=find_close_matches(text, [model.name for model in fitting])
    )


def fits(
    model: DnnModelHandle,
    *,
    base: str | Collection[str] | None = None,
    type: str | Collection[str] | None = None,  # noqa: A002 - the server's word
    variant: str | Collection[str] | None = None,
    format: str | Collection[str] | None = None,  # noqa: A002 - the server's word
) -> bool:
    """Tell whether a model is of the kind asked for; `None` asks for nothing."""
    return (
        _among(model.base, base)
        and _among(model.type, type)
        and _among(model.variant, variant)
        and _among(model.format, format)
    )


def _among(value: str | None, wanted: str | Collection[str] | None) -> bool:
    if wanted is None:
        return True
    return value == wanted if isinstance(wanted, str) else value in wanted


def _named(models: Sequence[DnnModelHandle], text: str) -> Sequence[DnnModelHandle]:
    folded = text.casefold()
    return (
        [model for model in models if model.key == text]
        or [model for model in models if model.hash == text][:1]
        or [model for model in models if model.name == text]
        or [model for model in models if model.name.casefold() == folded]
    )


def _listed(wanted: str | Collection[str]) -> str:
    return wanted if isinstance(wanted, str) else " or ".join(wanted)
