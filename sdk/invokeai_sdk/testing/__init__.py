"""The test kit: a real InvokeAI server to test against, and faults to put in its way.

- `LocalServer` runs a real InvokeAI on this machine, with tiny models that take a tenth of a second.
- `FaultProxy` stands between a client and a server and cuts, stalls, delays or refuses.
- `invokeai_sdk.testing.pytest_plugin` makes both fixtures.
- `python -m invokeai_sdk.testing.install` installs what `LocalServer` runs.

Linux and macOS.
"""

from invokeai_sdk.testing.fault_rules import (
    Cut,
    Delay,
    Exchange,
    Request,
    Rule,
    Stall,
    Truncate,
    everything,
    plain_http,
    request,
    websocket,
)
from invokeai_sdk.testing.home_folder import (
    HOME_VARIABLE,
    LocalServerError,
    ServerHome,
    ServerNotInstalledError,
    server_home,
)
from invokeai_sdk.testing.proxy import FaultProxy, ProxyStats
from invokeai_sdk.testing.proxy_connection import ArmedRule
from invokeai_sdk.testing.server import ADMIN_EMAIL, PASSWORD, LocalServer

__all__ = [
    "ADMIN_EMAIL",
    "HOME_VARIABLE",
    "PASSWORD",
    "ArmedRule",
    "Cut",
    "Delay",
    "Exchange",
    "FaultProxy",
    "LocalServer",
    "LocalServerError",
    "ProxyStats",
    "Request",
    "Rule",
    "ServerHome",
    "ServerNotInstalledError",
    "Stall",
    "Truncate",
    "everything",
    "plain_http",
    "request",
    "server_home",
    "websocket",
]
