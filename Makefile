# Short names for what run.py and .ci/run do. On Windows call those directly.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup test lint fmt serve ci clean

setup:            ## make .venv and install everything a developer needs
	$(PYTHON) run.py test --version
	$(BIN)/python -m pip install --quiet --editable '.[dev]'

test:             ## every test this machine can run
	$(PYTHON) run.py test

lint:             ## format, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fmt:              ## put every file into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

serve:            ## the demonstration, on a SQLite file in this folder
	$(PYTHON) run.py

ci:               ## everything that must hold before a merge
	.ci/run

clean:            ## remove what tools left behind; data files stay
	rm -rf .venv .venv.lock .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
