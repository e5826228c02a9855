"""Every error the SDK raises, under one root.

::

    InvokeAIError
    ├── OptionsError                  a bad option: URL, token, timeout (also a ValueError)
    ├── WrongLoopError                a client used from another event loop than its own
    ├── ClientClosedError             a client used after it was closed
    ├── NotSupportedError             this server is too old or too new for the call
    ├── MissingExtraError             an optional dependency is not installed (also an ImportError)
    ├── WorkflowError                 (code, node_id, field_name)
    │   ├── WorkflowFormatError       not JSON, not a workflow, a broken shape
    │   ├── WorkflowVersionError      a schema version this SDK does not know
    │   ├── WorkflowMigrationError    an old workflow that cannot be brought up to date
    │   ├── UnknownNodeError          a node, or a node type no schema describes
    │   ├── UnknownInputError         no such input (suggestions); also a KeyError
    │   ├── AmbiguousInputError       several inputs match (candidates); also a KeyError
    │   ├── FieldValueError           a value of the wrong type or out of bounds; also a ValueError
    │   ├── FieldLockedError          a field replaced by one of another class; also a TypeError
    │   ├── MissingInputError         a required input has neither value nor connection
    │   ├── GraphError                a graph the server would refuse or choke on
    │   ├── BatchError                a batch that is empty, uneven, or holds a poisonous item
    │   ├── PatchError                a patch path that matches nothing (suggestions)
    │   ├── ModelNotFoundError        no model matches (suggestions)
    │   ├── AmbiguousModelError       several models match (candidates)
    │   ├── BoardNotFoundError        no board matches (suggestions)
    │   ├── AmbiguousBoardError       several boards match (candidates)
    │   └── AmbiguousNameError        several saved workflows, presets or prompts have a name (candidates)
    ├── APIError                      (method, url)
    │   ├── APIConnectionError        no answer: refused, reset, name not found, TLS
    │   │   └── APITimeoutError       no answer in time; also a TimeoutError
    │   ├── UnexpectedResponseError   an answer that is not what the API promises (HTML for JSON …)
    │   └── APIStatusError            (status_code, body, detail)
    │       ├── BadRequestError 400   AuthenticationError 401   PermissionDeniedError 403
    │       ├── NotFoundError 404     ConflictError 409         UnsupportedMediaTypeError 415
    │       ├── ValidationError 422   FailedDependencyError 424 RateLimitError 429
    │       └── ServerError 5xx
    ├── EventsError                   the websocket cannot be had
    │   ├── EventsConnectionError     refused or unreachable; the SDK goes on trying
    │   └── EventsRejectedError       the server refused the token: final
    ├── JobError                      (item_id, batch_id)
    │   ├── JobFailed                 (node_id, node_type, error_type, error_message, traceback)
    │   ├── JobCanceled
    │   ├── JobLost                   the server no longer knows the item
    │   ├── QueueFull                 the queue took fewer items than asked (accepted, requested)
    │   └── SubmissionLost            no answer to a submission, and the batch was not found
    ├── ModelInstallError             a model that was not installed (job_id, source, reason)
    ├── BulkDownloadError             the server could not pack what was to be downloaded
    ├── BulkError                     some of many things asked for did not happen (failed)
    ├── WaitTimeout                   a local wait ran out, the job goes on; also a TimeoutError
    └── DownloadError                 a download that could not be written (path)
"""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class InvokeAIError(Exception):
    """Root of every error this SDK raises on purpose."""


class OptionsError(InvokeAIError, ValueError):
    """An option that cannot be: a URL without a host, a negative timeout."""


class WrongLoopError(InvokeAIError, RuntimeError):
    """A client used from another event loop than the one it was first used in."""


class ClientClosedError(InvokeAIError, RuntimeError):
    """A client used after it was closed."""


class NotSupportedError(InvokeAIError):
    """The server does not have what was asked for.

    Attributes:
        feature: what was asked for.
        server_version: the version of the server asked, if known.
        since: the first release known to have it, if any.
    """

    def __init__(self, feature: str, *, server_version: str | None = None, since: str | None = None) -> None:
        self.feature = feature
        self.server_version = server_version
        self.since = since
        where = f"InvokeAI {server_version}" if server_version else "this server"
        hint = f"; it came with InvokeAI {since}" if since else ""
        super().__init__(f"{where} does not support {feature}{hint}")


