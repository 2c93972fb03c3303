import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { baseTreePath } from "../../../lab";
import { labHostKey } from "../../../lab/keys";
import { folderDigest } from "../../../src/schema/folder-digest";
import type { Project } from "../support/project";

/** Adds the lab's container server to a project's inventory, and the runtime to web1. */
export function withContainerServer(project: Project): void {
  const servers = project
    .read("datacenter/servers.yaml")
    .replace("runtimes: [static]", "runtimes: [static, container]");
  const ssh = `{ host: 10.20.30.31, port: 22, user: titip, host_key: "${labHostKey("docker1")}" }`;
  const capacity = "{ sites: 20, storage: 20 GiB, memory: 4 GiB, cpu: 8 }";
  project.write(
    "datacenter/servers.yaml",
    `${servers}  docker1:
    role: container
    address: 10.20.30.31
    ssh: ${ssh}
    ports: { from: 20000, to: 20999 }
    capacity: ${capacity}
`,
  );
}

const PAGES: Record<string, string> = {
  "index.html": "antrean puskesmas, versi VERSION\n",
  // What the application writes, and what it must not.
  "cgi-bin/tulis": `echo tersimpan >/data/catatan && cat /data/catatan; echo x >/etc/x; echo x >/x; echo "$?"`,
  "cgi-bin/penuh": `dd if=/dev/zero of=/data/penuh bs=1M count=500 2>&1; rm -f /data/penuh; echo selesai`,
  "cgi-bin/garpu": `for i in $(seq 200); do sleep 4 & done; echo "hidup $(ps | wc -l)"`,
  "cgi-bin/memori": `x=0123456789abcdef; while :; do x="$x$x"; done`,
  "cgi-bin/siapa": `id; grep -E 'Cap(Eff|Bnd)|NoNewPrivs' /proc/self/status; env | sort; ls /run/secrets`,
};

/**
 * Writes a build folder without any base image: Debian's static busybox, pages, and programs that try what they must not.
 * @returns its SHA-256
 */
export function writeBuild(project: Project, id: string, version = 1): string {
  const folder = join(project.root, "builds", id);
  mkdirSync(join(folder, "www/cgi-bin"), { recursive: true });
  copyFileSync(join(baseTreePath(), "bin/busybox"), join(folder, "busybox"));
  chmodSync(join(folder, "busybox"), 0o755);
  for (const [name, text] of Object.entries(PAGES)) {
    const program = name.startsWith("cgi-bin/");
    const head = "#!/bin/busybox sh\nexec 2>&1\nexport PATH=/bin\nprintf 'Content-Type: text/plain\\n\\n'\n";
    const content = program ? `${head}${text}\n` : text.replace("VERSION", String(version));
    writeFileSync(join(folder, "www", name), content);
    chmodSync(join(folder, "www", name), program ? 0o755 : 0o644);
  }
  writeFileSync(
    join(folder, "Dockerfile"),
    `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "--install", "-s", "/bin"]
COPY www /www
CMD ["/bin/busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]
`,
  );
  return folderDigest(folder);
}
