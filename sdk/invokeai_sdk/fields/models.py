"""Fields that hold models: a model, a list of models, a list of LoRAs with weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

from attrs import evolve, frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.fields import readers
from invokeai_sdk.fields.base import IvkCollectionField, IvkField
from invokeai_sdk.fields.normalise import read_lora, read_model
from invokeai_sdk.fields.pending import Pending, PendingModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk.schema.types import InputTemplate

_DEFAULT_WEIGHT: Final = 0.75  # the editor's
_IDENTITY: Final = ("key", "hash", "name", "base", "type")


@frozen
class ModelIdentifier:
    """Which model, as graphs name it.

    Attributes:
        key: the model's key; another one after every installation.
        hash: the hash of its files; survives an installation.
        name: its name.
        base: what it builds on: `sd-1`, `sdxl`, `flux`, … (any word: newer servers know more).
        type: what it is: `main`, `lora`, `vae`, …
        submodel_type: which part of it, in the few places that need one.
    """

    key: str
    hash: str
    name: str
    base: str
    type: str
    submodel_type: str | Unset | None = UNSET

    def to_api(self) -> JSONObject:
        """Return the JSON form."""
        raw: JSONObject = {name: getattr(self, name) for name in _IDENTITY}
        return raw if self.submodel_type is UNSET else {**raw, "submodel_type": self.submodel_type}


ModelReference: TypeAlias = ModelIdentifier | PendingModel
"""A model, or one to be looked up."""


@frozen
class LoRA:
    """A LoRA and how strongly it is applied.

    Attributes:
        lora: the LoRA's model.
        weight: 0 leaves the picture alone, 1 is the full effect; negative values and more than 1 are possible.
    """

    lora: ModelReference
    weight: float = _DEFAULT_WEIGHT


@frozen
class IvkModelIdentifierField(IvkField[ModelReference]):
    """A model.

    Takes a `ModelIdentifier`, any object or dictionary with its attributes, or the model's name, key or hash as
    text, which is looked up among the server's models when the workflow is submitted. The `model_name` and
    `base_model` of workflows from before InvokeAI 4 are looked up in the same way.
    """

    expects: ClassVar[str] = "a model (its identifier, or its name, key or hash)"

    @classmethod
    def _read(cls, raw: object) -> ModelReference:
        model = read_model(raw)
        if not isinstance(model, dict):
            cls._refuse(raw)
        return ModelIdentifier(**model)

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> ModelReference:
        if isinstance(value, ModelIdentifier):
            return value
        if isinstance(value, str) and (name := readers.trim(value)):
            return _narrowed(PendingModel(name), template)
        if isinstance(value, PendingModel):
            return _narrowed(value, template)
        if isinstance(value, dict):
            return legacy_model(value) or super()._take(value, template)
        # Anything that carries a model's identity, such as a record of the models repository.
        return super()._take({name: _word(getattr(value, name, None)) for name in _IDENTITY}, template)

    @classmethod
    def _write(cls, value: ModelReference) -> JSONValue:
        return value.to_api() if isinstance(value, ModelIdentifier) else cls._refuse(value)

    @classmethod
    def _pending(cls, value: ModelReference) -> Iterable[Pending]:
        return (value,) if isinstance(value, PendingModel) else ()

    @classmethod
    def _resolve(cls, value: ModelReference, answers: Mapping[Pending, JSONValue]) -> ModelReference:
        return cls._read(answers[value]) if isinstance(value, PendingModel) and value in answers else value


def _word(value: object) -> object:
    """Take the text out of a string enum."""
    return getattr(value, "value", value)


def _narrowed(model: PendingModel, template: InputTemplate | None) -> PendingModel:
    """Add what the input asks of its model, where the name does not say it."""
    if template is None:
        return model
    return evolve(model, bases=model.bases or template.model_base or (), types=model.types or template.model_type or ())


def legacy_model(raw: object) -> PendingModel | None:
    """Recognise a model as workflows of InvokeAI 3 store it: `{model_name, base_model, model_type?}`.

    Returns:
        The model to look up, `None` if the value is something else.
    """
    if not isinstance(raw, dict):
        return None
    name, base, type_ = (readers.trimmed_string(raw.get(key)) for key in ("model_name", "base_model", "model_type"))
    if name is UNSET or base is UNSET:
        return None
    return PendingModel(name, (base,), () if type_ is UNSET else (type_,))


@frozen
class IvkModelIdentifierCollectionField(IvkCollectionField[ModelReference]):
    """A list of models."""

    expects: ClassVar[str] = "a list of models"
    item: ClassVar = IvkModelIdentifierField


@frozen
class IvkLoRAField(IvkField[LoRA]):
    """A LoRA with its weight.

    Takes a `LoRA`, a dictionary `{"lora": …, "weight": …}`, a pair `(model, weight)`, or a model alone, which then
    weighs 0.75 as in the editor.
    """

    expects: ClassVar[str] = "a LoRA: a model, or a model and its weight"

    @classmethod
    def _read(cls, raw: object) -> LoRA:
        lora = read_lora(raw)
        if not isinstance(lora, dict):
            cls._refuse(raw)
        return LoRA(ModelIdentifier(**lora["lora"]), lora["weight"])

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> LoRA:
        model, weight = value, readers.number(_DEFAULT_WEIGHT)
        match value:
            case LoRA(lora=lora, weight=given) | {"lora": lora, "weight": given} | (lora, given):
                model, weight = lora, readers.number(given)
        if weight is UNSET:
            cls._refuse(value)
        taken = IvkModelIdentifierField.coerce(model).value
        if taken is UNSET:
            cls._refuse(value)
        if isinstance(taken, PendingModel) and not taken.types:
            taken = evolve(
                taken, bases=taken.bases or (template.model_base if template else None) or (), types=("lora",)
            )
        return LoRA(taken, weight)

    @classmethod
    def _write(cls, value: LoRA) -> JSONValue:
        return {"lora": IvkModelIdentifierField(value.lora).to_api(), "weight": value.weight}

    @classmethod
    def _pending(cls, value: LoRA) -> Iterable[Pending]:
        return IvkModelIdentifierField(value.lora).pending

    @classmethod
    def _resolve(cls, value: LoRA, answers: Mapping[Pending, JSONValue]) -> LoRA:
        model = IvkModelIdentifierField(value.lora).resolved(answers).value
        return value if model is UNSET else evolve(value, lora=model)


@frozen
class IvkLoRACollectionField(IvkCollectionField[LoRA]):
    """A list of LoRAs with their weights."""

    expects: ClassVar[str] = "a list of LoRAs"
    item: ClassVar = IvkLoRAField
