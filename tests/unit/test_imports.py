"""Imports: what the SDK loads in fresh processes, and the dependencies that the project declares."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

HEAVY = ("httpx", "socketio", "aiohttp", "glom", "PIL", "anyio", "asyncio", "attrs", "json", "invokeai_api")
UNUSED = ("socketio", "engineio", "aiohttp", "glom", "PIL", "invokeai_api.models")

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


def list_loaded_after(statements: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after `statements`."""
    program = f"import sys\n{statements}\nprint(*sys.modules)"
    # -I: the working directory and the environment do not affect imports
    done = subprocess.run([sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_its_version_and_the_lazy_exports_alone() -> None:
    before = list_loaded_after("import importlib, typing")
    added = list_loaded_after("import invokeai_sdk") - before
    assert {name for name in added if name.partition(".")[0] == "invokeai_sdk"} == {
        "invokeai_sdk",
        "invokeai_sdk._lazy",
        "invokeai_sdk._version",
    }
    assert not added.intersection(HEAVY)


def test_making_a_client_loads_neither_socket_nor_glom_nor_bindings() -> None:
    loaded = list_loaded_after("import invokeai_sdk\ninvokeai_sdk.InvokeAIClient.from_url('http://127.0.0.1:9')")
    assert "httpx" in loaded
    assert not loaded.intersection(UNUSED)
    assert {name for name in loaded if name.startswith("invokeai_api.api.")} <= {"invokeai_api.api.app"}


def test_compiling_a_workflow_loads_no_network() -> None:
    loaded = list_loaded_after(
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
    assert not list_loaded_after(f"import invokeai_sdk.{module}").intersection(IMPURE)


def test_the_catalogue_loads_without_the_bindings() -> None:
    loaded = list_loaded_after("from invokeai_sdk import Catalogue\nassert len(Catalogue.load_bundled()) == 309")
    assert not {name for name in loaded if name.startswith("invokeai_api")}


def test_request_functions_load_without_models_and_http() -> None:
    loaded = list_loaded_after("from invokeai_api import api\napi.queue.get_queue_status(queue_id='default')")
    assert "invokeai_api.api.queue" in loaded
    assert not {name for name in loaded if name.startswith(("invokeai_api.models.", "invokeai_api.api.boards"))}
    assert not loaded.intersection({"httpx", "asyncio"})


# --- Declared dependencies -------------------------------------------------------------------------------------------

EXTRAS = [name for names in PROJECT["project"]["optional-dependencies"].values() for name in names]
PROGRAMS = {"ruff", "mypy", "pyright", "import-linter", "pre-commit", "pytest-asyncio", "pytest-cov", "build"}
"""Tools that are run, not imported."""
STUBS = {"types-jsonschema"}
LOADED_BY_OTHERS = {"sniffio"}
"""Libraries that only other libraries import: httpcore imports sniffio."""


def normalise(requirement: str) -> str:
    """Return the name of a distribution in a requirement, in its normal form (PEP 503)."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~ ;]", requirement)[0]).lower()


def list_imported(*folders: str) -> set[str]:
    """Return the distributions whose modules are imported anywhere in the folders."""
    modules: set[str] = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py") if "payload" not in path.parts):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.partition(".")[0])
    known = packages_distributions()
    return {normalise(name) for module in modules for name in known.get(module, ())} - {"invokeai-sdk"}


def test_the_package_declares_what_it_imports_and_no_more() -> None:
    declared = {normalise(requirement) for requirement in (*PROJECT["project"]["dependencies"], *EXTRAS)}
    assert list_imported("sdk", "generated") - {"pytest", "pytest-asyncio"} == declared - LOADED_BY_OTHERS


def test_the_development_group_declares_what_the_tests_and_codegen_import_and_no_more() -> None:
    declared = {normalise(requirement) for requirement in PROJECT["dependency-groups"]["dev"]} - PROGRAMS - STUBS
    package = {normalise(requirement) for requirement in (*PROJECT["project"]["dependencies"], *EXTRAS)}
    imported = list_imported("codegen", "tests", "examples") - package
    assert imported == declared