class MissingExtraError(InvokeAIError, ImportError):
    """Something needs an optional dependency that is not installed; the message says how to get it.

    Attributes:
        extra: the extra of this distribution that brings it.
    """

    def __init__(self, feature: str, *, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{feature} needs an optional dependency: pip install 'invokeai-sdk[{extra}]'")


class WorkflowError(InvokeAIError):
    """Something about a workflow is wrong.

    Attributes:
        code: a stable, machine-readable name of the problem, such as `unknown_node_type`.
        node_id: the node concerned, if one is.
        field_name: the field of that node, if one is.
    """

    default_code = "workflow"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        node_id: str | None = None,
        field_name: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.node_id = node_id
        self.field_name = field_name

    def __str__(self) -> str:
        return self.message


class WorkflowFormatError(WorkflowError, ValueError):
    """Not JSON, not a workflow, or a part of it has a broken shape."""

    default_code = "workflow_format"


class WorkflowVersionError(WorkflowError, ValueError):
    """A workflow schema version this SDK does not know."""

    default_code = "workflow_version"


class WorkflowMigrationError(WorkflowError, ValueError):
    """An old workflow that cannot be brought to the current schema."""

    default_code = "workflow_migration"


class UnknownNodeError(WorkflowError, LookupError):
    """A node id that is not in the workflow, or a node type that no schema describes."""

    default_code = "unknown_node_type"


class _SuggestingError(WorkflowError):
    """A name that matched nothing, with the close ones that exist."""

    def __init__(
        self,
        message: str,
        *,
        suggestions: Sequence[str] = (),
        code: str | None = None,
        node_id: str | None = None,
        field_name: str | None = None,
    ) -> None:
        self.suggestions = tuple(suggestions)
        if self.suggestions:
            message = f"{message}; did you mean {' or '.join(repr(s) for s in self.suggestions)}?"
        super().__init__(message, code=code, node_id=node_id, field_name=field_name)


class _AmbiguousError(WorkflowError):
    """A name that matched several things."""

    def __init__(
        self,
        message: str,
        *,
        candidates: Sequence[str],
        code: str | None = None,
        node_id: str | None = None,
        field_name: str | None = None,
    ) -> None:
        self.candidates = tuple(candidates)
        super().__init__(f"{message}: {', '.join(self.candidates)}", code=code, node_id=node_id, field_name=field_name)


class UnknownInputError(_SuggestingError, KeyError):
    """No input of the workflow answers to this key."""

    default_code = "unknown_input"


class AmbiguousInputError(_AmbiguousError, KeyError):
    """Several inputs answer to this key; the message names them."""

    default_code = "ambiguous_input"


class FieldValueError(WorkflowError, ValueError):
    """A value of the wrong type, out of bounds, or not among the options."""

    default_code = "field_value"


class FieldLockedError(WorkflowError, TypeError):
    """A field was to be replaced by one of another class."""

    default_code = "field_locked"


class MissingInputError(WorkflowError, ValueError):
    """A required input has neither a value nor a connection."""

    default_code = "missing_input"


class GraphError(WorkflowError, ValueError):
    """A graph that the server would refuse, or accept and then choke on."""

    default_code = "graph"


class BatchError(WorkflowError, ValueError):
    """A batch that is empty, uneven, or holds an item its field cannot take."""

    default_code = "batch"


class PatchError(_SuggestingError, LookupError):
    """A patch path that matches nothing in the workflow."""

    default_code = "patch"


class ModelNotFoundError(_SuggestingError, LookupError):
    """No model of the server answers to this name, key or hash."""

    default_code = "model_not_found"


class AmbiguousModelError(_AmbiguousError, LookupError):
    """Several models of the server answer to this name."""

    default_code = "ambiguous_model"


class BoardNotFoundError(_SuggestingError, LookupError):
    """No board of the server answers to this name or id."""

    default_code = "board_not_found"


class AmbiguousBoardError(_AmbiguousError, LookupError):
    """Several boards of the server answer to this name; the candidates are their ids."""

    default_code = "ambiguous_board"


class AmbiguousNameError(_AmbiguousError, LookupError):
    """Several saved workflows, style presets or system prompts have this name; the candidates are their ids."""

    default_code = "ambiguous_name"


# --- HTTP --------------------------------------------------------------------------------------------------------


class APIError(InvokeAIError):
    """A call to the server that did not end well.

    Attributes:
        method: the HTTP method.
        url: the URL called, without query or credentials.
    """

    def __init__(self, message: str, *, method: str, url: str) -> None:
        super().__init__(message)
        self.method = method
        self.url = url


class APIConnectionError(APIError):
    """No answer came: connection refused or reset, unknown host, TLS failure.

    Attributes:
        sent: whether the server may have seen the request; False if it surely has not.
    """

    def __init__(self, message: str, *, method: str, url: str, sent: bool) -> None:
        super().__init__(message, method=method, url=url)
        self.sent = sent


class APITimeoutError(APIConnectionError, builtins.TimeoutError):
    """No answer came in time."""


class UnexpectedResponseError(APIError):
    """An answer that is not what the API promises, such as the web UI's HTML where JSON is due.

    Attributes:
        status_code: the HTTP status.
        content_type: the answer's media type, or an empty string.
        body: the first part of the body, for the curious.
    """

    def __init__(self, message: str, *, method: str, url: str, status_code: int, content_type: str, body: str) -> None:
        super().__init__(message, method=method, url=url)
        self.status_code = status_code
        self.content_type = content_type
        self.body = body


class APIStatusError(APIError):
    """The server answered with an error status.

    Attributes:
        status_code: the HTTP status.
        body: the decoded JSON body, or the text.
        detail: the server's own `detail`, if there was one.
    """

    def __init__(self, message: str, *, method: str, url: str, status_code: int, body: Any, detail: Any = None) -> None:
        super().__init__(message, method=method, url=url)
        self.status_code = status_code
        self.body = body
        self.detail = detail


class BadRequestError(APIStatusError):
    """HTTP 400."""


class AuthenticationError(APIStatusError):
    """HTTP 401: no token, or one that is invalid or has expired."""


class PermissionDeniedError(APIStatusError):
    """HTTP 403."""


class NotFoundError(APIStatusError):
    """HTTP 404."""


class ConflictError(APIStatusError):
    """HTTP 409."""


class UnsupportedMediaTypeError(APIStatusError):
    """HTTP 415: the server does not take this kind of file."""


class ValidationError(APIStatusError):
    """HTTP 422: the message names node, field and reason."""


class FailedDependencyError(APIStatusError):
    """HTTP 424: the server could not fetch something from elsewhere."""


class RateLimitError(APIStatusError):
    """HTTP 429."""


class ServerError(APIStatusError):
    """HTTP 5xx: the server's own fault, or its proxy's."""


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    415: UnsupportedMediaTypeError,
    422: ValidationError,
    424: FailedDependencyError,
    429: RateLimitError,
}


