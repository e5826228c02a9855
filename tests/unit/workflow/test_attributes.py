"""Attributes of workflows cannot be misspelt or replaced; copies are independent."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from invokeai_sdk._types import UNSET
from invokeai_sdk.core import Core
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.repositories.workflow_handle import WorkflowHandle
from invokeai_sdk.sync.client import SyncInvokeAIClient
from invokeai_sdk.sync.repositories.workflow_handle import SyncWorkflowHandle
from invokeai_sdk.workflow.workflow import Workflow

Duplicate = Callable[[Workflow], Workflow]

MODEL = {"key": "k", "hash": "h", "name": "L", "base": "sd-1", "type": "lora"}
LORAS = [{"lora": MODEL, "weight": 0.5}]


@pytest.fixture(params=["offline", "handle"])
def workflow(request: pytest.FixtureRequest, make_workflow: Callable[..., Workflow]) -> Workflow:
    made = make_workflow(
        {
            "n": ("noise", {"seed": 1, "width": 512}),
            "p": ("string", {"value": "a fox"}),
            "loras": ("lora_collection_loader", {"loras": LORAS}),
        },
        form=["n.seed", "p.value"],
        labels={"n.seed": "Seed", "p.value": "Positive Prompt"},
    )
    if request.param == "offline":
        return made
    return WorkflowHandle(made.definition, core=Core(ClientOptions(url="http://127.0.0.1:9")))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ipnuts", "has no attribute 'ipnuts'; did you mean 'inputs'"),
        ("context_", "did you mean 'context'"),
        ("xyzzy", "has no attribute 'xyzzy'"),
        ("inputs", "'inputs' is read-only; set an input with workflow.inputs[key] = value, or several with"),
        ("definition", "'definition' is read-only"),
        ("catalogue", "'catalogue' is read-only"),
        ("context", "'context' is read-only"),
        ("name", "'name' is read-only"),
        ("patch", "'patch' is read-only"),
    ],
)
def test_an_attribute_of_a_workflow_cannot_be_set(workflow: Workflow, name: str, says: str) -> None:
    before = getattr(workflow, name, None)
    with pytest.raises(AttributeError) as caught:
        setattr(workflow, name, 1)
    assert says in str(caught.value)
    assert type(workflow).__name__ in str(caught.value)
    assert name == "inputs" or getattr(workflow, name, None) == before


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "sead",
            "has no attribute 'sead'; set an input by its key, as in inputs['Seed'] = value; did you mean 'Seed'?",
        ),
        ("Seed", "set an input by its key, as in inputs['Seed'] = value"),
        ("positive_prompt", "did you mean 'Positive Prompt'"),
        ("xyzzy", "has no attribute 'xyzzy'; set an input by its key, as in inputs[key] = value"),
        ("update", "'update' is read-only"),
    ],
)
def test_an_attribute_of_the_inputs_cannot_be_set(workflow: Workflow, name: str, says: str) -> None:
    with pytest.raises(AttributeError) as caught:
        setattr(workflow.inputs, name, 1)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("vlaue", "did you mean 'value'"),
        ("value", "'value' is read-only; set it with set(value)"),
        ("field", "'field' is read-only; set it with set(value)"),
        ("index", "'index' is read-only"),
        ("node_id", "'node_id' is read-only"),
    ],
)
def test_an_attribute_of_an_input_cannot_be_set(workflow: Workflow, name: str, says: str) -> None:
    with pytest.raises(AttributeError) as caught:
        setattr(workflow.inputs["Seed"], name, 2)
    assert says in str(caught.value)
    assert workflow.inputs["Seed"].value == 1


@pytest.mark.parametrize("duplicate", [Workflow.copy, copy.copy, copy.deepcopy])
def test_a_copy_and_its_original_are_set_independently(workflow: Workflow, duplicate: Duplicate) -> None:
    workflow.inputs["Seed"] = 2
    copied = duplicate(workflow)
    assert type(copied) is type(workflow)
    assert copied.inputs["Seed"].value == 2
    copied.inputs["Seed"] = 3
    copied.inputs["Positive Prompt"] = "an owl"
    copied.batch(product={"Seed": [1, 2]})
    assert (workflow.inputs["Seed"].value, workflow.inputs["Positive Prompt"].value) == (2, "a fox")
    assert workflow.compile(validate=False).data == []
    workflow.inputs["Positive Prompt"] = "a bear"
    workflow.inputs["n", "width"] = None
    assert (copied.inputs["Positive Prompt"].value, copied.inputs["n", "width"].value) == ("an owl", 512)
    assert workflow.inputs["n", "width"].value is UNSET
    with pytest.raises(AttributeError, match="did you mean 'inputs'"):
        copied.ipnuts = 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("duplicate", [Workflow.copy, copy.copy, copy.deepcopy])
def test_a_copy_of_a_handle_shares_the_client(make_workflow: Callable[..., Workflow], duplicate: Duplicate) -> None:
    core = Core(ClientOptions(url="http://127.0.0.1:9"))
    handle = WorkflowHandle(make_workflow({"n": ("noise", {"seed": 1})}).definition, core=core)
    copied = duplicate(handle)
    assert isinstance(copied, WorkflowHandle)
    assert copied._core is core
    assert copied.catalogue is handle.catalogue


@pytest.mark.parametrize("duplicate", [SyncWorkflowHandle.copy, copy.copy, copy.deepcopy])
def test_a_blocking_handle_is_guarded_and_copied_too(
    make_workflow: Callable[..., Workflow], duplicate: Callable[[SyncWorkflowHandle], SyncWorkflowHandle]
) -> None:
    definition = make_workflow({"n": ("noise", {"seed": 1})}, form=["n.seed"], labels={"n.seed": "Seed"}).definition
    with SyncInvokeAIClient.from_url("http://127.0.0.1:9") as client:
        handle = client.workflows._wrap(WorkflowHandle(definition, core=client._async._core))
        assert isinstance(handle, SyncWorkflowHandle)
        with pytest.raises(AttributeError, match="SyncWorkflowHandle has no attribute 'ipnuts'; did you mean 'inputs'"):
            handle.ipnuts = 1  # type: ignore[attr-defined]
        with pytest.raises(AttributeError, match="'inputs' is read-only"):
            handle.inputs = 1  # type: ignore[misc, assignment]
        copied = duplicate(handle)
        assert type(copied) is SyncWorkflowHandle
        copied.inputs["Seed"] = 3
        assert (handle.inputs["Seed"].value, copied.inputs["Seed"].value) == (1, 3)
        with pytest.raises(TypeError, match="pickle"):
            pickle.dumps(handle)


def test_a_deep_copy_shares_no_json(workflow: Workflow) -> None:
    copied = copy.deepcopy(workflow)
    assert copied.definition == workflow.definition
    copied.definition.raw["name"] = "another"
    value: Any = copied.inputs["loras", "loras"].value
    value[0]["weight"] = 2
    assert workflow.name == "A test"
    original: Any = workflow.inputs["loras", "loras"].value
    assert original[0]["weight"] == 0.5
    assert copied.node("n").template is workflow.node("n").template, "the node types are shared"


def test_a_deep_copy_keeps_the_files_that_are_to_be_uploaded(make_workflow: Callable[..., Workflow]) -> None:
    workflow = make_workflow({"i": ("image", {})})
    with open("/dev/null", "rb") as file:  # noqa: PTH123 - a file object is the point
        workflow.inputs["i", "image"] = file
        copied = copy.deepcopy(workflow)
    assert copied.needs().pending == workflow.needs().pending


def test_two_references_to_one_workflow_stay_one_in_a_deep_copy(workflow: Workflow) -> None:
    first, second = copy.deepcopy([workflow, workflow])
    assert first is second


def test_a_workflow_survives_pickling(make_workflow: Callable[..., Workflow]) -> None:
    workflow = make_workflow({"n": ("noise", {"seed": 1})}, form=["n.seed"])
    workflow.inputs["Seed"] = 5
    again = pickle.loads(pickle.dumps(workflow))
    assert again.compile().graph == workflow.compile().graph
    again.inputs["Seed"] = 6
    assert workflow.inputs["Seed"].value == 5


def test_a_handle_says_why_it_cannot_be_pickled(make_workflow: Callable[..., Workflow]) -> None:
    core = Core(ClientOptions(url="http://127.0.0.1:9"))
    handle = WorkflowHandle(make_workflow({"n": ("noise", {"seed": 1})}).definition, core=core)
    with pytest.raises(TypeError, match=r"WorkflowHandle is bound to a client.*pickle workflow\.definition"):
        pickle.dumps(handle)


def test_a_compiled_batch_shares_nothing_with_the_values_that_vary(make_workflow: Callable[..., Workflow]) -> None:
    workflow = make_workflow({"i": ("image", {})})
    workflow.batch(product={("i", "image"): [{"image_name": "a.png"}]})
    workflow.compile().data[0][0]["items"][0]["image_name"] = "b.png"
    assert workflow.compile().data[0][0]["items"] == [{"image_name": "a.png"}]
