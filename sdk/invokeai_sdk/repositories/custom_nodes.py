"""Packs of custom nodes: `client.custom_nodes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

if TYPE_CHECKING:
    from invokeai_api.models.install_node_pack_response import InstallNodePackResponse
    from invokeai_api.models.node_pack_list_response import NodePackListResponse
    from invokeai_api.models.uninstall_node_pack_response import UninstallNodePackResponse

    from invokeai_sdk.core import Core


class CustomNodeRepository:
    """The packs of custom nodes of the server. On a server with users: admins only."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def list(self) -> NodePackListResponse:
        """Return the installed packs, their node types, and the folder they are in."""
        packs: NodePackListResponse = await self._transport.send(api.custom_nodes.list_custom_node_packs())
        return packs

    async def install(self, source: str) -> InstallNodePackResponse:
        """Have the server clone a pack from a git URL and load it. This runs the pack's code on the server.

        Returns:
            The server's account; `success` tells whether it is installed, `message` why not.
        """
        answer: InstallNodePackResponse = await self._transport.send(
            api.custom_nodes.install_custom_node_pack(body={"source": source})
        )
        return answer

    async def uninstall(self, name: str) -> UninstallNodePackResponse:
        """Delete a pack, and the workflows that came with it.

        Returns:
            The server's account; `success` tells whether it is gone, `message` why not.
        """
        answer: UninstallNodePackResponse = await self._transport.send(
            api.custom_nodes.uninstall_custom_node_pack(pack_name=name)
        )
        return answer

    async def reload(self) -> str:
        """Have the server load packs that were put into its folder since it started, and return what it says."""
        answer = await self._transport.send(api.custom_nodes.reload_custom_nodes())
        return str(answer.to_dict().get("status", ""))
