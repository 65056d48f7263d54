# Everything a person types. PYTHON may name another interpreter (3.11 or newer).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Where Python may keep no bytecode, each of the hundreds of processes that the tests start compiles everything anew.
export PYTHONDONTWRITEBYTECODE :=
PAIR := -n 2 --dist loadfile    # each of the two makes sites of its own; a file stays with one, for some name their ports
THINKING := tests/layers tests/benchmarks $(wildcard tests/test_*.py)

.PHONY: demo test test-fast test-thinking test-acting test-full check fmt bench kill-table fault-table clean

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip   # pip 23 crashes on trafilatura
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

demo: $(STAMP)                ## two real WordPress sites, two published posts, an audit, the bill; KEEP=1 leaves the sites up
	@$(BIN)/masthead demo $(if $(KEEP),--keep)

test: test-fast               ## everything but the matrix: first what needs no server, then what does
	$(BIN)/python -m sandbox install
	$(BIN)/python -m pytest -m "server and not matrix" $(PAIR)

test-fast: $(STAMP)           ## what needs no server: two halves side by side, so that neither imports the other's libraries
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-thinking test-acting

test-thinking:
	$(BIN)/python -m pytest -m "not server and not matrix" $(THINKING)

test-acting:
	$(BIN)/python -m pytest -m "not server and not matrix" $(filter-out $(THINKING:=/) tests/__pycache__/,$(wildcard tests/*/))

test-full: test               ## the matrix too: newest and oldest WordPress, every role, one site and a network; further kills; prompts that are noise
	$(BIN)/python -m sandbox install --wordpress oldest
	MASTHEAD_TEST_WORDPRESS=oldest $(BIN)/python -m pytest tests/boundary -m server $(PAIR)
	MASTHEAD_TEST_EXAMPLES=100 $(BIN)/python -m pytest -m "not server and not matrix" tests/layers -n 2
	$(BIN)/python -m pytest -m matrix $(PAIR)

check: $(STAMP)               ## lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fmt: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP)               ## every figure that the README gives
	$(BIN)/python -m benchmarks

kill-table: $(STAMP)          ## SIGKILL at every request and every commit, then run again
	$(BIN)/python -m benchmarks.kill_table
	$(BIN)/python -m benchmarks.fix_kill_table

fault-table: $(STAMP)         ## 200 publishes through a host that loses, delays, cuts, repeats and reorders
	$(BIN)/python -m benchmarks.fault_table

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
