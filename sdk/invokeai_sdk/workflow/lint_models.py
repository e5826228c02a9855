"""Lint rules for models: models that a server does not have, with replacements, and models that an input refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from attrs import frozen

from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.fields.pending import PendingModel
from invokeai_sdk.workflow.findings import Finding
from invokeai_sdk.workflow.legacy_models import find_legacy_model
from invokeai_sdk.workflow.nodes import CORE_METADATA, describe_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.nodes import WorkflowNode
    from invokeai_sdk.workflow.workflow import Workflow

_ATTRIBUTES: Final = ("key", "hash", "name", "base", "type", "variant", "format")


@frozen
class KnownModel:
    """The identifying attributes of a model; empty if unknown."""

    key: str = ""
    hash: str = ""
    name: str = ""
    base: str = ""
    type: str = ""
    variant: str = ""
    format: str = ""

    def __str__(self) -> str:
        return f"{self.name!r} ({self.base} {self.type}, key {self.key})"


def find_missing_models(workflow: Workflow, models: Iterable[object]) -> Iterator[Finding]:
    """Report models that a server does not have, and models that an input cannot use.

    Args:
        workflow: the workflow.
        models: the server's models, as for `Workflow.lint`.
    """
    known = [read_model(model) for model in models]
    by_key = {model.key: model for model in known}
    for node in workflow.nodes.values():
        for name in _list_sent_inputs(node):
            if workflow.is_connected(node.id, name):
                continue
            for pending in workflow.value(node.id, name).pending:
                if isinstance(pending, PendingModel):
                    yield from _look_up_model(node, name, pending, known)
            for wanted in _find_models(workflow.raw_value(node.id, name)):
                present = by_key.get(wanted.key)
                if present is None:
                    yield _report_missing_model(node, name, wanted, known)
                else:
                    yield from _find_unsuitable_attributes(node, name, present, node.input_template(name))


def _list_sent_inputs(node: WorkflowNode) -> Iterable[str]:
    """List the inputs whose values are sent, without recorded metadata, whose models may be gone."""
    if node.kind != "invocation" or node.type == CORE_METADATA:
        return ()
    return node.inputs if node.template is None else dict.fromkeys((*node.template.inputs, *node.dynamic))


def _look_up_model(
    node: WorkflowNode, field_name: str, wanted: PendingModel, known: list[KnownModel]
) -> Iterator[Finding]:
    """Report a model that is to be looked up by name, key or hash when the workflow is submitted, and is not found."""
    accepted = [
        model
        for model in known
        if (not wanted.bases or model.base in wanted.bases) and (not wanted.types or model.type in wanted.types)
    ]
    matches = (
        [model for model in accepted if wanted.name in (model.key, model.hash)]
        or [model for model in accepted if model.name == wanted.name]
        or [model for model in accepted if model.name.casefold() == wanted.name.casefold()]
    )
    if not matches:
        base, type_ = "".join(wanted.bases[:1]), "".join(wanted.types[:1])
        yield _report_missing_model(node, field_name, KnownModel(name=wanted.name, base=base, type=type_), known)
    elif len({model.key for model in matches}) > 1 and wanted.name != matches[0].hash:
        yield Finding(
            code="ambiguous_model",
            severity="error",
            message=f"{field_name} of {describe_node(node)}: {len(matches)} models of the server have the name "
            f"{wanted.name!r}",
            node_id=node.id,
            field_name=field_name,
            fix=f"use one of the keys {', '.join(model.key for model in matches)}",
            params={"name": wanted.name, "keys": [model.key for model in matches]},
        )
    elif find_legacy_model(node, field_name) == wanted:
        yield Finding(
            code="missing_model",
            severity="info",
            message=f"{field_name} of {describe_node(node)}: {wanted.describe()} is stored without a key; the server's "
            f"model {matches[0]} is used",
            node_id=node.id,
            field_name=field_name,
            params={"name": wanted.name, "suggestion": matches[0].key},
        )


def read_model(model: object) -> KnownModel:
    """Read the identifying attributes of a model, which is an object with attributes or a mapping."""

    def get_text(name: str) -> str:
        value = model.get(name) if isinstance(model, Mapping) else getattr(model, name, None)
        return str(getattr(value, "value", value)) if value is not None else ""

    return KnownModel(**{name: get_text(name) for name in _ATTRIBUTES})


def _find_models(value: object) -> Iterator[KnownModel]:
    """Yield the models in a JSON value: a model, a LoRA with its weight, or a list of these."""
    if isinstance(value, list):
        for entry in value:
            yield from _find_models(entry)
    elif isinstance(value, dict):
        if all(isinstance(value.get(name), str) for name in ("key", "name", "base", "type")):
            yield read_model(value)
        elif "lora" in value:
            yield from _find_models(value["lora"])


def _report_missing_model(node: WorkflowNode, field_name: str, wanted: KnownModel, known: list[KnownModel]) -> Finding:
    replacement, reason = _find_replacement(wanted, known)
    fix = f"use {replacement}: {reason}" if replacement else f"install the model {wanted.name!r}, or use another model"
    return Finding(
        code="missing_model",
        severity="error",
        message=f"{field_name} of {describe_node(node)}: the server does not have the model {wanted}",
        node_id=node.id,
        field_name=field_name,
        fix=fix,
        params={
            "key": wanted.key,
            "name": wanted.name,
            "base": wanted.base,
            "type": wanted.type,
            "suggestion": None if replacement is None else replacement.key,
        },
    )


def _find_replacement(wanted: KnownModel, known: list[KnownModel]) -> tuple[KnownModel | None, str]:
    """Find a model with the same files, else the same name, else a similar name, and return it with the reason."""
    for model in known:
        if wanted.hash and model.hash == wanted.hash and model.type in (wanted.type, ""):
            return model, "it has the same hash"
    compatible = [
        m for m in known if (not wanted.base or m.base == wanted.base) and (not wanted.type or m.type == wanted.type)
    ]
    for model in compatible:
        if model.name == wanted.name:
            return model, "it has the same name, base and type"
    for name in find_close_matches(wanted.name, [model.name for model in compatible])[:1]:
        model = next(model for model in compatible if model.name == name)
        return model, "it has a similar name, and the same base and type"
    return None, ""


def _find_unsuitable_attributes(
    node: WorkflowNode, field_name: str, model: KnownModel, template: InputTemplate | None
) -> Iterator[Finding]:
    """Report a variant or format that the input does not accept: the server accepts the model, and may fail to run it.

    Base and type are checked with the values.
    """
    if template is None:
        return
    for attribute, allowed in (("variant", template.model_variant), ("format", template.model_format)):
        value: str = getattr(model, attribute)
        if allowed and value and value not in allowed:
            yield Finding(
                code=f"model_{attribute}",
                message=f"{field_name} of {describe_node(node)}: the model {model} has the {attribute} {value!r}",
                node_id=node.id,
                field_name=field_name,
                fix=f"choose a model with the {attribute} {' or '.join(map(repr, allowed))}",
                params={"value": value, "options": [*allowed]},
            )
