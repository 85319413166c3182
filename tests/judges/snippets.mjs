// Judges the lines of HTML that a kit offers, and its page: what sanitizers leave of the lines
// (DOMPurify in Chromium, sanitize-html), and whether the page is accessible (axe-core), fits a
// narrow phone, in the dark, in German and in English, and asks nobody else.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openKit } from "./kit_page.mjs";
import { about, check, judgeAccessibility, judgeWidth, summary, visit } from "./judging.mjs";
import { openBrowser } from "./tools.mjs";
import { certificatesOf, startSite } from "./site.mjs";

const require = createRequire(new URL("../../target/judges/node/", import.meta.url));
const sanitizeHtml = require("sanitize-html");
const purifier = readFileSync(require.resolve("dompurify/dist/purify.min.js"), "utf8");

const LOCALES = { de: "de-DE", en: "en-GB" };
const WIDTHS = [1280, 360, 320];
const PICTURES = ["typo3-upright", "typo3-wide", "wordpress-upright", "drupal-wide", "plain-upright", "plain-wide", "live", "evergreen"];

// The allowed elements of Drupal's text format basic_html (core/profiles/standard/config/install/
// filter.format.basic_html.yml).
const DRUPAL = {
  allowedTags: ["br", "p", "h2", "h3", "h4", "h5", "h6", "cite", "dl", "dt", "dd", "a", "blockquote", "ul", "ol", "strong", "em", "code", "li", "img"],
  allowedAttributes: {
    a: ["href", "hreflang"],
    blockquote: ["cite"],
    ul: ["type"],
    ol: ["start", "type"],
    img: ["src", "alt", "data-entity-uuid", "data-entity-type", "height", "width", "data-caption", "data-align", "loading"],
  },
  allowedSchemes: ["http", "https", "mailto"],
};

const [binary, data] = process.argv.slice(2);
if (!data) {
  console.error("usage: snippets.mjs BINARY DATA-FOLDER");
  process.exit(2);
}

// What a line means: where the link leads, and the picture in it.
const meaningOf = (page, html) =>
  page.evaluate((text) => {
    const body = new DOMParser().parseFromString(text, "text/html").body;
    const pictures = [...body.querySelectorAll("p > a > img")].map((image) => ({
      link: image.parentElement.getAttribute("href"),
      src: image.getAttribute("src"),
      alt: image.getAttribute("alt"),
      width: image.getAttribute("width"),
      height: image.getAttribute("height"),
    }));
    return { pictures, frames: [...body.querySelectorAll("iframe")].map((f) => f.getAttribute("src")) };
  }, html);

const judgeLine = async (page, id, line, host) => {
  const { pictures } = await meaningOf(page, line);
  const [before] = pictures;
  check(`${id}: one linked picture`, pictures.length === 1 && before.alt !== "", JSON.stringify(pictures));
  check(`${id}: leads to the check`, before.link.startsWith(`https://${host}/`), before.link);
  const sanitized = {
    DOMPurify: await page.evaluate((html) => window.DOMPurify.sanitize(html), line),
    // By itself it takes pictures out; editors that use it list them.
    "sanitize-html": sanitizeHtml(line, {
      allowedTags: [...sanitizeHtml.defaults.allowedTags, "img"],
      allowedAttributes: sanitizeHtml.defaults.allowedAttributes && {
        ...sanitizeHtml.defaults.allowedAttributes,
        img: ["src", "alt", "width", "height"],
      },
    }),
    "basic_html": sanitizeHtml(line, DRUPAL),
  };
  for (const [sanitizer, html] of Object.entries(sanitized)) {
    const after = await meaningOf(page, html);
    check(`${id}: ${sanitizer} leaves it as it is`, JSON.stringify(after.pictures) === JSON.stringify([before]), html);
  }
};

// A picture that follows the award must not claim in words what it may not show tomorrow.
const judgeWords = (subject, text, state) => {
  check(`${subject}: says that it shows today's state`, text.includes(state), text);
  check(`${subject}: claims nothing that may change`, !/gültig|valid|\d{2}\/\d{4}|20\d\d/i.test(text), text);
};

