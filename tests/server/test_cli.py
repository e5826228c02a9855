"""The command line with the node types of a server."""

import json
from pathlib import Path

import pytest

from invokeai_sdk.cli import main

WORKFLOW = Path(__file__).parents[2] / "examples" / "workflows" / "sd15-text-to-image.json"


def test_a_server_describes_its_own_nodes(capsys: pytest.CaptureFixture[str], server_url: str) -> None:
    printed = []
    for where in ([], ["--url", server_url]):
        assert main(["compile", str(WORKFLOW), "--json", *where]) == 0
        printed.append(json.loads(capsys.readouterr().out))
    assert printed[0] == printed[1], "the bundled catalogue is that of the server it was made from"


def test_an_unreachable_server_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inputs", str(WORKFLOW), "--json", "--url", "http://127.0.0.1:9"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["type"] == "APIConnectionError"
    assert "127.0.0.1:9" in error["message"]
