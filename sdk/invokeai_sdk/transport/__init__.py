"""HTTP: calling the operations of a server."""

from invokeai_sdk.transport.call import operation_names
from invokeai_sdk.transport.download import Download
from invokeai_sdk.transport.transport import Transport

__all__ = ["Download", "Transport", "operation_names"]
