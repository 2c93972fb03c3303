import { language } from "../src/text";
import { DEFAULT_LAB, hostStart, hostStop, labDown, labList, labSpawn, labUp } from "./index";

/** `node dist/lab/main.js up|down|status|exec|stop|start`: the lab without the command line program. */
async function main([verb = "status", ...rest]: string[]): Promise<number> {
  const [name = DEFAULT_LAB, host = "control", ...argv] = rest;
  if (verb === "up") {
    const status = await labUp(name, { progress: (text) => console.error(text[language()]) });
    for (const { name: host, address } of status.hosts) console.log(`${host}\t${address}`);
  } else if (verb === "down") await labDown(name);
  else if (verb === "stop") await hostStop(name, host);
  else if (verb === "start") await hostStart(name, host);
  else if (verb === "exec") return exec(name, host, argv);
  else console.log(JSON.stringify(labList(), null, 2));
  return 0;
}

function exec(name: string, host: string, argv: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    labSpawn(name, host, argv)
      .on("error", reject)
      .on("close", (code) => resolve(code ?? 137));
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
