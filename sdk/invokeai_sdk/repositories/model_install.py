"""Install jobs: the server downloads, identifies and registers models in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_api import api

from invokeai_sdk.errors import ModelInstallError, NotFoundError, WaitTimeout
from invokeai_sdk.repositories.install_events import InstallEvents
from invokeai_sdk.repositories.model_handle import DnnModelHandle, list_models
from invokeai_sdk.repositories.model_types import InstallStatus
from invokeai_sdk.repositories.paging import Listing
from invokeai_sdk.repositories.polling import poll_until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from invokeai_api.models.model_install_job import ModelInstallJob

    from invokeai_sdk._request import Request
    from invokeai_sdk.core import Core
    from invokeai_sdk.events.resource_types import ModelInstallEvent

_LONGEST_PAUSE: Final = 2.0
_STOP_SECONDS: Final = 5.0
_DUPLICATE: Final = "DuplicateModelException"


class InstallJob:
    """An install job on the server. The server forgets its install jobs when it restarts.

    Attributes:
        job_id: the server's id of the job.
        record: the record that the server last sent, without the access token; `None` before the first.
    """

    def __init__(
        self, core: Core, job_id: int, *, record: ModelInstallJob | None = None, exist_ok: bool = False
    ) -> None:
        self._core = core
        self._transport = core.transport
        self._exist_ok = exist_ok
        self.job_id = job_id
        self.record: ModelInstallJob | None = None if record is None else _remove_token(record)

    def __repr__(self) -> str:
        return f"InstallJob({self.job_id}, status={self.status and str(self.status)!r})"

    @property
    def status(self) -> InstallStatus | None:
        """The status in the record; `None` without a record."""
        return InstallStatus(str(self.record.status)) if self.record is not None else None

    @property
    def progress(self) -> tuple[int, int]:
        """The bytes downloaded and the bytes in total, according to the record; 0 if unknown."""
        if self.record is None:
            return 0, 0
        return self.record.bytes_ or 0, self.record.total_bytes or 0

    async def refresh(self) -> InstallJob:
        """Request the current record, and return this job.

        Raises:
            NotFoundError: the server does not know the job: the job was pruned, or the server restarted.
        """
        return await self._send(api.model_manager.get_model_install_job(id=self.job_id))

    async def cancel(self) -> None:
        """Cancel the job. The server deletes the downloaded files.

        Raises:
            UnsupportedMediaTypeError: the server does not know the job; InvokeAI answers with status 415 then.
        """
        await self._transport.send(api.model_manager.cancel_model_install_job(id=self.job_id))

    async def pause(self) -> InstallJob:
        """Pause the download, and return this job.

        Raises:
            UnsupportedMediaTypeError: the server does not know the job; InvokeAI answers with status 415 then.
        """
        return await self._send(api.model_manager.pause_model_install_job(id=self.job_id))

    async def resume(self) -> InstallJob:
        """Resume a paused download, and return this job.

        The server stops a paused download only when the next bytes arrive, and cancels a download that is resumed
        before. This method waits up to 5 seconds until the download has stopped.

        Raises:
            NotFoundError: the server does not know the job.
        """
        await poll_until(self._has_stopped, timeout=_STOP_SECONDS)
        return await self._send(api.model_manager.resume_model_install_job(id=self.job_id))

    async def restart_failed(self) -> InstallJob:
        """Download the failed files of the job again, and return this job.

        Raises:
            UnsupportedMediaTypeError: the server does not know the job; InvokeAI answers with status 415 then.
        """
        return await self._send(api.model_manager.restart_failed_model_install_job(id=self.job_id))

    async def restart_file(self, url: str) -> InstallJob:
        """Download one file of the job again, and return this job.

        Args:
            url: the URL of the file, from the record's `download_parts`.

        Raises:
            UnsupportedMediaTypeError: the server does not know the job; InvokeAI answers with status 415 then.
        """
        return await self._send(api.model_manager.restart_model_install_file(id=self.job_id, body=url))

    def events(self) -> AsyncIterator[ModelInstallEvent]:
        """Iterate over the job's events, such as downloaded bytes, until the job ends.

        Raises:
            EventsError: the event socket cannot be opened; `result` does not need the event socket.
        """
        return InstallEvents(self._core, self)

    async def result(self, *, timeout: float | None = None) -> DnnModelHandle:
        """Wait until the model is installed, and return the model.

        The job continues if the wait is cancelled or times out. A paused job does not end the wait.

        Args:
            timeout: the maximum number of seconds to wait.

        Raises:
            ModelInstallError: the job failed or was cancelled; `reason` is `"DuplicateModelException"` if the model
                is installed already.
            WaitTimeout: the job did not end before the timeout.
        """
        if not await poll_until(self._has_ended, timeout=timeout, longest_pause=_LONGEST_PAUSE):
            raise WaitTimeout(
                f"the install of {self._source} did not end within {timeout} s; its status is {self.status}"
            )
        return await self._read_outcome()

    async def _send(self, request: Request[ModelInstallJob]) -> InstallJob:
        self.record = _remove_token(await self._transport.send(request))
        return self

    async def _has_ended(self) -> bool:
        try:
            await self.refresh()
        except NotFoundError as error:
            raise self._make_error("the server does not know the job any more", "unknown job") from error
        return self.status is not None and self.status.is_final

    async def _has_stopped(self) -> bool:
        record = (await self.refresh()).record
        parts = (record.download_parts if record is not None else None) or ()
        return self.status != InstallStatus.Paused or all(str(part.status) != "running" for part in parts)

    async def _read_outcome(self) -> DnnModelHandle:
        record = self.record
        assert record is not None  # noqa: S101 - `_has_ended` has set it
        if self.status == InstallStatus.Completed:
            model = record.config_out
            if not model:
                raise self._make_error("the job is completed, but its record has no model", "no model")
            return DnnModelHandle(self._core, model.key, record=model)
        if self.status == InstallStatus.Cancelled:
            raise self._make_error("the job was cancelled", "cancelled")
        reason = str(record.error_reason or "unknown")
        if reason == _DUPLICATE and self._exist_ok and (installed := await self._find_installed()) is not None:
            return installed
        raise self._make_error(str(record.error or reason), reason)

    async def _find_installed(self) -> DnnModelHandle | None:
        """Return the model that was installed before from the same path or source."""
        for model in await list_models(self._core):
            if self._source in (model.record.path, model.record.source):
                return model
        return None

    @property
    def _source(self) -> str:
        return _describe_source(self.record) if self.record is not None else f"job {self.job_id}"

    def _make_error(self, message: str, reason: str) -> ModelInstallError:
        return ModelInstallError(
            f"{self._source} was not installed: {message}", job_id=self.job_id, source=self._source, reason=reason
        )


class InstallRepository:
    """The server's install jobs: `client.models.installs`. `client.models.install` creates one."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport

    def list(self) -> Listing[InstallJob]:
        """Return the install jobs since the server started, except for pruned jobs."""

        async def fetch() -> list[InstallJob]:
            records = await self._transport.send(api.model_manager.list_model_installs())
            return [InstallJob(self._core, record.id, record=record) for record in records]

        return Listing.unpaged(fetch)

    def handle(self, job_id: int) -> InstallJob:
        """Return a job by its id, without a request."""
        return InstallJob(self._core, job_id)

    async def get(self, job_id: int) -> InstallJob:
        """Return a job with its current record.

        Raises:
            NotFoundError: the server does not know the job: it was pruned, or the server restarted.
        """
        return await self.handle(job_id).refresh()

    async def prune(self) -> None:
        """Remove the jobs that have ended from the server's list."""
        await self._transport.send(api.model_manager.prune_model_install_jobs())


def _describe_source(record: ModelInstallJob) -> str:
    """Return the source of a job as a user would write it: a path, a URL, a Hugging Face id or a provider's id."""
    source = record.source
    for name in ("path", "url", "repo_id", "provider_model_id"):
        value = getattr(source, name, None)
        if value:
            return str(value)
    return f"job {record.id}"


def _remove_token(record: ModelInstallJob) -> ModelInstallJob:
    """Remove the access token that the server repeats in a record, so that printing the record does not show it."""
    for holder in (record.source, *(record.download_parts or ())):
        if getattr(holder, "access_token", None):
            holder.access_token = None
    return record
