# Two commands do everything: `make demo` runs the platform, `make test` checks it.
# SERVE=0 ends the demo after the standings; STATE=DIR puts its data elsewhere.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STATE ?= .qskills
SERVE ?= 1
JOBS ?= auto

.PHONY: demo test lint bench clean help

help:            ## Show the targets
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 16

demo: $(VENV)/.full .system-demo  ## Set up, grade the demo consortium, serve JupyterLab and the leaderboard
	@$(BIN)/qskills --state "$(STATE)" demo $(if $(filter 0,$(SERVE)),--no-serve)

test: $(VENV)/.dev .system-test lint  ## Run every check and test
	@$(BIN)/python -m pytest -n $(JOBS)

lint: $(VENV)/.dev  ## Format, lint, types and import rules
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.full .system-demo  ## Throughput beside stock nbgrader, on the same notebooks
	@$(BIN)/qskills bench

clean:           ## Remove the environment and the demo's data
	rm -rf $(VENV) .qskills .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/.full: pyproject.toml constraints.txt
	@.ci/setup venv "$(PYTHON)" $(VENV) full
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt
	@.ci/setup venv "$(PYTHON)" $(VENV) dev
	@touch $@ $(VENV)/.full

.PHONY: .system-demo .system-test
.system-demo:
	@.ci/setup system
.system-test:
	@.ci/setup system browser
