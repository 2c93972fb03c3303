#!/usr/bin/env bash
# Unit tests, then acceptance tests on the lab. The last line is `N passed, N failed`.
set -uo pipefail
cd "$(dirname "$0")/.."

report=$(mktemp)
trap 'rm -f "$report"' EXIT
TITIP_SKIP_BUILD=1 npx vitest run --reporter=default --reporter=json --outputFile.json="$report"
status=$?
node -e '
  const { numPassedTests: passed, numFailedTests: failed, success, testResults } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
  const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed")).length;
  console.log(`${passed} passed, ${failed + broken} failed`);
  process.exitCode = success && failed + broken === 0 ? 0 : 1;
' "$report" || status=1
exit "$status"
