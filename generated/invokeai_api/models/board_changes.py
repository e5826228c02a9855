from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="BoardChanges")


@_attrs_define
class BoardChanges:
    """
    Attributes:
        archived (bool | None | Unset): Whether or not the board is archived
        board_name (None | str | Unset): The board's new name.
        board_visibility (None | str | Unset): The visibility of the board. Known values: private, shared, public.
        cover_image_name (None | str | Unset): The name of the board's new cover image.
    """

    archived: bool | None | Unset = UNSET
    board_name: None | str | Unset = UNSET
    board_visibility: None | str | Unset = UNSET
    cover_image_name: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        archived: bool | None | Unset
        if isinstance(self.archived, Unset):
            archived = UNSET
        else:
            archived = self.archived

        board_name: None | str | Unset
        if isinstance(self.board_name, Unset):
            board_name = UNSET
        else:
            board_name = self.board_name

        board_visibility: None | str | Unset
        if isinstance(self.board_visibility, Unset):
            board_visibility = UNSET
        else:
            board_visibility = self.board_visibility

        cover_image_name: None | str | Unset
        if isinstance(self.cover_image_name, Unset):
            cover_image_name = UNSET
        else:
            cover_image_name = self.cover_image_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if archived is not UNSET:
            field_dict["archived"] = archived
        if board_name is not UNSET:
            field_dict["board_name"] = board_name
        if board_visibility is not UNSET:
            field_dict["board_visibility"] = board_visibility
        if cover_image_name is not UNSET:
            field_dict["cover_image_name"] = cover_image_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_archived(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        archived = _parse_archived(d.pop("archived", UNSET))

        def _parse_board_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        board_name = _parse_board_name(d.pop("board_name", UNSET))

        def _parse_board_visibility(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        board_visibility = _parse_board_visibility(d.pop("board_visibility", UNSET))

        def _parse_cover_image_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cover_image_name = _parse_cover_image_name(d.pop("cover_image_name", UNSET))

        board_changes = cls(
            archived=archived,
            board_name=board_name,
            board_visibility=board_visibility,
            cover_image_name=cover_image_name,
        )

        board_changes.additional_properties = d
        return board_changes

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
