"""Zip archives of images: made by the server, downloaded, and unpacked without trusting the names in the archive."""

from __future__ import annotations

import shutil
import stat
import tempfile
import zipfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio
from invokeai_api import api

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk._files import open_regular
from invokeai_sdk.errors import BulkDownloadError, DownloadError, NotFoundError, WaitTimeout
from invokeai_sdk.events.resource_types import BulkDownloadCompleteEvent, BulkDownloadErrorEvent
from invokeai_sdk.events.stream_items import Reconnected
from invokeai_sdk.transport.files import safe_join

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

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

    The server puts each image into a folder named by the image's category. Existing files are replaced. The files are
    unpacked beside their places first, and appear together: after an error, the folder is as it was before. A symbolic
    link in the archive becomes a regular file, and links below the folder are not followed.

    Args:
        archive: the path of the archive.
        folder: the folder, created if missing.
        max_bytes: the limit for the unpacked size in bytes.

    Raises:
        DownloadError: a member's name is not a safe file name or leads through a link in the folder, two members have
            the same name, the unpacked size exceeds `max_bytes`, a file cannot be written, or the archive is broken,
            encrypted or not a zip file.
    """
    return await run_in_thread(_unpack, Path(archive), Path(folder), max_bytes)


def _unpack(archive: Path, folder: Path, max_bytes: int) -> tuple[Path, ...]:
    try:
        with open_regular(archive) as content, zipfile.ZipFile(content) as file:
            members = [member for member in file.infolist() if not member.is_dir()]
            targets = [_join(folder, member.filename) for member in members]
            _check_targets(folder, targets)
            _check_size(archive, members, max_bytes)
            folder.mkdir(parents=True, exist_ok=True)
            scratch = Path(tempfile.mkdtemp(prefix=".", suffix=".part", dir=folder))
            try:
                staged = [_extract(file, member, scratch / str(number)) for number, member in enumerate(members)]
                _place(folder, staged, targets)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    except DownloadError:
        raise
    except Exception as error:  # damaged archives make zipfile and the decoders raise errors of many kinds
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
        raise DownloadError(f"cannot unpack {str(archive)!r}: {reason}", path=archive) from error
    return tuple(targets)


def _join(folder: Path, name: str) -> Path:
    """Return the path of a member; every part of the name must be a safe file name."""
    for part in name.split("/"):
        folder = safe_join(folder, part)
    return folder


def _check_size(archive: Path, members: Sequence[zipfile.ZipInfo], max_bytes: int) -> None:
    """Raise if the members are too large; their declared sizes are reliable limits, because zipfile reads no further.

    Raises:
        DownloadError: the members are too large.
    """
    if (size := sum(member.file_size for member in members)) > max_bytes:
        raise DownloadError(
            f"{str(archive)!r} unpacks to {size} bytes, more than max_bytes ({max_bytes})", path=archive
        )


def _check_targets(folder: Path, targets: Sequence[Path]) -> None:
    """Check that all files can be placed, without a link, a folder or another file in their way.

    Raises:
        DownloadError: a file cannot be placed.
    """
    files = set(targets)
    if len(files) < len(targets):
        twice = next(target for index, target in enumerate(targets) if target in targets[:index])
        raise DownloadError(f"the archive has {twice.name!r} twice", path=twice)
    for target in targets:
        parents = [parent for parent in target.parents if parent.is_relative_to(folder) and parent != folder]
        for path in (target, *parents):
            if path != target and path in files:
                raise DownloadError(f"the archive has {path.name!r} both as a file and as a folder", path=path)
            try:
                status = path.lstat()
            except FileNotFoundError:
                continue
            if _is_link(status):
                raise DownloadError(f"{str(path)!r} is a link; links below the folder are not followed", path=path)
            if stat.S_ISDIR(status.st_mode) == (path == target):
                kind = "a folder" if path == target else "not a folder"
                raise DownloadError(f"cannot write {str(target)!r}: {str(path)!r} is {kind}", path=target)


def _is_link(status: os.stat_result) -> bool:
    """Return whether a path is a symbolic link or, on Windows, a junction."""
    reparse_point = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)
    return stat.S_ISLNK(status.st_mode) or bool(getattr(status, "st_file_attributes", 0) & reparse_point)


def _extract(file: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> Path:
    with file.open(member) as source, path.open("xb") as out:
        shutil.copyfileobj(source, out, _CHUNK_SIZE)
    return path


def _place(folder: Path, staged: Sequence[Path], targets: Sequence[Path]) -> None:
    """Move files to their places; if one cannot be moved, restore the files and folders that were there before."""
    with ExitStack() as restore:
        for path, target in zip(staged, targets, strict=True):
            for parent in reversed([each for each in target.parents if each.is_relative_to(folder)]):
                if not parent.is_dir():
                    parent.mkdir()
                    restore.callback(parent.rmdir)
            if target.exists():
                old = path.with_suffix(".old")
                target.replace(old)
                restore.callback(old.replace, target)
            else:
                restore.callback(target.unlink, missing_ok=True)
            path.replace(target)
        restore.pop_all()
