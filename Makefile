# What a person types and what CI runs. `make help` lists it.

# The first interpreter found that is new enough; `make PYTHON=/path/to/python run` names another.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
SAMPLE := .sample
QUESTION := 芯片企业流片可以得到哪些支持？
# More for pytest: `make test ARGS="-k offsets"`; for fuzzing, the readers: `make fuzz ARGS="pdf docx"`.
ARGS ?=
# How long `make fuzz` stays with each reader.
SECONDS ?= 60

.DEFAULT_GOAL := help
.PHONY: help install run test check bench fuzz

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

install: $(INSTALLED) ## the environment in .venv, from constraints.txt

run: $(INSTALLED) $(SAMPLE)/CURRENT ## index the sample corpus, answer one question, open http://127.0.0.1:7860
	$(BIN)/policykb ask '$(QUESTION)' --home $(SAMPLE)
	$(BIN)/policykb serve --home $(SAMPLE)

test: $(INSTALLED) ## the whole suite, without network
	$(BIN)/python -m pytest $(ARGS)

check: $(INSTALLED) ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(INSTALLED) ## the figures of the README, side by side with what they are compared to
	$(BIN)/python -m benchmarks $(ARGS)

fuzz: $(INSTALLED) ## broken files for every reader, SECONDS=60 each; Linux only
	@$(BIN)/python -c 'import atheris' 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,fuzz]'
	$(BIN)/python -m fuzz --seconds $(SECONDS) $(ARGS)

$(INSTALLED): pyproject.toml constraints.txt
	@test -n '$(PYTHON)' || { echo 'make: no Python 3.11 or newer found; install one, or name it: make PYTHON=/path/to/python run' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

# Only where there is none yet: what was indexed into it since stays.
$(SAMPLE)/CURRENT: | $(INSTALLED)
	$(BIN)/policykb build corpus/documents --home $(SAMPLE)
