"""The installer restores missing parts, and never takes an unfinished installation for a finished one."""

from __future__ import annotations

import pytest

from invokeai_sdk.testing import ServerHome, ServerNotInstalledError, server_home
from invokeai_sdk.testing.install import main

pytestmark = pytest.mark.server


@pytest.fixture
def home(tmp_path):
    """A home that borrows the environment of the real one, and has no models yet."""
    (tmp_path / "venv").symlink_to(server_home().venv)
    return ServerHome(tmp_path)


def test_models_are_built_once_and_again_when_one_is_missing(home, capsys):
    assert main([str(home.path)]) == 0
    assert "building the tiny models" in capsys.readouterr().out
    home.require()
    built = home.sd15.stat().st_ino
    assert main([str(home.path)]) == 0
    assert "building" not in capsys.readouterr().out
    assert home.sd15.stat().st_ino == built
    home.lora.unlink()
    assert main([str(home.path)]) == 0
    home.require()


def test_a_step_that_fails_says_so_and_leaves_nothing_that_looks_finished(tmp_path, capsys):
    home = ServerHome(tmp_path)
    assert main([str(home.path), "--torch", str(tmp_path / "no-such-torch.whl")]) == 1
    assert "no-such-torch.whl" in capsys.readouterr().err
    with pytest.raises(ServerNotInstalledError):
        home.require()
    assert main([str(home.path), "--python", str(tmp_path / "no-python")]) == 1
    assert "no-python" in capsys.readouterr().err
