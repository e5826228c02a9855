"""The command `invokeai-sdk lint`, which reports the problems of a workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import asdict

from invokeai_sdk.cli.output import print_json, print_text
from invokeai_sdk.cli.sources import load_workflow

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Print the findings and return the exit code: 1 if there are errors, otherwise 0."""
    findings = load_workflow(options).lint()
    if options.json:
        print_json({"findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            print_text(str(finding) if finding.fix is None else f"{finding}\n    {finding.fix}")
        print_text(f"{len(findings)} finding{'s' * (len(findings) > 1)}" if findings else "nothing to report")
    return 1 if any(finding.severity == "error" for finding in findings) else 0
