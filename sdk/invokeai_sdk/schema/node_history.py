"""Changes of InvokeAI's own nodes between its releases: removed node types with their successors, and renamed fields.

Derived from all versions of `invokeai/app/invocations/` since 3.0 and from the node catalogues of the releases since
5.15. To extend the tables, compare the node catalogues of two releases (`Catalogue.from_openapi`): a type that the
newer one lacks belongs to `REMOVED_NODES`, an input that it lacks to `RENAMED_FIELDS` or `REMOVED_FIELDS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

REMOVED_NODES: Final[Mapping[str, tuple[str, ...]]] = {
    # image processors, removed in 5.10
    "canny_image_processor": ("canny_edge_detection",),
    "color_map_image_processor": ("color_map",),
    "content_shuffle_image_processor": ("content_shuffle",),
    "depth_anything_image_processor": ("depth_anything_depth_estimation",),
    "dw_openpose_image_processor": ("dw_openpose_detection",),
    "hed_image_processor": ("hed_edge_detection",),
    "leres_image_processor": ("depth_anything_depth_estimation",),
    "lineart_anime_image_processor": ("lineart_anime_edge_detection",),
    "lineart_image_processor": ("lineart_edge_detection",),
    "mediapipe_face_processor": ("mediapipe_face_detection",),
    "midas_depth_image_processor": ("depth_anything_depth_estimation",),
    "mlsd_image_processor": ("mlsd_detection",),
    "normalbae_image_processor": ("normal_map",),
    "pidi_image_processor": ("pidi_edge_detection",),
    "segment_anything_processor": ("segment_anything",),
    "tile_image_processor": ("img_resize",),
    "zoe_depth_image_processor": ("depth_anything_depth_estimation",),
    # removed in 4.0 to 5.4
    "dwpose_image_processor": ("dw_openpose_detection",),
    "flux_text_to_image": ("flux_denoise", "flux_vae_decode"),
    "iai_canvas_paste_back": ("canvas_paste_back",),
    "image_to_grayscale": ("img_conv",),
    "infill_mosaic": ("infill_tile",),
    "l2i_onnx": ("l2i",),
    "linear_ui_output": ("save_image",),
    "onnx_model_loader": ("main_model_loader",),
    "openpose_image_processor": ("dw_openpose_detection",),
    "prompt_onnx": ("compel",),
    "step_param_easing": (),
    "t2l_onnx": ("denoise_latents",),
    "tiled_stable_diffusion_refine": ("tiled_multi_diffusion_denoise_latents",),
    "upscale_spandrel": ("spandrel_image_to_image",),
    # removed in 3.0 to 3.4
    "image_processor": (),
    "img_luminosity_adjust": ("img_channel_multiply",),
    "img_saturation_adjust": ("img_channel_multiply",),
    "inpaint": ("create_denoise_mask", "denoise_latents"),
    "ipadapter": ("ip_adapter",),
    "l2l": ("denoise_latents",),
    "l2l_sdxl": ("denoise_latents",),
    "load_image": ("image",),
    "metadata_accumulator": ("core_metadata",),
    "param_float": ("float",),
    "param_int": ("integer",),
    "param_prompt": ("string",),
    "param_string": ("string",),
    "pipeline_model_loader": ("main_model_loader",),
    "realesrgan": ("esrgan",),
    "restore_face": (),
    "sd1_model_loader_onnx": ("main_model_loader",),
    "sdxl_raw_prompt": ("sdxl_compel_prompt",),
    "sdxl_refiner_raw_prompt": ("sdxl_refiner_compel_prompt",),
    "t2l": ("denoise_latents",),
    "t2l_sdxl": ("denoise_latents",),
    "upscale": ("esrgan",),
}
"""Types of InvokeAI's own nodes that its releases no longer have, each with the types that replace it, if any."""

RENAMED_FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "boolean": {"a": "value"},
    "crop_latents": {"x_offset": "x", "y_offset": "y"},
    "float": {"param": "value"},
    "flux_controlnet": {"controlnet_model": "control_model"},
    "flux_denoise": {"controlnet": "control"},
    "flux_denoise_meta": {"controlnet": "control"},
    "flux_model_loader": {"t5_encoder": "t5_encoder_model"},
    "flux_text_encoder": {"max_seq_len": "t5_max_seq_len", "positive_prompt": "prompt", "t5Encoder": "t5_encoder"},
    "integer": {"a": "value"},
    "llava_onevision_vllm": {"image": "images"},
    "prompt_from_file": {"filename": "file_path"},
    "sd3_denoise": {
        "negative_text_conditioning": "negative_conditioning",
        "num_steps": "steps",
        "positive_text_conditioning": "positive_conditioning",
    },
    "string": {"text": "value"},
    "t2i_adapter": {"ip_adapter_model": "t2i_adapter_model"},
    "tiled_multi_diffusion_denoise_latents": {"tile_min_overlap": "tile_overlap"},
}
"""Inputs that were renamed within a major version of their node type: the current name by the former one, by type."""

REMOVED_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "anima_model_loader": frozenset(("t5_encoder_model",)),
    "anima_text_encoder": frozenset(("t5_encoder",)),
    "calculate_image_tiles_even_split": frozenset(("overlap_fraction",)),
    "calculate_image_tiles_min_overlap": frozenset(("round_to_8",)),
    "canvas_v2_mask_and_crop": frozenset(("image", "invert", "crop_visible")),
    "compel": frozenset(("clip_skip",)),
    "content_shuffle": frozenset(("f",)),
    "controlnet": frozenset(("cfg_injection", "guess_mode", "soft_injection")),
    "create_denoise_mask": frozenset(("gradient",)),
    "denoise_latents": frozenset(("ip_adapter_image", "ip_adapter_strength", "mask", "seamless", "seamless_axes")),
    "flux_denoise": frozenset(("trajectory_guidance_strength",)),
    "flux_denoise_meta": frozenset(("board", "trajectory_guidance_strength")),
    "flux_text_encoder": frozenset(("model", "use_8bit")),
    "img_nsfw": frozenset(("active", "enabled")),
    "img_watermark": frozenset(("enabled",)),
    "ip_adapter": frozenset(("image_encoder_model",)),
    "lora_loader": frozenset(("lora_name",)),
    "merge_tiles_to_image": frozenset(("image_height", "image_width")),
    "pidi_edge_detection": frozenset(("safe",)),
    "seamless": frozenset(("vae_model",)),
    "spandrel_image_to_image": frozenset(("fit_to_multiple_of_8", "scale")),
}
"""Inputs that were removed within a major version of their node type, without a successor, by type."""

_CORE_PACK: Final = "invokeai"


def get_current_field_name(node_type: str, field_name: str) -> str | None:
    """Return the current name of a renamed input; `None` if the input is not known to have been renamed."""
    return RENAMED_FIELDS.get(node_type, {}).get(field_name)


def may_have_had_field(node_type: str, node_pack: str, field_name: str) -> bool:
    """Return whether an earlier version of a node type had an input that the current version lacks.

    All versions of InvokeAI's own nodes are known. Any input can have belonged to a node of another pack.

    Args:
        node_type: the type of the node.
        node_pack: the package that defines the type.
        field_name: the input.
    """
    return (
        node_pack != _CORE_PACK
        or field_name in RENAMED_FIELDS.get(node_type, ())
        or field_name in REMOVED_FIELDS.get(node_type, ())
    )
