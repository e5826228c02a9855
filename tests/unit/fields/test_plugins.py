"""Tests of field plugins: field classes registered by other packages."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from invokeai_sdk.fields.opaque import IvkUnknownField
from invokeai_sdk.fields.plugins import find_plugin_class
from invokeai_sdk.fields.registry import get_field_class
from invokeai_sdk.schema.types import Cardinality, FieldType

MODULE = """
from typing import ClassVar

from attrs import frozen

from invokeai_sdk.fields import IvkField


@frozen
class PointCloudField(IvkField[list[float]]):
    expects: ClassVar[str] = "a list of points"

    @classmethod
    def _read(cls, raw):
        return raw if isinstance(raw, list) else cls._refuse(raw)


class NotAField:
    pass
"""
ENTRY_POINTS = """[invokeai_sdk.fields]
PointCloudField = cloud_fields_for_tests:PointCloudField
PointCloudField[] = cloud_fields_for_tests:PointCloudField
IntegerField = cloud_fields_for_tests:PointCloudField
BrokenField = cloud_fields_for_tests:Missing
OddField = cloud_fields_for_tests:NotAField
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install a distribution with field classes, as pip would."""
    (tmp_path / "cloud_fields_for_tests.py").write_text(MODULE)
    info = tmp_path / "cloud_fields-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: cloud-fields\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRY_POINTS)
    monkeypatch.syspath_prepend(str(tmp_path))
    find_plugin_class.cache_clear()
    yield
    find_plugin_class.cache_clear()
    sys.modules.pop("cloud_fields_for_tests", None)


@pytest.mark.usefixtures("package")
def test_a_package_registers_a_class_for_a_type() -> None:
    cls = get_field_class(FieldType("PointCloudField"))
    assert cls.__name__ == "PointCloudField"
    assert cls.coerce([1.0]).to_api() == [1.0]
    assert get_field_class(FieldType("PointCloudField", Cardinality.COLLECTION)) is cls


@pytest.mark.usefixtures("package")
def test_a_package_cannot_replace_a_class_of_the_sdk() -> None:
    assert get_field_class(FieldType("IntegerField")).__name__ == "IvkIntegerField"


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize("name", ["BrokenField", "OddField"])
def test_a_defective_plugin_is_logged_and_ignored(name: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert get_field_class(FieldType(name)) is IvkUnknownField
    assert name in caplog.text


def test_the_class_of_an_unknown_type_without_plugins() -> None:
    assert get_field_class(FieldType("PointCloudField")) is IvkUnknownField
