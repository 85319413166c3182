// Judges every public page in Chromium: accessible (axe-core), self-contained, light, private, and
// of use without a script, on paper, on a narrow phone, in the dark, in German and in English.

import { readFileSync } from "node:fs";
import { about, check, judgeAccessibility, judgeWidth, summary, visit } from "./judging.mjs";
import { openBrowser } from "./tools.mjs";
import { certificatesOf, pagesOf, startSite } from "./site.mjs";

const LANGUAGES = ["de", "en"];
const LOCALES = { de: "de-DE", en: "en-GB" };
const SCHEMES = ["light", "dark"];
const WIDTHS = [1280, 360, 320];
const MOST_BYTES = 30_000;

const STATES = {
  de: {
    valid: "Gültig",
    not_yet_valid: "Noch nicht gültig",
    expired: "Abgelaufen",
    suspended: "Ausgesetzt",
    withdrawn: "Entzogen",
    superseded: "Ersetzt",
    unknown: "Nicht gefunden",
    not_genuine: "Nicht echt oder verändert",
    malformed: "Nicht lesbar",
  },
  en: {
    valid: "Valid",
    not_yet_valid: "Not yet valid",
    expired: "Expired",
    suspended: "Suspended",
    withdrawn: "Withdrawn",
    superseded: "Superseded",
    unknown: "Not found",
    not_genuine: "Not genuine or altered",
    malformed: "Not readable",
  },
};

const [binary, data] = process.argv.slice(2);
if (!data) {
  console.error("usage: pages.mjs BINARY DATA-FOLDER");
  process.exit(2);
}

// A request that was refused has no response.
const responsesTo = async (requests) =>
  (await Promise.all(requests.map((request) => request.response()))).filter(Boolean);

const judgeTraffic = async (subject, origin, requests, scripts, most) => {
  const foreign = requests.map((r) => r.url()).filter((url) => !url.startsWith(`${origin}/`));
  check(`${subject}: asks nobody else`, foreign.length === 0, foreign);
  const kinds = requests.map((r) => r.resourceType()).sort();
  const expected = ["document", ...scripts.map(() => "script"), "stylesheet"].join();
  check(`${subject}: one page, one style sheet, ${scripts.length} scripts`, kinds.join() === expected, kinds);
  const sizes = (await responsesTo(requests)).map(async (r) => (await r.body()).length);
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  check(`${subject}: less than ${most} bytes`, bytes < most, bytes);
};

const judgePrivacy = async (subject, context, page, requests) => {
  const cookies = await context.cookies();
  const headers = (await responsesTo(requests)).filter((r) => "set-cookie" in r.headers());
  check(`${subject}: no cookie`, cookies.length + headers.length === 0);
  const stored = await page.evaluate(
    async () =>
      localStorage.length + sessionStorage.length + (await indexedDB.databases()).length,
  );
  check(`${subject}: nothing on the device`, stored === 0, stored);
};

const judgeStructure = async (subject, page, language, state) => {
  check(`${subject}: language`, (await page.getAttribute("html", "lang")) === language);
  const headings = await page.locator("h1").allTextContents();
  check(`${subject}: one heading of the first level`, headings.length === 1, headings);
  if (state) check(`${subject}: says its state`, headings[0] === STATES[language][state], headings);
};

const judgePaper = async (subject, page) => {
  await page.emulateMedia({ media: "print" });
  check(`${subject}: no form on paper`, !(await page.locator("form").isVisible()));
  check(`${subject}: the answer is on paper`, await page.locator("h1").isVisible());
  const { ink, ground } = await page.evaluate(() => ({
    ink: getComputedStyle(document.querySelector("h1")).color,
    ground: getComputedStyle(document.body).backgroundColor,
  }));
  check(`${subject}: black on white on paper`, ink === "rgb(0, 0, 0)" && ground === "rgb(255, 255, 255)", `${ink} on ${ground}`);
};

const judgeSwitch = async (subject, page, language, path) => {
  const before = await page.locator("h1").textContent();
  await page.locator("a[hreflang]").click();
  const other = LANGUAGES.find((l) => l !== language);
  check(`${subject}: the switch changes the language`, (await page.getAttribute("html", "lang")) === other);
  const { pathname } = new URL(page.url());
  check(`${subject}: the switch keeps the page`, pathname === encodeURI(decodeURI(path)), pathname);
  check(`${subject}: the switch translates`, (await page.locator("h1").textContent()) !== before);
};

const judgePage = async (browser, origin, name, { path, status, state, scripts = [], most = MOST_BYTES }, language) => {
  const subject = `${name} ${language}`;
  const context = await browser.newContext({ locale: LOCALES[language] });
  await about(subject, async () => {
    const { page, answer, requests, complaints } = await visit(context, origin, path);
    check(`${subject}: status`, answer.status() === status, answer.status());
    await judgeStructure(subject, page, language, state);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        const look = `${subject} ${colorScheme} ${width}`;
        await judgeWidth(look, page);
        await judgeAccessibility(look, page);
      }
    }
    await judgeTraffic(subject, origin, requests, scripts, most);
    await judgePrivacy(subject, context, page, requests);
    check(`${subject}: the browser does not complain`, complaints.length === 0, complaints);
    await judgePaper(subject, page);
    await page.emulateMedia({ media: "screen" });
    await judgeSwitch(subject, page, language, path);
  });
  await context.close();
};

