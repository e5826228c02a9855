"""The blocking surface: `SyncInvokeAIClient` and the classes that it returns.

Each asynchronous class that users meet has a blocking class in a module of the same place and name: the one of
`invokeai_sdk.jobs.batch.BatchHandle` is `invokeai_sdk.sync.jobs.batch.SyncBatchHandle`. The classes are generated,
except those in `mirror`, `portal`, `base_client` and `jobs.events`.
"""

from __future__ import annotations

from invokeai_sdk.sync.client import SyncInvokeAIClient
from invokeai_sdk.sync.mirror import call_async

__all__ = ["SyncInvokeAIClient", "call_async"]
