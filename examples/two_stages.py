"""Two outputs of one run, each on its own board: a small draft, then the same picture at twice the size.

python examples/two_stages.py --prompt "a lighthouse"
"""

import argparse
import asyncio
from pathlib import Path

from invokeai_sdk import InvokeAIClient, OutputReady

WORKFLOW = Path(__file__).parent / "workflows" / "sd15-two-stages.json"


async def main() -> None:
    """Run the workflow once and save each picture as soon as its node is done."""
    parser = argparse.ArgumentParser(description="Draw in two stages with Stable Diffusion 1.5.")
    parser.add_argument("--prompt", default="a lighthouse in a storm")
    parser.add_argument("--size", type=int, default=512, help="width and height of the draft")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--out", type=Path, default=Path("out"))
    options = parser.parse_args()

    async with InvokeAIClient.from_url() as client:
        drafts = await client.boards.get_or_create("Drafts")
        finals = await client.boards.get_or_create("Finals")
        models = await client.models.list(type="main", base="sd-1")

        workflow = await client.workflows.load(WORKFLOW)
        workflow.inputs.update(
            {
                "Model": models[0],
                "Positive Prompt": options.prompt,
                "Width": options.size,
                "Height": options.size,
                "Steps": options.steps,
                "Second Steps": options.steps,
                "Draft Board": drafts,
                "Final Board": finals,
            }
        )
        batch = await workflow.submit()
        async for event in batch.events():
            match event:
                case OutputReady(node_id=stage, images=images):  # the draft arrives long before the job ends
                    for image in images:
                        print(f"{stage}: {await image.save(options.out / f'{stage}.png')}")
        result = await batch.result()
        for stage, board in (("draft", drafts), ("final", finals)):
            (image,) = result.images_of(stage)
            print(f"{stage}: {image.name} on {board.name}, which has {await board.count()} images")


if __name__ == "__main__":
    asyncio.run(main())
