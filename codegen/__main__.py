"""The command line of code generation: `python -m codegen --help`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from codegen import compat, drift
from codegen.fetch import fetch
from codegen.generate import generate
from codegen.mirror import write_mirror
from codegen.operations_table import is_table_current, write_table
from codegen.spec import CodegenError, Lock, load, load_bundled


def main() -> int:
    """Run one command and return the exit status."""
    options = _parser().parse_args()
    try:
        return int(options.run(options) or 0)
    except CodegenError as error:
        print(f"codegen: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m codegen", description="Build the bindings from a server's OpenAPI."
    )
    commands = parser.add_subparsers(required=True)

    regen = commands.add_parser(
        "regen", help="fetch a document (with --from), derive, generate, and report what changed"
    )
    _add_source(regen, required=False)
    regen.set_defaults(run=_regen)

    fetch_only = commands.add_parser("fetch", help="only replace the bundled document and its lock")
    _add_source(fetch_only, required=True)
    fetch_only.set_defaults(run=lambda o: print(_fetch(o)))

    derive = commands.add_parser("compat", help="only derive compat.toml from the documents in specs/")
    derive.set_defaults(run=lambda _: compat.write(compat.derive_bundled(load_bundled())))

    build = commands.add_parser("generate", help="only generate, from the bundled document")
    build.set_defaults(run=lambda _: generate(load_bundled(), server_version=Lock.read().server_version))

    mirror = commands.add_parser("mirror", help="write the blocking surface from the asynchronous one")
    mirror.add_argument(
        "--check", action="store_true", help="write nothing; fail if the blocking surface is not up to date"
    )
    mirror.set_defaults(run=_mirror)

    docs = commands.add_parser("docs", help="rewrite docs/operations.md, the table of operations and methods")
    docs.add_argument("--check", action="store_true", help="write nothing; fail if the table is not up to date")
    docs.set_defaults(run=_docs)

    compare = commands.add_parser("report", help="report what changed since another document")
    compare.add_argument("since", nargs="?", type=Path, help="an older document; by default the newest in specs/")
    compare.set_defaults(run=_report)

    check = commands.add_parser("drift", help="fail if generated/ differs from what a regeneration writes")
    check.set_defaults(run=_drift)
    return parser


def _add_source(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--from", dest="source", required=required, help="a server's URL, or a file: .json or .json.gz")
    parser.add_argument("--server-version", help="the version for the lock, if the source does not contain one")
    parser.add_argument(
        "--fastapi-version", help="the FastAPI version for the lock, if the source does not contain one"
    )


def _fetch(options: argparse.Namespace) -> str:
    lock = fetch(options.source, server_version=options.server_version, fastapi_version=options.fastapi_version)
    return f"InvokeAI {lock.server_version} (FastAPI {lock.fastapi_version}), sha256 {lock.sha256[:12]}…"


def _regen(options: argparse.Namespace) -> None:
    before = load_bundled()
    if options.source:
        print(_fetch(options))
    document = load_bundled()
    # Report first: if the overlay no longer fits, the report helps to correct it.
    print(drift.report(before, document))
    compat.write(compat.derive_bundled(document))
    generate(document, server_version=Lock.read().server_version)
    errors = drift.find_type_errors()
    print(f"hand-written code: {len(errors)} type errors" if errors else "hand-written code: no type errors")
    for error in errors:
        print(f"  ! {error}")


def _report(options: argparse.Namespace) -> None:
    since = options.since or list(compat.older_specs().values())[-1]
    print(drift.report(load(since), load_bundled()))


def _drift(_: argparse.Namespace) -> int:
    return _report_differences(
        drift.find_stale(), f"generated/ matches the document of InvokeAI {Lock.read().server_version}"
    )


def _mirror(options: argparse.Namespace) -> int:
    if options.check:
        stale = [f"sdk/invokeai_sdk/sync/{line}; run `make mirror`" for line in drift.find_stale_mirror()]
        return _report_differences(stale, "sync/ matches the asynchronous surface")
    write_mirror()
    return 0


def _docs(options: argparse.Namespace) -> int:
    if options.check:
        stale = [] if is_table_current() else ["docs/operations.md is out of date: run `make docs`"]
        return _report_differences(stale, "docs/operations.md lists the methods of the source code")
    write_table()
    return 0


def _report_differences(differences: list[str], up_to_date: str) -> int:
    for line in differences:
        print(f"drift: {line}", file=sys.stderr)
    if not differences:
        print(up_to_date)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
