"""Putting a server's own models in the place of those that a workflow names and the server does not have.

A model's key is another one on every server, so a workflow from elsewhere names keys that mean nothing here. What is
found of each model, and why, is reported; nothing changes before the report is applied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import frozen

from invokeai_sdk._types import UNSET
from invokeai_sdk.fields.models import parse_legacy_model
from invokeai_sdk.repositories.model_search import fits
from invokeai_sdk.repositories.naming import close_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.repositories.model_handle import DnnModelHandle
    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.workflow import Workflow

Strategy: TypeAlias = Literal["exact", "similar", "compatible"]
"""How far to go for a replacement.

`exact` takes the same files (by hash), or the same name, base and type. `similar` also takes a model of the same base
and type whose name is close. `compatible` also takes any model of the same base and type.
"""


@frozen
class ModelBinding:
    """A model that the server does not have under its key, and what was found for it.

    Attributes:
        node_id: the node.
        field_name: its field.
        was: the model as the workflow names it: `name`, `base`, `type`, and, unless it is very old, `key` and `hash`.
        now: the server's model to use instead, or `None` if nothing fits.
        how: why this one, or why none.
    """

    node_id: str
    field_name: str
    was: JSONObject
    now: DnnModelHandle | None
    how: str

    def __str__(self) -> str:
        name = self.was.get("name")
        found = f"{self.now.name!r} ({self.how})" if self.now is not None else f"nothing: {self.how}"
        return f"{self.node_id}.{self.field_name}: {name!r} -> {found}"


@frozen
class ModelBindings:
    """What binding a workflow's models comes to.

    Attributes:
        replaced: the models that have a replacement.
        missing: those that have none.
    """

    replaced: tuple[ModelBinding, ...]
    missing: tuple[ModelBinding, ...]

    @property
    def ok(self) -> bool:
        """Whether every model of the workflow is, or can be replaced by, one of the server's."""
        return not self.missing

    def __str__(self) -> str:
        return "\n".join(str(binding) for binding in (*self.replaced, *self.missing)) or "every model is there"


def plan_bindings(workflow: Workflow, models: Iterable[DnnModelHandle], strategy: Strategy = "exact") -> ModelBindings:
    """Find the server's models for those that a workflow names and the server does not have; nothing is changed.

    Connected inputs take no part. A replacement always suits its input: base, type, variant and format.

    Args:
        workflow: the workflow.
        models: the server's models.
        strategy: how far to go.
    """
    known = sorted(models, key=lambda model: model.name)
    keys = {model.key for model in known}
    found: list[ModelBinding] = []
    for node in workflow.nodes.values():
        for field_name in node.inputs:
            if workflow.is_connected(node.id, field_name):
                continue
            template = workflow.input_template(node.id, field_name)
            for was in _models_of(workflow, node.id, field_name):
                if was.get("key") not in keys:
                    now, how = _replacement(was, [m for m in known if _suits(m, template)], strategy)
                    found.append(ModelBinding(node.id, field_name, was, now, how))
    return ModelBindings(
        replaced=tuple(binding for binding in found if binding.now is not None),
        missing=tuple(binding for binding in found if binding.now is None),
    )


def apply_bindings(workflow: Workflow, bindings: ModelBindings) -> None:
    """Put the replacements of a report into a workflow's inputs."""
    by_field: dict[tuple[str, str], list[ModelBinding]] = {}
    for binding in bindings.replaced:
        by_field.setdefault((binding.node_id, binding.field_name), []).append(binding)
    for (node_id, field_name), changes in by_field.items():
        field = workflow.value(node_id, field_name)
        raw = workflow.raw_value(node_id, field_name)

        def changed(model: JSONObject, changes: Sequence[ModelBinding] = changes) -> JSONObject:
            for change in changes:
                if change.now is not None and change.was.get("key") == model.get("key"):
                    part = {"submodel_type": model["submodel_type"]} if "submodel_type" in model else {}
                    return {**change.now.identifier, **part}
            return model

        new: JSONValue = _mapped(raw, changed) if raw is not UNSET else changed(changes[0].was)
        workflow.set_value(node_id, field_name, type(field).from_api(new))


def _models_of(workflow: Workflow, node_id: str, field_name: str) -> Iterator[JSONObject]:
    raw = workflow.raw_value(node_id, field_name)
    if raw is not UNSET:
        yield from _mentioned(raw)
    elif (old := parse_legacy_model(workflow.nodes[node_id].inputs[field_name].unusable)) is not None:
        yield {"name": old.name, "base": "".join(old.bases[:1]), "type": "".join(old.types[:1])}


def _mentioned(value: JSONValue) -> Iterator[JSONObject]:
    models: list[JSONObject] = []

    def note(model: JSONObject) -> JSONObject:
        models.append(model)
        return model

    _mapped(value, note)
    yield from models


def _mapped(value: JSONValue, change: Callable[[JSONObject], JSONObject]) -> JSONValue:
    """Return a value with each model in it changed: the value itself, a LoRA's, or those in a list."""
    if isinstance(value, list):
        return [_mapped(each, change) for each in value]
    if not isinstance(value, dict):
        return value
    if all(isinstance(value.get(name), str) for name in ("key", "name", "base", "type")):
        return change(value)
    return {**value, "lora": _mapped(value["lora"], change)} if "lora" in value else value


def _suits(model: DnnModelHandle, template: InputTemplate | None) -> bool:
    return template is None or fits(
        model,
        base=template.model_base,
        type=template.model_type,
        variant=template.model_variant,
        format=template.model_format,
    )


def _replacement(
    was: JSONObject, known: Sequence[DnnModelHandle], strategy: Strategy
) -> tuple[DnnModelHandle | None, str]:
    alike = [m for m in known if was["base"] in ("", m.base) and was["type"] in ("", m.type)]
    for model in alike:
        if was.get("hash") and model.hash == was["hash"]:
            return model, "the same files"
    for model in alike:
        if model.name == was["name"]:
            return model, "the same name, base and type"
    if strategy != "exact":
        for name in close_names(str(was["name"]), [model.name for model in alike])[:1]:
            return next(model for model in alike if model.name == name), "a similar name, the same base and type"
    if strategy == "compatible" and alike:
        return alike[0], "the same base and type" + (f", one of {len(alike)}" if len(alike) > 1 else "")
    kind = " ".join(str(was[part]) for part in ("base", "type") if was[part])
    return None, f"the server has no {kind} model that is {strategy}"
