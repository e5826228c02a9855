"""The public names of `invokeai_sdk.testing`, declared; see also `tests/unit/test_exports.py`."""

import inspect

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
    "RequestHead",
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


def test_the_options_of_a_server_are_its_parameters():
    parameters = {name: parameter.annotation for name, parameter in inspect.signature(LocalServer).parameters.items()}
    assert {name: each.__forward_arg__ for name, each in ServerOptions.__annotations__.items()} == parameters
