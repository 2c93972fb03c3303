// Runs on the lab's control host: a fleet that obeys lines of JSON on stdin, so that tests outside of the lab's network
// can drive real SSH sessions. Request {id, kind, server, method, args}; reply {id, value} or {id, error}.
import { createInterface } from "node:readline";
import fleetModule from "../../../dist/src/remote/create-fleet.js";

const { inventory, options } = JSON.parse(process.env.TITIP_TEST_FLEET ?? "{}");
const fleet = fleetModule.createFleet(inventory, options);
const reply = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

createInterface({ input: process.stdin })
  .on("line", async (line) => {
    const { id, kind, server, method, args } = JSON.parse(line);
    try {
      const value =
        kind === "fleet" ? await fleet[method](...args) : await fleet[kind](server)[method](...args);
      reply({ id, value });
    } catch (error) {
      reply({ id, error: { name: error.name, message: error.message, details: error.details } });
    }
  })
  .on("close", () => process.exit(0));
