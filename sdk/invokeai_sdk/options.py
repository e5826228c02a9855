"""`ClientOptions`: where the server is, and how to talk to it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, Self, TypedDict, Unpack
from urllib.parse import urlsplit

from attrs import field, frozen

from invokeai_sdk.errors import OptionsError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

DEFAULT_URL: Final = "http://127.0.0.1:9090"
"""Where InvokeAI listens if nobody told it otherwise."""

URL_VARIABLE: Final = "INVOKEAI_URL"
TOKEN_VARIABLE: Final = "INVOKEAI_TOKEN"  # noqa: S105 - the name of a variable, not a token

_API_SUFFIXES: Final = ("/api/v1", "/api/v2", "/api")
"""Ends that people copy from an API call; the paths of the API bring them along."""


class OptionOverrides(TypedDict, total=False):
    """The options that `from_url` and its likes take besides URL and token; see `ClientOptions`."""

    queue_id: str
    connect_timeout: float
    read_timeout: float
    retries: int
    headers: Mapping[str, str]
    verify: bool | str | ssl.SSLContext


def _positive(_: object, attribute: object, value: float) -> None:
    if not value > 0:
        name = getattr(attribute, "name", "this option")
        raise OptionsError(f"{name} must be more than 0 seconds, not {value!r}")


def _not_negative(_: object, attribute: object, value: int) -> None:
    if value < 0:
        name = getattr(attribute, "name", "this option")
        raise OptionsError(f"{name} must not be negative, but is {value!r}")


def _normalised_url(url: str) -> str:
    """Return a base URL without a trailing slash; a missing scheme means http."""
    text = url.strip()
    parts = urlsplit(text if "://" in text else f"http://{text}")
    example = f"give something like {DEFAULT_URL!r} or 'https://host/invoke'"
    if parts.scheme not in {"http", "https"}:
        raise OptionsError(f"the server's URL must start with http:// or https://, not {parts.scheme}://; {example}")
    if parts.username is not None or parts.password is not None:
        raise OptionsError("the server's URL must not hold credentials; give the token as token=… instead")
    if parts.query or parts.fragment:
        raise OptionsError(f"the server's URL must not have a query or fragment: {text!r}; {example}")
    try:
        port = parts.port
    except ValueError:
        raise OptionsError(f"the server's URL has a port that cannot be: {text!r}; {example}") from None
    if not parts.hostname or any(character.isspace() for character in parts.netloc) or port == 0:
        raise OptionsError(f"the server's URL names no host: {text!r}; {example}")
    path = parts.path.rstrip("/")
    for suffix in _API_SUFFIXES:
        if path.endswith(suffix):
            path = path.removesuffix(suffix)
            break
    return f"{parts.scheme}://{parts.netloc}{path}"


@frozen(kw_only=True)
class ClientOptions:
    """Where the server is, and how to talk to it.

    Attributes:
        url: the server's address, sub-path included, without a trailing slash.
        token: a bearer token, for multi-user servers. Never shown in a repr or a log.
        queue_id: the queue to submit to; InvokeAI itself only uses `default`.
        connect_timeout: seconds to wait for a connection.
        read_timeout: seconds to wait for the next bytes of an answer, and to send those of a request.
        retries: how often to repeat a call that can safely be repeated, after the first try.
        headers: extra headers for every request, say for a proxy in front of the server.
        verify: TLS verification: True, the path of a CA bundle, an `ssl.SSLContext`, or False for none.

    Raises:
        OptionsError: an option that cannot be; the message says what would be right.
    """

    url: str = field(default=DEFAULT_URL, converter=_normalised_url)
    token: str | None = field(default=None, repr=False)
    queue_id: str = "default"
    connect_timeout: float = field(default=5.0, validator=_positive)
    read_timeout: float = field(default=60.0, validator=_positive)
    retries: int = field(default=2, validator=_not_negative)
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    verify: bool | str | ssl.SSLContext = field(default=True, repr=False)

    @classmethod
    def from_env(cls, url: str | None = None, *, token: str | None = None, **options: Unpack[OptionOverrides]) -> Self:
        """Make options from what is given and, where it is not, from `INVOKEAI_URL` and `INVOKEAI_TOKEN`.

        Args:
            url: the server's address; wins over the environment.
            token: a bearer token; wins over the environment.
            **options: any other option.

        Raises:
            OptionsError: an option that cannot be.
        """
        return cls(
            url=url or os.environ.get(URL_VARIABLE) or DEFAULT_URL,
            token=token or os.environ.get(TOKEN_VARIABLE) or None,
            **options,
        )
