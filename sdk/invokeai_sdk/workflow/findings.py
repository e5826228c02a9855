"""What the SDK has to say about a workflow: one `Finding` per fact, with a stable code.

Where InvokeAI's editor says the same thing, the code is the last part of its translation key in snake case:
`nodes.deletedInvalidEdge` is `deleted_invalid_edge`, `toast.problemRetrievingWorkflow` is
`problem_retrieving_workflow` (see `invokeai/frontend/web/public/locales/en.json`). Codes that only the SDK has are
`invalid_form`, `unusable_value`, `dropped_editor_node` and `duplicate_node_id`, and those of `lint`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity: TypeAlias = Literal["error", "warning", "info"]
"""`error`: the server would refuse or fail; `warning`: something was changed or left out; `info`: good to know."""

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@frozen(kw_only=True)
class Finding:
    """One fact about a workflow.

    Attributes:
        code: a stable, machine-readable name, such as `missing_template`.
        severity: how bad it is.
        message: one sentence for people.
        node_id: the node concerned, if one is.
        field_name: the field of that node, if one is.
        fix: what would put it right, where the SDK knows.
        params: the particulars, by the editor's own names where it has them.
        issues: the reasons of a rejected edge, each a finding of its own.
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
        return f"{self.severity} [{self.code}]: {self.message}"


def code_of(editor_key: str) -> str:
    """Turn one of the editor's translation keys into a code.

    Args:
        editor_key: such as `nodes.missingTemplate` or just `missingTemplate`.

    Returns:
        The last part of it in snake case: `missing_template`.
    """
    return _HUMP.sub("_", editor_key.rpartition(".")[2]).lower()
