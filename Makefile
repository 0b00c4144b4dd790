SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON := .venv/bin/python
# The example months that come with the product, in order: a month reads what the one before it published.
MONTHS := 2026-09 2026-10
# The longest of the slow checks: it runs beside the others.
TRIALS := tests/proof/test_any_input.py

.PHONY: run test verify bench lint lock clean help

run: ## Set up what is missing, run the example months, say where to look
	@bash .ci/setup.sh run
	@withheld=""; \
	for month in $(MONTHS); do \
	    echo "== $$month"; \
	    code=0; $(PYTHON) run_month.py run "$$month" || code=$$?; \
	    case $$code in \
	        0) ;; \
	        3) withheld="$$withheld $$month" ;; \
	        *) echo "$$month did not run: run_month.py ended with $$code" >&2; exit 1 ;; \
	    esac; \
	done; \
	echo; \
	echo "The months ran. Open in a browser:"; \
	for month in $(MONTHS); do echo "  outputs/$$month/index.html"; done; \
	if [ -n "$$withheld" ]; then \
	    echo "Some cards are withheld until the departments have mended their workbooks:"; \
	    for month in $$withheld; do echo "  outputs/$$month/findings.xlsx says what and where"; done; \
	fi

test: ## The same set-up, then lint and the tests
	@bash .ci/setup.sh test
	@$(MAKE) --no-print-directory lint-now
	@$(PYTHON) -m pytest -q -n logical --maxprocesses 8

verify: ## Slow checks against real programs: LibreOffice, an SMTP server, a browser
	@bash .ci/setup.sh verify
	@trials=$$(mktemp); trap 'rm -f "$$trials"' EXIT; \
	$(PYTHON) -m pytest -q -m verify $(TRIALS) > "$$trials" 2>&1 & beside=$$!; \
	code=0; $(PYTHON) -m pytest -q -m verify $(TRIALS:%=--ignore %) || code=$$?; \
	wait $$beside || code=$$?; \
	cat "$$trials"; exit $$code

bench: ## What a month costs, stage by stage: make bench N=200 WORKERS=2
	@bash .ci/setup.sh test
	@$(PYTHON) -m tests.bench $(or $(N),200) $(or $(WORKERS),2)

lint: ## Style, types and the direction of imports
	@bash .ci/setup.sh test
	@$(MAKE) --no-print-directory lint-now

.PHONY: lint-now
lint-now:
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m ruff format --check --quiet .
	@$(PYTHON) -m mypy --no-error-summary
	@.venv/bin/lint-imports --no-logo

lock: ## Write the lock files anew; make lock UPGRADE=1 takes the newest versions
	@bash .ci/setup.sh test
	@bash .ci/lock.sh $(if $(UPGRADE),--upgrade)

clean: ## Remove .venv and caches; outputs/ stays, it holds the memory of past months
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find reportgen tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

help: ## What can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
