from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="BodyUploadImage")


@_attrs_define
class BodyUploadImage:
    """
    Attributes:
        file (File):
        metadata (str | Unset): The metadata to associate with the image, must be a stringified JSON dict
        resize_to (str | Unset): Dimensions to resize the image to, must be stringified tuple of 2 integers. Max total
            pixel count: 16777216
    """

    file: File
    metadata: str | Unset = UNSET
    resize_to: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        metadata = self.metadata

        resize_to = self.resize_to

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
            }
        )
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if resize_to is not UNSET:
            field_dict["resize_to"] = resize_to

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.metadata, Unset):
            files.append(("metadata", (None, str(self.metadata).encode(), "text/plain")))

        if not isinstance(self.resize_to, Unset):
            files.append(("resize_to", (None, str(self.resize_to).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        metadata = d.pop("metadata", UNSET)

        resize_to = d.pop("resize_to", UNSET)

        body_upload_image = cls(
            file=file,
            metadata=metadata,
            resize_to=resize_to,
        )

        body_upload_image.additional_properties = d
        return body_upload_image

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
