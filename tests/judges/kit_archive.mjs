// Puts the archive of one valid award's kit into a file, for the judge in Python: of the programme
// that ships, the award with the longest name, which is the hardest to draw.

import { writeFileSync } from "node:fs";
import { openKit } from "./kit_page.mjs";
import { openBrowser } from "./tools.mjs";
import { certificatesOf, startSite } from "./site.mjs";

const [binary, data, target] = process.argv.slice(2);
const site = await startSite(binary, data);
try {
  const browser = await openBrowser();
  const [shown] = certificatesOf(binary, data)
    .filter(({ state, mark }) => state === "valid" && mark.number === 1)
    .sort((a, b) => b.recipient.name.length - a.recipient.name.length);
  const path = await openKit(browser, site.origin, shown.serial, { accepted: true });
  await browser.close();
  const answer = await fetch(`${site.origin}${path}/siegel-paket.zip`);
  writeFileSync(target, Buffer.from(await answer.arrayBuffer()));
  console.log(shown.serial);
} finally {
  site.stop();
}
