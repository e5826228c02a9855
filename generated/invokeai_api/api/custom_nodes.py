"""Requests to the server's `custom_nodes` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invokeai_sdk._request import Request, drop_unset, quote_path

if TYPE_CHECKING:
    from ..bodies import InstallNodePackRequest
    from ..models.install_node_pack_response import InstallNodePackResponse
    from ..models.node_pack_list_response import NodePackListResponse
    from ..models.reload_custom_nodes_response_200 import ReloadCustomNodesResponse200
    from ..models.uninstall_node_pack_response import UninstallNodePackResponse


def list_custom_node_packs() -> Request[NodePackListResponse]:
    """List Custom Node Packs.

    Lists all installed custom node packs.

    Admin-only: the response includes absolute filesystem paths, and non-admins have no
    legitimate use for pack management data (install/uninstall/reload are also admin-only).
    """

    def parse(data: Any) -> NodePackListResponse:
        from ..models.node_pack_list_response import NodePackListResponse

        response_200 = NodePackListResponse.from_dict(data)

        return response_200

    return Request(
        "custom_nodes.list_custom_node_packs",
        "GET",
        "/api/v2/custom_nodes/",
        parse=parse,
    )


def install_custom_node_pack(*, body: InstallNodePackRequest) -> Request[InstallNodePackResponse]:
    """Install Custom Node Pack.

    Installs a custom node pack from a git URL by cloning it into the nodes directory.
    """

    def parse(data: Any) -> InstallNodePackResponse:
        from ..models.install_node_pack_response import InstallNodePackResponse

        response_200 = InstallNodePackResponse.from_dict(data)

        return response_200

    return Request(
        "custom_nodes.install_custom_node_pack",
        "POST",
        "/api/v2/custom_nodes/install",
        json=drop_unset(body),
        parse=parse,
    )


def reload_custom_nodes() -> Request[ReloadCustomNodesResponse200]:
    """Reload Custom Nodes.

    Triggers a reload of all custom nodes.

    This re-scans the nodes directory and loads any new node packs.
    Already loaded packs are skipped.
    """

    def parse(data: Any) -> ReloadCustomNodesResponse200:
        from ..models.reload_custom_nodes_response_200 import ReloadCustomNodesResponse200

        response_200 = ReloadCustomNodesResponse200.from_dict(data)

        return response_200

    return Request(
        "custom_nodes.reload_custom_nodes",
        "POST",
        "/api/v2/custom_nodes/reload",
        parse=parse,
    )


def uninstall_custom_node_pack(*, pack_name: str) -> Request[UninstallNodePackResponse]:
    """Uninstall Custom Node Pack.

    Uninstalls a custom node pack by removing its directory.

    Note: A restart is required for the node removal to take full effect.
    Installed nodes from the pack will remain registered until restart.
    """

    def parse(data: Any) -> UninstallNodePackResponse:
        from ..models.uninstall_node_pack_response import UninstallNodePackResponse

        response_200 = UninstallNodePackResponse.from_dict(data)

        return response_200

    return Request(
        "custom_nodes.uninstall_custom_node_pack",
        "DELETE",
        "/api/v2/custom_nodes/{pack_name}".format(
            **quote_path("custom_nodes.uninstall_custom_node_pack", pack_name=pack_name)
        ),
        parse=parse,
    )
