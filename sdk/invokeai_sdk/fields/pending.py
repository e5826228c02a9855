"""Values that only a server can complete: files to upload, models and boards known by name.

A field may hold these in place of what the graph needs. `Workflow.needs()` lists them, the client looks them up or
uploads them, and `IvkField.resolved` puts the answers in.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import field, frozen


@frozen(eq=False)
class PendingUpload:
    """A local file or image that is to be uploaded.

    Two of them are never equal, whatever they hold; the client uploads equal contents once.

    Attributes:
        source: a `pathlib.Path`, bytes, a readable binary file, or a Pillow image.
        kind: what the server shall make of it.
    """

    source: object = field(
        repr=lambda source: f"<{type(source).__name__}>" if isinstance(source, bytes) else repr(source)
    )
    kind: Literal["image", "video"] = "image"

    @property
    def placeholder(self) -> dict[str, str]:
        """What may stand for it while everything else is checked; never to be sent."""
        return {f"{self.kind}_name": "pending"}

    def __str__(self) -> str:
        return f"the {self.kind} {self.source} to upload"


@frozen
class PendingModel:
    """A model known by its name, key or hash.

    Attributes:
        name: what it is known by.
        bases: the bases it may have (`sdxl`, …); any if empty.
        types: the types it may have (`main`, `lora`, …); any if empty.
    """

    name: str
    bases: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"the model {self.name!r}"


@frozen
class PendingBoard:
    """A board known by its name or id."""

    name: str

    def __str__(self) -> str:
        return f"the board {self.name!r}"


Pending: TypeAlias = PendingUpload | PendingModel | PendingBoard
"""Something that only a server can complete. Each is hashable and the key of its own answer."""
