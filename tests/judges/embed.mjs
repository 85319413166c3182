// Judges what others' pages show of ours, in Chromium and over HTTPS: the live picture, the evergreen
// one and the frame, on the recipient's own site and on a copycat's. And the pages that belong to it.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CHAMBERS, CLERK, addressOf, signIn } from "./desk.mjs";
import { passOn, showing, startHosts } from "./hosts.mjs";
import { about, check, judgeAccessibility, judgeWidth, summary } from "./judging.mjs";
import { certificatesOf, permanentOf, startSite } from "./site.mjs";
import { openBrowser } from "./tools.mjs";

const LANGUAGES = { de: "de-DE", en: "en-GB" };
const SCHEMES = ["light", "dark"];
const WIDTHS = [1280, 360, 320];
const MINUTE_MS = 60_000;
const ONLY_FOR = "Nur gültig für";
const COPYCAT = "copycat.example";
// The same site by its other name.
const bareOf = (host) => host.replace(/^www\./, "");

const [binary, original, pictures] = process.argv.slice(2);
if (!original) {
  console.error("usage: embed.mjs BINARY DATA-FOLDER [FOLDER-FOR-PICTURES]");
  process.exit(2);
}
if (pictures) mkdirSync(pictures, { recursive: true });

// Something is withdrawn here, which other judges do not want to see.
const data = mkdtempSync(join(tmpdir(), "embed-"));
cpSync(original, data, { recursive: true });

const certificate = certificatesOf(binary, data).find(
  (c) => c.state === "valid" && c.recipient.ags === "08136088",
);
const { serial, recipient } = certificate;
const right = recipient.website;
const ours = "siegel.example";
const seal = `https://${ours}/seal/${serial}`;
const evergreen = `https://${ours}/seal${permanentOf(certificate)}`;

// What a municipality puts on its page, and what a copycat takes over with it.
const PAGES = {
  "/svg": `<img src="${seal}.svg" alt="Siegel" width="200" height="200">`,
  "/png": `<img src="${seal}.png?size=200" alt="Siegel" width="200" height="200">`,
  "/evergreen": `<img src="${evergreen}.svg" alt="Siegel" width="200" height="200">`,
  "/silent": `<img src="${seal}.svg" referrerpolicy="no-referrer" alt="Siegel" width="200" height="200">`,
  "/frame": `<iframe src="https://${ours}/frame/${serial}" title="Siegel" width="360" height="300"></iframe>`,
  "/frame-by": `<iframe src="https://${ours}/frame${permanentOf(certificate)}" title="Siegel" width="360" height="300"></iframe>`,
  "/page": `<iframe src="https://${ours}/z/${serial}" title="Seite" width="360" height="300"></iframe>`,
};
const html = (body) => `<!doctype html><html lang="de"><meta charset="utf-8"><title>Wohnen</title><body>${body}`;
const site = showing(Object.fromEntries(Object.entries(PAGES).map(([path, body]) => [path, html(body)])));

// Opens a page of somebody's, and tells what our site answered to it.
const show = async (context, host, path) => {
  const page = await context.newPage();
  const answers = [];
  const foreign = [];
  page.on("response", (response) => {
    if (new URL(response.url()).host === ours) answers.push(response);
  });
  page.on("request", (request) => {
    if (![ours, host].includes(new URL(request.url()).host)) foreign.push(request.url());
  });
  await page.goto(`https://${host}${path}`, { waitUntil: "load" });
  return { page, answers, foreign };
};

const drawn = async (page) => {
  const image = page.locator("img");
  const whole = await image.evaluate((i) => i.complete && i.naturalWidth > 0);
  return whole ? (await image.screenshot()).toString("base64") : "";
};

