"""A progress bar fed by a stream of job events, drawn with rich (extra `progress`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

from invokeai_sdk.errors import MissingExtraError
from invokeai_sdk.jobs.events import Canceled, Completed, Failed, Lost, NodeCompleted, NodeStarted, Progress

try:
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars
except ModuleNotFoundError as _error:
    raise MissingExtraError("RichProgress", extra="progress") from _error

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console

    from invokeai_sdk.events.base import StreamItem


class ProgressReporter(Protocol):
    """What can be told of a stream's events: a bar, a log, a web socket. Any callable that takes an event is one."""

    def __call__(self, event: StreamItem, /) -> object:
        """Take one event of a job's or batch's stream."""


class RichProgress:
    """One bar for a job or a whole batch.

    Example::

        with RichProgress("foxes", total=len(batch.item_ids)) as bar:
            async for event in batch.events():
                bar(event)

    Args:
        title: what to write in front of the bar.
        total: how many jobs there are.
        console: where to draw; left out, standard output.
    """

    def __init__(self, title: str, *, total: int = 1, console: Console | None = None) -> None:
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[doing]}"),
            console=console,
        )
        self._task = self._bars.add_task(title, total=total, doing="")
        self._running: dict[int, float] = {}
        self._ended = 0

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def __call__(self, event: StreamItem) -> None:
        """Move the bar as an event says; events that say nothing of progress change nothing."""
        match event:
            case NodeStarted(node_type=node_type):
                self._bars.update(self._task, doing=node_type)
            case Progress(message=message):
                self._bars.update(self._task, doing=message)
                self._reach(event.item_id, event.overall)
            case NodeCompleted():
                self._reach(event.item_id, event.overall)
            case Completed() | Failed() | Canceled() | Lost():
                self._running.pop(event.item_id, None)
                self._ended += 1
                self._bars.update(self._task, doing=type(event).__name__.lower())
        self._bars.update(self._task, completed=self._ended + sum(self._running.values()))

    def _reach(self, item_id: int, overall: float | None) -> None:
        if overall is not None:
            self._running[item_id] = max(overall, self._running.get(item_id, 0.0))
