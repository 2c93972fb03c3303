import type { Step } from "../deploy/step";
import type { Color } from "./paint";

/** Sign, colour and words of an operation, as the stock CLI shows them. */
export interface OperationWords {
  sign: string;
  color: Color;
  plan: string;
  done: string;
  /** For a failure: "**creating failed**". */
  doing: string;
}

const WORDS: Record<string, OperationWords> = {
  same: { sign: " ", color: "grey", plan: "", done: "", doing: "checking" },
  create: { sign: "+", color: "green", plan: "create", done: "created", doing: "creating" },
  update: { sign: "~", color: "yellow", plan: "update", done: "updated", doing: "updating" },
  delete: { sign: "-", color: "red", plan: "delete", done: "deleted", doing: "deleting" },
  replace: { sign: "+-", color: "magenta", plan: "replace", done: "replaced", doing: "replacing" },
  "create-replacement": {
    sign: "++",
    color: "green",
    plan: "create replacement",
    done: "created replacement",
    doing: "creating replacement",
  },
  "delete-replaced": {
    sign: "--",
    color: "red",
    plan: "delete original",
    done: "deleted original",
    doing: "deleting original",
  },
  read: { sign: ">", color: "cyan", plan: "read", done: "read", doing: "reading" },
  "read-replacement": {
    sign: ">>",
    color: "cyan",
    plan: "read replacement",
    done: "read replacement",
    doing: "reading replacement",
  },
  refresh: { sign: "~", color: "yellow", plan: "refresh", done: "refreshed", doing: "refreshing" },
  "refresh-delete": { sign: "-", color: "red", plan: "gone", done: "gone", doing: "refreshing" },
  "refresh-same": { sign: " ", color: "grey", plan: "", done: "", doing: "refreshing" },
};

const UNKNOWN_WORDS: OperationWords = { sign: "?", color: "grey", plan: "", done: "", doing: "" };

export function wordsOf(step: Step): OperationWords {
  const found =
    step.operation === "refresh" && step.found !== undefined && step.found !== "update"
      ? `-${step.found}`
      : "";
  return WORDS[`${step.operation}${found}`] ?? UNKNOWN_WORDS;
}

export function wordsOfOperation(operation: string): OperationWords {
  return WORDS[operation] ?? UNKNOWN_WORDS;
}
