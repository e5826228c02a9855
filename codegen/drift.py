"""What changed between two servers, what that breaks in the hand-written code, and whether the tree is up to date."""

from __future__ import annotations

import filecmp
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from codegen import compat
from codegen.facts import Facts, facts_of, wholes
from codegen.generate import generate
from codegen.mirror import write_mirror
from codegen.spec import COMPAT, GENERATED, SYNC, JSONObject, Lock, load_bundled
from codegen.uses import Use, uses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@frozen
class Change:
    """One difference between two documents.

    Attributes:
        section: what kind of thing differs, such as "operations".
        sign: "+" added, "-" removed, "~" changed.
        name: the thing.
        detail: how it is; for a change, how it was and is.
    """

    section: str
    sign: str
    name: str
    detail: str

    def __str__(self) -> str:
        return f"{self.sign} {self.name}{f': {self.detail}' if self.detail else ''}"


def changes(old: Facts, new: Facts) -> list[Change]:
    """Compare the facts of two documents, section by section.

    The parts of what is wholly new or gone are not listed one by one.
    """
    had, has = wholes(old), wholes(new)
    found: list[Change] = []
    for section, after in new.items():
        before = old[section]
        for name in sorted(before.keys() | after.keys()):
            was, now = before.get(name), after.get(name)
            if was is None and now is not None and (now.of is None or now.of in had):
                found.append(Change(section, "+", name, now.said))
            elif now is None and was is not None and (was.of is None or was.of in has):
                found.append(Change(section, "-", name, was.said))
            elif was is not None and now is not None and was != now:
                found.append(Change(section, "~", name, f"{was.said} → {now.said}"))
    return found


def broken(old: Facts, new: Facts, named: Iterable[Use] | None = None) -> list[str]:
    """Return what the hand-written code names and the new server has not.

    Args:
        old: facts of the document before.
        new: facts of the document now.
        named: the places that name operations; those of the SDK itself by default.
    """
    had, has = ({fact.said for fact in facts["operations"].values()} for facts in (old, new))
    lost_parameters = old["parameters"].keys() - new["parameters"].keys()
    found: list[str] = []
    for use in uses() if named is None else named:
        if use.name not in has:
            if use.certain or use.name in had:
                found.append(f"{use.where} names {use.name}, which does not exist")
        else:
            found += [
                f"{use.where} gives {argument} to {use.name}, which no longer takes it"
                for argument in sorted(use.arguments)
                # An argument called as a builtin of Python's has an underscore that the parameter has not.
                if f"{use.name}({argument.removesuffix('_')})" in lost_parameters
            ]
    return found


def report(before: JSONObject, after: JSONObject) -> str:
    """Return the report of what changed between two documents, and what that breaks."""
    old, new = facts_of(before), facts_of(after)
    found = changes(old, new)
    lines: list[str] = []
    for section in new:
        here = [change for change in found if change.section == section]
        counts = Counter(change.sign for change in here)
        said = f"{counts['+']} added, {counts['-']} removed, {counts['~']} changed" if here else "no change"
        lines += [f"{section}: {said}", *(f"  {change}" for change in here)]
    harm = broken(old, new)
    lines += [f"hand-written code: {len(harm)} broken" if harm else "hand-written code: nothing broken"]
    return "\n".join([*lines, *(f"  ! {line}" for line in harm)])


def stale() -> list[str]:
    """Return what a regeneration would write otherwise than it is in the tree, byte for byte."""
    document = load_bundled()
    found = [] if COMPAT.read_text("utf-8") == compat.render(compat.derive_bundled(document)) else [COMPAT.name]
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch, GENERATED.name)
        generate(document, fresh, server_version=Lock.read().server_version)
        found += differing(fresh, GENERATED)
    return found


def stale_mirror() -> list[str]:
    """Return what of the blocking surface is not what the asynchronous one gives."""
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch, SYNC.name)
        shutil.copytree(SYNC, fresh, ignore=shutil.ignore_patterns("__pycache__"))
        write_mirror(fresh)
        return list(differing(fresh, SYNC))


def differing(fresh: Path, kept: Path) -> Iterator[str]:
    """Yield what two folders do not have in common, byte for byte; compiled Python is not looked at."""
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