const tabTo = async (page, target) => {
  for (let presses = 0; presses < 10; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.locator(`${target}:focus`).count()) return true;
  }
  return false;
};

const judgeWithoutScript = async (browser, origin, pages, language) => {
  const subject = `without script ${language}`;
  const context = await browser.newContext({
    locale: "de-DE",
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  });
  await about(subject, async () => {
    const page = await context.newPage();
    await page.goto(`${origin}/?lang=${language}`);
    await page.keyboard.press("Tab");
    check(`${subject}: the first stop leads to the content`, (await page.locator("a[href='#content']:focus").count()) === 1);
    check(`${subject}: and is seen`, await page.locator("a[href='#content']").evaluate((a) => a.getBoundingClientRect().left >= 0));
    check(`${subject}: the field is reached`, await tabTo(page, "input[name=nr]"));
    const outline = await page.locator("input[name=nr]").evaluate((i) => getComputedStyle(i).outlineStyle);
    check(`${subject}: the focus is seen`, outline !== "none", outline);
    const serial = pages.expired.path.slice("/z/".length);
    await page.keyboard.type(` ${serial.toLowerCase().replaceAll("-", " ")} `);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/z\//);
    const heading = await page.locator("h1").textContent();
    check(`${subject}: the typed number leads to the answer`, heading === STATES[language].expired, heading);
    check(`${subject}: the chosen language stays`, (await page.getAttribute("html", "lang")) === language);
    await page.locator("header a").first().click();
    check(`${subject}: and on the way home`, (await page.getAttribute("html", "lang")) === language);
  });
  await context.close();
};

// The answer to a file has no address of its own; it is reached through the form only.
const judgeUpload = async (browser, origin, name, language, { file, status, heading }) => {
  const subject = `upload of ${name} ${language}`;
  const context = await browser.newContext({
    locale: LOCALES[language],
    viewport: { width: 320, height: 740 },
  });
  await about(subject, async () => {
    const page = await context.newPage();
    await page.goto(`${origin}/verify`);
    if (file) {
      await page.locator("input[type=file]").setInputFiles({ name: "urkunde.pdf", mimeType: "application/pdf", buffer: file });
    } else {
      await page.locator("form").evaluate((form) => (form.noValidate = true));
    }
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === "POST"),
      page.locator("button").click(),
    ]);
    await page.waitForSelector(".verdict, .problem");
    check(`${subject}: status`, answer.status() === status, answer.status());
    const title = await page.locator("h1").textContent();
    check(`${subject}: heading`, heading === undefined || title === heading, title);
    await judgeStructure(subject, page, language);
    await judgeWidth(subject, page);
    await judgeAccessibility(subject, page);
  });
  await context.close();
};

// A file from the desktop, as the browser itself hands it to a page.
const dropFile = async (page, target, paths) => {
  const { x, y, width, height } = await page.locator(target).boundingBox();
  const session = await page.context().newCDPSession(page);
  const drag = (type) =>
    session.send("Input.dispatchDragEvent", {
      type,
      x: x + width / 2,
      y: y + height / 2,
      data: { items: [], files: paths, dragOperationsMask: 1 },
    });
  await drag("dragEnter");
  await drag("dragOver");
  const marked = await page.locator("form.over").count();
  await drag("drop");
  return marked === 1;
};

// With a script, a file may be dropped; whoever has none, or no mouse, misses nothing.
const judgeDrop = async (browser, origin, language, certificates) => {
  const subject = `drop ${language}`;
  const { document } = certificates.find(({ state }) => state === "valid");
  const context = await browser.newContext({
    locale: LOCALES[language],
    viewport: { width: 1280, height: 900 },
  });
  await about(subject, async () => {
    const { page, requests, complaints } = await visit(context, origin, "/verify");
    const says = page.locator("#file-drop");
    check(`${subject}: it is offered`, (await says.isVisible()) && (await says.textContent()) !== "");
    for (const target of ["form", "h1"]) {
      check(`${subject}: the form shows where, over ${target}`, await dropFile(page, target, [document]));
      check(`${subject}: and no longer than needed`, (await page.locator("form.over").count()) === 0);
      const status = await page.locator("[role=status]").textContent();
      check(`${subject}: the file is named`, status.endsWith(" urkunde.pdf"), status);
      const names = await page.locator("input[type=file]").evaluate((input) => [...input.files].map((f) => f.name));
      check(`${subject}: the field has it`, names.join() === "urkunde.pdf", names);
      check(`${subject}: the page stays`, new URL(page.url()).pathname === "/verify", page.url());
    }
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await judgeAccessibility(`${subject} ${colorScheme}`, page);
    }
    check(`${subject}: nothing was sent yet`, requests.every((request) => request.method() === "GET"));
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === "POST"),
      page.locator("button").click(),
    ]);
    await page.waitForSelector(".verdict, .problem");
    check(`${subject}: status`, answer.status() === 200, answer.status());
    const title = await page.locator("h1").textContent();
    check(`${subject}: the verdict`, title === STATES[language].valid, title);
    check(`${subject}: the browser does not complain`, complaints.length === 0, complaints);
  });
  await context.close();
};

