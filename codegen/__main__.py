"""The command line: `python -m codegen --help`."""

from codegen.generate import generate
from codegen.spec import Lock, load_bundled

generate(load_bundled(), server_version=Lock.read().server_version)
