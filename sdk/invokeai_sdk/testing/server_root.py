"""Root folder (configuration and data) and environment variables of a local server."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from invokeai_sdk.testing.server_process import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from invokeai_sdk._types import JSONValue

PAYLOAD = Path(__file__).parent / "payload"
"""The folder of the files that run in the server's own Python."""

_SETTINGS: dict[str, JSONValue] = {
    "schema_version": "4.0.3",
    "host": LOOPBACK,
    "log_level": "warning",
    "log_format": "plain",
    "patchmatch": False,
    "device": "cpu",
    "precision": "float32",
    "max_cache_ram_gb": 2,
    "hashing_algorithm": "random",
}

_ENVIRONMENT = {
    "CUDA_VISIBLE_DEVICES": "",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "PYTHONUNBUFFERED": "1",
    "TQDM_DISABLE": "1",
    "TRANSFORMERS_OFFLINE": "1",
}

# Not passed on: settings of the user's own InvokeAI, and of this process's Python (its path, its warnings).
_EXCLUDED_PREFIXES = ("INVOKEAI_", "PYTHON")


def write_root(root: Path, settings: Mapping[str, JSONValue], *, gc_freeze: bool) -> None:
    """Write the configuration and the custom nodes of a server into its root folder.

    Args:
        root: the root folder, which is created if necessary.
        settings: the entries of `invokeai.yaml` that differ from the test kit's defaults.
        gc_freeze: install the custom node that keeps garbage collections short.
    """
    node = root / "nodes" / "gc_freeze"
    if gc_freeze:
        node.mkdir(parents=True, exist_ok=True)
        shutil.copy(PAYLOAD / "gc_freeze.py", node / "__init__.py")
    else:
        shutil.rmtree(node, ignore_errors=True)
        root.mkdir(parents=True, exist_ok=True)
    # Every JSON value is valid YAML.
    lines = [f"{key}: {json.dumps(value)}\n" for key, value in (_SETTINGS | dict(settings)).items()]
    (root / "invokeai.yaml").write_text("".join(lines), encoding="utf-8")


def copy_models(models: Sequence[Path], folder: Path) -> list[Path]:
    """Copy models into a folder and return the copies. A server deletes the files of a model that a test deletes."""
    folder.mkdir(exist_ok=True)
    copies = [folder / model.name for model in models]
    for model, copy in zip(models, copies, strict=True):
        if model.is_dir():
            shutil.copytree(model, copy, dirs_exist_ok=True)
        else:
            shutil.copy(model, copy)
    return copies


def server_environment(port: int, extra: Mapping[str, str]) -> dict[str, str]:
    """Return the environment variables of a server: those of this process, the test kit's own, and `extra`."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(_EXCLUDED_PREFIXES)}
    return inherited | _ENVIRONMENT | {"INVOKEAI_PORT": str(port)} | dict(extra)
