"""Golden cases of the compiler.

Each file in `cases/` holds the cases of one topic, in a short notation:

- `nodes`: `{id: [type, {field: value}, {other keys of the node's data}]}`; the types `~` and `#` are a connector and a
  note. The version is the catalogue's by default. The value `"<none>"` stands for an input without a value.
- `edges`: `"node.field -> node.field"`; the fields of a connector are `in` and `out`; `"a => b"` is a collapsed edge.
- `form`: a list of `"node.field"`, `{"row": […]}` or `{"column": […]}`, `{"heading": text}`, `{"text": text}`, `"---"`.
- `raw`: keys that replace those of the resulting workflow JSON.
- `set`: `{"node.field": value}`, set before compiling. `context`: the server's answers.
- `unknown`: how to treat nodes of unknown types.

The expected result is one of: `error` (a class name) of loading; `refused` (class name and code) of compiling; or any of
`warnings` (codes), `inputs` (`["node.field", value]` in form order), `graph` (`{id: {field: value}}`, without flags that
have their default), `edges_sent` and `data` (`[[["node.field", items], …], …]`).
"""

import json
from pathlib import Path

import pytest

from invokeai_sdk import errors
from invokeai_sdk._types import UNSET
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.workflow.context import CompileContext
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.workflow import Workflow

CASES = Path(__file__).parent / "cases"
EMPTY = dict.fromkeys(("name", "author", "description", "version", "contact", "tags", "notes"), "")


def list_cases():
    for path in sorted(CASES.glob("*.json")):
        for name, case in json.loads(path.read_text()).items():
            yield pytest.param(case, id=f"{path.stem}-{name}")


def make_node(node_id, node_type, values=None, data=None):
    data = dict(data or {})
    position = {"x": 0, "y": 0}
    if node_type in ("~", "#"):
        kind = "connector" if node_type == "~" else "notes"
        inner = {"id": node_id, "type": kind, "label": "", "isOpen": True, "notes": ""} | data
        return {"id": node_id, "type": kind, "data": inner, "position": position}
    catalogue = Catalogue.load_bundled()
    inputs = {
        name: {"name": name, "label": "", "description": ""} | ({} if value == "<none>" else {"value": value})
        for name, value in (values or {}).items()
    }
    for name, label in data.pop("labels", {}).items():
        inputs[name]["label"] = label
    inner = {
        "id": node_id,
        "type": node_type,
        "version": catalogue[node_type].version if node_type in catalogue else "1.0.0",
        "nodePack": "invokeai",
        "label": "",
        "notes": "",
        "isOpen": True,
        "isIntermediate": True,
        "useCache": True,
        "inputs": inputs,
    }
    return {"id": node_id, "type": "invocation", "data": inner | data, "position": position}


def make_edge(index, text):
    if "=>" in text:
        source, target = (part.strip() for part in text.split("=>"))
        return {"id": f"e{index}", "type": "collapsed", "source": source, "target": target}
    (source, source_handle), (target, target_handle) = (part.strip().split(".", 1) for part in text.split("->"))
    ends = {"source": source, "sourceHandle": source_handle, "target": target, "targetHandle": target_handle}
    return {"id": f"e{index}", "type": "default"} | ends


def make_form(items):
    elements = {}

    def add(item, parent):
        element_id = f"el{len(elements)}"
        element = elements[element_id] = {"id": element_id} | ({"parentId": parent} if parent else {})
        if item == "---":
            element["type"] = "divider"
        elif isinstance(item, str):
            node, field = item.split(".", 1)
            identifier = {"nodeId": node, "fieldName": field}
            element |= {"type": "node-field", "data": {"fieldIdentifier": identifier, "showDescription": True}}
        else:
            ((kind, content),) = item.items()
            if kind in ("row", "column"):
                element |= {"type": "container", "data": {"layout": kind, "children": []}}
                element["data"]["children"] = [add(child, element_id) for child in content]
            else:
                element |= {"type": kind, "data": {"content": content}}
        return element_id

    root = add({"column": items}, None)
    return {"elements": elements, "rootElementId": root}


def make_workflow(case):
    raw = EMPTY | {"exposedFields": [], "meta": {"version": "4.0.0", "category": "user"}}
    raw["nodes"] = [make_node(node_id, *parts) for node_id, parts in case.get("nodes", {}).items()]
    raw["edges"] = [make_edge(index, text) for index, text in enumerate(case.get("edges", []))]
    raw["form"] = make_form(case["form"]) if "form" in case else None
    return raw | case.get("raw", {})


def load(case):
    context = CompileContext.from_json(case.get("context", {}))
    workflow = Workflow(WorkflowDefinition.from_json(json.dumps(make_workflow(case))), context=context)
    for key, value in case.get("set", {}).items():
        node, field = key.split(".", 1)
        workflow.inputs[node, field].set_json(value)
    return workflow


def simplify(graph):
    flags = {"use_cache": True, "is_intermediate": True}
    return {
        node_id: {k: v for k, v in node.items() if k not in ("id", "type") and not (k in flags and v is flags[k])}
        for node_id, node in graph["nodes"].items()
    }


@pytest.mark.parametrize("case", list(list_cases()))
def test_case(case):
    expect = case["expect"]
    if "error" in expect:
        with pytest.raises(getattr(errors, expect["error"])):
            load(case)
        return
    workflow = load({key: value for key, value in case.items() if key != "set"})
    if "inputs" in expect:
        inputs = [[f"{i.node_id}.{i.field_name}"] + ([] if i.value is UNSET else [i.value]) for i in workflow.inputs]
        assert inputs == expect["inputs"]
    assert [finding.code for finding in workflow.warnings] == expect.get("warnings", [])
    workflow = load(case)
    unknown = case.get("unknown", "error")
    if "refused" in expect:
        with pytest.raises(errors.WorkflowError) as caught:
            workflow.compile(unknown_nodes=unknown, validate=expect.get("validate", False))
        assert [type(caught.value).__name__, caught.value.code] == expect["refused"]
        return
    batch = workflow.compile(unknown_nodes=unknown, validate=False)
    if "graph" in expect:
        assert simplify(batch.graph) == expect["graph"]
    sent = [
        f"{e['source']['node_id']}.{e['source']['field']} -> {e['destination']['node_id']}.{e['destination']['field']}"
        for e in batch.graph["edges"]
    ]
    assert sent == expect.get("edges_sent", sent)
    data = [[[f"{e['node_path']}.{e['field_name']}", e["items"]] for e in entries] for entries in batch.data]
    assert data == expect.get("data", [])


@pytest.mark.parametrize("case", [c for c in list_cases() if not {"error", "refused"} & set(c.values[0]["expect"])])
def test_the_embedded_workflow_compiles_to_the_same_graph(case):
    workflow = load(case)
    unknown = case.get("unknown", "error")
    batch = workflow.compile(unknown_nodes=unknown, validate=False)
    again = Workflow(WorkflowDefinition.from_dict(batch.workflow), context=workflow.context)
    repeated = again.compile(unknown_nodes=unknown, validate=False)
    assert repeated.graph == batch.graph
    assert repeated.data == batch.data
