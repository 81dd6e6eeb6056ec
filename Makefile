# Each target sets up what it needs (.venv, once). ARGS goes to the program: make test ARGS="tests/law -k boundary"
BIN := .venv/bin
ARGS ?=

.PHONY: help demo test check style types imports migrations translated addresses format bench nightly translations lock
.DEFAULT_GOAL := help

help:
	@echo "make demo          the synthetic city on http://127.0.0.1:8000"
	@echo "make test          all tests"
	@echo "make check         style, types, import line, migrations, translations"
	@echo "make format        put the code into the house's form"
	@echo "make bench         the benchmarks"
	@echo "make nightly       all tests on Debian's PostgreSQL 15"
	@echo "make translations  compile the Indonesian catalogue"
	@echo "make lock          recompile the locked requirements"

.venv/set-up: requirements/dev.txt pyproject.toml scripts/set-up.sh
	@scripts/set-up.sh

demo: .venv/set-up
	@$(BIN)/payung demo $(ARGS)

test: .venv/set-up
	@scripts/test-programs.sh
	@$(BIN)/python -m pytest -q $(ARGS)

# One target each, so that `make -k check` shows everything that is wrong.
check: style types imports migrations translated addresses

style: .venv/set-up
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/set-up
	$(BIN)/mypy

imports: .venv/set-up
	$(BIN)/lint-imports --no-logo

migrations: .venv/set-up
	$(BIN)/python tools/django_checks.py

translated: .venv/set-up
	$(BIN)/python tools/translations.py check

addresses: .venv/set-up
	$(BIN)/python tools/addresses.py

format: .venv/set-up
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

bench: .venv/set-up
	$(BIN)/payung bench screen
	$(BIN)/payung bench enrol
	$(BIN)/payung bench invoice

nightly: .venv/set-up
	scripts/postgresql15.sh $(ARGS)

translations: .venv/set-up
	$(BIN)/python tools/translations.py compile

lock: .venv/set-up
	$(BIN)/uv pip compile --quiet --all-extras --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -c requirements/dev.txt pyproject.toml -o requirements/run.txt
