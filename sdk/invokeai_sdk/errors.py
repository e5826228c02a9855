"""The errors of the SDK, with one root class.

::

    InvokeAIError
    ├── OptionsError                  an invalid option: URL, token, timeout; also a ValueError
    ├── WrongLoopError                a client used in an event loop other than its own
    ├── WrongProcessError             a blocking client used in a forked child process
    ├── ClientClosedError             a client used after it was closed
    ├── NotSupportedError             the server does not have the operation
    ├── MissingExtraError             an optional dependency is not installed; also an ImportError
    ├── SchemaError                   an OpenAPI document or node catalogue cannot be parsed; also a ValueError
    ├── WorkflowError                 (code, node_id, field_name)
    │   ├── WorkflowFormatError       not JSON, not a workflow, or a part of the wrong type
    │   ├── WorkflowVersionError      a schema version that the SDK does not know
    │   ├── WorkflowMigrationError    an old workflow that cannot be converted
    │   ├── UnknownNodeError          an unknown node id or node type
    │   ├── UnknownInputError         no such input (suggestions); also a KeyError
    │   ├── AmbiguousInputError       several inputs match (candidates); also a KeyError
    │   ├── FieldValueError           a value of the wrong type or out of bounds; also a ValueError
    │   ├── FieldLockedError          a field replaced by one of another class; also a TypeError
    │   ├── MissingInputError         a required input has neither value nor connection
    │   ├── GraphError                a graph that the server would refuse or fail to run
    │   ├── BatchError                a batch that is empty, uneven, or has an invalid item
    │   ├── PatchError                a patch path that matches nothing (suggestions)
    │   ├── ModelNotFoundError        no model matches (suggestions)
    │   ├── AmbiguousModelError       several models match (candidates)
    │   ├── BoardNotFoundError        no board matches (suggestions)
    │   ├── AmbiguousBoardError       several boards match (candidates)
    │   └── AmbiguousNameError        several saved workflows, presets or prompts have a name (candidates)
    ├── APIError                      (method, url)
    │   ├── APIConnectionError        no answer: connection refused or reset, unknown host, TLS
    │   │   └── APITimeoutError       no answer in time; also a TimeoutError
    │   ├── UnexpectedResponseError   an answer that the API does not declare, such as HTML instead of JSON
    │   └── APIStatusError            (status_code, body, detail)
    │       ├── BadRequestError 400   AuthenticationError 401   PermissionDeniedError 403
    │       ├── NotFoundError 404     ConflictError 409         UnsupportedMediaTypeError 415
    │       ├── ValidationError 422   FailedDependencyError 424 RateLimitError 429
    │       └── ServerError 5xx
    ├── EventsError                   the event socket cannot be connected
    │   ├── EventsConnectionError     refused or unreachable; the SDK keeps reconnecting
    │   └── EventsRejectedError       the server refused the token; the SDK does not reconnect
    ├── JobError                      (item_id, batch_id)
    │   ├── JobFailed                 (node_id, node_type, error_type, error_message, traceback)
    │   ├── JobCanceled
    │   ├── JobHidden                 the job of another user: the server does not show its result
    │   ├── JobLost                   the server no longer has the queue item or batch
    │   │   └── JobNotFound           the server does not have the requested item or batch; also a NotFoundError
    │   ├── QueueFull                 the queue accepted fewer items than requested (accepted, requested)
    │   └── SubmissionLost            a submission of which is not known whether it was queued (is_absent)
    ├── ModelInstallError             a model was not installed (job_id, source, reason)
    ├── BulkDownloadError             the server could not create the zip file
    ├── BulkError                     a bulk operation failed for some names (failed)
    ├── WaitTimeout                   a local wait timed out (reason, handle, batch_id, item_ids); also a TimeoutError
    ├── DownloadError                 a download could not be written (path)
    ├── MediaError                    a file from the server is not a readable image; also a ValueError
    └── NotRegularFileError           a path of a folder, device or pipe instead of a file (path); also an OSError
"""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Literal

