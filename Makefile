# invokeai-sdk: `make help` lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
MAKEFLAGS += --no-builtin-rules

# A Python of the given version, from PATH or from pyenv; empty if there is none.
find_python = $(shell for p in python$(1) $$HOME/.pyenv/versions/$(1).*/bin/python; do \
	"$$p" -c 'import venv' >/dev/null 2>&1 && { echo "$$p"; break; }; done)

PYTHON ?= $(call find_python,3.11)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := pip install --quiet --disable-pip-version-check
TORCH ?=
FROM ?=
ARGS ?=

export INVOKEAI_SDK_SERVER_HOME ?= $(CURDIR)/.server

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# dependency groups need pip 25.1; an older pip also leaves aiohttp out of python-socketio[asyncio_client]
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
test: setup server-if-tested ## Run all tests (INVOKEAI_TEST_SERVER=0 leaves the real server out, ARGS='…' for pytest)
	@$(BIN)/python -m pytest $(ARGS)

.PHONY: test-all
test-all: ## Run all tests on every Python of 3.11, 3.12 and 3.13 that is present
	@$(foreach version,3.11 3.12 3.13,$(if $(call find_python,$(version)),\
		echo "== Python $(version)"; \
		$(MAKE) --no-print-directory test VENV=$(if $(filter 3.11,$(version)),.venv,.venv-$(version)) PYTHON="$(call find_python,$(version))";,\
		echo "== Python $(version) is not here";))

.PHONY: demo
demo: setup ## Make images with two workflows on a local server, or on the one at INVOKEAI_URL
	@if [ -z "$${INVOKEAI_URL:-}" ]; then $(MAKE) --no-print-directory server; fi
	$(BIN)/python examples/demo.py

.PHONY: regen
regen: setup ## Rebuild the bindings and the node catalogue (FROM=url or file), and say what changed
	@$(BIN)/python -m codegen regen $(if $(FROM),--from '$(FROM)')

.PHONY: mirror
mirror: setup ## Write the blocking surface (sdk/invokeai_sdk/sync) anew, from the asynchronous one
	@$(BIN)/python -m codegen mirror

.PHONY: drift
drift: setup ## Fail if generated/ or the blocking surface is not byte for byte what codegen makes
	@$(BIN)/python -m codegen drift
	$(BIN)/python -m codegen mirror --check

.PHONY: check
check: setup ## Lint, format, types, import contracts
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports

.PHONY: bench
bench: setup server ## Measure, as ratios, and write tests/bench/results.md
	@$(BIN)/python tests/bench/run.py

.PHONY: build
build: setup ## Build the wheel and the source distribution in dist/
	@$(BIN)/python -m build

.PHONY: clean
clean: ## Remove everything that was built, the local server included
	rm -rf .venv .venv-* .server build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
