"""Fixtures of the fault tests: client cores, and small batches that need no workflow."""

from __future__ import annotations

import uuid

import pytest

from invokeai_sdk.core import Core
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.workflow.compiled_batch import CompiledBatch


def make_trivial(runs=1, value=1):
    """Return a batch of one-node graphs that take a few milliseconds each."""
    node = {"id": "n", "type": "integer", "value": value, "use_cache": False, "is_intermediate": True}
    return CompiledBatch(graph={"id": str(uuid.uuid4()), "nodes": {"n": node}, "edges": []}, runs=runs)


def make_failing(runs=1):
    """Return a batch whose node fails."""
    node = {"id": "b", "type": "img_blur", "image": {"image_name": "no-such-image.png"}}
    return CompiledBatch(graph={"id": str(uuid.uuid4()), "nodes": {"b": node}, "edges": []}, runs=runs)


def make_slow(runs=1, count=1500):
    """Return a batch of graphs that run for some seconds, and can be canceled between their nodes."""
    nodes = {
        "r": {"id": "r", "type": "range", "start": 0, "stop": count, "step": 1},
        "i": {"id": "i", "type": "iterate"},
        "a": {"id": "a", "type": "add", "b": 1, "use_cache": False},
    }
    edges = [
        {"source": {"node_id": "r", "field": "collection"}, "destination": {"node_id": "i", "field": "collection"}},
        {"source": {"node_id": "i", "field": "item"}, "destination": {"node_id": "a", "field": "a"}},
    ]
    return CompiledBatch(graph={"id": str(uuid.uuid4()), "nodes": nodes, "edges": edges}, runs=runs)


@pytest.fixture
def connect():
    """A function that creates client cores; use them with `contextlib.aclosing`."""

    def make(url, **options):
        return Core(ClientOptions(url=url, **options))

    return make


@pytest.fixture
def trivial():
    """A function that creates batches of one-node graphs."""
    return make_trivial


@pytest.fixture
def failing():
    """A function that creates batches that fail."""
    return make_failing


@pytest.fixture
def slow():
    """A function that creates batches that take some seconds."""
    return make_slow
