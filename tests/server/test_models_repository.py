"""The models repository: finding models, installing models, and binding the models of a workflow."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from invokeai_sdk.errors import (
    AmbiguousModelError,
    ModelInstallError,
    ModelNotFoundError,
    NotFoundError,
    ValidationError,
    WaitTimeout,
)
from invokeai_sdk.events.resource_types import ModelInstallCompleteEvent
from invokeai_sdk.repositories.model_types import BaseDnnModelType, DnnModelType

if TYPE_CHECKING:
    from invokeai_sdk import InvokeAIClient


async def test_models_are_filtered(client: InvokeAIClient):
    assert {model.name for model in await client.models.list()} == {"tiny-sd15", "tiny-sdxl", "tiny-sd15-lora"}
    mains = await client.models.list(type=DnnModelType.Main, order_by="name", descending=True)
    assert [model.name for model in mains] == ["tiny-sdxl", "tiny-sd15"]
    sdxl = await client.models.list(base=BaseDnnModelType.StableDiffusionXL)
    assert [(model.name, model.type) for model in sdxl] == [("tiny-sdxl", DnnModelType.Main)]
    assert len(await client.models.list(base=["sdxl", "sd-1"], format="diffusers")) == 2
    assert await client.models.list(name="no such model") == []
    with pytest.raises(ValidationError):
        await client.models.list(type="brand_new")


async def test_a_model_is_retrieved_by_key_hash_or_name(client: InvokeAIClient):
    model = await client.models.get("tiny-sdxl")
    assert await client.models.get(model.key) == model
    assert await client.models.get(model.hash) == model
    assert await client.models.get("TINY-sdxl", base="sdxl", type="main") == model
    assert model.identifier == {
        "key": model.key,
        "hash": model.hash,
        "name": "tiny-sdxl",
        "base": "sdxl",
        "type": "main",
    }
    with pytest.raises(ModelNotFoundError, match="has base sdxl, type main"):
        await client.models.get("tiny-sdxl", base="sd-1")
    with pytest.raises(ModelNotFoundError, match="did you mean 'tiny-sdxl'"):
        await client.models.get("tiny-sdlx")
    with pytest.raises(ModelNotFoundError):
        await client.models.get("no-such-key")
    with pytest.raises(ModelNotFoundError):
        await client.models.get("8b2ed1a8-3d7c-4b54-9f3c-3b1b6f3d1111")
    with pytest.raises(NotFoundError):
        await client.models.handle("no-such-key").refresh()


async def test_models_of_one_architecture_are_compatible(client: InvokeAIClient):
    sd15, sdxl = await client.models.get("tiny-sd15"), await client.models.get("tiny-sdxl")
    lora = await client.models.get("tiny-sd15-lora")
    assert lora.is_compatible_with(sd15)
    assert not lora.is_compatible_with(sdxl)


async def test_names_relate_models(client: InvokeAIClient):
    lora = await client.models.get("tiny-sd15-lora")
    await lora.relate("tiny-sd15")
    sd15 = await client.models.get("tiny-sd15")
    assert await client.models.related_keys(["tiny-sd15-lora"]) == await lora.related_keys() == [sd15.key]
    await lora.unrelate("tiny-sd15")
    assert await lora.related_keys() == []


async def test_an_install_emits_events_and_returns_the_model(client: InvokeAIClient, server, tmp_path):
    folder = tmp_path / "another-sd15"
    shutil.copytree(server.home.sd15, folder)
    job = await client.models.install(folder, config={"description": "of a test"})
    assert str(folder) in repr(job) or job.job_id >= 0
    events = [event async for event in job.events()]
    assert isinstance(events[-1], ModelInstallCompleteEvent) if events else True
    model = await job.result(timeout=60)
    assert (model.name, model.record.description) == ("another-sd15", "of a test")
    assert job.progress[0] == job.progress[1] > 0
    with pytest.raises(ModelInstallError, match="already installed") as caught:
        await (await client.models.install(folder)).result(timeout=60)
    assert caught.value.reason == "DuplicateModelException"
    again = await client.models.install(folder, exist_ok=True)
    assert await again.result(timeout=60) == model
    assert (await client.models.update("another-sd15", name="tiny-sd15")) == model
    assert (await model.refresh()).name == "tiny-sd15"
    with pytest.raises(AmbiguousModelError):
        await client.models.get("tiny-sd15", type="main")
    await model.delete()
    assert folder.exists()  # it was installed in place
    with pytest.raises(NotFoundError):
        await model.refresh()


async def test_a_source_that_cannot_be_installed_is_an_error(client: InvokeAIClient, tmp_path):
    with pytest.raises(ModelInstallError) as caught:
        await client.models.install(tmp_path / "nothing")
    assert (caught.value.job_id, caught.value.reason) == (None, "refused")
    (tmp_path / "junk").mkdir()
    job = await client.models.install(tmp_path / "junk")
    with pytest.raises(ModelInstallError, match="No model files") as caught:
        await job.result(timeout=60)
    assert caught.value.job_id == job.job_id
    job = await client.models.install("http://127.0.0.1:9/model.safetensors", access_token="a-secret-token")
    assert "a-secret-token" not in repr(job.record)
    with pytest.raises(ModelInstallError) as caught:
        await job.result(timeout=60)
    assert "a-secret-token" not in str(caught.value)
    with pytest.raises(NotFoundError):
        await client.models.installs.get(999_999)
    with pytest.raises(ModelInstallError, match="does not know the job any more"):
        await client.models.installs.handle(999_999).result()


async def test_the_wait_for_an_install_times_out(client: InvokeAIClient, server, tmp_path):
    folder = tmp_path / "slow"
    shutil.copytree(server.home.sd15, folder)
    job = await client.models.install(folder)
    with pytest.raises(WaitTimeout):
        await job.result(timeout=0)
    await (await job.result(timeout=60)).delete()


async def test_the_models_of_a_workflow_are_replaced(client: InvokeAIClient, server):
    from pathlib import Path

    path = Path(__file__).parents[2] / "examples" / "workflows" / "sd15-text-to-image.json"
    workflow = await client.workflows.load(path)
    field = next(
        (node.id, name)
        for node in workflow.nodes.values()
        for name, entry in node.inputs.items()
        if (template := node.input_template(name)) and template.type.name == "ModelIdentifierField"
    )
    kind = type(workflow.value(*field))
    foreign = {"key": "elsewhere", "hash": "elsewhere", "name": "tiny-sd15", "base": "sd-1", "type": "main"}
    workflow.set_value(*field, kind.from_api(foreign))
    dry = await client.models.bind(workflow, dry_run=True)
    assert [(binding.original["key"], binding.replacement.name) for binding in dry.replaced] == [
        ("elsewhere", "tiny-sd15")
    ]
    assert "the same name, base and type" in str(dry)
    assert workflow.raw_value(*field)["key"] == "elsewhere"
    assert (await client.models.bind(workflow)).ok
    assert workflow.raw_value(*field)["key"] == server.models["tiny-sd15"]
    assert str(await client.models.bind(workflow)) == "no model needs a replacement"

    workflow.set_value(*field, kind.from_api({**foreign, "name": "Dreamy 1.5"}))
    assert not (await client.models.bind(workflow)).ok
    assert not (await client.models.bind(workflow, strategy="similar")).ok
    bound = await client.models.bind(workflow, strategy="compatible")
    assert bound.replaced[0].reason == "the same base and type"
    assert workflow.raw_value(*field)["name"] == "tiny-sd15"
