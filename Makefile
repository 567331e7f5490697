# One command each: see `make help`. Nothing needs to be installed but Python and make.
.DEFAULT_GOAL := help
.PHONY: help run test check bench env clean

VENV := .venv
PYTHON := $(VENV)/bin/python
STACK := $(PYTHON) -m pix.embedded
# Any Python starts the bootstrap, which then finds or fetches the pinned version.
ANY_PYTHON := $(shell for p in python3 python3.12 python /usr/bin/python3; do \
	$$p -c "" 2>/dev/null && echo $$p && break; done)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
TEMPLATES = $(shell find templates */templates -name '*.html' 2>/dev/null)
PATHS := pix accounts competences campaigns certification tests manage.py
# Passed to pytest: make test ARGS="-k profile"
ARGS ?=

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 8

run: $(VENV)/.embedded $(CATALOGUES) ## The whole platform on this machine; PORT (8000), PIX_DATA_DIR (var)
	@exec $(STACK) run

test: $(VENV)/.dev $(CATALOGUES) ## Every test, browser included; ARGS="…" goes to pytest
	@browser=$$($(PYTHON) -m pix.embedded.browser) && \
	CHROMIUM_PATH="$$browser" $(STACK) exec --throwaway -- python -m pytest -n auto --dist loadfile $(ARGS)

check: $(VENV)/.dev $(CATALOGUES) ## Style, types, layers, migrations, content, templates
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djade --check $(TEMPLATES)
	$(STACK) exec --throwaway -- sh -ec '\
		python manage.py check --fail-level WARNING; \
		python manage.py migrate --verbosity 0; \
		python manage.py makemigrations --check --dry-run; \
		python manage.py check_content'

bench: $(VENV)/.dev $(CATALOGUES) ## The benchmarks, as ratios of one run
	@$(STACK) exec --data-dir var/bench -- python -m tests.bench $(ARGS)

env: $(VENV)/.dev $(CATALOGUES) ## Everything needed by the other commands

clean: ## Remove what can be made again; data is kept
	rm -rf $(VENV) var/tools var/chromium-* .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f $(CATALOGUES)

$(VENV)/.%: requirements/%.txt .python-version
	@test -n "$(ANY_PYTHON)" || { echo "Python 3 is needed: install it first." >&2; exit 1; }
	@$(ANY_PYTHON) pix/embedded/bootstrap.py $*
	@touch $@

%.mo: %.po | $(VENV)/.embedded
	@$(VENV)/bin/pybabel --quiet compile --input-file $< --output-file $@
