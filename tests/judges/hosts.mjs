// Web sites of others on this machine: each host of a name that Chromium is told to find here, over
// HTTPS with a certificate made for the occasion.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request as ask } from "node:http";
import { createServer } from "node:https";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";

const certificateFor = (hosts) => {
  const folder = mkdtempSync(join(tmpdir(), "hosts-"));
  const [key, certificate] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
  const names = hosts.map((host) => `DNS:${host}`).join(",");
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
      "-subj", "/CN=judge", "-addext", `subjectAltName=${names}`, "-keyout", key, "-out", certificate],
    { stdio: "ignore" },
  );
  const pair = { key: readFileSync(key), cert: readFileSync(certificate) };
  rmSync(folder, { recursive: true });
  return pair;
};

// Hands a request on to the product, as the proxy in front of it does.
export const passOn = (origin) => (request, response) => {
  const { hostname, port } = new URL(origin);
  const { method, url: path, headers } = request;
  const onward = ask({ hostname, port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  request.pipe(onward);
};

// Answers every path of `pages` with its HTML.
export const showing = (pages) => (request, response) => {
  const html = pages[new URL(request.url, "https://host").pathname];
  response.writeHead(html === undefined ? 404 : 200, { "content-type": "text/html; charset=utf-8" });
  response.end(html ?? "");
};

// host → handler; gives back how Chromium finds them, and a way to end it.
export const startHosts = async (handlers) => {
  const pair = certificateFor(Object.keys(handlers));
  const servers = [];
  const rules = [];
  for (const [host, handler] of Object.entries(handlers)) {
    const server = createServer(pair, handler).listen(0, "127.0.0.1");
    await once(server, "listening");
    servers.push(server);
    rules.push(`MAP ${host}:443 127.0.0.1:${server.address().port}`);
  }
  return {
    flags: [`--host-resolver-rules=${rules.join(",")}`, "--ignore-certificate-errors"],
    stop: () => servers.forEach((server) => server.closeAllConnections() ?? server.close()),
  };
};
