# mypy: ignore-errors
"""Lets a CUDA build of torchvision be imported beside a CPU build of torch.

The torchvision wheel of PyPI links CUDA. On a CPU torch its native library does not load, which torchvision
tolerates, except that it then describes two operators, `nms` and `qnms`, that do not exist. They are declared here,
just before torchvision is first imported, and only if its own library really does not load. A `.pth` file imports
this module at start-up; torch itself is not imported until torchvision is.
"""

import importlib.abc
import importlib.util
import pathlib
import sys

_keep = []  # an operator library lives as long as its handle


def _loads(package):
    import torch

    for library in package.glob("_C.*"):
        try:
            torch.ops.load_library(str(library))
        except (ImportError, OSError):
            return False
        return True
    return False


class _BeforeTorchvision(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name != "torchvision" or self not in sys.meta_path:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec("torchvision")
        if spec is not None and not _loads(pathlib.Path(spec.origin).parent):
            import torch

            operators = torch.library.Library("torchvision", "DEF")
            operators.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
            operators.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
            _keep.append(operators)
        return spec


sys.meta_path.insert(0, _BeforeTorchvision())
