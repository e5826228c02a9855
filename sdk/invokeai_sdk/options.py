"""`ClientOptions`: the address of a server, and the settings of the connections to it."""

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
"""The address on which InvokeAI listens by default."""

URL_VARIABLE: Final = "INVOKEAI_URL"
TOKEN_VARIABLE: Final = "INVOKEAI_TOKEN"  # noqa: S105 - the name of an environment variable, not a token

_REMOVED_SUFFIX: Final = re.compile(r"/(api(/v\d+)?|docs|redoc|openapi\.json|index\.html)$")
"""Ends of URLs that users copy from a browser or an API call; the SDK adds the paths of the API itself."""

_MIB: Final = 1 << 20

_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class OptionOverrides(TypedDict, total=False):
    """The options other than URL and token, as keyword arguments; see `ClientOptions`."""

    queue_id: str
    connect_timeout: float
    read_timeout: float
    call_timeout: float
    retries: int
    max_answer_bytes: int
    max_download_bytes: int
    max_frame_bytes: int
    headers: Mapping[str, str]
    verify: bool | str | Path | ssl.SSLContext


class OptionChanges(OptionOverrides, total=False):
    """All options, as keyword arguments of `with_options`; see `ClientOptions`."""

    url: str
    token: str | None


def _check_seconds(_: object, attribute: Attribute[float], value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < math.inf:
        raise OptionsError(f"{attribute.name} must be a finite number of seconds greater than 0, not {value!r}")


def _check_count(_: object, attribute: Attribute[int], value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise OptionsError(f"{attribute.name} must be a whole number of at least 0, not {value!r}")


def _check_not_blank(_: object, attribute: Attribute[str], value: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise OptionsError(f"{attribute.name} must not be blank, as {value!r} is; the queue of InvokeAI is 'default'")


def _check_verify(_: object, __: object, value: object) -> None:
    if isinstance(value, (str, Path)) and not Path(value).exists():
        raise OptionsError(f"verify must be the path of an existing CA bundle; {str(value)!r} does not exist")


def clean_token(token: str | None) -> Secret | None:
    """Return a token without the parts that users copy along with it: surrounding whitespace and the word Bearer."""
    if token is None:
        return None
    token = Secret(re.sub(r"^bearer($|\s+)", "", token.strip(), flags=re.IGNORECASE))
    if not token.isascii() or any(character.isspace() or not character.isprintable() for character in token):
        raise OptionsError(
            "the token contains characters other than printable ASCII without spaces; pass it as issued by the server"
        )
    return token or None


def _clean_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name):
            raise OptionsError(f"{name!r} is not a valid name of an HTTP header")
        if not isinstance(value, str) or not value.isascii() or not (value.isprintable() or not value):
            raise OptionsError(f"the value of the header {name!r} must be one line of printable ASCII text")
    return MappingProxyType({name: Secret(value) for name, value in headers.items()})


def _clean_url(url: str) -> str:
    """Return a base URL without a trailing slash, with `http://` if the URL has no scheme."""
    text = str(url).strip()
    example = f"a valid URL is {DEFAULT_URL!r} or 'https://host/invoke'"
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        port = parts.port
    except ValueError:
        raise OptionsError(f"the server's URL has an invalid host or port; {example}") from None
    scheme = parts.scheme.lower()
    if scheme not in {"http", "https"}:
        raise OptionsError(f"the server's URL must start with http:// or https://, not {scheme}://; {example}")
    if parts.username is not None or parts.password is not None:
        raise OptionsError(
            "the server's URL must not contain credentials; pass token=…, or credentials for a proxy in headers={…}"
        )
    if parts.query:
        raise OptionsError(f"the server's URL must not contain a query: {text!r}; {example}")
    if not parts.hostname or port == 0 or any(c.isspace() or not c.isprintable() or c == "\\" for c in text):
        raise OptionsError(f"the server's URL has no valid host or port: {text!r}; {example}")
    path = _REMOVED_SUFFIX.sub("", parts.path.rstrip("/")).rstrip("/")
    return f"{scheme}://{parts.netloc.lower()}{path}"


def _get_origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}[parts.scheme]


def _has_origin_of(url: str, environment_url: str) -> bool:
    try:
        return _get_origin(_clean_url(environment_url)) == _get_origin(url)
    except OptionsError:
        return False


@frozen(kw_only=True)
class ClientOptions:
    """The address of a server, and the settings of the connections to it.

    Attributes:
        url: the base URL of the server, sub-path included; stored without a trailing slash.
        token: a bearer token, for multi-user servers. Never shown in a repr or a log.
        queue_id: the queue to submit to; InvokeAI itself uses only `default`.
        connect_timeout: the time limit for establishing a connection, in seconds.
        read_timeout: the time limit for receiving the next bytes of a response, or sending the next bytes of a request,
            in seconds.
        call_timeout: the time limit for a whole call including retries, in seconds. Downloads are not limited, and a
            longer timeout of a single call replaces the limit.
        max_answer_bytes: the largest body of an answer, decompressed.
        max_download_bytes: the largest file to download.
        max_frame_bytes: the largest message of the event socket; previews of images are the largest ones.
        retries: the maximum number of retries of an idempotent call, after the first attempt.
        headers: additional headers of every request, for example for a proxy in front of the server.
        verify: the verification of TLS certificates: True, the path of a CA bundle, an `ssl.SSLContext`, or False for
            no verification.

    Raises:
        OptionsError: an option has an invalid value.
    """

    url: str = field(default=DEFAULT_URL, converter=_clean_url)
    token: str | None = field(default=None, converter=clean_token, repr=False)
    queue_id: str = field(default="default", validator=_check_not_blank)
    connect_timeout: float = field(default=5.0, validator=_check_seconds)
    read_timeout: float = field(default=60.0, validator=_check_seconds)
    call_timeout: float = field(default=900.0, validator=_check_seconds)
    retries: int = field(default=2, validator=_check_count)
    max_answer_bytes: int = field(default=256 * _MIB, validator=_check_count)
    max_download_bytes: int = field(default=65_536 * _MIB, validator=_check_count)
    max_frame_bytes: int = field(default=64 * _MIB, validator=_check_count)
    headers: Mapping[str, str] = field(factory=dict, converter=_clean_headers, repr=False)
    verify: bool | str | Path | ssl.SSLContext = field(default=True, validator=_check_verify, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.token and self.sends_authorization:
            raise OptionsError("a token and an Authorization header cannot be combined; pass only one of them")

    @classmethod
    def from_env(cls, url: str | None = None, *, token: str | None = None, **options: Unpack[OptionOverrides]) -> Self:
        """Create options from the arguments, with defaults from the environment: `INVOKEAI_URL` and `INVOKEAI_TOKEN`.

        `INVOKEAI_TOKEN` belongs to the server at `INVOKEAI_URL`, or at the default URL if that variable is not set: for
        a URL with another scheme, host or port, pass the token as an argument.

        Args:
            url: the base URL of the server; has precedence over the environment.
            token: a bearer token; has precedence over the environment.
            **options: the other options, as described for the class.

        Raises:
            OptionsError: an option has an invalid value.
        """
        token = Secret.of(token)
        environment_url = os.environ.get(URL_VARIABLE, "").strip() or DEFAULT_URL
        client_options = cls(url=url or environment_url, token=token, **options)
        environment_token = Secret.of(os.environ.get(TOKEN_VARIABLE))
        if not environment_token or client_options.token or client_options.sends_authorization:
            return client_options
        if not _has_origin_of(client_options.url, environment_url):
            return client_options
        return evolve(client_options, token=environment_token)

    @property
    def sends_authorization(self) -> bool:
        """Whether `headers` contains an Authorization header."""
        return any(name.lower() == "authorization" for name in self.headers)
