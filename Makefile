# Two commands matter: `make run` and `make test`. Everything they need, they install into .venv.
PYTHON ?= $(shell for one in python3 python3.13 python3.12 python3.11; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && break; done)
PORT ?= 8501
WORKERS ?= auto
RAW ?= $(shell [ -d ../shared/data ] && echo ../shared/data || echo raw)
BIN := .venv/bin

.PHONY: help run test coverage mutation lint types data validate requirements audit a11y pictures plotly sheets bench torture clean

help:          ## list the targets
	@grep -E '^[a-z0-9]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: .*## /\t/'

run: .venv/installed          ## serve the dashboard at http://localhost:8501
	$(BIN)/streamlit run serve.py --server.port $(PORT)

test: .venv/tested          ## run every test, the browser's included, on all cores (WORKERS=2)
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses=4 --dist worksteal

coverage: .venv/tested          ## say which lines and branches of s3dash no test runs (the browser's aside)
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses=4 --dist worksteal -m "not browser" --cov --cov-report=term

mutation: .venv/tested          ## change s3dash/measures in small ways and list the changes that no test notices
	$(BIN)/python -m pip install --quiet mutmut==3.8.1
	HYPOTHESIS_PROFILE=mutation $(BIN)/mutmut run
	$(BIN)/mutmut results

lint: .venv/tested          ## format and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: .venv/tested          ## type check
	$(BIN)/mypy

data: .venv/installed          ## make the data release from the raw files in $(RAW)
	$(BIN)/python -m s3dash ingest --raw $(RAW)
	$(BIN)/python -m s3dash dictionary > docs/data-dictionary.md
	$(BIN)/python -m tests.docs.data_licences

validate: .venv/installed          ## check the data release
	$(BIN)/python -m s3dash validate

requirements: .venv/tested          ## pin requirements.txt and requirements-test.txt from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url \
		--output-file requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url \
		--extra test --constraint requirements.txt --output-file requirements-test.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url \
		--constraint requirements-test.txt --output-file requirements-bench.txt bench/requirements.in

audit: .venv/tested          ## ask for known faults of the pinned packages (needs a network)
	-$(BIN)/uv tool run pip-audit --requirement requirements.txt --no-deps --disable-pip
	@echo "Without a network, or for packages that 'could not be audited', this proves nothing."

a11y: .venv/tested          ## check how accessible every page is, in both languages, light and dark
	$(BIN)/python -m tests.browser.chromium
	ALL_SETTINGS=1 $(BIN)/python -m pytest tests/browser/test_access.py

pictures: .venv/tested          ## make the pictures of the documents, and of every page in four settings
	$(BIN)/python -m tests.docs.architecture_picture
	$(BIN)/python -m tests.browser.pictures

plotly:          ## build plotly's JavaScript for the figures, after a new version of it (needs Node and npm)
	mkdir -p build && cp -r s3dash/component/plotly build
	cd build/plotly && npm ci --ignore-scripts --no-audit --no-fund && npm run build
	cp build/plotly/plotly.min.js build/plotly/licences.txt s3dash/component/plotly

sheets: .venv/tested          ## make the two-page sheets of all places in both languages and check them
	ALL_SHEETS=1 $(BIN)/python -m pytest -n $(WORKERS) --maxprocesses=4 tests/test_all_sheets.py

bench: bench/.cache/installed          ## compare with Streamlit and Dash; QUICK=1 few repeats, ACCEPT=1 accept ratios, PAGE=1 write the page
	PYTHONPATH=$(CURDIR)/bench/.cache/packages $(BIN)/python -m bench $(if $(QUICK),--quick) $(if $(ACCEPT),--accept) $(if $(PAGE),--page)

# beside the environment of the project: Dash brings a plugin for pytest, which would join the tests
bench/.cache/installed: .venv/tested requirements-bench.txt
	$(BIN)/python -m pip install --quiet --upgrade --target bench/.cache/packages --requirement requirements-bench.txt
	touch $@

torture: .venv/tested          ## break it: links, data, ingest, load; SOAK=60 minutes of soak, SHORT=1 a sample
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.torture --soak $(or $(SOAK),1) $(if $(SHORT),--short)

clean:          ## remove the environment and what tools left behind
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache .coverage* mutants *.egg-info

.venv/installed: requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3 ..."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

.venv/tested: .venv/installed requirements-test.txt
	$(BIN)/python -m pip install --quiet --requirement requirements-test.txt
	touch $@
