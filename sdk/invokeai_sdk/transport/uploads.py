"""What people give to upload, made into what a form can be read from."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import AsyncIterable
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from invokeai_sdk.transport.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


@asynccontextmanager
async def readable(
    file: bytes | Path | BinaryIO | AsyncIterable[bytes] | None,
) -> AsyncIterator[bytes | IO[bytes] | None]:
    """Give what the form encoder can read, as often as it must, and close what was opened for it.

    Raises:
        OSError: the file cannot be opened.
        TypeError: the file is open in text mode.
    """
    with ExitStack() as stack:

        def opened(make: Callable[[], IO[bytes]]) -> IO[bytes]:
            return stack.enter_context(make())

        if file is None or isinstance(file, bytes):
            yield file
        elif isinstance(file, Path):
            yield await in_thread(opened, lambda: file.open("rb"))
        elif isinstance(file, AsyncIterable):
            spool = await in_thread(opened, tempfile.TemporaryFile)
            async for chunk in file:
                await in_thread(spool.write, chunk)
            await in_thread(spool.flush)  # its length is asked of the system
            yield spool
        elif isinstance(file, io.TextIOBase):
            raise TypeError("a file to upload must be opened in binary mode")
        elif file.seekable():  # noqa: ASYNC240 - asks, and does not read
            yield file
        else:
            spool = await in_thread(opened, tempfile.TemporaryFile)
            await in_thread(shutil.copyfileobj, file, spool)
            await in_thread(spool.flush)
            yield spool
