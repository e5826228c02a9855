"""Which node catalogue fits the server at hand: the bundled one, or the server's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import anyio.to_thread
from invokeai_api import api

from invokeai_sdk.schema.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invokeai_sdk.core import Core


class ServerCatalogue:
    """The node types of one server, fetched from it only when the bundled catalogue does not do."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._lock = anyio.Lock()
        self._version: str | None = None
        self._own: Catalogue | None = None

    async def get(self, node_types: Iterable[str] = ()) -> Catalogue:
        """Return a catalogue that describes `node_types` as this server does.

        The bundled catalogue serves if the server is of the version it was made from and it knows
        every type asked for; otherwise the server's own `/openapi.json` is read, once per client
        (its first answer takes a server some seconds).

        Raises:
            APIError: the server could not be asked.
        """
        async with self._lock:
            if self._own is not None:
                return self._own
            bundled = Catalogue.load_bundled()
            version = await self._server_version()
            if version == bundled.server_version and all(node_type in bundled for node_type in node_types):
                return bundled
            self._own = await self._fetch(version)
            return self._own

    async def refresh(self) -> Catalogue:
        """Read the server's catalogue anew, say after custom nodes were installed or the server was upgraded.

        Raises:
            APIError: the server could not be asked.
        """
        async with self._lock:
            self._version = None
            self._own = await self._fetch(await self._server_version())
            return self._own

    async def _server_version(self) -> str:
        if self._version is None:
            answer = await self._core.transport.send(api.app.app_version().as_json())
            self._version = str(answer["version"]) if isinstance(answer, dict) else ""
        return self._version

    async def _fetch(self, version: str) -> Catalogue:
        document = await self._core.transport.get_json("openapi.json")
        return await anyio.to_thread.run_sync(lambda: Catalogue.from_openapi(document, server_version=version))