const judgePicture = async (context, path, pixels) => {
  const seen = {};
  // The right site comes first and last: what is kept for one is not shown to the other.
  for (const [name, host] of [["right", right], ["wrong", COPYCAT], ["bare", bareOf(right)], ["again", right]]) {
    const subject = `${path} on ${host}`;
    await about(subject, async () => {
      const { page, answers, foreign } = await show(context, host, path);
      seen[name] = await drawn(page);
      check(`${subject}: is drawn`, seen[name] !== "");
      check(`${subject}: asks nobody else`, foreign.length === 0, foreign);
      check(`${subject}: one answer`, answers.length === 1, answers.length);
      const [answer] = answers;
      check(`${subject}: status`, answer.status() === 200, answer.status());
      check(`${subject}: no cookie`, !("set-cookie" in (await answer.allHeaders())));
      if (!pixels) {
        const says = (await answer.text()).includes(`<title>${ONLY_FOR} ${right}`);
        check(`${subject}: ${name === "wrong" ? "names the right site" : "is neutral"}`, says === (name === "wrong"));
      }
      await page.close();
    });
  }
  check(`${path}: looks otherwise on the wrong site`, seen.right !== seen.wrong);
  check(`${path}: and the same again on the right one`, seen.right === seen.again && seen.right === seen.bare);
};

const judgeSilent = async (context) => {
  await about("without a referrer", async () => {
    const { page, answers } = await show(context, COPYCAT, "/silent");
    check("without a referrer: neutral", !(await answers[0].text()).includes(ONLY_FOR));
    await page.close();
  });
};

const judgeFrame = async (context, path) => {
  for (const host of [right, bareOf(right)]) await judgeShown(context, host, path);
  await judgeBlocked(context, COPYCAT, path);
};

// What a link opens. On a busy machine Chromium now and then loses a click into a frame of another site.
const openedBy = async (context, link) => {
  const clicked = async (timeout) => (await Promise.all([context.waitForEvent("page", { timeout }), link.click()]))[0];
  return clicked(10_000).catch(() => clicked(30_000));
};

// Frame and picture agree on whose site it is.
const judgeShown = async (context, right, path) => {
  await about(`${path} on ${right}`, async () => {
    const { page } = await show(context, right, path);
    const frame = page.frameLocator("iframe");
    const heading = await frame.locator("h1").textContent({ timeout: 5000 });
    check(`${path} on ${right}: says the state`, heading === "Gültig", heading);
    check(`${path} on ${right}: says for whom`, await frame.locator("text=Stadt Aalen").isVisible());
    const room = await page.frames()[1].evaluate(() => [
      document.documentElement.scrollWidth <= innerWidth,
      document.documentElement.scrollHeight <= innerHeight,
    ]);
    check(`${path} on ${right}: fits`, room.every(Boolean), room);
    if (pictures) await page.screenshot({ path: `${pictures}/${path.slice(1)}-right.png` });
    const verification = await openedBy(context, frame.locator("a"));
    await verification.waitForLoadState();
    const title = await verification.locator("h1").textContent();
    check(`${path}: leads to the verification page`, title === "Gültig" && verification.url().endsWith(`/z/${serial}`), verification.url());
    check(`${path}: which cannot reach back`, await verification.evaluate(() => opener === null));
    await verification.close();
    await page.close();
  });
};

const judgeBlocked = async (context, host, path) => {
  await about(`${path} on ${host}`, async () => {
    const page = await context.newPage();
    const complaints = [];
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(`https://${host}${path}`, { waitUntil: "load" });
    await sleep(300);
    const inside = await page.frames()[1]?.evaluate(() => document.body?.innerText ?? "").catch(() => "");
    check(`${path} on ${host}: shows nothing of ours`, !/Gültig|Stadt Aalen/.test(inside), inside);
    check(`${path} on ${host}: because of its ancestors`, complaints.some((c) => c.includes("frame-ancestors")), complaints);
    await page.close();
  });
};

