import type { CertificateOrder, CertificateReality, CertificateStore } from "./fleet";
import { GroupCommit } from "./group-commit";
import { RemoteRejection } from "./rejection";
import { explainRejection } from "./rejection-error";
import type { Session } from "./session";
import { operationVerdict } from "./site-verdict";
import type { GroupOptions } from "./web-server";

/** One operation of a `tls-apply` transaction. */
type Operation = { kind: "put"; order: CertificateOrder } | { kind: "remove"; request: string };

/** The certificates of one Apache server: asked for together, so that many cost two graceful reloads. */
export class ApacheCertificates implements CertificateStore {
  private readonly reads: GroupCommit<string, CertificateReality | undefined>;
  private readonly changes: GroupCommit<Operation, CertificateReality | undefined>;

  constructor(
    private readonly session: Pick<Session, "server" | "host" | "request" | "change">,
    options: GroupOptions = {},
  ) {
    this.reads = new GroupCommit({ ...options, commit: (requests) => this.readAll(requests) });
    this.changes = new GroupCommit({
      ...options,
      commit: (operations) => this.apply(operations),
      verdict: (error, operations) => operationVerdict(this.session, error, operations, requestOf),
      key: requestOf,
    });
  }

  read(request: string): Promise<CertificateReality | undefined> {
    return this.reads.submit(request).catch((error) => this.explain(error));
  }

  async put(order: CertificateOrder): Promise<CertificateReality> {
    const reality = await this.submit({ kind: "put", order });
    if (!reality) throw new Error(`${order.request}: the server did not report its certificate`);
    return reality;
  }

  async remove(request: string): Promise<void> {
    await this.submit({ kind: "remove", request });
  }

  get changing(): boolean {
    return this.changes.busy;
  }

  async idle(): Promise<void> {
    await Promise.all([this.reads.idle(), this.changes.idle()]);
  }

  private async readAll(requests: string[]): Promise<(CertificateReality | undefined)[]> {
    const found = certificatesOf((await this.session.request("tls-read")).lines);
    return requests.map((request) => found.get(request));
  }

  private async apply(operations: Operation[]): Promise<(CertificateReality | undefined)[]> {
    const { lines } = await this.session.change("tls-apply", [], operations.map(fieldsOf));
    const found = certificatesOf(lines);
    return operations.map((operation) => found.get(requestOf(operation)));
  }

  private submit(operation: Operation): Promise<CertificateReality | undefined> {
    return this.changes.submit(operation).catch((error) => this.explain(error, requestOf(operation)));
  }

  private explain(error: unknown, request?: string): never {
    if (!(error instanceof RemoteRejection)) throw error;
    throw explainRejection(this.session, error, request);
  }
}

function requestOf(operation: Operation): string {
  return operation.kind === "put" ? operation.order.request : operation.request;
}

function fieldsOf(operation: Operation): string[] {
  if (operation.kind === "remove") return ["remove", operation.request];
  return ["put", operation.order.request, operation.order.mode];
}

/** `+tls` lines: request, mode, state, end, issuer, problem, names. */
export function certificatesOf(lines: string[][]): Map<string, CertificateReality> {
  const found = lines
    .filter(([kind]) => kind === "tls")
    .map(
      ([
        ,
        request = "",
        mode,
        state,
        until = "",
        issuer = "",
        problem = "",
        names = "",
      ]): CertificateReality => ({
        request,
        mode: mode === "certificate" ? "certificate" : "acme",
        served: state === "served",
        names: names.split(" "),
        ...{ until, issuer, problem },
      }),
    );
  return new Map(found.map((reality) => [reality.request, reality]));
}