const judgeFrame = async (page, line, host) => {
  const { frames } = await meaningOf(page, line);
  check("frame: one", frames.length === 1 && frames[0].startsWith(`https://${host}/frame/`), frames);
  const purified = await page.evaluate((html) => window.DOMPurify.sanitize(html), line);
  check("frame: DOMPurify takes it out", (await meaningOf(page, purified)).frames.length === 0, purified);
  for (const [name, options] of [["sanitize-html", {}], ["basic_html", DRUPAL]]) {
    const html = sanitizeHtml(line, options);
    check(`frame: ${name} takes it out`, (await meaningOf(page, html)).frames.length === 0, html);
  }
  const allowing = (hostname) =>
    sanitizeHtml(line, {
      allowedTags: ["iframe"],
      allowedAttributes: { iframe: ["src", "title", "width", "height"] },
      allowedIframeHostnames: [hostname],
    });
  check("frame: stays where our host is allowed", (await meaningOf(page, allowing(host))).frames[0] === frames[0]);
  check("frame: goes where another is", !(await meaningOf(page, allowing("example.org"))).frames[0]);
};

const judgeLines = async (browser, origin, path, language, state) => {
  const context = await browser.newContext({ locale: LOCALES[language] });
  await about(`lines ${language}`, async () => {
    const page = await context.newPage();
    await page.goto(origin + path);
    const lines = await page.evaluate(() => Object.fromEntries([...document.querySelectorAll("textarea")].map((t) => [t.id, t.value])));
    const host = new URL(lines.live.match(/src="([^"]+)"/)[1]).host;
    const bench = await context.newPage();
    await bench.addScriptTag({ content: purifier });
    for (const id of PICTURES) await judgeLine(bench, id, lines[id], host);
    await judgeFrame(bench, lines.frame, host);
    for (const id of ["live", "evergreen"]) {
      const [{ alt }] = (await meaningOf(bench, lines[id])).pictures;
      judgeWords(`${id} ${language}`, alt, state);
    }
    judgeWords(`frame ${language}`, lines.frame.match(/title="([^"]*)"/)[1], state);
  });
  await context.close();
};

// What lies behind letters in a drawing, axe cannot tell; these are the pairs that occur.
const GROUNDS = { ".d-text": [".d-window", ".d-bar", ".d-side", ".d-tile"], ".d-on-dark": [".d-dark"] };
const LEGIBLE = 4.5;

const judgeDrawings = async (subject, page) => {
  const worst = await page.evaluate((grounds) => {
    const luminance = (element) => {
      const parts = getComputedStyle(element).fill.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255);
      const [r, g, b] = parts.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrasts = Object.entries(grounds).flatMap(([text, behind]) =>
      behind.flatMap((ground) => {
        const pair = [document.querySelector(text), document.querySelector(ground)];
        if (pair.some((element) => !element)) return [];
        const [low, high] = pair.map(luminance).sort((a, b) => a - b);
        return [(high + 0.05) / (low + 0.05)];
      }),
    );
    return contrasts.length ? Math.min(...contrasts) : Infinity;
  }, GROUNDS);
  check(`${subject}: letters in drawings are legible`, worst >= LEGIBLE, worst);
};

const judgePage = async (browser, origin, name, path, language) => {
  const subject = `${name} ${language}`;
  const context = await browser.newContext({ locale: LOCALES[language] });
  await about(subject, async () => {
    const { page, answer, requests, complaints } = await visit(context, origin, path);
    check(`${subject}: status`, answer.status() === 200, answer.status());
    check(`${subject}: language`, (await page.getAttribute("html", "lang")) === language);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        const look = `${subject} ${colorScheme} ${width}`;
        await judgeWidth(look, page);
        await judgeAccessibility(look, page, [".drawing text"]);
        await judgeDrawings(look, page);
      }
    }
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.waitForLoadState("networkidle");
    const foreign = requests.map((r) => r.url()).filter((url) => !url.startsWith(`${origin}/`));
    check(`${subject}: asks nobody else`, foreign.length === 0, foreign);
    check(`${subject}: no cookie`, (await context.cookies()).length === 0);
    check(`${subject}: the browser does not complain`, complaints.length === 0, complaints);
    const broken = await page.evaluate(() => [...document.images].filter((i) => i.complete && !i.naturalWidth).map((i) => i.src));
    check(`${subject}: every picture is there`, broken.length === 0, broken);
  });
  await context.close();
};

