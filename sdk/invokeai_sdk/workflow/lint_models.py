"""Which models of a workflow a server does not have, and what could stand in for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from attrs import frozen

from invokeai_sdk._types import UNSET
from invokeai_sdk.fields.models import parse_legacy_model
from invokeai_sdk.workflow.findings import Finding
from invokeai_sdk.workflow.names import close, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.nodes import WorkflowNode
    from invokeai_sdk.workflow.workflow import Workflow

_FACTS: Final = ("key", "hash", "name", "base", "type", "variant", "format")


@frozen
class _Facts:
    """What is known of a model; empty where it is not."""

    key: str = ""
    hash: str = ""
    name: str = ""
    base: str = ""
    type: str = ""
    variant: str = ""
    format: str = ""

    def __str__(self) -> str:
        return f"{self.name!r} ({self.base} {self.type}, key {self.key})"


def missing_models(workflow: Workflow, models: Iterable[object]) -> Iterator[Finding]:
    """Report models that are not among a server's, and those that an input cannot use.

    Args:
        workflow: the workflow.
        models: the server's models.
    """
    known = [_facts(model) for model in models]
    by_key = {model.key: model for model in known}
    for node in workflow.nodes.values():
        for name, stored in node.inputs.items():
            if workflow.connected(node.id, name):
                continue
            for wanted in _models_in(workflow.raw_value(node.id, name)):
                present = by_key.get(wanted.key)
                if present is None:
                    yield _missing(node, name, wanted, known)
                else:
                    yield from _unfit(node, name, present, node.input_template(name))
            legacy = parse_legacy_model(stored.unusable) if workflow.raw_value(node.id, name) is UNSET else None
            if legacy is not None:
                wanted = _Facts(name=legacy.name, base="".join(legacy.bases[:1]), type="".join(legacy.types[:1]))
                yield _missing(node, name, wanted, known)


def _facts(model: object) -> _Facts:
    def fact(name: str) -> str:
        value = model.get(name) if isinstance(model, Mapping) else getattr(model, name, None)
        return str(getattr(value, "value", value)) if value is not None else ""

    return _Facts(**{name: fact(name) for name in _FACTS})


def _models_in(value: object) -> Iterator[_Facts]:
    """Find the models in a value: it is one, or a LoRA, or a list of those."""
    if isinstance(value, list):
        for entry in value:
            yield from _models_in(entry)
    elif isinstance(value, dict):
        if all(isinstance(value.get(name), str) for name in ("key", "name", "base", "type")):
            yield _facts(value)
        elif "lora" in value:
            yield from _models_in(value["lora"])


def _missing(node: WorkflowNode, field_name: str, wanted: _Facts, known: list[_Facts]) -> Finding:
    stand_in, why = _stand_in(wanted, known)
    fix = f"use {stand_in}: {why}" if stand_in else f"install the model {wanted.name!r}, or choose another one"
    return Finding(
        code="missing_model",
        severity="error",
        message=f"{field_name} of {quoted(node)}: the server does not have the model {wanted}",
        node_id=node.id,
        field_name=field_name,
        fix=fix,
        params={
            "key": wanted.key,
            "name": wanted.name,
            "base": wanted.base,
            "type": wanted.type,
            "suggestion": None if stand_in is None else stand_in.key,
        },
    )


def _stand_in(wanted: _Facts, known: list[_Facts]) -> tuple[_Facts | None, str]:
    """Choose what could replace a model: the same files, else the same name, else a name like it."""
    for model in known:
        if wanted.hash and model.hash == wanted.hash and model.type in (wanted.type, ""):
            return model, "it has the same hash"
    alike = [
        m for m in known if (not wanted.base or m.base == wanted.base) and (not wanted.type or m.type == wanted.type)
    ]
    for model in alike:
        if model.name == wanted.name:
            return model, "it has the same name, base and type"
    for name in close(wanted.name, [model.name for model in alike], most=1):
        return next(model for model in alike if model.name == name), "it has a similar name, and the same base and type"
    return None, ""


def _unfit(node: WorkflowNode, field_name: str, model: _Facts, template: InputTemplate | None) -> Iterator[Finding]:
    """Report a variant or format that the input cannot use; base and type are checked with the values."""
    if template is None:
        return
    for fact, allowed in (("variant", template.model_variant), ("format", template.model_format)):
        has: str = getattr(model, fact)
        if allowed and has and has not in allowed:
            yield Finding(
                code=f"model_{fact}",
                severity="error",
                message=f"{field_name} of {quoted(node)}: the model {model} has {fact} {has!r}",
                node_id=node.id,
                field_name=field_name,
                fix=f"choose a model with {fact} {' or '.join(map(repr, allowed))}",
                params={"value": has, "options": [*allowed]},
            )
