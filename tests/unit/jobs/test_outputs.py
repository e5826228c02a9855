"""Outputs of a finished session."""

from invokeai_sdk.jobs.outputs import NodeOutput, find_names, read_session_outputs

SESSION = {
    "graph": {"nodes": {"a": {"type": "add", "is_intermediate": True}, "l": {"type": "l2i"}}},
    "prepared_source_mapping": {"p1": "a", "p2": "a", "p3": "l"},
    "results": {
        "p2": {"type": "integer_output", "value": 2},
        "p1": {"type": "integer_output", "value": 1},
        "p3": {"type": "image_output", "image": {"image_name": "x.png"}, "width": 8, "height": 8},
    },
    "prepared_iteration_paths": {"p1": [0], "p2": [1], "p3": []},
}


def test_rounds_of_an_iteration_are_in_order():
    outputs = read_session_outputs(SESSION)
    assert [(o.node_id, o.index, o.value) for o in outputs] == [("a", 0, 1), ("a", 1, 2), ("l", 0, None)]
    assert [o.is_intermediate for o in outputs] == [True, True, False]
    assert outputs[2].image_names == ("x.png",)
    assert outputs[2].type == "image_output"


def test_without_iteration_paths_the_order_of_the_results_counts():
    older = {key: value for key, value in SESSION.items() if key != "prepared_iteration_paths"}
    assert [o.value for o in read_session_outputs(older)] == [2, 1, None]


def test_a_redacted_session_has_no_outputs():
    assert read_session_outputs({"id": "redacted", "graph": {"id": "g", "nodes": {}, "edges": []}}) == ()


def test_images_and_videos_are_found_at_any_depth():
    data = {
        "type": "made_up_output",
        "collection": [{"image_name": "1.png"}, {"image_name": "2.png"}],
        "face": {"mask": {"image_name": "3.png"}},
        "video": {"video_name": "v.mp4"},
        "text": "image_name",
    }
    assert list(find_names(data, "image_name")) == [("collection", "1.png"), ("collection", "2.png"), ("face", "3.png")]
    output = NodeOutput(node_id="n", node_type="t", prepared_id="p", data=data)
    assert output.video_names == ("v.mp4",)