from invokeai_sdk._suggest import did_you_mean
from invokeai_sdk._text import escape_control_characters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from invokeai_sdk._types import JSONValue

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "AmbiguousBoardError",
    "AmbiguousInputError",
    "AmbiguousModelError",
    "AmbiguousNameError",
    "AuthenticationError",
    "BadRequestError",
    "BatchError",
    "BoardNotFoundError",
    "BulkDownloadError",
    "BulkError",
    "ClientClosedError",
    "ConflictError",
    "DownloadError",
    "EventsConnectionError",
    "EventsError",
    "EventsRejectedError",
    "FailedDependencyError",
    "FieldLockedError",
    "FieldValueError",
    "GraphError",
    "InvokeAIError",
    "JobCanceled",
    "JobError",
    "JobFailed",
    "JobHidden",
    "JobLost",
    "JobNotFound",
    "MediaError",
    "MissingExtraError",
    "MissingInputError",
    "ModelInstallError",
    "ModelNotFoundError",
    "NotFoundError",
    "NotRegularFileError",
    "NotSupportedError",
    "OptionsError",
    "PatchError",
    "PermissionDeniedError",
    "QueueFull",
    "RateLimitError",
    "SchemaError",
    "ServerError",
    "SubmissionLost",
    "UnexpectedResponseError",
    "UnknownInputError",
    "UnknownNodeError",
    "UnsupportedMediaTypeError",
    "ValidationError",
    "WaitTimeout",
    "WorkflowError",
    "WorkflowFormatError",
    "WorkflowMigrationError",
    "WorkflowVersionError",
    "WrongLoopError",
    "WrongProcessError",
]


class InvokeAIError(Exception):
    """Base class of all errors of the SDK.

    The text of an error is safe to print: control characters in names and messages from elsewhere are escaped.

    Attributes:
        batch_ids: the ids of the batches that the failed call sent to the server, for calls that submit batches. The
            server may have queued them.
    """

    batch_ids: tuple[str, ...] = ()

    def __str__(self) -> str:
        return escape_control_characters(self._text())

    def _text(self) -> str:
        return super().__str__()


class OptionsError(InvokeAIError, ValueError):
    """An option is not valid: a URL without a host or a negative timeout, for example."""


class WrongLoopError(InvokeAIError, RuntimeError):
    """A client was used in an event loop other than the one of its first use."""


class WrongProcessError(InvokeAIError, RuntimeError):
    """A blocking client was used in a child process that was forked after the client's first call."""


class ClientClosedError(InvokeAIError, RuntimeError):
    """A client was used after it was closed."""


class NotSupportedError(InvokeAIError):
    """The server does not have an operation or feature.

    Attributes:
        feature: the operation, as `tag.function`, or a description of the feature.
        server_version: the version of the server, if known.
        since: the first release that has the feature, if known.
    """

    def __init__(self, feature: str, *, server_version: str | None = None, since: str | None = None) -> None:
        self.feature = feature
        self.server_version = server_version
        self.since = since
        where = f"InvokeAI {server_version}" if server_version else "this server"
        hint = f"; available since InvokeAI {since}" if since else ""
        super().__init__(f"{where} does not support {feature}{hint}")


