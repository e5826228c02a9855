"""Progress bar of jobs and batches."""

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


def test_the_bar_starts_at_zero():
    assert "0%" in drawn()


def test_the_bar_shows_the_overall_progress_and_the_message():
    last = drawn(step(1, 0.25))
    assert "25%" in last
    assert "denoising" in last
    assert "foxes" in last


def test_the_progress_of_a_batch_is_the_sum_of_its_jobs():
    assert "75%" in drawn(step(1, 1.0), step(2, 0.5), total=2)


def test_progress_never_decreases():
    assert "50%" in drawn(step(1, 0.5), step(1, 0.25))


@pytest.mark.parametrize("event", [Lagged(missed=3), step(1, None)])
def test_events_without_progress_change_nothing(event):
    assert "50%" in drawn(step(1, 0.5), event)


@pytest.mark.parametrize("text", ["\x1b[2Jgone", "\u202ereversed", "[/dim] [red]", "[/nothing]", "two\nlines\r"])
def test_texts_of_a_server_are_shown_as_they_are(text):
    console = Console(file=io.StringIO(), force_terminal=True, width=160, color_system=None)
    with RichProgress(text, console=console) as bar:
        bar(step(1, 0.5, message=text))
    shown = console.file.getvalue()
    assert "50%" in shown
    assert "\u202e" not in shown
    assert "\x1b[2J" not in shown
    if "[" in text and "\x1b" not in text:
        assert shown.count(text.strip()) >= 2
