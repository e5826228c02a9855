"""Users of a server that has several, and logging in: `client.users`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk._types import Secret

if TYPE_CHECKING:
    import builtins

    from invokeai_api.models.login_response import LoginResponse
    from invokeai_api.models.setup_status_response import SetupStatusResponse
    from invokeai_api.models.user_dto import UserDTO

    from invokeai_sdk.core import Core


class UserRepository:
    """Logging in, one's own account, and for admins everyone's. A single-user server needs none of it.

    The token lives in the client's memory only. Every changing call may bring a fresher one, which the REST calls
    and the next connection of the event socket then use.
    """

    def __init__(self, core: Core) -> None:
        self._transport = core.transport
        self._credentials = core.transport.credentials
        self._events = core.events

    # --- Logging in --------------------------------------------------------------------------------------------------

    async def status(self) -> SetupStatusResponse:
        """Return whether the server has users at all, and whether it still waits for its first admin."""
        status: SetupStatusResponse = await self._transport.send(api.authentication.get_setup_status())
        return status

    async def setup(self, email: str, password: str, *, display_name: str | None = None) -> UserDTO:
        """Create the first admin of a new server. This does not log in.

        Raises:
            BadRequestError: there is an admin already, or the password is too weak.
            PermissionDeniedError: the server is a single-user one.
        """
        password = Secret(password)
        body = {"email": email, "password": password, "display_name": display_name}
        user: UserDTO = (await self._transport.send(api.authentication.setup_admin(body=body))).user
        return user

    async def login(self, email: str, password: str, *, remember_me: bool = False, renew: bool = True) -> UserDTO:
        """Log in: from now on, this client's calls and its event socket are this user's.

        Args:
            email: the user's address.
            password: their password.
            remember_me: ask for a token of seven days instead of one.
            renew: keep the address and password in memory, to log in anew, once, when the server refuses the token.

        Raises:
            AuthenticationError: wrong address or password.
            PermissionDeniedError: the account is disabled, or the server is a single-user one.
        """
        password = Secret(password)
        login = _Login(self._transport, email, password, remember_me)
        before, self._credentials.reauthenticate = self._credentials.reauthenticate, None
        try:
            answer = await login.answer()
        except BaseException:
            self._credentials.reauthenticate = before
            raise
        self._credentials.token = answer.token
        self._credentials.reauthenticate = login if renew else None
        self._events.reopen()
        return answer.user

    async def logout(self) -> None:
        """Log out: tell the server, and forget the token and whatever could renew it.

        The server goes on accepting the token until it expires, so whoever else has it is not logged out.
        """
        try:
            await self._transport.send(api.authentication.logout())
        finally:
            self._credentials.reauthenticate = None
            self._credentials.token = None
            self._events.reopen()

    async def refresh_media_cookie(self) -> bool:
        """Have the server set the cookie with which browsers load images; the SDK needs none."""
        return bool((await self._transport.send(api.authentication.refresh_media_cookie())).success)

    # --- One's own account -------------------------------------------------------------------------------------------

    async def me(self) -> UserDTO:
        """Return the user that this client is logged in as.

        Raises:
            AuthenticationError: it is not logged in, as on a single-user server one never is.
        """
        user: UserDTO = await self._transport.send(api.authentication.get_current_user_info())
        return user

    async def update_me(
        self,
        *,
        display_name: str | None = None,
        current_password: str | None = None,
        new_password: str | None = None,
    ) -> UserDTO:
        """Change one's own name or password, and return the account; what is left out stays.

        A new password ends every other session of the user; this client goes on with the token it is given.

        Raises:
            BadRequestError: the current password is wrong or missing, or the new one too weak.
        """
        current_password, new_password = Secret.of(current_password), Secret.of(new_password)
        changes = {
            "display_name": display_name,
            "current_password": current_password,
            "new_password": new_password,
        }
        body = {key: value for key, value in changes.items() if value is not None}
        user: UserDTO = await self._transport.send(api.authentication.update_current_user(body=body))
        if new_password is not None and isinstance(self._credentials.reauthenticate, _Login):
            self._credentials.reauthenticate.password = new_password
        return user

    async def generate_password(self) -> str:
        """Return a strong random password of the server's making."""
        return str((await self._transport.send(api.authentication.generate_password())).password)

    # --- Everyone's, for admins --------------------------------------------------------------------------------------

    async def list(self) -> builtins.list[UserDTO]:
        """Return all users.

        Raises:
            PermissionDeniedError: one is not an admin; so with all that follows.
        """
        users: builtins.list[UserDTO] = await self._transport.send(api.authentication.list_users())
        return users

    async def get(self, user_id: str) -> UserDTO:
        """Return a user.

        Raises:
            NotFoundError: there is none of this id.
        """
        user: UserDTO = await self._transport.send(api.authentication.get_user(user_id=user_id))
        return user

    async def create(
        self, email: str, password: str, *, display_name: str | None = None, is_admin: bool = False
    ) -> UserDTO:
        """Create a user.

        Raises:
            BadRequestError: the address is taken, or the password too weak.
            ValidationError: the address is none.
        """
        password = Secret(password)
        body = {"email": email, "password": password, "display_name": display_name, "is_admin": is_admin}
        user: UserDTO = await self._transport.send(api.authentication.create_user(body=body))
        return user

    async def update(
        self,
        user_id: str,
        *,
        display_name: str | None = None,
        password: str | None = None,
        is_admin: bool | None = None,
        is_active: bool | None = None,
    ) -> UserDTO:
        """Change a user, and return the account; what is left out stays. A new password ends their sessions.

        Raises:
            NotFoundError: there is none of this id.
            BadRequestError: the password is too weak, or this would leave the server without an admin.
        """
        password = Secret.of(password)
        changes = {
            "display_name": display_name,
            "password": password,
            "is_admin": is_admin,
            "is_active": is_active,
        }
        body = {key: value for key, value in changes.items() if value is not None}
        user: UserDTO = await self._transport.send(api.authentication.update_user(user_id=user_id, body=body))
        return user

    async def delete(self, user_id: str) -> None:
        """Delete a user.

        Raises:
            NotFoundError: there is none of this id.
            BadRequestError: this is the last admin.
        """
        await self._transport.send(api.authentication.delete_user(user_id=user_id))


class _Login:
    """What it takes to log in, kept out of every repr."""

    def __init__(self, transport: Transport, email: str, password: str, remember_me: bool) -> None:
        self._transport = calls
        self._email = email
        self.password = password
        self._remember_me = remember_me

    def __repr__(self) -> str:
        return "<login>"

    async def __call__(self) -> str:
        """Log in anew, and return the token."""
        return (await self.answer()).token

    async def answer(self) -> LoginResponse:
        """Log in, and return what the server says."""
        body = {"email": self._email, "password": self.password, "remember_me": self._remember_me}
        answer: LoginResponse = await self._transport.send(api.authentication.login(body=body))
        return answer
