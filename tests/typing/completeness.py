"""Type completeness of the public surface: what pyright knows of each public symbol's type, as a user's program sees it.

`python tests/typing/completeness.py [--list]` prints the score, lists the symbols without a type of their own if asked
to or if the score is too low, and fails if it is below `THRESHOLD`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGE = "invokeai_sdk"
THRESHOLD = 98.0
"""The least score, in percent, that passes."""


def verify_types() -> dict[str, Any]:
    """Run `pyright --verifytypes` on the package and return the report of the types' completeness."""
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable]
    command += ["--verifytypes", PACKAGE, "--ignoreexternal", "--outputjson"]
    # pyright searches py.typed in the folders of PYTHONPATH, but not in those of an editable install
    paths = os.pathsep.join(str(ROOT / folder) for folder in ("sdk", "generated"))
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False
    )
    report: dict[str, Any] = json.loads(done.stdout)
    if not report["typeCompleteness"]["symbols"]:
        raise RuntimeError(f"pyright found no symbol of {PACKAGE}: {report['generalDiagnostics']}")
    completeness: dict[str, Any] = report["typeCompleteness"]
    return completeness


def causes_by_module(completeness: dict[str, Any]) -> dict[str, list[str]]:
    """Return the symbols that lack a type themselves, with pyright's reasons, by module.

    Symbols whose types are only "partially unknown", because they refer to one of these, are left out.
    """
    modules = {module["name"] for module in completeness["modules"]}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for symbol in completeness["symbols"]:
        if not symbol["isExported"] or symbol["isTypeKnown"]:
            continue
        reasons = [
            " ".join(diagnostic["message"].split())
            for diagnostic in symbol.get("diagnostics", ())
            if "is partially unknown\n" not in diagnostic["message"] + "\n"
            or "has unknown type" in diagnostic["message"]
        ]
        if reasons:
            module = symbol["name"]
            while module and module not in modules:
                module = module.rpartition(".")[0]
            found[module].append(f"{symbol['name'].removeprefix(f'{module}.')}: {'; '.join(reasons)}")
    return dict(sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0])))


def main() -> int:
    """Print the score, and the symbols without a type if asked to or if the score is too low."""
    completeness = verify_types()
    score = 100 * completeness["completenessScore"]
    counts = completeness["exportedSymbolCounts"]
    passed = score >= THRESHOLD
    if not passed or "--list" in sys.argv[1:]:
        causes = causes_by_module(completeness)
        for module, symbols in causes.items():
            print(f"{module}: {len(symbols)}")
            print(*(f"  {symbol}" for symbol in symbols), sep="\n")
        incomplete = counts["withAmbiguousType"] + counts["withUnknownType"]
        own = sum(len(symbols) for symbols in causes.values())
        print(f"{own} symbols lack a type; {incomplete - own} more are incomplete because they refer to them")
    print(
        f"type completeness of {PACKAGE}: {score:.1f} % ({counts['withKnownType']} symbols of known type,"
        f" {counts['withAmbiguousType']} of ambiguous, {counts['withUnknownType']} of unknown); needed: {THRESHOLD} %"
    )
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
