"""Sending of one batch to the server, exactly once, and the search for it after a lost answer."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen
from invokeai_api import api

from invokeai_sdk.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    ClientClosedError,
    InvokeAIError,
    NotSupportedError,
    PermissionDeniedError,
    QueueFull,
    ServerError,
    SubmissionLost,
)
from invokeai_sdk.jobs.batch_status import fetch_batch_counts
from invokeai_sdk.jobs.json_checks import object_or_empty, to_count, to_integer, to_list, to_object, with_parse
from invokeai_sdk.jobs.outage import is_outage

if TYPE_CHECKING:
    from invokeai_sdk._request import Request
    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.item_reader import ItemReader

_log = logging.getLogger("invokeai_sdk.jobs")

_SEARCH_SECONDS: Final = 20.0
"""The time to search for a batch whose answer was lost: the server may still be processing the request."""

_READ_SECONDS: Final = 60.0
"""The time to read the ids of the items of a batch that was found."""

_LOOK_UP_SECONDS: Final = 5.0
"""The time that the last look-up may take, even after the time limit of the submission."""

_CONNECTION_ATTEMPTS: Final = 3
_CONNECTION_PAUSE: Final = 0.5
_FIRST_PAUSE: Final = 0.05
_LONGEST_PAUSE: Final = 2.0

_UNHANDLED: Final = "Internal Server Error"
"""The body of the server's answer to an exception in its own code; proxies send web pages or JSON of their own."""


@frozen
class _Answer:
    """A valid answer to a submission.

    Attributes:
        enqueued: the number of items that were queued.
        item_ids: their ids in order; None from servers before 6.0, which do not send them.
    """

    enqueued: int
    item_ids: list[int] | None


@define
class _Search:
    """What look-ups of a batch have found.

    Attributes:
        total: the number of items of the batch, with children of workflow calls; None if no look-up was answered.
        item_ids: the ids of the submitted items in order; None if they could not be read.
        problem: the error of the last look-up; None if it was answered.
    """

    total: int | None = None
    item_ids: list[int] | None = None
    problem: InvokeAIError | None = None

    @property
    def is_absent(self) -> bool:
        """Whether the last look-up was answered, and the server did not have the batch."""
        return self.problem is None and self.total == 0


async def enqueue(
    core: Core,
    reader: ItemReader,
    *,
    queue_id: str,
    batch_id: str,
    requested: int,
    body: JSONObject,
    timeout: float | None,
) -> list[int] | None:
    """Send a batch; return the ids of its items, or None if all are queued but their ids could not be read.

    The batch is sent once; again only if the connection failed before anything was sent.

    Args:
        core: the client.
        reader: reads the items of the batch.
        queue_id: the id of the queue.
        batch_id: the id of the batch.
        requested: the number of items that the batch should have.
        body: the body of the request.
        timeout: seconds to keep trying; None for a few connection attempts and a search of some seconds.

    Raises:
        QueueFull: the queue accepted fewer items than requested.
        SubmissionLost: it is not known whether the batch is queued.
        InvokeAIError: nothing was queued.
    """
    return await _Enqueue(core, reader, queue_id, batch_id, requested).send(body, timeout=timeout)


