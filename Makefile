# Two commands: `make run` codes the sample articles and writes out/report.html; `make test` runs all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARTICLES ?=

.PHONY: setup run test lint clean

# The stamp holds until the project file changes; the index is built once into the user's cache folder.
$(VENV)/.ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "marsad needs Python 3.11 or newer: run make with PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

setup: $(VENV)/.ready
	$(BIN)/marsad setup

run: setup
	mkdir -p out
	$(BIN)/marsad code $(if $(ARTICLES),$(ARTICLES),--samples) --report out/report.html

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .

clean:
	rm -rf $(VENV) out
