"""Two workflows, from prompt to PNG, with a progress bar each: what `make demo` runs.

With INVOKEAI_URL set, the models are whatever that server has. Without it, a local server with tiny models is started
for the occasion (`make server` installs it), and shut down at the end.
"""

import asyncio
import os
from pathlib import Path

from PIL import Image
from rich.console import Console

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.contrib.progress import RichProgress
from invokeai_sdk.repositories.models import DnnModelRepository
from invokeai_sdk.testing import LocalServer, ServerHome, server_home

HERE = Path(__file__).parent
OUT = Path("out")
console = Console()

# The tiny models draw noise, so a small image shows as much as a large one; a real model deserves its own size.
RUNS = (
    ("sd15-text-to-image.json", "sd-1", {"Width": 64, "Height": 64, "Steps": 8}),
    ("sdxl-text-to-image.json", "sdxl", {"Width": 128, "Height": 128, "Steps": 8}),
)


async def install_tiny_models(models: DnnModelRepository, home: ServerHome) -> None:
    """Install the local server's models, as one would install any."""
    for path in (home.sd15, home.sdxl, home.lora):
        job = await models.install(path, inplace=True, exist_ok=True)
        model = await job.result()
        console.print(f"installed [bold]{model.name}[/] ({model.base} {model.type})")


async def make_images(url: str, home: ServerHome | None) -> list[Path]:
    """Run both workflows on the server at `url`, and return the files made."""
    saved: list[Path] = []
    async with InvokeAIClient.from_url(url) as client:
        if home is not None:
            await install_tiny_models(client.models, home)
        for file, base, inputs in RUNS:
            workflow = await client.workflows.load(HERE / "workflows" / file)
            models = await client.models.list(type="main", base=base)
            if not models:
                console.print(f"[yellow]{file} left out: the server has no {base} model[/]")
                continue
            workflow.inputs.update({**inputs, "Model": models[0].name, "Positive Prompt": "a watercolor fox"})
            batch = await workflow.submit()
            with RichProgress(workflow.definition.name, console=console) as bar:
                async for event in batch.events():
                    bar(event)
            result = await batch.result()
            saved += [await image.save(OUT) for image in result.images]
    return saved


async def main() -> None:
    """Make the images, and say where they are."""
    url = os.environ.get("INVOKEAI_URL")
    if url:
        saved = await make_images(url, None)
    else:
        async with LocalServer(tiny_models=False) as server:
            console.print(f"InvokeAI is up at {server.url}")
            saved = await make_images(server.url, server_home())
    for path in saved:
        with Image.open(path) as image:
            console.print(f"{path} {image.width}x{image.height}")
    if not saved:
        raise SystemExit("no image was made")


if __name__ == "__main__":
    asyncio.run(main())
