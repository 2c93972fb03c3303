import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { BuiltinPackage } from "./builtin-resource";
import { builtinService } from "./builtin-service";

/** Longer than any plan of ours. */
const MESSAGE_LIMIT = 400 * 1024 * 1024;

/** Runs a package as a plugin does: says its port on standard output, and ends with its engine. */
export function serve(pack: BuiltinPackage): void {
  const server = new Server({
    "grpc.max_receive_message_length": MESSAGE_LIMIT,
    "grpc.max_send_message_length": MESSAGE_LIMIT,
  });
  server.addService(ResourceProviderService, builtinService(pack));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
  const end = () => {
    pack.close().finally(() => process.exit(0));
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", () => {}); // goes to the engine too, which waits for running calls and ends us
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end(); // a plugin outlives an engine that was killed
  }, 500).unref();
}
