"""Benchmarks: `python tests/bench/run.py [SECTION ...]` measures and writes the ratios to results.md.

Without arguments every section of `SECTIONS` is measured; with arguments the other results stay unchanged.
"""

from __future__ import annotations

import importlib
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from timing import ROUNDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timing import Row

HERE = Path(__file__).parent
RESULTS = HERE / "results.md"

SECTIONS = {
    "imports": "Imports, each in a fresh process",
    "pauses": "Pauses of the event loop",
    "rest": "REST calls, one after the other on a warm connection",
    "blocking": "Blocking calls, one after the other on a warm connection",
    "images": "Images",
    "workflows": "Workflows",
    "events": "Events and jobs",
}

HEAD = """# Measurements

Written by `make bench`. Each ratio is the median of {rounds} or more pairs measured in alternation, with the quartiles in
brackets. Less is better, except where the target is a lower limit (≥). Machine: {machine}.
"""


def main(names: list[str]) -> None:
    """Measure the named sections, or all sections, and write the results."""
    if unknown := set(names) - set(SECTIONS):
        sys.exit(f"no such section: {', '.join(sorted(unknown))}; the sections are {', '.join(SECTIONS)}")
    parts = _read_tables()
    for name, title in SECTIONS.items():
        if (names and name not in names) or not (HERE / f"bench_{name}.py").exists():
            continue
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        parts[title] = _table(importlib.import_module(f"bench_{name}").rows())
    head = HEAD.format(rounds=ROUNDS, machine=_machine())
    body = "".join(f"\n## {title}\n\n{parts[title]}" for title in SECTIONS.values() if title in parts)
    RESULTS.write_text(head + body, encoding="utf-8")
    print(head + body)


def _table(rows: Iterable[Row]) -> str:
    lines = ["| what | against | ratio | target | |", "|---|---|---|---|---|"]
    for row in rows:
        target = "" if row.target is None else f"{'≤' if row.below else '≥'} {row.target:g}"
        ratio = f"{row.ratio:.3g} ({row.low:.3g} to {row.high:.3g})"
        lines.append(f"| {row.what} | {row.against} | {ratio} | {target} | {row.verdict} |")
    return "\n".join(lines) + "\n"


def _read_tables() -> dict[str, str]:
    """Return the tables of results.md by title; empty if there is no such file."""
    if not RESULTS.exists():
        return {}
    _, *parts = RESULTS.read_text(encoding="utf-8").split("\n## ")
    return {title: table.strip("\n") + "\n" for title, _, table in (part.partition("\n\n") for part in parts)}


def _machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {python}"


if __name__ == "__main__":
    main(sys.argv[1:])
