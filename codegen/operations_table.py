"""Table of the server's operations and the public methods that send them, read from the source: docs/operations.md."""

from __future__ import annotations

import ast
import runpy
from typing import TYPE_CHECKING, Final, Self, TypeAlias

from attrs import field, frozen

from codegen.spec import GENERATED, ROOT, SDK, Lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

TABLE: Final = ROOT.parent / "docs" / "operations.md"
UNSUCCESSFUL: Final = ROOT.parent / "tests" / "unsuccessful.py"

CLIENT: Final = "InvokeAIClient"
TRANSPORT: Final = "Transport"
"""The class of `client.raw`, which sends any operation and is not listed."""
HANDLES: Final = {
    "BatchHandle": "batch",
    "BoardHandle": "board",
    "DnnModelHandle": "model",
    "ImageHandle": "image",
    "InstallJob": "install_job",
    "JobHandle": "job",
    "VideoHandle": "video",
    "WorkflowHandle": "workflow",
}
"""Classes of handles, and the names of variables that stand for their instances in the table."""

SKIPPED: Final = ("cli", "compat.py", "contrib", "sync", "testing")
"""Parts of the package that only use what the other parts define."""

_HEAD: Final = """\
# Operations of the server and methods of the client

Written by `make docs` from the source code. Each row names an operation of InvokeAI {version} and the methods that send
it. An operation without a method is sent with `client.raw`, and so can be any other. `tests/server/test_operations.py`
sends every operation to a real server and checks the answers.

| Operation | Method |
|---|---|
"""
_REFUSED: Final = """
## Operations that the tests do not see succeed

The tests check the server's refusal instead.

"""


def write_table(into: Path = TABLE) -> None:
    """Write the table."""
    into.parent.mkdir(exist_ok=True)
    into.write_text(table_text(), "utf-8")


def is_table_current(path: Path = TABLE) -> bool:
    """Return whether the file is what `write_table` would write."""
    return path.exists() and path.read_text("utf-8") == table_text()


def table_text(sdk: Path = SDK, api: Path = GENERATED / "api") -> str:
    """Return the table as Markdown.

    Args:
        sdk: the folder of the hand-written package.
        api: the folder of the generated request functions.
    """
    names = operation_names(api)
    methods = find_methods(sdk, names)
    rows = (
        f"| `{name}` | {', '.join(f'`{method}`' for method in sorted(methods.get(name, ('client.raw',))))} |\n"
        for name in sorted(names)
    )
    refused: dict[str, str] = runpy.run_path(str(UNSUCCESSFUL))["UNSUCCESSFUL"]
    reasons = (f"- `{name}`: {reason}\n" for name, reason in refused.items())
    return "".join([_HEAD.format(version=Lock.read().server_version), *rows, _REFUSED, *reasons])


def operation_names(api: Path = GENERATED / "api") -> frozenset[str]:
    """Return the names of all operations, such as "boards.create_board", from the generated request functions."""
    return frozenset(
        f"{path.stem}.{node.name}"
        for path in api.glob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    )


def find_methods(sdk: Path, names: frozenset[str]) -> dict[str, set[str]]:
    """Return, for each operation, the public methods that send it.

    A method sends the operations whose request functions are named in its code, or in the code of the private methods,
    private classes and functions of its module that it uses. Where no method sends an operation in this way, the
    methods are listed that send it through functions of other modules or through objects in private attributes.

    Args:
        sdk: the folder of the hand-written package.
        names: the names of the operations.
    """
    source = _Source.read(sdk)
    directly: dict[str, set[str]] = {}
    indirectly: dict[str, set[str]] = {}
    for owner, path in _public_paths(source).items():
        for function_name, (home, function) in source.methods(owner).items():
            if not function_name.startswith("_"):
                for found, in_other_modules in ((directly, False), (indirectly, True)):
                    search = _Search(source, names, in_other_modules)
                    for name in search.find_operations(owner, home, function):
                        found.setdefault(name, set()).add(f"{path}.{function_name}")
    return indirectly | directly