def status_error_class(status_code: int) -> type[APIStatusError]:
    """Return the error class for an HTTP status."""
    if status_code >= 500:  # noqa: PLR2004 - the HTTP standard's own number
        return ServerError
    return _BY_STATUS.get(status_code, APIStatusError)


# --- Events ------------------------------------------------------------------------------------------------------


class EventsError(InvokeAIError):
    """The server's event socket cannot be had."""


class EventsConnectionError(EventsError):
    """The socket is refused or unreachable; the SDK goes on trying."""


class EventsRejectedError(EventsError):
    """The server rejected the socket, usually for its token; trying again would not help."""


# --- Jobs --------------------------------------------------------------------------------------------------------


class JobError(InvokeAIError):
    """A job that did not come to a good end.

    Attributes:
        item_id: the queue item, if one is known.
        batch_id: its batch.
    """

    def __init__(self, message: str, *, item_id: int | None = None, batch_id: str | None = None) -> None:
        super().__init__(message)
        self.item_id = item_id
        self.batch_id = batch_id


class JobFailed(JobError):
    """The job failed on the server.

    Attributes:
        node_id: the workflow's node that failed, if the server told.
        node_type: its type.
        error_type: the name of the server's exception.
        error_message: its message.
        traceback: the server's traceback.
    """

    def __init__(
        self,
        message: str,
        *,
        item_id: int | None = None,
        batch_id: str | None = None,
        node_id: str | None = None,
        node_type: str | None = None,
        error_type: str | None = None,
        error_message: str | None = None,
        traceback: str | None = None,
    ) -> None:
        super().__init__(message, item_id=item_id, batch_id=batch_id)
        self.node_id = node_id
        self.node_type = node_type
        self.error_type = error_type
        self.error_message = error_message
        self.traceback = traceback


class JobCanceled(JobError):
    """The job was canceled on the server, by whomever."""


class JobLost(JobError):
    """The server no longer knows the item: deleted, pruned or cleared before its end was seen."""


class QueueFull(JobError):
    """The queue took fewer items than were asked for.

    Attributes:
        accepted: ids of the items that were queued and will run; cancel them if they should not.
        requested: how many were asked for.
    """

    def __init__(self, message: str, *, batch_id: str, accepted: Sequence[int], requested: int) -> None:
        super().__init__(message, batch_id=batch_id)
        self.accepted = tuple(accepted)
        self.requested = requested


class ModelInstallError(InvokeAIError):
    """A model that was not installed.

    Attributes:
        job_id: the server's install job, or None if it did not even start.
        source: what was to be installed.
        reason: the server's name of the problem, such as `DuplicateModelException` or `cancelled`.
    """

    def __init__(self, message: str, *, job_id: int | None, source: str, reason: str) -> None:
        super().__init__(message)
        self.job_id = job_id
        self.source = source
        self.reason = reason


class BulkError(InvokeAIError):
    """Some of the many things asked for in one call did not happen; the others did.

    Attributes:
        failed: each name or key concerned, to the reason.
    """

    def __init__(self, message: str, *, failed: Mapping[str, str]) -> None:
        super().__init__(message)
        self.failed = dict(failed)


class BulkDownloadError(InvokeAIError):
    """The server could not pack what was to be downloaded."""


class SubmissionLost(JobError):
    """No answer came to a submission, and the server does not have the batch; it was not sent again."""


class WaitTimeout(InvokeAIError, builtins.TimeoutError):
    """A local wait ran out; the job itself goes on."""


class DownloadError(InvokeAIError, OSError):
    """A download that could not be written; nothing half-written is left.

    Attributes:
        path: where it was to go.
    """

    def __init__(self, message: str, *, path: Path) -> None:
        super().__init__(message)
        self.path = path
