"""Files on disk: always inside the target folder, and either complete or absent."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import stat
from pathlib import Path

import pytest
from invokeai_api import api

from invokeai_sdk.errors import APIConnectionError, DownloadError, NotFoundError
from invokeai_sdk.transport.files import safe_join, write_whole

PIXELS = bytes(range(256)) * 1024


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "...",
        "../x.png",
        "a/../../x",
        "/etc/passwd",
        "a/b.png",
        "..\\x",
        "C:\\x.png",
        "C:x.png",
        "a.png:stream",
        "nul\x00.png",
        "line\nbreak.png",
        "\u202egnp.exe",
        "CON",
        "con.png",
        "Lpt1.tar.gz",
        "NUL .png",
        "COM¹",
        "trailing.",
        "trailing ",
        "x" * 256,
        "ü" * 128,
        "*?.png",
    ],
)
def test_a_hostile_name_is_refused(tmp_path, name):
    with pytest.raises(DownloadError) as caught:
        safe_join(tmp_path, name)
    assert isinstance(caught.value, OSError)
    assert caught.value.path == tmp_path


@pytest.mark.parametrize("name", ["a.png", "a b (1).png", ".hidden", "ü…😀.webp", "concert.png", "a..b", "x" * 255])
def test_a_name_that_is_one_is_taken(tmp_path, name):
    assert safe_join(tmp_path, name) == tmp_path / name


async def chunks(*parts: bytes | Exception):
    for part in parts:
        if isinstance(part, Exception):
            raise part
        yield part


async def test_a_file_appears_whole_with_ordinary_rights(tmp_path):
    before = os.umask(0o022)
    try:
        path = await write_whole(chunks(b"ab", b"", b"cd"), tmp_path / "new" / "x.bin")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"abcd"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert list(path.parent.iterdir()) == [path]


async def test_a_file_that_is_there_is_replaced_and_a_link_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"precious")
    target = tmp_path / "x"
    target.symlink_to(elsewhere)
    await write_whole(chunks(b"new"), target)
    assert elsewhere.read_bytes() == b"precious"
    assert target.read_bytes() == b"new"


async def test_what_breaks_off_leaves_the_old_file(tmp_path):
    (tmp_path / "x").write_bytes(b"old")
    with pytest.raises(RuntimeError):
        await write_whole(chunks(b"new", RuntimeError()), tmp_path / "x")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


async def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(DownloadError, match="the path is a folder") as caught:
        await write_whole(chunks(b"x"), tmp_path)
    assert caught.value.path == tmp_path


async def test_a_place_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DownloadError, match="cannot write"):
        await write_whole(chunks(b"x"), tmp_path / "file" / "x")
    with pytest.raises(DownloadError):
        await write_whole(chunks(b"x"), Path("/proc/x"))


@pytest.fixture
def full_disk():
    """Let no file grow beyond 64 KiB, so that writing fails as on a full disk."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, handler)


async def test_a_full_disk_leaves_nothing(loopback, connect, answer, tmp_path, full_disk):
    loopback.answer = lambda _: answer(200, PIXELS, "image/png")
    with pytest.raises(DownloadError, match=r"cannot write .*x\.png.*no part of the file is left"):
        await connect().download(api.images.get_image_full(image_name="n"), tmp_path / "x.png")
    assert not list(tmp_path.iterdir())


async def test_a_download_arrives(loopback, connect, answer, tmp_path):
    loopback.answer = lambda _: answer(200, PIXELS, "image/png")
    path = await connect().download(api.images.get_image_full(image_name="n"), tmp_path / "x.png")
    assert path == tmp_path / "x.png"
    assert path.read_bytes() == PIXELS


async def test_a_download_cut_short_leaves_nothing(loopback, connect, answer, tmp_path):
    loopback.answer = lambda _: answer(200, PIXELS[:1000], "image/png", declared=len(PIXELS))
    with pytest.raises(APIConnectionError, match="broke"):
        await connect(retries=0).download(api.images.get_image_full(image_name="n"), tmp_path / "x.png")
    assert not list(tmp_path.iterdir())


async def test_a_download_cut_short_is_begun_again(loopback, connect, answer, in_turn, tmp_path, no_waiting):
    cut = answer(200, PIXELS[:1000], "image/png", declared=len(PIXELS))
    loopback.answer = in_turn(cut, cut, answer(200, PIXELS, "image/png"))
    path = await connect().download(api.images.get_image_full(image_name="n"), tmp_path / "x.png")
    assert path.read_bytes() == PIXELS
    assert [p.name for p in tmp_path.iterdir()] == ["x.png"]
    loopback.answer = lambda _: cut
    with pytest.raises(APIConnectionError):
        await connect().download(api.images.get_image_full(image_name="n"), Path(path))
    assert len(loopback.requests) == 6
    assert path.read_bytes() == PIXELS


async def test_a_download_of_nothing_leaves_not_even_a_folder(loopback, connect, answer, tmp_path):
    loopback.answer = lambda _: answer.of({"detail": "Not Found"}, 404)
    with pytest.raises(NotFoundError):
        await connect().download(api.images.get_image_full(image_name="n"), tmp_path / "new" / "x.png")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("moment", range(0, 60, 3))
async def test_a_download_canceled_at_any_moment_leaves_nothing_or_all(loopback, connect, answer, tmp_path, moment):
    loopback.answer = lambda _: answer(200, PIXELS, "image/png")
    transport = connect()
    task = asyncio.create_task(transport.download(api.images.get_image_full(image_name="n"), tmp_path / "x.png"))
    for _ in range(moment):
        await asyncio.sleep(0.0002 * (moment % 7))
    task.cancel()
    await asyncio.wait([task])
    assert [p.read_bytes() for p in tmp_path.iterdir()] in ([], [PIXELS])


async def test_a_stream_tells_what_comes(loopback, connect, answer):
    loopback.answer = lambda _: answer(200, PIXELS, "image/webp; q=1")
    async with connect().stream(api.images.get_image_thumbnail(image_name="n")) as download:
        assert (download.content_type, download.size) == ("image/webp", len(PIXELS))
        assert "image/webp" in repr(download)
        assert await download.read() == PIXELS


async def test_a_stream_left_half_read_is_closed(loopback, connect, answer):
    loopback.answer = lambda _: answer(200, PIXELS * 20, "image/png")
    transport = connect()
    async with transport.stream(api.images.get_image_full(image_name="n")) as download:
        async for chunk in download:
            assert chunk
            break
    async with transport.stream(api.images.get_image_full(image_name="n")) as download:
        pass
    loopback.answer = lambda _: answer.of({"fine": True})
    assert await transport.send(api.app.app_version().as_json()) == {"fine": True}


async def test_streams_held_open_do_not_hold_up_calls(loopback, connect, answer):
    loopback.answer = lambda r: answer(200, PIXELS, "image/png") if "full" in r.path else answer.of(1)
    transport = connect()

    async def hold() -> object:
        async with transport.stream(api.images.get_image_full(image_name="n")):
            return await transport.send(api.app.app_version().as_json())

    assert await asyncio.wait_for(asyncio.gather(*(hold() for _ in range(100))), 30) == [1] * 100
