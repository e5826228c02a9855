"""The blocking counterpart of `invokeai_sdk.repositories.custom_nodes`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    from invokeai_api.models.install_node_pack_response import InstallNodePackResponse
    from invokeai_api.models.node_pack_list_response import NodePackListResponse
    from invokeai_api.models.uninstall_node_pack_response import UninstallNodePackResponse

    from invokeai_sdk.repositories.custom_nodes import CustomNodeRepository


class SyncCustomNodeRepository(Mirror):
    """The packs of custom nodes of the server. On a server with users: admins only."""

    _async: CustomNodeRepository

    def list(self) -> NodePackListResponse:
        """Return the installed packs, their node types, and the folder they are in."""
        return self._call(self._async.list)

    def install(self, source: str) -> InstallNodePackResponse:
        """Have the server clone a pack from a git URL and load it. This runs the pack's code on the server.

        Returns:
            The server's account; `success` tells whether it is installed, `message` why not.
        """
        return self._call(self._async.install, source)

    def uninstall(self, name: str) -> UninstallNodePackResponse:
        """Delete a pack, and the workflows that came with it.

        Returns:
            The server's account; `success` tells whether it is gone, `message` why not.
        """
        return self._call(self._async.uninstall, name)

    def reload(self) -> str:
        """Have the server load packs that were put into its folder since it started, and return what it says."""
        return self._call(self._async.reload)
