# make serve   the demo on http://127.0.0.1:8000      make serve PORT=8001
# make test    everything tests need, then the tests
# make test-screen-reader   what Orca says of the pages, key by key
# make check   format, lint, types, layers, tests: what CI runs

PYTHON ?= python3
PORT ?= 8000
TESTS ?= --ignore=tests/screen_reader
BIN = .venv/bin

.PHONY: serve test test-screen-reader check format clean

serve: .venv/installed
	@$(BIN)/legenda serve . --port $(PORT)

test: .venv/tools
	@$(BIN)/pytest --numprocesses auto --dist worksteal $(TESTS)

# Alone: on a busy machine Orca takes its time.
test-screen-reader: .venv/tools
	@$(BIN)/pytest tests/screen_reader

check: .venv/tools
	@scripts/check

format: .venv/tools
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

clean:
	rm -rf .venv node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Legenda needs Python 3.11 or newer; say which: make serve PYTHON=python3.12"; exit 1; }
	@echo "Installing Legenda into .venv (once) …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[media,search]'
	@touch $@

.venv/tools: .venv/installed package.json package-lock.json scripts/install-tools
	@scripts/install-tools
	@touch $@
