"""What people give to upload, made into what a form can be read from."""

from __future__ import annotations

import io
import tempfile
from collections.abc import AsyncIterable
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, Final

from invokeai_sdk.transport.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_IN_MEMORY: Final = 8 << 20
"""Bytes of an upload from an async iterator that are kept in memory before they go to a temporary file."""


@asynccontextmanager
async def readable(
    file: bytes | Path | BinaryIO | AsyncIterable[bytes] | None,
) -> AsyncIterator[bytes | IO[bytes] | None]:
    """Give what the form encoder can read, and close what was opened for it.

    Raises:
        OSError: the file cannot be opened.
        TypeError: the file is open in text mode.
    """
    if isinstance(file, Path):
        with ExitStack() as stack:
            yield await in_thread(lambda: stack.enter_context(file.open("rb")))
    elif isinstance(file, AsyncIterable):
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            async for chunk in file:
                await in_thread(spool.write, chunk)
            spool.seek(0)
            yield spool
    elif isinstance(file, io.TextIOBase):
        raise TypeError("a file to upload must be opened in binary mode")
    else:
        yield file
