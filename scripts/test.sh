#!/usr/bin/env bash
# Unit tests, then acceptance tests on the lab. The last line is `N passed, N failed`.
set -uo pipefail
cd "$(dirname "$0")/.."

scripts/need.sh git:git ssh-keygen:openssh-client pgrep:procps || exit 1

reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT
status=0
for project in unit acceptance; do
  TITIP_SKIP_BUILD=1 npx vitest run --project "$project" \
    --reporter=default --reporter=json --outputFile.json="$reports/$project.json" || status=1
done

# A file that breaks before its first test counts as one failure: nothing may be lost in the sum.
node -e '
  const { readFileSync } = require("node:fs");
  let passed = 0, failed = 0;
  for (const file of process.argv.slice(1)) {
    let report;
    try { report = JSON.parse(readFileSync(file, "utf8")); }
    catch { failed += 1; continue; } // vitest itself ended before it could report
    for (const { name, message, assertionResults } of report.testResults) {
      if (message) console.log(`failed: ${name}: ${message}`);
      for (const { status, fullName, failureMessages } of assertionResults)
        if (status === "failed") console.log(`failed: ${name}: ${fullName}\n  ${failureMessages[0]?.slice(0, 600)}`);
    }
    passed += report.numPassedTests;
    failed += report.numFailedTests;
    failed += report.testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed")).length;
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
' "$reports/unit.json" "$reports/acceptance.json" || status=1
exit "$status"