@frozen
class _Module:
    """A parsed module.

    Attributes:
        apis: the local names of the package of request functions.
        tags: the local names of modules of request functions, with the tags of their operations.
        requests: the local names of request functions, with the names of their operations.
        imported: the local names of other imports, with their original names.
        functions: the functions at module level.
        classes: the classes at module level.
    """

    apis: set[str] = field(factory=set)
    tags: dict[str, str] = field(factory=dict)
    requests: dict[str, str] = field(factory=dict)
    imported: dict[str, tuple[str, str]] = field(factory=dict)
    functions: dict[str, Function] = field(factory=dict)
    classes: dict[str, ast.ClassDef] = field(factory=dict)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse the text of a module."""
        module = cls()
        tree = ast.parse(text)
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                module.classes[node.name] = node
            elif isinstance(node, Function):
                module.functions[node.name] = node
        for imported in ast.walk(tree):  # imports inside functions too
            if isinstance(imported, ast.ImportFrom) and imported.module:
                package, _, tag = imported.module.rpartition(".")
                for alias in imported.names:
                    local = alias.asname or alias.name
                    if (imported.module, alias.name) == ("invokeai_api", "api"):
                        module.apis.add(local)
                    elif imported.module == "invokeai_api.api":
                        module.tags[local] = alias.name
                    elif package == "invokeai_api.api":
                        module.requests[local] = f"{tag}.{alias.name}"
                    else:
                        module.imported[local] = (imported.module, alias.name)
        return module


@frozen
class _Source:
    """The modules of the package, and its classes by name."""

    modules: dict[str, _Module]
    homes: dict[str, str]

    @classmethod
    def read(cls, sdk: Path) -> Self:
        """Parse the modules of a package.

        Args:
            sdk: the folder of the package.
        """
        modules = {
            ".".join((sdk.name, *path.relative_to(sdk).with_suffix("").parts)): _Module.parse(path.read_text("utf-8"))
            for path in sorted(sdk.rglob("*.py"))
            if path.relative_to(sdk).parts[0] not in SKIPPED
        }
        return cls(modules, {name: home for home, module in modules.items() for name in module.classes})

    def methods(self, owner: str) -> dict[str, tuple[str, Function]]:
        """Return the methods of a class by name, inherited ones included, each with its module."""
        home = self.homes.get(owner)
        if home is None:
            return {}
        node = self.modules[home].classes[owner]
        found: dict[str, tuple[str, Function]] = {}
        for base in reversed(node.bases):
            plain = base.value if isinstance(base, ast.Subscript) else base
            if isinstance(plain, ast.Name):
                found |= self.methods(plain.id)
        return found | {part.name: (home, part) for part in node.body if isinstance(part, Function)}

    def attribute_class(self, owner: str, attribute: str) -> str:
        """Return the class that is named where a method sets an attribute of `self`; empty if no class is named."""
        for _, function in self.methods(owner).values():
            for node in ast.walk(function):
                match node:
                    case ast.Assign([ast.Attribute(ast.Name("self"), name)], value) if name == attribute:
                        names = (part.id for part in ast.walk(value) if isinstance(part, ast.Name))
                        return next((name for name in names if name in self.homes), "")
                    case _:
                        pass
        return ""

    def function(self, home: str, name: str) -> tuple[str, Function] | None:
        """Return the module-level function that a name refers to in a module, with its own module."""
        module = self.modules[home]
        if name in module.functions:
            return home, module.functions[name]
        origin, original = module.imported.get(name, ("", ""))
        if origin in self.modules and original in self.modules[origin].functions:
            return origin, self.modules[origin].functions[original]
        return None


def _public_paths(source: _Source) -> dict[str, str]:
    """Return the classes whose methods users call, and how users write their instances, such as "client.images"."""
    paths = {CLIENT: "client"}
    waiting = [CLIENT]
    while waiting:
        owner = waiting.pop(0)
        for name, (_, function) in source.methods(owner).items():
            kind = function.returns.id if isinstance(function.returns, ast.Name) else ""
            is_property = any("property" in ast.unparse(decorator) for decorator in function.decorator_list)
            is_followed = is_property or (owner == CLIENT and isinstance(function, ast.FunctionDef))
            if (
                name.startswith("_")
                or kind == TRANSPORT
                or not is_followed
                or kind not in source.homes
                or kind in (*paths, *HANDLES)
            ):
                continue
            paths[kind] = f"{paths[owner]}.{name}{'' if is_property else '()'}"
            waiting.append(kind)
    return paths | {handle: name for handle, name in HANDLES.items() if handle in source.homes}


@frozen
class _Search:
    """The search for the operations that one method sends."""

    source: _Source
    names: frozenset[str]
    in_other_modules: bool
    _seen: set[tuple[str, int]] = field(factory=set)

    def find_operations(self, owner: str, home: str, function: Function) -> set[str]:
        """Return the names of the operations that a function sends.

        Args:
            owner: the class that the function is called on.
            home: the module of the function.
            function: the function.
        """
        if (owner, id(function)) in self._seen:
            return set()
        self._seen.add((owner, id(function)))
        found: set[str] = set()
        for node in ast.walk(function):
            found |= self._operations_named(home, node)
            for helper in self._helpers(owner, home, node):
                found |= self.find_operations(*helper)
        return found & self.names

    def _operations_named(self, home: str, node: ast.AST) -> set[str]:
        module = self.source.modules[home]
        match node:
            case ast.Attribute(ast.Attribute(ast.Name(package), tag), function) if package in module.apis:
                return {f"{tag}.{function}"}
            case ast.Attribute(ast.Name(name), function) if name in module.tags:
                return {f"{module.tags[name]}.{function}"}
            case ast.Name(name) if name in module.requests:
                return {module.requests[name]}
            case _:
                return set()

    def _helpers(self, owner: str, home: str, node: ast.AST) -> Iterator[tuple[str, str, Function]]:
        """Yield the functions that a node refers to, each with its class and module."""
        match node:
            case ast.Attribute(ast.Name("self" | "cls"), name) if name.startswith("_"):
                if method := self.source.methods(owner).get(name):
                    yield owner, *method
            case ast.Attribute(ast.Attribute(ast.Name("self"), attribute), name) if self.in_other_modules:
                kind = self.source.attribute_class(owner, attribute)
                if method := self.source.methods(kind).get(name):
                    yield kind, *method
            case ast.Call(ast.Name(name)) if name.startswith("_") and name in self.source.modules[home].classes:
                for method in self.source.methods(name).values():
                    yield name, *method
            case ast.Name(name):
                helper = self.source.function(home, name)
                if helper and (self.in_other_modules or helper[0] == home):
                    yield owner, *helper
            case _:
                pass
