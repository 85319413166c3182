// Judges the public register in Chromium: list, map and pages of municipalities, in both languages
// and colour schemes, on narrow screens, by keyboard alone, without a script, and on paper.

import { about, check, judgeAccessibility, judgeWidth, summary, visit } from "./judging.mjs";
import { openBrowser } from "./tools.mjs";
import { REGISTER_PAGES, certificatesOf, inLanguage, startSite } from "./site.mjs";

const LANGUAGES = ["de", "en"];
const SCHEMES = ["light", "dark"];
const WIDTHS = [1280, 360, 320];
// The page with its two style sheets, before any compression.
const MOST_BYTES = 75_000;

const [binary, data] = process.argv.slice(2);
if (!data) {
  console.error("usage: register.mjs BINARY DATA-FOLDER");
  process.exit(2);
}

// Municipalities of both districts.
const OUTLINES = 53;
const AWARDED = "08136088";
const judgeTraffic = async (subject, context, origin, page, requests) => {
  const foreign = requests.map((r) => r.url()).filter((url) => !url.startsWith(`${origin}/`));
  check(`${subject}: asks nobody else`, foreign.length === 0, foreign);
  const kinds = requests.map((r) => r.resourceType()).sort().join();
  check(`${subject}: one page, two style sheets`, kinds === "document,stylesheet,stylesheet", kinds);
  const responses = (await Promise.all(requests.map((r) => r.response()))).filter(Boolean);
  const sizes = await Promise.all(responses.map(async (r) => (await r.body()).length));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  check(`${subject}: less than ${MOST_BYTES} bytes`, bytes < MOST_BYTES, bytes);
  const cookies = await context.cookies();
  const told = responses.filter((r) => "set-cookie" in r.headers());
  check(`${subject}: no cookie`, cookies.length + told.length === 0);
  const stored = await page.evaluate(
    async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length,
  );
  check(`${subject}: nothing on the device`, stored === 0, stored);
};

const judgeHead = async (subject, page, path) => {
  const head = await page.evaluate(() => ({
    canonical: document.querySelector("link[rel=canonical]").href,
    languages: [...document.querySelectorAll("link[rel=alternate][hreflang]")].map((l) => l.hreflang),
    title: document.querySelector("meta[property='og:title']").content,
    linked: [...document.querySelectorAll("script")].map((s) => [s.type, s.textContent]),
  }));
  const { pathname } = new URL(head.canonical);
  check(`${subject}: its own address`, pathname === path.split("?")[0], head.canonical);
  check(`${subject}: its languages`, head.languages.join() === "de,en,x-default", head.languages);
  check(`${subject}: a title for sharing`, head.title.length > 0);
  check(`${subject}: the only script is data`, head.linked.length === 1 && head.linked[0][0] === "application/ld+json");
  const linked = JSON.parse(head.linked[0][1]);
  check(`${subject}: linked data`, linked["@context"] === "https://schema.org" && Boolean(linked["@type"]));
};

// axe does not see that a name on the map has an edge in the colour of the sheet, whatever lies below.
const judgeNames = async (subject, page) => {
  const pairs = await page.locator(".names text").evaluateAll((names) => {
    const light = (colour) => {
      const parts = colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255);
      const [r, g, b] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return names.map((name) => {
      const { fill, stroke, strokeWidth, paintOrder } = getComputedStyle(name);
      const [less, more] = [light(fill), light(stroke)].sort((a, b) => a - b);
      return { contrast: (more + 0.05) / (less + 0.05), edge: parseFloat(strokeWidth), paintOrder };
    });
  });
  const wrong = pairs.filter((p) => p.contrast < 7 || p.edge < 20 || !p.paintOrder.startsWith("stroke"));
  check(`${subject}: names on the map can be read`, wrong.length === 0, JSON.stringify(wrong));
};

// A table stays within its sheet, and no date, word or number in it is torn apart.
const judgeTables = async (subject, page) => {
  const wrong = await page.locator("main table").evaluateAll((tables) => {
    const wide = tables.filter((t) => t.getBoundingClientRect().right > t.parentElement.getBoundingClientRect().right + 1);
    const numbers = [...document.querySelectorAll(".serial")].filter((n) => n.getClientRects().length > 1);
    const torn = [...document.querySelectorAll(".held tbody th, .held tbody td")].filter((c) => c.scrollWidth > c.clientWidth + 1);
    return [...wide, ...numbers, ...torn].map((e) => e.textContent.trim().slice(0, 60));
  });
  check(`${subject}: tables fit`, wrong.length === 0, wrong.join("; "));
};

