"""Tests of the titles derived from field names."""

import pytest

from invokeai_sdk.schema.titles import to_title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("noise", "Noise"),
        ("positive_conditioning", "Positive Conditioning"),
        ("image1", "Image 1"),
        ("t5_encoder", "T 5 Encoder"),
        ("cfgScale", "Cfg Scale"),
        ("IPAdapterModel", "IP Adapter Model"),
        ("vae", "Vae"),
        ("VAE", "VAE"),
        ("the_2nd_image", "The 2nd Image"),
        ("__x__", "X"),
        ("", ""),
    ],
)
def test_the_title_of_a_name(name, title):
    assert to_title(name) == title
