"""The public names of `invokeai_sdk.testing`: the declared list, what type checkers see, and what importing loads."""

import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from invokeai_sdk import testing
from invokeai_sdk.testing import LocalServer, ServerOptions

DECLARED = [
    "ADMIN_EMAIL",
    "ArmedRule",
    "Cut",
    "Delay",
    "Direction",
    "EventRecorder",
    "EventReplayer",
    "Exchange",
    "FaultProxy",
    "HOME_VARIABLE",
    "LocalServer",
    "LocalServerError",
    "Match",
    "PASSWORD",
    "ProxyStats",
    "RecordedEvent",
    "Request",
    "Rule",
    "ServerHome",
    "ServerNotInstalledError",
    "ServerOptions",
    "Stall",
    "Truncate",
    "everything",
    "plain_http",
    "read_recording",
    "request",
    "scrub",
    "server_home",
    "websocket",
]


def test_the_public_names_are_the_declared_ones():
    assert sorted(testing.__all__) == DECLARED
    assert dir(testing) == DECLARED


@pytest.mark.parametrize("name", DECLARED)
def test_each_public_name_resolves(name):
    assert getattr(testing, name) is not None
    assert name in vars(testing), "a resolved name is stored in the package"


def test_type_checkers_see_the_names_that_resolve_at_run_time():
    tree = ast.parse(Path(testing.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.col_offset]
    modules = {alias.name: node.module for node in imports for alias in node.names}
    assert sorted(modules) == DECLARED
    for name, module in modules.items():
        assert getattr(testing, name) is getattr(importlib.import_module(module), name)


def test_importing_the_package_imports_none_of_its_modules():
    program = "import sys, invokeai_sdk.testing\nprint(*sorted(n for n in sys.modules if n.startswith('invokeai_sdk')))"
    done = subprocess.run([sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True)
    assert set(done.stdout.split()) == {
        "invokeai_sdk",
        "invokeai_sdk._lazy",
        "invokeai_sdk._version",
        "invokeai_sdk.testing",
    }


def test_the_options_of_a_server_are_its_parameters():
    parameters = {name: parameter.annotation for name, parameter in inspect.signature(LocalServer).parameters.items()}
    assert {name: each.__forward_arg__ for name, each in ServerOptions.__annotations__.items()} == parameters
