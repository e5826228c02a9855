"""Fault rules of a `FaultProxy`, and the exchanges that they match, as plain values."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Direction: TypeAlias = Literal["up", "down"]
"""`up` is from the client to the server, `down` is from the server to the client."""

_REQUEST = re.compile(rb"([A-Z]{3,7}) (\S+) HTTP/1\.[01]\r\n")


@frozen
class RequestHead:
    """The head of an HTTP request.

    Attributes:
        method: the method, such as `POST`.
        target: the path with its query.
        headers: the values by lower-case header name.
    """

    method: str
    target: str
    headers: Mapping[str, str] = field(factory=dict, repr=False)

    @property
    def path(self) -> str:
        """The path without its query."""
        return self.target.partition("?")[0]

    @property
    def websocket(self) -> bool:
        """Whether the request opens a websocket."""
        return self.headers.get("upgrade", "").lower() == "websocket"

    @classmethod
    def parse(cls, data: bytes) -> RequestHead | None:
        """Return the head of the request that `data` begins with; None if it begins with none."""
        match = _REQUEST.match(data)
        if match is None:
            return None
        lines = data[match.end() :].partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        return cls(match[1].decode(), match[2].decode("latin-1"), headers)


@frozen
class Exchange:
    """One request and its response on a connection, or a whole websocket. Rules match exchanges.

    Attributes:
        connection: the number of the connection, counted from 1.
        number: the number of the request on its connection, counted from 1; 0 before the first request.
        request: the request; None before the first request, or if the client does not speak HTTP.
    """

    connection: int
    number: int = 0
    request: RequestHead | None = None


Match: TypeAlias = "Callable[[Exchange], bool]"
"""A function that returns whether a rule applies to an exchange."""


def everything(_exchange: Exchange) -> bool:
    """Match every exchange."""
    return True


def websocket(exchange: Exchange) -> bool:
    """Match websockets."""
    return exchange.request is not None and exchange.request.websocket


def plain_http(exchange: Exchange) -> bool:
    """Match requests that do not open a websocket."""
    return exchange.request is not None and not exchange.request.websocket


def request(method: str, path: str) -> Match:
    """Match requests by method and path.

    Args:
        method: the method; `*` for any.
        path: the path without its query; `*` matches any text, as in `*/enqueue_batch`.
    """

    def match_request(exchange: Exchange) -> bool:
        head = exchange.request
        return head is not None and method in ("*", head.method) and fnmatchcase(head.path, path)

    return match_request


@frozen(kw_only=True)
class Rule:
    """Base of the fault rules: which exchanges a rule applies to, and when.

    Attributes:
        match: a function that selects the exchanges; by default all exchanges.
        direction: the direction that is affected; None for both.
        after: the number of bytes of the exchange that pass first, in that direction.
        times: the largest number of exchanges that the rule applies to; None for no limit.
        probability: the probability that the rule applies to a matching exchange, drawn once per exchange.
    """

    match: Match = everything
    direction: Direction | None = None
    after: int = 0
    times: int | None = None
    probability: float = 1.0


@frozen(kw_only=True)
class Cut(Rule):
    """Reset the connection, as a crash or a lost network route does.

    With `direction="up"` and `after=0` the server does not receive the request. With `direction="down"` the server has
    processed the request, and the response is lost.
    """


@frozen(kw_only=True)
class Truncate(Rule):
    """Close the connection regularly, but before the exchange is complete."""


@frozen(kw_only=True)
class Stall(Rule):
    """Hold back all data until the rule is removed; the connection stays open."""


@frozen(kw_only=True)
class Delay(Rule):
    """Delay all data; the order is kept.

    Attributes:
        seconds: the time for which each received chunk of data is held back.
    """

    seconds: float = 0.1
