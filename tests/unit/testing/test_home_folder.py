"""Home folder of the local server: its location, and when it is complete."""

from __future__ import annotations

import pytest

from invokeai_sdk.testing import HOME_VARIABLE, ServerNotInstalledError, server_home
from invokeai_sdk.testing.home_folder import read_stamp, write_stamp


def test_the_argument_precedes_the_variable_and_the_nearest_folder(tmp_path, monkeypatch):
    project = tmp_path / "project"
    deep = project / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    assert server_home().path == deep / ".server"
    (project / ".server").mkdir()
    assert server_home().path == project / ".server"
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "elsewhere"))
    assert server_home().path == tmp_path / "elsewhere"
    assert server_home(tmp_path).path == tmp_path


def test_a_home_is_complete_once_both_parts_have_their_files_and_stamps(tmp_path):
    home = server_home(tmp_path)
    for part, needed in ((home.venv, (home.python,)), (home.models, home.tiny_models)):
        missing = rf"{part.name}/ is missing or unfinished.*make server"
        with pytest.raises(ServerNotInstalledError, match=missing):
            home.require()
        for path in needed:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        with pytest.raises(ServerNotInstalledError, match=missing):
            home.require()
        write_stamp(part, {"invokeai": "6.14.2"})
    home.require()
    assert home.version == "6.14.2"
    home.lora.unlink()
    with pytest.raises(ServerNotInstalledError, match="models/"):
        home.require()


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_a_damaged_stamp_is_ignored(tmp_path, text):
    (tmp_path / "installed.json").write_text(text)
    assert read_stamp(tmp_path) == {}
