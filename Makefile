# Two commands do everything: `make run` (try it) and `make test` (prove it).

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
QUESTION := What did Lavrov say about the intergovernmental commission?
TESTS ?= tests
PYTEST_ARGS ?=
APP_ARGS ?=
BENCH_ARGS ?=

# Where containers forbid Python to write bytecode, each start would compile a thousand modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup run test check bench lock clean models browser screenshots
.DEFAULT_GOAL := run

$(VENV)/.installed: requirements-bootstrap.lock requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found."; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bootstrap.lock
	@$(BIN)/uv pip sync --quiet --system-certs --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --system-certs --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

models: $(VENV)/.installed
	@$(BIN)/dateline setup

setup: models

run: setup
	@$(BIN)/dateline ingest --sample
	@echo "The sample news is in. Other things to type, in another terminal:"
	@echo "  $(BIN)/dateline ask \"$(QUESTION)\""
	@echo "  $(BIN)/dateline quotes --speaker Lavrov"
	@echo "  $(BIN)/dateline ingest YOUR-ARTICLES.jsonl    # or a folder, .txt, .md, .html, .csv, a web address"
	@$(BIN)/dateline app $(APP_ARGS)

browser: $(VENV)/.installed
	@$(BIN)/python tests/ui/get_browser.py

screenshots: setup browser
	@$(BIN)/python tests/ui/screenshots.py docs/screenshots

check: $(VENV)/.installed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: setup check browser
	@$(BIN)/python -m pytest $(TESTS) -n 2 --dist worksteal --cov --cov-report=term:skip-covered $(PYTEST_ARGS)

bench: setup
	@$(BIN)/dateline eval bench $(BENCH_ARGS)

lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .coverage*
