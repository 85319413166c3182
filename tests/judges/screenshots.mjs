// Makes the README's pictures: the verification page, the Urkunde and the seal of one certificate.

import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { openBrowser } from "./tools.mjs";
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
  await browser.close();
} finally {
  site.stop();
}

execFileSync("pdftoppm", [
  ...["-png", "-singlefile", "-scale-to-x", "-1", "-scale-to-y", String(URKUNDE_HEIGHT)],
  ...[shown.document, `${folder}/urkunde`],
]);
execFileSync("rsvg-convert", ["--width", String(SEAL_WIDTH), "--output", `${folder}/siegel.png`, shown.seal_svg]);
