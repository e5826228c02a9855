from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.model_record import ModelRecord


T = TypeVar("T", bound="ModelLoadStartedEvent")


@_attrs_define
class ModelLoadStartedEvent:
    """Event model for model_load_started

    Attributes:
        config (ModelRecord): A model of any kind. Fields that only some kinds have are optional.
        submodel_type (None | str): The submodel type, if any. Known values: unet, transformer, transformer_2,
            text_encoder, text_encoder_2, text_encoder_3, tokenizer, tokenizer_2, tokenizer_3, pe, pe_tokenizer, vae,
            vae_decoder, vae_encoder, scheduler, safety_checker.
        timestamp (int): The timestamp of the event
        user_id (str | Unset): The ID of the user whose action triggered the load Default: 'system'.
    """

    config: ModelRecord
    submodel_type: None | str
    timestamp: int
    user_id: str | Unset = "system"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        config = self.config.to_dict()

        submodel_type: None | str
        submodel_type = self.submodel_type

        timestamp = self.timestamp

        user_id = self.user_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "config": config,
                "submodel_type": submodel_type,
                "timestamp": timestamp,
            }
        )
        if user_id is not UNSET:
            field_dict["user_id"] = user_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_record import ModelRecord  # noqa: PLC0415

        d = dict(src_dict)
        config = ModelRecord.from_dict(d.pop("config"))

        def _parse_submodel_type(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        submodel_type = _parse_submodel_type(d.pop("submodel_type"))

        timestamp = d.pop("timestamp")

        user_id = d.pop("user_id", UNSET)

        model_load_started_event = cls(
            config=config,
            submodel_type=submodel_type,
            timestamp=timestamp,
            user_id=user_id,
        )

        model_load_started_event.additional_properties = d
        return model_load_started_event

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
