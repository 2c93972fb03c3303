# These commands do everything on a fresh Debian machine with Node.js 20 or later, npm and make, as root.
# demo  the main job on real servers in the lab: two requests walk through both procedures, beside a site of each
#       runtime; papers and usage report in out/. DEMO=full: a site is lost and put back, too
# test  formatter, linter, types, unit tests, acceptance tests on the lab
# demo-git  a pull request as the approval with nothing but Git: keys, refusals, queue, notes, drift and its repair
.PHONY: demo demo-git test build
TITIP = bin/titip

demo: build
	scripts/demo/run.sh

demo-git: build
	scripts/demo/git.sh

test: build
	npm run --silent check
	scripts/test.sh

build: node_modules/.package-lock.json
	npm run --silent build

node_modules/.package-lock.json: package-lock.json
	npm ci --no-progress
