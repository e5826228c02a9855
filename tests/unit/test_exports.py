"""The public surface: its names are the declared ones, resolve lazily, and suffice to annotate every program."""

from __future__ import annotations

import ast
import gc
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from invokeai_api import bodies, models

import invokeai_sdk
from invokeai_sdk import errors, repositories, sync
from tests.signatures import follow_signatures

if TYPE_CHECKING:
    from types import ModuleType

TOP_LEVEL = [
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "AsCompleted",
    "AuthenticationError",
    "BaseDnnModelType",
    "BatchCounts",
    "BatchHandle",
    "BatchResult",
    "BindingStrategy",
    "BoardHandle",
    "BoardRef",
    "BulkError",
    "BulkResult",
    "Canceled",
    "Catalogue",
    "ChildChanged",
    "ClientOptions",
    "CompiledBatch",
    "Completed",
    "ConvertibleToDict",
    "DnnModelFormat",
    "DnnModelHandle",
    "DnnModelType",
    "Download",
    "Downloads",
    "Embedded",
    "Failed",
    "FieldValueError",
    "File",
    "FileContent",
    "Finding",
    "FormValue",
    "HasBoardId",
    "ImageHandle",
    "ImageRef",
    "InputKey",
    "InstallJob",
    "InstallStatus",
    "InvokeAIClient",
    "InvokeAIError",
    "ItemSummary",
    "IvkField",
    "IvkWorkflowInput",
    "JSONObject",
    "JSONValue",
    "JobCanceled",
    "JobError",
    "JobEvent",
    "JobFailed",
    "JobHandle",
    "JobLost",
    "JobResult",
    "JobStream",
    "Lagged",
    "Listing",
    "Lost",
    "MediaSource",
    "ModelBinding",
    "ModelBindings",
    "ModelRef",
    "NodeCompleted",
    "NodeFailed",
    "NodeOutput",
    "NodeStarted",
    "NotFoundError",
    "NotSupportedError",
    "OptionChanges",
    "OptionOverrides",
    "OutputReady",
    "OutputSource",
    "Progress",
    "ProgressImage",
    "QueueFull",
    "QueuePosition",
    "Reconnected",
    "Request",
    "SavedWorkflow",
    "StatusChanged",
    "SyncInvokeAIClient",
    "Terminal",
    "Transport",
    "UNSET",
    "UnknownInputError",
    "Unset",
    "VideoHandle",
    "VideoRef",
    "WaitTimeout",
    "Workflow",
    "WorkflowContent",
    "WorkflowDefinition",
    "WorkflowError",
    "WorkflowHandle",
    "WorkflowInputs",
    "WorkflowSource",
    "__version__",
    "diff",
    "patch",
]

ERRORS = [
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "AmbiguousBoardError",
    "AmbiguousInputError",
    "AmbiguousModelError",
    "AmbiguousNameError",
    "AuthenticationError",
    "BadRequestError",
    "BatchError",
    "BoardNotFoundError",
    "BulkDownloadError",
    "BulkError",
    "ClientClosedError",
    "ConflictError",
    "DownloadError",
    "EventsConnectionError",
    "EventsError",
    "EventsRejectedError",
    "FailedDependencyError",
    "FieldLockedError",
    "FieldValueError",
    "GraphError",
    "InvokeAIError",
    "JobCanceled",
    "JobError",
    "JobFailed",
    "JobHidden",
    "JobLost",
    "JobNotFound",
    "MediaError",
    "MissingExtraError",
    "MissingInputError",
    "ModelInstallError",
    "ModelNotFoundError",
    "NotFoundError",
    "NotRegularFileError",
    "NotSupportedError",
    "OptionsError",
    "PatchError",
    "PermissionDeniedError",
    "QueueFull",
    "RateLimitError",
    "SchemaError",
    "ServerError",
    "SubmissionLost",
    "UnexpectedResponseError",
    "UnknownInputError",
    "UnknownNodeError",
    "UnsupportedMediaTypeError",
    "ValidationError",
    "WaitTimeout",
    "WorkflowError",
    "WorkflowFormatError",
    "WorkflowMigrationError",
    "WorkflowVersionError",
    "WrongLoopError",
    "WrongProcessError",
]

REPOSITORIES = [
    "AppRepository",
    "BatchRepository",
    "BoardOrder",
    "BoardRepository",
    "ClientStateRepository",
    "CustomNodeRepository",
    "DnnModelRepository",
    "ExternalProviderRepository",
    "GalleryRepository",
    "HuggingFaceRepository",
    "ImageMoveRepository",
    "ImageRepository",
    "InstallRepository",
    "InvocationCacheRepository",
    "JobRepository",
    "ModelCacheRepository",
    "ModelOrder",
    "OneOrMore",
    "PromptRepository",
    "Queue",
    "QueueStreamItem",
    "QueueWatch",
    "RecallRepository",
    "StylePresetRepository",
    "SystemPromptRepository",
    "UserRepository",
    "VideoRepository",
    "WorkflowOrder",
    "WorkflowRepository",
]

