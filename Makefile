# Every command of the project; `make help` lists them.
# A fresh machine needs Python 3.11 or newer, make and git; the rest is installed into .venv.

BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
COMPILE := .venv/lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links
TESTS :=

.DEFAULT_GOAL := help
.PHONY: help demo morning run check test bench proofs format screenshots lock

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' Makefile | while IFS= read -r line; do \
		printf 'make %-11s %s\n' "$${line%%:*}" "$${line##*## }"; done

demo: .venv/.runtime ## start simulator and bot on this computer, no token needed; Ctrl-C ends it
	@$(BIN)/python -m bot demo

morning: .venv/.runtime ## play a scripted morning of three people as a transcript
	@$(BIN)/python -m bot demo --morning

run: .venv/.runtime ## run the bot with the settings in .env
	@$(BIN)/python -m bot run

check: .venv/.runtime ## say what is wrong with settings, database, chats and rights
	@$(BIN)/python -m bot check

test: .venv/.dev ## format, lint, types, imports and tests (TESTS=tests/bot for some of them)
	@failed=0; \
	step() { \
		name=$$1; shift; \
		if said=$$("$$@" 2>&1); then echo "$$name: ok"; \
		else echo "$$name: FAILED"; printf '%s\n' "$$said"; failed=1; fi; \
	}; \
	step format $(BIN)/ruff format --check .; \
	step lint $(BIN)/ruff check .; \
	step types $(BIN)/mypy; \
	step imports $(BIN)/lint-imports; \
	echo "tests:"; $(BIN)/python -m pytest --no-header -n 4 --dist worksteal $(TESTS) || failed=1; \
	exit $$failed

bench: .venv/.dev ## measure the bot beside plain python-telegram-bot and aiogram
	@$(BIN)/python -m tests.benchmarks

proofs: .venv/.dev ## the long runs of the proofs, in wall time
	@PROOFS=1 $(BIN)/python -m pytest --no-header -m proof

format: .venv/.dev ## put the code in order
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

screenshots: .venv/.dev ## take the pictures of README and guides anew (needs Chromium)
	@SCREENSHOTS=1 $(BIN)/python -m pytest --no-header -q tests/browser/test_days.py tests/browser/test_guides.py

lock: .venv/lock ## write the lock files anew (UPGRADE=--upgrade for newer versions); use Python 3.11
	@echo "locking"
	@CUSTOM_COMPILE_COMMAND="make lock" $(COMPILE) $(UPGRADE) -o requirements.lock pyproject.toml
	@CUSTOM_COMPILE_COMMAND="make lock" $(COMPILE) $(UPGRADE) --extra dev -c requirements.lock \
		-o requirements-dev.lock pyproject.toml
	@# pip-compile loses the marker of an extra, and tdjson is not made for every system
	@sed -e 's/^tdjson==[^ ;]*/&; sys_platform == "linux"/' -e '/considered to be unsafe/d' \
		requirements-dev.lock > .venv/lock/dev \
		&& mv .venv/lock/dev requirements-dev.lock

.venv/bin/python:
	@for python in python3 python3.13 python3.12 python3.11; do \
		if command -v $$python >/dev/null 2>&1 \
			&& $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
			echo "creating .venv with $$($$python --version)"; \
			$$python -m venv --clear .venv && exit 0; \
			echo "$$python could not create it: install the package python3-venv (Debian, Ubuntu)" >&2; \
			exit 1; \
		fi; \
	done; \
	echo "Python 3.11 or newer is needed, and none was found as python3 or python3.11 to 3.13" >&2; \
	exit 1

.venv/.runtime: requirements.lock | .venv/bin/python
	@echo "installing requirements.lock"
	@$(PIP) --require-hashes -r requirements.lock
	@touch $@

# the tools for tests include all that the bot needs
.venv/.dev: requirements-dev.lock | .venv/bin/python
	@echo "installing requirements-dev.lock"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch .venv/.runtime $@

.venv/lock: | .venv/bin/python
	@$(BIN)/python -m venv .venv/lock
	@.venv/lock/bin/pip install -qq --disable-pip-version-check 'pip-tools==7.6.2'
