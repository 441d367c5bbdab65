# Every chore of the project. It needs GNU make and Python 3.11, 3.12 or 3.13 (make PYTHON=/path/to/python picks one).

VENV ?= .venv
REQUIREMENTS ?= cpu
export PYTHON
MAKEFLAGS += --no-builtin-rules

BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed-$(REQUIREMENTS)
DEV := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help install demo test check lint format types imports compose docs lock clean

help: ## list the chores
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(INSTALLED) ## install into .venv (for GPUs: make install REQUIREMENTS=gpu VENV=.venv-gpu)

demo: install ## diagnose a sick network from start to finish
	$(BIN)/deadweight demo

test: $(DEV) ## run every test, one file at a time on each of up to four cores
	$(BIN)/pytest --numprocesses=logical --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

check: lint types imports compose test ## all that must pass before a change lands

lint: $(DEV) ## style and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: $(DEV) ## rewrite the code in the project's format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: $(DEV) ## static types
	$(BIN)/mypy

imports: $(DEV) ## who may import whom
	$(BIN)/lint-imports

compose: $(DEV) ## Dockerfile and docker-compose.yml
	$(BIN)/hadolint Dockerfile
	@if ! command -v docker-compose >/dev/null; then echo "docker-compose is not installed: docker-compose.yml not checked"; \
	else POSTGRES_PASSWORD=unused docker-compose config --quiet && echo "docker-compose.yml is valid"; fi

docs: $(INSTALLED) ## write what is generated: docs/rules.md, and the table of what Keras ships
	$(BIN)/python -m cli.rule_text > docs/rules.md
	$(BIN)/python -m diagnostics.build.keras_tables
	@echo "After a Keras upgrade also: $(BIN)/python -m diagnostics.build.applications (ten minutes)"

lock: $(INSTALLED) ## lock the newest requirements that fit requirements/*.in
	for set in uv cpu gpu dev; do \
		$(BIN)/uv pip compile --quiet --upgrade --universal --fork-strategy fewest --python-version 3.11 \
			--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
			requirements/$$set.in --output-file requirements/$$set.txt || exit; done

clean: ## remove what the chores made
	rm -rf .venv .venv-gpu .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info build dist

# The stamp appears only after everything is installed. An interpreter that vanished counts as new, and installs again.
$(VENV)/.installed-%: requirements/%.txt requirements/uv.txt pyproject.toml scripts/install.sh $(BIN)/python
	scripts/install.sh $(VENV) $*

$(BIN)/python:
