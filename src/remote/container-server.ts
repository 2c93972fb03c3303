import type { ContainerServer, StoreOrder, StoreReality } from "./fleet";
import { GroupedServer, type GroupOptions, type ServerSession } from "./grouped-server";
import {
  type StoreOperation,
  type StoreOutcome,
  storeFields,
  storeOutcomesOf,
  storesOf,
} from "./store-operation";

/** One container server. */
export class DockerServer
  extends GroupedServer<StoreOperation, StoreReality, StoreOutcome>
  implements ContainerServer
{
  constructor(session: ServerSession, options?: GroupOptions) {
    super(session, STORES, options);
  }

  read(request: string): Promise<StoreReality | undefined> {
    return this.find(request);
  }

  async put(order: StoreOrder): Promise<StoreReality> {
    const { held } = await this.submit({ kind: "put", order });
    if (!held) throw new Error(`${order.request}: not the outcome of a put`);
    return held;
  }

  async remove(request: string): Promise<{ archive: string | undefined }> {
    const { archive } = await this.submit({ kind: "remove", request });
    return { archive };
  }

  async survey(): Promise<{ ports: number[]; uids: number[] }> {
    const lines = await this.ask("store-survey");
    const numbers = (kind: string) =>
      lines.flatMap(([word, value]) => (word === kind && Number(value) > 0 ? [Number(value)] : []));
    return { ports: [...new Set(numbers("port"))].sort((a, b) => a - b), uids: numbers("uid") };
  }
}

const STORES = {
  read: "store-read",
  apply: "store-apply",
  held: storesOf,
  fields: storeFields,
  outcomes: storeOutcomesOf,
};
