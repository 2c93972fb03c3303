/**
 * Where a site lives on a web server. The same paths stand in `server/titip-host`, which accepts no others.
 */
export interface SitePaths {
  /** Folder of the site; the archive made before removal holds all of it. */
  home: string;
  documentRoot: string;
  configFile: string;
  logs: { access: string; error: string };
}

/** @param request request id, e.g. `HST-2026-0007` */
export function sitePaths(request: string): SitePaths {
  const home = `/srv/titip/${request}`;
  const logs = `/var/log/titip/${request}`;
  return {
    home,
    documentRoot: `${home}/public`,
    configFile: `/etc/apache2/titip/live/${request}.conf`,
    logs: { access: `${logs}/access.log`, error: `${logs}/error.log` },
  };
}
