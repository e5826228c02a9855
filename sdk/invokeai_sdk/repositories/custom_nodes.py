"""The custom nodes repository: `client.custom_nodes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk.repositories.paging import Listing

if TYPE_CHECKING:
    from invokeai_api.models.install_node_pack_response import InstallNodePackResponse
    from invokeai_api.models.node_pack_info import NodePackInfo
    from invokeai_api.models.uninstall_node_pack_response import UninstallNodePackResponse

    from invokeai_sdk.core import Core


class CustomNodeRepository:
    """The server's packs of custom nodes. On a server with several users, only admins may use them."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    def list(self) -> Listing[NodePackInfo]:
        """Return the installed packs with their folders and their node types."""

        async def fetch() -> list[NodePackInfo]:
            return (await self._transport.send(api.custom_nodes.list_custom_node_packs())).node_packs

        return Listing.unpaged(fetch)

    async def install(self, source: str) -> InstallNodePackResponse:
        """Clone a pack from a git URL on the server and load the pack. This runs the pack's code on the server.

        Returns:
            The server's answer: `success` is whether the pack was installed, `message` explains a failure.
        """
        return await self._transport.send(api.custom_nodes.install_custom_node_pack(body={"source": source}))

    async def uninstall(self, name: str) -> UninstallNodePackResponse:
        """Delete a pack, and the workflows that were installed with it.

        Returns:
            The server's answer: `success` is whether the pack was deleted, `message` explains a failure.
        """
        return await self._transport.send(api.custom_nodes.uninstall_custom_node_pack(pack_name=name))

    async def reload(self) -> str:
        """Load the packs that were put into the server's folder since it started, and return the server's message."""
        answer = await self._transport.send(api.custom_nodes.reload_custom_nodes())
        return str(answer.to_dict().get("status", ""))
