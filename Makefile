# invokeai-sdk: `make help` lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
MAKEFLAGS += --no-builtin-rules

# The path of a Python of the given version, from PATH or from pyenv; empty if not found.
find_python = $(shell for p in python$(1) $$HOME/.pyenv/versions/$(1).*/bin/python; do \
	"$$p" -c 'import venv' >/dev/null 2>&1 && { echo "$$p"; break; }; done)

PYTHON ?= $(call find_python,3.11)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := pip install --quiet --disable-pip-version-check
TORCH ?=
FROM ?=
ARGS ?=

# The layers without I/O, by their files; the least branch coverage in percent that the unit and golden tests must reach.
PURE := schema/* fields/* workflow/* events/types.py events/decode.py events/subscription.py events/router.py \
	jobs/state.py transport/retry.py
PURE_COVERAGE := 97
empty :=
space := $(empty) $(empty)
comma := ,

export INVOKEAI_SDK_SERVER_HOME ?= $(CURDIR)/.server

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Dependency groups need pip 25.1; an older pip also leaves aiohttp out of python-socketio[asyncio_client].
$(VENV)/ready: pyproject.toml
	@test -n "$(PYTHON)" || { echo "no Python 3.11 found; name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m $(PIP) --upgrade 'pip>=25.1'
	$(BIN)/python -m $(PIP) --editable '.[cli,images,progress]' --group dev
	touch $@

.PHONY: setup
setup: $(VENV)/ready ## Set up the development environment in .venv

.PHONY: server
server: setup ## Install a local CPU InvokeAI in .server (TORCH='…' for your own torch)
	@$(BIN)/python -m invokeai_sdk.testing.install $(if $(TORCH),--torch '$(TORCH)')

.PHONY: server-if-tested
server-if-tested: setup
	@if [ "$${INVOKEAI_TEST_SERVER:-1}" != 0 ]; then $(MAKE) --no-print-directory server; fi

.PHONY: test
test: $(if $(ARGS),,check drift) tests ## Run check, drift and all tests (ARGS='…': only pytest, with these arguments)

.PHONY: tests
tests: setup server-if-tested
	@$(BIN)/python -m pytest $(ARGS)

.PHONY: test-all
test-all: check drift ## Run check and drift, then all tests on each Python of 3.11, 3.12 and 3.13 that is there
	@$(foreach version,3.11 3.12 3.13,$(if $(call find_python,$(version)),\
		echo "== Python $(version)"; \
		$(MAKE) --no-print-directory tests VENV=$(if $(filter 3.11,$(version)),.venv,.venv-$(version)) PYTHON="$(call find_python,$(version))";,\
		echo "== Python $(version) is not installed";))

.PHONY: demo
demo: setup ## Make images with two workflows on a local server, or on the server at INVOKEAI_URL
	@if [ -z "$${INVOKEAI_URL:-}" ]; then $(MAKE) --no-print-directory server; fi
	$(BIN)/python examples/demo.py

.PHONY: regen
regen: setup ## Rebuild the bindings and the node catalogue (FROM=url or file) and report what changed
	@$(BIN)/python -m codegen regen $(if $(FROM),--from '$(FROM)')

.PHONY: mirror
mirror: setup ## Rewrite the blocking classes (sdk/invokeai_sdk/sync) from the asynchronous classes
	@$(BIN)/python -m codegen mirror

.PHONY: docs
docs: setup ## Rewrite docs/operations.md, the table of operations and methods
	@$(BIN)/python -m codegen docs

.PHONY: drift
drift: setup ## Fail if generated/, the blocking classes or docs/operations.md are out of date
	@$(BIN)/python -m codegen drift
	$(BIN)/python -m codegen mirror --check
	$(BIN)/python -m codegen docs --check

.PHONY: check
check: lint types verifytypes contracts ## Check lint, format, types (mypy and pyright), public types and import contracts

.PHONY: lint
lint: setup
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: setup
	@$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python

.PHONY: contracts
contracts: setup
	@PYTHONPATH=. $(BIN)/lint-imports

.PHONY: verifytypes
verifytypes: setup ## Fail if pyright knows less than 98 % of the public types, and list the others
	@$(BIN)/python tests/typing/completeness.py

.PHONY: coverage
coverage: setup ## Measure coverage by the unit and golden tests; the layers without I/O need 97 %
	@$(BIN)/python -m pytest tests/unit tests/golden --hypothesis-profile=ci --cov --cov-report= $(ARGS)
	echo "== the whole package"
	$(BIN)/coverage report
	echo "== the layers without I/O"
	$(BIN)/coverage report --show-missing --fail-under=$(PURE_COVERAGE) \
		--include='$(subst $(space),$(comma),$(addprefix sdk/invokeai_sdk/,$(PURE)))'

.PHONY: hooks
hooks: setup ## Have git run the linters and type checkers before each commit
	@$(BIN)/pre-commit install

.PHONY: bench
bench: setup server ## Measure ratios of times against other libraries and write tests/bench/results.md
	@$(BIN)/python tests/bench/run.py

.PHONY: storm
storm: setup server ## Submit 500 jobs through a relay that resets most connections, with 20 seeds: about ten minutes
	@INVOKEAI_SDK_STORM_SEEDS=20 $(BIN)/python -m pytest tests/faults/test_relay_storm.py

.PHONY: build
build: setup ## Build the wheel and the source distribution in dist/
	@$(BIN)/python -m build

.PHONY: clean
clean: ## Remove everything that the other targets make, the local server too
	rm -rf .venv .venv-* .server .coverage* build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
