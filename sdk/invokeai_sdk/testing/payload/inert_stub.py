# mypy: ignore-errors
"""Stands in for a package that InvokeAI imports but that no test model needs.

Any attribute is an inert class: callable, iterable and empty.
"""


class _Inert(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _inert(name)

    def __iter__(cls):
        return iter(())

    def __len__(cls):
        return 0

    def __or__(cls, other):
        return cls

    __ror__ = __or__


def _inert(name):
    return _Inert(name, (), {"__init__": lambda self, *args, **kwargs: None})


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _inert(name)
