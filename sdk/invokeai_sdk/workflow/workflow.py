"""`Workflow`: a loaded workflow, its current input values, and the graph and batch that it compiles to."""

from __future__ import annotations

from copy import deepcopy
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import evolve

from invokeai_sdk._suggest import did_you_mean, find_close_matches
from invokeai_sdk._types import UNSET, JSONObject, JSONValue, SupportsItems, Unset
from invokeai_sdk.errors import BatchError, UnknownInputError, UnknownNodeError, WorkflowFormatError
from invokeai_sdk.fields.models import IvkModelIdentifierField
from invokeai_sdk.fields.registry import read_stored_field
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.workflow.attribute_guard import guard_attributes, make_attribute_error
from invokeai_sdk.workflow.batch_nodes import BatchNodes
from invokeai_sdk.workflow.compiler import CompileSource, UnknownNodes, compile_source, embed_values, find_problems
from invokeai_sdk.workflow.connectors import Routes
from invokeai_sdk.workflow.context import CompileContext, Needs
from invokeai_sdk.workflow.document import LEGACY_MODEL
from invokeai_sdk.workflow.generator_items import BoardImagesRequest, PromptRequest
from invokeai_sdk.workflow.inputs import WorkflowInputs
from invokeai_sdk.workflow.legacy_models import list_legacy_models, read_legacy_model
from invokeai_sdk.workflow.load import LoadedWorkflow, load
from invokeai_sdk.workflow.nodes import CALL_SAVED_WORKFLOW, SAVED_INPUT_PREFIX, NodeInput, describe_node
from invokeai_sdk.workflow.saved_workflow import WORKFLOW_ID, refresh_saved_inputs, remove_saved_inputs
from invokeai_sdk.workflow.seeds import is_seed_name
from invokeai_sdk.workflow.varied_inputs import VariedInput, make_varied_input

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.fields.pending import Pending
    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch
    from invokeai_sdk.workflow.definition import WorkflowDefinition
    from invokeai_sdk.workflow.describe import Description
    from invokeai_sdk.workflow.findings import Finding
    from invokeai_sdk.workflow.form import Form
    from invokeai_sdk.workflow.input_map import InputMapReport
    from invokeai_sdk.workflow.inputs import InputKey
    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode
    from invokeai_sdk.workflow.patching import PatchPath
    from invokeai_sdk.workflow.plan import Plan
    from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput


def _refuse_attribute(workflow: Workflow, name: str) -> AttributeError:
    advice = "set an input with workflow.inputs[key] = value, or several with workflow.inputs.update({key: value})"
    return make_attribute_error(workflow, name, advice=advice if name == "inputs" else "")


