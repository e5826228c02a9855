"""`Request`: one call of the server's API as data. The generated functions build requests; a transport sends them."""

from __future__ import annotations

from collections.abc import AsyncIterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Generic, Literal, TypeAlias, TypeVar
from urllib.parse import quote

from attrs import evolve, field, frozen

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import OptionsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk._types import JSONValue

T_co = TypeVar("T_co", covariant=True)

FileContent: TypeAlias = bytes | Path | BinaryIO | AsyncIterable[bytes]
"""The content of a file to upload: bytes, a path, a file opened in binary mode, or an async iterator of bytes."""

_PATH_SEGMENTS_TO_REFUSE: Final = frozenset({"", ".", ".."})
"""Path parameters that URL normalization would remove, so that another route would be called."""


@frozen
class File:
    """A file in a multipart form.

    Attributes:
        content: the bytes, or the source to read them from.
        filename: the file name to send.
        content_type: the media type to send, such as `image/png`.
    """

    content: FileContent
    filename: str = "file"
    content_type: str = "application/octet-stream"


FormValue: TypeAlias = str | int | float | bool | File
"""One part of a multipart form."""


@frozen
class Request(Generic[T_co]):
    """One call of the API. `await client.raw.send(request)` sends the request and returns the answer, a `T_co`.

    The functions in `invokeai_api.api` build requests; building one sends nothing.

    Attributes:
        operation: the name of the operation, `tag.function`.
        method: the HTTP method.
        path: the path below the server's URL, quoted.
        params: the query parameters; a list repeats its key.
        json: the JSON body, or `None` without one.
        form: the parts of a multipart form by name, or `None` if the body is not a form.
        statuses: the statuses of a successful answer.
        answer: the form of a successful answer's body.
        parse: makes the result from the decoded JSON of an answer.
    """

    operation: str
    method: str
    path: str
    params: Mapping[str, Any] = field(factory=dict, kw_only=True)
    json: Any = field(default=None, kw_only=True)
    form: Mapping[str, FormValue] | None = field(default=None, kw_only=True)
    statuses: tuple[int, ...] = field(default=(200,), kw_only=True)
    answer: Literal["json", "text", "bytes", "none"] = field(default="json", kw_only=True)
    parse: Callable[[Any], T_co] = field(kw_only=True, default=lambda data: data)

    def as_json(self) -> Request[JSONValue]:
        """Return the same request with the decoded JSON of the answer as its result, exactly as the server sent it."""
        return evolve(self, parse=lambda data: data)  # type: ignore[return-value]  # `evolve` keeps T_co


def quote_path(operation: str, **parameters: object) -> dict[str, str]:
    """Return path parameters quoted for use in a URL path.

    Raises:
        OptionsError: a parameter is empty, "." or "..", which would make the path that of another operation.
    """
    for name, value in parameters.items():
        if str(value) in _PATH_SEGMENTS_TO_REFUSE:
            raise OptionsError(f"{operation}: {name} cannot be {str(value)!r}")
    return {name: quote(str(value), safe="") for name, value in parameters.items()}


def drop_unset(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries of a JSON body or form whose value is not `UNSET`."""
    return {name: value for name, value in values.items() if value is not UNSET}


def drop_empty(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the query parameters whose value is neither `UNSET` nor `None`."""
    return {name: value for name, value in params.items() if value is not UNSET and value is not None}
