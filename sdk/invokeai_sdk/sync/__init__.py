"""The same surface for blocking code: `SyncInvokeAIClient`.

Every class that the asynchronous client leads to has a counterpart here, in a module of the same place and name: to
`invokeai_sdk.jobs.batch.BatchHandle` belongs `invokeai_sdk.sync.jobs.batch.SyncBatchHandle`. They are generated, so
that nothing is written twice; `mirror`, `portal`, `root` and `jobs.events` are not.
"""

from __future__ import annotations

from invokeai_sdk.sync.client import SyncInvokeAIClient
from invokeai_sdk.sync.mirror import awaited

__all__ = ["SyncInvokeAIClient", "awaited"]