@guard_attributes(_refuse_attribute)
class Workflow:
    """A loaded workflow whose input values can be set, and which can be compiled any number of times.

    Nodes, edges and form are fixed; values that are set are kept apart from those of the file. No method contacts a
    server: `needs` lists the answers that only a server can give, and a `CompileContext` supplies them.

    `copy.copy` and `copy.deepcopy` return an independent workflow. Setting an unknown or read-only attribute raises
    `AttributeError`.

    Args:
        definition: the workflow's JSON; it is never changed.
        catalogue: the node types to read the workflow by; the catalogue bundled with the SDK by default.
        context: the server's answers; none by default.

    Raises:
        WorkflowVersionError: the JSON states no schema version, or an unknown one.
        WorkflowMigrationError: the JSON is of an old schema and cannot be migrated.
        WorkflowFormatError: the JSON is not a workflow.
    """

    _looks_up_names: ClassVar[bool] = False
    """Whether submitting looks up models by name: a model stored as InvokeAI 3 did is then no loss."""

    def __init__(
        self,
        definition: WorkflowDefinition,
        *,
        catalogue: Catalogue | None = None,
        context: CompileContext | None = None,
    ) -> None:
        self._definition = definition
        self._catalogue = Catalogue.load_bundled() if catalogue is None else catalogue
        self._context = CompileContext() if context is None else context
        self._complete = self._loaded = _load(definition, self._catalogue, self._context)
        # The values of inputs that `_loaded` lacks because another saved workflow was picked, by node id.
        self._hidden: dict[str, dict[str, IvkField[Any]]] = {}
        self._fields: dict[str, dict[str, IvkField[Any]]] = {}
        self._varied: tuple[tuple[VariedInput, ...], ...] = ()
        self._connected: frozenset[tuple[str, str]] | None = None
        self._seed_sources: frozenset[str] | None = None

    # --- Structure -------------------------------------------------------------------------------------------------

    @property
    def definition(self) -> WorkflowDefinition:
        """The workflow's JSON."""
        return self._definition

    @property
    def catalogue(self) -> Catalogue:
        """The node types that the workflow was read by."""
        return self._catalogue

    @property
    def context(self) -> CompileContext:
        """The server's answers that the workflow was loaded with."""
        return self._context

    @property
    def name(self) -> str:
        """The workflow's name, possibly empty."""
        return self._definition.name

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that reading the definition and loading changed, repaired or left out."""
        if not self._looks_up_names:
            return self._loaded.findings
        return tuple(
            evolve(finding, severity="info") if LEGACY_MODEL in finding.params else finding
            for finding in self._loaded.findings
        )

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings more severe than "info", as the editor shows them and in its order."""
        return tuple(finding for finding in self.findings if finding.severity != "info")

    @property
    def form(self) -> Form:
        """The workflow's form."""
        return self._loaded.form

    @property
    def nodes(self) -> Mapping[str, WorkflowNode]:
        """The nodes by id, in file order."""
        return MappingProxyType(self._loaded.nodes)

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The valid edges, in file order."""
        return self._loaded.edges

    def node(self, node_id: str) -> WorkflowNode:
        """Return a node by its id.

        Raises:
            UnknownNodeError: no node has this id.
        """
        node = self._loaded.nodes.get(node_id)
        if node is None:
            hint = did_you_mean(find_close_matches(node_id, self._loaded.nodes))
            raise UnknownNodeError(f"no node has the id {node_id!r}{hint}", code="unknown_node", node_id=node_id)
        return node

    def input_template(self, node_id: str, field_name: str) -> InputTemplate | None:
        """Return the catalogue's description of a field; `None` if the catalogue does not describe it.

        Raises:
            UnknownNodeError: no node has this id.
        """
        return self.node(node_id).input_template(field_name)

    def is_connected(self, node_id: str, field_name: str) -> bool:
        """Return whether an edge ends in a field."""
        if self._connected is None:
            self._connected = frozenset((edge.target, edge.target_handle) for edge in self._loaded.edges)
        return (node_id, field_name) in self._connected

    def feeds_seed(self, node_id: str) -> bool:
        """Return whether a node feeds an input whose name says that it holds a seed, directly or through connectors."""
        if self._seed_sources is None:
            routes = Routes(self._loaded.nodes, self._loaded.edges)
            origins = (routes.find_source(e) for e in self._loaded.edges if is_seed_name(e.target_handle))
            self._seed_sources = frozenset(origin[0] for origin in origins if origin is not None)
        return node_id in self._seed_sources

    # --- Values ----------------------------------------------------------------------------------------------------

    @property
    def inputs(self) -> WorkflowInputs:
        """The inputs on the workflow's form, and any other field by node and name."""
        # Built on each access, in a few microseconds: kept here, the two objects would keep each other in memory.
        return WorkflowInputs(self)

    def value(self, node_id: str, field_name: str) -> IvkField[Any]:
        """Return a field with its current value.

        Raises:
            UnknownNodeError: no node has this id.
            UnknownInputError: the node has no such field.
        """
        field = self._fields.get(node_id, {}).get(field_name)
        if field is not None:
            return field
        node, stored = self._find_input(node_id, field_name)
        template = node.input_template(field_name)
        legacy = None if stored.unusable is UNSET else read_legacy_model(template, stored.unusable)
        return read_stored_field(template, stored.value) if legacy is None else IvkModelIdentifierField(legacy)

    def raw_value(self, node_id: str, field_name: str) -> JSONValue | Unset:
        """Return the current value of a field as JSON; `UNSET` if it has no value, or a pending one.

        Raises:
            UnknownNodeError: no node has this id.
            UnknownInputError: the node has no such field.
        """
        field = self._fields.get(node_id, {}).get(field_name)
        if field is not None:
            return UNSET if field.pending else field.to_api()
        return self._find_input(node_id, field_name)[1].value

    def set_value(self, node_id: str, field_name: str, value: IvkField[Any]) -> None:
        """Replace a field, on the form or not, without checking it; `inputs` and `patch` check first.

        Setting the `workflow_id` of a `call_saved_workflow` node gives the node the inputs of that saved workflow if
        the context holds it. Otherwise the node has none of these inputs until `add_saved_workflows` adds the saved
        workflow; inputs that both saved workflows have then keep their values. An empty `workflow_id` removes them.

        Raises:
            UnknownNodeError: no node has this id.
            UnknownInputError: the node has no such field.
        """
        node, _ = self._find_input(node_id, field_name)
        self._fields.setdefault(node_id, {})[field_name] = value
        if node.type == CALL_SAVED_WORKFLOW and field_name == WORKFLOW_ID:
            self._call_saved_workflow(node_id)

    def add_saved_workflows(self, records: Mapping[str, JSONObject | None]) -> None:
        """Add saved workflows to the context, and give the nodes that call them their inputs.

        Args:
            records: the server's records by id; `None` for a saved workflow that the server does not have.
        """
        added = {id_: record for id_, record in records.items() if self._context.saved_workflows.get(id_) is None}
        self._context = evolve(self._context, saved_workflows={**self._context.saved_workflows, **added})
        for node_id, workflow_id in self._called_workflows().items():
            if added.get(workflow_id) is not None:
                self._call_saved_workflow(node_id)

    def patch(self, path: PatchPath | SupportsItems[PatchPath, object], value: object = UNSET) -> None:
        """Set any field by path: `patch("denoise_latents.*.steps", 8)`, or several at once: `patch({path: value})`.

        A path is `node.field`: the node by id, label or type, `*` for all nodes, followed by a place inside the
        value if needed, such as `loras.loras.*.weight`. If one change is refused, none is made.

        Args:
            path: the path, or a mapping from paths to values.
            value: the new value; ignored with a mapping.

        Raises:
            PatchError: a path matches nothing, or is ambiguous.
            FieldValueError: the field does not accept the value.
            FieldLockedError: the value is a field of another class than the input's.
        """
        from invokeai_sdk.workflow.patching import patch_workflow  # noqa: PLC0415 - loads glom

        patch_workflow(self, path if isinstance(path, SupportsItems) else {path: value})

    def batch(
        self,
        *,
        product: SupportsItems[InputKey, Iterable[object]] | None = None,
        zip: SupportsItems[InputKey, Iterable[object]] | None = None,  # noqa: A002 - the operation's usual name
    ) -> None:
        """Vary inputs from run to run, without batch nodes; replaces the variations of an earlier call.

        ::

            workflow.batch(product={"Positive Prompt": ["a fox", "an owl"], "Seed": range(8)})   # 16 runs
            workflow.batch(zip={"Positive Prompt": ["a fox", "an owl"], "Seed": [7, 8]})         # 2 runs
            workflow.batch()                                                                     # no variation

        Order of the loops, outermost first: the workflow's own batch nodes, each entry of `product`, then all of
        `zip` together.

        Args:
            product: values by input; every combination is run.
            zip: values by input; the first values are run together, then the second ones, and so on. All inputs must
                have the same number of values.

        Raises:
            BatchError: an input does not accept a value, has no values or cannot vary, or zipped inputs have
                different numbers of values. Nothing is changed then.
        """
        groups: list[tuple[VariedInput, ...]] = [(self._vary(key, values),) for key, values in (product or {}).items()]
        if zip:
            groups.append(tuple(self._vary(key, values) for key, values in zip.items()))
        for group in groups:
            lengths = {f"{varied.node_id}.{varied.field_name}": len(varied.items) for varied in group}
            if len(set(lengths.values())) > 1:
                counts = ", ".join(f"{name} has {length}" for name, length in lengths.items())
                raise BatchError(f"zipped inputs must have the same length: {counts}", code="uneven_batch")
            if not group[0].items:
                raise BatchError(f"no values to run for {' and '.join(lengths)}", code="empty_batch")
        self._varied = tuple(groups)

    def copy(self) -> Self:
        """Return an independent workflow with the same values. Cheap: the unchanging parts are shared."""
        return self._evolve(_fields=_copy_each(self._fields), _hidden=_copy_each(self._hidden))

    def __copy__(self) -> Self:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        # Shared: the catalogue with its templates, the context, and pending values, which may hold open files.
        memo.update((id(node.template), node.template) for node in self._loaded.nodes.values())

        def copy_fields(by_node: Mapping[str, Mapping[str, IvkField[Any]]]) -> dict[str, dict[str, IvkField[Any]]]:
            return {
                node_id: {name: field if field.pending else deepcopy(field, memo) for name, field in fields.items()}
                for node_id, fields in by_node.items()
            }

        definition, loaded, complete = deepcopy((self._definition, self._loaded, self._complete), memo)
        return self._evolve(
            _definition=definition,
            _loaded=loaded,
            _complete=complete,
            _fields=copy_fields(self._fields),
            _hidden=copy_fields(self._hidden),
        )

    # --- Compilation -----------------------------------------------------------------------------------------------

    def needs(self, context: CompileContext | None = None) -> Needs:
        """List the server's answers that compiling still needs; empty for most workflows.

        Args:
            context: the answers that are known already; the workflow's own context by default.
        """
        context = self._context if context is None else context
        source = self._make_source()
        routes = Routes(source.nodes, source.edges)
        values = source.values(context.answers, leave_pending=True)
        requests = list(BatchNodes(source.nodes, routes, values, context).requests())
        called = self._called_workflows().values()
        return Needs(
            saved_workflows=tuple(dict.fromkeys(id_ for id_ in called if id_ not in context.saved_workflows)),
            prompts=tuple(
                dict.fromkeys(
                    r
                    for r in requests
                    if isinstance(r, PromptRequest) and r not in context.prompts and r.prompt not in context.prompts
                )
            ),
            board_images=tuple(
                dict.fromkeys(
                    r for r in requests if isinstance(r, BoardImagesRequest) and r not in context.board_images
                )
            ),
            pending=tuple(dict.fromkeys(p for p in self._pending_values() if p not in context.answers)),
        )

    def find_pending_inputs(self) -> dict[Pending, IvkWorkflowInput]:
        """Return the files to upload and the names to look up, each with the first input that has it."""
        inputs = self.inputs
        found: dict[Pending, IvkWorkflowInput] = {}
        for pending, node_id, name in self._locate_pending_values():
            if pending not in found:
                found[pending] = inputs[node_id, name]
        return found

    def compile(
        self,
        *,
        runs: int | None = None,
        board: str | None = None,
        unknown_nodes: UnknownNodes = "error",
        context: CompileContext | None = None,
        validate: bool = True,
    ) -> CompiledBatch:
        """Compile the current values to the graph and batch that the editor would send.

        Compiling is pure: the same workflow, values and context give the same result. It always refuses nodes of
        unknown types (unless `unknown_nodes` says otherwise), batch nodes without a list or generator, batch items
        that no server accepts, and pending values. With `validate` it also refuses everything that the server would
        refuse, or would accept and then fail to run.

        Args:
            runs: how often to repeat the whole batch; the context's number by default.
            board: the id of the board that "auto" stands for; the context's board by default.
            unknown_nodes: how to treat nodes whose type is not in the catalogue.
            context: the server's answers; the workflow's own context by default.
            validate: whether to refuse graphs and batches that could not run.

        Raises:
            UnknownNodeError: a node has an unknown type.
            MissingInputError: a required input has neither value nor connection.
            FieldValueError: a value has the wrong type, is out of bounds, is not an option, or is pending.
            GraphError: the graph has no nodes, has a cycle, or has two edges into one input.
            BatchError: the batch is empty or uneven, or a field does not accept one of its items.
        """
        return compile_source(
            self._make_source(),
            context=self._context if context is None else context,
            runs=runs,
            board=board,
            unknown_nodes=unknown_nodes,
            validate=validate,
        )

    def check(self, *, runs: int | None = None, context: CompileContext | None = None) -> list[Finding]:
        """Return every problem for which `compile` raises an error, each as a finding; empty if there is none.

        Pending values count as valid, unless their input accepts no such value. A fixed seed that several runs repeat
        is reported too, as a warning.

        Args:
            runs: how often to repeat the whole batch; the context's number by default.
            context: the server's answers; the workflow's own context by default.
        """
        context = self._context if context is None else context
        placeholders = {pending: pending.placeholder for pending in self.needs(context).pending}
        context = evolve(context, answers={**placeholders, **context.answers})
        return list(find_problems(self._make_source(), context=context, runs=runs))

    def to_definition(self, *, context: CompileContext | None = None) -> WorkflowDefinition:
        """Return the workflow with its current values and without its id, as the editor saves it.

        Args:
            context: the server's answers; the workflow's own context by default.

        Raises:
            FieldValueError: a value is yet to be uploaded or looked up.
            WorkflowFormatError: a value is nested too deeply.
        """
        context = self._context if context is None else context
        return type(self._definition)(embed_values(self._make_source(), context))

    def plan(self, *, runs: int | None = None, context: CompileContext | None = None) -> Plan:
        """Return what submitting would do: request, number of runs, findings. Sends nothing and never raises.

        Args:
            runs: how often to repeat the whole batch; the context's number by default.
            context: the server's answers; the workflow's own context by default.
        """
        from invokeai_sdk.workflow.plan import make_plan  # noqa: PLC0415 - loaded on first use

        return make_plan(self, runs=runs, context=context)

    # --- Reports ---------------------------------------------------------------------------------------------------

    def lint(
        self,
        *,
        catalogue: Catalogue | None = None,
        models: Iterable[object] | None = None,
        runs: int | None = None,
    ) -> list[Finding]:
        """Report every problem of the workflow and its current values, errors first; never raises.

        An error is a problem for which `compile` and `submit` raise an error.

        Args:
            catalogue: the node types to check against, such as those of another server; the workflow's own by
                default.
            models: the server's models, as objects or mappings with `key`, `hash`, `name`, `base` and `type`, and
                `variant` and `format` if known. Without them models are not checked.
            runs: how often the whole batch is to be repeated; the context's number by default.
        """
        from invokeai_sdk.workflow.lint import lint  # noqa: PLC0415 - loaded on first use

        workflow = self if catalogue is None or catalogue is self._catalogue else self._reload(catalogue)
        return lint(workflow, models=models, runs=runs)

    def describe(self) -> Description:
        """Describe the inputs on the form as a table; `print` it, or let rich draw it."""
        from invokeai_sdk.workflow.describe import describe  # noqa: PLC0415 - loaded on first use

        return describe(self)

    def to_json_schema(self, *, models: Iterable[object] = ()) -> JSONObject:
        """Return a JSON Schema of the values that `inputs.update` accepts, to render or validate a form.

        Args:
            models: the server's models, as for `lint`; the names of those that fit become examples.
        """
        from invokeai_sdk.workflow.describe import to_json_schema  # noqa: PLC0415 - loaded on first use

        return to_json_schema(self, models=models)

    def export_input_map(self) -> JSONObject:
        """Return the places of the inputs as JSON, to be stored beside a script that sets them."""
        from invokeai_sdk.workflow.input_map import export_input_map  # noqa: PLC0415 - loaded on first use

        return export_input_map(self)

    def verify_input_map(self, exported: JSONObject) -> InputMapReport:
        """Compare the workflow's inputs with those that `export_input_map` returned earlier.

        Args:
            exported: the exported input map.

        Raises:
            WorkflowFormatError: `exported` is not an input map.
        """
        from invokeai_sdk.workflow.input_map import verify_input_map  # noqa: PLC0415 - loaded on first use

        return verify_input_map(self, exported)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r}: {len(self._loaded.nodes)} nodes>"

    def _repr_html_(self) -> str:
        return self.describe()._repr_html_()

    # --- Implementation --------------------------------------------------------------------------------------------

    def _evolve(self, **changes: object) -> Self:
        """Return a workflow that differs from this one in the given private attributes."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__, **changes)
        return other

    def _reload(self, catalogue: Catalogue) -> Self:
        """Return the workflow read by another catalogue, with those of the current values that still have a field."""
        loaded = _load(self._definition, catalogue, self._context)
        reloaded = self._evolve(
            _catalogue=catalogue,
            _loaded=loaded,
            _complete=loaded,
            _fields={},
            _hidden={},
            _connected=None,
            _seed_sources=None,
        )
        for node in self._loaded.nodes.values():
            for name, stored in node.inputs.items():
                field = self.value(node.id, name)
                changed = field.pending or self.raw_value(node.id, name) != stored.value
                # Setting a `workflow_id` changes the node.
                if changed and node.id in reloaded.nodes and name in reloaded.nodes[node.id].inputs:
                    reloaded.set_value(node.id, name, field)
        return reloaded

    def _find_input(self, node_id: str, field_name: str) -> tuple[WorkflowNode, NodeInput]:
        """Return a node and its input, which is in the file or belongs to the node's type."""
        node = self.node(node_id)
        stored = node.inputs.get(field_name)
        if stored is not None:
            return node, stored
        if node.input_template(field_name) is None:
            known = (*node.inputs, *(node.template.inputs if node.template is not None else ()))
            raise UnknownInputError(
                f"{describe_node(node)} has no field {field_name!r}",
                suggestions=find_close_matches(field_name, known),
                node_id=node_id,
                field_name=field_name,
            )
        return node, NodeInput(field_name)

    def _call_saved_workflow(self, node_id: str) -> None:
        """Give a `call_saved_workflow` node the inputs of the saved workflow that it calls, as the editor does."""
        workflow_id = self.raw_value(node_id, WORKFLOW_ID)
        saved = self._context.saved_workflows.get(workflow_id) if isinstance(workflow_id, str) else None
        fields = self._fields.setdefault(node_id, {})
        if workflow_id and saved is None:
            names = [name for name in fields if name.startswith(SAVED_INPUT_PREFIX)]
            self._hidden.setdefault(node_id, {}).update({name: fields.pop(name) for name in names})
        else:
            node = self._complete.nodes[node_id]
            current = remove_saved_inputs(node) if saved is None else refresh_saved_inputs(node, saved, self._catalogue)
            self._complete = self._complete.with_node(current)
            fields.update(self._hidden.pop(node_id, {}))
            for name in [name for name in fields if name.startswith(SAVED_INPUT_PREFIX) and name not in current.inputs]:
                del fields[name]
        self._loaded = self._complete
        for hidden in self._hidden:
            self._loaded = self._loaded.with_node(remove_saved_inputs(self._loaded.nodes[hidden]))
        self._connected = self._seed_sources = None

    def _make_source(self) -> CompileSource:
        return CompileSource(self._loaded, self._fields, self._varied, self._catalogue)

    def _vary(self, key: InputKey, values: Iterable[object]) -> VariedInput:
        inp = self.inputs[key]
        return make_varied_input(inp.node, inp.field_name, values, connected=inp.connected)

    def _called_workflows(self) -> dict[str, str]:
        """Return the ids of the saved workflows that `call_saved_workflow` nodes call, by node id."""
        called: dict[str, str] = {}
        for node in self._loaded.nodes.values():
            if node.type == CALL_SAVED_WORKFLOW:
                workflow_id = self.raw_value(node.id, WORKFLOW_ID) if WORKFLOW_ID in node.inputs else UNSET
                if isinstance(workflow_id, str) and workflow_id:
                    called[node.id] = workflow_id
        return called

    def _pending_values(self) -> Iterator[Pending]:
        """Yield the files to upload and the names to look up, including models stored by InvokeAI 3."""
        return (pending for pending, _, _ in self._locate_pending_values())

    def _locate_pending_values(self) -> Iterator[tuple[Pending, str, str]]:
        """Yield the pending values, each with the node and field that it is in."""
        for node_id, fields in self._fields.items():
            for name, field in fields.items():
                if field.pending and not self.is_connected(node_id, name):
                    yield from ((pending, node_id, name) for pending in field.pending)
        for varied in chain.from_iterable(self._varied):
            yield from ((pending, varied.node_id, varied.field_name) for pending in varied.pending())
        for node in self._loaded.nodes.values():
            for name, model in list_legacy_models(node):
                if name not in self._fields.get(node.id, ()) and not self.is_connected(node.id, name):
                    yield model, node.id, name


def _copy_each(by_node: Mapping[str, Mapping[str, IvkField[Any]]]) -> dict[str, dict[str, IvkField[Any]]]:
    return {node_id: dict(fields) for node_id, fields in by_node.items()}


def _load(definition: WorkflowDefinition, catalogue: Catalogue, context: CompileContext) -> LoadedWorkflow:
    try:
        loaded = load(definition.raw, catalogue, context)
    except RecursionError:
        raise WorkflowFormatError("the workflow is nested too deeply") from None
    return evolve(loaded, findings=(*definition.findings, *loaded.findings)) if definition.findings else loaded
