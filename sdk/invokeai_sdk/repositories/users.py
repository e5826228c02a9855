"""Users of a server that has several, and logging in: `client.users`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.repositories.calls import Calls

if TYPE_CHECKING:
    from invokeai_api.models.setup_status_response import SetupStatusResponse
    from invokeai_api.models.user_dto import UserDTO

    from invokeai_sdk.core import Core


class UserRepository:
    """Logging in, one's own account, and for admins everyone's. A single-user server needs none of it."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._calls = core.shared(Calls)

    async def status(self) -> SetupStatusResponse:
        """Return whether the server has users at all, and whether it still waits for its first admin."""
        status: SetupStatusResponse = await self._calls.call("authentication.get_setup_status")
        return status

    async def setup(self, email: str, password: str, *, display_name: str | None = None) -> UserDTO:
        """Create the first admin of a new server. It does not log in.

        Raises:
            BadRequestError: there is an admin already, or the password is too weak.
            PermissionDeniedError: the server has only one user.
        """
        body = {"email": email, "password": password, "display_name": display_name}
        user: UserDTO = (await self._calls.call("authentication.setup_admin", body=body)).user
        return user