BLOCKING = [
    "SyncAppRepository",
    "SyncAsCompleted",
    "SyncBatchHandle",
    "SyncBatchRepository",
    "SyncBatchResult",
    "SyncBoardHandle",
    "SyncBoardRepository",
    "SyncClientStateRepository",
    "SyncCustomNodeRepository",
    "SyncDnnModelHandle",
    "SyncDnnModelRepository",
    "SyncDownload",
    "SyncEvents",
    "SyncExternalProviderRepository",
    "SyncGalleryRepository",
    "SyncHuggingFaceRepository",
    "SyncImageHandle",
    "SyncImageMoveRepository",
    "SyncImageRef",
    "SyncImageRepository",
    "SyncInstallJob",
    "SyncInstallRepository",
    "SyncInvocationCacheRepository",
    "SyncInvokeAIClient",
    "SyncIterator",
    "SyncJobEvent",
    "SyncJobHandle",
    "SyncJobRepository",
    "SyncJobResult",
    "SyncJobStream",
    "SyncListing",
    "SyncModelBinding",
    "SyncModelBindings",
    "SyncModelCacheRepository",
    "SyncModelRef",
    "SyncOutputReady",
    "SyncPromptRepository",
    "SyncQueue",
    "SyncQueueWatch",
    "SyncRecallRepository",
    "SyncStylePresetRepository",
    "SyncSubscription",
    "SyncSystemPromptRepository",
    "SyncTransport",
    "SyncUserRepository",
    "SyncVideoHandle",
    "SyncVideoRef",
    "SyncVideoRepository",
    "SyncWorkflowHandle",
    "SyncWorkflowRepository",
    "SyncWorkflowSource",
    "call_async",
]

DECLARED = {
    "invokeai_sdk": TOP_LEVEL,
    "invokeai_sdk.errors": ERRORS,
    "invokeai_sdk.repositories": REPOSITORIES,
    "invokeai_sdk.sync": BLOCKING,
}
"""The names of the packages without a test module of their own."""

LAZY = ["", "events", "fields", "repositories", "sync", "testing", "workflow"]
"""The lazy packages below `invokeai_sdk`."""

PACKAGES = [importlib.import_module(f"invokeai_sdk.{name}".rstrip(".")) for name in [*LAZY, "errors"]]

CONSTANTS = {"UNSET", "__version__", "ADMIN_EMAIL", "HOME_VARIABLE", "PASSWORD"}

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(invokeai_sdk.__path__, "invokeai_sdk.")
    if ".payload." not in module.name and not module.name.endswith("__main__")
)


def list_public_values() -> dict[tuple[str, str], object]:
    return {(package.__name__, name): getattr(package, name) for package in PACKAGES for name in package.__all__}


PUBLIC = list_public_values()


@pytest.mark.parametrize("package", DECLARED)
def test_the_public_names_are_the_declared_ones(package: str) -> None:
    assert sorted(importlib.import_module(package).__all__) == DECLARED[package]


@pytest.mark.parametrize("package", PACKAGES[:-1], ids=lambda package: package.__name__)
def test_a_lazy_package_shows_its_names_to_users_and_type_checkers(package: ModuleType) -> None:
    assert dir(package) == sorted(package.__all__)
    assert len(set(package.__all__)) == len(package.__all__)
    tree = ast.parse(Path(package.__file__ or "").read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.col_offset]
    modules = {alias.name: str(node.module) for node in imports for alias in node.names}
    assert {*modules} == {*package.__all__} - {"__version__"}
    for name, module in modules.items():
        assert getattr(package, name) is getattr(importlib.import_module(module), name)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_a_public_name_is_not_hidden_by_a_module(package: ModuleType) -> None:
    folder = Path(package.__file__ or "").parent
    assert not {path.stem for path in folder.iterdir()}.intersection(package.__all__)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_an_unknown_name_is_an_error(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match=rf"module '{package.__name__}' has no attribute 'NoSuchThing'"):
        _ = package.NoSuchThing
    with pytest.raises(ImportError, match="NoSuchThing"):
        exec(f"from {package.__name__} import NoSuchThing")


