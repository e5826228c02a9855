"""Values that are not the JSON of their field: number-like objects, byte buffers, boards to look up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from invokeai_sdk.errors import FieldValueError

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk import Workflow


class Endless:
    def __float__(self) -> float:
        raise OverflowError


@pytest.fixture
def workflow(make_workflow: Callable[..., Workflow]) -> Workflow:
    return make_workflow({"number": ("float", {}), "save": ("save_image", {"image": {"image_name": "a.png"}})})


@pytest.mark.parametrize(("value", "sent"), [(Decimal("1.5"), 1.5), (Fraction(1, 4), 0.25)])
def test_a_number_of_another_type_is_converted(workflow: Workflow, value: Any, sent: float) -> None:
    workflow.inputs["number", "value"] = value
    assert workflow.inputs["number", "value"].value == sent


def test_a_number_that_cannot_be_converted_is_refused(workflow: Workflow) -> None:
    with pytest.raises(FieldValueError, match="number"):
        workflow.inputs["number", "value"] = Endless()


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_image_data_waits_for_its_upload(workflow: Workflow, kind: Callable[[bytes], object]) -> None:
    workflow.inputs["save", "image"] = kind(b"picture")
    (pending,) = workflow.needs().pending
    assert pending == workflow.inputs["save", "image"].field.pending[0]
    assert workflow.inputs["save", "image"].violations == ()


def test_a_board_to_look_up_may_be_set_again(workflow: Workflow) -> None:
    workflow.inputs["save", "board"] = "Foxes"
    (pending,) = workflow.inputs["save", "board"].field.pending
    workflow.inputs["save", "board"] = pending
    assert workflow.needs().pending == (pending,)
    assert str(pending) == "the board 'Foxes'"
