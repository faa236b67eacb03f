# What the README promises: make run, make test, make lint, make bench. The rest serves those.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

.PHONY: run test lint bench strings pins clean
.DEFAULT_GOAL := run

run: .venv/core.stamp $(CATALOGUES)
	@PORT=$(PORT) $(BIN)/python -m tools.run

test: .venv/dev.stamp $(CATALOGUES)
	@$(BIN)/python -m tools.test

lint: .venv/dev.stamp $(CATALOGUES)
	@$(BIN)/python -m tools.lint

bench: .venv/dev.stamp $(CATALOGUES)
	@$(BIN)/python -m bench

# After changing interface text: collect it and bring every language's file up to date.
strings: .venv/dev.stamp
	@$(BIN)/python -m tools.catalogues update

# After changing requirements/*.in (needs uv): pin every version with its hashes.
pins:
	uv pip compile requirements/core.in --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements/core.txt
	uv pip compile requirements/dev.in -c requirements/core.txt --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements/dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Orientation needs Python 3.11 or newer; $(PYTHON) is older. Set PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making the virtual environment …"
	@$(PYTHON) -m venv .venv

.venv/core.stamp: requirements/core.txt | .venv/bin/python
	@echo "Installing what the server needs …"
	@$(PIP) -r requirements/core.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/core.stamp
	@echo "Installing what tests and linters need …"
	@$(PIP) --no-binary esprima -r requirements/dev.txt  # plain Python, published as source only
	@touch $@

%.mo: %.po | .venv/core.stamp
	@$(BIN)/python -m tools.catalogues compile $< $@