@pytest.mark.parametrize("name", LAZY)
def test_importing_a_lazy_package_imports_none_of_its_modules(name: str) -> None:
    package = f"invokeai_sdk.{name}".rstrip(".")
    program = f"import sys, {package}\nprint(*sorted(n for n in sys.modules if n.startswith('invokeai')))"
    done = subprocess.run([sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True)
    assert {*done.stdout.split()} == {"invokeai_sdk", "invokeai_sdk._lazy", "invokeai_sdk._version", package}


@pytest.mark.parametrize(("package", "name"), PUBLIC)
def test_a_public_name_is_documented(package: str, name: str) -> None:
    value = PUBLIC[package, name]
    if name in CONSTANTS or getattr(value, "__name__", "") != name:  # constants and type aliases
        return
    assert own_docstring(value) if inspect.isclass(value) else value.__doc__


def test_a_name_of_several_packages_is_one_object() -> None:
    by_name: dict[str, object] = {}
    for (package, name), value in PUBLIC.items():
        assert by_name.setdefault(name, value) is value, f"{package}.{name}"


def test_every_error_of_the_sdk_is_public() -> None:
    for module in MODULES:
        importlib.import_module(module)
    gc.collect()  # attrs replaces a class, and the replaced one lives until the next collection
    public = {value for value in PUBLIC.values() if inspect.isclass(value)}
    for error in list_subclasses(errors.InvokeAIError):
        if error.__module__ == "invokeai_sdk.errors":
            assert error in public or error.__name__.startswith("_")
        elif error.__module__.startswith("invokeai_sdk."):
            assert error in public or public.intersection(error.__mro__) - {errors.InvokeAIError}, error


def list_subclasses(of: type) -> set[type]:
    return {each for sub in of.__subclasses__() for each in (sub, *list_subclasses(sub))}


def test_every_type_in_a_public_signature_is_public() -> None:
    start = [value for value in PUBLIC.values() if inspect.isclass(value) and value.__module__.startswith("invokeai_")]
    missing = []
    for (module, name), place in follow_signatures(start).items():
        if module.startswith("invokeai_api."):
            public = hasattr(bodies, name) if module == "invokeai_api.bodies" else name in models.__all__
        else:
            value = getattr(importlib.import_module(module), name, None)
            public = any(name == known and value is PUBLIC[package, known] for package, known in PUBLIC)
        if not public:
            missing.append(f"{module}.{name}, in {place}")
    assert sorted(missing) == []


def test_the_walk_over_signatures_reaches_classes_aliases_and_models() -> None:
    reached = follow_signatures([invokeai_sdk.InvokeAIClient])
    assert ("invokeai_sdk.jobs.events", "Terminal") in reached
    assert ("invokeai_sdk.workflow.inputs", "InputKey") in reached
    assert ("invokeai_sdk.media.image", "ImageHandle") in reached
    assert ("invokeai_api.models.board_dto", "BoardDTO") in reached
    assert len(reached) > 150


def test_each_public_class_with_a_blocking_counterpart_has_a_public_one() -> None:
    names = {name for _, name in PUBLIC}
    assert {name.removeprefix("Sync") for name in BLOCKING if name.startswith("Sync")} - names == {"Iterator"}
    for module in MODULES:
        if module.startswith("invokeai_sdk.sync."):
            for name, value in vars(importlib.import_module(module)).items():
                asynchronous = name.removeprefix("Sync")
                if name.startswith("Sync") and getattr(value, "__module__", module) == module and asynchronous in names:
                    assert name in sync.__all__


def test_the_docstring_names_each_public_package() -> None:
    for package in PACKAGES[1:]:
        assert f"`{package.__name__}`" in (invokeai_sdk.__doc__ or "")


def test_repositories_are_public() -> None:
    client = invokeai_sdk.InvokeAIClient
    for name, member in vars(client).items():
        function = getattr(member, "func", None)
        if function is not None and not name.startswith("_"):
            assert function.__annotations__["return"] in repositories.__all__


@pytest.mark.parametrize("name", MODULES)
def test_a_module_and_everything_public_in_it_is_documented(name: str) -> None:
    module = importlib.import_module(name)
    if Path(module.__file__ or "").name != "__init__.py":
        assert module.__doc__, f"{name} has no docstring"
    for listed in getattr(module, "__all__", ()):
        assert hasattr(module, listed), f"{name}.__all__ lists {listed}, which {name} does not have"
    assert not find_undocumented(module)


def find_undocumented(module: ModuleType) -> list[str]:
    """Return the public classes, functions and methods of a module that have no docstring of their own."""
    found = []
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", None) != module.__name__:
            continue
        if inspect.isclass(value):
            if not own_docstring(value):
                found.append(name)
            found += [f"{name}.{key}" for key, member in vars(value).items() if is_undocumented(value, key, member)]
        elif inspect.isfunction(value) and not value.__doc__:
            found.append(name)
    return found


def own_docstring(cls: type) -> str | None:
    """Return the docstring of a class itself, without those of its bases."""
    return vars(cls).get("__doc__")


def is_undocumented(cls: type, key: str, member: object) -> bool:
    """Return whether a method or property has no docstring and overrides nothing that has one."""
    if isinstance(member, (classmethod, staticmethod)):
        member = member.__func__
    if key.startswith("_") or not (inspect.isfunction(member) or isinstance(member, property)):
        return False
    return not any(getattr(vars(base).get(key), "__doc__", None) for base in cls.__mro__)
