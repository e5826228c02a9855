"""What servers before 6.8 said by a UI type of its own for every kind of model.

Since 6.8 all model fields are `ModelIdentifierField` with `ui_model_*` constraints; before, a picker for SDXL main
models was a `SDXLMainModelField`. Mirrors `migrate_model_ui_type` in `invokeai/app/invocations/fields.py`.
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
    """Tell whether a UI type only narrows which models a model field takes.

    Args:
        ui_type: the UI type of the field.
        stated: the type that its schema states.
    """
    return stated == MODEL_FIELD and ui_type.endswith("ModelField")


def legacy_constraints(ui_type: str | None) -> Mapping[str, tuple[str, ...]]:
    """Return the constraints of a UI type by attribute of `InputTemplate`; none for one that is not known."""
    return _CONSTRAINTS.get(ui_type or "", {})