const judgeCopying = async (browser, origin, path) => {
  const context = await browser.newContext({ locale: "de-DE" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
  await about("copying", async () => {
    const page = await context.newPage();
    await page.goto(origin + path);
    const button = page.locator("button[data-copy=live]");
    await button.click();
    await page.waitForFunction((b) => b.textContent === "Kopiert", await button.elementHandle());
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    check("copying: the line is in the clipboard", copied === (await page.inputValue("#live")), copied);
  });
  await context.close();
};

const judgeRefusals = async (browser, origin, path) => {
  const context = await browser.newContext({ locale: "de-DE" });
  await about("refusal", async () => {
    const page = await context.newPage();
    await page.goto(origin + path);
    await page.locator("main form").evaluate((form) => (form.noValidate = true));
    await page.fill("#name", "Erika Mustermann");
    await page.click("main form button");
    check("refusal: the box says what it lacks", await page.locator("#agreed-problem").isVisible());
    const described = await page.getAttribute("#agreed", "aria-describedby");
    check("refusal: and is described by it", described === "agreed-problem", described);
    check("refusal: the name is kept", (await page.inputValue("#name")) === "Erika Mustermann");
    await judgeAccessibility("refused rights", page);
    await page.locator("input[name=version]").evaluate((input) => (input.value = "1999"));
    await page.check("#agreed");
    await page.click("main form button");
    check("refusal: other rights are told", await page.getByText("inzwischen geändert").isVisible());
    check("refusal: and agreed to anew", !(await page.isChecked("#agreed")));
    check("refusal: the name is kept again", (await page.inputValue("#name")) === "Erika Mustermann");
  });
  await context.close();
};

const judgeWithoutScript = async (browser, origin, path) => {
  const context = await browser.newContext({ locale: "de-DE", javaScriptEnabled: false });
  await about("without script", async () => {
    const page = await context.newPage();
    await page.goto(origin + path);
    check("without script: no button that does nothing", !(await page.locator("button[data-copy]").first().isVisible()));
    await page.fill("#name", "Erika Mustermann");
    await page.check("#agreed");
    await page.click("main form button");
    await page.waitForSelector("#seals");
    check("without script: the seals are there", await page.locator("#seals").isVisible());
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.click("a[download='siegel-hoch-de-qr-640.png']"),
    ]);
    check("without script: a picture is downloaded", download.suggestedFilename() === "siegel-hoch-de-qr-640.png");
  });
  await context.close();
};

// The kit of an award whose rights nobody has accepted.
const unaccepted = async (browser, origin, certificates) => {
  for (const { serial } of certificates) {
    const path = await openKit(browser, origin, serial, { accepted: false });
    const page = await (await fetch(origin + path)).text();
    if (page.includes('id="agreed"')) return path;
  }
  throw new Error("every kit is accepted");
};

const site = await startSite(binary, data);
try {
  const browser = await openBrowser();
  const valid = certificatesOf(binary, data).filter(({ state }) => state === "valid");
  const suspended = certificatesOf(binary, data).find(({ state }) => state === "suspended");
  const fresh = await unaccepted(browser, site.origin, valid);
  for (const language of ["de", "en"]) await judgePage(browser, site.origin, "kit before", fresh, language);
  await judgeRefusals(browser, site.origin, fresh);
  await judgeWithoutScript(browser, site.origin, fresh);
  const path = await openKit(browser, site.origin, valid[1].serial, { accepted: true });
  const closed = await openKit(browser, site.origin, suspended.serial, { accepted: false });
  for (const language of ["de", "en"]) {
    await judgePage(browser, site.origin, "kit", path, language);
    await judgePage(browser, site.origin, "suspended kit", closed, language);
  }
  await judgeLines(browser, site.origin, path, "de", "aktueller Stand");
  await judgeLines(browser, site.origin, path, "en", "current state");
  await judgeCopying(browser, site.origin, path);
  await browser.close();
} finally {
  site.stop();
}
summary("snippets");
