import type { CertificateOrder, CertificateReality, CertificateStore } from "./fleet";
import { GroupedServer, type GroupOptions, type ServerSession } from "./grouped-server";
import { byRequest, type Operation, requestOf } from "./operation";

/** One operation of a `tls-apply` transaction. */
type CertificateOperation = Operation<CertificateOrder>;

/** The certificates of one Apache server: asked for together, so that many cost two graceful reloads. */
export class ApacheCertificates
  extends GroupedServer<CertificateOperation, CertificateReality, CertificateReality | undefined>
  implements CertificateStore
{
  constructor(session: ServerSession, options?: GroupOptions) {
    super(session, CERTIFICATES, options);
  }

  read(request: string): Promise<CertificateReality | undefined> {
    return this.find(request);
  }

  async put(order: CertificateOrder): Promise<CertificateReality> {
    const reality = await this.submit({ kind: "put", order });
    if (!reality) throw new Error(`${order.request}: the server did not report its certificate`);
    return reality;
  }

  async remove(request: string): Promise<void> {
    await this.submit({ kind: "remove", request });
  }
}

const CERTIFICATES = {
  read: "tls-read",
  apply: "tls-apply",
  held: certificatesOf,
  fields: (operation: CertificateOperation) =>
    operation.kind === "remove"
      ? ["remove", operation.request]
      : ["put", operation.order.request, operation.order.mode],
  outcomes: (operations: CertificateOperation[], lines: string[][]) => {
    const certificates = certificatesOf(lines);
    return operations.map((operation) => certificates.get(requestOf(operation)));
  },
};

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
  return byRequest(found);
}
