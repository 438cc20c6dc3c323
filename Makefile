# make lab · make test · make stress · make bench · make notebooks
#
# Needs Python 3.11 or newer and nothing else: the first run creates .venv and installs there; later runs start at once.
# PYTHON=/path/to/python3.12 chooses the interpreter, VENV=folder the place.

VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?=
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help lab test stress bench notebooks

help:
	@echo "make lab        open the course in JupyterLab (installs into $(VENV) the first time)"
	@echo "make test       run every test"
	@echo "make stress     the same, with the long versions of the tests that kill and interleave"
	@echo "make bench      measure speed"
	@echo "make notebooks  run all notebooks again on the practice model and save their outputs"

lab: $(VENV)/.installed
	@$(BIN)/workshop lab

test: $(VENV)/.installed-test
	@$(BIN)/workshop test

stress: $(VENV)/.installed-test
	@$(BIN)/workshop test --stress

notebooks: $(VENV)/.installed
	@$(BIN)/workshop run --save

bench: $(VENV)/.installed-bench
	@if [ -f benchmarks/__main__.py ]; then $(BIN)/python -m benchmarks; \
	else echo "There is no benchmark yet: benchmarks/__main__.py is missing."; fi

# The first interpreter that runs, is new enough and can make a venv. A name on PATH may be a shim that does not run.
$(BIN)/python:
	@works='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'; \
	for python in "$(PYTHON)" $(if $(PYTHON),,python3.14 python3.13 python3.12 python3.11 python3 python); do \
	    if "$$python" -c "$$works" >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo "This course needs Python 3.11 or newer with its venv module. $(if $(PYTHON),PYTHON is $(PYTHON); that is:,\
Tried python3.14 to python3.11, python3 and python. python3 is:)"; \
	    echo "  $$("$(or $(PYTHON),python3)" --version 2>&1 | tail -n 1)"; \
	    echo "Install one (Debian and Ubuntu: apt install python3 python3-venv; macOS: brew install python;"; \
	    echo "or python.org), or name yours: make PYTHON=/path/to/python3.12 lab"; \
	    exit 1; \
	fi; \
	echo "Creating $(VENV) with $$("$$found" --version)."; \
	"$$found" -m venv --clear "$(VENV)"

$(VENV)/.installed: extras :=
$(VENV)/.installed-test: extras := [test]
$(VENV)/.installed-bench: extras := [bench]

$(VENV)/.installed $(VENV)/.installed-test $(VENV)/.installed-bench: $(BIN)/python pyproject.toml constraints.txt
	@echo "Installing the course and what it needs (once; a few minutes) …"
	@$(PIP) -c constraints.txt -e ".$(extras)"
	@$(BIN)/python -m workshop_utils.commands.prepare
	@touch "$(VENV)/.installed" $@
