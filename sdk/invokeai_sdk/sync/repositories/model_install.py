"""The blocking counterpart of `invokeai_sdk.repositories.model_install`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterator

    from invokeai_api.models.model_install_job import ModelInstallJob

    from invokeai_sdk.events.resource_types import ModelInstallEvent
    from invokeai_sdk.repositories.model_install import InstallJob, InstallRepository
    from invokeai_sdk.repositories.model_types import InstallStatus
    from invokeai_sdk.sync.repositories.model_handle import SyncDnnModelHandle


class SyncInstallJob(Mirror):
    """One install: the server's job id and the client it lives in. The server forgets its jobs when it restarts.

    Attributes:
        job_id: the server's id.
        record: what the server said of the job when it was last asked, or `None`.
    """

    _async: InstallJob

    @property
    def job_id(self) -> int:
        """The server's id."""
        return self._async.job_id

    @property
    def record(self) -> ModelInstallJob | None:
        """What the server said of the job when it was last asked, or `None`."""
        return self._async.record

    @property
    def status(self) -> InstallStatus | None:
        """Where the job stands, as of the record."""
        return self._async.status

    @property
    def progress(self) -> tuple[int, int]:
        """The bytes downloaded and to download in all, as of the record; 0 where the server does not know."""
        return self._async.progress

    def refresh(self) -> SyncInstallJob:
        """Fetch the record anew, and return this job.

        Raises:
            NotFoundError: the server does not know the job: pruned, or the server was restarted.
        """
        return self._wrapped(self._call(self._async.refresh))

    def cancel(self) -> None:
        """Cancel the job; what was downloaded is deleted.

        Raises:
            UnsupportedMediaTypeError: the server does not know the job. (It says 415 for that.)
        """
        self._call(self._async.cancel)

    def pause(self) -> SyncInstallJob:
        """Pause the download, and return this job. Raises what `cancel` does."""
        return self._wrapped(self._call(self._async.pause))

    def resume(self) -> SyncInstallJob:
        """Go on with a paused download, and return this job.

        A pause takes hold with the next bytes. The server would cancel a download that is resumed before, so that is
        waited for, a few seconds at most.

        Raises:
            NotFoundError: the server does not know the job.
        """
        return self._wrapped(self._call(self._async.resume))

    def restart_failed(self) -> SyncInstallJob:
        """Download the files anew that failed, and return this job. Raises what `cancel` does."""
        return self._wrapped(self._call(self._async.restart_failed))

    def restart_file(self, url: str) -> SyncInstallJob:
        """Download one of the job's files anew, and return this job. Raises what `cancel` does.

        Args:
            url: the file's, as in the record's `download_parts`.
        """
        return self._wrapped(self._call(self._async.restart_file, url))

    def events(self) -> Iterator[ModelInstallEvent]:
        """Iterate over the job's events until its last: bytes as they are downloaded, and how it ends.

        Raises:
            EventsError: the event socket cannot be had; `result` needs none.
        """
        return self._wrapped(self._call(self._async.events))

    def result(self, *, timeout: float | None = None) -> SyncDnnModelHandle:
        """Wait until the model is installed, and return it.

        The job goes on if the wait is cancelled or runs out. A paused job is waited for.

        Args:
            timeout: how many seconds to wait at most.

        Raises:
            ModelInstallError: it failed or was cancelled; `reason` tells a duplicate from the rest.
            WaitTimeout: the time ran out.
        """
        return self._wrapped(self._call(self._async.result, timeout=timeout))


class SyncInstallRepository(Mirror):
    """The server's install jobs: `client.models.installs`."""

    _async: InstallRepository

    def list(self) -> builtins.list[SyncInstallJob]:
        """Return every install job since the server started, the ended ones included unless pruned."""
        return self._wrapped(self._call(self._async.list))

    def handle(self, job_id: int) -> SyncInstallJob:
        """Return a job by its id. Nothing is asked of the server."""
        return self._wrapped(self._call(self._async.handle, job_id))

    def get(self, job_id: int) -> SyncInstallJob:
        """Return a job with its record.

        Raises:
            NotFoundError: the server knows no such job.
        """
        return self._wrapped(self._call(self._async.get, job_id))

    def prune(self) -> None:
        """Have the server forget the jobs that ended."""
        self._call(self._async.prune)
