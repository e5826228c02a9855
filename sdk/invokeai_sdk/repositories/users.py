"""The users repository: `client.users`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field
from invokeai_api import api

from invokeai_sdk._types import Secret, given
from invokeai_sdk.repositories.paging import Listing

if TYPE_CHECKING:
    from invokeai_api.models.login_response import LoginResponse
    from invokeai_api.models.setup_status_response import SetupStatusResponse
    from invokeai_api.models.user_dto import UserDTO

    from invokeai_sdk.core import Core
    from invokeai_sdk.transport import Transport


class UserRepository:
    """Login, the user's own account and, for admins, all accounts. A single-user server needs no login.

    The token is kept in the client's memory only. The server may renew the token in its answer to any changing request;
    later requests and the next connection of the event socket use the renewed token.
    """

    # Every method replaces its password arguments by secrets: a traceback with local variables must not show them.

    def __init__(self, core: Core) -> None:
        self._transport = core.transport
        self._credentials = core.transport.credentials
        self._core = core

    # --- Login -------------------------------------------------------------------------------------------------------

    async def status(self) -> SetupStatusResponse:
        """Return whether the server has several users, and whether its first admin must still be created."""
        return await self._transport.send(api.authentication.get_setup_status())

    async def setup(self, email: str, password: str, *, display_name: str | None = None) -> UserDTO:
        """Create the first admin of a new server. This does not log in.

        Raises:
            BadRequestError: there is an admin already, or the password is too weak.
            PermissionDeniedError: the server is a single-user server.
        """
        password = Secret(password)
        request = api.authentication.setup_admin(
            body={"email": email, "password": password, "display_name": display_name}
        )
        return (await self._transport.send(request)).user

    async def login(self, email: str, password: str, *, remember_me: bool = False, renew: bool = True) -> UserDTO:
        """Log in: this client's requests and its event socket use the user's token from now on.

        Args:
            email: the user's email address.
            password: the user's password.
            remember_me: request a token that is valid for seven days instead of one.
            renew: keep the email address and the password in memory, to log in again, once, when the server rejects
                the token.

        Raises:
            AuthenticationError: the email address or the password is wrong.
            PermissionDeniedError: the account is disabled, or the server is a single-user server.
        """
        password = Secret(password)
        login = _Login(self._transport, email, password, remember_me)
        previous, self._credentials.reauthenticate = self._credentials.reauthenticate, None
        try:
            answer = await login.send()
        except BaseException:
            self._credentials.reauthenticate = previous
            raise
        self._credentials.token = answer.token
        self._credentials.reauthenticate = login if renew else None
        self._core.events.reconnect()
        return answer.user

    async def logout(self) -> None:
        """Log out: inform the server, and forget the token and the password.

        The server accepts the token until it expires, so other holders of the token stay logged in.
        """
        try:
            await self._transport.send(api.authentication.logout())
        finally:
            self._credentials.reauthenticate = None
            self._credentials.token = None
            self._core.events.reconnect()

    async def refresh_media_cookie(self) -> bool:
        """Request the cookie with which browsers load images, and return whether the server set the cookie.

        The SDK does not need the cookie.
        """
        return (await self._transport.send(api.authentication.refresh_media_cookie())).success

    # --- The user's own account --------------------------------------------------------------------------------------

    async def me(self) -> UserDTO:
        """Return the account that this client is logged in to.

        Raises:
            AuthenticationError: the client is not logged in, or the server is a single-user server.
        """
        return await self._transport.send(api.authentication.get_current_user_info())

    async def update_me(
        self,
        *,
        display_name: str | None = None,
        current_password: str | None = None,
        new_password: str | None = None,
    ) -> UserDTO:
        """Change the name or the password of the user's own account, and return the account.

        A new password ends all other sessions of the user; this client continues with a new token.

        Args:
            display_name: the new name; `None` keeps the name.
            current_password: the current password, required with `new_password`.
            new_password: the new password; `None` keeps the password.

        Raises:
            BadRequestError: the current password is wrong or missing, or the new password is too weak.
        """
        current_password, new_password = Secret.of(current_password), Secret.of(new_password)
        request = api.authentication.update_current_user(
            body={
                "display_name": given(display_name),
                "current_password": given(current_password),
                "new_password": given(new_password),
            }
        )
        user = await self._transport.send(request)
        if new_password is not None and isinstance(self._credentials.reauthenticate, _Login):
            self._credentials.reauthenticate.password = new_password
        return user

    async def generate_password(self) -> str:
        """Return a strong random password that the server generates."""
        return (await self._transport.send(api.authentication.generate_password())).password

    # --- All accounts, for admins ------------------------------------------------------------------------------------

    def list(self) -> Listing[UserDTO]:
        """Return all accounts.

        Raises:
            PermissionDeniedError: the client is not logged in as an admin.
        """
        return Listing.unpaged(lambda: self._transport.send(api.authentication.list_users()))

    async def get(self, user_id: str) -> UserDTO:
        """Return an account.

        Raises:
            NotFoundError: no account has this id.
            PermissionDeniedError: the client is not logged in as an admin.
        """
        return await self._transport.send(api.authentication.get_user(user_id=user_id))

    async def create(
        self, email: str, password: str, *, display_name: str | None = None, is_admin: bool = False
    ) -> UserDTO:
        """Create an account, and return the account.

        Raises:
            BadRequestError: another account has this email address, or the password is too weak.
            ValidationError: the email address is not valid.
            PermissionDeniedError: the client is not logged in as an admin.
        """
        password = Secret(password)
        request = api.authentication.create_user(
            body={"email": email, "password": password, "display_name": display_name, "is_admin": is_admin}
        )
        return await self._transport.send(request)

    async def update(
        self,
        user_id: str,
        *,
        display_name: str | None = None,
        password: str | None = None,
        is_admin: bool | None = None,
        is_active: bool | None = None,
    ) -> UserDTO:
        """Change an account, and return the account. Arguments that are `None` change nothing.

        Args:
            user_id: the id of the account.
            display_name: the new name.
            password: the new password; it ends all sessions of the user.
            is_admin: whether the user is an admin.
            is_active: whether the user can log in.

        Raises:
            NotFoundError: no account has this id.
            BadRequestError: the password is too weak, or the server would be left without an admin.
            PermissionDeniedError: the client is not logged in as an admin.
        """
        password = Secret.of(password)
        request = api.authentication.update_user(
            user_id=user_id,
            body={
                "display_name": given(display_name),
                "password": given(password),
                "is_admin": given(is_admin),
                "is_active": given(is_active),
            },
        )
        return await self._transport.send(request)

    async def delete(self, user_id: str) -> None:
        """Delete an account.

        Raises:
            NotFoundError: no account has this id.
            BadRequestError: the account is that of the last admin.
            PermissionDeniedError: the client is not logged in as an admin.
        """
        await self._transport.send(api.authentication.delete_user(user_id=user_id))


@define(repr=False, eq=False)
class _Login:
    """Email address and password of a login, to log in again when the token is rejected; not shown by `repr`."""

    _transport: Transport
    _email: str
    password: Secret
    _remember_me: bool = field(default=False)

    async def __call__(self) -> str:
        """Log in, and return the new token."""
        return (await self.send()).token

    async def send(self) -> LoginResponse:
        """Log in, and return the server's answer."""
        return await self._transport.send(
            api.authentication.login(
                body={"email": self._email, "password": self.password, "remember_me": self._remember_me}
            )
        )
