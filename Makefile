# Plain `make` explains itself. Works with GNU make 3.81 (macOS) and later.

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PIP := $(BIN)/python -m pip -qq --no-input --disable-pip-version-check
UV ?= uv

# The newest Python that can make an environment; failing that, the newest that is
# new enough, so that the message can name the one thing that is missing.
PYTHON ?= $(shell \
	for need in "import venv, ensurepip" "pass"; do \
		for name in python3.14 python3.13 python3.12 python3.11 python3 python; do \
			if "$$name" -c "$$need; import sys; sys.exit(sys.version_info < (3, 11))" \
				>/dev/null 2>&1; then echo "$$name"; exit; fi; \
		done; \
	done)

# One lock serves all Pythons and systems: "fewest" keeps one version of each package,
# so that every machine builds the same pages. Extras stay in it: without `[toml]` the pip
# of Python 3.11 looks at a newer coverage first, and stops because no hash vouches for it.
LOCK := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-strip-extras --custom-compile-command "make lock" $(UPGRADE)

# Vietnamese is printed whatever the terminal of Windows thinks.
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# The steps of one target stand in order, and none is worth a second core.
.NOTPARALLEL:
.PHONY: help site test lock clean

help: ## in trang này · show this page
	@awk -F ':[^#]*## ' '/^[a-z]+:.*## / {printf "  make %-6s %s\n", $$1, $$2}' Makefile

site: $(VENV)/site.stamp $(VENV)/project.stamp ## dựng trang vào site/ và tệp zip vào dist/ · build site/ and the zip in dist/
	@$(BIN)/briefing build
	@$(BIN)/briefing zip

test: $(VENV)/test.stamp $(VENV)/project.stamp ## kiểm tra tất cả: kiểu mã, kiểu dữ liệu, thử nghiệm · check everything: style, types, tests
	@echo "==> ruff"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || \
		{ echo "Chạy / run: $(BIN)/ruff format ." >&2; exit 1; }
	@echo "==> mypy"
	@$(BIN)/mypy
	@echo "==> browser"
	@$(BIN)/python -m tests.browser.provision
	@echo "==> pytest"
	@$(BIN)/python -m pytest --quiet --numprocesses auto --dist loadfile --cov --cov-report=term --cov-fail-under=95

lock: ## ghi lại requirements/ (UPGRADE=--upgrade để lấy bản mới) · rewrite requirements/ (UPGRADE=--upgrade for newer ones)
	@command -v $(UV) >/dev/null || { printf '%s\n' \
		"Cần có uv để ghi lại các tệp khóa: pip install uv" \
		"uv is needed to rewrite the locks: pip install uv" >&2; exit 1; }
	@$(LOCK) --group build --output-file requirements/site.txt >/dev/null
	@$(LOCK) --group test --constraints requirements/site.txt \
		--output-file requirements/test.txt >/dev/null

clean: ## xóa mọi thứ được tạo ra · remove all that was made
	@rm -rf $(VENV) site dist schema .cache .coverage .coverage.* \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis tests/browser/node/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is younger than what it was made from, so an unchanged lock installs nothing.
# A changed one remakes the environment: a package that left the lock leaves it too.

$(VENV)/site.stamp: requirements/site.txt
	$(call environment,requirements/site.txt)
	@touch $@

$(VENV)/test.stamp: requirements/test.txt requirements/site.txt
	$(call environment,requirements/test.txt)
	@touch $(VENV)/site.stamp $@

$(VENV)/project.stamp: pyproject.toml
	@$(install_project)

define environment
@if [ -z "$(PYTHON)" ]; then printf '%s\n' \
	"Không tìm thấy Python 3.11 trở lên. Trên Debian, Ubuntu: apt-get install python3 python3-venv" \
	"No Python 3.11 or newer was found. On Debian, Ubuntu: apt-get install python3 python3-venv" \
	>&2; exit 1; fi
@if ! "$(PYTHON)" -c "import venv, ensurepip" >/dev/null 2>&1; then printf '%s\n' \
	"$(PYTHON) thiếu mô-đun venv. Trên Debian, Ubuntu: apt-get install python3-venv" \
	"$(PYTHON) lacks the venv module. On Debian, Ubuntu: apt-get install python3-venv" \
	>&2; exit 1; fi
@echo "==> cài đặt · installing $(1)"
@"$(PYTHON)" -m venv --clear $(VENV)
@$(PIP) install --require-hashes --requirement $(1)
@$(install_project)
endef

install_project = $(PIP) install --no-deps --no-build-isolation --editable . \
	&& touch $(VENV)/project.stamp
