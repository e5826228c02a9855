"""Socket events of models and downloads, as frozen values."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from invokeai_sdk._types import JSONObject, JSONValue  # noqa: TC001 - attrs.resolve_types needs them at run time
from invokeai_sdk.events.stream_items import Event, register_event

if TYPE_CHECKING:
    from collections.abc import Hashable


@frozen
class ModelLoadEvent(Event):
    """Base of the events of loading a model into memory.

    Attributes:
        config: the model's record.
        submodel_type: the part of the model, such as `unet`; None for the whole model.
        user_id: the user whose job needs the model.
    """

    config: JSONObject = field(factory=dict, repr=False)
    submodel_type: str | None = None
    user_id: str = "system"


@register_event
@frozen
class ModelLoadStartedEvent(ModelLoadEvent):
    """The server started to load a model into memory."""

    wire_name: ClassVar[str] = "model_load_started"


@register_event
@frozen
class ModelLoadCompleteEvent(ModelLoadEvent):
    """The server loaded a model into memory."""

    wire_name: ClassVar[str] = "model_load_complete"


@frozen
class ModelInstallEvent(Event):
    """Base of the events of a model install job.

    Attributes:
        id: the id of the install job.
        source: the source of the model: an object with a `type`.
    """

    id: int = -1
    source: JSONValue = None

    @property
    def coalesce_key(self) -> Hashable:
        """The key that a newer event must share to replace this one."""
        return (type(self), self.id)


@frozen
class ModelInstallDownloadEvent(ModelInstallEvent):
    """Base of the events of the downloads of an install job; sizes are in bytes."""

    local_path: str = ""
    bytes: int = 0
    total_bytes: int = 0
    parts: list[JSONObject] = field(factory=list, repr=False)


@register_event
@frozen
class ModelInstallDownloadStartedEvent(ModelInstallDownloadEvent):
    """The downloads of an install job started. Current servers do not send this event, though their schema has it."""

    wire_name: ClassVar[str] = "model_install_download_started"


@register_event
@frozen
class ModelInstallDownloadProgressEvent(ModelInstallDownloadEvent):
    """The downloads of an install job report progress."""

    wire_name: ClassVar[str] = "model_install_download_progress"
    coalesces: ClassVar[bool] = True


@register_event
@frozen
class ModelInstallDownloadsCompleteEvent(ModelInstallEvent):
    """The downloads of an install job completed."""

    wire_name: ClassVar[str] = "model_install_downloads_complete"


@register_event
@frozen
class ModelInstallStartedEvent(ModelInstallEvent):
    """The server started to identify and register the model."""

    wire_name: ClassVar[str] = "model_install_started"


@register_event
@frozen
class ModelInstallCompleteEvent(ModelInstallEvent):
    """The model is installed under `key`."""

    wire_name: ClassVar[str] = "model_install_complete"

    key: str = ""
    total_bytes: int | None = None
    config: JSONObject = field(factory=dict, repr=False)


@register_event
@frozen
class ModelInstallCancelledEvent(ModelInstallEvent):
    """An install job was canceled."""

    wire_name: ClassVar[str] = "model_install_cancelled"


@register_event
@frozen
class ModelInstallErrorEvent(ModelInstallEvent):
    """An install job failed."""

    wire_name: ClassVar[str] = "model_install_error"

    error_type: str = ""
    error: str = ""


@frozen
class DownloadEvent(Event):
    """Base of the events of a file that the server downloads; `source` is the URL of the file."""

    source: str = ""

    @property
    def coalesce_key(self) -> Hashable:
        """The key that a newer event must share to replace this one."""
        return (type(self), self.source)


@register_event
@frozen
class DownloadStartedEvent(DownloadEvent):
    """A download started."""

    wire_name: ClassVar[str] = "download_started"

    download_path: str = ""


@register_event
@frozen
class DownloadProgressEvent(DownloadEvent):
    """A download reports progress; sizes are in bytes."""

    wire_name: ClassVar[str] = "download_progress"
    coalesces: ClassVar[bool] = True

    download_path: str = ""
    current_bytes: int = 0
    total_bytes: int = 0


@register_event
@frozen
class DownloadCompleteEvent(DownloadEvent):
    """A download completed."""

    wire_name: ClassVar[str] = "download_complete"

    download_path: str = ""
    total_bytes: int = 0


@register_event
@frozen
class DownloadCancelledEvent(DownloadEvent):
    """A download was canceled."""

    wire_name: ClassVar[str] = "download_cancelled"


@register_event
@frozen
class DownloadPausedEvent(DownloadEvent):
    """A download was paused. Current servers do not send this event, though their schema has it."""

    wire_name: ClassVar[str] = "download_paused"


@register_event
@frozen
class DownloadErrorEvent(DownloadEvent):
    """A download failed."""

    wire_name: ClassVar[str] = "download_error"

    error_type: str = ""
    error: str = ""


@frozen
class BulkDownloadEvent(Event):
    """Base of the events of a bulk download: a zip of images that the server prepares."""

    bulk_download_id: str = ""
    bulk_download_item_id: str = ""
    bulk_download_item_name: str = ""
    user_id: str = "system"


@register_event
@frozen
class BulkDownloadStartedEvent(BulkDownloadEvent):
    """The server started to prepare a zip."""

    wire_name: ClassVar[str] = "bulk_download_started"


@register_event
@frozen
class BulkDownloadCompleteEvent(BulkDownloadEvent):
    """A zip is ready: it can be downloaded once, by the name `bulk_download_item_name`."""

    wire_name: ClassVar[str] = "bulk_download_complete"


@register_event
@frozen
class BulkDownloadErrorEvent(BulkDownloadEvent):
    """The server failed to prepare a zip."""

    wire_name: ClassVar[str] = "bulk_download_error"

    error: str = ""
