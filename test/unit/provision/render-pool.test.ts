import { describe, expect, test } from "vitest";
import type { VirtualHostInputs } from "../../../src/provision/desired-state";
import { renderPool } from "../../../src/provision/render-pool";
import { refusedValues, renderVirtualHost } from "../../../src/provision/render-virtual-host";
import { byKind, fromKinds, siteExtras } from "../../../src/provision/site-extras";

const MIB = 2 ** 20;
const site: VirtualHostInputs & { php: NonNullable<VirtualHostInputs["php"]> } = {
  request: "HST-2026-0007",
  server: "web1",
  serverName: "simpus.cirebonkab.go.id",
  serverAliases: [],
  address: { ip: "10.20.30.11", dedicated: false },
  account: { name: "hst-2026-0007", uid: 20007 },
  title: "SIMPUS",
  php: { children: 4, memory: 64 * MIB, seconds: 60 },
  limits: {
    storage: 20 * MIB,
    memory: 256 * MIB,
    cores: 2,
    bandwidth: 8_000_000,
    connections: 40,
    upload: MIB,
  },
  sftp: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGoZYjqaNuMbnOn5fVjonyASXlrRMXcJWgaCT3hhwRjD"],
};

describe("the pool of a site", () => {
  test("is its own: account, socket, folders, log, numbers", () => {
    expect(renderPool(site).text).toMatchInlineSnapshot(`
      "; titip HST-2026-0007: written by Titip. A change by hand is shown by "titip preview", undone by "titip up".
      [global]
      pid = /run/titip/php/HST-2026-0007/4e213081bc94f61c.pid
      error_log = /var/log/titip/HST-2026-0007/php.log
      log_level = notice
      daemonize = yes
      process_control_timeout = 10s
      [site]
      listen = /run/titip/php/HST-2026-0007/4e213081bc94f61c.sock
      user = hst-2026-0007
      group = hst-2026-0007
      listen.owner = root
      listen.group = www-data
      listen.mode = 0660
      pm = ondemand
      pm.max_children = 4
      pm.process_idle_timeout = 10s
      pm.max_requests = 500
      request_terminate_timeout = 60s
      catch_workers_output = yes
      decorate_workers_output = no
      clear_env = yes
      security.limit_extensions = .php
      chdir = /srv/titip/HST-2026-0007/public
      php_admin_value[open_basedir] = /srv/titip/HST-2026-0007/public/:/srv/titip/HST-2026-0007/php/:/srv/titip/HST-2026-0007/secrets/
      php_admin_value[upload_tmp_dir] = /srv/titip/HST-2026-0007/php/tmp
      php_admin_value[sys_temp_dir] = /srv/titip/HST-2026-0007/php/tmp
      php_admin_value[session.save_path] = /srv/titip/HST-2026-0007/php/sessions
      php_admin_value[session.gc_probability] = 1
      php_admin_value[session.gc_divisor] = 100
      php_admin_value[memory_limit] = 67108864
      php_admin_value[max_execution_time] = 60
      php_admin_value[post_max_size] = 1048576
      php_admin_value[upload_max_filesize] = 1048576
      php_admin_flag[log_errors] = on
      php_admin_flag[display_errors] = off
      php_admin_flag[expose_php] = off
      php_admin_flag[allow_url_include] = off
      "
    `);
  });

  test("has another socket when anything of it is another, so that a new master stands beside the old one", () => {
    const { socket } = renderPool(site);
    expect(socket).toMatch(/^\/run\/titip\/php\/HST-2026-0007\/[0-9a-f]{16}\.sock$/);
    expect(renderPool({ ...site, php: { ...site.php, children: 5 } }).socket).not.toBe(socket);
    expect(renderPool({ ...site, limits: { ...site.limits, upload: 2 * MIB } }).socket).not.toBe(socket);
    expect(renderPool({ ...site, limits: { ...site.limits, memory: 512 * MIB } }).socket).toBe(socket);
  });
});

describe("the virtual host of a site that is bound", () => {
  test("names the pool's socket and the limits", () => {
    const text = renderVirtualHost(site);
    expect(text).toContain(`SetHandler "proxy:unix:${renderPool(site).socket}|fcgi://hst-2026-0007/"`);
    expect(text.split("\n").slice(11, 30)).toMatchInlineSnapshot(`
      [
        "  LimitRequestBody 1048576",
        "  <If "%{HTTP:Content-Length} -gt 1048576">",
        "    Redirect 413 "/"",
        "  </If>",
        "  <If "-n %{HTTP:Transfer-Encoding}">",
        "    Redirect 411 "/"",
        "  </If>",
        "  QS_LocRequestLimitMatch "^(?!/[.]well-known/titip/[0-9a-f]{16}$)" 40",
        "  QS_LocKBytesPerSecLimitMatch "^(?!/[.]well-known/titip/[0-9a-f]{16}$)" 976",
        "  DirectoryIndex index.php index.html",
        "  FallbackResource /index.php",
        "  <Files "*.php">",
        "    SetHandler "proxy:unix:/run/titip/php/HST-2026-0007/4e213081bc94f61c.sock|fcgi://hst-2026-0007/"",
        "  </Files>",
        "  ProxyTimeout 65",
        "  Redirect 204 "/.well-known/titip/8a6afda55b02add5"",
        "</VirtualHost>",
        "",
      ]
    `);
  });

  test("of a static site binds the body where Apache itself reads it", () => {
    const { php: _, ...plain } = site;
    const text = renderVirtualHost({ ...plain, limits: { upload: MIB } });
    expect(text).toContain(`  LimitRequestBody ${MIB}\n  Redirect 204`);
    expect(text).not.toMatch(/QS_|<If|SetHandler/);
  });

  test("is as ever without these blocks", () => {
    const { php: _php, limits: _limits, sftp: _sftp, ...plain } = site;
    expect(renderVirtualHost(plain)).not.toMatch(/QS_|Limit|<If |SetHandler|DirectoryIndex/);
    expect(siteExtras(plain)).toEqual([]);
  });

  test("that rests has no PHP, and is bound as before", () => {
    const text = renderVirtualHost({ ...site, suspended: true });
    expect(text).not.toContain("SetHandler");
    expect(text).toContain("QS_LocRequestLimitMatch");
    expect(siteExtras({ ...site, suspended: true }).map(([kind]) => kind)).toEqual(["sftp", "storage"]);
  });
});

test("what a server is told beside the virtual host, and the way back", () => {
  const extras = siteExtras(site);
  expect(byKind(extras)).toEqual({
    sftp: site.sftp,
    storage: [String(20 * MIB)],
    memory: [String(256 * MIB)],
    processes: ["64"],
    cores: ["2"],
    pool: [renderPool(site).text],
  });
  expect(byKind(fromKinds(byKind(extras)))).toEqual(byKind(extras));
  expect(byKind([])).toBeUndefined();
});

test.each([
  [{ php: { ...site.php, children: 0 } }, "php.children"],
  [{ php: { ...site.php, memory: Number.NaN } }, "php.memory"],
  [{ limits: { upload: 1.5 } }, "limits.upload"],
  [{ limits: { connections: "4\nUser root" as unknown as number } }, "limits.connections"],
  [{ account: { name: "root\nuser = root", uid: 1 } }, "account.name"],
  [{ sftp: ['command="id" ssh-ed25519 AAAA'] }, "sftp[0]"],
  [{ sftp: [`${site.sftp?.[0]}\nssh-ed25519 AAAA`] }, "sftp[0]"],
])("refuses %j", (change, property) => {
  expect(refusedValues({ ...site, ...change }).map((refused) => refused.property)).toEqual([property]);
});
