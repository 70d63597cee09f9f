# Two commands: `make run` and `make test`. Each sets up what it needs, the first time and whenever the lock
# files change. Needed beforehand: Python 3.11 or newer (with venv) and make; nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check wheel lock clean

run: $(VENV)/run.done
	@exec $(BIN)/python -m bot run

test: $(VENV)/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

wheel: $(VENV)/dev.done
	$(BIN)/hatchling build -t wheel -d dist

lock: $(VENV)/dev.done
	requirements/lock.sh

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: set PYTHON=python3.12, say.")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements/run.txt | $(VENV)/bin/python
	@echo "Setting up, once: this takes less than a minute."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/dev.done: requirements/dev.txt | $(VENV)/bin/python
	@echo "Setting up, once: this takes about a minute."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/run.done
