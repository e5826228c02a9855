"""Reading of workflow documents from regular files, with a limit for their size."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final

from invokeai_sdk._files import open_regular
from invokeai_sdk.errors import NotRegularFileError, WorkflowFormatError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_DOCUMENT_SIZE: Final = 64 * 2**20
"""The maximum size of a workflow document in bytes; the largest public workflows have less than 1 MiB."""


@contextmanager
def open_regular_file(path: str | Path) -> Iterator[BinaryIO]:
    """Open a file to read bytes from it.

    Raises:
        WorkflowFormatError: the path is not that of a regular file, or the file cannot be opened or read; the message
            names the path.
    """
    try:
        with open_regular(path) as file:
            yield file
    except NotRegularFileError as error:
        raise WorkflowFormatError(str(error), code="not_a_regular_file") from error
    except OSError as error:
        raise WorkflowFormatError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:  # a path with a null character
        if isinstance(error, WorkflowFormatError):
            raise
        raise WorkflowFormatError(f"{path!r}: {error}") from error


def read_regular_file(path: str | Path) -> bytes:
    """Return the content of a file of at most `MAX_DOCUMENT_SIZE` bytes.

    Raises:
        WorkflowFormatError: the path is not that of a regular file, or the file cannot be read or is too large.
    """
    with open_regular_file(path) as file:
        content = file.read(MAX_DOCUMENT_SIZE + 1)
    if len(content) > MAX_DOCUMENT_SIZE:
        raise WorkflowFormatError(
            f"{path}: the file is larger than {MAX_DOCUMENT_SIZE // 2**20} MiB, the maximum for a workflow",
            code="document_too_large",
        )
    return content
