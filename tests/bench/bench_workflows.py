"""Cost of loading workflows, listing their inputs and compiling them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import workflows
from timing import Row, compare, timer

from invokeai_sdk import Workflow, WorkflowDefinition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OTHER = "invokeai-py-client==1.1.1"
ENVIRONMENT = Path(__file__).parents[2] / ".venv-bench"

ITEMS = 10_000


def rows() -> list[Row]:
    """Compare compilations with reading JSON and with the other client, then measure long chains and large batches."""
    found: list[Row] = []
    with tempfile.TemporaryDirectory() as folder, _other_client() as other:
        for drawn, target in ((workflows.text_to_image(), None), (workflows.two_stages(), 2.0)):
            path = _save(folder, drawn)
            what = f"load, list inputs, compile: {len(drawn['nodes'])} nodes"
            ours = timer(lambda path=path: _compile(path))
            plain = timer(lambda path=path: json.dumps(json.loads(path.read_bytes())))
            found.append(Row(what, "`json.loads` + `json.dumps` of the file", *compare(ours, plain), target=target))
            found.append(Row(what, f"{OTHER}, same file", *compare(ours, other(path))))
        short, long = (_save(folder, workflows.chain(length)) for length in (100, 1000))
        growth = compare(timer(lambda: _compile(long)), timer(lambda: _compile(short)), seconds=0.6)
        per_node = (value / 10 for value in growth)
        found.append(Row("a chain of 1,000 nodes", "10 times one of 100 nodes", *per_node, target=1.3))
    found.extend(_batches())
    return found


def _compile(path: Path) -> None:
    workflow = Workflow(WorkflowDefinition.from_file(path))
    list(workflow.inputs)
    workflow.compile()


def _batches() -> Iterator[Row]:
    workflow = Workflow(WorkflowDefinition.from_dict(workflows.text_to_image()))
    for key, kind, items in (
        ((workflows.node_id("width"), "value"), "integers", [64 + number for number in range(ITEMS)]),
        (
            (workflows.node_id("prompt"), "value"),
            "prompts",
            [f"a watercolor fox, variation {number}" for number in range(ITEMS)],
        ),
        ((workflows.node_id("denoise"), "cfg_scale"), "floats", [1 + number / ITEMS for number in range(ITEMS)]),
    ):
        ours = timer(lambda key=key, items=items: workflow.batch(product={key: items}))
        theirs = timer(lambda items=items: json.dumps(items))
        yield Row(
            f"type-check {ITEMS:,} batch items: {kind}", "`json.dumps` of them", *compare(ours, theirs), target=5.0
        )


def _save(folder: str, drawn: workflows.JSON) -> Path:
    path = Path(folder, f"{drawn['name']}.json")
    path.write_text(json.dumps(drawn, indent=2), encoding="utf-8")  # indented as the editor writes files
    return path


@contextmanager
def _other_client() -> Iterator[Callable[[Path], Callable[[int], float]]]:
    """Run the other client in its own virtual environment, and yield a function that times it."""
    program = Path(__file__).with_name("other_client.py")
    with subprocess.Popen(
        [_environment(), program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:

        def timing(path: Path) -> Callable[[int], float]:
            def measure(repetitions: int) -> float:
                process.stdin.write(f"{repetitions} {path}\n")
                process.stdin.flush()
                return float(process.stdout.readline())

            return measure

        yield timing
        process.stdin.close()


def _environment() -> Path:
    python = ENVIRONMENT / "bin" / "python"
    stamp = ENVIRONMENT / "ready"
    if not stamp.exists() or stamp.read_text() != OTHER:
        print(f"installing {OTHER} in {ENVIRONMENT.name}", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        pip = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        # The other client needs aiohttp, but an older pip does not find it by the extra that the client names.
        subprocess.run([*pip, OTHER, "aiohttp"], check=True)
        stamp.write_text(OTHER)
    return python
