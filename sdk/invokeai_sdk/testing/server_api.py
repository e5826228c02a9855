"""`ServerAPI`: the few HTTP requests that the test kit itself sends to a server.

They use only the standard library, so that a test of the SDK does not need the SDK for its preparations.
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
    """Blocking requests to a server on this machine.

    Attributes:
        port: the server's port.
        token: the bearer token to send; None for none.
    """

    port: int
    token: str | None = None

    def call(self, method: str, path: str, body: JSONObject | None = None, *, timeout: float = 60.0) -> JSONValue:
        """Send one request, on a new connection.

        Args:
            method: the HTTP method.
            path: the path with its query, such as `/api/v1/app/version`.
            body: the request's body, sent as JSON; None for none.
            timeout: the largest number of seconds to wait for each step of the exchange.

        Returns:
            The decoded body of the response; None if the body is empty.

        Raises:
            OSError: the server did not respond.
            LocalServerError: the status of the response is an error.
        """
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {self.token}"} if self.token else {}
        )
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=timeout)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            text = response.read()
        except http.client.HTTPException as error:  # the connection closed early, as when the server stops
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()
        if response.status >= _BAD_REQUEST:
            raise LocalServerError(
                f"{method} {path.partition('?')[0]} → {response.status} {text[:500].decode(errors='replace')}"
            )
        decoded: JSONValue = json.loads(text) if text else None
        return decoded

    def call_for_object(
        self, method: str, path: str, body: JSONObject | None = None, *, timeout: float = 60.0
    ) -> JSONObject:
        """Send one request whose response is a JSON object, and return the object.

        Raises:
            OSError: the server did not respond.
            LocalServerError: the status of the response is an error, or its body is not an object.
        """
        decoded = self.call(method, path, body, timeout=timeout)
        if not isinstance(decoded, dict):
            raise LocalServerError(f"the response to {method} {path.partition('?')[0]} is not a JSON object")
        return decoded

    def sign_in(self, email: str, password: str) -> str:
        """Sign in as a user and return a bearer token that is valid for a day."""
        credentials: JSONObject = {"email": email, "password": password, "remember_me": False}
        login = self.call_for_object("POST", "/api/v1/auth/login", credentials)
        return str(login["token"])

    def sign_in_admin(self, email: str, password: str) -> str:
        """Sign in as the first administrator of a multi-user server, create the user if needed, and return a token."""
        if self.call_for_object("GET", "/api/v1/auth/status")["setup_required"]:
            self.call("POST", "/api/v1/auth/setup", {"email": email, "display_name": "Admin", "password": password})
        return self.sign_in(email, password)

    def create_user(self, email: str, password: str, *, admin: bool = False) -> str:
        """Create a user and return a bearer token of the user. Needs the token of an administrator."""
        user = {"email": email, "display_name": email.partition("@")[0], "password": password, "is_admin": admin}
        self.call("POST", "/api/v1/auth/users", user)
        return self.sign_in(email, password)

    def installed_models(self) -> dict[str, str]:
        """Return the key of each installed model, by the model's name."""
        return {model["name"]: model["key"] for model in self.call_for_object("GET", "/api/v2/models/")["models"]}

    def install_models(self, paths: Iterable[Path], *, timeout: float) -> dict[str, str]:
        """Install models without copying their files, and wait until all are installed.

        Args:
            paths: the model files or folders.
            timeout: the largest number of seconds to wait for all of them.

        Returns:
            The key of each model, by the model's name.

        Raises:
            LocalServerError: the server failed to install a model, or did not finish in time.
        """
        jobs = [
            self.call_for_object("POST", f"/api/v2/models/install?{urlencode({'source': path, 'inplace': 'true'})}", {})
            for path in paths
        ]
        installed: dict[str, str] = {}
        deadline = time.monotonic() + timeout
        for job in jobs:
            current = job
            while current["status"] != "completed":
                if current["status"] in ("error", "cancelled"):
                    raise LocalServerError(f"the server failed to install {job['source']}: {current.get('error')}")
                if time.monotonic() > deadline:
                    raise LocalServerError(f"the server did not install {job['source']} within {timeout:g} s")
                time.sleep(0.02)
                current = self.call_for_object("GET", f"/api/v2/models/install/{job['id']}")
            installed[current["config_out"]["name"]] = current["config_out"]["key"]
        return installed