// A visitor looks at the page again and again, as browsers do: with what they keep.
const judgeWithdrawal = async (context) => {
  await about("withdrawal", async () => {
    const first = await show(context, right, "/svg");
    const before = await drawn(first.page);
    const tag = (await fetch(`${origin}/seal/${serial}.svg`)).headers.get("etag");
    const evergreenTag = (await fetch(`${origin}/seal${permanentOf(certificate)}.svg`)).headers.get("etag");
    check("withdrawal: both pictures are the same", tag === evergreenTag && tag !== null, evergreenTag);
    const same = await fetch(`${origin}/seal/${serial}.svg`, { headers: { "if-none-match": tag } });
    check("withdrawal: 304 before it", same.status === 304, same.status);
    // Two people of the demonstration: one proposes, the other confirms.
    const run = (user, ...args) => execFileSync(binary, ["certificate", ...args, "--data", data, "--user", user], { stdio: "ignore" });
    run("vorbereitung@ihk-ostwuerttemberg.example", "withdraw", serial, "--reason", "Vorführung");
    run("unterschrift@hwk-ulm.example", "confirm", serial, "--step", "withdraw");
    const began = Date.now();
    let changed = false;
    while (!changed && Date.now() - began < MINUTE_MS) {
      await sleep(2000);
      await first.page.goto(`https://${right}/svg`, { waitUntil: "load" });
      changed = (await drawn(first.page)) !== before;
    }
    const waited = Date.now() - began;
    check("withdrawal: shows within a minute", changed && waited < MINUTE_MS, waited);
    const after = await fetch(`${origin}/seal/${serial}.svg`, { headers: { "if-none-match": tag } });
    check("withdrawal: the tag changes", after.status === 200 && after.headers.get("etag") !== tag, after.status);
    check("withdrawal: the picture says it", (await after.text()).includes(": ENTZOGEN</title>"));
    await first.page.close();
  });
};

const judgeLooks = async (subject, page, language) => {
  check(`${subject}: language`, (await page.getAttribute("html", "lang")) === language);
  const headings = await page.locator("h1").allTextContents();
  check(`${subject}: one heading of the first level`, headings.length === 1, headings);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const look = `${subject} ${colorScheme} ${width}`;
      await judgeWidth(look, page);
      await judgeAccessibility(look, page);
      if (pictures && width !== 320) {
        const path = `${pictures}/${subject.replaceAll(" ", "-")}-${colorScheme}-${width}.png`;
        await page.screenshot({ path, fullPage: true });
      }
    }
  }
};

const judgeFramePages = async (browser, language, certificates) => {
  for (const state of ["valid", "suspended", "withdrawn", "not_yet_valid", "expired", "superseded"]) {
    await about(`frame ${state} ${language}`, async () => {
      const { serial: number } = certificates.find((c) => c.state === state);
      const page = await browser.newPage({ locale: LANGUAGES[language] });
      await page.goto(`${origin}/frame/${number}`);
      await judgeLooks(`frame ${state} ${language}`, page, language);
      await page.close();
    });
  }
  await about(`frame elsewhere ${language}`, async () => {
    const extraHTTPHeaders = { referer: `https://${COPYCAT}/`, "sec-fetch-dest": "iframe" };
    const answer = await fetch(`${origin}/frame/${serial}?lang=${language}`, { headers: extraHTTPHeaders });
    const page = await browser.newPage({ locale: LANGUAGES[language] });
    await page.route(`${origin}/frame/**`, async (route) =>
      route.fulfill({ body: await answer.text(), contentType: "text/html; charset=utf-8" }),
    );
    await page.goto(`${origin}/frame/${serial}`);
    check(`frame elsewhere ${language}: names the right site`, await page.locator(`text=${right}`).isVisible());
    await judgeLooks(`frame elsewhere ${language}`, page, language);
    await page.close();
  });
};

