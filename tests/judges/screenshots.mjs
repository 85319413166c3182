// Makes the pictures of README and handbook: the verification page, the Urkunde and the seal of one
// certificate, and every main page of the desk, on the way of one award from the form to the
// proposal that it be withdrawn.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openBrowser } from "./tools.mjs";
import { ADMINISTRATOR, addressOf, CHAMBERS, CLERK, PASSWORD, passphraseOf, SIGNATORY, signIn } from "./desk.mjs";
import { openKit } from "./kit_page.mjs";
import { certificatesOf, issueEnding, startSite } from "./site.mjs";

const PAGES = {
  "verification.png": { colorScheme: "light", viewport: { width: 960, height: 1080 } },
  "verification-dark.png": { colorScheme: "dark", viewport: { width: 960, height: 1080 } },
  "verification-mobile.png": {
    colorScheme: "light",
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
  },
};
const REGISTER = {
  "register.png": { colorScheme: "light", viewport: { width: 1280, height: 1000 } },
  "register-dark.png": { colorScheme: "dark", viewport: { width: 1280, height: 1000 } },
  "register-mobile.png": { colorScheme: "light", viewport: { width: 390, height: 1500 }, deviceScaleFactor: 2 },
};
const MAIL = `[mail]
host = "127.0.0.1"
port = 2525
tls = "none"
from = "Kammersiegel <siegel@kammer.example>"
`;
const LIST = `AGS;Name;Beginn;Re-Zertifizierung
8136088;Aalen;20.01.2029;ja
08135025;Königsbrunn;01.02.2027;nein
08136009;Bopfingen;30.02.2027;nein
`;
// As wide as the column of the handbook takes without becoming hard to read.
const DESK = { locale: "de-DE", colorScheme: "light", viewport: { width: 980, height: 700 } };
const URKUNDE_HEIGHT = 1000;
const SEAL_WIDTH = 480;

