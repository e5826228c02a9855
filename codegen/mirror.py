"""Write `sdk/invokeai_sdk/sync`: for every class of the asynchronous surface its blocking counterpart.

A counterpart has the same public members with the same parameters and documentation; what is awaited there is waited
for here. The base of all of them, the thread they share and the few that are special are written by hand.
"""

from __future__ import annotations

import ast
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from codegen.blocking_types import BlockingTypes
from codegen.generate import check_tools, tidy
from codegen.mirrored import Mirrored
from codegen.spec import ROOT, SYNC
from codegen.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codegen.surface import Class, Function, Module

_NOTE: Final = "# Made by `python -m codegen mirror` from the module it mirrors: edit that one."

_HEADER: Final = '''"""The blocking counterpart of `invokeai_sdk.{module}`."""

{note}
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, overload

from invokeai_sdk.{module} import {names}
from invokeai_sdk.sync.mirror import Mirror, SyncIterator, listed, streamed, unwrapped
{runtime}

if TYPE_CHECKING:
    {typing}

'''

_BLOCKING_WORDS: Final = (
    (r"\basync (for|with|iterator|context manager)\b", r"\1"),
    (r"\b([Aa])n (context manager)", r"\1 \2"),
    (r"\bawait ", ""),
    (r"`aclose`", "`close`"),
    (r"\bStopAsyncIteration\b", "StopIteration"),
    (r"\bInvokeAIClient\b", "SyncInvokeAIClient"),
)


def write_mirror(into: Path = SYNC) -> None:
    """Write the generated modules of the blocking surface, in place of those that are there.

    Args:
        into: where they go; what is written by hand there stays.
    """
    check_tools()
    with tempfile.TemporaryDirectory() as scratch:
        package = Path(scratch, into.name)
        package.mkdir()
        mirrored = Mirrored.of(Surface())
        for module in mirrored.modules():
            path = package.joinpath(*module.name.split(".")).with_suffix(".py")
            path.parent.mkdir(exist_ok=True)
            path.write_text(module_text(mirrored, module), "utf-8")
            if path.parent != package:
                note = f'"""The blocking counterparts of `invokeai_sdk.{path.parent.name}`."""\n\n{_NOTE}\n'
                (path.parent / "__init__.py").write_text(note, "utf-8")
        for rules in ("F401,TC", "I,PIE790"):  # sorting before would wrap lines that then become short
            tidy(package, rules, within=ROOT.parent)
        for path in generated(into):
            path.unlink()
        shutil.copytree(package, into, dirs_exist_ok=True)


def generated(folder: Path = SYNC) -> list[Path]:
    """Return the modules in a folder that are generated."""
    return [path for path in sorted(folder.rglob("*.py")) if _NOTE in path.read_text("utf-8")]


def module_text(mirrored: Mirrored, module: Module) -> str:
    """Return the mirror of a module, before it is tidied: what it imports and does not use is still there."""
    writer = _Writer(mirrored, module)
    body = "\n".join(
        [
            *(writer.class_text(each) for each in mirrored.classes_of(module)),
            *(writer.alias_text(name) for name in mirrored.aliases_of(module)),
        ]
    )
    return writer.header() + body


