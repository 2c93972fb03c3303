// A co-located server as the lab has it: answers on TCP ports, HTTP where it is spoken to, so that a test sees who it was.
// Arguments: READY (file that is written once all ports listen), NAME, PORTS…
const { writeFileSync } = require("node:fs");
const { createServer } = require("node:net");

const [ready, name, ...ports] = process.argv.slice(2);

function serve(port) {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => {
      const body = `${name} ${socket.localAddress}:${socket.localPort}\n`;
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
    });
  });
  return new Promise((resolve) => server.listen(Number(port), "0.0.0.0", resolve));
}

Promise.all(ports.map(serve)).then(() => writeFileSync(ready, ""));
setInterval(() => undefined, 1 << 30); // without ports it is there all the same
