import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import engine from "@pulumi/pulumi/proto/engine_pb";
import { language, type Text } from "../text";

/** Tells people things through the engine's diagnostics. */
export class EngineLog {
  private readonly client: EngineClient | undefined;

  /** @param address of the engine, the plugin's first argument; without one nothing is told */
  constructor(address: string | undefined) {
    this.client = address
      ? new EngineClient(address, credentials.createInsecure(), { "grpc.enable_http_proxy": 0 })
      : undefined;
  }

  /** Never fails: a notice that cannot be told must not fail the operation it is about. */
  info(urn: string, text: Text): Promise<void> {
    return this.tell(engine.LogSeverity.INFO, urn, text);
  }

  /** As `info`. */
  warn(urn: string, text: Text): Promise<void> {
    return this.tell(engine.LogSeverity.WARNING, urn, text);
  }

  private tell(
    severity: Parameters<InstanceType<typeof engine.LogRequest>["setSeverity"]>[0],
    urn: string,
    text: Text,
  ): Promise<void> {
    const request = new engine.LogRequest().setUrn(urn).setSeverity(severity).setMessage(text[language()]);
    return new Promise((resolve) => (this.client ? this.client.log(request, () => resolve()) : resolve()));
  }
}
