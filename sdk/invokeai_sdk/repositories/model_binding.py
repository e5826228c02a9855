"""Model binding: replaces models of a workflow that are missing on the server by installed ones.

Every server has its own model keys, so a workflow from another server names unknown keys. `plan_bindings` reports a
replacement and its reason for each such model and changes nothing; `apply_bindings` changes the workflow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk._text import escape_control_characters
from invokeai_sdk._types import UNSET
from invokeai_sdk.fields.models import parse_legacy_model
from invokeai_sdk.repositories.model_search import fits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.repositories.model_handle import DnnModelHandle
    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.workflow import Workflow

BindingStrategy: TypeAlias = Literal["exact", "similar", "compatible"]
"""The rule for accepting a replacement.

`exact` accepts a model with the same hash, or with the same name, base and type. `similar` also accepts a model of the
same base and type with a similar name. `compatible` also accepts any model of the same base and type.
"""


@frozen
class ModelBinding:
    """A model that the server does not have under its key, and the replacement for the model.

    Attributes:
        node_id: the node.
        field_name: the input field of the node.
        original: the model in the workflow: `name`, `base`, `type`, and, unless the workflow is very old, `key` and
            `hash`.
        replacement: the server's model to use instead, or `None` if no model fits.
        reason: why the replacement was chosen, or why none was found.
    """

    node_id: str
    field_name: str
    original: JSONObject
    replacement: DnnModelHandle | None
    reason: str

    def __str__(self) -> str:
        target = "nothing" if self.replacement is None else repr(self.replacement.name)
        text = f"{self.node_id}.{self.field_name}: {self.original.get('name')!r} -> {target} ({self.reason})"
        return escape_control_characters(text)


@frozen
class ModelBindings:
    """The result of binding a workflow's models.

    Attributes:
        replaced: the models with a replacement.
        missing: the models without a replacement.
    """

    replaced: tuple[ModelBinding, ...]
    missing: tuple[ModelBinding, ...]

    @property
    def ok(self) -> bool:
        """Whether the server has every model of the workflow, or a replacement for the model."""
        return not self.missing

    def __str__(self) -> str:
        return "\n".join(str(binding) for binding in (*self.replaced, *self.missing)) or "no model needs a replacement"


def plan_bindings(
    workflow: Workflow, models: Iterable[DnnModelHandle], strategy: BindingStrategy = "exact"
) -> ModelBindings:
    """Find replacements for the models in a workflow that the server does not have; nothing is changed.

    Connected inputs are skipped. A replacement always has a base, type, variant and format that the input accepts.

    Args:
        workflow: the workflow.
        models: the server's models.
        strategy: the rule for accepting a replacement.
    """
    known = sorted(models, key=lambda model: model.name)
    keys = {model.key for model in known}
    bindings: list[ModelBinding] = []
    for node in workflow.nodes.values():
        for field_name in node.inputs:
            if workflow.is_connected(node.id, field_name):
                continue
            template = workflow.input_template(node.id, field_name)
            for original in _iterate_models(workflow, node.id, field_name):
                if original.get("key") not in keys:
                    accepted = [model for model in known if _input_accepts(template, model)]
                    replacement, reason = _find_replacement(original, accepted, strategy)
                    bindings.append(ModelBinding(node.id, field_name, original, replacement, reason))
    return ModelBindings(
        replaced=tuple(binding for binding in bindings if binding.replacement is not None),
        missing=tuple(binding for binding in bindings if binding.replacement is None),
    )


def apply_bindings(workflow: Workflow, bindings: ModelBindings) -> None:
    """Set the inputs of a workflow to the replacements in a report."""
    by_field: dict[tuple[str, str], list[ModelBinding]] = {}
    for binding in bindings.replaced:
        by_field.setdefault((binding.node_id, binding.field_name), []).append(binding)
    for (node_id, field_name), changes in by_field.items():
        field = workflow.value(node_id, field_name)
        raw = workflow.raw_value(node_id, field_name)

        def replace(model: JSONObject, changes: Sequence[ModelBinding] = changes) -> JSONObject:
            for change in changes:
                if change.replacement is not None and change.original.get("key") == model.get("key"):
                    submodel = {"submodel_type": model["submodel_type"]} if "submodel_type" in model else {}
                    return {**change.replacement.identifier, **submodel}
            return model

        new: JSONValue = _map_models(raw, replace) if raw is not UNSET else replace(changes[0].original)
        workflow.set_value(node_id, field_name, type(field).from_api(new))


def _iterate_models(workflow: Workflow, node_id: str, field_name: str) -> Iterator[JSONObject]:
    """Yield the models in the value of an input, also in a value of InvokeAI 3 that is not a model key yet."""
    raw = workflow.raw_value(node_id, field_name)
    if raw is not UNSET:
        models: list[JSONObject] = []

        def collect(model: JSONObject) -> JSONObject:
            models.append(model)
            return model

        _map_models(raw, collect)
        yield from models
    elif (old := parse_legacy_model(workflow.nodes[node_id].inputs[field_name].unusable)) is not None:
        yield {"name": old.name, "base": "".join(old.bases[:1]), "type": "".join(old.types[:1])}


def _map_models(value: JSONValue, change: Callable[[JSONObject], JSONObject]) -> JSONValue:
    """Return a value with `change` applied to each model: the value itself, the model of a LoRA, or items of a list."""
    if isinstance(value, list):
        return [_map_models(item, change) for item in value]
    if not isinstance(value, dict):
        return value
    if all(isinstance(value.get(name), str) for name in ("key", "name", "base", "type")):
        return change(value)
    return {**value, "lora": _map_models(value["lora"], change)} if "lora" in value else value


def _input_accepts(template: InputTemplate | None, model: DnnModelHandle) -> bool:
    return template is None or fits(
        model,
        base=template.model_base,
        type=template.model_type,
        variant=template.model_variant,
        format=template.model_format,
    )


def _find_replacement(
    original: JSONObject, models: Sequence[DnnModelHandle], strategy: BindingStrategy
) -> tuple[DnnModelHandle | None, str]:
    """Return the best replacement with the reason for it, or `None` with the reason why no model fits."""
    same_kind = [m for m in models if original["base"] in ("", m.base) and original["type"] in ("", m.type)]
    for model in same_kind:
        if original.get("hash") and model.hash == original["hash"]:
            return model, "the same files"
    for model in same_kind:
        if model.name == original["name"]:
            return model, "the same name, base and type"
    if strategy != "exact":
        for name in find_close_matches(str(original["name"]), [model.name for model in same_kind])[:1]:
            return next(m for m in same_kind if m.name == name), "a similar name, the same base and type"
    if strategy == "compatible" and same_kind:
        others = f", one of {len(same_kind)}" if len(same_kind) > 1 else ""
        return same_kind[0], f"the same base and type{others}"
    kind = " ".join(str(original[part]) for part in ("base", "type") if original[part])
    return None, f"the server has no {kind} model that the strategy {strategy!r} accepts"