const judgePage = async (browser, origin, name, path, language) => {
  const subject = `${name} ${language}`;
  const context = await browser.newContext();
  await about(subject, async () => {
    const { page, answer, requests, complaints } = await visit(context, origin, inLanguage(path, language));
    check(`${subject}: status`, answer.status() === 200, answer.status());
    check(`${subject}: language`, (await page.getAttribute("html", "lang")) === language);
    check(`${subject}: one heading of the first level`, (await page.locator("h1").count()) === 1);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        const look = `${subject} ${colorScheme} ${width}`;
        await judgeWidth(look, page);
        await judgeTables(look, page);
        await judgeAccessibility(look, page, [".names text"]);
        await judgeNames(look, page);
      }
    }
    await judgeTraffic(subject, context, origin, page, requests);
    await judgeHead(subject, page, path);
    check(`${subject}: the browser does not complain`, complaints.length === 0, complaints);
    await page.emulateMedia({ media: "print" });
    check(`${subject}: no form on paper`, (await page.locator("form:visible").count()) === 0);
    check(`${subject}: the heading is on paper`, await page.locator("h1").isVisible());
    await page.emulateMedia({ media: "screen" });
    await page.locator("header a[hreflang]").click();
    const other = LANGUAGES.find((l) => l !== language);
    check(`${subject}: the switch changes the language`, (await page.getAttribute("html", "lang")) === other);
    const [before, after] = [new URL(origin + path), new URL(page.url())];
    after.searchParams.delete("lang");
    check(`${subject}: and keeps the rest`, before.toString() === after.toString(), page.url());
  });
  await context.close();
};

// Every municipality on the map is reached by Tab, is named, shows the focus, and leads on; the list
// says the same of those with a colour, and the table of all.
const judgeMap = async (browser, origin, language) => {
  const subject = `map ${language}`;
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  await about(subject, async () => {
    const page = await context.newPage();
    await page.goto(origin + inLanguage("/register?state=all", language));
    const names = await page.locator(".map a").evaluateAll((links) => links.map((a) => a.getAttribute("aria-label")));
    check(`${subject}: all municipalities are there`, names.length === OUTLINES && new Set(names).size === OUTLINES, names);
    const coloured = names.slice(-6);
    const reached = [];
    await page.locator(".filter button").focus();
    for (let presses = 0; presses < OUTLINES + 3; presses += 1) {
      await page.keyboard.press("Tab");
      const focus = page.locator(".map a:focus");
      if ((await focus.count()) === 0) continue;
      reached.push(await focus.getAttribute("aria-label"));
      const edge = await focus.locator("path").evaluate((path) => getComputedStyle(path).strokeWidth);
      check(`${subject}: the focus is seen`, parseFloat(edge) >= 30, edge);
    }
    check(`${subject}: each by Tab`, reached.join() === names.join(), reached);
    for (const name of coloured) {
      const town = name.slice(0, name.indexOf(":"));
      const row = page.locator(".lines").getByRole("row", { name: new RegExp(`^${town.replace(/[()]/g, "\\$&")}`) });
      check(`${subject}: ${town} is in the list`, (await row.count()) >= 1);
    }
    await judgeTable(subject, page, names);
    const fills = await page.locator(".map a:not(.none)").evaluateAll((links) =>
      links.map((a) => a.querySelector("path").getAttribute("fill")),
    );
    const signs = await page.locator(".map .pins use").evaluateAll((uses) => uses.map((u) => u.getAttribute("href")));
    const told = new Set(fills.map((fill, i) => `${fill} ${signs[i]}`));
    check(`${subject}: each state has a fill and a sign of its own`, told.size === new Set(fills).size, [...told]);
    check(`${subject}: four states`, told.size === 4, [...told]);
    const home = page.url();
    for (const which of [".map a.none", ".map a:not(.none)"]) {
      await page.goto(home);
      const link = page.locator(which).first();
      const name = await link.getAttribute("aria-label");
      await link.focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/register\/\d{8}/);
      const heading = await page.locator("h1").textContent();
      check(`${subject}: Enter opens the page`, heading.includes(name.slice(0, name.indexOf(":"))), heading);
      check(`${subject}: in the same language`, (await page.getAttribute("html", "lang")) === language);
      await page.locator(".back a").click();
      check(`${subject}: and back`, new URL(page.url()).pathname === "/register");
    }
    await page.goto(home);
    await page.locator(".maps .skip").focus();
    check(`${subject}: the way around the map is seen`, await page.locator(".maps .skip").evaluate((a) => a.getBoundingClientRect().left >= 0));
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    check(`${subject}: and leads to the list`, (await page.locator(".lines tbody th a").first().evaluate((a) => a === document.activeElement)));
  });
  await context.close();
};

