"""The bar says how far a batch really is."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from invokeai_sdk.contrib.progress import RichProgress
from invokeai_sdk.events.stream_items import Lagged
from invokeai_sdk.jobs.events import Progress


def drawn(*events, total=1):
    console = Console(file=io.StringIO(), force_terminal=True, width=120, color_system=None)
    with RichProgress("foxes", total=total, console=console) as bar:
        for event in events:
            bar(event)
    return console.file.getvalue().split("\r")[-1]


def step(item_id, overall, message="denoising"):
    return Progress(
        item_id=item_id,
        batch_id="b",
        node_id="n",
        node_type="denoise_latents",
        prepared_id="p",
        message=message,
        percentage=0.5,
        overall=overall,
    )


def test_it_begins_at_nothing():
    assert "0%" in drawn()


def test_it_shows_the_graphs_progress_and_what_goes_on():
    last = drawn(step(1, 0.25))
    assert "25%" in last
    assert "denoising" in last
    assert "foxes" in last


def test_jobs_of_a_batch_add_up():
    assert "75%" in drawn(step(1, 1.0), step(2, 0.5), total=2)


def test_it_never_goes_back():
    assert "50%" in drawn(step(1, 0.5), step(1, 0.25))


@pytest.mark.parametrize("event", [Lagged(missed=3), step(1, None)])
def test_events_without_progress_move_nothing(event):
    assert "50%" in drawn(step(1, 0.5), event)
