"""Unpacking a zip whose names cannot be trusted."""

import io
import lzma
import os
import stat
import struct
import tempfile
import zipfile
from pathlib import Path

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invokeai_sdk.errors import DownloadError
from invokeai_sdk.media.archives import _unpack, unpack


def archive(tmp_path: Path, *names: str) -> Path:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name in names:
            file.writestr(name, name)
    return path


async def test_members_keep_their_folders(tmp_path):
    files = await unpack(archive(tmp_path, "user/a.png", "b.png"), tmp_path / "out")
    assert [file.relative_to(tmp_path / "out").as_posix() for file in files] == ["user/a.png", "b.png"]
    assert files[0].read_text() == "user/a.png"


@pytest.mark.parametrize(
    "name",
    [
        "../x.png",
        "a/../../x.png",
        "/x.png",
        "//host/x.png",
        "a//x.png",
        "./x.png",
        "CON",
        "a/nul.png",
        "com1/x.png",
        "C:/x.png",
        "a\\x.png",
        "..\\x.png",
        "x.png.",
        "x.png ",
        "x" * 300,
        "line\nbreak.png",
    ],
)
async def test_a_hostile_member_writes_nothing(tmp_path, name):
    with pytest.raises(DownloadError):
        await unpack(archive(tmp_path, "good.png", name), tmp_path / "out")
    assert [path.name for path in tmp_path.rglob("*")] == ["archive.zip"]


async def test_what_is_no_zip_is_an_error(tmp_path):
    (tmp_path / "no.zip").write_bytes(b"no zip")
    with pytest.raises(DownloadError, match="cannot unpack"):
        await unpack(tmp_path / "no.zip", tmp_path / "out")


async def test_a_link_becomes_a_file(tmp_path):
    path = tmp_path / "archive.zip"
    link = zipfile.ZipInfo("link")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(link, "/etc")
        file.writestr("link2/passwd", "x")
    files = await unpack(path, tmp_path / "out")
    assert not any(each.is_symlink() for each in (tmp_path / "out").rglob("*"))
    assert files[0].read_text() == "/etc"


async def test_a_bomb_is_not_set_off(tmp_path):
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a", bytes(1 << 20))
        file.writestr("b", bytes(1 << 20))
    with pytest.raises(DownloadError, match="unpacks to 2097152 bytes"):
        await unpack(path, tmp_path / "out", max_bytes=(2 << 20) - 1)
    assert not (tmp_path / "out").exists()
    assert len(await unpack(path, tmp_path / "out", max_bytes=2 << 20)) == 2


async def test_a_member_that_lies_about_its_size_writes_no_more_than_it_says(tmp_path):
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a", bytes(1 << 20))
    content = path.read_bytes()
    size = (1 << 20).to_bytes(4, "little")
    assert content.count(size) == 2  # once before the member, once in the directory
    path.write_bytes(content.replace(size, (10).to_bytes(4, "little")))
    with pytest.raises(DownloadError, match="cannot unpack"):  # its checksum is wrong, then
        await unpack(path, tmp_path / "out", max_bytes=1000)
    assert sum(file.stat().st_size for file in (tmp_path / "out").iterdir()) <= 10


async def test_a_zip_that_is_broken_or_encrypted_is_an_error(tmp_path):
    path = archive(tmp_path, "a.png")
    content = bytearray(path.read_bytes())
    for at in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[at] |= 1  # the flag of encryption
    (tmp_path / "encrypted.zip").write_bytes(content)
    (tmp_path / "broken.zip").write_bytes(path.read_bytes().replace(b"a.pnga.png", b"a.pngb.png"))
    for name in ("encrypted.zip", "broken.zip"):
        with pytest.raises(DownloadError, match="cannot unpack"):
            await unpack(tmp_path / name, tmp_path / "out")


# --- Damaged archives, links in the folder, and unpacking as a whole --------------------------------------------------