// The table below the map: opened by keyboard, the same municipalities in the same words, and large
// enough to be hit, as an area of the map may not be.
const judgeTable = async (subject, page, names) => {
  await page.locator("details.towns summary").focus();
  await page.keyboard.press("Enter");
  const rows = page.locator("details.towns tbody tr");
  const told = await rows.evaluateAll((all) =>
    all.map((row) => `${row.querySelector("th a").textContent}: ${row.querySelector("td").textContent}`),
  );
  check(`${subject}: the table has the same`, [...told].sort().join() === [...names].sort().join(), told);
  const lowest = await page.locator("details.towns th a").evaluateAll((links) =>
    Math.min(...links.map((a) => a.getBoundingClientRect().height)),
  );
  check(`${subject}: and is hit easily`, lowest >= 24, lowest);
};

// Who holds nothing has a page that says so, and that search engines leave alone.
const judgeWithoutAward = async (browser, origin) => {
  const page = await browser.newPage();
  for (const [language, says] of Object.entries({ de: "Zurzeit keine geltende Auszeichnung", en: "No award in force" })) {
    const subject = `without an award ${language}`;
    await about(subject, async () => {
      const robots = async (path) => {
        const answer = await page.goto(origin + inLanguage(path, language));
        check(`${subject}: ${path} is there`, answer.status() === 200, answer.status());
        check(`${subject}: ${path} says so`, (await page.locator(".town .lead").textContent()).includes(says));
        return page.getAttribute("meta[name=robots]", "content");
      };
      check(`${subject}: is not to be found`, (await robots(REGISTER_PAGES.without_award)) === "noindex");
      check(`${subject}: a history is`, (await robots(REGISTER_PAGES.withdrawn)) === "index");
    });
  }
  await page.close();
};

const judgeSearch = async (browser, origin) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "de-DE", viewport: { width: 360, height: 740 } });
  await about("search", async () => {
    const page = await context.newPage();
    await page.goto(`${origin}/?lang=en`);
    await page.locator("main a[href^='/register']").click();
    check("search: the home page leads here", new URL(page.url()).pathname === "/register");
    await page.fill("#q", "Schwaebisch Gmund");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=Schwaebisch/);
    const rows = await page.locator(".lines tbody th a").allTextContents();
    check("search: finds", rows.join() === "Schwäbisch Gmünd", rows);
    check("search: keeps the language", (await page.getAttribute("html", "lang")) === "en");
    check("search: shows what was asked", (await page.inputValue("#q")) === "Schwaebisch Gmund");
    await page.locator(".lines tbody th a").click();
    await page.locator(".check").click();
    check("search: leads to the proof", (await page.locator(".verdict").count()) === 1);
    await page.locator(".in-register a").click();
    check("search: and back to the municipality", page.url().includes("/register/08136065"), page.url());
  });
  await context.close();
};

const judgePicture = async (browser, origin) => {
  await about("picture", async () => {
    const page = await browser.newPage();
    const towns = [AWARDED, "08135025", "08999001", "08999003"].map((ags) => `/register/${ags}.png?lang=de`);
    for (const path of [...towns, "/register.png?lang=de", "/register.png?lang=en"]) {
      await page.goto(origin + path);
      const size = await page.locator("img").evaluate((img) => [img.naturalWidth, img.naturalHeight].join());
      check(`picture ${path}: 1200 × 630`, size === "1200,630", size);
    }
    for (const path of ["/register", `/register/${AWARDED}`]) {
      await page.goto(`${origin}${path}?lang=de`);
      const { pathname, search } = new URL(await page.getAttribute("meta[property='og:image']", "content"));
      const picture = await fetch(origin + pathname + search);
      check(`picture of ${path}: is named and there`, picture.ok && picture.headers.get("content-type") === "image/png");
    }
    await page.close();
  });
};

const site = await startSite(binary, data);
try {
  const browser = await openBrowser();
  const valid = certificatesOf(binary, data).find(({ state }) => state === "valid");
  const pages = { ...REGISTER_PAGES, verification: `/z/${valid.serial}` };
  for (const language of LANGUAGES) {
    for (const [name, path] of Object.entries(pages)) {
      if (name !== "verification") await judgePage(browser, site.origin, name, path, language);
    }
    await judgeMap(browser, site.origin, language);
  }
  await about("verification", async () => {
    const page = await browser.newPage();
    const complaints = [];
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(site.origin + pages.verification);
    await judgeHead("verification", page, pages.verification);
    check("verification: the browser does not complain", complaints.length === 0, complaints);
    await page.close();
  });
  await judgeWithoutAward(browser, site.origin);
  await judgeSearch(browser, site.origin);
  await judgePicture(browser, site.origin);
  await browser.close();
} finally {
  site.stop();
}
summary("register");
