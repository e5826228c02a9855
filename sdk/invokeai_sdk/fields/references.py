"""Fields whose value refers to an object on the server: an image, a video, a board, a style preset, a system prompt."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, Literal, TypeAlias, TypeGuard

from attrs import frozen

from invokeai_sdk._files import check_regular
from invokeai_sdk._types import UNSET, JSONValue, Unset
from invokeai_sdk.errors import FieldValueError, NotRegularFileError
from invokeai_sdk.fields import readers
from invokeai_sdk.fields.base import IvkCollectionField, IvkField
from invokeai_sdk.fields.normalise import read_board
from invokeai_sdk.fields.pending import Pending, PendingBoard, PendingUpload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PIL.Image import Image

    from invokeai_sdk.schema.types import InputTemplate

MediaReference: TypeAlias = str | PendingUpload
"""The name of an image or video on the server, or an image or video to upload."""

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@frozen
class _IdField(IvkField[str]):
    """A reference to an object by its id, which the JSON form holds under one key.

    Attributes:
        key: the key; Python objects with an attribute of this name are accepted as well.
    """

    key: ClassVar[str]

    @classmethod
    def _read(cls, raw: object) -> str:
        name = readers.trimmed_string(raw.get(cls.key)) if isinstance(raw, dict) else UNSET
        if name is UNSET:
            cls._refuse(raw)
        return name

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> str:
        name = readers.trimmed_string(getattr(value, cls.key, value))
        return super()._take(value, template) if name is UNSET else name

    @classmethod
    def _write(cls, value: str) -> JSONValue:
        return {cls.key: value}


@frozen
class IvkStylePresetField(_IdField):
    """A style preset. Accepts the id of the preset, or an object with a `style_preset_id`."""

    expects: ClassVar[str] = "the id of a style preset"
    key: ClassVar[str] = "style_preset_id"


@frozen
class IvkSystemPromptField(_IdField):
    """A system prompt. Accepts the id of the prompt, or an object with a `system_prompt_id`."""

    expects: ClassVar[str] = "the id of a system prompt"
    key: ClassVar[str] = "system_prompt_id"


@frozen
class _MediaField(IvkField[MediaReference]):
    """An image or a video: its name on the server, or a source to upload.

    Attributes:
        key: the key of the name in JSON; Python objects with an attribute of this name are accepted as well.
        kind: the kind of media.
    """

    key: ClassVar[str]
    kind: ClassVar[Literal["image", "video"]]

    @classmethod
    def _read(cls, raw: object) -> MediaReference:
        name = readers.trimmed_string(raw.get(cls.key)) if isinstance(raw, dict) else UNSET
        if name is UNSET:
            cls._refuse(raw)
        return name

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> MediaReference:
        if isinstance(value, PendingUpload):
            return value if value.kind == cls.kind else cls._refuse(value)
        if isinstance(value, os.PathLike):
            path = Path(os.fsdecode(value))
            try:
                check_regular(path)
            except NotRegularFileError as error:
                raise FieldValueError(str(error), code="unreadable_file") from error
            return PendingUpload(path, cls.kind)
        if isinstance(value, bytes | bytearray | memoryview):
            return PendingUpload(bytes(value), cls.kind)
        if _is_file(value) or _is_pillow_image(value):
            return PendingUpload(value, cls.kind)
        name = readers.trimmed_string(getattr(value, cls.key, value))
        if name is UNSET:
            return super()._take(value, template)
        if "/" in name or "\\" in name:
            raise FieldValueError(
                f"{name!r} is not the name of an object on the server, because it contains a slash; "
                "to upload a local file, pass a pathlib.Path"
            )
        return name

    @classmethod
    def _write(cls, value: MediaReference) -> JSONValue:
        return {cls.key: value}

    @classmethod
    def _pending(cls, value: MediaReference) -> Iterable[Pending]:
        return (value,) if isinstance(value, PendingUpload) else ()

    @classmethod
    def _resolve(cls, value: MediaReference, replacements: Mapping[Pending, JSONValue]) -> MediaReference:
        return cls._read(replacements[value]) if isinstance(value, PendingUpload) and value in replacements else value


def _is_file(value: object) -> TypeGuard[BinaryIO]:
    return callable(getattr(value, "read", None))


def _is_pillow_image(value: object) -> TypeGuard[Image]:
    # Checked by name, so that Pillow need not be installed.
    return any(cls.__module__.startswith("PIL.") for cls in type(value).__mro__) and hasattr(value, "tobytes")


@frozen
class IvkImageField(_MediaField):
    """An image.

    Accepts the name of an image on the server, an object with an `image_name`, or an image to upload when the workflow
    is submitted: a `pathlib.Path`, bytes, a binary file that can be read, or a Pillow image.
    """

    expects: ClassVar[str] = "an image (its name on the server, or a Path, bytes or a Pillow image to upload)"
    key: ClassVar[str] = "image_name"
    kind: ClassVar[Literal["image", "video"]] = "image"


@frozen
class IvkVideoField(_MediaField):
    """A video.

    Accepts the name of a video on the server, an object with a `video_name`, or a video to upload when the workflow is
    submitted: a `pathlib.Path`, bytes, or a binary file that can be read.
    """

    expects: ClassVar[str] = "a video (its name on the server, or a Path or bytes to upload)"
    key: ClassVar[str] = "video_name"
    kind: ClassVar[Literal["image", "video"]] = "video"


@frozen
class IvkImageCollectionField(IvkCollectionField[MediaReference]):
    """A list of images."""

    expects: ClassVar[str] = "a list of images"
    item: ClassVar[type[IvkField[Any]]] = IvkImageField


@frozen
class IvkVideoCollectionField(IvkCollectionField[MediaReference]):
    """A list of videos."""

    expects: ClassVar[str] = "a list of videos"
    item: ClassVar[type[IvkField[Any]]] = IvkVideoField


@frozen
class IvkBoardField(IvkField[str | PendingBoard]):
    """The board that images are added to: `"auto"` (the server's auto-add board), `"none"`, or a board.

    Accepts `"auto"`, `"none"`, the id of a board, an object with a `board_id`, or the name of a board, which the client
    looks up when the workflow is submitted.
    """

    expects: ClassVar[str] = '"auto", "none", or a board (its id or name)'
    value: str | PendingBoard | Unset = "auto"

    @classmethod
    def _read(cls, raw: object) -> str | PendingBoard:
        board = read_board(raw)
        if isinstance(board, dict):
            return str(board["board_id"])
        if not isinstance(board, str):
            cls._refuse(raw)
        return board

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> str | PendingBoard:
        if isinstance(value, PendingBoard):
            return value
        if not isinstance(value, str):
            board_id = readers.trimmed_string(getattr(value, "board_id", None))
            return super()._take(value, template) if board_id is UNSET else board_id
        name = readers.trim(value)
        if not name:
            cls._refuse(value)
        return name if name in ("auto", "none") or _UUID.fullmatch(name) else PendingBoard(name)

    @classmethod
    def _write(cls, value: str | PendingBoard) -> JSONValue:
        return value if isinstance(value, str) and value in ("auto", "none") else {"board_id": str(value)}

    @classmethod
    def _preview(cls, value: str | PendingBoard) -> JSONValue:
        return cls._write(value) if isinstance(value, str) else value.name

    @classmethod
    def _pending(cls, value: str | PendingBoard) -> Iterable[Pending]:
        return (value,) if isinstance(value, PendingBoard) else ()

    @classmethod
    def _resolve(cls, value: str | PendingBoard, replacements: Mapping[Pending, JSONValue]) -> str | PendingBoard:
        return cls._read(replacements[value]) if isinstance(value, PendingBoard) and value in replacements else value
