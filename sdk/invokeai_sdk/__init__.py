"""Drive InvokeAI from Python: typed workflows, exact graphs, live events, no lost jobs."""

from invokeai_sdk._version import __version__

__all__ = ["__version__"]
