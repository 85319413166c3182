// Judges the whole path in Chromium: a clerk of the one chamber and signatories of both, each chamber
// in a browser of its own, from login to the award that the public sees; how many interactions each
// of them needs; and the same with the keyboard alone. It makes its own demonstration.
//
// One interaction is one thing that somebody does: a field that is filled in, a link or button that
// is pressed, a box that is ticked. The Enter key at the end of a field belongs to the field, since
// nothing has to be looked for. Counting begins on the sign-in page, with empty fields, and ends when
// the person has nothing more to do. Nothing is counted twice for a second visit: there is none.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHAMBERS, CLERK, PASSWORD, SIGNATORY, addressOf, nextCode, passphraseOf } from "./desk.mjs";
import { about, check, summary } from "./judging.mjs";
import { judgeKeyboardPath } from "./keyboard.mjs";
import { certificatesOf, startSite } from "./site.mjs";
import { openBrowser } from "./tools.mjs";

const CLERK_BUDGET = 12;
const SIGNATORY_BUDGET = 5;
const [IHK, HWK] = CHAMBERS;
const NAMES = { [IHK]: "IHK", [HWK]: "HWK" };

const [binary] = process.argv.slice(2);
if (!binary) {
  console.error("usage: two_chambers.mjs BINARY");
  process.exit(2);
}

// Somebody at the desk whose interactions are counted.
class Person {
  constructor(page, origin, role, chamber) {
    Object.assign(this, { page, origin, chamber, email: addressOf(role, chamber), interactions: 0 });
  }

  async fill(field, text) {
    this.interactions += 1;
    await this.page.fill(field, text);
  }

  // Fills in the last field and sends the form from there.
  async enter(field, text) {
    await this.fill(field, text);
    await Promise.all([this.page.waitForNavigation(), this.page.press(field, "Enter")]);
  }

  async click(target) {
    this.interactions += 1;
    await this.page.click(target);
  }

  async signIn() {
    await this.page.goto(`${this.origin}/staff/sign-in`);
    await this.fill("#email", this.email);
    await this.fill("#password", PASSWORD);
    await this.enter("#code", await nextCode(this.email));
  }
}

const judgeBudget = (subject, person, budget) => {
  const { interactions } = person;
  console.log(`  ${subject}: ${interactions} interactions of at most ${budget}`);
  check(`${subject}: at most ${budget} interactions`, interactions <= budget, interactions);
};

const atDesk = async (browser, origin, role, chamber) => {
  const context = await browser.newContext({ locale: "de-DE" });
  return new Person(await context.newPage(), origin, role, chamber);
};

const prepare = async (clerk, municipality, from) => {
  await clerk.signIn();
  await clerk.click("main a[href='/staff/certificates/new']");
  await clerk.fill("#municipality", municipality);
  await clerk.fill("#from", from);
  await clerk.click("button[value=preview]");
  await clerk.click("button[value=prepare]");
  return clerk.page.url().match(/certificates\/([0-9A-Z-]{19})/)?.[1];
};

const sign = async (signatory, data, number) => {
  const { page, chamber } = signatory;
  await signatory.signIn();
  check(`${chamber}: what waits is there at once`, new URL(page.url()).pathname === "/staff/signing", page.url());
  check(`${chamber}: what waits alone is selected`, await page.isChecked(`#serial-${number}`));
  await signatory.enter("#passphrase", passphraseOf(data, chamber));
  return page.textContent("main");
};

const judgePublic = async (browser, site, number) => {
  const page = await browser.newPage({ locale: "de-DE" });
  const { origin } = site;
  let state = "";
  // The register is compared with the database every second.
  for (let tries = 0; tries < 30 && state !== "Gültig"; tries += 1) {
    await page.goto(`${origin}/z/${number}`);
    state = await page.textContent("h1");
    if (state !== "Gültig") await page.waitForTimeout(200);
  }
  check("public: the award is valid", state === "Gültig", state);
  check("public: both chambers signed", (await page.locator(".signatures li.counts").count()) === 2);
  const { document } = certificatesOf(binary, site.data).find(({ serial }) => serial === number);
  await page.goto(`${origin}/verify`);
  await page.setInputFiles("#file", document);
  await page.click("main form button");
  check("public: the Urkunde is genuine", (await page.textContent("h1")) === "Gültig");
  const signatures = await page.locator(".signatures li.counts").count();
  check("public: the Urkunde bears the signatures of both", signatures === 4, signatures);
  const altered = readFileSync(document);
  altered[altered.length >> 1] ^= 1;
  await page.goto(`${origin}/verify`);
  await page.setInputFiles("#file", { name: "x.pdf", mimeType: "application/pdf", buffer: altered });
  await page.click("main form button");
  check("public: an altered one is not", (await page.textContent("h1")).startsWith("Nicht echt"));
  await page.close();
};

// Both orders of signing: whoever is first need not come again.
const judgeOrder = async (browsers, site, [first, second], municipality) => {
  const order = `${NAMES[first]} before ${NAMES[second]}`;
  await about(order, async () => {
    const today = new Date().toLocaleDateString("de-DE", { timeZone: "Europe/Berlin", day: "2-digit", month: "2-digit", year: "numeric" });
    const clerk = await atDesk(browsers[IHK], site.origin, CLERK, IHK);
    const number = await prepare(clerk, municipality, today);
    check(`${order}: prepared`, number !== undefined, clerk.page.url());
    judgeBudget(`clerk, ${order}`, clerk, CLERK_BUDGET);
    const signatories = [];
    for (const chamber of [first, second]) {
      const signatory = await atDesk(browsers[chamber], site.origin, SIGNATORY, chamber);
      const said = await sign(signatory, site.data, number);
      const last = chamber === second;
      check(`${order}: ${chamber} is told`, said.includes(last ? "Ausgestellt." : "ohne Sie"), said);
      signatories.push(signatory);
    }
    for (const signatory of signatories) {
      await signatory.page.goto(`${site.origin}/staff/signing`);
      const left = await signatory.page.textContent("main");
      check(`${order}: ${signatory.chamber} has nothing left to do`, left.includes("Zurzeit wartet nichts"), left);
      judgeBudget(`signatory ${NAMES[signatory.chamber]}, ${order}`, signatory, SIGNATORY_BUDGET);
    }
    await clerk.page.goto(`${site.origin}/staff/certificates/${number}`);
    check(`${order}: the clerk sees it issued`, (await clerk.page.textContent("h1")).includes("Gültig"));
    await judgePublic(browsers[second], site, number);
    for (const person of [clerk, ...signatories]) await person.page.context().close();
  });
};

const data = mkdtempSync(join(tmpdir(), "kammersiegel-"));
execFileSync(binary, ["demo", "--no-serve", "--data", data], { stdio: ["ignore", "ignore", "inherit"] });
const started = await startSite(binary, data);
const site = { data, origin: started.origin.replace("127.0.0.1", "localhost") };
try {
  const browsers = { [IHK]: await openBrowser(), [HWK]: await openBrowser() };
  const free = certificatesOf(binary, data).filter(({ state }) => ["expired", "withdrawn"].includes(state));
  const [one, other] = free.map(({ recipient }) => recipient.ags);
  await judgeOrder(browsers, site, [HWK, IHK], one);
  await judgeOrder(browsers, site, [IHK, HWK], other);
  await judgeKeyboardPath(browsers, site);
  for (const browser of Object.values(browsers)) await browser.close();
} finally {
  started.stop();
  rmSync(data, { recursive: true, force: true });
}
summary("chambers");
