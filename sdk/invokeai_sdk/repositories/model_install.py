"""Installing models: the jobs in which the server downloads, identifies and registers them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio
from invokeai_api import api

from invokeai_sdk.errors import (
    ConflictError,
    FailedDependencyError,
    ModelInstallError,
    NotFoundError,
    UnsupportedMediaTypeError,
    WaitTimeout,
)
from invokeai_sdk.repositories.install_events import InstallEvents
from invokeai_sdk.repositories.model_handle import DnnModelHandle
from invokeai_sdk.repositories.model_types import InstallStatus

if TYPE_CHECKING:
    import builtins
    from collections.abc import AsyncIterator, Mapping

    from invokeai_api.models.model_install_job import ModelInstallJob
    from invokeai_api.models.model_record import ModelRecord

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.events.resource_types import ModelInstallEvent

_FIRST_WAIT: Final = 0.05
_LONGEST_WAIT: Final = 2.0
_PAUSE_SECONDS: Final = 5.0
_DUPLICATE: Final = "DuplicateModelException"


class InstallJob:
    """One install: the server's job id and the client it lives in. The server forgets its jobs when it restarts.

    Attributes:
        job_id: the server's id.
        record: what the server said of the job when it was last asked, or `None`.
    """

    def __init__(
        self, core: Core, job_id: int, *, record: ModelInstallJob | None = None, exist_ok: bool = False
    ) -> None:
        self._core = core
        self._transport = core.transport
        self._exist_ok = exist_ok
        self.job_id = job_id
        self.record: ModelInstallJob | None = None if record is None else _without_token(record)

    def __repr__(self) -> str:
        return f"InstallJob({self.job_id}, status={self.status and str(self.status)!r})"

    @property
    def status(self) -> InstallStatus | None:
        """Where the job stands, as of the record."""
        return InstallStatus(str(self.record.status)) if self.record is not None else None

    @property
    def progress(self) -> tuple[int, int]:
        """The bytes downloaded and to download in all, as of the record; 0 where the server does not know."""
        if self.record is None:
            return 0, 0
        return self.record.bytes_ or 0, self.record.total_bytes or 0

    async def refresh(self) -> InstallJob:
        """Fetch the record anew, and return this job.

        Raises:
            NotFoundError: the server does not know the job: pruned, or the server was restarted.
        """
        return await self._asked("model_manager.get_model_install_job")

    async def cancel(self) -> None:
        """Cancel the job; what was downloaded is deleted.

        Raises:
            UnsupportedMediaTypeError: the server does not know the job. (It says 415 for that.)
        """
        await self._transport.send(api.model_manager.cancel_model_install_job(id=self.job_id))

    async def pause(self) -> InstallJob:
        """Pause the download, and return this job. Raises what `cancel` does."""
        return await self._asked("model_manager.pause_model_install_job")

    async def resume(self) -> InstallJob:
        """Go on with a paused download, and return this job.

        A pause takes hold with the next bytes. The server would cancel a download that is resumed before, so that is
        waited for, a few seconds at most.

        Raises:
            NotFoundError: the server does not know the job.
        """
        with anyio.move_on_after(_PAUSE_SECONDS):
            while await self._is_stopping():  # noqa: ASYNC110 - the server says nothing of it by itself
                await anyio.sleep(_FIRST_WAIT)
        return await self._asked("model_manager.resume_model_install_job")

    async def restart_failed(self) -> InstallJob:
        """Download the files anew that failed, and return this job. Raises what `cancel` does."""
        return await self._asked("model_manager.restart_failed_model_install_job")

    async def restart_file(self, url: str) -> InstallJob:
        """Download one of the job's files anew, and return this job. Raises what `cancel` does.

        Args:
            url: the file's, as in the record's `download_parts`.
        """
        return await self._asked("model_manager.restart_model_install_file", body=url)

    def events(self) -> AsyncIterator[ModelInstallEvent]:
        """Iterate over the job's events until its last: bytes as they are downloaded, and how it ends.

        Raises:
            EventsError: the event socket cannot be had; `result` needs none.
        """
        return InstallEvents(self._core, self)

    async def result(self, *, timeout: float | None = None) -> DnnModelHandle:
        """Wait until the model is installed, and return it.

        The job goes on if the wait is cancelled or runs out. A paused job is waited for.

        Args:
            timeout: how many seconds to wait at most.

        Raises:
            ModelInstallError: it failed or was cancelled; `reason` tells a duplicate from the rest.
            WaitTimeout: the time ran out.
        """
        wait = _FIRST_WAIT
        with anyio.move_on_after(timeout):
            while True:
                try:
                    await self.refresh()
                except NotFoundError as error:
                    raise self._error("the server no longer knows the job", "unknown job") from error
                if self.status is not None and self.status.is_final:
                    return await self._outcome()
                await anyio.sleep(wait)
                wait = min(wait * 1.5, _LONGEST_WAIT)
        raise WaitTimeout(f"the install of {self._source} was not done after {timeout} s: {self.status}")

    async def _is_stopping(self) -> bool:
        record = (await self.refresh()).record
        parts = (record.download_parts if record is not None else None) or ()
        return self.status == InstallStatus.Paused and any(str(part.status) == "running" for part in parts)

    async def _asked(self, operation: str, **body: str) -> InstallJob:
        self.record = _without_token(await self._transport.call(operation, id=self.job_id, **body))
        return self

    async def _outcome(self) -> DnnModelHandle:
        record = self.record
        assert record is not None  # noqa: S101 - refresh has just set it
        if self.status == InstallStatus.Completed:
            model = record.config_out
            if not model:
                raise self._error("it is completed, but the server names no model", "no model")
            return DnnModelHandle(self._core, model)
        if self.status == InstallStatus.Cancelled:
            raise self._error("it was cancelled", "cancelled")
        reason = str(record.error_reason or "unknown")
        if reason == _DUPLICATE and self._exist_ok and (installed := await self._installed()) is not None:
            return DnnModelHandle(self._core, installed)
        raise self._error(str(record.error or reason), reason)

    async def _installed(self) -> ModelRecord | None:
        """Return the model that was there already: the one of the same path or source."""
        found = await self._transport.send(api.model_manager.list_model_records())
        record: ModelRecord
        for record in found.models:
            if self._source in (record.path, record.source):
                return record
        return None

    @property
    def _source(self) -> str:
        return source_text(self.record) if self.record is not None else f"job {self.job_id}"

    def _error(self, message: str, reason: str) -> ModelInstallError:
        return ModelInstallError(
            f"{self._source} was not installed: {message}", job_id=self.job_id, source=self._source, reason=reason
        )


async def start_install(
    core: Core,
    source: str | Path,
    *,
    inplace: bool,
    access_token: str | None,
    config: Mapping[str, JSONValue] | None,
    exist_ok: bool,
) -> InstallJob:
    """Start installing a model, and return the job. See `client.models.install`."""
    text = str(await anyio.Path(source).absolute()) if isinstance(source, Path) else source
    query: dict[str, object] = {"source": text, "inplace": inplace}
    if access_token is not None:
        query["access_token"] = access_token
    try:
        record = await core.transport.send(api.model_manager.install_model(body=dict(config or {}), **query))
    except (ConflictError, UnsupportedMediaTypeError, FailedDependencyError) as error:
        raise ModelInstallError(
            f"{text} was not installed: {error.detail or error}", job_id=None, source=text, reason="refused"
        ) from error
    return InstallJob(core, record.id, record=record, exist_ok=exist_ok)


class InstallRepository:
    """The server's install jobs: `client.models.installs`."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport

    async def list(self) -> builtins.list[InstallJob]:
        """Return every install job since the server started, the ended ones included unless pruned."""
        records: builtins.list[ModelInstallJob] = await self._transport.send(api.model_manager.list_model_installs())
        return [InstallJob(self._core, record.id, record=record) for record in records]

    def handle(self, job_id: int) -> InstallJob:
        """Return a job by its id. Nothing is asked of the server."""
        return InstallJob(self._core, job_id)

    async def get(self, job_id: int) -> InstallJob:
        """Return a job with its record.

        Raises:
            NotFoundError: the server knows no such job.
        """
        return await self.handle(job_id).refresh()

    async def prune(self) -> None:
        """Have the server forget the jobs that ended."""
        await self._transport.send(api.model_manager.prune_model_install_jobs())


def source_text(record: ModelInstallJob) -> str:
    """Return what a job installs as one would name it: a path, a URL, a Hugging Face or provider's id."""
    source = record.source
    for name in ("path", "url", "repo_id", "provider_model_id"):
        value = getattr(source, name, None)
        if value:
            return str(value)
    return f"job {record.id}"


def _without_token(record: ModelInstallJob) -> ModelInstallJob:
    """Forget the access token that the server repeats in a job, so that no printed record shows it."""
    for holder in (record.source, *(record.download_parts or ())):
        if getattr(holder, "access_token", None):
            holder.access_token = None
    return record
