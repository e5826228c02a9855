from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SubmodelDefinition")


@_attrs_define
class SubmodelDefinition:
    """
    Attributes:
        model_type (str): Model type. Known values: onnx, main, vae, lora, control_lora, controlnet, embedding,
            ip_adapter, clip_vision, clip_embed, t2i_adapter, t5_encoder, qwen3_encoder, qwen_vl_encoder, qwen3_vl_encoder,
            mistral_encoder, wan_t5_encoder, gemma2_encoder, spandrel_image_to_image, siglip, flux_redux, llava_onevision,
            prompt_enhancer, text_llm, external_image_generator, pid_decoder, unknown.
        path_or_prefix (str):
        variant (None | str | Unset): Known values: normal, inpaint, depth, large, gigantic, schnell, dev, dev_fill,
            klein_4b, klein_4b_base, klein_9b, klein_9b_base, turbo, zbase, generate, edit, t2v_a14b, i2v_a14b, ti2v_5b,
            a14b, 5b, qwen3_4b, qwen3_8b, qwen3_06b, krea2_turbo, krea2_base, cow_mistral3_small, mistral3_24b, res2k_sr4x,
            res2kto4k_sr4x.
    """

    model_type: str
    path_or_prefix: str
    variant: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        model_type = self.model_type

        path_or_prefix = self.path_or_prefix

        variant: None | str | Unset
        if isinstance(self.variant, Unset):
            variant = UNSET
        else:
            variant = self.variant

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "model_type": model_type,
                "path_or_prefix": path_or_prefix,
            }
        )
        if variant is not UNSET:
            field_dict["variant"] = variant

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        model_type = d.pop("model_type")

        path_or_prefix = d.pop("path_or_prefix")

        def _parse_variant(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        variant = _parse_variant(d.pop("variant", UNSET))

        submodel_definition = cls(
            model_type=model_type,
            path_or_prefix=path_or_prefix,
            variant=variant,
        )

        submodel_definition.additional_properties = d
        return submodel_definition

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
