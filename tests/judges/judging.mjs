// What the judges of pages share: counting, opening a page, looking at its width and with axe.

import { axe } from "./tools.mjs";

let passed = 0;
let failed = 0;
export const check = (claim, holds, detail = "") => {
  if (holds) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`  FAILED ${claim}${detail === "" ? "" : `: ${detail}`}`);
  }
};
export const about = async (subject, judge) => {
  try {
    await judge();
  } catch (error) {
    check(subject, false, error.stack);
  }
};

// Opens a page and keeps listening to what it asks for and what the browser says of it.
export const visit = async (context, origin, path) => {
  const page = await context.newPage();
  const requests = [];
  page.on("request", (request) => {
    if (!request.url().startsWith("data:")) requests.push(request);
  });
  const complaints = [];
  page.on("console", (message) => {
    // A page whose status is 4xx is no error.
    if (!message.text().startsWith("Failed to load resource")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  const answer = await page.goto(origin + path, { waitUntil: "load" });
  return { page, answer, requests, complaints };
};

export const judgeWidth = async (subject, page) => {
  const { wide, room } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  check(`${subject}: no scrolling sideways`, wide <= room, `${wide} > ${room}`);
};

// `apart` are selectors of what axe cannot judge and the caller judges by itself.
export const judgeAccessibility = async (subject, page, apart = []) => {
  if (await page.evaluate(() => !window.axe)) await page.evaluate(axe);
  const { violations, incomplete, passes } = await page.evaluate(
    (exclude) => window.axe.run({ exclude }, { rules: { "target-size": { enabled: true } } }),
    apart,
  );
  check(`${subject}: axe has looked`, passes.length > 10, passes.length);
  const findings = [...violations, ...incomplete].map(
    ({ id, nodes }) => `${id} at ${nodes.map((n) => n.target).join(", ")} (${nodes[0].failureSummary})`,
  );
  check(`${subject}: axe finds nothing`, findings.length === 0, findings.join("; "));
};

// Says how many claims held, as tests/run expects it.
export const summary = (name) => {
  console.log(`${name}: ${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
};
