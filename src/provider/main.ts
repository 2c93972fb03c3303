import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { EngineLog } from "./engine-log";
import { TitipProvider } from "./provider";
import { rpcService } from "./rpc-service";

/** As `@pulumi/pulumi` sets it: a plan of thousands of records is one message. */
const MESSAGE_LIMIT = 400 * 1024 * 1024;
const LIMITS = {
  "grpc.max_receive_message_length": MESSAGE_LIMIT,
  "grpc.max_send_message_length": MESSAGE_LIMIT,
};

const engine = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
const provider = new TitipProvider();
const server = new Server(LIMITS);
server.addService(ResourceProviderService, rpcService(provider, new EngineLog(engine)));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`); // the engine reads the port from our first line
});

/** Ends the sessions, so that their locks on the servers are free, then the process. */
function end(): void {
  provider.close().finally(() => process.exit(0));
}

process.on("SIGTERM", end);
process.on("SIGINT", () => {}); // a terminal's Ctrl-C goes to the engine too, which waits for running calls and ends us

// A plugin outlives an engine that was killed: then nobody may go on changing servers.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) end();
}, 500).unref();
