"""Image to image with the blocking client: upload a picture, set it as an input, run, and save the results.

python examples/image_to_image.py photo.png --prompt "a watercolor"
"""

import argparse
from pathlib import Path

from invokeai_sdk import SyncInvokeAIClient

WORKFLOW = Path(__file__).parent / "workflows" / "sd15-image-to-image.json"


def main() -> None:
    """Run the workflow once for the picture named on the command line."""
    parser = argparse.ArgumentParser(description="Redraw a picture with Stable Diffusion 1.5.")
    parser.add_argument("picture", type=Path)
    parser.add_argument("--prompt", default="a watercolor painting")
    parser.add_argument("--keep", type=float, default=0.4, help="how much of the picture to keep, from 0 to 1")
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--out", type=Path, default=Path("out"))
    options = parser.parse_args()

    with SyncInvokeAIClient.from_url() as client:
        workflow = client.workflows.load(WORKFLOW)
        workflow.inputs.update(
            {
                "Model": next(client.models.list(type="main", base="sd-1")),
                "Image": client.images.upload(options.picture),  # or the path itself: submit uploads it
                "Positive Prompt": options.prompt,
                "Width": options.size,
                "Height": options.size,
                "Keep": options.keep,
                "Steps": options.steps,
            }
        )
        result = workflow.run(timeout=600)
        for path in result.save(options.out):
            print(path)


if __name__ == "__main__":
    main()
