"""Two workflows from prompt to PNG, each with a progress bar; `make demo` runs this script.

With INVOKEAI_URL set, the script uses that server and its models. Without INVOKEAI_URL, it starts a local server with
tiny models (`make server` installs the server), and stops the server at the end.
"""

import asyncio
import os
from pathlib import Path

from PIL import Image
from rich.console import Console

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.contrib.progress import RichProgress
from invokeai_sdk.testing import LocalServer, ServerHome, server_home

HERE = Path(__file__).parent
OUT = Path("out")
console = Console()

# The workflow, the base of its model, and the width and height. The sizes are small because the tiny models of the
# local server draw only noise; real models need the sizes that they were trained for.
RUNS = (
    ("sd15-text-to-image.json", "sd-1", 64),
    ("sdxl-text-to-image.json", "sdxl", 128),
)


async def install_tiny_models(client: InvokeAIClient, home: ServerHome) -> None:
    """Install the tiny models on the local server; any other model is installed in the same way."""
    for path in (home.sd15, home.sdxl, home.lora):
        job = await client.models.install(path, inplace=True, exist_ok=True)
        model = await job.result()
        console.print(f"installed [bold]{model.name}[/] ({model.base} {model.type})")


async def make_images(url: str, home: ServerHome | None) -> list[Path]:
    """Run both workflows on the server at `url` and return the paths of the saved images.

    Args:
        url: the server's URL.
        home: where the local server and its tiny models are installed; None for a server with models of its own.
    """
    saved: list[Path] = []
    async with InvokeAIClient.from_url(url) as client:
        if home is not None:
            await install_tiny_models(client, home)
        for file, base, size in RUNS:
            workflow = await client.workflows.load(HERE / "workflows" / file)
            models = await client.models.list(type="main", base=base)
            if not models:
                console.print(f"[yellow]skipped {file}: the server has no {base} model[/]")
                continue
            workflow.inputs.update({"Model": models[0].name, "Positive Prompt": "a watercolor fox"})
            workflow.inputs.update({"Width": size, "Height": size, "Steps": 8})
            batch = await workflow.submit()
            with RichProgress(workflow.definition.name, console=console) as bar:
                async for event in batch.events():
                    bar(event)
            result = await batch.result()
            saved += [await image.save(OUT) for image in result.images]
    return saved


async def main() -> None:
    """Make the images and print their paths."""
    url = os.environ.get("INVOKEAI_URL")
    if url:
        saved = await make_images(url, None)
    else:
        async with LocalServer(tiny_models=False) as server:
            console.print(f"InvokeAI is running at {server.url}")
            saved = await make_images(server.url, server_home())
    for path in saved:
        with Image.open(path) as image:
            console.print(f"{path} {image.width}x{image.height}")
    if not saved:
        raise SystemExit("no image was made")


if __name__ == "__main__":
    asyncio.run(main())
