// html-validate reads every page as the server sent it: the public ones, the register's, frames, the
// municipality's kit, and the desk's.

import { about, check, summary } from "./judging.mjs";
import { htmlValidate, openBrowser } from "./tools.mjs";
import { ADMINISTRATOR, CHAMBERS, CLERK, SIGNATORY, addressOf, signIn } from "./desk.mjs";
import { openKit } from "./kit_page.mjs";
import { REGISTER_PAGES, certificatesOf, inLanguage, pagesOf, startSite } from "./site.mjs";

const LANGUAGES = ["de", "en"];
const RULES = {
  extends: ["html-validate:recommended"],
  rules: {
    "no-missing-references": "error",
    // Matters of taste: the standard allows either way.
    "doctype-style": ["error", { style: "lowercase" }],
    "long-title": "off",
    "no-implicit-button-type": "off",
    "no-implicit-input-type": "off",
    "no-trailing-whitespace": "off",
    "void-style": "off",
    // Several boxes of one question, several buttons of one form.
    "form-dup-name": "off",
    // The register's table has another display on narrow screens, and a browser may then forget what
    // its parts are.
    "no-redundant-role": "off",
  },
};

const [binary, data] = process.argv.slice(2);
if (!data) {
  console.error("usage: markup.mjs BINARY DATA-FOLDER");
  process.exit(2);
}

const { HtmlValidate } = htmlValidate();
const validator = new HtmlValidate(RULES);

const problemsOf = async (text) =>
  (await validator.validateString(text)).results
    .flatMap(({ messages }) => messages)
    .map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`);

const judge = async (name, answer, status = answer.status) => {
  check(`${name}: status`, answer.status === status, answer.status);
  const problems = await problemsOf(await answer.text());
  check(`${name}: html-validate finds nothing`, problems.length === 0, [...new Set(problems)].slice(0, 6).join("; "));
};

const FILE = /\.(pdf|png|svg|csv|xlsx|ics|jsonl|zip|txt)$|\/(export|samples|digests)\/|\/problems$/;

// The pages of the register, the frames, and the kit before and after the usage rights are accepted.
const morePagesOf = async (browser, origin, certificates) => {
  const pages = { ...REGISTER_PAGES };
  for (const state of ["valid", "withdrawn"]) {
    const { serial } = certificates.find((certificate) => certificate.state === state);
    pages[`frame_${state}`] = `/frame/${serial}`;
  }
  const [one, other] = certificates.filter(({ state, mark }) => state === "valid" && mark.number === 1);
  pages.kit_new = await openKit(browser, origin, one.serial, { accepted: false });
  pages.kit = await openKit(browser, origin, other.serial, { accepted: true });
  return pages;
};

// Links of the desk that lead on within it.
const leadsOn = async (page, origin) => {
  const links = await page.locator("a[href]").evaluateAll((all) => all.map((a) => a.href));
  return links.map((link) => new URL(link)).filter(({ href, pathname }) => href.startsWith(`${origin}/staff`) && !FILE.test(pathname));
};

// Follows every link of the desk, one page of a kind.
const judgeDesk = async (browser, origin, role, language) => {
  const subject = `desk of ${role} ${language}`;
  const context = await browser.newContext({ locale: language === "de" ? "de-DE" : "en-GB" });
  await about(subject, async () => {
    const page = await context.newPage();
    await signIn(page, origin, addressOf(role, CHAMBERS[0]));
    const seen = new Set();
    const kind = ({ pathname }) => pathname.replace(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}|[0-9]{8}|[0-9a-f]{8,}|[0-9]+/g, "…");
    const waiting = [new URL(`${origin}/staff`)];
    while (waiting.length > 0) {
      const address = waiting.shift();
      if (seen.has(kind(address))) continue;
      seen.add(kind(address));
      const answer = await page.goto(address.href);
      check(`${subject} ${address.pathname}: is there`, answer.ok(), answer.status());
      if (!(answer.headers()["content-type"] ?? "").startsWith("text/html")) continue;
      await judge(`${subject} ${address.pathname}`, answer);
      waiting.push(...(await leadsOn(page, origin)));
    }
    check(`${subject}: has pages`, seen.size > 3, seen.size);
  });
  await context.close();
};

const site = await startSite(binary, data);
const browser = await openBrowser();
try {
  const pages = pagesOf(binary, data);
  const home = await (await fetch(site.origin)).text();
  check("a second main part is found", (await problemsOf(home.replace("<footer>", "<main></main><footer>"))).length > 0);
  check("a label of nothing is found", (await problemsOf(home.replace("<footer>", '<label for="nobody">?</label><footer>'))).length > 0);
  const more = await morePagesOf(browser, site.origin, certificatesOf(binary, data));
  for (const [name, path] of Object.entries(more)) pages[name] = { path, status: 200 };
  for (const language of LANGUAGES) {
    for (const [name, { path, status }] of Object.entries(pages)) {
      const subject = `${name} ${language}`;
      await about(subject, async () => judge(subject, await fetch(site.origin + inLanguage(path, language)), status));
    }
    const origin = site.origin.replace("127.0.0.1", "localhost");
    for (const role of [ADMINISTRATOR, CLERK, SIGNATORY]) await judgeDesk(browser, origin, role, language);
  }
} finally {
  await browser.close();
  site.stop();
}
summary("markup");
