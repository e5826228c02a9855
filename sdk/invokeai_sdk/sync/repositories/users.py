"""The blocking counterpart of `invokeai_sdk.repositories.users`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    import builtins

    from invokeai_api.models.setup_status_response import SetupStatusResponse
    from invokeai_api.models.user_dto import UserDTO

    from invokeai_sdk.repositories.users import UserRepository


class SyncUserRepository(Mirror):
    """Logging in, one's own account, and for admins everyone's. A single-user server needs none of it.

    The token lives in the client's memory only. Every changing call may bring a fresher one, which the REST calls
    and the next connection of the event socket then use.
    """

    _async: UserRepository

    def status(self) -> SetupStatusResponse:
        """Return whether the server has users at all, and whether it still waits for its first admin."""
        return self._call(self._async.status)

    def setup(self, email: str, password: str, *, display_name: str | None = None) -> UserDTO:
        """Create the first admin of a new server. This does not log in.

        Raises:
            BadRequestError: there is an admin already, or the password is too weak.
            PermissionDeniedError: the server is a single-user one.
        """
        return self._call(self._async.setup, email, password, display_name=display_name)

    def login(self, email: str, password: str, *, remember_me: bool = False, renew: bool = True) -> UserDTO:
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
        return self._call(self._async.login, email, password, remember_me=remember_me, renew=renew)

    def logout(self) -> None:
        """Log out: tell the server, and forget the token and whatever could renew it.

        The server goes on accepting the token until it expires, so whoever else has it is not logged out.
        """
        self._call(self._async.logout)

    def refresh_media_cookie(self) -> bool:
        """Have the server set the cookie with which browsers load images; the SDK needs none."""
        return self._call(self._async.refresh_media_cookie)

    def me(self) -> UserDTO:
        """Return the user that this client is logged in as.

        Raises:
            AuthenticationError: it is not logged in, as on a single-user server one never is.
        """
        return self._call(self._async.me)

    def update_me(
        self, *, display_name: str | None = None, current_password: str | None = None, new_password: str | None = None
    ) -> UserDTO:
        """Change one's own name or password, and return the account; what is left out stays.

        A new password ends every other session of the user; this client goes on with the token it is given.

        Raises:
            BadRequestError: the current password is wrong or missing, or the new one too weak.
        """
        return self._call(
            self._async.update_me,
            display_name=display_name,
            current_password=current_password,
            new_password=new_password,
        )

    def generate_password(self) -> str:
        """Return a strong random password of the server's making."""
        return self._call(self._async.generate_password)

    def list(self) -> builtins.list[UserDTO]:
        """Return all users.

        Raises:
            PermissionDeniedError: one is not an admin; so with all that follows.
        """
        return self._call(self._async.list)

    def get(self, user_id: str) -> UserDTO:
        """Return a user.

        Raises:
            NotFoundError: there is none of this id.
        """
        return self._call(self._async.get, user_id)

    def create(self, email: str, password: str, *, display_name: str | None = None, is_admin: bool = False) -> UserDTO:
        """Create a user.

        Raises:
            BadRequestError: the address is taken, or the password too weak.
            ValidationError: the address is none.
        """
        return self._call(self._async.create, email, password, display_name=display_name, is_admin=is_admin)

    def update(
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
        return self._call(
            self._async.update,
            user_id,
            display_name=display_name,
            password=password,
            is_admin=is_admin,
            is_active=is_active,
        )

    def delete(self, user_id: str) -> None:
        """Delete a user.

        Raises:
            NotFoundError: there is none of this id.
            BadRequestError: this is the last admin.
        """
        self._call(self._async.delete, user_id)
