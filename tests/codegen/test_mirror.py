"""The blocking counterparts that are made of small classes of a client."""

from __future__ import annotations

import pytest

from codegen.mirror import list_generated, render_module, write_mirror
from codegen.mirrored import Mirrored
from codegen.spec import SYNC, CodegenError
from codegen.surface import Surface

CLIENT = '''
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from invokeai_sdk.repositories.things import ThingRepository

class InvokeAIClient:
    """The way in."""

    @cached_property
    def things(self) -> ThingRepository:
        """Things."""
'''

ROOT = '''
class SyncBaseClient:
    """The blocking way in."""
'''

THINGS = '''
"""Things."""
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable
    from invokeai_sdk.core import Core

class Thing:
    """A thing.

    Attributes:
        name: what it is called.
    """

    def __init__(self, core: Core, name: str) -> None:
        self._core = core
        self.name = name

    async def turn(self, times: int = 1, *, on_turn: Callable[[Thing], object] | None = None) -> Thing:
        """Turn it: `await thing.turn()`."""

    async def _inside(self) -> None:
        """For nobody."""

ThingRef: TypeAlias = Thing | str
"""A thing, or its name."""

class ThingRepository:
    """All things."""

    def list(self) -> AsyncIterator[Thing]:
        """Iterate with `async for`."""

    async def get(self, thing: ThingRef) -> Thing | None:
        """Get one."""

    async def drop(self, things: Iterable[ThingRef]) -> int:
        """Drop some."""

    async def save(self, things: Iterable[ThingRef] | AsyncIterable[ThingRef], *rest: int, **more: str) -> None:
        """Save some."""

    async def adopt(self, core: Core) -> None:
        """Take the inside of a client."""
'''


@pytest.fixture
def source(tmp_path):
    """Write the modules of a small SDK, and return where they are."""

    def write(**modules: str):
        for name, text in modules.items():
            path = tmp_path.joinpath(*name.split("__")).with_suffix(".py")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        return tmp_path

    return write


def mirror_of(folder, module="repositories.things") -> str:
    mirrored = Mirrored.collect(Surface(folder))
    return render_module(mirrored, mirrored.surface.modules[module])


@pytest.fixture
def things(source):
    return mirror_of(source(client=CLIENT, sync__base_client=ROOT, repositories__things=THINGS))


def test_what_is_awaited_is_waited_for(things):
    assert "class SyncThing(Mirror):" in things
    assert "def turn(self, times: int=1, *, on_turn: Callable[[SyncThing], object] | None=None) -> SyncThing:" in things
    assert "self._wrap(self._call(self._async.turn, times, on_turn=self._callback(on_turn)))" in things
    assert '"""Turn it: `thing.turn()`."""' in things


def test_what_is_iterated_over_is_iterated_over_without_async(things):
    assert "def list(self) -> Iterator[SyncThing]:" in things
    assert '"""Iterate with `for`."""' in things


def test_arguments_are_unwrapped_as_their_types_want(things):
    assert "def get(self, thing: SyncThingRef) -> SyncThing | None:" in things
    assert "self._call(self._async.get, unwrap(thing))" in things
    assert "self._call(self._async.drop, unwrap_items(things))" in things
    assert "def save(self, things: Iterable[SyncThingRef], *rest: int, **more: str) -> None:" in things
    assert "self._call(self._async.save, unwrap_stream(things), *rest, **more)" in things
    assert 'SyncThingRef: TypeAlias = "SyncThing | str"' in things


def test_attributes_are_properties_described_as_the_class_describes_them(things):
    assert 'def name(self) -> str:\n        """What it is called."""\n        return self._async.name' in things


def test_private_members_and_those_that_take_a_clients_inside_are_left_out(things):
    assert "_inside" not in things
    assert "adopt" not in things


def test_the_client_has_a_base_and_a_docstring_written_by_hand(source):
    text = mirror_of(source(client=CLIENT, sync__base_client=ROOT, repositories__things=THINGS), "client")
    assert "class SyncInvokeAIClient(SyncBaseClient):" in text
    assert "The blocking way in." in text
    assert 'self._wrap(self._call_plain(getattr, self._async, "things"))' in text


def test_an_attribute_whose_type_is_not_said_is_an_error(source):
    unsaid = THINGS.replace("self.name = name", "self.name = name.upper()")
    with pytest.raises(CodegenError, match=r"repositories\.things\.Thing\.name needs an annotation"):
        mirror_of(source(client=CLIENT, sync__base_client=ROOT, repositories__things=unsaid))


def test_writing_replaces_what_was_generated_and_leaves_what_was_not(tmp_path):
    (tmp_path / "jobs").mkdir()
    stale = tmp_path / "jobs" / "gone.py"
    stale.write_text((SYNC / "jobs" / "job.py").read_text())
    (tmp_path / "jobs" / "events.py").write_text("# by hand\n")
    write_mirror(tmp_path)
    assert not stale.exists()
    assert (tmp_path / "jobs" / "events.py").read_text() == "# by hand\n"
    assert {path.relative_to(tmp_path) for path in list_generated(tmp_path)} == {
        path.relative_to(SYNC) for path in list_generated()
    }
