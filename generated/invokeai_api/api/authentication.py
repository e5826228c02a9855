"""Requests to the server's `authentication` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invokeai_sdk._request import Request, drop_unset, quote_path

if TYPE_CHECKING:
    from ..bodies import (
        AdminUserCreateRequest,
        AdminUserUpdateRequest,
        LoginRequest,
        SetupRequest,
        UserProfileUpdateRequest,
    )
    from ..models.generate_password_response import GeneratePasswordResponse
    from ..models.login_response import LoginResponse
    from ..models.logout_response import LogoutResponse
    from ..models.media_cookie_response import MediaCookieResponse
    from ..models.setup_response import SetupResponse
    from ..models.setup_status_response import SetupStatusResponse
    from ..models.user_dto import UserDTO


def generate_password() -> Request[GeneratePasswordResponse]:
    """Generate Password.

    Generate a strong random password.

    Returns a cryptographically secure random password of 16 characters
    containing uppercase, lowercase, digits, and punctuation.
    """

    def parse(data: Any) -> GeneratePasswordResponse:
        from ..models.generate_password_response import GeneratePasswordResponse

        response_200 = GeneratePasswordResponse.from_dict(data)

        return response_200

    return Request(
        "authentication.generate_password",
        "GET",
        "/api/v1/auth/generate-password",
        parse=parse,
    )


def login(*, body: LoginRequest) -> Request[LoginResponse]:
    """Login.

    Authenticate user and return access token.

    Args:
        request: Login credentials (email and password)

    Returns:
        LoginResponse containing JWT token and user information

    Raises:
        HTTPException: 401 if credentials are invalid or user is inactive
        HTTPException: 403 if multiuser mode is disabled
    """

    def parse(data: Any) -> LoginResponse:
        from ..models.login_response import LoginResponse

        response_200 = LoginResponse.from_dict(data)

        return response_200

    return Request(
        "authentication.login",
        "POST",
        "/api/v1/auth/login",
        json=drop_unset(body),
        parse=parse,
    )


def logout() -> Request[LogoutResponse]:
    """Logout.

    Logout current user.

    Currently a no-op since we use stateless JWT tokens. For token invalidation in
    future implementations, consider:
    - Token blacklist: Store invalidated tokens in Redis/database with expiration
    - Token versioning: Add version field to user record, increment on logout
    - Short-lived tokens: Use refresh token pattern with token rotation
    - Session storage: Track active sessions server-side for revocation

    Args:
        current_user: The authenticated user (validates token)

    Returns:
        LogoutResponse indicating success
    """

    def parse(data: Any) -> LogoutResponse:
        from ..models.logout_response import LogoutResponse

        response_200 = LogoutResponse.from_dict(data)

        return response_200

    return Request(
        "authentication.logout",
        "POST",
        "/api/v1/auth/logout",
        parse=parse,
    )


def get_current_user_info() -> Request[UserDTO]:
    """Get Current User Info.

    Get current authenticated user's information.

    Args:
        current_user: The authenticated user's token data

    Returns:
        UserDTO containing user information

    Raises:
        HTTPException: 404 if user is not found (should not happen normally)
    """

    def parse(data: Any) -> UserDTO:
        from ..models.user_dto import UserDTO

        response_200 = UserDTO.from_dict(data)

        return response_200

    return Request(
        "authentication.get_current_user_info",
        "GET",
        "/api/v1/auth/me",
        parse=parse,
    )


def update_current_user(*, body: UserProfileUpdateRequest) -> Request[UserDTO]:
    """Update Current User.

    Update the current user's own profile.

    To change the password, both ``current_password`` and ``new_password`` must
    be provided. The current password is verified before the change is applied.

    A password change signs out the account's *other* sessions: it bumps the
    revocation epoch, invalidating every previously issued token. This response
    carries a replacement token in ``X-Refreshed-Token`` so the caller stays
    signed in.

    Args:
        request: Profile fields to update
        current_user: The authenticated user
        http_request: The HTTP request, used to scope the replacement media cookie
        response: The HTTP response, used to return the replacement token

    Returns:
        The updated user

    Raises:
        HTTPException: 400 if current password is incorrect or new password is weak
        HTTPException: 404 if user not found
    """

    def parse(data: Any) -> UserDTO:
        from ..models.user_dto import UserDTO

        response_200 = UserDTO.from_dict(data)

        return response_200

    return Request(
        "authentication.update_current_user",
        "PATCH",
        "/api/v1/auth/me",
        json=drop_unset(body),
        parse=parse,
    )


def refresh_media_cookie() -> Request[MediaCookieResponse]:
    """Refresh Media Cookie.

    Re-issue the media cookie from a valid Bearer token.

    The media cookie is normally set at login, but a session can hold a valid JWT
    without it — the session may predate the cookie's introduction, or the cookie
    may have been cleared while the JWT (in client storage) survived. Media
    elements can't send Authorization headers, so such sessions silently fail to
    load videos (black player) while every other API call works. The frontend
    calls this on app load so an existing session self-heals without re-login.

    The cookie's lifetime is clamped to the presented token's remaining validity —
    it is the same JWT, so a longer-lived cookie would just yield 401s after
    expiry anyway.

    Returns:
        MediaCookieResponse indicating the cookie was set. In single-user mode the
        media routes don't require authentication, so this is a successful no-op.

    Raises:
        HTTPException: 401 if the Bearer token is missing, invalid, or expired, or
        the user no longer exists or is inactive (raised by the auth dependency).
    """

    def parse(data: Any) -> MediaCookieResponse:
        from ..models.media_cookie_response import MediaCookieResponse

        response_200 = MediaCookieResponse.from_dict(data)

        return response_200

    return Request(
        "authentication.refresh_media_cookie",
        "POST",
        "/api/v1/auth/media-cookie",
        parse=parse,
    )


def setup_admin(*, body: SetupRequest) -> Request[SetupResponse]:
    """Setup Admin.

    Set up initial administrator account.

    This endpoint can only be called once, when no admin user exists. It creates
    the first admin user for the system.

    Args:
        request: Admin account details (email, display_name, password)

    Returns:
        SetupResponse containing the created admin user

    Raises:
        HTTPException: 400 if admin already exists or password is weak
        HTTPException: 403 if multiuser mode is disabled
    """

    def parse(data: Any) -> SetupResponse:
        from ..models.setup_response import SetupResponse

        response_200 = SetupResponse.from_dict(data)

        return response_200

    return Request(
        "authentication.setup_admin",
        "POST",
        "/api/v1/auth/setup",
        json=drop_unset(body),
        parse=parse,
    )


def get_setup_status() -> Request[SetupStatusResponse]:
    """Get Setup Status.

    Check if initial administrator setup is required.

    Returns:
        SetupStatusResponse indicating whether setup is needed and multiuser mode status
    """

    def parse(data: Any) -> SetupStatusResponse:
        from ..models.setup_status_response import SetupStatusResponse

        response_200 = SetupStatusResponse.from_dict(data)

        return response_200

    return Request(
        "authentication.get_setup_status",
        "GET",
        "/api/v1/auth/status",
        parse=parse,
    )


def list_users() -> Request[list[UserDTO]]:
    """List Users.

    List all users. Requires admin privileges.

    The internal 'system' user (created for backward compatibility) is excluded
    from the results since it cannot be managed through this interface.

    Returns:
        List of all real users (system user excluded)
    """

    def parse(data: Any) -> list[UserDTO]:
        from ..models.user_dto import UserDTO

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = UserDTO.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "authentication.list_users",
        "GET",
        "/api/v1/auth/users",
        parse=parse,
    )


def create_user(*, body: AdminUserCreateRequest) -> Request[UserDTO]:
    """Create User.

    Create a new user. Requires admin privileges.

    Args:
        request: New user details

    Returns:
        The created user

    Raises:
        HTTPException: 400 if email already exists or password is weak
    """

    def parse(data: Any) -> UserDTO:
        from ..models.user_dto import UserDTO

        response_201 = UserDTO.from_dict(data)

        return response_201

    return Request(
        "authentication.create_user",
        "POST",
        "/api/v1/auth/users",
        json=drop_unset(body),
        statuses=(201,),
        parse=parse,
    )


def get_user(*, user_id: str) -> Request[UserDTO]:
    """Get User.

    Get a user by ID. Requires admin privileges.

    Args:
        user_id: The user ID

    Returns:
        The user

    Raises:
        HTTPException: 404 if user not found

    Args:
        user_id: User ID
    """

    def parse(data: Any) -> UserDTO:
        from ..models.user_dto import UserDTO

        response_200 = UserDTO.from_dict(data)

        return response_200

    return Request(
        "authentication.get_user",
        "GET",
        "/api/v1/auth/users/{user_id}".format(**quote_path("authentication.get_user", user_id=user_id)),
        parse=parse,
    )


def delete_user(*, user_id: str) -> Request[None]:
    """Delete User.

    Delete a user. Requires admin privileges.

    Admins can delete any user including other admins, but cannot delete the last
    remaining admin, nor the internal system user.

    Args:
        user_id: The user ID

    Raises:
        HTTPException: 400 if attempting to delete the last admin or the system user
        HTTPException: 404 if user not found

    Args:
        user_id: User ID
    """

    return Request(
        "authentication.delete_user",
        "DELETE",
        "/api/v1/auth/users/{user_id}".format(**quote_path("authentication.delete_user", user_id=user_id)),
        statuses=(204,),
        answer="none",
    )


def update_user(*, user_id: str, body: AdminUserUpdateRequest) -> Request[UserDTO]:
    """Update User.

    Update a user. Requires admin privileges.

    Resetting a password revokes the target's existing sessions. An admin resetting
    their own password receives a replacement token in ``X-Refreshed-Token`` so they
    are not signed out by their own action.

    Args:
        user_id: The user ID
        request: Fields to update

    Returns:
        The updated user

    Raises:
        HTTPException: 400 if password is weak, if the change would remove the last
            administrator, or if it targets the protected system account
        HTTPException: 404 if user not found

    Args:
        user_id: User ID
    """

    def parse(data: Any) -> UserDTO:
        from ..models.user_dto import UserDTO

        response_200 = UserDTO.from_dict(data)

        return response_200

    return Request(
        "authentication.update_user",
        "PATCH",
        "/api/v1/auth/users/{user_id}".format(**quote_path("authentication.update_user", user_id=user_id)),
        json=drop_unset(body),
        parse=parse,
    )
