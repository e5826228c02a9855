from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.external_model_capabilities import ExternalModelCapabilities


T = TypeVar("T", bound="ModelRecordChanges")


@_attrs_define
class ModelRecordChanges:
    """A set of changes to apply to a model.

    Attributes:
        base (None | str | Unset): The base model. Known values: any, sd-1, sd-2, sd-3, sdxl, sdxl-refiner, flux, flux2,
            cogview4, z-image, ernie-image, ideogram-4, external, qwen-image, anima, krea-2, wan, unknown.
        capabilities (ExternalModelCapabilities | None | Unset): External model capabilities
        config_path (None | str | Unset): Path to config file for model
        cpu_only (bool | None | Unset): Whether this model should run on CPU only
        default_settings (Any | Unset): Default settings for this model
        description (None | str | Unset): Model description
        file_size (int | None | Unset): Size of model file
        format_ (None | str | Unset): format of model file
        hash_ (None | str | Unset): hash of model file
        key (None | str | Unset): Database ID for this model
        name (None | str | Unset): Name of the model.
        path (None | str | Unset): Path to the model.
        prediction_type (None | str | Unset): The prediction type of the model. Known values: epsilon, v_prediction,
            sample.
        provider_id (None | str | Unset): External provider identifier
        provider_model_id (None | str | Unset): External provider model identifier
        source (None | str | Unset): original source of the model
        source_api_response (None | str | Unset): metadata from remote source
        source_type (None | str | Unset): type of model source. Known values: path, url, hf_repo_id, external.
        source_url (None | str | Unset): Optional URL for the model (e.g. download page)
        trigger_phrases (list[str] | None | Unset): Set of trigger phrases for this model
        type_ (None | str | Unset): Type of model. Known values: onnx, main, vae, lora, control_lora, controlnet,
            embedding, ip_adapter, clip_vision, clip_embed, t2i_adapter, t5_encoder, qwen3_encoder, qwen_vl_encoder,
            qwen3_vl_encoder, mistral_encoder, wan_t5_encoder, gemma2_encoder, spandrel_image_to_image, siglip, flux_redux,
            llava_onevision, prompt_enhancer, text_llm, external_image_generator, pid_decoder, unknown.
        upcast_attention (bool | None | Unset): Whether to upcast attention.
        variant (None | str | Unset): The variant of the model. Known values: normal, inpaint, depth, large, gigantic,
            schnell, dev, dev_fill, klein_4b, klein_4b_base, klein_9b, klein_9b_base, turbo, zbase, generate, edit,
            t2v_a14b, i2v_a14b, ti2v_5b, a14b, 5b, qwen3_4b, qwen3_8b, qwen3_06b, krea2_turbo, krea2_base,
            cow_mistral3_small, mistral3_24b, res2k_sr4x, res2kto4k_sr4x.
    """

    base: None | str | Unset = UNSET
    capabilities: ExternalModelCapabilities | None | Unset = UNSET
    config_path: None | str | Unset = UNSET
    cpu_only: bool | None | Unset = UNSET
    default_settings: Any | Unset = UNSET
    description: None | str | Unset = UNSET
    file_size: int | None | Unset = UNSET
    format_: None | str | Unset = UNSET
    hash_: None | str | Unset = UNSET
    key: None | str | Unset = UNSET
    name: None | str | Unset = UNSET
    path: None | str | Unset = UNSET
    prediction_type: None | str | Unset = UNSET
    provider_id: None | str | Unset = UNSET
    provider_model_id: None | str | Unset = UNSET
    source: None | str | Unset = UNSET
    source_api_response: None | str | Unset = UNSET
    source_type: None | str | Unset = UNSET
    source_url: None | str | Unset = UNSET
    trigger_phrases: list[str] | None | Unset = UNSET
    type_: None | str | Unset = UNSET
    upcast_attention: bool | None | Unset = UNSET
    variant: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.external_model_capabilities import ExternalModelCapabilities  # noqa: PLC0415

        base: None | str | Unset
        if isinstance(self.base, Unset):
            base = UNSET
        else:
            base = self.base

        capabilities: dict[str, Any] | None | Unset
        if isinstance(self.capabilities, Unset):
            capabilities = UNSET
        elif isinstance(self.capabilities, ExternalModelCapabilities):
            capabilities = self.capabilities.to_dict()
        else:
            capabilities = self.capabilities

        config_path: None | str | Unset
        if isinstance(self.config_path, Unset):
            config_path = UNSET
        else:
            config_path = self.config_path

        cpu_only: bool | None | Unset
        if isinstance(self.cpu_only, Unset):
            cpu_only = UNSET
        else:
            cpu_only = self.cpu_only

        default_settings = self.default_settings

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        file_size: int | None | Unset
        if isinstance(self.file_size, Unset):
            file_size = UNSET
        else:
            file_size = self.file_size

        format_: None | str | Unset
        if isinstance(self.format_, Unset):
            format_ = UNSET
        else:
            format_ = self.format_

        hash_: None | str | Unset
        if isinstance(self.hash_, Unset):
            hash_ = UNSET
        else:
            hash_ = self.hash_

        key: None | str | Unset
        if isinstance(self.key, Unset):
            key = UNSET
        else:
            key = self.key

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        path: None | str | Unset
        if isinstance(self.path, Unset):
            path = UNSET
        else:
            path = self.path

        prediction_type: None | str | Unset
        if isinstance(self.prediction_type, Unset):
            prediction_type = UNSET
        else:
            prediction_type = self.prediction_type

        provider_id: None | str | Unset
        if isinstance(self.provider_id, Unset):
            provider_id = UNSET
        else:
            provider_id = self.provider_id

        provider_model_id: None | str | Unset
        if isinstance(self.provider_model_id, Unset):
            provider_model_id = UNSET
        else:
            provider_model_id = self.provider_model_id

        source: None | str | Unset
        if isinstance(self.source, Unset):
            source = UNSET
        else:
            source = self.source

        source_api_response: None | str | Unset
        if isinstance(self.source_api_response, Unset):
            source_api_response = UNSET
        else:
            source_api_response = self.source_api_response

        source_type: None | str | Unset
        if isinstance(self.source_type, Unset):
            source_type = UNSET
        else:
            source_type = self.source_type

        source_url: None | str | Unset
        if isinstance(self.source_url, Unset):
            source_url = UNSET
        else:
            source_url = self.source_url

        trigger_phrases: list[str] | None | Unset
        if isinstance(self.trigger_phrases, Unset):
            trigger_phrases = UNSET
        elif isinstance(self.trigger_phrases, list):
            trigger_phrases = self.trigger_phrases

        else:
            trigger_phrases = self.trigger_phrases

        type_: None | str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        else:
            type_ = self.type_

        upcast_attention: bool | None | Unset
        if isinstance(self.upcast_attention, Unset):
            upcast_attention = UNSET
        else:
            upcast_attention = self.upcast_attention

        variant: None | str | Unset
        if isinstance(self.variant, Unset):
            variant = UNSET
        else:
            variant = self.variant

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if base is not UNSET:
            field_dict["base"] = base
        if capabilities is not UNSET:
            field_dict["capabilities"] = capabilities
        if config_path is not UNSET:
            field_dict["config_path"] = config_path
        if cpu_only is not UNSET:
            field_dict["cpu_only"] = cpu_only
        if default_settings is not UNSET:
            field_dict["default_settings"] = default_settings
        if description is not UNSET:
            field_dict["description"] = description
        if file_size is not UNSET:
            field_dict["file_size"] = file_size
        if format_ is not UNSET:
            field_dict["format"] = format_
        if hash_ is not UNSET:
            field_dict["hash"] = hash_
        if key is not UNSET:
            field_dict["key"] = key
        if name is not UNSET:
            field_dict["name"] = name
        if path is not UNSET:
            field_dict["path"] = path
        if prediction_type is not UNSET:
            field_dict["prediction_type"] = prediction_type
        if provider_id is not UNSET:
            field_dict["provider_id"] = provider_id
        if provider_model_id is not UNSET:
            field_dict["provider_model_id"] = provider_model_id
        if source is not UNSET:
            field_dict["source"] = source
        if source_api_response is not UNSET:
            field_dict["source_api_response"] = source_api_response
        if source_type is not UNSET:
            field_dict["source_type"] = source_type
        if source_url is not UNSET:
            field_dict["source_url"] = source_url
        if trigger_phrases is not UNSET:
            field_dict["trigger_phrases"] = trigger_phrases
        if type_ is not UNSET:
            field_dict["type"] = type_
        if upcast_attention is not UNSET:
            field_dict["upcast_attention"] = upcast_attention
        if variant is not UNSET:
            field_dict["variant"] = variant

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.external_model_capabilities import ExternalModelCapabilities  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_base(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        base = _parse_base(d.pop("base", UNSET))

        def _parse_capabilities(data: object) -> ExternalModelCapabilities | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                capabilities_type_0 = ExternalModelCapabilities.from_dict(data)

                return capabilities_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ExternalModelCapabilities | None | Unset, data)

        capabilities = _parse_capabilities(d.pop("capabilities", UNSET))

        def _parse_config_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        config_path = _parse_config_path(d.pop("config_path", UNSET))

        def _parse_cpu_only(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        cpu_only = _parse_cpu_only(d.pop("cpu_only", UNSET))

        default_settings = d.pop("default_settings", UNSET)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_file_size(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        file_size = _parse_file_size(d.pop("file_size", UNSET))

        def _parse_format_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        format_ = _parse_format_(d.pop("format", UNSET))

        def _parse_hash_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        hash_ = _parse_hash_(d.pop("hash", UNSET))

        def _parse_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        key = _parse_key(d.pop("key", UNSET))

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        path = _parse_path(d.pop("path", UNSET))

        def _parse_prediction_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        prediction_type = _parse_prediction_type(d.pop("prediction_type", UNSET))

        def _parse_provider_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        provider_id = _parse_provider_id(d.pop("provider_id", UNSET))

        def _parse_provider_model_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        provider_model_id = _parse_provider_model_id(d.pop("provider_model_id", UNSET))

        def _parse_source(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source = _parse_source(d.pop("source", UNSET))

        def _parse_source_api_response(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_api_response = _parse_source_api_response(d.pop("source_api_response", UNSET))

        def _parse_source_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_type = _parse_source_type(d.pop("source_type", UNSET))

        def _parse_source_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_url = _parse_source_url(d.pop("source_url", UNSET))

        def _parse_trigger_phrases(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                trigger_phrases_type_0 = cast(list[str], data)

                return trigger_phrases_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        trigger_phrases = _parse_trigger_phrases(d.pop("trigger_phrases", UNSET))

        def _parse_type_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        def _parse_upcast_attention(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        upcast_attention = _parse_upcast_attention(d.pop("upcast_attention", UNSET))

        def _parse_variant(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        variant = _parse_variant(d.pop("variant", UNSET))

        model_record_changes = cls(
            base=base,
            capabilities=capabilities,
            config_path=config_path,
            cpu_only=cpu_only,
            default_settings=default_settings,
            description=description,
            file_size=file_size,
            format_=format_,
            hash_=hash_,
            key=key,
            name=name,
            path=path,
            prediction_type=prediction_type,
            provider_id=provider_id,
            provider_model_id=provider_model_id,
            source=source,
            source_api_response=source_api_response,
            source_type=source_type,
            source_url=source_url,
            trigger_phrases=trigger_phrases,
            type_=type_,
            upcast_attention=upcast_attention,
            variant=variant,
        )

        model_record_changes.additional_properties = d
        return model_record_changes

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
