"""Unpacking a zip whose names cannot be trusted."""

import zipfile
from pathlib import Path

import pytest

from invokeai_sdk.errors import DownloadError
from invokeai_sdk.repositories.archives import unpack


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
    "name", ["../x.png", "a/../../x.png", "/x.png", "a//x.png", "CON", "a/nul.png", "C:/x.png", "a\\x.png"]
)
async def test_a_hostile_member_writes_nothing(tmp_path, name):
    with pytest.raises(DownloadError):
        await unpack(archive(tmp_path, "good.png", name), tmp_path / "out")
    assert [path.name for path in tmp_path.rglob("*")] == ["archive.zip"]


async def test_what_is_no_zip_is_an_error(tmp_path):
    (tmp_path / "no.zip").write_bytes(b"no zip")
    with pytest.raises(DownloadError, match="cannot unpack"):
        await unpack(tmp_path / "no.zip", tmp_path / "out")
