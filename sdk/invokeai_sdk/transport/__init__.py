"""HTTP transport: sending of requests to one server."""

from invokeai_sdk.transport.download import Download
from invokeai_sdk.transport.transport import Transport

__all__ = ["Download", "Transport"]
