# `make run` loads the sample articles into an archive and serves the map; `make test` runs all tests, `make check` the quick ones.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARTICLES ?=
PORT ?= 8000
# A process a core; each has servers and a browser of its own, and takes over what another has not got to.
TESTS = $(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal
FUZZ_SECONDS ?= 1800
FUZZ_KINDS ?= text html mhtml jsonl json csv tsv excel parquet warc telegram feed lines blocks
PAGES := src/marsad/serve/pages/index.html
WEB := $(shell find web/src web/public -type f 2>/dev/null) web/index.html web/package.json web/package-lock.json web/vite.config.ts web/svelte.config.js web/tsconfig.json

.PHONY: setup run train test check bench fuzz fuzz-api lint clean wheel

# The stamp holds until the project file changes; the index is built once into the user's cache folder.
$(VENV)/.ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "marsad needs Python 3.11 or newer: run make with PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

$(PAGES): $(WEB)
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || { echo "marsad's pages need Node 20 or newer to be built: install it and run make again"; exit 1; }
	cd web && npm ci --silent --no-audit --no-fund && npm run --silent check && npm run --silent build
	touch $@

setup: $(VENV)/.ready $(PAGES)
	$(BIN)/marsad setup

run: setup
	mkdir -p out
	$(BIN)/marsad add --db out/marsad.db --samples $(ARTICLES)
	$(BIN)/marsad serve --db out/marsad.db --port $(PORT)

# Spark is large, so only the tests bring it, and only where there is a Java to run it; without one they say that they skip it.
$(VENV)/.spark: pyproject.toml $(VENV)/.ready
	if command -v java >/dev/null 2>&1; then $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[spark]' && touch $@; fi

test: setup $(VENV)/.spark
	$(TESTS)

# What to run before each commit, in two minutes: lint, the types of the pages (by setup), the tests that are quick.
check: lint
	$(TESTS) -m 'not slow and not browser and not postgres and not spark'

# A long run of what tests/test_api_fuzz.py does shortly: 500 requests of each kind to each address of the API.
fuzz-api: setup
	MARSAD_FUZZ=500 $(BIN)/python -m pytest tests/test_api_fuzz.py

# Fit the reader anew: make train GOLD="a.jsonl b.jsonl" [CORPUS=news.jsonl.xz]
train: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[train]"
	$(BIN)/python -m marsad.train $(GOLD) $(if $(CORPUS),--corpus $(CORPUS))

bench: setup
	$(BIN)/python bench/performance.py

# Each reader for half an hour; make fuzz FUZZ_KINDS=feed FUZZ_SECONDS=60 for one. What is found lies in out/fuzz/.
fuzz: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	@failed=; for kind in $(FUZZ_KINDS); do \
	  $(BIN)/python fuzz/readers.py $$kind out/fuzz/$$kind -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 || failed="$$failed $$kind"; \
	done; test -z "$$failed" || { echo "marsad: something was found in:$$failed (out/fuzz/KIND/crash-...)"; exit 1; }

lint: setup
	$(BIN)/ruff check .

# A wheel with the pages in it, for machines without Node.
wheel: setup
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) out dist web/node_modules src/marsad/serve/pages
