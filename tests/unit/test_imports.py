"""What importing the SDK loads, seen from fresh processes."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("httpx", "socketio", "aiohttp", "glom", "PIL", "anyio", "asyncio", "attrs", "json", "invokeai_api")
UNUSED = ("socketio", "engineio", "aiohttp", "glom", "PIL", "invokeai_api.models", "invokeai_api.api")

PURE = (
    "schema.catalogue",
    "schema.connections",
    "fields.registry",
    "fields.validate",
    "workflow.workflow",
    "workflow.inputs",
    "workflow.lint",
    "workflow.plan",
    "workflow.describe",
    "workflow.input_map",
    "events.types",
    "events.decode",
    "events.subscription",
    "events.router",
    "jobs.state",
)
IMPURE = {"httpx", "httpcore", "socketio", "aiohttp", "glom", "invokeai_api"}


def loaded_after(statements: str) -> set[str]:
    """Return the modules that a fresh interpreter has once it ran `statements`."""
    program = f"import sys\n{statements}\nprint(*sys.modules)"
    # -I: neither this folder nor the environment decides what is found
    done = subprocess.run([sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_of_it_but_its_version() -> None:
    before = loaded_after("import importlib, typing")
    added = loaded_after("import invokeai_sdk") - before
    assert {name for name in added if name.partition(".")[0] == "invokeai_sdk"} == {
        "invokeai_sdk",
        "invokeai_sdk._version",
    }
    assert not added.intersection(HEAVY)


def test_making_a_client_loads_neither_socket_nor_glom_nor_bindings() -> None:
    loaded = loaded_after("import invokeai_sdk\ninvokeai_sdk.InvokeAIClient.from_url('http://127.0.0.1:9')")
    assert "httpx" in loaded
    assert not loaded.intersection(UNUSED)


def test_compiling_a_workflow_loads_no_network() -> None:
    loaded = loaded_after(
        "from invokeai_sdk import Workflow, WorkflowDefinition\n"
        "raw = {'meta': {'version': '4.0.0', 'category': 'user'}, 'name': '', 'author': '', 'description': '',\n"
        "       'version': '', 'contact': '', 'tags': '', 'notes': '', 'exposedFields': [], 'edges': [],\n"
        "       'nodes': [{'id': 'n', 'type': 'invocation', 'position': {'x': 0, 'y': 0}, 'data': {\n"
        "           'id': 'n', 'type': 'add', 'version': '1.0.1', 'label': '', 'notes': '', 'isOpen': True,\n"
        "           'isIntermediate': True, 'useCache': True, 'nodePack': 'invokeai',\n"
        "           'inputs': {'a': {'name': 'a', 'label': '', 'value': 1}}}}]}\n"
        "workflow = Workflow(WorkflowDefinition.from_dict(raw))\n"
        "workflow.inputs['n', 'a'] = 5\n"
        "assert workflow.compile().graph['nodes']['n']['a'] == 5"
    )
    assert "invokeai_sdk.workflow.compiler" in loaded
    assert not loaded.intersection(IMPURE | {"asyncio", "ssl"})


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_stays_pure(module: str) -> None:
    assert not loaded_after(f"import invokeai_sdk.{module}").intersection(IMPURE)


def test_the_catalogue_is_found_without_importing_the_bindings() -> None:
    loaded = loaded_after("from invokeai_sdk import Catalogue\nassert len(Catalogue.load_bundled()) == 309")
    assert not {name for name in loaded if name.startswith("invokeai_api")}


def test_every_endpoint_module_loads_without_the_models_it_does_not_name() -> None:
    loaded = loaded_after("import invokeai_api.api.queue.get_queue_status")
    models = {name for name in loaded if name.startswith("invokeai_api.models.")}
    assert len(models) < 10
