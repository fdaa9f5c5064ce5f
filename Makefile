# make demo: try it. make test: what CI runs. make test-full: the long amounts. make bench: measurements.
VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PYTHON ?= python3

.PHONY: demo test test-full bench lint clean

# Installed with uv when it is there, with venv and pip otherwise; again when the project's own files change.
$(VENV)/.app: pyproject.toml
	@if command -v uv >/dev/null 2>&1; then uv venv -q --allow-existing $(VENV) && uv pip install -q --python $(BIN)/python -e .; \
	else $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install -q --disable-pip-version-check -e .; fi
	@touch $@

$(VENV)/.test: $(VENV)/.app pyproject.toml
	@if command -v uv >/dev/null 2>&1; then uv pip install -q --python $(BIN)/python -e '.[test]'; \
	else $(BIN)/python -m pip install -q --disable-pip-version-check -e '.[test]'; fi
	@touch $@

demo: $(VENV)/.app
	@$(BIN)/letsconnect demo

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not full and not bench"

test-full: lint
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not bench" --full

bench: $(VENV)/.test
	$(BIN)/python -m pytest -m bench -s tests/benchmarks

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