const [binary, data, folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: screenshots.mjs BINARY DATA-FOLDER TARGET-FOLDER");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const certificates = certificatesOf(binary, data);
const shown = certificates.find(({ state }) => state === "valid");
// Nothing of it counts any more, so that it can be awarded anew.
const free = certificates.find(({ state }) => state === "withdrawn");
const today = new Date().toLocaleDateString("de-DE", { day: "2-digit", month: "2-digit", year: "numeric" });
const [IHK, HWK] = CHAMBERS;

// So high, where what matters stands further down.
const TALL = 900;

// The page from its top to the end of what matters, at most so high.
const keep = async (page, name, height = DESK.viewport.height) => {
  await page.setViewportSize({ ...DESK.viewport, height });
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  const end = await page.evaluate(() => document.querySelector("main").getBoundingClientRect().bottom);
  const clip = { x: 0, y: 0, width: DESK.viewport.width, height: Math.min(height, Math.ceil(end)) };
  await page.screenshot({ path: `${folder}/${name}.png`, clip });
};

const takeDesk = async (browser, origin) => {
  const person = async (role, chamber) => {
    const page = await browser.newPage(DESK);
    await signIn(page, origin, addressOf(role, chamber));
    return page;
  };
  const open = async (page, path, name, height) => {
    await page.goto(`${origin}/staff${path}`);
    await keep(page, name, height);
  };
  const guest = await browser.newPage(DESK);
  await guest.goto(`${origin}/staff/sign-in`);
  await guest.fill("#email", addressOf(SIGNATORY, IHK));
  await guest.fill("#password", PASSWORD);
  await guest.fill("#code", "314159");
  await keep(guest, "anmelden");

  const clerk = await person(CLERK, IHK);
  await open(clerk, "/municipalities", "kommunen");
  await open(clerk, "/account", "eigenes-konto", TALL);
  await clerk.goto(`${origin}/staff/import?list=certificates`);
  await clerk.setInputFiles("#file", { name: "auszeichnungen.csv", mimeType: "text/csv", buffer: Buffer.from(LIST) });
  await clerk.click("main form[method=post] button");
  await keep(clerk, "liste", TALL);
  await clerk.goto(`${origin}/staff/contacts/${ending.ags}`);
  await clerk.fill("#email", "rathaus@kommune.example");
  await clerk.fill("#name", "Dr. Erika Mustermann");
  await clerk.check("input[name=gender][value=female]");
  await clerk.fill("#office", "Oberbürgermeisterin");
  await clerk.fill("#addressed-as", "Dr. Mustermann");
  await keep(clerk, "ansprechperson", TALL);
  await clerk.click("main form[method=post] button");
  await open(clerk, `/reminders/${ending.serial}`, "erinnerung", TALL);
  await clerk.goto(`${origin}/staff/certificates/new`);
  await clerk.fill("#municipality", free.recipient.ags);
  await clerk.fill("#from", today);
  await clerk.click("button[value=preview]");
  await keep(clerk, "vorbereiten");
  await clerk.click("button[value=prepare]");
  const number = clerk.url().match(/certificates\/([0-9A-Z-]{19})/)[1];

  const hwk = await person(SIGNATORY, HWK);
  await open(hwk, "", "schreibtisch");
  await open(hwk, `/certificates/${number}/refuse`, "ablehnen");
  await open(hwk, "/signing", "unterzeichnen");
  await hwk.fill("#passphrase", passphraseOf(data, HWK));
  await hwk.click("main form button");
  const ihk = await person(SIGNATORY, IHK);
  await ihk.goto(`${origin}/staff/signing`);
  await ihk.fill("#passphrase", passphraseOf(data, IHK));
  await ihk.click("main form button");
  await keep(ihk, "ausgestellt");
  await open(clerk, "/certificates", "auszeichnungen");
  await open(clerk, `/certificates/${number}`, "auszeichnung");
  await open(clerk, `/certificates/${shown.serial}/correct`, "neuausfertigung", TALL);
  await clerk.goto(`${origin}/staff/certificates/${number}/propose?step=suspend`);
  await clerk.fill("#reason", "Die Kommune hat darum gebeten.");
  await clerk.click("main form[method=post] button");
  await open(hwk, `/certificates/${number}/confirm`, "bestaetigen");
  await open(clerk, "/follow-up", "wiedervorlage");
  const administrator = await person(ADMINISTRATOR, IHK);
  await open(administrator, "/accounts", "konten");
  await open(administrator, "/machines", "maschinen", TALL);
  await open(hwk, `/audit?about=${number}`, "protokoll", TALL);
  // Somebody who opens their account.
  await administrator.goto(`${origin}/staff/accounts/new`);
  await administrator.fill("#name", "Kim Beispiel");
  await administrator.fill("#email", `kim.beispiel@${IHK}.example`);
  await administrator.check("input[name=role][value=signatory]");
  await administrator.click("main form[method=post] button");
  const invitation = (await administrator.textContent("code")).match(/\/staff\/invitation\/\S+/)[0];
  const newcomer = await browser.newPage(DESK);
  await newcomer.goto(origin + invitation);
  await keep(newcomer, "konto-oeffnen", TALL);
  await newcomer.fill("#password", PASSWORD);
  await newcomer.fill("#password-again", PASSWORD);
  await newcomer.click("main form[method=post] button");
  await keep(newcomer, "einmalcodes", TALL);
};

const ending = issueEnding(binary, data);
writeFileSync(`${data}/kammersiegel.toml`, MAIL);
const site = await startSite(binary, data);
try {
  const browser = await openBrowser();
  for (const [name, look] of Object.entries(PAGES)) {
    const page = await browser.newPage({ locale: "de-DE", ...look });
    await page.goto(`${site.origin}/z/${shown.serial}`);
    await page.screenshot({ path: `${folder}/${name}` });
    await page.close();
  }
  for (const [name, look] of Object.entries(REGISTER)) {
    const page = await browser.newPage({ locale: "de-DE", ...look });
    await page.goto(`${site.origin}/register?state=all&mark=ausgezeichneter-wohnort`);
    await page.screenshot({ path: `${folder}/${name}` });
    await page.close();
  }
  // Cookies of the desk are for https and for localhost.
  await takeDesk(browser, site.origin.replace("127.0.0.1", "localhost"));
  const kit = await browser.newPage({ ...DESK, viewport: { width: 1100, height: 1000 } });
  await kit.goto(site.origin + (await openKit(browser, site.origin, shown.serial, { accepted: true })));
  await kit.locator("#seals").evaluate((seals) => seals.scrollIntoView());
  await kit.evaluate(() => Promise.all([...document.images].map((image) => { image.loading = "eager"; return image.decode(); })));
  await kit.screenshot({ path: `${folder}/paket.png` });
  await browser.close();
} finally {
  site.stop();
}

execFileSync("pdftoppm", [
  ...["-png", "-singlefile", "-scale-to-x", "-1", "-scale-to-y", String(URKUNDE_HEIGHT)],
  ...[shown.document, `${folder}/urkunde`],
]);
execFileSync("rsvg-convert", ["--width", String(SEAL_WIDTH), "--output", `${folder}/siegel.png`, shown.seal_svg]);

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
execFileSync(here("../../target/judges/venv/bin/python"), [here("shrink.py"), folder]);
