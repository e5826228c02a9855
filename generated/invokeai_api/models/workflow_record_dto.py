from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.workflow import Workflow


T = TypeVar("T", bound="WorkflowRecordDTO")


@_attrs_define
class WorkflowRecordDTO:
    """
    Attributes:
        created_at (str): The created timestamp of the workflow.
        name (str): The name of the workflow.
        updated_at (str): The updated timestamp of the workflow.
        workflow (Workflow):
        workflow_id (str): The id of the workflow.
        is_public (bool | Unset): Whether this workflow is shared with all users.
        opened_at (None | str | Unset): The opened timestamp of the workflow.
        user_id (str | Unset): The id of the user who owns this workflow.
    """

    created_at: str
    name: str
    updated_at: str
    workflow: Workflow
    workflow_id: str
    is_public: bool | Unset = UNSET
    opened_at: None | str | Unset = UNSET
    user_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at

        name = self.name

        updated_at = self.updated_at

        workflow = self.workflow.to_dict()

        workflow_id = self.workflow_id

        is_public = self.is_public

        opened_at: None | str | Unset
        if isinstance(self.opened_at, Unset):
            opened_at = UNSET
        else:
            opened_at = self.opened_at

        user_id = self.user_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "created_at": created_at,
                "name": name,
                "updated_at": updated_at,
                "workflow": workflow,
                "workflow_id": workflow_id,
            }
        )
        if is_public is not UNSET:
            field_dict["is_public"] = is_public
        if opened_at is not UNSET:
            field_dict["opened_at"] = opened_at
        if user_id is not UNSET:
            field_dict["user_id"] = user_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.workflow import Workflow  # noqa: PLC0415

        d = dict(src_dict)
        created_at = d.pop("created_at")

        name = d.pop("name")

        updated_at = d.pop("updated_at")

        workflow = Workflow.from_dict(d.pop("workflow"))

        workflow_id = d.pop("workflow_id")

        is_public = d.pop("is_public", UNSET)

        def _parse_opened_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        opened_at = _parse_opened_at(d.pop("opened_at", UNSET))

        user_id = d.pop("user_id", UNSET)

        workflow_record_dto = cls(
            created_at=created_at,
            name=name,
            updated_at=updated_at,
            workflow=workflow,
            workflow_id=workflow_id,
            is_public=is_public,
            opened_at=opened_at,
            user_id=user_id,
        )

        workflow_record_dto.additional_properties = d
        return workflow_record_dto

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
