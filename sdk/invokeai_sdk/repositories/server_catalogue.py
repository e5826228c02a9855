"""`ServerCatalogue`: the node catalogue that describes the connected server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import anyio
from invokeai_api import api

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk._request import Request
from invokeai_sdk.schema.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.core import Core

OPENAPI_DOCUMENT: Final[Request[JSONValue]] = Request("openapi", "GET", "/openapi.json")
"""The request for the server's own API document, which the document itself does not list."""


class ServerCatalogue:
    """The node types of one server: the bundled catalogue if it describes the server, otherwise the server's own."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport
        self._lock = anyio.Lock()
        self._own: Catalogue | None = None

    async def get(self, node_types: Iterable[str] = ()) -> Catalogue:
        """Return a catalogue that describes node types as this server does.

        The bundled catalogue is returned if the server has the version that it was generated from and the catalogue
        has all of the node types. Otherwise the server's `/openapi.json` is read, once per client. A server needs
        some seconds for its first `/openapi.json`.

        Args:
            node_types: the node types that the catalogue should describe.

        Raises:
            APIError: the request failed.
            SchemaError: the server's `/openapi.json` describes no nodes.
        """
        async with self._lock:
            if self._own is None:
                bundled = await run_in_thread(Catalogue.load_bundled)
                version = await self._transport.server_version()
                if version == bundled.server_version and all(node_type in bundled for node_type in node_types):
                    return bundled
                self._own = await self._fetch(version)
            return self._own

    async def refresh(self) -> Catalogue:
        """Read the server's catalogue again, for example after custom nodes were installed or the server was upgraded.

        Raises:
            APIError: the request failed.
            SchemaError: the server's `/openapi.json` describes no nodes.
        """
        async with self._lock:
            answer = await self._transport.send(api.app.app_version())  # the transport remembers an older answer
            self._own = await self._fetch(answer.version)
            return self._own

    async def _fetch(self, version: str) -> Catalogue:
        document = await self._transport.send(OPENAPI_DOCUMENT)
        return await run_in_thread(_parse, document, version)


def _parse(document: JSONValue, version: str) -> Catalogue:
    return Catalogue.from_openapi(document if isinstance(document, dict) else {}, server_version=version)
