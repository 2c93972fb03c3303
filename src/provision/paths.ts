/**
 * Where a site lives on a web server. The same paths stand in `server/titip-host`, which accepts no others.
 */
export interface SitePaths {
  /** Folder of the site; the archive made before removal holds all of it. */
  home: string;
  documentRoot: string;
  configFile: string;
  /** Sessions and uploads of PHP; the account's alone. */
  php: string;
  /** Files that root puts there for the application to read, such as a database's password. */
  secrets: string;
  logs: { access: string; error: string };
  /** What the site's FPM master says. */
  phpLog: string;
}

/** @param request request id, e.g. `HST-2026-0007` */
export function sitePaths(request: string): SitePaths {
  const home = `/srv/titip/${request}`;
  const logs = `/var/log/titip/${request}`;
  return {
    home,
    documentRoot: `${home}/public`,
    configFile: `/etc/apache2/titip/live/${request}.conf`,
    php: `${home}/php`,
    secrets: `${home}/secrets`,
    logs: { access: `${logs}/access.log`, error: `${logs}/error.log` },
    phpLog: `${logs}/php.log`,
  };
}
