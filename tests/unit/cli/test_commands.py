"""Command line: output and exit codes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from invokeai_sdk.cli import main
from invokeai_sdk.workflow.workflow import Workflow

BIG = 2**53 + 1


@pytest.fixture
def workflow_file(tmp_path: Path, make_workflow: Callable[..., Workflow]) -> Path:
    workflow = make_workflow(
        {
            "n": ("noise", {"seed": BIG, "width": 512}),
            "p": ("string", {"value": "naïve ☃"}),
            "b": ("string_batch", {"strings": ["a", "b"]}),
            "save": ("save_image", {"image": {"image_name": "a.png"}, "board": "auto"}),
        },
        "b.value > p.value",
        form=["n.seed", "p.value", "save.image"],
        labels={"n.seed": "Seed"},
    )
    return workflow.definition.save(tmp_path / "workflow.json")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, Any]:
    code = main([*map(str, arguments), "--json"])
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.count("\n") == 1
    return code, json.loads(printed.out)


def write_json(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value))
    return path


def test_compile_prints_what_would_be_sent(capsys: pytest.CaptureFixture[str], workflow_file: Path) -> None:
    code, result = run(capsys, "compile", workflow_file)
    assert code == 0
    assert set(result) == {
        "migrated_version", "inputs", "graph", "batch_data", "runs", "origin", "destination", "warnings",
    }  # fmt: skip
    assert result["inputs"][0] == {
        "index": 0,
        "node_id": "n",
        "field_name": "seed",
        "label": "Seed",
        "description": "",
        "display_label": "Seed",
        "display_description": "Seed for random number generation",
        "field_type": {"name": "IntegerField", "cardinality": "SINGLE", "batch": False},
        "required": False,
        "connected": False,
        "settings": None,
        "value": BIG,
    }
    assert result["inputs"][1]["connected"] is True
    assert result["graph"]["nodes"]["n"]["seed"] == BIG
    assert "board" not in result["graph"]["nodes"]["save"]
    assert result["batch_data"] == [[{"node_path": "p", "field_name": "value", "items": ["a", "b"]}]]
    assert (result["runs"], result["origin"], result["destination"]) == (1, "workflows", "gallery")
    assert result["warnings"] == []


def test_compile_sets_values_first(capsys: pytest.CaptureFixture[str], workflow_file: Path, tmp_path: Path) -> None:
    inputs = write_json(
        tmp_path / "inputs.json",
        [{"node_id": "n", "field_name": "seed", "value": 7}, {"node_id": "n", "field_name": "width", "value": 3}],
    )
    context = write_json(tmp_path / "context.json", {"auto_add_board_id": "from-context", "runs": 3})
    code, result = run(capsys, "compile", workflow_file, "--inputs", inputs, "--context", context)
    assert code == 0
    assert result["inputs"][0]["value"] == BIG, "inputs are listed as they were loaded"
    assert (result["graph"]["nodes"]["n"]["seed"], result["graph"]["nodes"]["n"]["width"]) == (7, 3)
    assert (result["runs"], result["graph"]["nodes"]["save"]["board"]) == (3, {"board_id": "from-context"})
    code, result = run(
        capsys, "compile", workflow_file, "--context", context, "--runs", 2, "--auto-add-board", "from-option"
    )
    assert (result["runs"], result["graph"]["nodes"]["save"]["board"]) == (2, {"board_id": "from-option"})


def test_compile_reports_what_it_leaves_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, make_workflow: Callable[..., Workflow]
) -> None:
    workflow = make_workflow({"x": ("unheard_of", {"v": 1}), "a": ("add", {"a": 1})}, "x.value > a.a")
    path = workflow.definition.save(tmp_path / "w.json")
    code, result = run(capsys, "compile", path)
    assert code == 2
    assert result["error"]["type"] == "UnknownNodeError"
    assert result["error"]["node_id"] == "x"
    assert "unheard_of" in result["error"]["message"]
    code, result = run(capsys, "compile", path, "--unknown-nodes", "drop")
    assert (code, list(result["graph"]["nodes"])) == (0, ["a"])
    assert "missing_template" in [warning["code"] for warning in result["warnings"]]
    assert set(result["warnings"][0]) == {"code", "message", "node_id", "field_name"}
    code, result = run(capsys, "compile", path, "--unknown-nodes", "keep")
    assert (code, result["graph"]["nodes"]["x"]["v"]) == (0, 1)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{", "WorkflowFormatError"),
        (b"[]", "WorkflowFormatError"),
        (b"\xff\xfe", "WorkflowFormatError"),
        (b'{"meta": {"version": NaN}}', "WorkflowFormatError"),
        (b'{"meta": {"version": "5.0.0"}}', "WorkflowVersionError"),
        (b"[" * 100_000, "WorkflowFormatError"),
        (b'{"nodes": ' + b"9" * 5000 + b"}", "WorkflowFormatError"),
    ],
)
def test_a_file_that_is_not_a_workflow_is_an_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, kind: str
) -> None:
    path = tmp_path / "w.json"
    path.write_bytes(content)
    for command in ("compile", "inputs", "lint"):
        code, result = run(capsys, command, path)
        assert code == 2
        assert result["error"]["type"] in (kind, "WorkflowVersionError")
        assert result["error"]["message"]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([{"node_id": "n", "field_name": "seed", "value": "7"}], "FieldValueError"),
        ([{"node_id": "n", "field_name": "sed", "value": 7}], "UnknownInputError"),
        ([{"node_id": "nope", "field_name": "seed", "value": 7}], "UnknownNodeError"),
        ([{"node_id": "noise", "field_name": "seed", "value": 7}], "UnknownNodeError"),
        ([{"node_id": "n", "field_name": "seed"}], "WorkflowFormatError"),
        ({"seed": 7}, "WorkflowFormatError"),
    ],
)
def test_values_that_cannot_be_set_are_errors(
    capsys: pytest.CaptureFixture[str], workflow_file: Path, tmp_path: Path, rows: object, kind: str
) -> None:
    code, result = run(capsys, "compile", workflow_file, "--inputs", write_json(tmp_path / "inputs.json", rows))
    assert (code, result["error"]["type"]) == (2, kind)
    if kind.startswith("Unknown"):
        assert result["error"]["node_id"] == rows[0]["node_id"]  # type: ignore[index]


@pytest.mark.parametrize(
    "arguments",
    [
        ["compile"],
        ["compile", "nowhere.json"],
        ["compile", "nowhere.png"],
        ["compile", "{}", "--runs", "0"],
        ["compile", "{}", "--runs", "many"],
        ["compile", "{}", "--context", "nowhere.json"],
        ["compile", "{}", "--unknown-nodes", "ignore"],
        ["compile", "{}", "--auto-add-board", " "],
        ["compile", "{}", "--inputs", "."],
        ["compile", "."],
        ["dance", "{}"],
        [],
    ],
)
def test_wrong_arguments_are_an_error(
    capsys: pytest.CaptureFixture[str], workflow_file: Path, arguments: list[str]
) -> None:
    code, result = run(capsys, *(workflow_file if word == "{}" else word for word in arguments))
    assert code == 2
    assert result["error"]["message"]


def test_an_interrupted_command_leaves_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted:
        @property
        def buffer(self) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    assert main(["compile", "-", "--json"]) == 130
    assert capsys.readouterr() == ("", "")


def test_text_for_people(capsys: pytest.CaptureFixture[str], workflow_file: Path) -> None:
    assert main(["compile", str(workflow_file)]) == 0
    assert "2 sessions in total" in capsys.readouterr().out
    assert main(["inputs", str(workflow_file)]) == 0
    assert "Seed" in capsys.readouterr().out
    assert main(["lint", str(workflow_file)]) == 1
    assert "error [above_maximum]" in capsys.readouterr().out
    assert main(["compile", "nowhere.json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("error: nowhere.json")


def test_inputs_and_findings_for_programs(capsys: pytest.CaptureFixture[str], workflow_file: Path) -> None:
    code, result = run(capsys, "inputs", workflow_file)
    assert code == 0
    assert [inp["field_name"] for inp in result["inputs"]] == ["seed", "value", "image"]
    code, result = run(capsys, "inputs", workflow_file, "--schema")
    assert "Seed" in result["properties"]
    code, result = run(capsys, "lint", workflow_file)
    assert code == 1
    assert {finding["code"] for finding in result["findings"]} >= {"above_maximum", "unused_node"}


def test_the_command_runs_as_a_process(workflow_file: Path) -> None:
    command = [sys.executable, "-m", "invokeai_sdk.cli", "compile", "-", "--json"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run(command, input=workflow_file.read_bytes(), capture_output=True, env=environment, check=True)
    assert json.loads(done.stdout)["graph"]["nodes"]["n"]["seed"] == BIG
    assert done.stderr == b""


def test_compiling_loads_no_network_module(workflow_file: Path) -> None:
    program = (
        "import sys; from invokeai_sdk.cli import main; main(sys.argv[1:]); "
        "print(sorted({'httpx', 'socketio', 'glom', 'asyncio', 'rich'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "compile", str(workflow_file), "--json"], capture_output=True, check=True
    )
    assert done.stdout.splitlines()[-1] == b"[]"


@pytest.mark.parametrize("option", ["", "--inputs", "--context"])
def test_only_regular_files_and_open_pipes_are_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, workflow_file: Path, option: str
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in ("/dev/zero", tmp_path / "pipe", tmp_path):
        arguments = [workflow_file, option, path] if option else [path]
        code, result = run(capsys, "compile", *arguments)
        assert code == 2
        assert result["error"]["type"] == "WorkflowFormatError"
        assert "not a regular file" in result["error"]["message"]
    reading, writing = os.pipe()
    content = {"": workflow_file.read_bytes(), "--inputs": b"[]", "--context": b"{}"}[option]
    os.write(writing, content)
    os.close(writing)
    path = f"/dev/fd/{reading}"
    code, _ = run(capsys, "compile", *([workflow_file, option, path] if option else [path]))
    os.close(reading)
    assert code == 0


HOSTILE = "\x1b]0;title\x07 \u202edesrever \x9b31m \r\ud800 [red]"


@pytest.fixture
def hostile_file(tmp_path: Path, make_workflow: Callable[..., Workflow]) -> Path:
    """A workflow whose texts contain control characters wherever a workflow has texts."""
    workflow = make_workflow(
        {
            f"n{HOSTILE}": ("noise", {"seed": 1}),
            "s": ("string", {"value": HOSTILE}),
            "x": (f"unheard{HOSTILE}", {f"v{HOSTILE}": 1}),
            "b": ("string_batch", {"strings": [HOSTILE]}),
        },
        f"x.v > n{HOSTILE}.seed",
        "b.value > s.value",
        form=["s.value", f"n{HOSTILE}.seed"],
        labels={"s.value": HOSTILE},
        node_labels={"s": HOSTILE},
    )
    raw = workflow.definition.to_dict() | {"name": f"name{HOSTILE}"}
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(raw))
    return path


@pytest.mark.parametrize("rich", [True, False])
@pytest.mark.parametrize(
    "command", [["inputs"], ["lint"], ["compile", "--unknown-nodes", "keep"], ["compile"], ["compile", "--inputs"]]
)
def test_texts_for_people_contain_no_control_characters(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    hostile_file: Path,
    command: list[str],
    rich: bool,
) -> None:
    if not rich:
        monkeypatch.setitem(sys.modules, "rich.console", None)
    arguments = (
        [*command, str(hostile_file.parent / f"x{HOSTILE}".replace("\ud800", ""))] if "--inputs" in command else command
    )
    main([arguments[0], str(hostile_file), *arguments[1:]])
    printed = capsys.readouterr()
    text = printed.out + printed.err
    assert text
    assert not [character for character in text if character not in "\n\t" and not (character.isprintable())]
    assert "\\x1b" in text


def test_json_contains_the_exact_texts(capsys: pytest.CaptureFixture[str], hostile_file: Path) -> None:
    _, result = run(capsys, "inputs", hostile_file)
    assert result["inputs"][0]["label"] == HOSTILE
    _, result = run(capsys, "compile", hostile_file, "--unknown-nodes", "keep")
    assert result["batch_data"][0][0]["items"] == [HOSTILE]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_label_that_the_terminal_cannot_show_is_escaped(
    tmp_path: Path, make_workflow: Callable[..., Workflow], encoding: str
) -> None:
    path = make_workflow({"s": ("string", {"value": "☃"})}, form=["s.value"]).definition.save(tmp_path / "w.json")
    for command in (["inputs"], ["lint"]):
        done = subprocess.run(
            [sys.executable, "-m", "invokeai_sdk.cli", *command, str(path)],
            check=False,
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": encoding},
        )
        assert done.returncode == 0
        assert not done.stderr
