"""Models: list those of a server, and bind a workflow from another server to them.

python examples/models.py
"""

import json
from collections import Counter
from pathlib import Path

from invokeai_sdk import SyncInvokeAIClient

WORKFLOW = Path(__file__).parent / "workflows" / "sdxl-text-to-image.json"

# A model as a workflow from another server names it: only that server knows the key.
FOREIGN_MODEL = {
    "key": "0f4a8a5e-4c5b-4f0e-9d6e-foreign",
    "hash": "blake3:foreign",
    "name": "Juggernaut XL",
    "base": "sdxl",
    "type": "main",
}


def main() -> None:
    """List the models, then bind the models of the workflow to them."""
    raw = json.loads(WORKFLOW.read_text("utf-8"))
    (loader,) = [node for node in raw["nodes"] if node["data"]["type"] == "sdxl_model_loader"]
    loader["data"]["inputs"]["model"]["value"] = FOREIGN_MODEL

    with SyncInvokeAIClient.from_url() as client:
        for (base, kind), count in sorted(Counter((m.base, m.type) for m in client.models.list()).items()):
            print(f"{count} {kind} for {base}")

        workflow = client.workflows.load(raw)
        for finding in workflow.lint(models=client.models.list()):
            print(finding.message)
        print(workflow.bind_models(strategy="compatible", dry_run=True))  # the replacements, and the reasons
        bindings = workflow.bind_models(strategy="compatible")
        print("ready to run" if bindings.ok else "this server has no compatible model")


if __name__ == "__main__":
    main()
