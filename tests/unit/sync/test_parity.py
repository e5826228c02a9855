"""The blocking surface has what the asynchronous one has: every class, member, parameter, default and docstring."""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
import re
from typing import TYPE_CHECKING, get_args

import pytest

from invokeai_sdk.jobs.events import JobEvent, OutputReady, Terminal
from invokeai_sdk.sync.base_client import SyncBaseClient
from invokeai_sdk.sync.jobs.events import SyncJobEvent
from invokeai_sdk.sync.mirror import Mirror, SyncIterator

if TYPE_CHECKING:
    from collections.abc import Iterator

USED_BY_THE_SDK_ALONE = {
    "invokeai_sdk.events.socketio_connection.SocketIOConnection",
    "invokeai_sdk.jobs.item_reader.ItemReader",
    "invokeai_sdk.jobs.registry.JobRegistry",
    "invokeai_sdk.jobs.batch_tracker.BatchTracker",
    "invokeai_sdk.jobs.reconciler.Reconciler",
    "invokeai_sdk.jobs.tracker.JobTracker",
    "invokeai_sdk.repositories.server_catalogue.ServerCatalogue",
    "invokeai_sdk.repositories.install_events.InstallEvents",  # users see an iterator
    "invokeai_sdk.transport.auth.Credentials",
    "invokeai_sdk.transport.http.HTTP",
}
"""Public asynchronous classes that no user meets."""

LEFT_OUT = {
    ("InvokeAIClient", "aclose"): "close",
    ("InvokeAIClient", "from_url"): "from_url",
    ("WorkflowHandle", "open"): "it takes the client's inside; client.workflows.load is for users",
    ("Listing", "paged"): "for repositories",
    ("Listing", "unpaged"): "for repositories",
    ("Transport", "aclose"): "the client closes it",
    ("Transport", "credentials"): "the client's own",
    ("Transport", "check"): "for the event socket",
    ("Transport", "is_closed"): "for the event socket",
    ("Transport", "open"): "the client opens it",
    ("Transport", "with_options"): "the client has its own",
    ("Events", "aclose"): "the client closes it",
    ("Events", "try_subscribe"): "for submissions",
    ("Events", "add_state_listener"): "called in the client's event loop",
    ("Events", "reconnect"): "for logins",
    ("Events", "router"): "for the client's inside",
    ("Events", "start"): "for the client's inside",
    ("Subscription", "end"): "for what feeds a stream",
    ("Subscription", "put"): "for what feeds a stream",
    ("JobStream", "end"): "for what feeds a stream",
    ("JobStream", "put"): "for what feeds a stream",
}
"""Public members without a counterpart of their own, with the reason or the replacement."""


def modules(package: str) -> Iterator[object]:
    found = importlib.import_module(package)
    for module in pkgutil.walk_packages(found.__path__, f"{package}."):
        yield importlib.import_module(module.name)


def counterparts() -> dict[type, type]:
    found: dict[type, type] = {}
    for module in modules("invokeai_sdk.sync"):
        _, _, rest = module.__name__.partition("invokeai_sdk.sync.")
        for name, value in vars(module).items():
            if inspect.isclass(value) and value.__module__ == module.__name__ and name.startswith("Sync"):
                if value in (SyncIterator, SyncBaseClient):
                    continue
                mirrored = importlib.import_module(f"invokeai_sdk.{rest}")
                found[getattr(mirrored, name.removeprefix("Sync"))] = value
    return found


COUNTERPARTS = counterparts()
PAIRS = [pytest.param(*pair, id=pair[0].__name__) for pair in COUNTERPARTS.items() if pair[0] is not OutputReady]


def public(cls: type) -> dict[str, object]:
    special = {"__len__", "__getitem__", "__str__", "_repr_html_", "_repr_png_"}
    found: dict[str, object] = {}
    for base in reversed(cls.__mro__[:-1]):
        if base.__module__.startswith("invokeai_sdk"):
            found |= {
                name: member
                for name, member in vars(base).items()
                if not name.startswith("_") or (name in special and not hasattr(base, "__attrs_attrs__"))
            }
    return found


def is_asynchronous(cls: type) -> bool:
    return any(
        inspect.iscoroutinefunction(member) or inspect.isasyncgenfunction(member) for member in public(cls).values()
    )


def test_every_asynchronous_class_has_a_counterpart():
    asynchronous = {
        value
        for package in ("events", "jobs", "media", "repositories", "transport")
        for module in modules(f"invokeai_sdk.{package}")
        for name, value in vars(module).items()
        if inspect.isclass(value)
        and value.__module__ == module.__name__
        and not name.startswith("_")
        and is_asynchronous(value)
        and f"{value.__module__}.{name}" not in USED_BY_THE_SDK_ALONE
    }
    assert sorted(f"{cls.__module__}.{cls.__name__}" for cls in asynchronous - set(COUNTERPARTS)) == []


@pytest.mark.parametrize(("cls", "blocking"), PAIRS)
def test_every_public_member_is_there_with_its_parameters(cls: type, blocking: type):
    iterates = hasattr(cls, "__anext__")
    for name, member in public(cls).items():
        if (cls.__name__, name) in LEFT_OUT or getattr(blocking, name, None) is member:
            continue
        if iterates and name == "aclose":
            assert issubclass(blocking, SyncIterator)
            continue
        own = inspect.getattr_static(blocking, name)
        assert own.__doc__ or name.startswith("_"), f"{blocking.__name__}.{name} is not documented"
        if isinstance(member, functools.cached_property):
            assert isinstance(own, functools.cached_property)
        elif isinstance(member, property) or not inspect.isroutine(member):
            assert isinstance(own, property)
        else:
            assert not inspect.iscoroutinefunction(own)
            assert parameters(own) == parameters(member), f"{blocking.__name__}.{name}"


def parameters(function: object) -> list[tuple[str, object, object]]:
    return [(each.name, each.kind, each.default) for each in inspect.signature(function).parameters.values()]


@pytest.mark.parametrize(("cls", "blocking"), PAIRS)
def test_nothing_is_there_that_the_asynchronous_class_has_not(cls: type, blocking: type):
    inherited = {*vars(Mirror), *vars(SyncIterator)}
    added = {name for name in public(blocking) if not hasattr(cls, name) and name not in inherited}
    attributes = {name for name in added if isinstance(inspect.getattr_static(blocking, name), property)}
    documented = "".join(base.__doc__ or "" for base in cls.__mro__)
    assert {name for name in attributes if f"{name}: " not in documented} == set()
    assert added - attributes <= {"close"}


@pytest.mark.parametrize("blocking", COUNTERPARTS.values(), ids=lambda cls: cls.__name__)
def test_every_documented_attribute_is_there(blocking: type):
    _, _, section = (inspect.getdoc(blocking) or "").partition("Attributes:\n")
    documented = re.findall(r"^ {4}(\w+): ", section, flags=re.MULTILINE)
    assert [name for name in documented if not hasattr(blocking, name)] == []


def test_a_stream_yields_the_same_events():
    there = {cls.__name__ for cls in get_args(JobEvent)}
    blocking = {cls.__name__.removeprefix("Sync") for cls in get_args(SyncJobEvent)}
    assert blocking == there
    assert {cls.__name__ for cls in get_args(Terminal)} <= there


def test_the_surface_is_what_the_generator_makes_of_the_asynchronous_one():
    from codegen.drift import find_stale_mirror

    assert find_stale_mirror() == [], "run `make mirror`"
