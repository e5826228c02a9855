"""Handles of images and videos: the same methods with the same parameters."""

from __future__ import annotations

import inspect

import pytest

from invokeai_sdk.media.handle import MediaHandle
from invokeai_sdk.media.image import ImageHandle
from invokeai_sdk.media.video import VideoHandle

COMMON = [
    "save",
    "bytes",
    "stream",
    "thumbnail",
    "metadata",
    "workflow",
    "graph",
    "urls",
    "exists",
    "refresh",
    "update",
    "star",
    "unstar",
    "move",
    "delete",
]


def public(kind: type) -> set[str]:
    return {name for name in dir(kind) if not name.startswith("_")}


@pytest.mark.parametrize("name", COMMON)
def test_both_have_the_method_of_the_base(name):
    expected = inspect.signature(getattr(MediaHandle, name))
    for kind in (ImageHandle, VideoHandle):
        assert inspect.signature(getattr(kind, name)) == expected


def test_only_what_one_kind_has_differs():
    assert public(ImageHandle) - public(VideoHandle) == {"image_name", "pil"}
    assert public(VideoHandle) - public(ImageHandle) == {"video_name"}


def test_an_image_and_a_video_with_the_same_name_differ():
    image, video = ImageHandle(None, "a"), VideoHandle(None, "a")
    assert image != video
    assert image == ImageHandle(None, "a")
    assert len({image, video, ImageHandle(None, "a")}) == 2
    assert repr(video) == "<VideoHandle a>"
