"""`python -m invokeai_sdk.cli`: the same as the command `invokeai-sdk`."""

import sys

from invokeai_sdk.cli import main

sys.exit(main())
