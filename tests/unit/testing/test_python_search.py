"""Search for a Python interpreter for the server's environment."""

from __future__ import annotations

import os
import stat
import sys

import pytest

from invokeai_sdk.testing import python_search
from invokeai_sdk.testing.python_search import PythonNotFoundError, find_python


def script(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_working_python_is_found():
    found = find_python()
    assert found.version.startswith(("3.11.", "3.12."))


def test_a_broken_shim_is_skipped(tmp_path, monkeypatch):
    script(tmp_path / "python3.11", "echo 'pyenv: python3.11: command not found' >&2; exit 127")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(sys, "_base_executable", str(tmp_path / "python3.11"))
    assert find_python().path != tmp_path / "python3.11"


def test_an_explicit_path_is_used_or_rejected(tmp_path):
    good = find_python().path
    assert find_python(good).path == good
    old = script(tmp_path / "python", "echo 3.9.18")
    for bad in (old, tmp_path / "missing"):
        with pytest.raises(PythonNotFoundError, match=r"3\.11 or 3\.12"):
            find_python(bad)


def test_the_error_says_how_to_install_one(monkeypatch):
    monkeypatch.setattr(python_search, "SUPPORTED", ("3.99",))
    with pytest.raises(PythonNotFoundError, match=r"no Python 3\.99.*apt install python3"):
        find_python()
