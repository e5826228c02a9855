"""Linter: reports the problems of a workflow before it runs.

`lint` collects the changes that loading made, the edges that it dropped, values that break a rule of the server's
schema, models that the server does not have, and nodes whose results are not used. It never raises and changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.workflow.edges import MISSING_TEMPLATE, suggest_types
from invokeai_sdk.workflow.lint_models import find_missing_models
from invokeai_sdk.workflow.lint_usage import find_unused_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invokeai_sdk.workflow.findings import Finding
    from invokeai_sdk.workflow.workflow import Workflow


def lint(workflow: Workflow, *, models: Iterable[object] | None = None, runs: int | None = None) -> list[Finding]:
    """Report every problem of a workflow and its current values; see `Workflow.lint`.

    Args:
        workflow: the workflow.
        models: the server's models; without them models are not checked.
        runs: how often the whole batch is to be repeated; the context's number by default.

    Returns:
        The findings, errors first. An error is a problem that the server would refuse.
    """
    findings = [
        *_report_errors(workflow, runs),
        *_report_loading(workflow),
        *(find_missing_models(workflow, models) if models is not None else ()),
        *find_unused_nodes(workflow),
    ]
    order = {"error": 0, "warning": 1, "info": 2}
    return sorted(findings, key=lambda finding: order[finding.severity])


def _report_loading(workflow: Workflow) -> Iterator[Finding]:
    """Report the findings of loading that are no errors; `Workflow.check` reports the errors."""
    for finding in workflow.findings:
        if finding.severity == "error":
            continue
        if finding.code == "missing_field_template" and finding.node_id and finding.field_name and not finding.fix:
            template = workflow.node(finding.node_id).template
            similar = find_close_matches(finding.field_name, template.inputs if template else ())
            yield evolve(finding, fix=f"use {' or '.join(map(repr, similar))} instead") if similar else finding
        else:
            yield finding


def _report_errors(workflow: Workflow, runs: int | None) -> Iterator[Finding]:
    """Report what compiling would refuse, with similar node types for an unknown one."""
    for finding in workflow.check(runs=runs):
        similar: tuple[str, ...] = ()
        if finding.code == MISSING_TEMPLATE and finding.node_id is not None:
            similar = suggest_types(workflow.node(finding.node_id), workflow.catalogue)
        yield evolve(finding, fix=f"{finding.fix}; similar types: {', '.join(similar)}") if similar else finding
