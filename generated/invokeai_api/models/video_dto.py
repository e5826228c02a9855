from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="VideoDTO")


@_attrs_define
class VideoDTO:
    """Deserialized video record, enriched for the frontend.

    Attributes:
        created_at (str): The created timestamp of the video.
        height (int): The pixel height of the video.
        is_intermediate (bool): Whether this is an intermediate video.
        starred (bool): Whether this video is starred.
        thumbnail_url (str): The URL of the video's first-frame thumbnail (WebP).
        updated_at (str): The updated timestamp of the video.
        video_url (str): The URL of the video file (MP4).
        width (int): The pixel width of the video.
        board_id (None | str | Unset): The id of the board the video belongs to, if one exists.
        deleted_at (None | str | Unset): The deleted timestamp of the video.
        duration (float | Unset): The duration of the video in seconds.
        fps (float | None | Unset): The frames-per-second of the video, if known.
        has_workflow (bool | Unset): Whether this video has a workflow associated.
        node_id (None | str | Unset): The node ID that produced this video, if any.
        session_id (None | str | Unset): The session ID that produced this video, if any.
        video_category (str | Unset): The category of the video (reuses ImageCategory). Known values: general, mask,
            control, user, other.
        video_name (str | Unset): The unique name of the video.
        video_origin (str | Unset): The origin of the video. Known values: internal, external.
        video_subfolder (str | Unset): The subfolder where the video is stored on disk. Default: ''.
    """

    created_at: str
    height: int
    is_intermediate: bool
    starred: bool
    thumbnail_url: str
    updated_at: str
    video_url: str
    width: int
    board_id: None | str | Unset = UNSET
    deleted_at: None | str | Unset = UNSET
    duration: float | Unset = UNSET
    fps: float | None | Unset = UNSET
    has_workflow: bool | Unset = UNSET
    node_id: None | str | Unset = UNSET
    session_id: None | str | Unset = UNSET
    video_category: str | Unset = UNSET
    video_name: str | Unset = UNSET
    video_origin: str | Unset = UNSET
    video_subfolder: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        created_at = self.created_at

        height = self.height

        is_intermediate = self.is_intermediate

        starred = self.starred

        thumbnail_url = self.thumbnail_url

        updated_at = self.updated_at

        video_url = self.video_url

        width = self.width

        board_id: None | str | Unset
        if isinstance(self.board_id, Unset):
            board_id = UNSET
        else:
            board_id = self.board_id

        deleted_at: None | str | Unset
        if isinstance(self.deleted_at, Unset):
            deleted_at = UNSET
        else:
            deleted_at = self.deleted_at

        duration = self.duration

        fps: float | None | Unset
        if isinstance(self.fps, Unset):
            fps = UNSET
        else:
            fps = self.fps

        has_workflow = self.has_workflow

        node_id: None | str | Unset
        if isinstance(self.node_id, Unset):
            node_id = UNSET
        else:
            node_id = self.node_id

        session_id: None | str | Unset
        if isinstance(self.session_id, Unset):
            session_id = UNSET
        else:
            session_id = self.session_id

        video_category = self.video_category

        video_name = self.video_name

        video_origin = self.video_origin

        video_subfolder = self.video_subfolder

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "created_at": created_at,
                "height": height,
                "is_intermediate": is_intermediate,
                "starred": starred,
                "thumbnail_url": thumbnail_url,
                "updated_at": updated_at,
                "video_url": video_url,
                "width": width,
            }
        )
        if board_id is not UNSET:
            field_dict["board_id"] = board_id
        if deleted_at is not UNSET:
            field_dict["deleted_at"] = deleted_at
        if duration is not UNSET:
            field_dict["duration"] = duration
        if fps is not UNSET:
            field_dict["fps"] = fps
        if has_workflow is not UNSET:
            field_dict["has_workflow"] = has_workflow
        if node_id is not UNSET:
            field_dict["node_id"] = node_id
        if session_id is not UNSET:
            field_dict["session_id"] = session_id
        if video_category is not UNSET:
            field_dict["video_category"] = video_category
        if video_name is not UNSET:
            field_dict["video_name"] = video_name
        if video_origin is not UNSET:
            field_dict["video_origin"] = video_origin
        if video_subfolder is not UNSET:
            field_dict["video_subfolder"] = video_subfolder

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        created_at = d.pop("created_at")

        height = d.pop("height")

        is_intermediate = d.pop("is_intermediate")

        starred = d.pop("starred")

        thumbnail_url = d.pop("thumbnail_url")

        updated_at = d.pop("updated_at")

        video_url = d.pop("video_url")

        width = d.pop("width")

        def _parse_board_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        board_id = _parse_board_id(d.pop("board_id", UNSET))

        def _parse_deleted_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        deleted_at = _parse_deleted_at(d.pop("deleted_at", UNSET))

        duration = d.pop("duration", UNSET)

        def _parse_fps(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        fps = _parse_fps(d.pop("fps", UNSET))

        has_workflow = d.pop("has_workflow", UNSET)

        def _parse_node_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        node_id = _parse_node_id(d.pop("node_id", UNSET))

        def _parse_session_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        session_id = _parse_session_id(d.pop("session_id", UNSET))

        video_category = d.pop("video_category", UNSET)

        video_name = d.pop("video_name", UNSET)

        video_origin = d.pop("video_origin", UNSET)

        video_subfolder = d.pop("video_subfolder", UNSET)

        video_dto = cls(
            created_at=created_at,
            height=height,
            is_intermediate=is_intermediate,
            starred=starred,
            thumbnail_url=thumbnail_url,
            updated_at=updated_at,
            video_url=video_url,
            width=width,
            board_id=board_id,
            deleted_at=deleted_at,
            duration=duration,
            fps=fps,
            has_workflow=has_workflow,
            node_id=node_id,
            session_id=session_id,
            video_category=video_category,
            video_name=video_name,
            video_origin=video_origin,
            video_subfolder=video_subfolder,
        )

        video_dto.additional_properties = d
        return video_dto

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
