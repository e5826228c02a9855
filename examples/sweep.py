"""Sweep over 8 prompts and 8 seeds: 64 images in one submission, with a progress bar and a contact sheet.

python examples/sweep.py
"""

import argparse
import asyncio
from pathlib import Path

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.contrib.progress import RichProgress

WORKFLOW = Path(__file__).parent / "workflows" / "sd15-text-to-image.json"
PROMPTS = [f"a lighthouse {when}" for when in ("at dawn", "at noon", "at dusk", "at night")] + [
    f"a lighthouse, {how}" for how in ("oil painting", "watercolor", "pencil sketch", "photograph")
]


async def main() -> None:
    """Submit the sweep, show its progress, and save the images and the contact sheet."""
    parser = argparse.ArgumentParser(description="Sweep over prompts and seeds with Stable Diffusion 1.5.")
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--out", type=Path, default=Path("out"))
    options = parser.parse_args()

    async with InvokeAIClient.from_url() as client:
        workflow = await client.workflows.load(WORKFLOW)
        models = await client.models.list(type="main", base="sd-1")
        workflow.inputs.update(
            {"Model": models[0], "Width": options.size, "Height": options.size, "Steps": options.steps}
        )
        workflow.batch(product={"Positive Prompt": PROMPTS, "Seed": range(options.seeds)})

        batch = await workflow.submit(board=await client.boards.get_or_create("Sweep"))
        with RichProgress("sweep") as bar:
            result = await batch.result(return_exceptions=True, on_event=bar)

        paths = await result.save(options.out)
        sheet = await result.contact_sheet(columns=options.seeds, size=64)
        sheet.save(options.out / "sheet.png")
        print(f"{len(paths)} images, {len(result.failures)} failures; the contact sheet is {options.out / 'sheet.png'}")


if __name__ == "__main__":
    asyncio.run(main())
