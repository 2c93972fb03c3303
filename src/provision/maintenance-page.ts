/** Seconds after which a client may ask again (RFC 9110 section 10.2.3). Constant: a renderer has no clock. */
export const RETRY_AFTER = 3600;

/**
 * The page of a suspended site, as one line that stands between double quotes in Apache's configuration: ASCII, without
 * `"`, `\\` and `$`. Nothing but the site's own host name is put in.
 */
export function maintenancePage(serverName: string): string {
  return [
    "<!doctype html><html lang=id><meta charset=utf-8>",
    "<meta name=viewport content='width=device-width'>",
    `<title>${serverName}</title><h1>${serverName}</h1>`,
    "<p>Layanan ini sedang dihentikan sementara. Silakan kembali lagi nanti.</p>",
    "<p lang=en>This service is suspended for the time being. Please come back later.</p></html>",
  ].join("");
}
