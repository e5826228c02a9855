from __future__ import annotations
import tomllib
from codegen.spec import COMPAT


def read() -> dict[str, list[str]]:
    if not COMPAT.exists():
        return {}
    return tomllib.loads(COMPAT.read_text("utf-8"))
