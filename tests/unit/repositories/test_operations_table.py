"""The table of operations in the documentation, made from the code: each operation, and the method that calls it."""

from __future__ import annotations

import ast
from pathlib import Path

from invokeai_sdk.transport import operation_names
from tests.unsuccessful import UNSUCCESSFUL

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "docs" / "operations.md"
WITHOUT_METHOD = {"images.create_image_upload_entry"}

WHERE = {
    "AppRepository": "client.app",
    "BoardHandle": "board",
    "BoardRepository": "client.boards",
    "Calls": "",
    "ClientStateRepository": "client.client_state",
    "CustomNodeRepository": "client.custom_nodes",
    "DnnModelHandle": "model",
    "DnnModelRepository": "client.models",
    "ExternalProviderRepository": "client.app.providers",
    "GalleryRepository": "client.gallery",
    "HuggingFaceRepository": "client.models.huggingface",
    "ImageHandle": "image",
    "ImageListing": "client.images",
    "ImageMoveRepository": "client.image_moves",
    "ImageRepository": "client.images",
    "ImageUploads": "client.images",
    "InstallJob": "job",
    "InstallRepository": "client.models.installs",
    "InvocationCacheRepository": "client.app.invocation_cache",
    "ModelCacheRepository": "client.models.cache",
    "PromptRepository": "client.prompts",
    "Queue": "client.queue()",
    "QueueItems": "client.queue()",
    "RecallRepository": "client.recall",
    "StylePresetRepository": "client.style_presets",
    "SystemPromptRepository": "client.system_prompts",
    "UserRepository": "client.users",
    "VideoHandle": "video",
    "VideoRepository": "client.videos",
    "WorkflowLibrary": "client.workflows",
}

HELPERS = {
    "download_zip": "client.images.download_zip",
    "start_install": "client.models.install",
    "_Login": "client.users.login",
    "_enqueue": "workflow.submit",
}


def test_the_table_is_that_of_the_code():
    table = _table()
    if not TABLE.exists() or TABLE.read_text(encoding="utf-8") != table:
        TABLE.parent.mkdir(exist_ok=True)
        TABLE.write_text(table, encoding="utf-8")
        raise AssertionError("docs/operations.md was out of date and is written anew: look at it, and commit it")


def test_every_operation_has_a_method():
    without = set(operation_names()) - set(_methods()) - WITHOUT_METHOD
    assert not without


def _table() -> str:
    methods = _methods()
    lines = [
        "# Every operation of the server, and the method that calls it",
        "",
        "Made by `tests/unit/repositories/test_operations_table.py` from the code; the test fails if it is out of date.",
        "`tests/server/test_operations.py` calls every one of them on a real InvokeAI 6.14.2, sees the server answer, and",
        "checks what comes back; the few that cannot succeed there are listed below the table. Whatever has no method of",
        "its own is reached by `client.raw.call(operation, ...)`, as is everything else.",
        "",
        "| Operation | Method |",
        "|---|---|",
    ]
    for name in operation_names():
        called_by = ", ".join(f"`{method}`" for method in sorted(methods.get(name, ())))
        lines.append(f"| `{name}` | {called_by or '`client.raw.call`'} |")
    lines += ["", "## Seen only to be refused", ""]
    lines += [f"- `{name}`: {reason}" for name, reason in UNSUCCESSFUL.items()]
    return "\n".join(lines) + "\n"


def _methods() -> dict[str, set[str]]:
    """Find, for each operation, the public methods in whose code its name stands, or which call such code."""
    names = set(operation_names())
    found: dict[str, set[str]] = {}
    folders = (ROOT / "sdk" / "invokeai_sdk" / "repositories", ROOT / "sdk" / "invokeai_sdk" / "jobs")
    for path in sorted(file for folder in folders for file in folder.glob("*.py")):
        for owner, function in _functions(ast.parse(path.read_text(encoding="utf-8"))):
            for name in _strings(function) & names:
                for method in _public(owner, function.name, path):
                    found.setdefault(name, set()).add(method)
    return found


def _functions(tree: ast.Module):
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    yield node.name, part


def _strings(node: ast.AST) -> set[str]:
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def _public(owner: str, function: str, path: Path) -> set[str]:
    if owner in HELPERS:
        return {HELPERS[owner]}
    if owner not in WHERE or not WHERE[owner]:
        return set()
    if not function.startswith("_"):
        return {f"{WHERE[owner]}.{function}"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    callers = set()
    for cls, method in _functions(tree):
        calls = {part.attr for part in ast.walk(method) if isinstance(part, ast.Attribute)}
        if cls == owner and function in calls and method.name != function:
            callers |= _public(owner, method.name, path)
    return callers
