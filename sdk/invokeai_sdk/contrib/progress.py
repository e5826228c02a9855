"""Progress bar that displays a stream of job events, drawn with rich (extra `progress`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

from invokeai_sdk._text import escape_control_characters
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

    from invokeai_sdk.events.stream_items import StreamItem

__all__ = ["ProgressReporter", "RichProgress"]


class ProgressReporter(Protocol):
    """A callable that receives the events of a job's or batch's stream, such as a progress bar or a log."""

    def __call__(self, event: StreamItem, /) -> object:
        """Process one event."""


class RichProgress:
    """One progress bar for a job or a batch.

    Example::

        with RichProgress("foxes", total=len(batch.item_ids)) as bar:
            async for event in batch.events():
                bar(event)

    Args:
        title: the text in front of the bar.
        total: the number of jobs.
        console: the console to draw on; by default one that writes to standard output.
    """

    def __init__(self, title: str, *, total: int = 1, console: Console | None = None) -> None:
        self._bars = Bars(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[activity]}", style="dim", markup=False),
            console=console,
        )
        self._task = self._bars.add_task(_to_line(title), total=total, activity="")
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
        """Update the bar from an event; events without progress change nothing."""
        match event:
            case NodeStarted(node_type=node_type):
                self._bars.update(self._task, activity=_to_line(node_type))
            case Progress(message=message):
                self._bars.update(self._task, activity=_to_line(message))
                self._advance(event.item_id, event.overall)
            case NodeCompleted():
                self._advance(event.item_id, event.overall)
            case Completed() | Failed() | Canceled() | Lost():
                self._running.pop(event.item_id, None)
                self._ended += 1
                self._bars.update(self._task, activity=type(event).__name__.lower())
        self._bars.update(self._task, completed=self._ended + sum(self._running.values()))

    def _advance(self, item_id: int, overall: float | None) -> None:
        """Set the progress of one job, from 0 to 1; progress never decreases."""
        if overall is not None:
            self._running[item_id] = max(overall, self._running.get(item_id, 0.0))


def _to_line(text: str) -> str:
    """Return a text from a workflow or a server as one line that cannot control the terminal."""
    return " ".join(escape_control_characters(text).split())
