# The two commands to know: `make generate` prints generated/ from spec/, `make test` proves it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/generate: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/develop: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/generate

# The client in the same environment, so that the examples run.
$(VENV)/client: $(VENV)/generate generated/claude-client/pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e generated/claude-client
	@touch $@

generate: $(VENV)/generate ## spec/ -> generated/
	$(BIN)/clientsmith generate
	@$(MAKE) --no-print-directory $(VENV)/client

check: $(VENV)/generate ## is generated/ what spec/ gives?
	$(BIN)/clientsmith check

test: $(VENV)/develop $(VENV)/client ## every test but the slow ones
	$(BIN)/python -m pytest -m "not slow"

# The reference of tests/differential, which needs other versions of what ours needs.
$(VENV)-reference/ready: Makefile
	$(PYTHON) -m venv $(VENV)-reference
	$(VENV)-reference/bin/python -m pip install --quiet --disable-pip-version-check anthropic==1.17.0
	@touch $@

# The compiler, the linter and the bundler of tests/typescript.
.node/ready: tests/typescript/package.json tests/typescript/package-lock.json
	mkdir -p .node
	cp tests/typescript/package.json tests/typescript/package-lock.json .node/
	npm --prefix .node ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

slow: $(VENV)/develop $(VENV)/client $(VENV)-reference/ready .node/ready ## the slower tests, the linters and the type checkers
	$(BIN)/ruff check .
	$(BIN)/black --quiet --check .
	$(BIN)/clientsmith lint
	$(BIN)/clientsmith check
	$(BIN)/clientsmith report spec/openapi.yaml --floor spec/report.json
	$(BIN)/python -m pytest -m slow

spec-report: $(VENV)/generate ## how complete spec/ is; fails when a figure has fallen
	$(BIN)/clientsmith report spec/openapi.yaml --floor spec/report.json

record: $(VENV)/generate ## recordings made anew against the live API; needs ANTHROPIC_API_KEY
	$(BIN)/clientsmith record tests/recordings

.venv-peer/ready: Makefile
	$(PYTHON) -m venv .venv-peer
	.venv-peer/bin/python -m pip install --quiet --disable-pip-version-check anthropic==2.12.0
	@touch $@

.venv-client/ready: generated/claude-client/pyproject.toml
	$(PYTHON) -m venv .venv-client
	.venv-client/bin/python -m pip install --quiet --disable-pip-version-check -e generated/claude-client
	@touch $@

bench: $(VENV)/develop .venv-peer/ready .venv-client/ready ## claude-client beside the official SDK, in one table
	$(BIN)/python -m bench

golden: $(VENV)/develop ## tests/golden/ from what is printed now
	$(BIN)/python tests/golden/update.py

.PHONY: help generate check test slow spec-report record bench golden
