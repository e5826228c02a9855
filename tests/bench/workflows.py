"""Workflow files for the benchmarks, built node by node as the editor saves them, with UUIDs as ids."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, uuid5

from invokeai_sdk import UNSET, Catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON = dict[str, Any]

MODEL = {
    "key": "0f1de0c2-7a57-4a3d-9a35-6f6b0c6e1a11",
    "hash": "blake3:4a1c0e5b7d2f49d0a1b6c3e8f7d9550e6b1f2a3c4d5e6f708192a3b4c5d6e7f8",
    "name": "Bench XL",
    "base": "sdxl",
    "type": "main",
    "submodel_type": None,
}


def node_id(name: str) -> str:
    """Return the id of the node that is called `name` in the drawings."""
    return str(uuid5(NAMESPACE_OID, name))


class Drawing:
    """Builder of a workflow, node by node."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._nodes: list[JSON] = []
        self._edges: list[JSON] = []
        self._rows: list[list[tuple[str, str]]] = []
        self._catalogue = Catalogue.load_bundled()

    def node(self, called: str, type_: str, *, label: str = "", kept: bool = False, **inputs: object) -> None:
        """Add a node; a string of the form `@called.output` as an input is a connection.

        Args:
            called: the name of the node in the drawing.
            type_: the type of the node.
            label: the title of the node; empty for the title of its type.
            kept: whether the image of the node goes to the gallery.
            **inputs: the values that differ from the defaults.
        """
        id_ = node_id(called)
        template = self._catalogue[type_]
        values: JSON = {}
        for name, field in template.inputs.items():
            values[name] = {"name": name, "label": "", "description": ""}
            given = inputs.get(name, field.default)
            sources = given if isinstance(given, list) else [given]
            if any(isinstance(source, str) and source.startswith("@") for source in sources):
                for source in sources:
                    self._connect(source, id_, name)
            elif given is not UNSET:
                values[name]["value"] = given
        number = len(self._nodes)
        self._nodes.append(
            {
                "id": id_,
                "type": "invocation",
                "data": {
                    "id": id_,
                    "type": type_,
                    "version": template.version,
                    "nodePack": template.node_pack,
                    "label": label,
                    "notes": "",
                    "inputs": values,
                    "isOpen": True,
                    "isIntermediate": not kept,
                    "useCache": template.use_cache,
                },
                "position": {"x": 380.5 * (number % 6), "y": 420.25 * (number // 6)},
            }
        )

    def show(self, *row: tuple[str, str]) -> None:
        """Put fields on the form, in one row."""
        self._rows.append(list(row))

    def saved(self) -> JSON:
        """Return the workflow as the editor saves it."""
        return {
            "name": self._name,
            "author": "",
            "description": "",
            "version": "1.0.0",
            "contact": "",
            "tags": "",
            "notes": "",
            "exposedFields": [],
            # An older schema that has forms, because the other client refuses the newer schema.
            "meta": {"category": "user", "version": "3.0.0"},
            "nodes": self._nodes,
            "edges": self._edges,
            "form": {"elements": self._elements(), "rootElementId": "root"},
        }

    def _connect(self, source: str, target: str, field: str) -> None:
        called, _, output = source[1:].partition(".")
        node = node_id(called)
        self._edges.append(
            {
                "id": f"reactflow__edge-{node}{output}-{target}{field}",
                "type": "default",
                "source": node,
                "target": target,
                "sourceHandle": output,
                "targetHandle": field,
            }
        )

    def _elements(self) -> Mapping[str, JSON]:
        elements: JSON = {}
        ids = (f"element-{number:010}" for number in count(1))
        top: list[str] = []

        def add(kind: str, parent: str, data: JSON) -> str:
            id_ = next(ids)
            elements[id_] = {"id": id_, "type": kind, "parentId": parent, "data": data}
            return id_

        top.append(add("heading", "root", {"content": self._name}))
        for row in self._rows:
            parent = "root"
            if len(row) > 1:
                parent = add("container", "root", {"layout": "row", "children": []})
                top.append(parent)
            children = top if parent == "root" else elements[parent]["data"]["children"]
            for node, field in row:
                data = {"fieldIdentifier": {"nodeId": node_id(node), "fieldName": field}, "showDescription": True}
                children.append(add("node-field", parent, data))
        elements["root"] = {"id": "root", "type": "container", "data": {"layout": "column", "children": top}}
        return elements


def text_to_image() -> JSON:
    """Draw 12 nodes: an SDXL image from two prompts, seven fields on the form."""
    return _text_to_image("Text to image").saved()


def two_stages() -> JSON:
    """Draw 37 nodes: the same with LoRAs, a control image, an enlarged second pass and finishing."""
    drawing = _text_to_image("Two stages", unet="@lora_2.unet", clip="lora_2", prompt="@prompt_and_style.value")
    add = drawing.node
    lora = {**MODEL, "key": "6d9f0d9e-10a6-4f1e-8a52-2e6a7c0b9f01", "name": "Bench detail", "type": "lora"}
    control = {**MODEL, "key": "c2b5f3f0-55cc-44c0-9b6b-5a0b7c8d9e02", "name": "Bench canny", "type": "controlnet"}
    add("lora_1", "sdxl_lora_loader", lora=lora, unet="@model.unet", clip="@model.clip", clip2="@model.clip2")
    add("lora_2", "sdxl_lora_loader", lora=lora, unet="@lora_1.unet", clip="@lora_1.clip", clip2="@lora_1.clip2")
    add("style", "string", label="Style", value="watercolor on rough paper, soft light, muted colours")
    add("comma", "string_join", string_left=", ", string_right="@style.value")
    add("prompt_and_style", "string_join", string_left="@prompt.value", string_right="@comma.value")
    add("steps", "integer", label="Steps", value=30)
    add("guidance", "float", label="Guidance", value=6.5)
    add("sampler", "scheduler", label="Sampler", scheduler="dpmpp_2m_k")
    add("picture", "image", label="Control image", image={"image_name": "b0a5c4d2-control.png"})
    add("fitted", "img_resize", image="@picture.image", width="@width.value", height="@height.value")
    add("lines", "canny_edge_detection", image="@fitted.image")
    add("control", "controlnet", image="@lines.image", control_model=control, control_weight=0.6)
    add("factor", "integer", label="Enlarge by", value=2)
    add("wide", "mul", a="@width.value", b="@factor.value")
    add("high", "mul", a="@height.value", b="@factor.value")
    add("larger", "lresize", latents="@denoise.latents", width="@wide.value", height="@high.value", mode="bilinear")
    add("seed_2", "add", a="@seed.value", b=1)
    add("noise_2", "noise", seed="@seed_2.value", width="@wide.value", height="@high.value")
    add("strength", "float", label="Second pass", value=0.45)
    add("start", "float_math", operation="SUB", a=1, b="@strength.value")
    add(
        "denoise_2",
        "denoise_latents",
        positive_conditioning="@positive.conditioning",
        negative_conditioning="@negative.conditioning",
        unet="@lora_2.unet",
        noise="@noise_2.noise",
        latents="@larger.latents",
        control=["@control.control"],
        steps="@steps.value",
        cfg_scale="@guidance.value",
        denoising_start="@start.value",
        scheduler="@sampler.scheduler",
    )
    add("decode_2", "l2i", latents="@denoise_2.latents", vae="@vae.vae", fp32=True)
    add("sharper", "unsharp_mask", image="@decode_2.image", radius=1.5, strength=40)
    add("matched", "color_correct", base_image="@sharper.image", color_reference="@decode.image")
    add("final", "save_image", label="Result", kept=True, image="@matched.image", board="auto")
    drawing.show(("style", "value"))
    drawing.show(("steps", "value"), ("guidance", "value"), ("sampler", "scheduler"))
    drawing.show(("lora_1", "lora"), ("lora_1", "weight"))
    drawing.show(("lora_2", "lora"), ("lora_2", "weight"))
    drawing.show(("picture", "image"), ("control", "control_weight"))
    drawing.show(("factor", "value"), ("strength", "value"))
    drawing.show(("final", "board"))
    return drawing.saved()


def chain(length: int) -> JSON:
    """Draw `length` additions, each fed by the one before."""
    drawing = Drawing(f"Chain of {length}")
    drawing.node("n0", "add", a=1, b=1)
    for number in range(1, length):
        drawing.node(f"n{number}", "add", a=f"@n{number - 1}.value", b=1)
    drawing.show(("n0", "a"), ("n0", "b"))
    return drawing.saved()


def _text_to_image(
    name: str, *, unet: str = "@model.unet", clip: str = "model", prompt: str = "@prompt.value"
) -> Drawing:
    drawing = Drawing(name)
    add = drawing.node
    size = {"target_width": "@width.value", "target_height": "@height.value"}
    add("model", "sdxl_model_loader", model=MODEL)
    add("vae", "vae_loader", vae_model={**MODEL, "key": "9be0c1a7-3f4b-4f60-8d1f-7a8b9c0d1e03", "type": "vae"})
    add("prompt", "string", label="Positive Prompt", value="a red fox in deep snow, looking up at falling flakes")
    add("anti", "string", label="Negative Prompt", value="blurry, low quality, jpeg artefacts, watermark")
    add("width", "integer", label="Width", value=1024)
    add("height", "integer", label="Height", value=1024)
    add("seed", "rand_int", label="Seed")
    add("positive", "sdxl_compel_prompt", prompt=prompt, clip=f"@{clip}.clip", clip2=f"@{clip}.clip2", **size)
    add("negative", "sdxl_compel_prompt", prompt="@anti.value", clip=f"@{clip}.clip", clip2=f"@{clip}.clip2", **size)
    add("noise", "noise", seed="@seed.value", width="@width.value", height="@height.value")
    add(
        "denoise",
        "denoise_latents",
        positive_conditioning=["@positive.conditioning"],
        negative_conditioning=["@negative.conditioning"],
        unet=unet,
        noise="@noise.noise",
        steps=30,
        cfg_scale=6.5,
        scheduler="dpmpp_2m_k",
    )
    add("decode", "l2i", label="First image", kept=True, latents="@denoise.latents", vae="@vae.vae", board="auto")
    drawing.show(("model", "model"))
    drawing.show(("prompt", "value"))
    drawing.show(("anti", "value"))
    drawing.show(("width", "value"), ("height", "value"))
    drawing.show(("denoise", "steps"), ("denoise", "scheduler"))
    return drawing
