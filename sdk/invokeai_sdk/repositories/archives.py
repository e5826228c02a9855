"""Downloading many images as one zip that the server makes, and unpacking it without trusting its names."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio
import anyio.to_thread
from invokeai_api import api

from invokeai_sdk.errors import BulkDownloadError, DownloadError, NotFoundError, WaitTimeout
from invokeai_sdk.events.base import Reconnected
from invokeai_sdk.events.resource_types import BulkDownloadCompleteEvent, BulkDownloadErrorEvent
from invokeai_sdk.transport.files import safe_join

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core

MAX_BYTES: Final = 16 << 30
"""How much a zip may come to, unpacked, unless told otherwise: far more than the server packs, less than a bomb."""

_CHUNK: Final = 1 << 20


async def download_zip(core: Core, transport: Transport, body: JSONObject, path: Path, timeout: float | None) -> Path:
    """Have the server make a zip, wait for its event, and download it.

    The zip must not be asked for before the event: it may be half written, and the server deletes it once fetched.

    Args:
        core: the client's core.
        calls: its calls.
        body: what to pack, as the server takes it.
        path: where to.
        timeout: how many seconds the server may take to pack; `None` for as long as it likes.

    Raises:
        EventsError: the event socket cannot be had.
        BulkDownloadError: the server could not pack, or its word that it has may have been lost.
        WaitTimeout: it took too long.
        DownloadError: the zip cannot be written.
    """
    async with core.events.subscribe(BulkDownloadCompleteEvent, BulkDownloadErrorEvent) as events:
        await core.events.connected(core.options.connect_timeout)
        answer = await calls.send(api.images.download_images_from_list(body=body))
        name = str(answer.bulk_download_item_name)
        with anyio.move_on_after(timeout) as waiting:
            async for event in events:
                if isinstance(event, Reconnected):  # the server repeats nothing, and a zip can be fetched only once
                    raise BulkDownloadError("the event socket was lost while the server packed; ask for the zip again")
                if getattr(event, "bulk_download_item_name", None) == name:
                    if isinstance(event, BulkDownloadErrorEvent):
                        raise BulkDownloadError(f"the server could not pack the images: {event.error}")
                    break
        if waiting.cancelled_caught:
            raise WaitTimeout(f"the server did not pack the images within {timeout} s")
    try:
        return await calls.download(api.images.get_bulk_download_item(bulk_download_item_name=name), Path(path))
    except NotFoundError as error:
        raise BulkDownloadError(f"the server has packed {name}, but does not have it any more") from error


async def unpack(archive: str | Path, folder: str | Path, *, max_bytes: int = MAX_BYTES) -> tuple[Path, ...]:
    """Unpack a zip of images into a folder, and return the files; the server puts each into a folder of its category.

    A member whose name would leave the folder makes it fail before anything is written; a link becomes a plain file.

    Args:
        archive: the zip.
        folder: where to; it is created if need be.
        max_bytes: how much it may come to, unpacked.

    Raises:
        DownloadError: a member's name is hostile, it comes to too much, the files cannot be written, or this is no
            zip, or one that is broken or encrypted.
    """
    return await anyio.to_thread.run_sync(_unpack, Path(archive), Path(folder), max_bytes)


def _unpack(archive: Path, folder: Path, max_bytes: int) -> tuple[Path, ...]:
    try:
        with zipfile.ZipFile(archive) as file:
            members = [member for member in file.infolist() if not member.is_dir()]
            targets = [_inside(folder, member.filename) for member in members]
            # No member can be more than it says: zipfile reads no further.
            if (size := sum(member.file_size for member in members)) > max_bytes:
                raise DownloadError(f"{str(archive)!r} unpacks to {size} bytes, more than max_bytes", path=archive)
            for member, target in zip(members, targets, strict=True):
                target.parent.mkdir(parents=True, exist_ok=True)
                with file.open(member) as source, target.open("wb") as out:
                    shutil.copyfileobj(source, out, _CHUNK)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, zlib.error) as error:  # Runtime: encrypted, or unknown
        if isinstance(error, DownloadError):
            raise
        raise DownloadError(f"cannot unpack {str(archive)!r}: {error}", path=archive) from error
    return tuple(targets)


def _inside(folder: Path, name: str) -> Path:
    """Return where a member belongs; every part of its name must be a file's name by itself."""
    for part in name.split("/"):
        folder = safe_join(folder, part)
    return folder
