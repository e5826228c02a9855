from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.external_model_capabilities import ExternalModelCapabilities
    from ..models.external_model_panel_schema import ExternalModelPanelSchema
    from ..models.model_record_submodels_type_0 import ModelRecordSubmodelsType0


T = TypeVar("T", bound="ModelRecord")


@_attrs_define
class ModelRecord:
    """A model of any kind. Fields that only some kinds have are optional.

    Attributes:
        base (str): Known values: any, flux, anima, sd-1, sd-2, sdxl, z-image, external, flux2, krea-2, qwen-image, wan,
            sdxl-refiner, cogview4, ernie-image, ideogram-4, sd-3, unknown.
        file_size (int): The size of the model in bytes.
        format_ (str): Known values: diffusers, lycoris, checkpoint, external_api, gguf_quantized, gemma2_encoder,
            invokeai, omi, bnb_quantized_nf4b, sdnq_quantized, mistral_encoder, qwen3_encoder, qwen3_vl_encoder,
            qwen_vl_encoder, bnb_quantized_int8b, t5_encoder, embedding_file, embedding_folder, unknown, wan_t5_encoder.
        hash_ (str): The hash of the model file(s).
        key (str): A unique key for this model.
        name (str): Name of the model.
        path (str): Path to the model on the filesystem. Relative paths are relative to the Invoke root directory.
        source (str): The original source of the model (path, URL or repo_id).
        source_type (str): The type of source. Known values: path, url, hf_repo_id, external.
        type_ (str): Known values: clip_embed, clip_vision, control_lora, controlnet, external_image_generator,
            flux_redux, gemma2_encoder, ip_adapter, llava_onevision, lora, main, mistral_encoder, pid_decoder,
            qwen3_encoder, qwen3_vl_encoder, qwen_vl_encoder, siglip, spandrel_image_to_image, t2i_adapter, t5_encoder,
            embedding, text_llm, unknown, vae, wan_t5_encoder.
        boundary_ratio (float | None | Unset): MoE expert switch point as a fraction of num_train_timesteps (typically
            1000). None for single-transformer models. Read from model_index.json by Diffusers' WanPipeline.
        capabilities (ExternalModelCapabilities | Unset):
        cond_in_channels (int | None | Unset): Number of conditioning image channels (3 = RGB control image, 4 = RGB +
            inpaint mask). None for models installed before this field was recorded.
        config_path (None | str | Unset): Path to the config for this model, if any.
        cover_image (None | str | Unset): Url for image to preview model
        cpu_only (bool | None | Unset): Whether this model should run on CPU only
        default_settings (Any | Unset):
        description (None | str | Unset): Model description
        expert (None | str | Unset): For Wan 2.2 A14B dual-expert LoRAs: 'high' targets the high-noise expert, 'low'
            targets the low-noise expert. None means the LoRA is expert-agnostic (TI2V-5B, or community LoRAs without
            explicit tagging) and is applied to both. Known values: high, low, none.
        has_dual_expert (bool | Unset): Whether this model ships two transformer experts (Wan 2.2 A14B MoE). False for
            TI2V-5B.
        image_encoder_model_id (str | Unset):
        is_default (bool | Unset):
        latent_channels (int | Unset): VAE latent channel count: 16 for A14B (standard Wan VAE) or 48 for TI2V-5B
            (Wan2.2-VAE). Known values: 16, 48.
        panel_schema (ExternalModelPanelSchema | None | Unset):
        prediction_type (str | Unset): Scheduler prediction type. Known values: epsilon, v_prediction, sample.
        provider_id (str | Unset): External provider ID
        provider_model_id (str | Unset): Provider-specific model ID
        repo_variant (str | Unset): Various hugging face variants on the diffusers format. Known values: , fp16, fp32,
            onnx, openvino, flax.
        source_api_response (None | str | Unset): The original API response from the source, as stringified JSON.
        source_url (None | str | Unset): Optional URL for the model (e.g. download page or model page).
        submodels (ModelRecordSubmodelsType0 | None | Unset): Loadable submodels in this model. Known values: unet,
            transformer, transformer_2, text_encoder, text_encoder_2, text_encoder_3, tokenizer, tokenizer_2, tokenizer_3,
            pe, pe_tokenizer, vae, vae_decoder, vae_encoder, scheduler, safety_checker.
        tags (list[str] | None | Unset):
        trigger_phrases (list[str] | None | Unset):
        variant (None | str | Unset): Known values: gigantic, large, klein_4b, klein_4b_base, klein_9b, klein_9b_base,
            dev, turbo, zbase, a14b, 5b, schnell, dev_fill, krea2_turbo, krea2_base, generate, edit, normal, inpaint, depth,
            t2v_a14b, i2v_a14b, ti2v_5b, cow_mistral3_small, mistral3_24b, res2k_sr4x, res2kto4k_sr4x, qwen3_4b, qwen3_8b,
            qwen3_06b.
    """

    base: str
    file_size: int
    format_: str
    hash_: str
    key: str
    name: str
    path: str
    source: str
    source_type: str
    type_: str
    boundary_ratio: float | None | Unset = UNSET
    capabilities: ExternalModelCapabilities | Unset = UNSET
    cond_in_channels: int | None | Unset = UNSET
    config_path: None | str | Unset = UNSET
    cover_image: None | str | Unset = UNSET
    cpu_only: bool | None | Unset = UNSET
    default_settings: Any | Unset = UNSET
    description: None | str | Unset = UNSET
    expert: None | str | Unset = UNSET
    has_dual_expert: bool | Unset = UNSET
    image_encoder_model_id: str | Unset = UNSET
    is_default: bool | Unset = UNSET
    latent_channels: int | Unset = UNSET
    panel_schema: ExternalModelPanelSchema | None | Unset = UNSET
    prediction_type: str | Unset = UNSET
    provider_id: str | Unset = UNSET
    provider_model_id: str | Unset = UNSET
    repo_variant: str | Unset = UNSET
    source_api_response: None | str | Unset = UNSET
    source_url: None | str | Unset = UNSET
    submodels: ModelRecordSubmodelsType0 | None | Unset = UNSET
    tags: list[str] | None | Unset = UNSET
    trigger_phrases: list[str] | None | Unset = UNSET
    variant: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.external_model_panel_schema import ExternalModelPanelSchema  # noqa: PLC0415
        from ..models.model_record_submodels_type_0 import ModelRecordSubmodelsType0  # noqa: PLC0415

        base = self.base

        file_size: int
        file_size = self.file_size

        format_ = self.format_

        hash_ = self.hash_

        key = self.key

        name = self.name

        path = self.path

        source = self.source

        source_type = self.source_type

        type_ = self.type_

        boundary_ratio: float | None | Unset
        if isinstance(self.boundary_ratio, Unset):
            boundary_ratio = UNSET
        else:
            boundary_ratio = self.boundary_ratio

        capabilities: dict[str, Any] | Unset = UNSET
        if not isinstance(self.capabilities, Unset):
            capabilities = self.capabilities.to_dict()

        cond_in_channels: int | None | Unset
        if isinstance(self.cond_in_channels, Unset):
            cond_in_channels = UNSET
        else:
            cond_in_channels = self.cond_in_channels

        config_path: None | str | Unset
        if isinstance(self.config_path, Unset):
            config_path = UNSET
        else:
            config_path = self.config_path

        cover_image: None | str | Unset
        if isinstance(self.cover_image, Unset):
            cover_image = UNSET
        else:
            cover_image = self.cover_image

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

        expert: None | str | Unset
        if isinstance(self.expert, Unset):
            expert = UNSET
        else:
            expert = self.expert

        has_dual_expert = self.has_dual_expert

        image_encoder_model_id = self.image_encoder_model_id

        is_default = self.is_default

        latent_channels = self.latent_channels

        panel_schema: dict[str, Any] | None | Unset
        if isinstance(self.panel_schema, Unset):
            panel_schema = UNSET
        elif isinstance(self.panel_schema, ExternalModelPanelSchema):
            panel_schema = self.panel_schema.to_dict()
        else:
            panel_schema = self.panel_schema

        prediction_type = self.prediction_type

        provider_id = self.provider_id

        provider_model_id = self.provider_model_id

        repo_variant = self.repo_variant

        source_api_response: None | str | Unset
        if isinstance(self.source_api_response, Unset):
            source_api_response = UNSET
        else:
            source_api_response = self.source_api_response

        source_url: None | str | Unset
        if isinstance(self.source_url, Unset):
            source_url = UNSET
        else:
            source_url = self.source_url

        submodels: dict[str, Any] | None | Unset
        if isinstance(self.submodels, Unset):
            submodels = UNSET
        elif isinstance(self.submodels, ModelRecordSubmodelsType0):
            submodels = self.submodels.to_dict()
        else:
            submodels = self.submodels

        tags: list[str] | None | Unset
        if isinstance(self.tags, Unset):
            tags = UNSET
        elif isinstance(self.tags, list):
            tags = self.tags

        else:
            tags = self.tags

        trigger_phrases: list[str] | None | Unset
        if isinstance(self.trigger_phrases, Unset):
            trigger_phrases = UNSET
        elif isinstance(self.trigger_phrases, list):
            trigger_phrases = self.trigger_phrases

        else:
            trigger_phrases = self.trigger_phrases

        variant: None | str | Unset
        if isinstance(self.variant, Unset):
            variant = UNSET
        else:
            variant = self.variant

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "base": base,
                "file_size": file_size,
                "format": format_,
                "hash": hash_,
                "key": key,
                "name": name,
                "path": path,
                "source": source,
                "source_type": source_type,
                "type": type_,
            }
        )
        if boundary_ratio is not UNSET:
            field_dict["boundary_ratio"] = boundary_ratio
        if capabilities is not UNSET:
            field_dict["capabilities"] = capabilities
        if cond_in_channels is not UNSET:
            field_dict["cond_in_channels"] = cond_in_channels
        if config_path is not UNSET:
            field_dict["config_path"] = config_path
        if cover_image is not UNSET:
            field_dict["cover_image"] = cover_image
        if cpu_only is not UNSET:
            field_dict["cpu_only"] = cpu_only
        if default_settings is not UNSET:
            field_dict["default_settings"] = default_settings
        if description is not UNSET:
            field_dict["description"] = description
        if expert is not UNSET:
            field_dict["expert"] = expert
        if has_dual_expert is not UNSET:
            field_dict["has_dual_expert"] = has_dual_expert
        if image_encoder_model_id is not UNSET:
            field_dict["image_encoder_model_id"] = image_encoder_model_id
        if is_default is not UNSET:
            field_dict["is_default"] = is_default
        if latent_channels is not UNSET:
            field_dict["latent_channels"] = latent_channels
        if panel_schema is not UNSET:
            field_dict["panel_schema"] = panel_schema
        if prediction_type is not UNSET:
            field_dict["prediction_type"] = prediction_type
        if provider_id is not UNSET:
            field_dict["provider_id"] = provider_id
        if provider_model_id is not UNSET:
            field_dict["provider_model_id"] = provider_model_id
        if repo_variant is not UNSET:
            field_dict["repo_variant"] = repo_variant
        if source_api_response is not UNSET:
            field_dict["source_api_response"] = source_api_response
        if source_url is not UNSET:
            field_dict["source_url"] = source_url
        if submodels is not UNSET:
            field_dict["submodels"] = submodels
        if tags is not UNSET:
            field_dict["tags"] = tags
        if trigger_phrases is not UNSET:
            field_dict["trigger_phrases"] = trigger_phrases
        if variant is not UNSET:
            field_dict["variant"] = variant

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.external_model_capabilities import ExternalModelCapabilities  # noqa: PLC0415
        from ..models.external_model_panel_schema import ExternalModelPanelSchema  # noqa: PLC0415
        from ..models.model_record_submodels_type_0 import ModelRecordSubmodelsType0  # noqa: PLC0415

        d = dict(src_dict)
        base = d.pop("base")

        def _parse_file_size(data: object) -> int:
            return cast(int, data)

        file_size = _parse_file_size(d.pop("file_size"))

        format_ = d.pop("format")

        hash_ = d.pop("hash")

        key = d.pop("key")

        name = d.pop("name")

        path = d.pop("path")

        source = d.pop("source")

        source_type = d.pop("source_type")

        type_ = d.pop("type")

        def _parse_boundary_ratio(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        boundary_ratio = _parse_boundary_ratio(d.pop("boundary_ratio", UNSET))

        _capabilities = d.pop("capabilities", UNSET)
        capabilities: ExternalModelCapabilities | Unset
        if isinstance(_capabilities, Unset):
            capabilities = UNSET
        else:
            capabilities = ExternalModelCapabilities.from_dict(_capabilities)

        def _parse_cond_in_channels(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        cond_in_channels = _parse_cond_in_channels(d.pop("cond_in_channels", UNSET))

        def _parse_config_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        config_path = _parse_config_path(d.pop("config_path", UNSET))

        def _parse_cover_image(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cover_image = _parse_cover_image(d.pop("cover_image", UNSET))

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

        def _parse_expert(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        expert = _parse_expert(d.pop("expert", UNSET))

        has_dual_expert = d.pop("has_dual_expert", UNSET)

        image_encoder_model_id = d.pop("image_encoder_model_id", UNSET)

        is_default = d.pop("is_default", UNSET)

        latent_channels = d.pop("latent_channels", UNSET)

        def _parse_panel_schema(data: object) -> ExternalModelPanelSchema | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                panel_schema_type_0 = ExternalModelPanelSchema.from_dict(data)

                return panel_schema_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ExternalModelPanelSchema | None | Unset, data)

        panel_schema = _parse_panel_schema(d.pop("panel_schema", UNSET))

        prediction_type = d.pop("prediction_type", UNSET)

        provider_id = d.pop("provider_id", UNSET)

        provider_model_id = d.pop("provider_model_id", UNSET)

        repo_variant = d.pop("repo_variant", UNSET)

        def _parse_source_api_response(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_api_response = _parse_source_api_response(d.pop("source_api_response", UNSET))

        def _parse_source_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source_url = _parse_source_url(d.pop("source_url", UNSET))

        def _parse_submodels(data: object) -> ModelRecordSubmodelsType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                submodels_type_0 = ModelRecordSubmodelsType0.from_dict(data)

                return submodels_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ModelRecordSubmodelsType0 | None | Unset, data)

        submodels = _parse_submodels(d.pop("submodels", UNSET))

        def _parse_tags(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tags_type_0 = cast(list[str], data)

                return tags_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        tags = _parse_tags(d.pop("tags", UNSET))

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

        def _parse_variant(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        variant = _parse_variant(d.pop("variant", UNSET))

        model_record = cls(
            base=base,
            file_size=file_size,
            format_=format_,
            hash_=hash_,
            key=key,
            name=name,
            path=path,
            source=source,
            source_type=source_type,
            type_=type_,
            boundary_ratio=boundary_ratio,
            capabilities=capabilities,
            cond_in_channels=cond_in_channels,
            config_path=config_path,
            cover_image=cover_image,
            cpu_only=cpu_only,
            default_settings=default_settings,
            description=description,
            expert=expert,
            has_dual_expert=has_dual_expert,
            image_encoder_model_id=image_encoder_model_id,
            is_default=is_default,
            latent_channels=latent_channels,
            panel_schema=panel_schema,
            prediction_type=prediction_type,
            provider_id=provider_id,
            provider_model_id=provider_model_id,
            repo_variant=repo_variant,
            source_api_response=source_api_response,
            source_url=source_url,
            submodels=submodels,
            tags=tags,
            trigger_phrases=trigger_phrases,
            variant=variant,
        )

        model_record.additional_properties = d
        return model_record

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
