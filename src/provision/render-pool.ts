import { createHash } from "node:crypto";
import type { VirtualHostInputs } from "./desired-state";
import { sitePaths } from "./paths";

const DEFAULT_BODY = 32 * 2 ** 20;

/** The text of a site's FPM pool, and where it answers. */
export interface Pool {
  text: string;
  /** Named by the digest of the text, so that a changed pool starts beside the one that still serves. */
  socket: string;
}

type PoolInputs = Pick<VirtualHostInputs, "request" | "account" | "limits"> & {
  php: NonNullable<VirtualHostInputs["php"]>;
};

/**
 * The whole configuration of one site's FPM master, as php-fpm reads it. Nothing but the request's id, its account
 * and numbers is ever put in; `refusedValues` has seen to their forms. titip-host allows no other lines.
 */
export function renderPool(inputs: PoolInputs): Pool {
  const { request, account, php } = inputs;
  const { home, documentRoot, php: own, secrets, phpLog } = sitePaths(request);
  const body = String(inputs.limits?.upload ?? DEFAULT_BODY);
  const lines = [
    "[site]",
    `user = ${account.name}`,
    `group = ${account.name}`,
    "listen.owner = root",
    "listen.group = www-data",
    "listen.mode = 0660",
    "pm = ondemand",
    `pm.max_children = ${php.children}`,
    "pm.process_idle_timeout = 10s",
    "pm.max_requests = 500",
    `request_terminate_timeout = ${php.seconds}s`,
    "catch_workers_output = yes",
    "decorate_workers_output = no",
    "clear_env = yes",
    "security.limit_extensions = .php",
    `chdir = ${documentRoot}`,
    `php_admin_value[open_basedir] = ${documentRoot}/:${own}/:${secrets}/`,
    `php_admin_value[upload_tmp_dir] = ${own}/tmp`,
    `php_admin_value[sys_temp_dir] = ${own}/tmp`,
    `php_admin_value[session.save_path] = ${own}/sessions`,
    // Debian clears the common folder of sessions by cron; each site's own is cleared by PHP itself.
    "php_admin_value[session.gc_probability] = 1",
    "php_admin_value[session.gc_divisor] = 100",
    `php_admin_value[memory_limit] = ${php.memory}`,
    `php_admin_value[max_execution_time] = ${php.seconds}`,
    `php_admin_value[post_max_size] = ${body}`,
    `php_admin_value[upload_max_filesize] = ${body}`,
    "php_admin_flag[log_errors] = on",
    "php_admin_flag[display_errors] = off",
    "php_admin_flag[expose_php] = off",
    "php_admin_flag[allow_url_include] = off",
  ];
  const digest = createHash("sha256")
    .update([home, ...lines].join("\n"))
    .digest("hex")
    .slice(0, 16);
  const place = `/run/titip/php/${request}/${digest}`;
  const head = [
    `; titip ${request}: written by Titip. A change by hand is shown by "titip preview", undone by "titip up".`,
    "[global]",
    `pid = ${place}.pid`,
    `error_log = ${phpLog}`,
    "log_level = notice",
    "daemonize = yes",
    "process_control_timeout = 10s",
  ];
  const [name = "", ...rest] = lines;
  return {
    text: [...head, name, `listen = ${place}.sock`, ...rest, ""].join("\n"),
    socket: `${place}.sock`,
  };
}
