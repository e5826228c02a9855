"""What a `FaultProxy` does to which connection, as plain values."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Direction: TypeAlias = Literal["up", "down"]
"""`up` is from the client to the server, `down` is back."""

_REQUEST = re.compile(rb"([A-Z]{3,7}) (\S+) HTTP/1\.[01]\r\n")


@frozen
class Request:
    """The head of an HTTP request.

    Attributes:
        method: such as `POST`.
        target: the path with its query.
        headers: by lower-case name.
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
        """Whether it asks for a websocket."""
        return self.headers.get("upgrade", "").lower() == "websocket"

    @classmethod
    def parse(cls, data: bytes) -> Request | None:
        """Read the head of a request, if `data` begins with one."""
        match = _REQUEST.match(data)
        if match is None:
            return None
        lines = data[match.end() :].partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        return cls(match[1].decode(), match[2].decode("latin-1"), headers)


@frozen
class Exchange:
    """One request and its answer on a connection, or a whole websocket: what rules are matched against.

    Attributes:
        connection: the connection's number, counted from 1.
        number: the request's number on its connection, counted from 1; 0 before the first.
        request: the request, `None` while the client has not sent one, or if it does not speak HTTP.
    """

    connection: int
    number: int = 0
    request: Request | None = None


Match: TypeAlias = "Callable[[Exchange], bool]"
"""Says whether a rule applies to an exchange."""


def everything(_exchange: Exchange) -> bool:
    """Match every exchange."""
    return True


def websocket(exchange: Exchange) -> bool:
    """Match websockets."""
    return exchange.request is not None and exchange.request.websocket


def plain_http(exchange: Exchange) -> bool:
    """Match requests that are not websockets."""
    return exchange.request is not None and not exchange.request.websocket


def request(method: str, path: str) -> Match:
    """Match requests by method and path.

    Args:
        method: the method, or `*` for any.
        path: the path without its query, in which `*` stands for anything: `*/enqueue_batch`.
    """

    def match(exchange: Exchange) -> bool:
        asked = exchange.request
        return asked is not None and method in ("*", asked.method) and fnmatchcase(asked.path, path)

    return match


@frozen(kw_only=True)
class Rule:
    """What happens to the exchanges that match.

    Attributes:
        match: which exchanges; all by default.
        direction: which way of them; both by default.
        after: let this many bytes of the exchange pass first, in that direction.
        times: apply to this many exchanges at most, then never again.
        probability: the chance that a matching exchange is hit at all, decided once for each.
    """

    match: Match = everything
    direction: Direction | None = None
    after: int = 0
    times: int | None = None
    probability: float = 1.0


@frozen(kw_only=True)
class Cut(Rule):
    """Reset the connection, as a crash or a lost route does.

    With `direction="up"` and `after=0` the server never sees the request; with `direction="down"` it has dealt with
    it, and the answer is lost.
    """


@frozen(kw_only=True)
class Truncate(Rule):
    """Close the connection in good order, in the middle of things."""


@frozen(kw_only=True)
class Stall(Rule):
    """Hold everything back until the rule is removed; the connection stays open."""


@frozen(kw_only=True)
class Delay(Rule):
    """Hold everything back for a while, in order.

    Attributes:
        seconds: how long each piece is held.
    """

    seconds: float = 0.1
