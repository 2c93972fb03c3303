import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CommandError } from "../../../src/cli/command-error";
import { prepareBackend, stackSettings } from "../../../src/cli/engine/settings";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "titip-cli-"));
  write("Pulumi.yaml", "name: titip\n");
  write("Pulumi.lab.yaml", "config: {}\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(join(root, name), text);
}

function refusal(environment: NodeJS.ProcessEnv, stack?: string): CommandError {
  try {
    stackSettings(root, environment, stack);
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error("not refused");
}

const SECRET = { PULUMI_CONFIG_PASSPHRASE: "rahasia" };

describe("stack", () => {
  it("is the only one that has a settings file", () => {
    expect(stackSettings(root, SECRET)).toEqual({
      projectDir: root,
      project: "titip",
      stack: "lab",
      backendUrl: "file://./state",
      passphrase: "rahasia",
    });
  });

  it("--stack wins over PULUMI_STACK, which wins over the files", () => {
    const environment = { ...SECRET, PULUMI_STACK: "produksi" };
    for (const stack of ["uji", "produksi"]) write(`Pulumi.${stack}.yaml`, "");
    expect(stackSettings(root, environment, "uji").stack).toBe("uji");
    expect(stackSettings(root, environment).stack).toBe("produksi");
  });

  it("a misspelt name is refused: it would be a second stack for the same servers", () => {
    const { text, remedy, exitCode } = refusal(SECRET, "lba");
    expect(text.en).toBe("there is no stack lba; there are: lab");
    expect(remedy?.en).toContain("Pulumi.lba.yaml");
    expect(exitCode).toBe(2);
  });

  it("must be named where there are several, or none", () => {
    write("Pulumi.produksi.yaml", "");
    expect(refusal(SECRET)).toMatchObject({ exitCode: 2, text: { id: "ada beberapa stack: lab, produksi" } });
    rmSync(join(root, "Pulumi.lab.yaml"));
    rmSync(join(root, "Pulumi.produksi.yaml"));
    expect(refusal(SECRET).remedy?.en).toContain("--stack");
  });

  it("needs a project", () => {
    rmSync(join(root, "Pulumi.yaml"));
    expect(refusal(SECRET)).toMatchObject({ exitCode: 2, text: { id: `tidak ada Pulumi.yaml di ${root}` } });
  });
});

describe("backend", () => {
  it("PULUMI_BACKEND_URL wins over Pulumi.yaml", () => {
    write("Pulumi.yaml", "name: titip\nbackend: { url: s3://ember }\n");
    expect(stackSettings(root, SECRET).backendUrl).toBe("s3://ember");
    const environment = { ...SECRET, PULUMI_BACKEND_URL: "file:///srv/state" };
    expect(stackSettings(root, environment).backendUrl).toBe("file:///srv/state");
  });

  it("a file backend's folder is made", () => {
    prepareBackend(stackSettings(root, SECRET));
    expect(existsSync(join(root, "state"))).toBe(true);
  });
});

describe("passphrase", () => {
  it("may be empty, but not missing", () => {
    expect(stackSettings(root, { PULUMI_CONFIG_PASSPHRASE: "" }).passphrase).toBe("");
    expect(refusal({})).toMatchObject({ exitCode: 2 });
    expect(refusal({}).remedy?.id).toContain("PULUMI_CONFIG_PASSPHRASE");
  });

  it("is read from its file, whose absence is told by name", () => {
    write("sandi", "dari berkas\n");
    const file = join(root, "sandi");
    expect(stackSettings(root, { PULUMI_CONFIG_PASSPHRASE_FILE: file }).passphrase).toBe("dari berkas");
    expect(refusal({ PULUMI_CONFIG_PASSPHRASE_FILE: `${file}2` }).text.id).toContain(`${file}2`);
  });

  it("is not needed where another secrets provider or a service keeps the key", () => {
    write("Pulumi.lab.yaml", "secretsprovider: awskms://alias/x\n");
    expect(stackSettings(root, {}).passphrase).toBeUndefined();
    write("Pulumi.lab.yaml", "");
    expect(stackSettings(root, { PULUMI_BACKEND_URL: "https://api.pulumi.com" }).passphrase).toBeUndefined();
  });
});