const judgeReport = async (browser, language) => {
  await about(`report ${language}`, async () => {
    const context = await browser.newContext({ locale: LANGUAGES[language], javaScriptEnabled: true });
    const page = await context.newPage();
    await page.goto(`${origin}/z/${serial}`);
    await page.click("main a[href^='/report']");
    check(`report ${language}: has the number`, (await page.inputValue("#nr")) === serial);
    check(`report ${language}: the trap is out of sight`, (await page.locator("#homepage").boundingBox()).x < 0);
    await judgeLooks(`report ${language}`, page, language);
    await page.fill("#nr", "7H3K-9QXM-2P4R-8T22");
    await page.fill("#remark", "Auf der Startseite");
    await page.locator("main form").evaluate((form) => (form.noValidate = true));
    await page.click("main form button");
    for (const field of ["nr", "place"]) {
      check(`report ${language}: ${field} says what to do`, await page.locator(`#${field}-problem`).isVisible());
      const described = await page.getAttribute(`#${field}`, "aria-describedby");
      check(`report ${language}: ${field} is described by it`, described?.split(" ").includes(`${field}-problem`), described);
    }
    check(`report ${language}: keeps what was typed`, (await page.inputValue("#remark")) === "Auf der Startseite");
    await judgeLooks(`report refused ${language}`, page, language);
    await page.fill("#nr", serial.toLowerCase());
    await page.fill("#place", `https://${COPYCAT}/${"sehr-lang/".repeat(12)}`);
    await page.fill("#contact", "buergerin@beispiel.example");
    await page.click("main form button");
    await page.waitForURL(/received/);
    await judgeLooks(`report received ${language}`, page, language);
    check(`report ${language}: no cookie`, (await context.cookies()).length === 0);
    await context.close();
  });
};

const judgeDesk = async (browser, language) => {
  await about(`misuse ${language}`, async () => {
    // Cookies of the desk are for https and for localhost.
    const desk = origin.replace("127.0.0.1", "localhost");
    const context = await browser.newContext({ locale: LANGUAGES[language] });
    const page = await context.newPage();
    await signIn(page, desk, addressOf(CLERK, CHAMBERS[language === "de" ? 0 : 1]));
    await page.goto(`${desk}/staff/follow-up`);
    await page.click("main a[href='/staff/misuse']");
    const heading = page.locator("h3", { has: page.locator(`a[href$='${serial}']`) });
    const rows = await heading.locator("xpath=following-sibling::table[1]//tbody/tr").allTextContents();
    const [row] = rows.filter((text) => text.includes(COPYCAT));
    const count = Number(row?.match(/\n(\d+)\n/)?.[1]);
    check(`misuse ${language}: tells of the copycat`, count >= 5, rows);
    check(`misuse ${language}: and not of the right site`, !rows.some((text) => text.includes(right)), rows);
    await judgeLooks(`misuse ${language}`, page, language);
    await page.goto(`${desk}/staff/certificates/${serial}`);
    await judgeLooks(`certificate with its address ${language}`, page, language);
    await page.goto(`${desk}/staff/certificates/new?renew=${serial}`);
    check(`renewal ${language}: names the address that stays`, await page.getByText(permanentOf(certificate)).first().isVisible());
    await judgeLooks(`renewal ${language}`, page, language);
    await context.close();
  });
};

const product = await startSite(binary, data);
const { origin } = product;
const hosts = await startHosts({ [right]: site, [bareOf(right)]: site, [COPYCAT]: site, "shop.aalen.de": site, [ours]: passOn(origin) });
try {
  const browser = await openBrowser(hosts.flags);
  const context = await browser.newContext({ locale: LANGUAGES.de });
  await judgePicture(context, "/svg", false);
  await judgePicture(context, "/png", true);
  await judgePicture(context, "/evergreen", false);
  await judgeSilent(context);
  await judgeFrame(context, "/frame");
  await judgeFrame(context, "/frame-by");
  await judgeBlocked(context, "shop.aalen.de", "/frame");
  await judgeBlocked(context, right, "/page");
  check("no cookie anywhere", (await context.cookies()).length === 0);
  const certificates = certificatesOf(binary, data);
  for (const language of Object.keys(LANGUAGES)) {
    await judgeFramePages(browser, language, certificates);
    await judgeReport(browser, language);
    await judgeDesk(browser, language);
  }
  await judgeWithdrawal(context);
  await browser.close();
} finally {
  hosts.stop();
  product.stop();
  rmSync(data, { recursive: true });
}
summary("embed");
