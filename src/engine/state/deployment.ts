import { createHash } from "node:crypto";
import type { ValueMap } from "../values/value";

/** The version that checkpoints name as their writer; `magic` is its SHA-256 and is checked on load. */
export const ENGINE_VERSION = "v3.260.0";

/** One resource of a deployment, version 3 (`sdk/go/common/apitype/core.go`), secrets in the open. */
export interface ResourceState {
  urn: string;
  custom: boolean;
  /** Replaced already, to be deleted at the end of the update. */
  delete?: boolean;
  id?: string;
  type: string;
  inputs: ValueMap;
  outputs: ValueMap;
  parent?: string;
  protect?: boolean;
  external?: boolean;
  dependencies?: string[];
  /** Why the last create or update was only partial. */
  initErrors?: string[];
  /** Reference `<urn>::<id>` of the provider that serves it. */
  provider?: string;
  propertyDependencies?: Record<string, string[]>;
  /** Deleted already, its replacement not yet made. */
  pendingReplacement?: boolean;
  additionalSecretOutputs?: string[];
  customTimeouts?: { create?: number; update?: number; delete?: number; read?: number };
  importID?: string;
  retainOnDelete?: boolean;
  deletedWith?: string;
  created?: string;
  modified?: string;
  sourcePosition?: string;
  ignoreChanges?: string[];
  replaceOnChanges?: string[];
  hideDiffs?: string[];
}

export type PendingType = "creating" | "updating" | "deleting" | "reading";

export interface PendingOperation {
  resource: ResourceState;
  type: PendingType;
}

/** What a stack holds, secrets in the open: in memory only. */
export interface Snapshot {
  resources: ResourceState[];
  pending: PendingOperation[];
  metadata: Record<string, unknown>;
}

export interface Manifest {
  time: string;
  magic: string;
  version: string;
}

/** A resource as it stands in the file: inputs and outputs sealed, what is empty left out. */
export type DiskResource = Record<string, unknown> & { urn: string; custom: boolean; type: string };

/** What `stack export` shows and a checkpoint holds as `latest`. */
export interface Deployment {
  manifest: Manifest;
  secrets_providers?: { type: string; state?: { salt?: string } };
  resources?: DiskResource[];
  pending_operations?: { resource: DiskResource; type: string }[];
  metadata?: Record<string, unknown>;
}

export interface Checkpoint {
  version: number;
  features?: string[];
  checkpoint: { stack: string; latest?: Deployment };
}

export function magicOf(version: string): string {
  return createHash("sha256").update(version).digest("hex");
}

export function newManifest(now = new Date()): Manifest {
  return { time: now.toISOString(), magic: magicOf(ENGINE_VERSION), version: ENGINE_VERSION };
}

export function emptySnapshot(): Snapshot {
  return { resources: [], pending: [], metadata: {} };
}
