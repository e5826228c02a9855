"""Unpacking a zip whose names cannot be trusted."""

import stat
import zipfile
from pathlib import Path

import pytest

from invokeai_sdk.errors import DownloadError
from invokeai_sdk.media.archives import unpack


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
