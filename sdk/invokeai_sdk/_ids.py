"""Form of the ids that the server generates, such as those of boards, workflows and models."""

from __future__ import annotations

import re
from typing import Final

_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def looks_like_id(text: str) -> bool:
    """Return whether a text has the form of a generated id: a UUID with dashes."""
    return _UUID.fullmatch(text) is not None
