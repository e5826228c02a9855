"""Zip archives of images: made by the server, downloaded, and unpacked without trusting the names in the archive."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio
from invokeai_api import api

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk.errors import BulkDownloadError, DownloadError, NotFoundError, WaitTimeout
from invokeai_sdk.events.resource_types import BulkDownloadCompleteEvent, BulkDownloadErrorEvent
from invokeai_sdk.events.stream_items import Reconnected
from invokeai_sdk.transport.files import safe_join

if TYPE_CHECKING:
    import os

    from invokeai_api.bodies import DownloadImagesFromListBody

    from invokeai_sdk.core import Core

MAX_BYTES: Final = 16 << 30
"""The default limit for the unpacked size in bytes: far more than the server packs, far less than a zip bomb."""

_CHUNK_SIZE: Final = 1 << 20


async def download_archive(core: Core, body: DownloadImagesFromListBody, path: Path, *, timeout: float | None) -> Path:
    """Have the server make an archive, wait for the event that reports its completion, and download the archive.

    The archive must not be requested before the event: it may be incomplete, and the server deletes an archive when it
    is downloaded.

    Args:
        core: the client's core.
        body: the images or the board to pack.
        path: the file to write.
        timeout: seconds to wait for the server to finish packing; None waits without a limit.

    Raises:
        EventsError: the event socket cannot be connected.
        BulkDownloadError: the server could not make the archive, or the event that reports it may have been missed.
        WaitTimeout: packing took longer than `timeout`.
        DownloadError: the archive cannot be written.
    """
    async with core.events.subscribe(BulkDownloadCompleteEvent, BulkDownloadErrorEvent) as events:
        await core.events.wait_connected(core.options.connect_timeout)
        answer = await core.transport.send(api.images.download_images_from_list(body=body))
        name = str(answer.bulk_download_item_name)
        with anyio.move_on_after(timeout) as scope:
            async for event in events:
                if isinstance(event, Reconnected):  # the server does not repeat events; an archive is served once
                    raise BulkDownloadError(
                        "the event socket was lost while the server packed the images; request the archive again"
                    )
                if getattr(event, "bulk_download_item_name", None) == name:
                    if isinstance(event, BulkDownloadErrorEvent):
                        raise BulkDownloadError(f"the server could not pack the images: {event.error}")
                    break
        if scope.cancelled_caught:
            raise WaitTimeout(f"the server did not pack the images within {timeout} s")
    try:
        return await core.transport.download(api.images.get_bulk_download_item(bulk_download_item_name=name), path)
    except NotFoundError as error:
        raise BulkDownloadError(f"the server packed {name}, but does not have the archive any more") from error


async def unpack(
    archive: str | os.PathLike[str], folder: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES
) -> tuple[Path, ...]:
    """Unpack an archive of images into a folder, and return the paths of the files.

    The server puts each image into a folder named by the image's category. If the name of a member would leave the
    folder, nothing is written; a symbolic link becomes a regular file.

    Args:
        archive: the path of the archive.
        folder: the folder, created if missing.
        max_bytes: the limit for the unpacked size in bytes.

    Raises:
        DownloadError: a member's name is not a safe file name, the unpacked size exceeds `max_bytes`, a file cannot be
            written, or the archive is broken, encrypted or not a zip file.
    """
    return await run_in_thread(_unpack, Path(archive), Path(folder), max_bytes)


def _unpack(archive: Path, folder: Path, max_bytes: int) -> tuple[Path, ...]:
    try:
        with zipfile.ZipFile(archive) as file:
            members = [member for member in file.infolist() if not member.is_dir()]
            targets = [_join(folder, member.filename) for member in members]
            # The declared sizes are reliable limits: zipfile reads no further.
            if (size := sum(member.file_size for member in members)) > max_bytes:
                raise DownloadError(
                    f"{str(archive)!r} unpacks to {size} bytes, more than max_bytes ({max_bytes})", path=archive
                )
            for member, target in zip(members, targets, strict=True):
                target.parent.mkdir(parents=True, exist_ok=True)
                with file.open(member) as source, target.open("wb") as out:
                    shutil.copyfileobj(source, out, _CHUNK_SIZE)
    # zipfile raises RuntimeError for encryption and its subclass NotImplementedError for unknown compression.
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, zlib.error) as error:
        if isinstance(error, DownloadError):
            raise
        raise DownloadError(f"cannot unpack {str(archive)!r}: {error}", path=archive) from error
    return tuple(targets)


def _join(folder: Path, name: str) -> Path:
    """Return the path of a member; every part of the name must be a safe file name."""
    for part in name.split("/"):
        folder = safe_join(folder, part)
    return folder
