# Two commands for a newcomer: `make demo` and `make test`. Each sets up what it needs in .venv/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SEEDED := $(VENV)/.installed

.PHONY: demo test lint types imports unit setup lock bench clean

demo: setup
	$(BIN)/policylint check corpora/samples/board-terms-of-reference.docx --exit-zero

test: setup lint types imports unit

setup: $(SEEDED)

$(SEEDED): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("policylint needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(SEEDED)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

unit: setup
	$(BIN)/python -m pytest -n auto

# Exact versions with hashes for every platform; needs uv (pip install uv).
lock:
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-annotate \
		--python-version 3.11 --output-file requirements.lock

bench: setup
	for file in benchmarks/*.py; do $(BIN)/python $$file; done

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