def listing(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("place", ["file", "folder", "inner folder"])
async def test_a_link_in_the_folder_is_not_followed(tmp_path, place):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.png").write_text("precious")
    (outside / "inner").mkdir()
    out = tmp_path / "out"
    (out / "user").mkdir(parents=True)
    if place == "file":
        (out / "user" / "a.png").symlink_to(outside / "a.png")
    elif place == "folder":
        (out / "user").rmdir()
        (out / "user").symlink_to(outside)
    else:
        (out / "user" / "inner").symlink_to(outside / "inner")
    before = listing(outside)
    archive_path = archive(tmp_path, "first.png", "user/a.png", "user/inner/b.png")
    with pytest.raises(DownloadError, match="link"):
        await unpack(archive_path, out)
    assert listing(outside) == before
    assert not (out / "first.png").exists()


async def test_a_link_to_nowhere_is_not_followed(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.png").symlink_to(tmp_path / "made.png")
    with pytest.raises(DownloadError, match="link"):
        await unpack(archive(tmp_path, "a.png"), out)
    assert not (tmp_path / "made.png").exists()


async def test_the_folder_itself_may_be_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    await unpack(archive(tmp_path, "a/b.png"), tmp_path / "out")
    assert (tmp_path / "real" / "a" / "b.png").exists()


async def test_existing_files_are_replaced(tmp_path):
    out = tmp_path / "out"
    (out / "user").mkdir(parents=True)
    (out / "user" / "a.png").write_text("old")
    await unpack(archive(tmp_path, "user/a.png"), out)
    assert listing(out) == {"user/a.png": b"user/a.png"}


async def test_a_damaged_member_leaves_everything_as_it_was(tmp_path):
    path = archive(tmp_path, "a.png", "b.png")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"b.pngb.png", b"b.pngX.png"))  # its checksum is wrong
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.png").write_text("old")
    with pytest.raises(DownloadError, match="cannot unpack"):
        await unpack(path, out)
    assert listing(out) == {"a.png": b"old"}
    assert [each.name for each in out.iterdir()] == ["a.png"]


@pytest.mark.parametrize("blocker", ["a.png/x", "a.png"])
async def test_a_member_in_the_way_of_another_leaves_nothing(tmp_path, blocker):
    out = tmp_path / "out"
    names = ["first.png", "a.png/x", "a.png"] if blocker == "a.png" else ["first.png", "a.png", "a.png/x"]
    with pytest.raises(DownloadError):
        await unpack(archive(tmp_path, *names), out)
    assert not listing(out)


async def test_a_folder_in_the_way_is_an_error_and_leaves_everything(tmp_path):
    out = tmp_path / "out"
    (out / "b.png").mkdir(parents=True)
    with pytest.raises(DownloadError):
        await unpack(archive(tmp_path, "a.png", "b.png"), out)
    assert [each.name for each in out.iterdir()] == ["b.png"]


async def test_a_name_that_occurs_twice_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        path = archive(tmp_path, "a.png", "a.png")
    with pytest.raises(DownloadError, match="twice"):
        await unpack(path, tmp_path / "out")


COMPRESSIONS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


@given(data=st.data(), compression=st.sampled_from(COMPRESSIONS))
@settings(max_examples=300)
def test_a_damaged_archive_is_a_typed_error_and_writes_nothing(data, compression):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        file.writestr("user/a.png", b"abc" * 50)
        file.writestr("b\u00e9.png", b"\x00" * 200, compresslevel=9)
    content = bytearray(buffer.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.sampled_from(["set", "cut", "insert", "zero"])):
            case "set":
                content[at] = data.draw(st.integers(0, 255))
            case "cut":
                del content[at : at + data.draw(st.integers(1, 40))]
            case "insert":
                content[at:at] = data.draw(st.binary(min_size=1, max_size=8))
            case "zero":
                content[at : at + 4] = bytes(4)
        if not content:
            break
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "archive.zip"), Path(folder, "out")
        path.write_bytes(content)
        try:
            files = _unpack(path, out, 1 << 20)
        except DownloadError:
            assert not out.exists() or not list(out.rglob("*"))
        else:
            assert all(file.is_file() for file in files)


@pytest.mark.parametrize("error", [lzma.LZMAError, IndexError, UnicodeDecodeError, struct.error, MemoryError])
def test_every_error_of_the_zip_library_is_converted(tmp_path, monkeypatch, error):
    """What zipfile raises for damaged files depends on the release of Python."""
    raised = error("utf-8", b"", 0, 1, "no") if error is UnicodeDecodeError else error("no")

    def fail(*_args, **_kwargs):
        raise raised

    monkeypatch.setattr(zipfile.ZipFile, "infolist", fail)
    with pytest.raises(DownloadError):
        anyio.run(unpack, archive(tmp_path, "a.png"), tmp_path / "out")


async def test_an_archive_must_be_a_regular_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, "/dev/zero"):
        with pytest.raises(DownloadError, match="not a regular file"):
            await unpack(path, tmp_path / "out")
    with pytest.raises(DownloadError, match="cannot unpack"):
        await unpack(tmp_path / "none.zip", tmp_path / "out")
