"""Pending values: files to upload, and models and boards to look up by name.

A field can hold a pending value in place of the value that the graph needs. `Workflow.needs()` lists the pending values
of a workflow, the client uploads or looks them up, and `IvkField.resolve` replaces them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeAlias, Union

from attrs import field, frozen

if TYPE_CHECKING:
    from PIL.Image import Image

PendingSource: TypeAlias = Union[Path, bytes, BinaryIO, "Image"]
"""An image or video to upload: a path, bytes, a binary file that can be read, or a Pillow image."""


@frozen(eq=False)
class PendingUpload:
    """A local image or video to upload.

    Two pending uploads are never equal, even with the same source; the client uploads equal contents once.

    Attributes:
        source: the image or video; only images can be Pillow images.
        kind: the kind of media that the server creates.
    """

    source: PendingSource = field(repr=lambda source: "<bytes>" if isinstance(source, bytes) else repr(source))
    kind: Literal["image", "video"] = "image"

    @property
    def placeholder(self) -> dict[str, str]:
        """The JSON value for checks before the upload, such as `{"image_name": "pending"}`; never sent to a server."""
        return {f"{self.kind}_name": "pending"}

    def __str__(self) -> str:
        shown = "<bytes>" if isinstance(self.source, bytes) else self.source
        return f"the {self.kind} {shown} to upload"


@frozen
class PendingModel:
    """A model to look up on the server.

    Attributes:
        name: the name, key or hash of the model.
        bases: the bases that the model can have, such as `sdxl`; empty for any base.
        types: the types that the model can have, such as `main` or `lora`; empty for any type.
    """

    name: str
    bases: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    @property
    def placeholder(self) -> dict[str, str]:
        """The JSON value for checks before the look-up; never sent to a server."""
        base, type_ = (known[0] if known else "unknown" for known in (self.bases, self.types))
        return {"key": "pending", "hash": "pending", "name": self.name, "base": base, "type": type_}

    def describe(self) -> str:
        """Return the name with the bases and types that the model can have: `the model 'x' (sd-1, main)`."""
        known = ", ".join(filter(None, (" or ".join(self.bases), " or ".join(self.types))))
        return f"{self} ({known})" if known else str(self)

    def __str__(self) -> str:
        return f"the model {self.name!r}"


@frozen
class PendingBoard:
    """A board to look up on the server.

    Attributes:
        name: the name or id of the board.
    """

    name: str

    @property
    def placeholder(self) -> dict[str, str]:
        """The JSON value for checks before the look-up; never sent to a server."""
        return {"board_id": "pending"}

    def __str__(self) -> str:
        return f"the board {self.name!r}"


Pending: TypeAlias = PendingUpload | PendingModel | PendingBoard
"""A pending value of any kind; hashable, so that it can be a key of the `replacements` of `IvkField.resolve`."""