const judgeFileWithoutScript = async (browser, origin, language, certificates) => {
  const subject = `file without script ${language}`;
  const { document } = certificates.find(({ state }) => state === "valid");
  const context = await browser.newContext({ locale: LOCALES[language], javaScriptEnabled: false });
  await about(subject, async () => {
    const page = await context.newPage();
    await page.goto(`${origin}/verify`);
    check(`${subject}: nothing is offered that does not work`, !(await page.locator("#file-drop").isVisible()));
    check(`${subject}: the field is reached`, await tabTo(page, "input[type=file]"));
    await page.locator("input[type=file]").setInputFiles(document);
    check(`${subject}: the button is reached`, await tabTo(page, "button"));
    await page.keyboard.press("Enter");
    // The address stays, so only the answer tells that it is there.
    await page.waitForSelector(".verdict");
    const title = await page.locator("h1").textContent();
    check(`${subject}: the verdict`, title === STATES[language].valid, title);
  });
  await context.close();
};

// The form with which barriers are reported: a mistake costs nothing that was typed.
const judgeBarrier = async (browser, origin, language) => {
  const subject = `barrier ${language}`;
  const context = await browser.newContext({
    locale: LOCALES[language],
    viewport: { width: 320, height: 740 },
  });
  await about(subject, async () => {
    const page = await context.newPage();
    await page.goto(`${origin}/barrierefreiheit`);
    const submit = async (status) => {
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().method() === "POST"),
        page.locator("main button").click(),
      ]);
      check(`${subject}: status ${status}`, answer.status() === status, answer.status());
      await page.waitForLoadState();
    };
    await page.fill("#place", "Startseite");
    await page.fill("#email", "niemand");
    await submit(422);
    check(`${subject}: what was typed stays`, (await page.inputValue("#place")) === "Startseite");
    for (const field of ["message", "email"]) {
      const wrong = await page.getAttribute(`#${field}`, "aria-invalid");
      check(`${subject}: ${field} is marked`, wrong === "true", wrong);
    }
    await judgeStructure(subject, page, language);
    await judgeWidth(subject, page);
    await judgeAccessibility(subject, page);
    await page.fill("#message", "Der Kontrast ist zu schwach.");
    await page.fill("#email", "");
    await submit(303);
    await page.waitForSelector("[role=status]");
    check(`${subject}: it is told that it came`, (await page.locator("[role=status]").textContent()) !== "");
    await judgeAccessibility(`${subject} sent`, page);
    check(`${subject}: no cookie`, (await context.cookies()).length === 0);
  });
  await context.close();
};

const uploads = (language, certificates) => {
  const valid = readFileSync(certificates.find(({ state }) => state === "valid").document);
  const altered = Buffer.from(valid);
  altered[altered.length >> 1] ^= 1;
  const withdrawn = readFileSync(certificates.find(({ state }) => state === "withdrawn").document);
  const says = STATES[language];
  return {
    "a valid Urkunde": { file: valid, status: 200, heading: says.valid },
    "a withdrawn Urkunde": { file: withdrawn, status: 200, heading: says.withdrawn },
    "an altered Urkunde": { file: altered, status: 422, heading: says.not_genuine },
    "nothing": { status: 400 },
  };
};

const judgeSuccessor = async (browser, origin, pages) => {
  await about("superseded", async () => {
    const page = await browser.newPage({ locale: "de-DE" });
    await page.goto(origin + pages.superseded.path);
    await page.locator("main a[href^='/z/']").click();
    check("superseded: leads to the new copy", (await page.locator("h1").textContent()) === STATES.de.valid);
    await page.close();
  });
};

const inParallel = async (tasks, workers) => {
  const work = async () => {
    for (let task = tasks.shift(); task; task = tasks.shift()) await task();
  };
  await Promise.all(Array.from({ length: workers }, work));
};

const site = await startSite(binary, data);
try {
  const browser = await openBrowser();
  const pages = pagesOf(binary, data);
  const tasks = [];
  for (const [name, page] of Object.entries(pages)) {
    for (const language of LANGUAGES) {
      tasks.push(() => judgePage(browser, site.origin, name, page, language));
    }
  }
  for (const language of LANGUAGES) {
    tasks.push(() => judgeWithoutScript(browser, site.origin, pages, language));
    const certificates = certificatesOf(binary, data);
    tasks.push(() => judgeDrop(browser, site.origin, language, certificates));
    tasks.push(() => judgeBarrier(browser, site.origin, language));
    tasks.push(() => judgeFileWithoutScript(browser, site.origin, language, certificates));
    for (const [name, upload] of Object.entries(uploads(language, certificates))) {
      tasks.push(() => judgeUpload(browser, site.origin, name, language, upload));
    }
  }
  tasks.push(() => judgeSuccessor(browser, site.origin, pages));
  await inParallel(tasks, 2);
  await browser.close();
} finally {
  site.stop();
}
summary("pages");
