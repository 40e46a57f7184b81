# lexi: `make demo` and `make test` are all that is needed; both install what is missing.

SWIFT ?= swift
# An import that Package.swift does not allow is an error.
CHECKS = --explicit-target-dependency-import-check error
PREFIX ?= /usr/local
# Linked statically, the Swift runtime starts faster and need not be where the program is copied.
ifeq ($(shell uname),Linux)
STATIC = --static-swift-stdlib
endif

.PHONY: demo build test api fuzz soak bench bench-layout bench-screen lint format install clean

## Build the release and open the dashboard on the embedded stand-in.
demo: build
	@exec $(BINARY) --demo

BINARY = .build/release/lexi

## Build the release.
build:
	@Scripts/system-packages run
	$(SWIFT) build -c release --product lexi $(STATIC) $(CHECKS)

## Run the whole test suite.
test:
	@Scripts/system-packages test
	$(SWIFT) build --build-tests $(CHECKS)
	$(SWIFT) test --skip-build --disable-xctest

# How long `make fuzz` runs is a matter of rounds; a round of all takes about 3 ms on one core.
ROUNDS ?= 50000
SEED ?= $(shell date +%s)000
FUZZ_FOLDER = .build/fuzz

## Run the tests on generated inputs for minutes, with other inputs each time. A round that fails
## names its seed and its input; of one that traps or hangs, both are in $(FUZZ_FOLDER).
fuzz:
	@Scripts/system-packages test
	$(SWIFT) build --build-tests $(CHECKS)
	@rm -rf $(FUZZ_FOLDER) && mkdir -p $(FUZZ_FOLDER)
	LEXI_FUZZ_ROUNDS=$(ROUNDS) LEXI_FUZZ_SEED=$(SEED) LEXI_FUZZ_FOLDER=$(FUZZ_FOLDER) \
		$(SWIFT) test --skip-build --disable-xctest --filter FuzzTests || \
		{ tail -n +1 $(FUZZ_FOLDER)/*; exit 1; }

# 1,000 made-up sessions take seconds, 200 killed programs half an hour.
RUNS ?= 1000
KILLS ?= 200

## Write down and read again many sessions, and kill the program in the middle of many answers.
soak:
	@Scripts/system-packages test
	$(SWIFT) build --build-tests $(CHECKS)
	LEXI_RUNS=$(RUNS) LEXI_KILLS=$(KILLS) $(SWIFT) test --skip-build --disable-xctest \
		--filter 'EqualStateTests|JournalRoundTripTests|ReplaySourceTests|ReplayedLinesTests|KilledTests'

# The manifest has the benchmarks only when it is asked for them.
BENCH = LEXI_BENCHMARKS=1 $(SWIFT)

## Measure decoding beside C; Benchmarks/README.md explains the lines.
bench:
	@Scripts/system-packages run
	$(BENCH) run -c release DecodeBenchmark

## Measure what an answer's layout costs, in time and memory; it takes a minute or two.
bench-layout:
	@Scripts/system-packages test
	$(BENCH) run -c release LayoutBenchmark

## Measure the whole program beside the least that a curses client does, for about ten minutes;
## `make bench-screen MEASURES=--quick` takes one and a half.
MEASURES ?=
bench-screen: build
	@Scripts/system-packages test
	$(BENCH) build -c release --product BoundClient
	$(BENCH) run -c release ScreenBenchmark $(BINARY) .build/release/BoundClient $(MEASURES)

FORMATTED = Package.swift Sources Tests TestSupport themes \
	Benchmarks/Sources

## Hold the stand-in against its own OpenAPI description with requests invented from it.
api:
	@Scripts/system-packages test
	$(SWIFT) build --product lexi $(CHECKS)
	Scripts/check-api .build/debug/lexi

## Check the format of every source.
lint:
	$(SWIFT) format lint --strict --parallel -r $(FORMATTED)

## Bring every source into the format.
format:
	$(SWIFT) format -i --parallel -r $(FORMATTED)

## Copy the release to $(PREFIX)/bin.
install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/lexi

clean:
	rm -rf .build
