# Sonae. `make app` sets everything up and opens the planner; `make test` sets up and checks everything.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Modules are compiled afterwards, on all cores: in the midst of it takes longer than all the rest. Not those
# that test the packages, a quarter of all.
INSTALL := $(PIP) install --no-compile
export PYTHONPATH := $(CURDIR)
# Every process that a check starts would else compile our own modules anew.
export PYTHONDONTWRITEBYTECODE :=

help: ## この一覧 / this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/bin/python:
	@echo "[1] 専用の Python 環境を作ります / creating a Python environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 以降が必要です / Python 3.11 or later is needed (PYTHON=python3.12 make …)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "python3-venv がありません。sudo apt-get install python3-venv のあと、もう一度実行してください / python3-venv is missing"; exit 1; }

$(VENV)/.app: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "[2] 必要なソフトを入れます（数分） / installing what Sonae needs (a few minutes)"
	@$(INSTALL) -r requirements.txt
	@$(INSTALL) --no-deps -e .
	@$(BIN)/python -W ignore -m compileall -q -j 0 -x 'site-packages/.*/tests/' $(VENV)/lib
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.app
	@echo "[3] 検査に必要なソフトを入れます / installing what the checks need"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.app ## 環境を作る / set up

app: setup ## 設定して画面を開く / set up and open the planner (http://127.0.0.1:8501)
	@$(BIN)/sonae serve

# What the system's package manager installs comes beside what pip does; it does one thing at a time itself.
.PHONY: system
system:
	@bash tests/install_browser.sh
	@bash tests/install_postgres.sh

test: ## 設定して全部検査する / set up and pass every check
	@$(MAKE) --no-print-directory -j2 $(VENV)/.dev system
	@$(MAKE) --no-print-directory -j2 tests style

lint: style ## 書き方の検査 / style, types, import rules
	@$(BIN)/python -m pytest tests/architecture/test_docstrings.py

# Beside the tests: the types take minutes of a core, which who waits for a page is to have first.
.PHONY: style
style: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@nice $(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/ruff check --preview --select D417,DOC102,DOC402,DOC403 hazard shelters community evacuation planning

# Once, on the core that the types leave idle: processes that begin together would each compile them,
# those of queues with the tables that are made of them, for which the first page would wait for a minute,
# and make the assertions of every test module ready (`-k`, for which all modules are read).
KERNELS := kernels or test_crowd_tables
.PHONY: kernels
kernels: $(VENV)/.dev
	@SONAE_HOME="$$(mktemp -d)" $(BIN)/python -m pytest -k "$(KERNELS)"

# All others, while the types are still looked at: each test runs once.
.PHONY: tests
tests: kernels
	@echo "検査します / testing"
	@SONAE_HOME="$$(mktemp -d)" $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder \
	  -k "not ($(KERNELS))" $(PYTEST_ARGS)

bench: $(VENV)/.dev ## 速さを比べる / compare with peers (BENCH="--job J4", BENCH=--help)
	@$(INSTALL) -r requirements-bench.txt
	@$(BIN)/python -m bench $(BENCH)

verify: setup ## 同梱の都市の全想定の計画を networkx で確かめる（1時間ほど） / prove the plans of all bundled scenarios with networkx (an hour or so)
	@folder="$$(mktemp -d)"; differ=; \
	for one in $$($(BIN)/sonae bundle scenarios list --bundle data/sakai --json | $(BIN)/python -c 'import json, sys; print(*(each["id"] for each in json.load(sys.stdin)["scenarios"]))'); do \
	  echo "== $$one"; \
	  { $(BIN)/sonae plan --bundle data/sakai --scenario $$one --out $$folder/$$one > $$folder/$$one.log \
	    && $(BIN)/sonae verify --bundle data/sakai $$folder/$$one; } || differ="$$differ $$one"; \
	done; \
	[ -z "$$differ" ] && rm -rf "$$folder" || { echo "一致しません / these differ:$$differ ($$folder)"; exit 1; }

mutants: $(VENV)/.dev ## 小さな誤りを入れて検査を試す / put small faults in and see that a test notices (MUTANTS="--package hazard --seconds 300")
	@nice $(BIN)/python -m mutation $(MUTANTS)

city: setup ## 同梱の模擬都市を作り直す / make the bundled city again
	@$(BIN)/python -m model_city --out data/sakai

docs: $(VENV)/.app ## 設定一覧などを作り直す / make the generated pages of docs/ again
	@$(BIN)/python -m sonae.docs

.PHONY: help setup app test lint bench verify mutants city docs
