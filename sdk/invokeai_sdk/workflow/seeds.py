"""Seeds: which inputs hold one, random ones, and runs that repeat a fixed one."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any, Final

from invokeai_sdk.fields.scalars import RandomSeed
from invokeai_sdk.workflow.findings import Finding
from invokeai_sdk.workflow.nodes import CALL_SAVED_WORKFLOW, CORE_METADATA, describe_node

if TYPE_CHECKING:
    import random
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from invokeai_sdk._types import JSONObject, JSONValue, Unset
    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.nodes import WorkflowNode

_LARGEST: Final = 2**32 - 1
"""The largest seed that all nodes accept, as in the editor."""

_NAME: Final = re.compile(r"(?:^|[\W_])seed(?:$|[\W_])", re.IGNORECASE)

_RANDOM_TYPES: Final = frozenset({"dynamic_prompt", "rand_float", "rand_int"})
"""InvokeAI's own nodes that yield another result in each run, unless the node cache is on for them."""

_KEPT_TYPES: Final = frozenset({"ImageField", "VideoField"})
"""The types of outputs that the server keeps."""


def is_seed_name(text: str) -> bool:
    """Return whether the name of a field, or a label, has the word "seed"."""
    return _NAME.search(text) is not None


def draw_seed(template: InputTemplate | None, source: random.Random | None = None) -> RandomSeed:
    """Draw a seed that an input accepts.

    Args:
        template: the template of the input.
        source: the source of random numbers; the operating system's by default.
    """
    least, most = 0, _LARGEST
    if template is not None:
        least = max(least, int(template.minimum or 0))
        most = max(least, min(most, _LARGEST if template.maximum is None else int(template.maximum)))
    return RandomSeed((source or secrets.SystemRandom()).randint(least, most))


def find_random_seeds(
    nodes: Mapping[str, WorkflowNode],
    fields: Mapping[str, Mapping[str, IvkField[Any]]],
    values: Mapping[str, Mapping[str, JSONValue | Unset]],
) -> Iterator[tuple[str, str]]:
    """Yield the inputs whose value is a random seed, as (node id, field name).

    Args:
        nodes: the nodes to compile.
        fields: the fields set after loading.
        values: the same as JSON.
    """
    for node_id, by_name in fields.items():
        for name in by_name:
            if node_id in nodes and isinstance(values[node_id][name], RandomSeed):
                yield node_id, name


def can_vary(node: WorkflowNode, field_name: str) -> bool:
    """Return whether the server can vary an input from run to run: an input that is a field of the node's type."""
    return node.executable and not (node.type == CALL_SAVED_WORKFLOW and field_name in node.dynamic)


def find_repeated_seed(
    graph: JSONObject,
    nodes: Mapping[str, WorkflowNode],
    runs: int,
    varied: Mapping[str, Collection[str]],
) -> Finding | None:
    """Report a fixed seed that all runs share, so that the server answers the repetitions with cached images.

    Args:
        graph: the graph.
        nodes: the nodes that the graph was built from.
        runs: how often the whole batch is repeated.
        varied: the inputs that differ from run to run, by node id.
    """
    if runs <= 1:
        return None
    sources: dict[str, list[tuple[str, str]]] = {}
    targets: dict[str, list[str]] = {}
    for edge in graph["edges"]:
        start, end = edge["source"]["node_id"], edge["destination"]["node_id"]
        sources.setdefault(end, []).append((start, edge["destination"]["field"]))
        targets.setdefault(start, []).append(end)
    differing = _reach([node_id for node_id in graph["nodes"] if _differs(nodes[node_id], varied)], targets)
    for node_id in graph["nodes"]:
        node = nodes[node_id]
        if node_id in differing or not node.use_cache or node.type == CORE_METADATA:
            continue
        name = next((name for name in (node.template.inputs if node.template else ()) if is_seed_name(name)), None)
        if name is None or not _has_kept_output(_reach([node_id], targets), differing, nodes):
            continue
        feeder = next((start for start, field in sources.get(node_id, ()) if field == name), node_id)
        return _report(node, name, nodes[feeder], runs)
    return None


def _differs(node: WorkflowNode, varied: Mapping[str, Collection[str]]) -> bool:
    """Return whether a node can yield another result in each run."""
    if node.id in varied:
        return True
    is_random = node.type in _RANDOM_TYPES or node.template is None or node.template.node_pack != "invokeai"
    return is_random and not node.use_cache


def _reach(start: Iterable[str], targets: Mapping[str, Iterable[str]]) -> set[str]:
    """Return nodes and everything downstream of them."""
    pending = list(start)
    reached = set(pending)
    while pending:
        for target in targets.get(pending.pop(), ()):
            if target not in reached:
                reached.add(target)
                pending.append(target)
    return reached


def _has_kept_output(reached: Iterable[str], differing: Collection[str], nodes: Mapping[str, WorkflowNode]) -> bool:
    """Return whether one of some nodes yields the same image or video in all runs."""
    for node_id in reached:
        template = nodes[node_id].template if node_id not in differing else None
        if template is not None and any(output.type.name in _KEPT_TYPES for output in template.outputs.values()):
            return True
    return False


def _report(node: WorkflowNode, field_name: str, feeder: WorkflowNode, runs: int) -> Finding:
    is_fed = feeder.id != node.id
    origin = f", which {describe_node(feeder)} feeds," if is_fed else ""
    return Finding(
        code="repeated_seed",
        message=f"{runs} runs with the same {field_name!r} of {describe_node(node)}{origin} make the same image; with "
        "the node cache on, the server even returns one image for all of them",
        node_id=feeder.id,
        field_name="value" if is_fed else field_name,
        fix='set the seed to "random", or vary it with `workflow.batch`',
        params={"runs": runs},
    )
