# lexi: `make demo` and `make test` are all that is needed; both install what is missing.

SWIFT ?= swift
# An import that Package.swift does not allow is an error.
CHECKS = --explicit-target-dependency-import-check error
PREFIX ?= /usr/local
# Linked statically, the Swift runtime starts faster and need not be where the program is copied.
ifeq ($(shell uname),Linux)
STATIC = --static-swift-stdlib
endif

.PHONY: demo build test lint format install clean

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

## Check the format of every source.
lint:
	$(SWIFT) format lint --strict --parallel -r Package.swift Sources Tests TestSupport themes

## Bring every source into the format.
format:
	$(SWIFT) format -i --parallel -r Package.swift Sources Tests TestSupport themes

## Copy the release to $(PREFIX)/bin.
install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/lexi

clean:
	rm -rf .build