class _Writer:
    def __init__(self, mirrored: Mirrored, module: Module) -> None:
        self._mirrored = mirrored
        self._module = module
        self._counterparts: dict[str, set[str]] = {}
        self._runtime: list[str] = []
        self._sources = [module]
        self._types = BlockingTypes(mirrored, module, self._counterparts)

    def header(self) -> str:
        """Return everything before the classes; called last, when it is known what they need."""
        self._counterparts.pop(self._module.name, None)
        here, typing = [*self._runtime], []
        for source in self._sources:
            here += source.imports(typing=False)
            typing += source.imports(typing=True)
            names = source.names(typing=True) if source is self._module else source.names(typing=False)
            typing += [f"from invokeai_sdk.{source.name} import {', '.join(names)}"] if names else []
        typing += [f"from invokeai_sdk.sync.{m} import {', '.join(sorted(n))}" for m, n in self._counterparts.items()]
        return _HEADER.format(
            module=self._module.name,
            note=_NOTE,
            names=", ".join(self._module.names(typing=False)),
            runtime="\n".join(dict.fromkeys(here)),
            typing="\n    ".join(dict.fromkeys(typing)),
        )

    def alias_text(self, name: str) -> str:
        """Return the counterpart of a type alias."""
        said = self._types.of(self._module.aliases[name])
        return f'Sync{name}: TypeAlias = "{said}"\n{_quoted(self._module.notes[name])}\n'

    def class_text(self, cls: Class) -> str:
        """Return the counterpart of a class."""
        lines = [f"class Sync{cls.name}({', '.join(self._bases(cls))}):"]
        lines += [_indented(self._note(cls)), f"\n    _async: {_itself(cls)}\n"]
        for owner in self._mirrored.flattened(cls):
            if owner.module not in self._sources:
                self._sources.append(owner.module)
            types = BlockingTypes(self._mirrored, owner.module, self._counterparts)
            notes = _attribute_notes(owner)
            for name, annotation in owner.attributes.items():
                if self._mirrored.has(cls, name, owner):
                    lines.append(_indented(_attribute(types, name, annotation, notes.get(name, name))))
            for function in owner.functions:
                if self._mirrored.has(cls, function.name, owner):
                    lines.append(_indented(self._member(types, owner, function)))
        return "\n".join(lines) + "\n"

    def _bases(self, cls: Class) -> Iterator[str]:
        by_hand = self._mirrored.by_hand(cls)
        if by_hand is not None:
            self._runtime.append(f"from invokeai_sdk.sync.{by_hand[0]} import {by_hand[1]}")
            yield by_hand[1]
            return
        own = {base.name for base in cls.bases if base in self._mirrored}
        needed: dict[str, set[str]] = {}
        types = BlockingTypes(self._mirrored, self._module, needed)
        step = next((each for each in cls.functions if each.name == "__anext__"), None)
        if not own:
            yield "Mirror" if step is None else f"SyncIterator[{types.of(step.returns)}]"
        for base in cls.node.bases:
            head = ast.unparse(base.value if isinstance(base, ast.Subscript) else base)
            if head in own or head == "Generic":
                yield _quote_arguments(types, base)
        needed.pop(self._module.name, None)
        self._runtime += [f"from invokeai_sdk.sync.{m} import {', '.join(sorted(n))}" for m, n in needed.items()]

    def _note(self, cls: Class) -> str:
        by_hand = self._mirrored.by_hand(cls)
        if by_hand is None:
            note = ast.get_docstring(cls.node) or cls.name
            for name in self._mirrored.left_out(cls):
                note = re.sub(rf"^    {name}: .*\n(?: {{8}}.*\n)*", "", note, flags=re.MULTILINE)
            return _quoted(note)
        documented = self._mirrored.surface.class_at(f"sync.{by_hand[0]}", by_hand[1])
        return _docstring(ast.get_docstring(documented.node) or cls.name)

    def _member(self, types: BlockingTypes, owner: Class, function: Function) -> str:
        decorators = [ast.unparse(each) for each in function.decorator_list]
        kind = next((each for each in ("property", "cached_property", "overload") if each in decorators), None)
        entered = "asynccontextmanager" in decorators
        returns = types.of(function.returns)
        if entered:
            returns = returns.replace("Iterator", "AbstractContextManager", 1)
        head = f"def {function.name}({types.parameters(function.args)}) -> {returns}:"
        lines = [f"@{kind}", head] if kind else [head]
        if kind == "overload":
            return f"{lines[0]}\n{lines[1]} ..."
        note = ast.get_docstring(function)
        if note is not None:
            lines.append(_indented(_quoted(note)))
        value = self._value(types, owner, function, kind)
        if types.wraps(function.returns):
            value = f"self._wrapped({value})"
        lines.append(f"    {value}" if returns == "None" else f"    return {value}")
        return "\n".join(lines) + "\n"

    def _value(self, types: BlockingTypes, owner: Class, function: Function, kind: str | None) -> str:
        target = f"self._async.{function.name}"
        if kind == "property":
            return target
        if kind == "cached_property":
            return f'self._call(getattr, self._async, "{function.name}")'
        passed = list(types.passed(function.args))
        if self._mirrored.is_pure(owner) and isinstance(function, ast.FunctionDef):
            return f"{target}({', '.join(passed)})"
        return f"self._call({', '.join([target, *passed])})"


def _quote_arguments(types: BlockingTypes, base: ast.expr) -> str:
    """Return a generic base as a mirror says it; what its arguments quote stays quoted, as it is imported for types."""
    if not isinstance(base, ast.Subscript):
        return types.of(base)
    arguments = base.slice.elts if isinstance(base.slice, ast.Tuple) else [base.slice]
    said = (repr(types.of(each)) if isinstance(each, ast.Constant) else types.of(each) for each in arguments)
    return f"{types.of(base.value)}[{', '.join(said)}]"


def _itself(cls: Class) -> str:
    for base in cls.node.bases:
        if isinstance(base, ast.Subscript) and ast.unparse(base.value) == "Generic":
            variables = base.slice.elts if isinstance(base.slice, ast.Tuple) else [base.slice]
            return f"{cls.name}[{', '.join('Any' for _ in variables)}]"
    return cls.name


def _attribute(types: BlockingTypes, name: str, annotation: ast.expr, note: str) -> str:
    value = f"self._wrapped(self._async.{name})" if types.wraps(annotation) else f"self._async.{name}"
    return f"@property\ndef {name}(self) -> {types.of(annotation)}:\n{_indented(_quoted(note))}\n    return {value}\n"


def _attribute_notes(cls: Class) -> dict[str, str]:
    """Return what a class's docstring says of its attributes."""
    _, _, section = (ast.get_docstring(cls.node) or "").partition("Attributes:\n")
    found = re.findall(r"^ {4}(\w+): (.+(?:\n {6,}.+)*)", section, flags=re.MULTILINE)
    return {name: (text[0].upper() + " ".join(text[1:].split())).rstrip(".") + "." for name, text in found}


def _quoted(note: str) -> str:
    """Return what the asynchronous surface says of a thing, said of its counterpart, as a docstring."""
    for pattern, replacement in _BLOCKING_WORDS:
        note = re.sub(pattern, replacement, note)
    return _docstring(note)


def _docstring(text: str) -> str:
    return f'"""{text}\n"""' if "\n" in text else f'"""{text}"""'


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))
