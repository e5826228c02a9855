"""Test kit: a real InvokeAI server for tests, faults in its connections, and recorded events.

- `LocalServer` runs a real InvokeAI on this machine, with tiny models that generate an image in a tenth of a second.
- `FaultProxy` stands between a client and a server, and cuts, stalls, delays or refuses connections.
- `EventRecorder` records the events that a client receives, and `EventReplayer` replays them.
- `invokeai_sdk.testing.pytest_plugin` provides fixtures.
- `python -m invokeai_sdk.testing.install` installs the InvokeAI that `LocalServer` runs.

Runs on Linux and macOS. Importing this package imports none of its modules: each name is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk._lazy import attach

if TYPE_CHECKING:
    from invokeai_sdk.testing.fault_rules import (
        Cut,
        Delay,
        Direction,
        Exchange,
        Match,
        RequestHead,
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
    from invokeai_sdk.testing.recording import EventRecorder, RecordedEvent, read_recording, scrub
    from invokeai_sdk.testing.replay import EventReplayer
    from invokeai_sdk.testing.server import ADMIN_EMAIL, PASSWORD, LocalServer, ServerOptions
else:
    __getattr__, __dir__ = attach(
        __name__,
        {
            ".fault_rules": [
                "Cut",
                "Delay",
                "Direction",
                "Exchange",
                "Match",
                "RequestHead",
                "Rule",
                "Stall",
                "Truncate",
                "everything",
                "plain_http",
                "request",
                "websocket",
            ],
            ".home_folder": [
                "HOME_VARIABLE",
                "LocalServerError",
                "ServerHome",
                "ServerNotInstalledError",
                "server_home",
            ],
            ".proxy": ["FaultProxy", "ProxyStats"],
            ".proxy_connection": ["ArmedRule"],
            ".recording": ["EventRecorder", "RecordedEvent", "read_recording", "scrub"],
            ".replay": ["EventReplayer"],
            ".server": ["ADMIN_EMAIL", "PASSWORD", "LocalServer", "ServerOptions"],
        },
    )

__all__ = [
    "ADMIN_EMAIL",
    "HOME_VARIABLE",
    "PASSWORD",
    "ArmedRule",
    "Cut",
    "Delay",
    "Direction",
    "EventRecorder",
    "EventReplayer",
    "Exchange",
    "FaultProxy",
    "LocalServer",
    "LocalServerError",
    "Match",
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
