"""Fields whose value is a model, a LoRA with its weight, or a list of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias

from attrs import evolve, frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.fields import readers
from invokeai_sdk.fields.base import IvkCollectionField, IvkField
from invokeai_sdk.fields.normalise import read_lora, read_model
from invokeai_sdk.fields.pending import Pending, PendingModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk.schema.types import InputTemplate

_DEFAULT_WEIGHT: Final = 0.75  # as in the editor
_IDENTIFIER_KEYS: Final = ("key", "hash", "name", "base", "type")


@frozen
class ModelIdentifier:
    """The identifier of a model, in the form that graphs contain.

    Attributes:
        key: the key of the model on its server; every installation of a model gets a new key.
        hash: the hash of the model's files; equal for every installation of a model.
        name: the name of the model.
        base: the model's architecture, such as `sd-1`, `sdxl` or `flux`; newer servers may add others.
        type: the kind of model, such as `main`, `lora` or `vae`.
        submodel_type: the part of the model, such as `vae`, if the graph refers to a part; else `None` or `UNSET`.
    """

    key: str
    hash: str
    name: str
    base: str
    type: str
    submodel_type: str | Unset | None = UNSET

    def to_api(self) -> JSONObject:
        """Return the JSON form of the identifier."""
        raw: JSONObject = {name: getattr(self, name) for name in _IDENTIFIER_KEYS}
        return raw if self.submodel_type is UNSET else {**raw, "submodel_type": self.submodel_type}


ModelReference: TypeAlias = ModelIdentifier | PendingModel
"""The identifier of a model, or a model to be looked up by name, key or hash."""


@frozen
class LoRA:
    """A LoRA with its weight.

    Attributes:
        lora: the model of the LoRA.
        weight: the strength of the LoRA: 0 for no effect, 1 for full effect; other numbers are possible.
    """

    lora: ModelReference
    weight: float = _DEFAULT_WEIGHT


@frozen
class IvkModelIdentifierField(IvkField[ModelReference]):
    """A model.

    Accepts a `ModelIdentifier`, any object or dictionary with the same attributes, or a model's name, key or hash as
    text, which the client looks up when the workflow is submitted. A dictionary with `model_name` and `base_model`, as
    stored in workflows of InvokeAI 3, is looked up in the same way.
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
            return _restrict(PendingModel(name), template)
        if isinstance(value, PendingModel):
            return _restrict(value, template)
        if isinstance(value, dict):
            legacy = None if value.keys() & set(_IDENTIFIER_KEYS) else parse_legacy_model(value, template)
            return super()._take(value, template) if legacy is None else legacy
        # Any object with the attributes of an identifier, such as a record of the models repository.
        return super()._take({name: _unwrap_enum(getattr(value, name, None)) for name in _IDENTIFIER_KEYS}, template)

    @classmethod
    def _write(cls, value: ModelReference) -> JSONValue:
        return value.to_api() if isinstance(value, ModelIdentifier) else cls._refuse(value)

    @classmethod
    def _preview(cls, value: ModelReference) -> JSONValue:
        return value.to_api() if isinstance(value, ModelIdentifier) else value.name

    @classmethod
    def _pending(cls, value: ModelReference) -> Iterable[Pending]:
        return (value,) if isinstance(value, PendingModel) else ()

    @classmethod
    def _resolve(cls, value: ModelReference, replacements: Mapping[Pending, JSONValue]) -> ModelReference:
        return cls._read(replacements[value]) if isinstance(value, PendingModel) and value in replacements else value


def _unwrap_enum(value: object) -> object:
    """Return the value of an enum member, and any other object unchanged."""
    return getattr(value, "value", value)


def _restrict(model: PendingModel, template: InputTemplate | None) -> PendingModel:
    """Return a pending model with the bases and types that the input allows, unless the model has its own."""
    if template is None:
        return model
    return evolve(model, bases=model.bases or template.model_base or (), types=model.types or template.model_type or ())


def parse_legacy_model(raw: object, template: InputTemplate | None = None) -> PendingModel | None:
    """Parse the form in which workflows of InvokeAI 3 store a model: `{model_name, base_model, model_type?}`.

    Args:
        raw: the stored value.
        template: the input; restricts the types of models that the name can refer to, if the value does not.

    Returns:
        The model to look up, `None` if the value does not have this form.
    """
    if not isinstance(raw, dict):
        return None
    name, base, type_ = (readers.trimmed_string(raw.get(key)) for key in ("model_name", "base_model", "model_type"))
    if name is UNSET or base is UNSET:
        return None
    return _restrict(PendingModel(name, (base,), () if type_ is UNSET else (type_,)), template)


@frozen
class IvkModelIdentifierCollectionField(IvkCollectionField[ModelReference]):
    """A list of models."""

    expects: ClassVar[str] = "a list of models"
    item: ClassVar[type[IvkField[Any]]] = IvkModelIdentifierField


@frozen
class IvkLoRAField(IvkField[LoRA]):
    """A LoRA with its weight.

    Accepts a `LoRA`, a dictionary `{"lora": …, "weight": …}`, a pair `(model, weight)`, or a model. The default
    weight is 0.75, as in the editor.
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
            case LoRA(lora=lora, weight=raw_weight) | {"lora": lora, "weight": raw_weight} | (lora, raw_weight):
                model, weight = lora, readers.number(raw_weight)
        if weight is UNSET:
            cls._refuse(value)
        reference = IvkModelIdentifierField.coerce(model).value
        if reference is UNSET:
            cls._refuse(value)
        if isinstance(reference, PendingModel) and not reference.types:
            bases = reference.bases or (template.model_base if template else None) or ()
            reference = evolve(reference, bases=bases, types=("lora",))
        return LoRA(reference, weight)

    @classmethod
    def _write(cls, value: LoRA) -> JSONValue:
        return {"lora": IvkModelIdentifierField(value.lora).to_api(), "weight": value.weight}

    @classmethod
    def _preview(cls, value: LoRA) -> JSONValue:
        return {"lora": IvkModelIdentifierField(value.lora).preview(), "weight": value.weight}

    @classmethod
    def _pending(cls, value: LoRA) -> Iterable[Pending]:
        return IvkModelIdentifierField(value.lora).pending

    @classmethod
    def _resolve(cls, value: LoRA, replacements: Mapping[Pending, JSONValue]) -> LoRA:
        model = IvkModelIdentifierField(value.lora).resolve(replacements).value
        return value if model is UNSET else evolve(value, lora=model)


@frozen
class IvkLoRACollectionField(IvkCollectionField[LoRA]):
    """A list of LoRAs with their weights."""

    expects: ClassVar[str] = "a list of LoRAs"
    item: ClassVar[type[IvkField[Any]]] = IvkLoRAField
