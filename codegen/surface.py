"""The classes of the SDK, read from their source."""

from __future__ import annotations

import ast
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from attrs import define, field

from codegen.spec import SDK, CodegenError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE: Final = "invokeai_sdk"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@define(eq=False)
class Module:
    """A module of the SDK.

    Attributes:
        name: the name below the package, such as "jobs.batch".
        tree: the syntax tree.
    """

    name: str
    tree: ast.Module

    @cached_property
    def imported(self) -> dict[str, tuple[str, str]]:
        """The imported names, each with its module and its name there."""
        return {
            alias.asname or alias.name: (node.module, alias.name)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }

    @cached_property
    def classes(self) -> dict[str, ast.ClassDef]:
        """The classes by name."""
        return {node.name: node for node in self.tree.body if isinstance(node, ast.ClassDef)}

    @cached_property
    def aliases(self) -> dict[str, ast.expr]:
        """The type aliases by name, including those for type checkers only."""
        return {
            node.target.id: node.value
            for node in ast.walk(self.tree)
            if isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and node.value is not None
            and ast.unparse(node.annotation) == "TypeAlias"
        }

    @cached_property
    def alias_docstrings(self) -> dict[str, str]:
        """The docstrings of type aliases, by name."""
        return {
            before.target.id: str(after.value.value)
            for body in (self._body(typing=False), self._body(typing=True))
            for before, after in pairwise(body)
            if isinstance(before, ast.AnnAssign)
            and isinstance(before.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        }

    def names(self, *, typing: bool) -> list[str]:
        """Return the names of the definitions: those for type checkers only, or the others."""
        targets = [
            target
            for node in self._body(typing=typing)
            if isinstance(node, (ast.Assign, ast.AnnAssign))
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        ]
        classes = () if typing else self.classes
        return sorted({*classes, *(each.id for each in targets if isinstance(each, ast.Name))})

    def imports(self, *, typing: bool) -> list[str]:
        """Return the import statements: those for type checkers only, or the others."""
        statements = [node for node in self._body(typing=typing) if isinstance(node, (ast.Import, ast.ImportFrom))]
        return [ast.unparse(node) for node in statements if "__future__" not in ast.unparse(node)]

    def _body(self, *, typing: bool) -> list[ast.stmt]:
        if not typing:
            return self.tree.body
        return [inner for node in self.tree.body if isinstance(node, ast.If) for inner in node.body]


@define(eq=False)
class Class:
    """A class of the SDK.

    Attributes:
        module: the module of the class.
        node: the syntax tree.
        bases: the bases that are classes of the SDK.
    """

    module: Module
    node: ast.ClassDef
    bases: list[Class] = field(factory=list)

    @property
    def name(self) -> str:
        """The name of the class."""
        return self.node.name

    @property
    def key(self) -> tuple[str, str]:
        """The module and name, which identify the class."""
        return self.module.name, self.name

    @cached_property
    def functions(self) -> list[Function]:
        """The methods and properties defined in the class, including private ones and overload stubs."""
        return [node for node in self.node.body if isinstance(node, Function)]

    @cached_property
    def attributes(self) -> dict[str, ast.expr]:
        """The public attributes by name, with their types: annotated in the class body, or assigned from arguments."""
        found = {
            node.target.id: node.annotation
            for node in self.node.body
            if isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and not ast.unparse(node.annotation).startswith("ClassVar")
        }
        for function in self.functions:
            if function.name == "__init__":
                found = dict(self._assigned(function)) | found
        return {name: annotation for name, annotation in found.items() if not name.startswith("_")}

    def _assigned(self, function: Function) -> Iterator[tuple[str, ast.expr]]:
        arguments = {each.arg: each.annotation for each in (*function.args.args, *function.args.kwonlyargs)}
        for node in function.body:
            if not isinstance(node, (ast.Assign, ast.AnnAssign)):
                continue
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if not isinstance(target, ast.Attribute) or ast.unparse(target.value) != "self":
                continue
            annotation = node.annotation if isinstance(node, ast.AnnAssign) else None
            if annotation is None and isinstance(node.value, ast.Name):
                annotation = arguments.get(node.value.id)
            if annotation is not None:
                yield target.attr, annotation
            elif not target.attr.startswith("_"):
                raise CodegenError(f"{self.module.name}.{self.name}.{target.attr} needs an annotation")


class Surface:
    """The source of the SDK.

    Attributes:
        modules: the modules of the package by name.
    """

    def __init__(self, root: Path = SDK) -> None:
        self.modules: dict[str, Module] = {}
        for path in sorted(root.rglob("*.py")):
            name = ".".join(path.relative_to(root).with_suffix("").parts)
            self.modules[name] = Module(name, ast.parse(path.read_text("utf-8")))
        self._classes: dict[tuple[str, str], Class] = {}

    def class_at(self, module: str, name: str) -> Class:
        """Return a class by module and name."""
        found = self.find(self.modules[module], name)
        if found is None:
            raise CodegenError(f"{PACKAGE}.{module} has no class {name}")
        return found

    def home(self, module: Module, name: str) -> tuple[Module, str] | None:
        """Return the module of the SDK that defines a name, and the name there; None for names from elsewhere."""
        if name in module.classes or name in module.aliases:
            return module, name
        where, original = module.imported.get(name, ("", ""))
        package, _, rest = where.partition(".")
        if package != PACKAGE:
            return None
        source = self.modules.get(rest) or self.modules.get(f"{rest}.__init__")
        return None if source is None or source is module else self.home(source, original)

    def find(self, module: Module, name: str) -> Class | None:
        """Return the class of the SDK that a name refers to in a module, if any."""
        home = self.home(module, name)
        if home is None or home[1] not in home[0].classes:
            return None
        key = (home[0].name, home[1])
        if key not in self._classes:
            node = home[0].classes[home[1]]
            made = self._classes[key] = Class(home[0], node)
            names = (each.value if isinstance(each, ast.Subscript) else each for each in node.bases)
            bases = (self.find(home[0], each.id) for each in names if isinstance(each, ast.Name))
            made.bases += [each for each in bases if each is not None]
        return self._classes[key]

    def named(self, module: Module, annotation: ast.expr | None) -> Iterator[Class]:
        """Yield the classes of the SDK that an annotation refers to, directly or by aliases."""
        for node in ast.walk(annotation) if annotation is not None else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from self._quoted(module, node.value)
            if not isinstance(node, ast.Name):
                continue
            home = self.home(module, node.id)
            found = self.find(module, node.id)
            if found is not None:
                yield found
            elif home is not None and home[1] in home[0].aliases:
                yield from self.named(home[0], home[0].aliases[home[1]])

    def _quoted(self, module: Module, text: str) -> Iterator[Class]:
        try:
            yield from self.named(module, ast.parse(text, mode="eval").body)
        except SyntaxError:
            return  # the text of a literal type
