import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Deployment } from "./deploy/deployment";
import { refreshState } from "./deploy/refresh";
import { Reporter } from "./deploy/reporter";
import { Targets } from "./deploy/targets";
import type { Diagnostic, OperationKind } from "./events";
import { engineService } from "./monitor/engine-service";
import { monitorService } from "./monitor/monitor-service";
import type { EngineOptions } from "./options";
import { CHANNEL_OPTIONS, listen } from "./program/grpc";
import { ProviderRegistry } from "./providers/provider-registry";
import type { Session } from "./session";
import { CheckpointWriter } from "./state/checkpoint-writer";
import { StackState } from "./state/stack-state";

/** What the engine hears of the program while that runs. */
export interface ProgramSigns {
  /** It said that all its registrations are done. */
  finished: boolean;
  /** It logged an exception that nobody caught; it may still have work to do, or hang for good. */
  threw: boolean;
  /** When it last called, in milliseconds of `performance.now()`. */
  lastCall: number;
}

/** Everything that one operation needs while it runs. */
export interface Run {
  session: Session;
  options: EngineOptions;
  operation: OperationKind;
  preview: boolean;
  state: StackState;
  writer: CheckpointWriter | undefined;
  providers: ProviderRegistry;
  report: Reporter;
  targets: Targets;
  server: grpc.Server;
  address: string;
  program: ProgramSigns;
}

/** How the SDK begins its words about an exception that nobody caught (`cmd/run/run.js`). */
const UNHANDLED = "failed with an unhandled exception";

export async function startRun(
  session: Session,
  options: EngineOptions,
  operation: OperationKind,
  preview: boolean,
): Promise<Run> {
  const report = new Reporter(options.onEvent ?? (() => undefined), operation, preview);
  const writer = preview ? undefined : new CheckpointWriter(session.files, session.crypter);
  const state = new StackState(session.snapshot, writer, {
    resolvePendingCreates: options.resolvePendingCreates,
  });
  const server = new grpc.Server(CHANNEL_OPTIONS);
  const program: ProgramSigns = { finished: false, threw: false, lastCall: performance.now() };
  const hear = (diagnostic: Diagnostic) => {
    program.lastCall = performance.now();
    program.threw ||= diagnostic.severity === "error" && diagnostic.message.includes(UNHANDLED);
    report.say(diagnostic);
  };
  server.addService(EngineService, engineService(hear) as grpc.UntypedServiceImplementation);
  // The monitor's handlers come with the program; the address is needed by plugins before.
  const monitor: Record<string, grpc.UntypedHandleCall> = {};
  server.addService(ResourceMonitorService, lateBound(monitor));
  const address = await listen(server);
  const onLine = (packageName: string, stream: "stdout" | "stderr", text: string) =>
    report.say({ severity: stream === "stdout" ? "info" : "info#err", message: `${packageName}: ${text}` });
  const { project, environment } = session;
  const plugins = { project, environment, address, onLine, builtins: options.builtins };
  const run: Run = {
    session,
    options,
    operation,
    preview,
    state,
    writer,
    report,
    server,
    address,
    providers: new ProviderRegistry(plugins, preview, () => state.olds),
    targets: new Targets(options.targets ?? []),
    program,
  };
  lateHandlers.set(run, monitor);
  report.emit({ kind: "started", operation, project: session.project.name, stack: session.stack, preview });
  warnOfPending(run);
  return run;
}

const lateHandlers = new WeakMap<Run, Record<string, grpc.UntypedHandleCall>>();

function lateBound(handlers: Record<string, grpc.UntypedHandleCall>): grpc.UntypedServiceImplementation {
  const late =
    (name: string): grpc.handleUnaryCall<unknown, unknown> =>
    (call, callback) => {
      const handler = handlers[name] as grpc.handleUnaryCall<unknown, unknown> | undefined;
      if (handler === undefined)
        callback({ code: grpc.status.UNIMPLEMENTED, details: `${name} is not supported` });
      else handler(call, callback);
    };
  return Object.fromEntries(Object.keys(ResourceMonitorService).map((name) => [name, late(name)]));
}

/** Makes the deployment on the state as it is now and opens the monitor for it. */
export function openDeployment(run: Run): Deployment {
  const { session, options, state, providers, report } = run;
  const deployment = new Deployment(
    {
      project: session.project.name,
      stack: session.stack,
      preview: run.preview,
      parallel: options.parallel ?? 0,
      continueOnError: options.continueOnError ?? false,
      targets: run.targets,
    },
    state,
    providers,
    session.config,
    report,
  );
  const service = monitorService(deployment, {
    programFolder: session.project.program.folder,
    root: session.project.root,
    onFinished: () => {
      run.program.finished = true;
    },
    onCall: () => {
      run.program.lastCall = performance.now();
    },
  });
  Object.assign(lateHandlers.get(run) ?? {}, service);
  state.partial = run.targets.isLimited;
  return deployment;
}

/** Reads everything that the state knows. @returns whether all reads worked */
export async function refreshRun(run: Run): Promise<boolean> {
  const { options, targets } = run;
  const failures = await refreshState(run.state, run.providers, run.report, {
    parallel: options.parallel ?? 0,
    targets,
    signal: options.signal,
  });
  if (failures === 0) await run.state.flush();
  return failures === 0;
}

function warnOfPending({ state, report }: Run): void {
  const carried = state.carriedCreates;
  if (carried.length === 0) return;
  const names = carried.map(({ resource }) => `  * ${resource.urn}, interrupted while creating`).join("\n");
  report.warn(
    `Attempting to deploy or update resources with ${carried.length} pending operations from previous deployment.\n${names}\n` +
      "These resources are in an unknown state because the previous update was interrupted while waiting for them.",
  );
}

/** Ends plugins and server, whatever happened before. */
export async function endRun(run: Run): Promise<void> {
  await run.providers.close();
  run.server.forceShutdown();
}
