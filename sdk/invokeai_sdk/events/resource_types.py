"""The events of models and downloads, as frozen values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from attrs import field, frozen

from invokeai_sdk._types import JSONObject  # noqa: TC001 - attrs.resolve_types and typing.get_type_hints need it
from invokeai_sdk.events.base import Event, known

if TYPE_CHECKING:
    from collections.abc import Hashable


@frozen
class ModelLoadEvent(Event):
    """Base of the events of a model being brought into memory."""

    config: JSONObject = field(factory=dict, repr=False)
    submodel_type: str | None = None
    user_id: str = "system"


@known
@frozen
class ModelLoadStartedEvent(ModelLoadEvent):
    """A model is being loaded."""

    wire_name: ClassVar[str] = "model_load_started"


@known
@frozen
class ModelLoadCompleteEvent(ModelLoadEvent):
    """A model is loaded."""

    wire_name: ClassVar[str] = "model_load_complete"


@frozen
class ModelInstallEvent(Event):
    """Base of the events of an install job.

    Attributes:
        id: the job.
        source: where the model comes from: an object with a `type`.
    """

    id: int = -1
    source: Any = None

    @property
    def coalesce_key(self) -> Hashable:
        """What a newer one must share to replace this one."""
        return (type(self), self.id)


@frozen
class ModelInstallDownloadEvent(ModelInstallEvent):
    """Base of the events of an install job's downloads; sizes are in bytes."""

    local_path: str = ""
    bytes: int = 0
    total_bytes: int = 0
    parts: list[JSONObject] = field(factory=list, repr=False)


@known
@frozen
class ModelInstallDownloadStartedEvent(ModelInstallDownloadEvent):
    """The downloads began; in the server's schema, yet current servers do not send it."""

    wire_name: ClassVar[str] = "model_install_download_started"


@known
@frozen
class ModelInstallDownloadProgressEvent(ModelInstallDownloadEvent):
    """The downloads go on."""

    wire_name: ClassVar[str] = "model_install_download_progress"
    coalesces: ClassVar[bool] = True


@known
@frozen
class ModelInstallDownloadsCompleteEvent(ModelInstallEvent):
    """The downloads are done."""

    wire_name: ClassVar[str] = "model_install_downloads_complete"


@known
@frozen
class ModelInstallStartedEvent(ModelInstallEvent):
    """The model is being probed and registered."""

    wire_name: ClassVar[str] = "model_install_started"


@known
@frozen
class ModelInstallCompleteEvent(ModelInstallEvent):
    """The model is installed under `key`."""

    wire_name: ClassVar[str] = "model_install_complete"

    key: str = ""
    total_bytes: int | None = None
    config: JSONObject = field(factory=dict, repr=False)


@known
@frozen
class ModelInstallCancelledEvent(ModelInstallEvent):
    """The install job was canceled."""

    wire_name: ClassVar[str] = "model_install_cancelled"


@known
@frozen
class ModelInstallErrorEvent(ModelInstallEvent):
    """The install job failed."""

    wire_name: ClassVar[str] = "model_install_error"

    error_type: str = ""
    error: str = ""


@frozen
class DownloadEvent(Event):
    """Base of the events of one file being downloaded by the server; `source` is its URL."""

    source: str = ""

    @property
    def coalesce_key(self) -> Hashable:
        """What a newer one must share to replace this one."""
        return (type(self), self.source)


@known
@frozen
class DownloadStartedEvent(DownloadEvent):
    """A download began."""

    wire_name: ClassVar[str] = "download_started"

    download_path: str = ""


@known
@frozen
class DownloadProgressEvent(DownloadEvent):
    """A download goes on; sizes are in bytes."""

    wire_name: ClassVar[str] = "download_progress"
    coalesces: ClassVar[bool] = True

    download_path: str = ""
    current_bytes: int = 0
    total_bytes: int = 0


@known
@frozen
class DownloadCompleteEvent(DownloadEvent):
    """A download is done."""

    wire_name: ClassVar[str] = "download_complete"

    download_path: str = ""
    total_bytes: int = 0


@known
@frozen
class DownloadCancelledEvent(DownloadEvent):
    """A download was canceled."""

    wire_name: ClassVar[str] = "download_cancelled"


@known
@frozen
class DownloadPausedEvent(DownloadEvent):
    """A download was paused; in the server's schema, yet current servers do not send it."""

    wire_name: ClassVar[str] = "download_paused"


@known
@frozen
class DownloadErrorEvent(DownloadEvent):
    """A download failed."""

    wire_name: ClassVar[str] = "download_error"

    error_type: str = ""
    error: str = ""


@frozen
class BulkDownloadEvent(Event):
    """Base of the events of a zip of images being prepared."""

    bulk_download_id: str = ""
    bulk_download_item_id: str = ""
    bulk_download_item_name: str = ""
    user_id: str = "system"


@known
@frozen
class BulkDownloadStartedEvent(BulkDownloadEvent):
    """The zip is being made."""

    wire_name: ClassVar[str] = "bulk_download_started"


@known
@frozen
class BulkDownloadCompleteEvent(BulkDownloadEvent):
    """The zip can be fetched, once, under `bulk_download_item_name`."""

    wire_name: ClassVar[str] = "bulk_download_complete"


@known
@frozen
class BulkDownloadErrorEvent(BulkDownloadEvent):
    """The zip could not be made."""

    wire_name: ClassVar[str] = "bulk_download_error"

    error: str = ""
