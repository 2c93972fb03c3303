import * as grpc from "@grpc/grpc-js";

/** As `@pulumi/pulumi/runtime/settings.js`: large messages, and patience with a program that blocks its event loop. */
export const CHANNEL_OPTIONS: grpc.ChannelOptions = {
  "grpc.max_receive_message_length": 400 * 1024 * 1024,
  "grpc.max_send_message_length": 400 * 1024 * 1024,
  "grpc.server_max_unrequested_time_in_server": 30 * 60,
  // A proxy from the environment would also catch calls to this very machine.
  "grpc.enable_http_proxy": 0,
};

/** What children need so that a proxy in the environment doesn't break their calls to the engine. */
export function withoutProxy(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const direct = (old: string | undefined) =>
    old === undefined || old === "" ? "127.0.0.1" : `${old},127.0.0.1`;
  return { ...environment, no_grpc_proxy: direct(environment.no_grpc_proxy ?? environment.no_proxy) };
}

/** Starts a server on loopback. @returns its address `127.0.0.1:port` */
export function listen(server: grpc.Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error !== null) reject(error);
      else resolve(`127.0.0.1:${port}`);
    });
  });
}

/** A handler that answers with a promise; errors keep their status when they carry one. */
export function unary<Q, R>(answer: (request: Q) => Promise<R>): grpc.handleUnaryCall<Q, R> {
  return (call, callback) => {
    answer(call.request).then(
      (response) => callback(null, response),
      (error: unknown) => callback(toServiceError(error), null),
    );
  };
}

export class StatusError extends Error {
  constructor(
    readonly code: grpc.status,
    message: string,
  ) {
    super(message);
    this.name = "StatusError";
  }
}

function toServiceError(error: unknown): Partial<grpc.ServiceError> {
  if (error instanceof StatusError) return { code: error.code, details: error.message };
  return { code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) };
}

/** Calls a method of a service by its definition. */
export function call<Q, R>(client: grpc.Client, method: grpc.MethodDefinition<Q, R>, request: Q): Promise<R> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      request,
      (error, response) => {
        if (error !== null) reject(error);
        else if (response === undefined) reject(new Error(`${method.path} gave no answer`));
        else resolve(response);
      },
    );
  });
}

export function isServiceError(error: unknown): error is grpc.ServiceError {
  return error instanceof Error && "code" in error && "details" in error;
}

export function isUnimplemented(error: unknown): boolean {
  return isServiceError(error) && error.code === grpc.status.UNIMPLEMENTED;
}
