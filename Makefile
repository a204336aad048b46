# Everything a developer or a newcomer runs. `make help` lists it.

PYTHON ?= python3
PORT ?= 8000
BROWSER ?= 1
# One more than there are cores: the browser's worker waits half of its time.
JOBS ?= $(shell echo $$(( $$(nproc 2>/dev/null || echo 1) + 1 )))

# The product reads HUIYIN_…; what a shell happens to hold must not reach the demo or the tests.
unexport HUIYIN_DATABASE_URL HUIYIN_PRODUCTION HUIYIN_DEBUG HUIYIN_SECRET_KEY HUIYIN_AUDIT_KEY HUIYIN_FIELD_KEYS HUIYIN_ALLOWED_HOSTS
# Compiled once instead of in each of the dozens of processes.
unexport PYTHONDONTWRITEBYTECODE
unexport DJANGO_SETTINGS_MODULE PYTHONPATH PYTHONHOME VIRTUAL_ENV

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q
PYTEST = $(BIN)/python -m pytest -n $(JOBS) --dist loadscope
# While the workers wait for the migrated SQLite file, a core is free to migrate PostgreSQL's; what
# goes wrong here goes wrong again, and is told, where that server is wanted.
BEFORE_POSTGRESQL = { $(BIN)/python -m tests.postgres true >/dev/null 2>&1 & migrating=$$!; }
UNMARKED := $(if $(filter 0,$(BROWSER)),-m "not browser",)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-all nightly check bench fix setup clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.project ## serve a bureau from 2020 to today on http://127.0.0.1:8000 (PORT= changes it)
	@HUIYIN_HOME=var/demo exec $(BIN)/huiyin demo-serve --port $(PORT)

test: setup ## all tests on SQLite with a browser, and on a real PostgreSQL what may differ there (BROWSER=0: no browser)
	@$(if $(UNMARKED),echo "BROWSER=0: the browser tests are left out",:)
	@echo "tests on SQLite"
	@$(BEFORE_POSTGRESQL); $(PYTEST) $(UNMARKED); status=$$?; wait $$migrating; exit $$status
	@echo "tests on PostgreSQL"
	@$(BIN)/python -m tests.postgres $(PYTEST) -m "not browser" --differing

test-all: setup ## every test on both databases, with a browser
	@$(BEFORE_POSTGRESQL); $(PYTEST); status=$$?; wait $$migrating; exit $$status
	@$(BIN)/python -m tests.postgres $(PYTEST) -m "not browser"

nightly: setup ## test-all with the long trials, again at two awkward moments, and the measurements
	@$(PYTEST) --thorough
	@$(BIN)/python -m tests.postgres $(PYTEST) -m "not browser" --thorough
	@TZ=America/Los_Angeles $(PYTEST) -m "not browser" --clock after-midnight
	@TZ=Pacific/Kiritimati $(PYTEST) -m "not browser" --clock end-of-year
	@$(BIN)/python -m bench

check: setup ## format, lint, types, layers, migrations, tables in docs, then the tests
	@echo "format and lint"
	@$(BIN)/ruff format --check -q .
	@$(BIN)/ruff check -q .
	@echo "types"
	@HUIYIN_HOME=var/check $(BIN)/mypy --no-error-summary huiyin
	@echo "import layers"
	@$(BIN)/lint-imports --no-logo
	@echo "migrations"
	@HUIYIN_HOME=var/check $(BIN)/huiyin makemigrations --check --dry-run
	@echo "tables in the documentation"
	@HUIYIN_HOME=var/check $(BIN)/python -m tests.architecture.written_tables
	@$(MAKE) --no-print-directory test

bench: setup ## measure against targets and peers: a table, and var/bench/*.json
	@$(BIN)/python -m bench

fix: setup ## format, mend what can be mended, rewrite the tables in docs, compile the catalogues
	@$(BIN)/ruff check -q --fix . || true
	@$(BIN)/ruff format -q .
	@HUIYIN_HOME=var/check $(BIN)/python -m tests.architecture.written_tables --write
	@$(BIN)/python -m tests.architecture.catalogues

setup: $(VENV)/.project $(VENV)/.test ## make .venv with everything that demo, tests and checks need

clean: ## remove what the above created, nothing else
	@rm -rf $(VENV) var/demo var/check var/bench var/tests build huiyin.egg-info
	@rm -rf .mypy_cache .ruff_cache .hypothesis .import_linter_cache .grimp_cache .pytest_cache
	@find bench huiyin tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@rm -rf __pycache__
	@rmdir var 2>/dev/null || true

# --- the environment: each stamp stands for one finished step ---

# A virtual environment does not survive being moved: where it stood elsewhere, it is made anew.
MADE_FOR := $(shell cat $(VENV)/.place 2>/dev/null)
ifneq ($(MADE_FOR),$(CURDIR))
.PHONY: $(addprefix $(VENV)/.,place runtime project test)
endif

$(VENV)/.place:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "huiyin needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 | head -n 1). Try: make PYTHON=python3.12" >&2; exit 1; }
	@echo "making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(if $(MADE_FOR),--clear) $(VENV) || { \
	  echo "Python cannot make a virtual environment here (on Debian: apt install python3-venv)" >&2; exit 1; }
	@printf '%s' '$(CURDIR)' > $@

$(VENV)/.runtime: requirements/runtime.txt | $(VENV)/.place
	@echo "installing $$(grep -c == $<) packages that huiyin runs on (about half a minute)"
	@$(PIP) install --require-hashes -r $<
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.runtime
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.runtime
	@echo "installing what the tests and checks need ($$(grep -c == $<) packages in all)"
	@$(PIP) install --require-hashes -r $<
	@touch $@
