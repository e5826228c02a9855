"""The tables of removed nodes and fields fit the bundled catalogue."""

from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.schema.node_history import REMOVED_FIELDS, REMOVED_NODES, RENAMED_FIELDS

CATALOGUE = Catalogue.load_bundled()


def test_a_removed_node_is_gone_and_its_successors_exist() -> None:
    assert not [name for name in REMOVED_NODES if name in CATALOGUE]
    assert not [(name, new) for name, news in REMOVED_NODES.items() for new in news if new not in CATALOGUE]


def test_a_renamed_field_is_gone_and_its_new_name_exists() -> None:
    for node_type, names in RENAMED_FIELDS.items():
        inputs = CATALOGUE[node_type].inputs
        assert not [old for old in names if old in inputs]
        assert not [new for new in names.values() if new not in inputs]


def test_a_removed_field_is_gone() -> None:
    for node_type, names in REMOVED_FIELDS.items():
        assert not names & CATALOGUE[node_type].inputs.keys()
        assert not names & RENAMED_FIELDS.get(node_type, {}).keys()
