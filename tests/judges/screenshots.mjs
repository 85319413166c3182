// Makes the pictures of README and handbook: the verification page, the Urkunde, the seal and the
// kit of one certificate, and the desk where the next one is prepared and signed.

import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { openBrowser } from "./tools.mjs";
import { addressOf, CHAMBERS, CLERK, SIGNATORY, signIn } from "./desk.mjs";
import { openKit } from "./kit_page.mjs";
import { certificatesOf, startSite } from "./site.mjs";

const PAGES = {
  "verification.png": { colorScheme: "light", viewport: { width: 960, height: 1080 } },
  "verification-dark.png": { colorScheme: "dark", viewport: { width: 960, height: 1080 } },
  "verification-mobile.png": {
    colorScheme: "light",
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
  },
};
const DESK = { locale: "de-DE", colorScheme: "light", viewport: { width: 1280, height: 900 } };
const URKUNDE_HEIGHT = 1000;
const SEAL_WIDTH = 480;

const [binary, data, folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: screenshots.mjs BINARY DATA-FOLDER TARGET-FOLDER");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const shown = certificatesOf(binary, data).find(({ state }) => state === "valid");

const site = await startSite(binary, data);
try {
  const browser = await openBrowser();
  for (const [name, look] of Object.entries(PAGES)) {
    const page = await browser.newPage({ locale: "de-DE", ...look });
    await page.goto(`${site.origin}/z/${shown.serial}`);
    await page.screenshot({ path: `${folder}/${name}` });
    await page.close();
  }
  // Cookies of the desk are for https and for localhost.
  const origin = site.origin.replace("127.0.0.1", "localhost");
  const person = async (role) => {
    const page = await browser.newPage(DESK);
    await signIn(page, origin, addressOf(role, CHAMBERS[0]));
    return page;
  };
  const clerk = await person(CLERK);
  await clerk.goto(`${origin}/staff/certificates/new`);
  await clerk.fill("#municipality", "Aalen");
  await clerk.fill("#from", "01.03.2029");
  await clerk.click("button[value=preview]");
  await clerk.waitForSelector("main img");
  await clerk.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  await clerk.screenshot({ path: `${folder}/vorbereiten.png` });
  await clerk.click("button[value=prepare]");
  const signatory = await person(SIGNATORY);
  await signatory.screenshot({ path: `${folder}/schreibtisch.png` });
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
