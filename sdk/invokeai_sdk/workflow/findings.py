"""`Finding`: one fact that loading or checking a workflow reports, with a stable code.

For facts that InvokeAI's editor reports too, the code is the last part of its translation key in snake case:
`nodes.deletedInvalidEdge` becomes `deleted_invalid_edge`, and `toast.problemRetrievingWorkflow` becomes
`problem_retrieving_workflow` (see `invokeai/frontend/web/public/locales/en.json`). The codes `invalid_form`,
`unusable_value`, `dropped_editor_node` and `duplicate_node_id`, and those of `lint`, are the SDK's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

from invokeai_sdk._text import escape_control_characters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.errors import WorkflowError

Severity: TypeAlias = Literal["error", "warning", "info"]
"""`error`: the server would refuse or fail; `warning`: something was changed or left out; `info`: a remark."""

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@frozen(kw_only=True)
class Finding:
    """One fact about a workflow.

    Attributes:
        code: a stable, machine-readable name, such as `missing_template`.
        message: one sentence for people.
        severity: `error`, `warning` or `info`.
        node_id: the id of the node concerned, if any.
        field_name: the field of that node, if any.
        fix: how to solve the problem, if the SDK knows.
        params: the details, by the editor's names for them if it has any.
        issues: the reasons for dropping an edge, each as a finding.
    """

    code: str
    message: str
    severity: Severity = "warning"
    node_id: str | None = None
    field_name: str | None = None
    fix: str | None = None
    params: Mapping[str, object] = field(factory=dict)
    issues: tuple[Finding, ...] = ()

    def __str__(self) -> str:
        return escape_control_characters(f"{self.severity} [{self.code}]: {self.message}")


def report_error(error: WorkflowError) -> Finding:
    """Return an error as a finding."""
    return Finding(
        code=error.code,
        severity="error",
        message=error.message,
        node_id=error.node_id,
        field_name=error.field_name,
    )


def to_code(editor_key: str) -> str:
    """Convert one of the editor's translation keys to a code.

    Args:
        editor_key: the key, such as `nodes.missingTemplate` or just `missingTemplate`.

    Returns:
        The last part of the key in snake case: `missing_template`.
    """
    return _HUMP.sub("_", editor_key.rpartition(".")[2]).lower()
