"""The blocking counterpart of `invokeai_sdk.transport.transport`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.options import ClientOptions
    from invokeai_sdk.sync.transport.download import SyncDownload
    from invokeai_sdk.transport.transport import Transport


class SyncTransport(Mirror):
    """Calls the operations of one server, by name, from one event loop.

    Names are those of the generated bindings, such as `queue.enqueue_batch`. Every call has explicit timeouts,
    is repeated if it safely can be, carries the token, and ends in a decoded answer or a typed error.

    Attributes:
        options: where the server is, and how to talk to it.
        credentials: the token, how it is renewed.
    """

    _async: Transport

    @property
    def options(self) -> ClientOptions:
        """Where the server is, and how to talk to it."""
        return self._async.options

    @property
    def base_url(self) -> str:
        """The server's address, without a trailing slash."""
        return self._async.base_url

    @property
    def token(self) -> str | None:
        """The current bearer token."""
        return self._async.token

    def call(self, name: str, /, *, timeout: float | None = None, **args: Any) -> Any:
        """Call an operation and return its decoded answer.

        Args:
            name: the operation.
            timeout: seconds to wait for bytes, instead of the options' `read_timeout`.
            **args: the operation's parameters. A `body` may be plain JSON, sent as it is, or a generated model.

        Returns:
            A generated model, a list of them, JSON, text, bytes, or None where the answer has no body.

        Raises:
            UnknownOperationError: the bindings have no such operation.
            APIStatusError: the server answered with an error, as the subclass for its status.
            APIConnectionError: no answer came, `APITimeoutError` if not in time.
            UnexpectedResponseError: an answer that is not what the API promises.
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        return self._call(self._async.call, name, timeout=timeout, **args)

    def raw(self, name: str, /, *, timeout: float | None = None, **args: Any) -> JSONValue:
        """Call an operation and return the JSON of its answer as the server sent it. Raises what `call` does."""
        return self._call(self._async.raw, name, timeout=timeout, **args)

    def get_json(self, path: str, *, timeout: float | None = None) -> Any:
        """Get JSON that the API does not list, such as `openapi.json`. Raises what `call` does."""
        return self._call(self._async.get_json, path, timeout=timeout)

    def upload(
        self,
        name: str,
        /,
        *,
        file: bytes | Path | BinaryIO | None,
        filename: str,
        content_type: str | None = None,
        field: str = "file",
        fields: Mapping[str, str | None] | None = None,
        timeout: float | None = None,
        **args: Any,
    ) -> Any:
        """Call an operation that takes a multipart form.

        Files are read in a worker thread, piece by piece; what can be read only once, an iterator
        or a pipe, is spooled first, because a form may have to be sent again. A file given open is sent from its
        start, and stays open.

        Args:
            name: the operation.
            file: what to send, or None if the form goes without.
            filename: what to call it.
            content_type: its media type, such as `image/png`.
            field: the form's name for the file.
            fields: the other parts of the form; a None is left out.
            timeout: seconds to wait for bytes.
            **args: the operation's other parameters.

        Returns:
            The decoded answer.

        Raises:
            OSError: the file cannot be read.
            APIError: whatever `call` raises.
        """
        return self._call(
            self._async.upload,
            name,
            file=file,
            filename=filename,
            content_type=content_type,
            field=field,
            fields=fields,
            timeout=timeout,
            **args,
        )

    def stream(
        self, name: str, /, *, timeout: float | None = None, **args: Any
    ) -> AbstractContextManager[SyncDownload]:
        """Open an answer for reading piece by piece; leaving the block closes it. Raises what `call` does."""
        return self._wrapped(self._call(self._async.stream, name, timeout=timeout, **args))

    def download(self, name: str, path: Path, /, *, timeout: float | None = None, **args: Any) -> Path:
        """Stream an answer to a file that appears at `path` only when it is complete.

        Raises:
            DownloadError: the file cannot be written; nothing of it is left.
            APIError: whatever `call` raises.
        """
        return self._call(self._async.download, name, path, timeout=timeout, **args)
