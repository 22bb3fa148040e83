# Everyday commands. `make` alone lists them; all of them work in a fresh clone.
# Another Python: make test PYTHON=python3.13      More options: make test ARGS="-k quotes"
.POSIX:
.SUFFIXES:
.DELETE_ON_ERROR:
.PHONY: help demo test check gate bench bench-read bench-estimate slow clean

PYTHON = python3
ARGS =
VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check

help:
	@echo "make demo    run the main job on the built-in example"
	@echo "make test    the whole test suite, without the slow tests"
	@echo "make check   format, lint, types, layers, spelling"
	@echo "make gate    scores against floors and ceilings, printed"
	@echo "make bench   speed as ratios within one run, and a ledger of a million sightings"
	@echo "make bench-read  a made crawl beside trafilatura: speed, claims, stages, memory"
	@echo "make bench-estimate  estimates of made wars and published rows: coverage, errors, speed"
	@echo "make slow    the long searches and simulations, with PostgreSQL where it is installed"
	@echo "make clean   remove the environment and every cache"

demo: $(VENV)/installed-runtime
	@$(BIN)/counterclaim demo $(ARGS)

test: $(VENV)/installed-dev
	@HYPOTHESIS_PROFILE=ci $(BIN)/python -m pytest --quiet $(ARGS)

check: $(VENV)/installed-dev
	@$(BIN)/ruff format --check --quiet . \
		|| { echo "format: the files above would change; run $(BIN)/ruff format ." >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@report=$$($(BIN)/lint-imports --no-cache --no-logo 2>&1) || { echo "$$report"; exit 1; }
	@$(BIN)/codespell
	@echo "check: format, lint, types, layers and spelling are in order"

gate: $(VENV)/installed-dev
	@$(BIN)/python -m pytest --quiet -s tests/gate $(ARGS)

bench: $(VENV)/installed-bench
	@$(BIN)/python bench/run.py $(ARGS)
	@$(BIN)/python bench/ledger.py
	@! tests/postgres.sh find >/dev/null 2>&1 || tests/postgres.sh run sh -c \
		'$(BIN)/python bench/ledger.py --postgres "$$COUNTERCLAIM_TEST_POSTGRES"'

bench-read: $(VENV)/installed-dev
	@$(BIN)/python bench/read.py $(ARGS)

# Hours: 400 sets of six scenarios. A run that was stopped goes on; ARGS="--sets 6" is a short one.
# Every part runs, whatever floor another one misses.
bench-estimate: $(VENV)/installed-dev
	@missed=; bench="$(BIN)/python bench/estimate.py"; \
	$$bench simulate --out build/estimate.jsonl $(ARGS) || exit 1; \
	$$bench table build/estimate.jsonl || missed="$$missed table"; \
	for part in radford "forward --sources" speed seed; do \
		$$bench $$part || missed="$$missed $${part%% *}"; \
	done; \
	[ -z "$$missed" ] || { echo "bench-estimate: floors missed in$$missed" >&2; exit 1; }

slow: $(VENV)/installed-dev
	@if [ -z "$$COUNTERCLAIM_TEST_POSTGRES" ] && tests/postgres.sh find >/dev/null 2>&1; then \
		tests/postgres.sh run env HYPOTHESIS_PROFILE=slow $(BIN)/python -m pytest --quiet -m slow $(ARGS); \
	else \
		HYPOTHESIS_PROFILE=slow $(BIN)/python -m pytest --quiet -m slow $(ARGS); \
	fi

clean:
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# The environment. Each stamp is made once, and again when pyproject.toml changes.
$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed; name yours: make PYTHON=python3.12" >&2; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 \
		|| { rm -rf $(VENV); $(PYTHON) -m virtualenv --quiet $(VENV) >/dev/null 2>&1; } \
		|| { rm -rf $(VENV); virtualenv --quiet --python=$(PYTHON) $(VENV) >/dev/null 2>&1; } \
		|| { rm -rf $(VENV); \
			echo "$(PYTHON) cannot make an environment; on Debian or Ubuntu: apt-get install python3-venv" >&2; \
			exit 1; }
	@touch $@

$(VENV)/installed-runtime: $(VENV)/made pyproject.toml
	@echo "installing counterclaim into $(VENV), once ..." >&2
	@$(PIP) --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/made pyproject.toml
	@echo "installing counterclaim and its test tools into $(VENV), once ..." >&2
	@$(PIP) --editable '.[dev]'
	@touch $(VENV)/installed-runtime $@

$(VENV)/installed-bench: $(VENV)/installed-dev
	@echo "installing what the bench measures against into $(VENV), once ..." >&2
	@$(PIP) --editable '.[bench]'
	@touch $@
