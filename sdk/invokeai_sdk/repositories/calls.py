"""Calling the server, with one thing added: an operation that it lacks says so, and since when others have it."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from invokeai_sdk.errors import APIError, APIStatusError, NotSupportedError, UnexpectedResponseError
from invokeai_sdk.repositories.features import SINCE, older

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractAsyncContextManager
    from types import TracebackType

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.transport.download import Download

_NO_SUCH_ROUTE: Final = "Not Found"
"""What FastAPI says of a path it does not know; its handlers have their own words, or the table rules them out."""


class Calls:
    """The calls of one client's repositories and handles; made once per client by `Core.shared`."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._version: str | None = None

    async def call(self, operation: str, /, **args: Any) -> Any:
        """Call an operation and return its decoded answer, a generated model.

        Args:
            operation: `tag.name`, as the generated bindings are laid out.
            **args: its parameters, and `body` as plain JSON.

        Raises:
            NotSupportedError: the server does not have the operation.
            APIError: the call did not end well.
        """
        async with _Explained(self, operation):
            return await self._core.transport.call(operation, **args)

    async def raw(self, operation: str, /, **args: Any) -> JSONValue:
        """Call an operation and return the JSON of its answer as the server sent it. Raises what `call` does."""
        async with _Explained(self, operation):
            return await self._core.transport.raw(operation, **args)

    async def upload(
        self,
        operation: str,
        /,
        *,
        file: bytes | Path | None,
        filename: str,
        content_type: str | None = None,
        field: str = "file",
        fields: Mapping[str, str] | None = None,
        **args: Any,
    ) -> Any:
        """Send a multipart form with an operation, and return its decoded answer. Raises what `call` does.

        Args:
            operation: `tag.name`.
            file: the file's content, or where it is; `None` sends a form without one.
            filename: what to call it.
            content_type: its media type.
            field: what the form calls it.
            fields: the form's texts.
            **args: the operation's other parameters.
        """
        async with _Explained(self, operation):
            return await self._core.transport.upload(
                operation,
                file=file,
                filename=filename,
                content_type=content_type,
                field=field,
                fields=fields,
                **args,
            )

    async def download(self, operation: str, path: str | Path, /, **args: Any) -> Path:
        """Stream an answer to a file that appears at `path` when it is complete. Raises what `call` does."""
        async with _Explained(self, operation):
            return await self._core.transport.download(operation, Path(path), **args)

    def stream(self, operation: str, /, **args: Any) -> AbstractAsyncContextManager[Download]:
        """Open an answer for reading piece by piece."""
        return self._core.transport.stream(operation, **args)

    async def server_version(self) -> str:
        """Return the server's version, asked for once per client."""
        if self._version is None:
            answer = await self._core.transport.call("app.app_version")
            self._version = str(answer.version)
        return self._version

    async def explain(self, operation: str, error: Exception) -> None:
        """Raise `NotSupportedError` if an error means that the server has no such operation.

        A missing path answers 405, or 404, or for a GET the web UI's page with status 200. The last two are also
        what a wrong URL or a missing image give, so there the server's version decides.
        """
        since = SINCE.get(operation)
        certain = isinstance(error, APIStatusError) and error.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if isinstance(error, APIStatusError) and not certain:
            possible = error.status_code == HTTPStatus.NOT_FOUND and error.detail == _NO_SUCH_ROUTE
            if not possible:
                return
        if not certain and since is None:
            return
        try:
            version = await self.server_version()
        except APIError:
            return  # whatever is wrong with the server, the call's own error tells it
        if certain or (since is not None and older(version, since)):
            raise NotSupportedError(operation, server_version=version, since=since) from error


class _Explained:
    """Around one call: turns the errors of a missing route into the error that says so."""

    def __init__(self, calls: Calls, operation: str) -> None:
        self._calls = calls
        self._operation = operation

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, (APIStatusError, UnexpectedResponseError)):
            await self._calls.explain(self._operation, error)
