"""Generation of `generated/invokeai_api` from the bundled document."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from importlib.metadata import PackageNotFoundError, version
from io import StringIO
from pathlib import Path

from attrs import asdict
from openapi_python_client import generate as generate_client
from openapi_python_client.config import Config, ConfigFile, MetaType

from codegen.bodies import extract_bodies
from codegen.catalogue import write_catalogue
from codegen.prepare import prepare
from codegen.since import write_since
from codegen.spec import GENERATED, TEMPLATES, CodegenError, JSONObject

PINS = {"openapi-python-client": "0.29.1", "ruff": "0.17.6"}
"""The tools whose output is committed; pyproject.toml pins the same versions."""

_BINARY = ("image/png", "image/webp", "video/mp4", "application/zip")
_RUFF = ("--isolated", "--target-version", "py311", "--line-length", "120")


def generate(document: JSONObject, into: Path = GENERATED, *, server_version: str) -> None:
    """Generate the package, in place of the existing one.

    Args:
        document: the document as the server sent it.
        into: the folder of the package.
        server_version: the version of that server.

    Raises:
        CodegenError: a tool is missing or has another version, or the generator reported an error or a warning.
    """
    check_tools()
    with tempfile.TemporaryDirectory() as scratch:
        package = Path(scratch, into.name)
        _write_bindings(prepare(document), package)
        tidy(package, "I,F401", *_RUFF, within=package.parent)
        (package / "py.typed").touch()
        write_catalogue(document, package, server_version=server_version)
        write_since(document, package, server_version=server_version)
        shutil.rmtree(into, ignore_errors=True)
        shutil.copytree(package, into)


def check_tools() -> None:
    """Check that the pinned tools are installed, because other versions write other bytes."""
    for name, pinned in PINS.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            found = "nothing"
        if found != pinned:
            raise CodegenError(f"{name}=={pinned} is required, {found} is installed")


def _write_bindings(prepared: JSONObject, package: Path) -> None:
    """Generate request functions, body types and models."""
    bodies, source = extract_bodies(prepared)
    templates = package.with_suffix(".templates")
    shutil.copytree(TEMPLATES, templates)
    by_operation = {name: asdict(body) for name, body in bodies.items()}
    (templates / "bodies.jinja").write_text(f"{{% set bodies = {by_operation!r} %}}", "utf-8")
    run_generator(prepared, package, templates)
    (package / "bodies.py").write_text(source, "utf-8")
    for unused in ("client.py", "errors.py"):
        (package / unused).unlink()
    for folder in (package / "api").iterdir():  # a module for each tag instead of a package
        if folder.is_dir():
            (folder / "__init__.py").replace(folder.with_suffix(".py"))
            shutil.rmtree(folder)


def run_generator(prepared: JSONObject, package: Path, templates: Path | None = None) -> None:
    """Run openapi-python-client.

    Args:
        prepared: the prepared document.
        package: the folder to write to.
        templates: templates to use instead of the generator's own.

    Raises:
        CodegenError: the generator reported an error or a warning.
    """
    source = package.with_suffix(".json")
    source.write_text(json.dumps(prepared, sort_keys=True), "utf-8")
    config = Config.from_sources(
        ConfigFile(
            project_name_override="invokeai-api",
            package_name_override=package.name,
            content_type_overrides=dict.fromkeys(_BINARY, "application/octet-stream"),
            post_hooks=[],
        ),
        meta_type=MetaType.NONE,
        document_source=source,
        file_encoding="utf-8",
        overwrite=False,
        output_path=package,
    )
    with redirect_stdout(StringIO()):
        errors = generate_client(config=config, custom_template_path=templates)
    if errors:
        raise CodegenError("\n".join(f"{e.header}: {e.detail}" for e in errors))


def tidy(package: Path, rules: str, *options: str, within: Path) -> None:
    """Format a package with ruff, run by this interpreter, independently of PATH.

    Args:
        package: the folder.
        rules: the rules whose fixes are applied.
        *options: further options of ruff.
        within: the working directory, which determines the configuration.
    """
    for command in (("check", "--fix-only", "--unsafe-fixes", "--select", rules), ("format",)):
        done = [sys.executable, "-m", "ruff", *command, "--no-cache", "--quiet", *options, str(package)]
        subprocess.run(done, cwd=within, check=True)
