// The running product, and the address of every kind of page that it shows.

import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { withAlteredContent, withAlteredSignature, withOneSignature } from "./forgery.mjs";

const START_MS = 30_000;

// The tests' own programmes; the product knows those that ship beside them.
const PROGRAMMES = ["--templates", fileURLToPath(new URL("../programmes", import.meta.url))];

const freePort = async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
};

const answers = (origin) => fetch(`${origin}/healthz`).then((r) => r.ok, () => false);

export const startSite = async (binary, data) => {
  const listen = `127.0.0.1:${await freePort()}`;
  const origin = `http://${listen}`;
  const server = spawn(binary, ["demo", "--data", data, "--listen", listen, ...PROGRAMMES], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const stop = () => server.kill();
  const deadline = Date.now() + START_MS;
  while (!(await answers(origin))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      stop();
      throw new Error(`${binary} does not serve`);
    }
    await sleep(50);
  }
  return { origin, stop };
};

export const certificatesOf = (binary, data) =>
  JSON.parse(execFileSync(binary, ["certificate", "list", "--json", "--data", data, ...PROGRAMMES]));

const DAY_MS = 24 * 3600 * 1000;

// Issues an award that ends soon enough for a reminder to be due; tells its number and recipient.
export const issueEnding = (binary, data) => {
  const day = (offset) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);
  const run = (...words) => execFileSync(binary, [...words, "--data", data, ...PROGRAMMES]);
  const [{ recipient }] = certificatesOf(binary, data).filter(({ state }) => state === "expired");
  const prepared = run(
    ...["certificate", "prepare", "--json", "--programme", "ausgezeichneter-wohnort"],
    ...["--municipality", recipient.ags, "--from", day(-10), "--until", day(80)],
  );
  const { serial } = JSON.parse(prepared);
  const chambers = ["ihk-ostwuerttemberg", "hwk-ulm"];
  const sign = (chamber, ...numbers) => {
    const opens = ["--passphrase-file", `${data}/keys/${chamber}.demo-passphrase`];
    run("certificate", "sign", ...numbers, "--chamber", chamber, ...opens);
  };
  for (const chamber of chambers) sign(chamber, serial);
  // Sealed by all, the Urkunde waits for every chamber's turn.
  for (const chamber of chambers) sign(chamber);
  return { serial, ags: recipient.ags };
};

// The address of an award of the programme that ships.
export const permanentOf = ({ recipient }) => `/by/ausgezeichneter-wohnort/${recipient.ags}`;

// The pages of the public register, by what is to be seen there.
export const REGISTER_PAGES = {
  list: "/register",
  everything: "/register?state=all",
  similar: "/register?q=K%C3%B6nisbronn&state=all",
  nothing: "/register?q=xyzzyxyz",
  municipality: "/register/08136088",
  withdrawn: "/register/08135025",
  audited_again: "/register/08136065",
  without_award: "/register/08136002",
  longest: "/register/08999001",
};

// A path in a language, whatever else it asks for.
export const inLanguage = (path, language) => `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;

const NEVER_GIVEN = "0000-0000-0000-0000";

const withWrongCheckCharacter = (serial) =>
  serial.slice(0, -1) + (serial.endsWith("7") ? "8" : "7");

// name → { path, status, state }; the state is the one that the page has to announce.
export const pagesOf = (binary, data) => {
  const certificates = certificatesOf(binary, data);
  const byState = (state) => {
    const found = certificates.find((certificate) => certificate.state === state);
    if (!found) throw new Error(`no certificate is ${state}`);
    return found;
  };
  const shipped = ({ state, mark }) => state === "valid" && mark.number === 1;
  const pages = { home: { path: "/", status: 200 } };
  for (const state of ["valid", "not_yet_valid", "expired", "suspended", "withdrawn", "superseded"]) {
    pages[state] = { path: `/z/${byState(state).serial}`, status: 200, state };
  }
  const longest = [...certificates].sort(
    (a, b) => b.recipient.name.length - a.recipient.name.length,
  )[0];
  const { serial, qr_text: text } = byState("valid");
  const digits = text.slice(text.lastIndexOf("/") + 1);
  const answer = (code, status, state) => ({ path: `/z/${code}`, status, state });
  return Object.assign(pages, {
    longest_name: answer(longest.serial, 200, longest.state),
    long_code: answer(digits, 200, "valid"),
    unknown: answer(NEVER_GIVEN, 404, "unknown"),
    wrong_check_character: answer(withWrongCheckCharacter(serial), 400, "malformed"),
    malformed: answer("Grüße%20aus%20Aalen", 400, "malformed"),
    damaged: answer(digits.slice(0, -4), 400, "malformed"),
    altered_signature: answer(withAlteredSignature(digits), 422, "not_genuine"),
    altered_content: answer(withAlteredContent(digits), 422, "not_genuine"),
    one_signature: answer(withOneSignature(digits), 422, "not_genuine"),
    report: { path: "/report", status: 200 },
    report_received: { path: "/report/received", status: 200 },
    permanent: { path: permanentOf(certificates.find(shipped)), status: 200, state: "valid" },
    no_such_award: { path: "/by/ausgezeichneter-wohnort/00000000", status: 404 },
    file: { path: "/verify", status: 200, scripts: ["/drop.js"] },
    open_data: { path: "/register/data", status: 200 },
    api: { path: "/api", status: 200, most: 70_000 },
    impressum: { path: "/impressum", status: 200 },
    privacy: { path: "/datenschutz", status: 200 },
    accessibility: { path: "/barrierefreiheit", status: 200 },
    no_such_page: { path: "/gibt/es/nicht", status: 404 },
  });
};
