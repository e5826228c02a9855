"""Legacy UI types of model inputs, as servers before 6.8 use them, and the constraints that they stand for.

Since 6.8 every model input has the type `ModelIdentifierField` and constraints named `ui_model_*`. Before, each kind of
model had its own UI type: `SDXLMainModelField` for SDXL main models. Mirrors `migrate_model_ui_type` in
`invokeai/app/invocations/fields.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

MODEL_FIELD: Final = "ModelIdentifierField"

_MAIN: Final = ("main",)

_CONSTRAINTS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "MainModelField": {"model_base": ("sd-1", "sd-2"), "model_type": _MAIN},
    "CogView4MainModelField": {"model_base": ("cogview4",), "model_type": _MAIN},
    "FluxMainModelField": {"model_base": ("flux",), "model_type": _MAIN},
    "SD3MainModelField": {"model_base": ("sd-3",), "model_type": _MAIN},
    "SDXLMainModelField": {"model_base": ("sdxl",), "model_type": _MAIN},
    "SDXLRefinerModelField": {"model_base": ("sdxl-refiner",), "model_type": _MAIN},
    "VAEModelField": {"model_type": ("vae",)},
    "FluxVAEModelField": {"model_base": ("flux",), "model_type": ("vae",)},
    "LoRAModelField": {"model_type": ("lora",)},
    "ControlNetModelField": {"model_type": ("controlnet",)},
    "IPAdapterModelField": {"model_type": ("ip_adapter",)},
    "T2IAdapterModelField": {"model_type": ("t2i_adapter",)},
    "T5EncoderModelField": {"model_type": ("t5_encoder",)},
    "CLIPEmbedModelField": {"model_type": ("clip_embed",)},
    "CLIPLEmbedModelField": {"model_type": ("clip_embed",), "model_variant": ("large",)},
    "CLIPGEmbedModelField": {"model_type": ("clip_embed",), "model_variant": ("gigantic",)},
    "SpandrelImageToImageModelField": {"model_type": ("spandrel_image_to_image",)},
    "ControlLoRAModelField": {"model_type": ("control_lora",)},
    "SigLipModelField": {"model_type": ("siglip",)},
    "FluxReduxModelField": {"model_type": ("flux_redux",)},
    "LLaVAModelField": {"model_type": ("llava_onevision",)},
}


def is_legacy_model_type(ui_type: str, stated: str) -> bool:
    """Return whether a UI type only restricts which models a model input accepts.

    Args:
        ui_type: the UI type of the input.
        stated: the name of the type that the JSON schema of the input states.
    """
    return stated == MODEL_FIELD and ui_type.endswith("ModelField")


def get_legacy_constraints(ui_type: str | None) -> Mapping[str, tuple[str, ...]]:
    """Return the constraints of a legacy UI type, by attribute of `InputTemplate`; empty for any other UI type."""
    return _CONSTRAINTS.get(ui_type or "", {})
