import type { HostingRequest } from "../schema/generated/hosting-request";
import type { ClosedContainer, ContainerConfiguration } from "../schema/generated/stack-outputs";
import type { DesiredHosting } from "./desire";
import type { Delivered } from "./stack-outputs";

/** The container of a hosting's configuration report. */
export function containerOutput(
  { application }: HostingRequest,
  { container }: DesiredHosting,
): ContainerConfiguration | undefined {
  if (!container) return undefined;
  const { daemon, image, target, container: settings } = container;
  return {
    server: daemon.server,
    name: settings.name,
    image: image.name,
    ...(image.build ? { build: image.build.sha256 } : {}),
    address: target,
    volumes: [...(application.container?.volumes ?? [])].sort(),
  };
}

/** What is left of the container of a service that has ended. */
export function closedContainer({ container }: DesiredHosting, held: Delivered): ClosedContainer | undefined {
  return container && { server: container.daemon.server, archive: held.container?.archive ?? "" };
}