@define
class _Enqueue:
    """One submission.

    Attributes:
        core: the client.
        reader: reads the items of the batch.
        queue_id: the id of the queue.
        batch_id: the id of the batch.
        requested: the number of items that the batch should have.
    """

    core: Core
    reader: ItemReader
    queue_id: str
    batch_id: str
    requested: int
    _deadline: float | None = field(default=None, init=False)

    async def send(self, body: JSONObject, *, timeout: float | None) -> list[int] | None:
        """Send the batch as `enqueue` says."""
        loop = asyncio.get_running_loop()
        self._deadline = None if timeout is None else loop.time() + timeout
        request = api.queue.enqueue_batch(
            queue_id=self.queue_id, body={"batch": body["batch"], "prepend": body["prepend"]}
        )
        try:
            answer = await self._send_until_connected(with_parse(request, self._parse))
        except APIConnectionError as error:
            if not error.sent:
                raise
            return await self._recover(error)
        except InvokeAIError as error:
            return await self._recover(error)
        if answer.enqueued < self.requested:
            return await self._recover(self._make_queue_full(answer.item_ids or ()))
        return answer.item_ids or await self._find_items()

    async def _send_until_connected(self, request: Request[_Answer]) -> _Answer:
        """Send the request, again for as long as no connection can be made."""
        loop = asyncio.get_running_loop()
        attempt = 0
        while True:
            attempt += 1
            try:
                async with asyncio.timeout_at(self._deadline) as scope:
                    return await self.core.transport.send(request)
            except APIConnectionError as error:
                pause = min(_CONNECTION_PAUSE * attempt, _LONGEST_PAUSE)
                if self._deadline is None:
                    is_last = attempt == _CONNECTION_ATTEMPTS or self.core.options.retries == 0
                else:
                    is_last = loop.time() + pause >= self._deadline
                if error.sent or is_last:
                    raise
                await asyncio.sleep(pause)
            except TimeoutError as error:
                if not scope.expired():
                    raise
                raise self._make_timeout(request, "the submission") from error

    def _parse(self, data: object) -> _Answer:
        """Return the answer to the submission.

        Raises:
            TypeError: the answer has a part of the wrong type.
            ValueError: the answer contradicts the submission, or itself.
        """
        answer = to_object(data)
        batch_id = object_or_empty(answer.get("batch")).get("batch_id")
        if batch_id != self.batch_id:
            raise ValueError(f"the answer is about the batch {batch_id!r}")
        requested = to_count(answer.get("requested"), "requested")
        enqueued = to_count(answer.get("enqueued"), "enqueued")
        if requested != self.requested or enqueued > requested:
            raise ValueError(f"{enqueued} of {requested} items were enqueued, and {self.requested} were sent")
        if "item_ids" not in answer:
            return _Answer(enqueued, None)
        item_ids = sorted(set(to_list(answer["item_ids"], to_integer, "item_ids")))
        if len(item_ids) != enqueued or len(item_ids) != len(answer["item_ids"]):
            raise ValueError(f"{len(answer['item_ids'])} item ids for {enqueued} items")
        return _Answer(enqueued, item_ids)

    async def _find_items(self) -> list[int] | None:
        """Return the ids of the items of a batch that the server said to have queued; None if they cannot be read."""
        found = await self._search(None)
        return found.item_ids if found.item_ids is not None and len(found.item_ids) == self.requested else None

    async def _recover(self, problem: InvokeAIError) -> list[int] | None:
        """Find out whether the batch is queued, after an answer that is missing, invalid or an error."""
        _log.warning(
            "the submission of batch %s was not confirmed (%s); searching for the batch", self.batch_id, problem
        )
        found = await self._search(problem)
        if found.item_ids is not None:
            if len(found.item_ids) == self.requested:
                return found.item_ids
            if len(found.item_ids) < self.requested:
                raise self._make_queue_full(found.item_ids) from problem
            raise self._make_lost(problem, found, f"the server has {len(found.item_ids)} items of it") from problem
        if found.total is not None and found.total >= self.requested:
            return None  # the jobs are read when they are needed
        if found.total:
            raise self._make_lost(problem, found, f"the server has {found.total} items of it") from problem
        if _is_confirmed(problem, found):
            raise problem
        if found.problem is None:
            known = "the server did not have it at the end of the search"
        else:
            known = f"the server could not be asked for it ({found.problem})"
        raise self._make_lost(problem, found, known) from problem

    async def _search(self, problem: InvokeAIError | None) -> _Search:
        """Look the batch up until its items are found, it certainly will not arrive, or the time is over."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        found = _Search()
        pause = _FIRST_PAUSE
        while True:
            deadline = begun + (_READ_SECONDS if found.total else _SEARCH_SECONDS)
            if self._deadline is not None:
                deadline = self._deadline
            await self._look_up(found, deadline)
            if found.item_ids is not None or _is_confirmed(problem, found):
                return found
            if isinstance(found.problem, ClientClosedError) or loop.time() + pause >= deadline:
                return found
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _look_up(self, found: _Search, deadline: float) -> None:
        now = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(max(deadline, now + _LOOK_UP_SECONDS)):
                counts = await fetch_batch_counts(self.core.transport, self.queue_id, self.batch_id)
                found.total = counts.total
                if counts.total:
                    items = await self.reader.read_batch_items(self.queue_id, self.batch_id, total=counts.total)
                    found.item_ids = [item.item_id for item in items] or None
        except InvokeAIError as error:
            found.problem = error
        except TimeoutError:
            request = api.queue.get_batch_status(queue_id=self.queue_id, batch_id=self.batch_id)
            found.problem = self._make_timeout(request, "the search")
        else:
            found.problem = None

    def _make_timeout(self, request: Request[object], what: str) -> APITimeoutError:
        url = self.core.transport.base_url + request.path
        message = f"{request.method} {url}: no answer within the time for {what}"
        return APITimeoutError(message, method=request.method, url=url, sent=True)

    def _make_queue_full(self, item_ids: tuple[int, ...] | list[int]) -> QueueFull:
        return QueueFull(
            f"the queue is full: it accepted {len(item_ids)} of {self.requested} items"
            + (", which will run; cancel the batch to prevent this" if item_ids else ""),
            batch_id=self.batch_id,
            accepted=item_ids,
            requested=self.requested,
        )

    def _make_lost(self, problem: InvokeAIError, found: _Search, known: str) -> SubmissionLost:
        return SubmissionLost(
            f"it is not known whether the {self.requested} items of batch {self.batch_id} are queued: {problem}; "
            f"{known}. The batch was not sent again, because the request may still arrive: check "
            f"client.batches.handle({self.batch_id!r}).status() before you submit again",
            batch_id=self.batch_id,
            is_absent=found.is_absent,
        )


def _is_confirmed(problem: InvokeAIError | None, found: _Search) -> bool:
    """Return whether an error means that nothing was queued: the server itself gave it, and does not have the batch.

    An error of a proxy does not say what the server has done, nor does a batch that is absent: it may be on its way.
    """
    if isinstance(problem, (AuthenticationError, PermissionDeniedError)) and type(found.problem) is type(problem):
        # A server that refuses to show the batch has refused it.
        return _is_of_server(problem) and _is_of_server(found.problem)
    if isinstance(problem, NotSupportedError):
        return found.is_absent and _is_of_server(problem.__cause__)
    return found.is_absent and (isinstance(problem, QueueFull) or _is_of_server(problem))


def _is_of_server(error: BaseException | None) -> bool:
    """Return whether an error is the server's own answer, in contrast to that of a proxy in front of it."""
    if not isinstance(error, APIStatusError) or is_outage(error):
        return False
    if isinstance(error.body, dict):
        return "detail" in error.body
    return isinstance(error, ServerError) and error.body == _UNHANDLED
