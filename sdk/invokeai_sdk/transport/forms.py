"""Multipart forms: their files opened for the form encoder, and closed after sending."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import AsyncIterable
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, TypeAlias

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk._files import open_regular
from invokeai_sdk._request import File

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from invokeai_sdk._request import FileContent, FormValue

Part: TypeAlias = tuple[str, tuple[str | None, bytes | IO[bytes], str]]
"""The name of a part with its file name, content and media type, as the HTTP library takes it."""

_TEXT: Final = "text/plain"


@asynccontextmanager
async def open_form(form: Mapping[str, FormValue]) -> AsyncIterator[list[Part]]:
    """Open the files of a form, so that the form can be read, also repeatedly; leaving the block closes them.

    Content that can be read only once, from an async iterator or a pipe, is written to a temporary file first, because
    a form may have to be sent again. A file that the caller opened is read from its start and stays open.

    Raises:
        OSError: a file cannot be opened or read.
        NotRegularFileError: a path is that of a folder, a device, a named pipe or a socket.
        TypeError: a file is open in text mode.
    """
    with ExitStack() as stack:
        parts: list[Part] = []
        for name, value in form.items():
            if isinstance(value, File):
                parts.append((name, (value.filename, await _open(value.content, stack), value.content_type)))
            else:
                parts.append((name, (None, str(value).encode(), _TEXT)))
        yield parts


async def _open(content: FileContent, stack: ExitStack) -> bytes | IO[bytes]:
    def enter(make: Callable[[], IO[bytes]]) -> IO[bytes]:
        return stack.enter_context(make())

    if isinstance(content, bytes):
        return content
    if isinstance(content, Path):
        return await run_in_thread(enter, lambda: open_regular(content))
    if isinstance(content, io.TextIOBase):
        raise TypeError("a file to upload must be opened in binary mode")
    if not isinstance(content, AsyncIterable) and content.seekable():
        return content
    spool = await run_in_thread(enter, tempfile.TemporaryFile)
    if isinstance(content, AsyncIterable):
        async for chunk in content:
            await run_in_thread(spool.write, chunk)
    else:
        await run_in_thread(shutil.copyfileobj, content, spool)
    await run_in_thread(spool.flush)  # the encoder asks the operating system for the file's length
    return spool
