"""Drift: changes between two documents, type errors in the hand-written code, and files that are not up to date."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from codegen import compat
from codegen.facts import Facts, collect_facts, list_wholes
from codegen.generate import generate
from codegen.mirror import write_mirror
from codegen.spec import COMPAT, GENERATED, ROOT, SDK, SYNC, CodegenError, JSONObject, Lock, load_bundled

if TYPE_CHECKING:
    from collections.abc import Iterator


@frozen
class Change:
    """One difference between two documents.

    Attributes:
        section: the kind of the changed fact, such as "operations".
        sign: "+" added, "-" removed, "~" changed.
        name: the name of the fact.
        detail: the description of the fact; for a change, the old and the new one.
    """

    section: str
    sign: str
    name: str
    detail: str

    def __str__(self) -> str:
        return f"{self.sign} {self.name}{f': {self.detail}' if self.detail else ''}"


def find_changes(old: Facts, new: Facts) -> list[Change]:
    """Compare the facts of two documents, section by section.

    The parts of an operation, schema or node that is new or removed are not listed.
    """
    had, has = list_wholes(old), list_wholes(new)
    found: list[Change] = []
    for section, after in new.items():
        before = old[section]
        for name in sorted(before.keys() | after.keys()):
            was, now = before.get(name), after.get(name)
            if was is None and now is not None and (now.of is None or now.of in had):
                found.append(Change(section, "+", name, now.description))
            elif now is None and was is not None and (was.of is None or was.of in has):
                found.append(Change(section, "-", name, was.description))
            elif was is not None and now is not None and was != now:
                found.append(Change(section, "~", name, f"{was.description} → {now.description}"))
    return found


def report(before: JSONObject, after: JSONObject) -> str:
    """Return a report of the changes between two documents."""
    old, new = collect_facts(before), collect_facts(after)
    found = find_changes(old, new)
    lines: list[str] = []
    for section in new:
        here = [change for change in found if change.section == section]
        counts = Counter(change.sign for change in here)
        counted = f"{counts['+']} added, {counts['-']} removed, {counts['~']} changed" if here else "no change"
        lines += [f"{section}: {counted}", *(f"  {change}" for change in here)]
    return "\n".join(lines)


def find_type_errors(bindings: Path = GENERATED.parent) -> list[str]:
    """Return mypy's errors in the hand-written SDK: the lines that no longer fit the bindings.

    Args:
        bindings: the folder of the generated package.
    """
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "--no-pretty", "--hide-error-context", str(SDK)]
    done = subprocess.run(
        command,
        cwd=ROOT.parent,
        env={**os.environ, "MYPYPATH": str(bindings)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.stderr:
        raise CodegenError(f"mypy failed: {done.stderr}")
    return [line for line in done.stdout.splitlines() if ": error:" in line]


def find_stale() -> list[str]:
    """Return the files of generated/, and compat.toml, that differ from what a regeneration writes."""
    document = load_bundled()
    found = [] if COMPAT.read_text("utf-8") == compat.render(compat.derive_bundled(document)) else [COMPAT.name]
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch, GENERATED.name)
        generate(document, fresh, server_version=Lock.read().server_version)
        found += compare_folders(fresh, GENERATED)
    return found


def find_stale_mirror() -> list[str]:
    """Return the files of the blocking surface that differ from what `make mirror` writes."""
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch, SYNC.name)
        shutil.copytree(SYNC, fresh, ignore=shutil.ignore_patterns("__pycache__"))
        write_mirror(fresh)
        return list(compare_folders(fresh, SYNC))


def compare_folders(fresh: Path, kept: Path) -> Iterator[str]:
    """Yield the differences between the files of two folders, byte for byte; compiled Python is ignored."""
    expected, present = _files(fresh), _files(kept)
    for name in sorted(expected | present):
        if name not in present:
            yield f"{name} is missing"
        elif name not in expected:
            yield f"{name} should not be there"
        elif not filecmp.cmp(fresh / name, kept / name, shallow=False):
            yield f"{name} differs"


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
