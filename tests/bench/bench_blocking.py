"""Cost of a blocking call: each one goes to the thread of the event loop and back."""

from __future__ import annotations

import json
import sys
import time

import httpx
from invokeai_api import api
from timing import Row, compare, timer

from invokeai_sdk import SyncInvokeAIClient
from invokeai_sdk.testing import LocalServer
from invokeai_sdk.testing.home_folder import ServerNotInstalledError


def rows() -> list[Row]:
    """Compare with blocking httpx calls to the same real server."""
    try:
        with LocalServer(tiny_models=False) as server:
            return _measure(server.url)
    except ServerNotInstalledError:
        print("no local server is installed: skipping the blocking rows", file=sys.stderr)
        return []


def _measure(url: str) -> list[Row]:
    with httpx.Client(base_url=url) as http, SyncInvokeAIClient.from_url(url) as client:
        clock = time.perf_counter

        def plain() -> object:
            response = http.get("/api/v1/app/version")
            response.raise_for_status()
            return json.loads(response.content)

        result = compare(timer(lambda: client.raw.send(api.app.app_version().as_json()), clock), timer(plain, clock))
        return [
            Row(
                "`client.raw.send(api.app.app_version().as_json())`, waiting included",
                "httpx.Client + `json.loads`",
                *result,
            )
        ]
