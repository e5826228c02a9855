"""The blocking counterpart of `invokeai_sdk.transport.download`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import SyncIterator

if TYPE_CHECKING:
    from invokeai_sdk.transport.download import Download


class SyncDownload(SyncIterator[bytes]):
    """The body of an answer; iterate over it once to get its bytes.

    Attributes:
        content_type: the media type, or an empty string.
        size: the length in bytes, if the server sent it.
    """

    _async: Download

    @property
    def content_type(self) -> str:
        """The media type, or an empty string."""
        return self._async.content_type

    @property
    def size(self) -> int | None:
        """The length in bytes, if the server sent it."""
        return self._async.size

    def read(self) -> bytes:
        """Return the whole body. Raises what iterating does."""
        return self._call(self._async.read)
