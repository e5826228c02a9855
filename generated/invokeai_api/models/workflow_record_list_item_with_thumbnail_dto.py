from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.workflow_call_compatibility import WorkflowCallCompatibility


T = TypeVar("T", bound="WorkflowRecordListItemWithThumbnailDTO")


@_attrs_define
class WorkflowRecordListItemWithThumbnailDTO:
    """
    Attributes:
        category (str): The description of the workflow. Known values: user, default.
        created_at (str): The created timestamp of the workflow.
        description (str): The description of the workflow.
        name (str): The name of the workflow.
        tags (str): The tags of the workflow.
        updated_at (str): The updated timestamp of the workflow.
        workflow_id (str): The id of the workflow.
        call_saved_workflow_compatibility (None | Unset | WorkflowCallCompatibility): Whether this workflow is currently
            callable by call_saved_workflow.
        is_public (bool | Unset): Whether this workflow is shared with all users.
        opened_at (None | str | Unset): The opened timestamp of the workflow.
        thumbnail_url (None | str | Unset): The URL of the workflow thumbnail.
        user_id (str | Unset): The id of the user who owns this workflow.
    """

    category: str
    created_at: str
    description: str
    name: str
    tags: str
    updated_at: str
    workflow_id: str
    call_saved_workflow_compatibility: None | Unset | WorkflowCallCompatibility = UNSET
    is_public: bool | Unset = UNSET
    opened_at: None | str | Unset = UNSET
    thumbnail_url: None | str | Unset = UNSET
    user_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.workflow_call_compatibility import WorkflowCallCompatibility  # noqa: PLC0415

        category = self.category

        created_at = self.created_at

        description = self.description

        name = self.name

        tags = self.tags

        updated_at = self.updated_at

        workflow_id = self.workflow_id

        call_saved_workflow_compatibility: dict[str, Any] | None | Unset
        if isinstance(self.call_saved_workflow_compatibility, Unset):
            call_saved_workflow_compatibility = UNSET
        elif isinstance(self.call_saved_workflow_compatibility, WorkflowCallCompatibility):
            call_saved_workflow_compatibility = self.call_saved_workflow_compatibility.to_dict()
        else:
            call_saved_workflow_compatibility = self.call_saved_workflow_compatibility

        is_public = self.is_public

        opened_at: None | str | Unset
        if isinstance(self.opened_at, Unset):
            opened_at = UNSET
        else:
            opened_at = self.opened_at

        thumbnail_url: None | str | Unset
        if isinstance(self.thumbnail_url, Unset):
            thumbnail_url = UNSET
        else:
            thumbnail_url = self.thumbnail_url

        user_id = self.user_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "category": category,
                "created_at": created_at,
                "description": description,
                "name": name,
                "tags": tags,
                "updated_at": updated_at,
                "workflow_id": workflow_id,
            }
        )
        if call_saved_workflow_compatibility is not UNSET:
            field_dict["call_saved_workflow_compatibility"] = call_saved_workflow_compatibility
        if is_public is not UNSET:
            field_dict["is_public"] = is_public
        if opened_at is not UNSET:
            field_dict["opened_at"] = opened_at
        if thumbnail_url is not UNSET:
            field_dict["thumbnail_url"] = thumbnail_url
        if user_id is not UNSET:
            field_dict["user_id"] = user_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.workflow_call_compatibility import WorkflowCallCompatibility  # noqa: PLC0415

        d = dict(src_dict)
        category = d.pop("category")

        created_at = d.pop("created_at")

        description = d.pop("description")

        name = d.pop("name")

        tags = d.pop("tags")

        updated_at = d.pop("updated_at")

        workflow_id = d.pop("workflow_id")

        def _parse_call_saved_workflow_compatibility(data: object) -> None | Unset | WorkflowCallCompatibility:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                call_saved_workflow_compatibility_type_0 = WorkflowCallCompatibility.from_dict(data)

                return call_saved_workflow_compatibility_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | WorkflowCallCompatibility, data)

        call_saved_workflow_compatibility = _parse_call_saved_workflow_compatibility(
            d.pop("call_saved_workflow_compatibility", UNSET)
        )

        is_public = d.pop("is_public", UNSET)

        def _parse_opened_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        opened_at = _parse_opened_at(d.pop("opened_at", UNSET))

        def _parse_thumbnail_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        thumbnail_url = _parse_thumbnail_url(d.pop("thumbnail_url", UNSET))

        user_id = d.pop("user_id", UNSET)

        workflow_record_list_item_with_thumbnail_dto = cls(
            category=category,
            created_at=created_at,
            description=description,
            name=name,
            tags=tags,
            updated_at=updated_at,
            workflow_id=workflow_id,
            call_saved_workflow_compatibility=call_saved_workflow_compatibility,
            is_public=is_public,
            opened_at=opened_at,
            thumbnail_url=thumbnail_url,
            user_id=user_id,
        )

        workflow_record_list_item_with_thumbnail_dto.additional_properties = d
        return workflow_record_list_item_with_thumbnail_dto

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
