# Every target is one line of intent; the work is in scripts/.
# CONFIG=release builds the optimised binary: a town's server and `make bench` use it, the demo and the tests don't need it.
CONFIG ?= debug
BUILD  := swift build --configuration $(CONFIG) --explicit-target-dependency-import-check error

.DEFAULT_GOAL := help
.PHONY: help build run test bench soak lint check serve shell docs clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build the program (.build/debug/buddel; CONFIG=release for the optimised one)
	@scripts/install run
	@$(BUILD) --product buddel

run: build ## walk the example town from the time sheet to the paid subsidy and the map
	@scripts/run $(CONFIG)

serve: build ## serve the example town's map and feed on http://127.0.0.1:8080/
	@scripts/demo $(CONFIG) serve

shell: build ## open the treasurer's shell on the example town
	@scripts/demo $(CONFIG) shell

test: ## lint, check the import direction, run all tests and the worked cases
	@scripts/test

lint: ## check the format of every Swift file
	@swift format lint --strict --parallel --recursive Sources Tests Package.swift

check: lint docs ## everything that needs no running database: format, import direction, documents
	@swift build --build-tests --explicit-target-dependency-import-check error

docs: ## check the documents: links, pictures, decision records, rule numbers
	@scripts/check-docs

bench: ## measure import, trial balance, feed and contribution side by side with plain SQL, hledger and nginx
	@scripts/bench

soak: ## work a server with mixed load (MINUTES=10) and check answers, books and memory
	@scripts/install run
	@swift build --configuration release --explicit-target-dependency-import-check error --product buddel
	@scripts/soak $(or $(MINUTES),10)

clean: ## remove what was built; data folders stay
	@swift package clean
