"""`ClientOptions`: where the server is, and how to talk to it."""

from __future__ import annotations

import math
import os
import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Self, TypedDict, Unpack
from urllib.parse import urlsplit

from attrs import evolve, field, frozen

from invokeai_sdk._types import Secret
from invokeai_sdk.errors import OptionsError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

    from attrs import Attribute

DEFAULT_URL: Final = "http://127.0.0.1:9090"
"""Where InvokeAI listens if nobody told it otherwise."""

URL_VARIABLE: Final = "INVOKEAI_URL"
TOKEN_VARIABLE: Final = "INVOKEAI_TOKEN"  # noqa: S105 - the name of a variable, not a token

_COPIED_ALONG: Final = re.compile(r"/(api(/v\d+)?|docs|redoc|openapi\.json|index\.html)$")
"""Ends that people copy from a browser or an API call; the paths of the API bring theirs along."""

_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class OptionOverrides(TypedDict, total=False):
    """The options that `from_url` and its likes take besides URL and token; see `ClientOptions`."""

    queue_id: str
    connect_timeout: float
    read_timeout: float
    retries: int
    headers: Mapping[str, str]
    verify: bool | str | Path | ssl.SSLContext


class OptionChanges(OptionOverrides, total=False):
    """What `with_options` takes: any option; see `ClientOptions`."""

    url: str
    token: str | None


def _seconds(_: object, attribute: Attribute[float], value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < math.inf:
        raise OptionsError(f"{attribute.name} must be a number of seconds above 0, not {value!r}")


def _count(_: object, attribute: Attribute[int], value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise OptionsError(f"{attribute.name} must be a whole number, 0 or more, not {value!r}")


def _filled(_: object, attribute: Attribute[str], value: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise OptionsError(f"{attribute.name} must not be empty; InvokeAI's own is 'default'")


def _verification(_: object, __: object, value: object) -> None:
    if isinstance(value, (str, Path)) and not Path(value).exists():
        raise OptionsError(f"verify names a CA bundle that does not exist: {str(value)!r}")


def _clean_token(token: str | None) -> Secret | None:
    """Return a token without what comes along when it is copied: spaces, a line's end, the word Bearer."""
    if token is None:
        return None
    token = Secret(re.sub(r"^bearer($|\s+)", "", token.strip(), flags=re.IGNORECASE))
    if not token.isascii() or any(character.isspace() or not character.isprintable() for character in token):
        raise OptionsError("the token holds characters that no token has; give it as the server issued it")
    return token or None


def _clean_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name):
            raise OptionsError(f"{name!r} cannot be the name of a header")
        if not isinstance(value, str) or not value.isascii() or not (value.isprintable() or not value):
            raise OptionsError(f"the header {name!r} must have one line of ASCII text as its value")
    return MappingProxyType({name: Secret(value) for name, value in headers.items()})


def _clean_url(url: str) -> str:
    """Return a base URL without a trailing slash; a missing scheme means http."""
    text = str(url).strip()
    example = f"give something like {DEFAULT_URL!r} or 'https://host/invoke'"
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        port = parts.port
    except ValueError:
        raise OptionsError(f"the server's URL has a host or port that cannot be; {example}") from None
    scheme = parts.scheme.lower()
    if scheme not in {"http", "https"}:
        raise OptionsError(f"the server's URL must start with http:// or https://, not {scheme}://; {example}")
    if parts.username is not None or parts.password is not None:
        raise OptionsError(
            "the server's URL must not hold credentials; give a token as token=…, or what a proxy wants as headers={…}"
        )
    if parts.query:
        raise OptionsError(f"the server's URL must not have a query: {text!r}; {example}")
    if not parts.hostname or port == 0 or any(c.isspace() or not c.isprintable() or c == "\\" for c in text):
        raise OptionsError(f"the server's URL names no host: {text!r}; {example}")
    path = _COPIED_ALONG.sub("", parts.path.rstrip("/")).rstrip("/")
    return f"{scheme}://{parts.netloc.lower()}{path}"


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}[parts.scheme]


def _same_origin(known: str, url: str) -> bool:
    try:
        return _origin(_clean_url(known)) == _origin(url)
    except OptionsError:
        return False


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

    url: str = field(default=DEFAULT_URL, converter=_clean_url)
    token: str | None = field(default=None, converter=_clean_token, repr=False)
    queue_id: str = field(default="default", validator=_filled)
    connect_timeout: float = field(default=5.0, validator=_seconds)
    read_timeout: float = field(default=60.0, validator=_seconds)
    retries: int = field(default=2, validator=_count)
    headers: Mapping[str, str] = field(factory=dict, converter=_clean_headers, repr=False)
    verify: bool | str | Path | ssl.SSLContext = field(default=True, validator=_verification, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.token and self.sends_authorization:
            raise OptionsError("a token and an Authorization header exclude each other; give one of them")

    @classmethod
    def from_env(cls, url: str | None = None, *, token: str | None = None, **options: Unpack[OptionOverrides]) -> Self:
        """Make options from what is given and, where it is not, from `INVOKEAI_URL` and `INVOKEAI_TOKEN`.

        The token of the environment belongs to the URL of the environment: it is not sent to a server elsewhere.

        Args:
            url: the server's address; wins over the environment.
            token: a bearer token; wins over the environment.
            **options: any other option.

        Raises:
            OptionsError: an option that cannot be.
        """
        token = Secret.of(token)
        known = os.environ.get(URL_VARIABLE, "").strip()
        made = cls(url=url or known or DEFAULT_URL, token=token, **options)
        inherited = Secret.of(os.environ.get(TOKEN_VARIABLE))
        if not inherited or made.token or made.sends_authorization or (known and not _same_origin(known, made.url)):
            return made
        return evolve(made, token=inherited)

    @property
    def sends_authorization(self) -> bool:
        """Whether the extra headers authenticate already, as a proxy may want it."""
        return any(name.lower() == "authorization" for name in self.headers)
