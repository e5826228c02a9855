# mypy: ignore-errors
"""Builds tiny diffusion models with random weights, which InvokeAI recognises, installs and really runs on a CPU.

    python tiny_models.py DIR

writes DIR/tiny-sd15 and DIR/tiny-sdxl (diffusers folders, 7 and 26 MB) and DIR/tiny-sd15-lora.safetensors. Nothing
is downloaded. InvokeAI takes the base of a model from the pipeline's class, the width of the text conditioning that
the unet attends to (768: SD 1, 2048: SDXL), its input channels (4) and the scheduler's prediction type; everything
else is as small as the pipelines allow.
"""

import pathlib
import sys

import torch
from diffusers import (
    AutoencoderKL,
    EulerDiscreteScheduler,
    PNDMScheduler,
    StableDiffusionPipeline,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

DTYPE = torch.float16
BETAS = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "steps_offset": 1}
CLIP_L, CLIP_G = 768, 1280


def make_tokenizer():
    """A byte-level tokenizer without merges: each byte is a token, alone or at the end of a word."""
    printable = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    characters = [chr(byte) for byte in printable] + [chr(256 + index) for index in range(len(others))]
    tokens = [*characters, *(character + "</w>" for character in characters), "<|startoftext|>", "<|endoftext|>"]
    return CLIPTokenizer(vocab={token: index for index, token in enumerate(tokens)}, merges=[], model_max_length=77)


def make_text_encoder(model, tokenizer, width):
    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=width,
        projection_dim=width,
        intermediate_size=64,
        num_hidden_layers=1,
        num_attention_heads=width // 64,
        max_position_embeddings=77,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return model(config).to(DTYPE)


def make_vae(scaling_factor):
    """Four blocks, so that latents measure an eighth of the image, as everywhere."""
    return AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(8,) * 4,
        layers_per_block=1,
        norm_num_groups=4,
        latent_channels=4,
        sample_size=64,
        scaling_factor=scaling_factor,
    ).to(DTYPE)


def make_unet(conditioning_width, **extra):
    return UNet2DConditionModel(
        sample_size=8,
        in_channels=4,
        out_channels=4,
        layers_per_block=1,
        block_out_channels=(16, 32),
        norm_num_groups=8,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=8,
        cross_attention_dim=conditioning_width,
        **extra,
    ).to(DTYPE)


def build_sd15(folder, tokenizer):
    StableDiffusionPipeline(
        vae=make_vae(0.18215),
        text_encoder=make_text_encoder(CLIPTextModel, tokenizer, CLIP_L),
        tokenizer=tokenizer,
        unet=make_unet(CLIP_L),
        scheduler=PNDMScheduler(**BETAS, skip_prk_steps=True, set_alpha_to_one=False),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder, safe_serialization=True)


def build_sdxl(folder, tokenizer):
    time_width = 8
    StableDiffusionXLPipeline(
        vae=make_vae(0.13025),
        text_encoder=make_text_encoder(CLIPTextModel, tokenizer, CLIP_L),
        tokenizer=tokenizer,
        text_encoder_2=make_text_encoder(CLIPTextModelWithProjection, tokenizer, CLIP_G),
        tokenizer_2=tokenizer,
        unet=make_unet(
            CLIP_L + CLIP_G,
            addition_embed_type="text_time",
            addition_time_embed_dim=time_width,
            projection_class_embeddings_input_dim=CLIP_G + 6 * time_width,
            transformer_layers_per_block=(1, 1),
        ),
        scheduler=EulerDiscreteScheduler(**BETAS),
    ).save_pretrained(folder, safe_serialization=True)


def build_lora(file):
    """Rank two, in the naming of kohya: one layer of the text encoder, one of the unet."""
    layers = {
        "lora_te_text_model_encoder_layers_0_self_attn_q_proj": (CLIP_L, CLIP_L),
        "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k": (CLIP_L, 32),
    }
    tensors = {}
    for name, (width_in, width_out) in layers.items():
        tensors[f"{name}.lora_down.weight"] = torch.randn(2, width_in, dtype=DTYPE) * 0.01
        tensors[f"{name}.lora_up.weight"] = torch.randn(width_out, 2, dtype=DTYPE) * 0.01
        tensors[f"{name}.alpha"] = torch.tensor(2.0, dtype=DTYPE)
    save_file(tensors, str(file))


def _main(out):
    torch.manual_seed(0)
    tokenizer = make_tokenizer()
    build_sd15(out / "tiny-sd15", tokenizer)
    build_sdxl(out / "tiny-sdxl", tokenizer)
    build_lora(out / "tiny-sd15-lora.safetensors")


if __name__ == "__main__":
    _main(pathlib.Path(sys.argv[1]))
