"""The few plain HTTP calls the test kit makes itself.

They are made with the standard library, so that a test of the SDK does not depend on the SDK to set its stage.
"""

from __future__ import annotations

import http.client
import json
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from attrs import frozen

from invokeai_sdk.testing.home_folder import LocalServerError
from invokeai_sdk.testing.server_process import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from invokeai_sdk._types import JSONObject, JSONValue

_BAD_REQUEST = 400


@frozen
class ServerAPI:
    """Blocking calls to a server on this machine.

    Attributes:
        port: the server's port.
        token: the bearer token to send, if any.
    """

    port: int
    token: str | None = None

    def call(self, method: str, path: str, body: JSONObject | None = None, *, timeout: float = 60.0) -> JSONValue:
        """Make one call, on a connection of its own.

        Args:
            method: the HTTP method.
            path: the path with its query, such as `/api/v1/app/version`.
            body: sent as JSON.
            timeout: seconds to wait for each step of the exchange.

        Returns:
            The decoded answer.

        Raises:
            OSError: no answer.
            LocalServerError: an answer with an error status.
        """
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {self.token}"} if self.token else {}
        )
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=timeout)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            text = response.read()
        except http.client.HTTPException as error:  # closed halfway, as when the server goes down
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()
        if response.status >= _BAD_REQUEST:
            raise LocalServerError(
                f"{method} {path.partition('?')[0]} → {response.status} {text[:500].decode(errors='replace')}"
            )
        answer: JSONValue = json.loads(text) if text else None
        return answer

    def object(self, method: str, path: str, body: JSONObject | None = None, *, timeout: float = 60.0) -> JSONObject:
        """Make one call whose answer is a JSON object."""
        answer = self.call(method, path, body, timeout=timeout)
        if not isinstance(answer, dict):
            raise LocalServerError(f"{method} {path.partition('?')[0]} did not answer with an object")
        return answer

    def sign_in(self, email: str, password: str) -> str:
        """Return a token of this user, valid for a day."""
        answer = self.object("POST", "/api/v1/auth/login", {"email": email, "password": password, "remember_me": False})
        return str(answer["token"])

    def sign_in_admin(self, email: str, password: str) -> str:
        """Return a token of the first administrator of a multi-user server, who is created if there is none."""
        if self.object("GET", "/api/v1/auth/status")["setup_required"]:
            self.call("POST", "/api/v1/auth/setup", {"email": email, "display_name": "Admin", "password": password})
        return self.sign_in(email, password)

    def create_user(self, email: str, password: str, *, admin: bool = False) -> str:
        """Create a user, which takes an administrator's token, and return a token of theirs."""
        user = {"email": email, "display_name": email.partition("@")[0], "password": password, "is_admin": admin}
        self.call("POST", "/api/v1/auth/users", user)
        return self.sign_in(email, password)

    def installed_models(self) -> dict[str, str]:
        """Return the key of each model the server has, by its name."""
        return {model["name"]: model["key"] for model in self.object("GET", "/api/v2/models/")["models"]}

    def install_models(self, paths: Iterable[Path], *, timeout: float) -> dict[str, str]:
        """Install models where they lie and wait for all of them.

        Returns:
            The key of each model by its name.

        Raises:
            LocalServerError: the server refused one, or did not finish within `timeout` seconds.
        """
        jobs = [
            self.object("POST", f"/api/v2/models/install?{urlencode({'source': path, 'inplace': 'true'})}", {})
            for path in paths
        ]
        installed: dict[str, str] = {}
        deadline = time.monotonic() + timeout
        for job in jobs:
            state = job
            while state["status"] != "completed":
                if state["status"] in ("error", "cancelled"):
                    raise LocalServerError(f"installing {job['source']} failed: {state.get('error')}")
                if time.monotonic() > deadline:
                    raise LocalServerError(f"installing {job['source']} took longer than {timeout:g} s")
                time.sleep(0.02)
                state = self.object("GET", f"/api/v2/models/install/{job['id']}")
            installed[state["config_out"]["name"]] = state["config_out"]["key"]
        return installed
