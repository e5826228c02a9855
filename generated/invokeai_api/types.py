"""The value of a field that an answer does not have."""

from invokeai_sdk._types import UNSET, Unset

__all__ = ["UNSET", "Unset"]