class MissingExtraError(InvokeAIError, ImportError):
    """An optional dependency is not installed; the message has the command that installs it.

    Attributes:
        extra: the extra of this distribution that includes the dependency.
    """

    def __init__(self, feature: str, *, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{feature} needs an optional dependency: pip install 'invokeai-sdk[{extra}]'")


class SchemaError(InvokeAIError, ValueError):
    """A server's OpenAPI document or a node catalogue cannot be parsed."""


class WorkflowError(InvokeAIError):
    """Base class of errors in workflows, their inputs and batches.

    Attributes:
        code: a stable, machine-readable name of the problem, such as `unknown_node_type`.
        node_id: the node, if the problem is in one.
        field_name: the field of that node, if the problem is in one.
        label: the label of the input, if the problem is in one.
        reason: the problem alone, without the place; by default the whole message.
    """

    default_code = "workflow"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        node_id: str | None = None,
        field_name: str | None = None,
        label: str | None = None,
        reason: str | None = None,
        errors: Sequence[WorkflowError] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code: str = code or self.default_code
        self.node_id = node_id
        self.field_name = field_name
        self.label = label
        self.reason: str = reason or message
        self._errors = tuple(errors)

    def add_place(self, place: str, *, node_id: str, field_name: str, label: str) -> None:
        """State the input that the problem is in, in the attributes and before the message.

        Args:
            place: the description of the input.
            node_id: the node.
            field_name: the field of the node.
            label: the label of the input.
        """
        self.message = f"{place}: {self.message}"
        self.node_id, self.field_name, self.label = node_id, field_name, label

    @property
    def errors(self) -> tuple[WorkflowError, ...]:
        """The single errors, if several values were refused at once; otherwise only this error."""
        return self._errors or (self,)

    def _text(self) -> str:
        return self.message  # a KeyError would show its repr


class WorkflowFormatError(WorkflowError, ValueError):
    """A document is not JSON, not a workflow, or has a part of the wrong type."""

    default_code = "workflow_format"


class WorkflowVersionError(WorkflowError, ValueError):
    """A workflow has a schema version that the SDK does not know."""

    default_code = "workflow_version"


class WorkflowMigrationError(WorkflowError, ValueError):
    """An old workflow cannot be converted to the current schema."""

    default_code = "workflow_migration"


class UnknownNodeError(WorkflowError, LookupError):
    """A node id is not in the workflow, or a node type is not in the catalogue."""

    default_code = "unknown_node_type"


class _SuggestingError(WorkflowError):
    """A name matches nothing; `suggestions` has similar names that exist."""

    def __init__(
        self,
        message: str,
        *,
        suggestions: Sequence[str] = (),
        code: str | None = None,
        node_id: str | None = None,
        field_name: str | None = None,
        label: str | None = None,
        reason: str | None = None,
        errors: Sequence[WorkflowError] = (),
    ) -> None:
        self.suggestions: tuple[str, ...] = tuple(suggestions)
        super().__init__(
            message + did_you_mean(self.suggestions),
            code=code,
            node_id=node_id,
            field_name=field_name,
            label=label,
            reason=reason,
            errors=errors,
        )


class _AmbiguousError(WorkflowError):
    """A name matches several things; `candidates` lists them."""

    def __init__(
        self,
        message: str,
        *,
        candidates: Sequence[str] = (),
        code: str | None = None,
        node_id: str | None = None,
        field_name: str | None = None,
        label: str | None = None,
        reason: str | None = None,
        errors: Sequence[WorkflowError] = (),
    ) -> None:
        self.candidates: tuple[str, ...] = tuple(candidates)
        super().__init__(
            f"{message}: {', '.join(self.candidates)}" if self.candidates else message,
            code=code,
            node_id=node_id,
            field_name=field_name,
            label=label,
            reason=reason,
            errors=errors,
        )


class UnknownInputError(_SuggestingError, KeyError):
    """No input of the workflow matches the key."""

    default_code = "unknown_input"


class AmbiguousInputError(_AmbiguousError, KeyError):
    """Several inputs match the key; the message names them."""

    default_code = "ambiguous_input"


class FieldValueError(WorkflowError, ValueError):
    """A value has the wrong type, is out of bounds, or is not one of the options."""

    default_code = "field_value"


class FieldLockedError(WorkflowError, TypeError):
    """A field cannot be replaced by a field of another class."""

    default_code = "field_locked"


class MissingInputError(WorkflowError, ValueError):
    """A required input has neither a value nor a connection."""

    default_code = "missing_input"


class GraphError(WorkflowError, ValueError):
    """A graph that the server would refuse, or accept and then fail to run."""

    default_code = "graph"


class BatchError(WorkflowError, ValueError):
    """A batch is empty, has lists of different lengths, or has an item that its field does not accept."""

    default_code = "batch"


class PatchError(_SuggestingError, LookupError):
    """A patch path matches nothing in the workflow."""

    default_code = "patch"


class ModelNotFoundError(_SuggestingError, LookupError):
    """No model of the server has this name, key or hash."""

    default_code = "model_not_found"


class AmbiguousModelError(_AmbiguousError, LookupError):
    """Several models of the server have this name."""

    default_code = "ambiguous_model"


class BoardNotFoundError(_SuggestingError, LookupError):
    """No board of the server has this name or id."""

    default_code = "board_not_found"


class AmbiguousBoardError(_AmbiguousError, LookupError):
    """Several boards of the server have this name; the candidates are their ids."""

    default_code = "ambiguous_board"


class AmbiguousNameError(_AmbiguousError, LookupError):
    """Several saved workflows, style presets or system prompts have this name; the candidates are their ids."""

    default_code = "ambiguous_name"


# --- HTTP --------------------------------------------------------------------------------------------------------


class APIError(InvokeAIError):
    """Base class of errors of calls to the server.

    Attributes:
        method: the HTTP method.
        url: the URL, without query and credentials.
    """

    def __init__(self, message: str, *, method: str, url: str) -> None:
        super().__init__(message)
        self.method = method
        self.url = url


class APIConnectionError(APIError):
    """There was no answer: connection refused or reset, unknown host, TLS failure.

    Attributes:
        sent: whether the server may have received the request; False if it certainly has not.
    """

    def __init__(self, message: str, *, method: str, url: str, sent: bool) -> None:
        super().__init__(message, method=method, url=url)
        self.sent = sent


class APITimeoutError(APIConnectionError, builtins.TimeoutError):
    """There was no answer in time."""


class UnexpectedResponseError(APIError):
    """An answer is not what the API declares, such as the web UI's HTML instead of JSON.

    Attributes:
        status_code: the HTTP status.
        content_type: the media type of the answer, or an empty string.
        body: the beginning of the body.
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
        detail: the `detail` of the body, if there is one.
    """

    def __init__(
        self, message: str, *, method: str, url: str, status_code: int, body: JSONValue, detail: JSONValue = None
    ) -> None:
        super().__init__(message, method=method, url=url)
        self.status_code = status_code
        self.body = body
        self.detail = detail


class BadRequestError(APIStatusError):
    """HTTP 400."""


class AuthenticationError(APIStatusError):
    """HTTP 401: the token is missing, invalid or expired."""


class PermissionDeniedError(APIStatusError):
    """HTTP 403."""


class NotFoundError(APIStatusError):
    """HTTP 404."""


class ConflictError(APIStatusError):
    """HTTP 409."""


class UnsupportedMediaTypeError(APIStatusError):
    """HTTP 415: the server does not accept this kind of file."""


class ValidationError(APIStatusError):
    """HTTP 422: the message names node, field and reason."""


class FailedDependencyError(APIStatusError):
    """HTTP 424: the server could not fetch a resource from another server."""


class RateLimitError(APIStatusError):
    """HTTP 429."""


class ServerError(APIStatusError):
    """HTTP 5xx: an error of the server or of a proxy."""


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


def get_status_error_class(status_code: int) -> type[APIStatusError]:
    """Return the error class for an HTTP status."""
    if status_code >= 500:  # noqa: PLR2004 - from the HTTP standard
        return ServerError
    return _BY_STATUS.get(status_code, APIStatusError)


# --- Events ------------------------------------------------------------------------------------------------------


class EventsError(InvokeAIError):
    """The server's event socket cannot be connected."""


class EventsConnectionError(EventsError):
    """The event socket is refused or unreachable; the SDK keeps reconnecting."""


class EventsRejectedError(EventsError):
    """The server rejected the event socket, usually because of the token; the SDK does not reconnect."""


# --- Jobs --------------------------------------------------------------------------------------------------------


class JobError(InvokeAIError):
    """Base class of errors of jobs and submissions.

    Attributes:
        item_id: the id of the queue item, if known.
        batch_id: the id of the batch, if known.
    """

    def __init__(self, message: str, *, item_id: int | None = None, batch_id: str | None = None) -> None:
        super().__init__(message)
        self.item_id = item_id
        self.batch_id = batch_id


class JobFailed(JobError):
    """The job failed on the server.

    Attributes:
        node_id: the node of the workflow that failed, if known.
        node_type: the type of that node.
        error_type: the class name of the server's exception.
        error_message: the message of the server's exception.
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
    """The job was canceled on the server, by this client or another one."""


class JobHidden(JobError):
    """The job belongs to another user: the server shows its status, but neither its result nor its errors."""


class JobLost(JobError):
    """The server no longer has the queue item or batch: it was deleted, pruned or cleared before its end was known."""


class JobNotFound(JobLost, NotFoundError):
    """The server does not have the requested queue item or batch: it was deleted, or never existed."""

    def __init__(
        self, message: str, *, item_id: int | None = None, batch_id: str | None = None, method: str, url: str
    ) -> None:
        NotFoundError.__init__(self, message, method=method, url=url, status_code=404, body=None)
        self.item_id = item_id
        self.batch_id = batch_id


class QueueFull(JobError):
    """The queue accepted fewer items than requested.

    Attributes:
        accepted: the ids of the accepted items, which will run unless they are canceled.
        requested: the number of requested items.
    """

    def __init__(self, message: str, *, batch_id: str, accepted: Sequence[int], requested: int) -> None:
        super().__init__(message, batch_id=batch_id)
        self.accepted: tuple[int, ...] = tuple(accepted)
        self.requested = requested


class ModelInstallError(InvokeAIError):
    """A model was not installed.

    Attributes:
        job_id: the id of the install job, or None if the job did not start.
        source: the source of the model.
        reason: the server's name of the problem, such as `DuplicateModelException` or `cancelled`.
    """

    def __init__(self, message: str, *, job_id: int | None, source: str, reason: str) -> None:
        super().__init__(message)
        self.job_id = job_id
        self.source = source
        self.reason = reason


class BulkError(InvokeAIError):
    """A bulk operation failed for some names, and succeeded for the others.

    Attributes:
        failed: the reasons by name or key.
    """

    def __init__(self, message: str, *, failed: Mapping[str, str]) -> None:
        super().__init__(message)
        self.failed: dict[str, str] = dict(failed)


class BulkDownloadError(InvokeAIError):
    """The server could not create the zip file of a bulk download."""


class SubmissionLost(JobError):
    """A submission had no usable answer, and its batch was not found; the batch may be queued, and was not sent again.

    Attributes:
        batch_id: the id of the batch. `client.batches.handle(batch_id).status()` shows whether the server has it.
        is_absent: whether the server was asked for the batch at the end, and did not have it. A request that is still
            on its way can add the batch later.
    """

    def __init__(self, message: str, *, batch_id: str, is_absent: bool = False) -> None:
        super().__init__(message, batch_id=batch_id)
        self.is_absent = is_absent


class WaitTimeout(InvokeAIError, builtins.TimeoutError):
    """A local wait timed out; a job continues on the server unless the wait was to cancel the job.

    Attributes:
        reason: `"paused"` if the queue is paused before the jobs, `"unreachable"` if the server does not answer,
            `"running"` if the server is processing the jobs or those before them; None for waits for other things.
        handle: the job or batch that was waited for; None if there were several, or for waits for other things.
        batch_id: the id of the batch, if there is one batch and its id is known.
        item_ids: the ids of the jobs that have not ended, as far as they are known.
    """

    def __init__(
        self,
        message: str,
        *,
        reason: Literal["paused", "unreachable", "running"] | None = None,
        handle: object = None,
        batch_id: str | None = None,
        item_ids: Sequence[int] = (),
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.handle = handle
        self.batch_id = batch_id
        self.item_ids: tuple[int, ...] = tuple(item_ids)


class DownloadError(InvokeAIError, OSError):
    """A download could not be written; no part of the file is left.

    Attributes:
        path: the target path.
    """

    def __init__(self, message: str, *, path: Path) -> None:
        super().__init__(message)
        self.path = path


class MediaError(InvokeAIError, ValueError):
    """A file from the server is not an image that can be decoded: damaged, of another format, or too large."""


class NotRegularFileError(InvokeAIError, OSError):
    """A path names a folder, a device, a named pipe or a socket where a regular file is needed.

    For a folder, the error is an `IsADirectoryError` as well.

    Attributes:
        path: the path.
    """

    def __init__(self, message: str, *, path: Path) -> None:
        super().__init__(message)
        self.path = path
