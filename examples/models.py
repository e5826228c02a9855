"""Which models a server has, and how a workflow made elsewhere gets those it needs.

python examples/models.py
"""

import json
from collections import Counter
from pathlib import Path

from invokeai_sdk import SyncInvokeAIClient

WORKFLOW = Path(__file__).parent / "workflows" / "sdxl-text-to-image.json"

# As a workflow carries it that was saved on another machine, with a key that only that machine's server knows.
ELSEWHERE = {
    "key": "0f4a8a5e-4c5b-4f0e-9d6e-elsewhere",
    "hash": "blake3:elsewhere",
    "name": "Juggernaut XL",
    "base": "sdxl",
    "type": "main",
}


def main() -> None:
    """List the models, then bind a foreign workflow's to them."""
    raw = json.loads(WORKFLOW.read_text("utf-8"))
    (loader,) = [node for node in raw["nodes"] if node["data"]["type"] == "sdxl_model_loader"]
    loader["data"]["inputs"]["model"]["value"] = ELSEWHERE

    with SyncInvokeAIClient.from_url() as client:
        for (base, kind), count in sorted(Counter((m.base, m.type) for m in client.models.list()).items()):
            print(f"{count} {kind} for {base}")

        workflow = client.workflows.load(raw)
        for finding in workflow.lint(models=client.models.list()):
            print(finding.message)
        print(workflow.bind_models(strategy="compatible", dry_run=True))  # what would be replaced, by what, and why
        bindings = workflow.bind_models(strategy="compatible")
        print("ready to run" if bindings.ok else "no model here will do")


if __name__ == "__main__":
    main()
