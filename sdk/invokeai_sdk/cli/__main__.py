"""Entry point of `python -m invokeai_sdk.cli`, which equals the command `invokeai-sdk`."""

import sys

from invokeai_sdk.cli import main

sys.exit(main())
