// Refuses strings that are joined into commands: what runs is named by constants, what is given to it are arguments or
// standard input. A linter's pattern would not see through `const line = …; exec(line)`, so this looks at the syntax tree.
// Usage: node scripts/check-commands.mjs [folder…]   (default: src lab)
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Start a program: the first argument is the program, the second its arguments. */
const STARTERS = new Set([
  "spawn",
  "spawnSync",
  "execFile",
  "execFileSync",
  "fork",
  "runCommand",
  "mustRun",
  "labExec",
  "labSpawn",
]);
/** Hand their first argument to a shell, here or on a server (ssh2's `exec`, node-ssh's `execCommand`). */
const SHELLS = new Set(["exec", "execSync", "execCommand"]);
/** After these the next argument is a program text. */
const PROGRAM_TEXT = new Set(["-c", "-e", "--eval", "-lc", "-ec"]);

const folders = process.argv.slice(2);
const findings = (folders.length > 0 ? folders : ["src", "lab"]).flatMap((folder) =>
  sources(folder).flatMap(check),
);
for (const { file, line, column, words } of findings) console.error(`${file}:${line}:${column} ${words}`);
if (findings.length > 0) {
  console.error(
    `${findings.length} commands are joined from strings: give arguments as a list, texts on standard input.`,
  );
  process.exitCode = 1;
}

function sources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[mc]?[jt]s$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function check(file) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const constants = constantsOf(source);
  const found = [];
  const report = (node, words) => {
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ file, line: line + 1, column: character + 1, words });
  };
  visit(source, (node) => {
    if (ts.isCallExpression(node)) checkCall(node, constants, report);
    if (ts.isArrayLiteralExpression(node)) checkList(node, constants, report);
    if (
      ts.isPropertyAssignment(node) &&
      node.name.getText() === "shell" &&
      node.initializer.kind !== ts.SyntaxKind.FalseKeyword
    )
      report(node, "`shell` lets a shell read the command");
    if (ts.isNewExpression(node) && node.expression.getText() === "Function")
      report(node, "a program is made from a string");
  });
  return found;
}

function checkCall(call, constants, report) {
  const name = ts.isPropertyAccessExpression(call.expression)
    ? call.expression.name.text
    : call.expression.getText();
  const [first] = call.arguments;
  if (name === "eval") report(call, "a program is made from a string");
  if (!first || ts.isRegularExpressionLiteral(first)) return;
  const onPattern =
    ts.isPropertyAccessExpression(call.expression) && isPattern(call.expression.expression, constants);
  if (STARTERS.has(name) && isJoined(first, constants))
    report(first, `the program of ${name} is joined from strings`);
  if (SHELLS.has(name) && !onPattern && isJoined(first, constants))
    report(first, `the line that ${name} gives to a shell is joined from strings`);
}

/** `["sh", "-c", text]`: the text must be a constant. */
function checkList(list, constants, report) {
  list.elements.forEach((element, index) => {
    const next = list.elements[index + 1];
    if (next && ts.isStringLiteral(element) && PROGRAM_TEXT.has(element.text) && isJoined(next, constants))
      report(next, `the program text after ${element.text} is joined from strings`);
  });
}

/** A template with something in it, a sum, a `concat` or `join`; seen through constants of the file. */
function isJoined(node, constants, depth = 0) {
  if (depth > 10) return false;
  const again = (inner) => isJoined(inner, constants, depth + 1);
  if (ts.isTemplateExpression(node)) return true;
  if (ts.isBinaryExpression(node))
    return node.operatorToken.kind === ts.SyntaxKind.PlusToken || again(node.left) || again(node.right);
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node))
    return again(node.expression);
  if (ts.isConditionalExpression(node)) return again(node.whenTrue) || again(node.whenFalse);
  if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0 && again(node.elements[0]);
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    const joins =
      ["join", "concat", "replace", "replaceAll"].includes(name.text) && expression.getText() !== "path";
    return (
      joins &&
      !(isConstant(expression, constants) && node.arguments.every((one) => isConstant(one, constants)))
    );
  }
  if (ts.isIdentifier(node)) return (constants.get(node.text) ?? []).some(again);
  return false;
}

/** Written in the file as it is: several lines joined from literals are one literal. */
function isConstant(node, constants, depth = 0) {
  if (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isRegularExpressionLiteral(node)
  )
    return true;
  if (depth > 10) return false;
  if (ts.isArrayLiteralExpression(node))
    return node.elements.every((one) => isConstant(one, constants, depth + 1));
  const values = ts.isIdentifier(node) ? constants.get(node.text) : undefined;
  return values?.every((value) => isConstant(value, constants, depth + 1)) ?? false;
}

function isPattern(node, constants) {
  if (ts.isRegularExpressionLiteral(node)) return true;
  if (ts.isNewExpression(node)) return node.expression.getText() === "RegExp";
  return (
    ts.isIdentifier(node) && (constants.get(node.text) ?? []).some((value) => isPattern(value, new Map()))
  );
}

/** What each name of the file is given at its declaration; functions' names are not followed. */
function constantsOf(source) {
  const constants = new Map();
  visit(source, (node) => {
    if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || !node.initializer) return;
    constants.set(node.name.text, [...(constants.get(node.name.text) ?? []), node.initializer]);
  });
  return constants;
}

function visit(node, see) {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}
