// Judges every page of the desk in Chromium: accessible (axe-core), self-contained, of use without
// a script and with the keyboard alone, on a narrow phone, in the dark, in German and in English.

import { readFileSync } from "node:fs";
import { ADMINISTRATOR, CHAMBERS, CLERK, PASSWORD, SIGNATORY, addressOf, codeNow, givePassword, nextCode, signIn } from "./desk.mjs";
import { judgeDeskPages } from "./desk_pages.mjs";
import { judgeFollowUpPages } from "./follow_up_pages.mjs";
import { about, check, judgeAccessibility, judgeWidth, summary, visit } from "./judging.mjs";
import { openBrowser } from "./tools.mjs";
import { issueEnding, startSite } from "./site.mjs";

const LOCALES = { de: "de-DE", en: "en-GB" };
const SCHEMES = ["light", "dark"];
const NARROWEST = 320;
const WIDTHS = [1280, 360, NARROWEST];
const [IHK, HWK] = CHAMBERS;
const WRONG = "daneben und lang genug";

const [binary, data, pictures] = process.argv.slice(2);
if (!data) {
  console.error("usage: staff.mjs BINARY DATA-FOLDER [FOLDER-FOR-PICTURES]");
  process.exit(2);
}

// The pages that the table of routes knows, each with the languages in which nobody has seen it yet.
const UNSEEN = new Map(
  readFileSync(new URL("desk_routes.txt", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("page "))
    .map((line) => [line.slice("page ".length), new Set(Object.keys(LOCALES))]),
);

// An address belongs to the path that names most of its parts.
const routeOf = (address) => {
  const parts = new URL(address).pathname.split("/");
  const fits = ([route]) => {
    const wanted = route.split("/");
    return wanted.length === parts.length && wanted.every((w, at) => w.startsWith("{") || w === parts[at]);
  };
  const plain = ([route]) => route.split("{").length;
  return [...UNSEEN].filter(fits).sort((a, b) => plain(a) - plain(b))[0]?.[0];
};

const judgeLooks = async (subject, page, language) => {
  UNSEEN.get(routeOf(page.url()))?.delete(language);
  check(`${subject}: language`, (await page.getAttribute("html", "lang")) === language);
  const headings = await page.locator("h1").allTextContents();
  check(`${subject}: one heading of the first level`, headings.length === 1, headings);
  const scripts = await page.locator("script, [style], [onclick]").count();
  check(`${subject}: no script, no style of its own`, scripts === 0, scripts);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const look = `${subject} ${colorScheme} ${width}`;
      await judgeWidth(look, page);
      if (width !== NARROWEST) await judgeAccessibility(look, page);
      if (pictures && width !== NARROWEST) {
        const path = `${pictures}/${subject.replaceAll(" ", "-")}-${colorScheme}-${width}.png`;
        await page.screenshot({ path, fullPage: true });
      }
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
};

// Every problem stands beside its field, and is led to from above; what was typed is still there.
const judgeProblems = async (subject, page, fields, typed = {}) => {
  for (const [field, text] of Object.entries(typed)) {
    const kept = await page.inputValue(`#${field}`);
    check(`${subject}: keeps ${field}`, kept === text, kept);
  }
  for (const field of fields) {
    check(`${subject}: ${field} says what to do`, await page.locator(`#${field}-problem`).isVisible());
    const link = page.locator(`.summary a[href='#${field}']`);
    check(`${subject}: the summary leads to ${field}`, (await link.count()) === 1);
    const described = await page.getAttribute(`#${field}`, "aria-describedby");
    const sends = page.locator(`#${field}`).locator("xpath=self::input|self::select|self::textarea");
    const invalid = (await sends.count()) === 0 || (await sends.getAttribute("aria-invalid")) === "true";
    check(`${subject}: ${field} is marked as wrong`, invalid);
    check(`${subject}: ${field} is described by it`, described?.split(" ").includes(`${field}-problem`), described);
    await link.click();
    check(`${subject}: the link gives ${field} the focus`, (await page.locator(`#${field}:focus`).count()) === 1);
  }
};

const send = (page, action) => page.click(`form[action$='${action}'] button`);

const judgeWayIn = async (browser, origin, language) => {
  const context = await browser.newContext({ locale: LOCALES[language] });
  await about(`the way in ${language}`, async () => {
    const { page, requests, complaints } = await visit(context, origin, "/staff/account");
    await judgeLooks(`sign in ${language}`, page, language);
    const foreign = requests.map((r) => r.url()).filter((url) => !url.startsWith(`${origin}/`));
    check(`sign in ${language}: asks nobody else`, foreign.length === 0, foreign);
    const email = addressOf(SIGNATORY, language === "de" ? IHK : HWK);
    await page.fill("#email", email);
    await page.fill("#password", WRONG);
    await page.click("main button");
    check(`sign in ${language}: keeps the address`, (await page.inputValue("#email")) === email);
    check(`sign in ${language}: forgets the password`, (await page.inputValue("#password")) === "");
    await judgeLooks(`sign in refused ${language}`, page, language);
    await page.fill("#password", PASSWORD);
    await page.click("main button");
    await judgeLooks(`code ${language}`, page, language);
    await page.fill("#code", "000000");
    await page.click("main button");
    await judgeProblems(`code refused ${language}`, page, ["code"]);
    await judgeLooks(`code refused ${language}`, page, language);
    await page.fill("#code", await nextCode(email));
    await page.click("main button");
    check(`sign in ${language}: leads to what was wanted`, page.url() === `${origin}/staff/account`, page.url());
    await page.goto(`${origin}/staff`);
    await judgeLooks(`home after failures ${language}`, page, language);
    await page.goto(`${origin}/staff/accounts`);
    await judgeLooks(`forbidden ${language}`, page, language);
    await send(page, "/staff/sign-out");
    await judgeLooks(`signed out ${language}`, page, language);
    await page.goto(`${origin}/staff/help`);
    await judgeLooks(`help ${language}`, page, language);
    const refused = complaints.filter((text) => !text.includes("status of 4"));
    check(`sign in ${language}: the browser does not complain`, refused.length === 0, refused);
  });
  await context.close();
};

const judgeInvitation = async (browser, origin, language, link) => {
  const context = await browser.newContext({ locale: LOCALES[language] });
  const page = await context.newPage();
  await page.goto(link);
  await judgeLooks(`invitation ${language}`, page, language);
  await page.fill("#name", "");
  await page.fill("#password", "zu kurz");
  await page.fill("#password-again", "zu lang");
  await page.click("main button");
  await judgeProblems(`invitation refused ${language}`, page, ["name", "password-again"]);
  await judgeLooks(`invitation refused ${language}`, page, language);
  await page.fill("#name", "Kim Beispiel");
  await page.fill("#password", "Ein Boot aus rotem Papier");
  await page.fill("#password-again", "Ein Boot aus rotem Papier");
  await page.click("main button");
  check(`invitation ${language}: leads to one-time codes`, page.url().endsWith("/second-factor"), page.url());
  await page.fill("#code", "000000");
  await page.click("main button");
  await judgeProblems(`enrolment refused ${language}`, page, ["code"]);
  await judgeLooks(`enrolment refused ${language}`, page, language);
  const secret = (await page.textContent(".secret")).replaceAll(" ", "");
  await page.fill("#code", codeNow(secret));
  await page.click("main button");
  check(`enrolment ${language}: ten recovery codes`, (await page.locator(".codes li").count()) === 10);
  await judgeLooks(`recovery codes ${language}`, page, language);
  await page.click("main a.button");
  await judgeLooks(`first home ${language}`, page, language);
  await page.goto(link);
  await judgeLooks(`invitation used ${language}`, page, language);
  await context.close();
};

const judgeAccounts = async (browser, origin, language) => {
  const context = await browser.newContext({ locale: LOCALES[language] });
  await about(`accounts ${language}`, async () => {
    const page = await context.newPage();
    await signIn(page, origin, addressOf(ADMINISTRATOR, language === "de" ? IHK : HWK));
    await page.goto(`${origin}/staff/accounts`);
    await judgeLooks(`accounts ${language}`, page, language);
    await page.click("main a.button");
    await page.fill("#name", "Kim Beispiel");
    await page.fill("#email", "kein Postfach");
    await send(page, "/new");
    check(`invite ${language}: keeps the name`, (await page.inputValue("#name")) === "Kim Beispiel");
    await judgeProblems(`invite refused ${language}`, page, ["email", "role"], { email: "kein Postfach" });
    await judgeLooks(`invite refused ${language}`, page, language);
    await page.fill("#email", `kim-${Date.now()}@kammer.example`);
    await page.check("#role-signatory");
    await send(page, "/new");
    await judgeLooks(`invitation link ${language}`, page, language);
    const link = (await page.textContent(".secret")).replace(/^https:..[^/]*/, origin);
    await judgeInvitation(browser, origin, language, link);
    await page.goto(`${origin}/staff/accounts`);
    await page.click("text=Kim Beispiel");
    await page.fill("#from", "32.13.2026");
    await send(page, "/roles");
    await judgeProblems(`role refused ${language}`, page, ["from"], { from: "32.13.2026" });
    await judgeLooks(`account with a problem ${language}`, page, language);
    await page.fill("#from", "01.02.2027");
    await page.fill("#until", "14.02.2027");
    await page.selectOption("#role", "administrator");
    await send(page, "/roles");
    await judgeLooks(`account ${language}`, page, language);
    await send(page, "/disable");
    await judgeLooks(`account disabled ${language}`, page, language);
    await page.goto(`${origin}/staff/account`);
    await judgeLooks(`own account ${language}`, page, language);
    await page.fill("#password", WRONG);
    await page.fill("#password-new", "kurz");
    await page.fill("#password-again", "kurz");
    await send(page, "/password");
    await judgeProblems(`password refused ${language}`, page, ["password"]);
    await judgeLooks(`password refused ${language}`, page, language);
    await page.goto(`${origin}/staff/account/second-factor`);
    await judgeLooks(`another app ${language}`, page, language);
    await page.goto(`${origin}/staff/accounts/acc-0000000000000000`);
    await judgeLooks(`not found ${language}`, page, language);
    const other = language === "de" ? "en" : "de";
    await page.goto(`${origin}/staff/account`);
    await send(page, "/staff/language");
    check(`switch ${language}: changes the language`, (await page.getAttribute("html", "lang")) === other);
    check(`switch ${language}: keeps the page`, page.url() === `${origin}/staff/account`, page.url());
  });
  await context.close();
};

const tabTo = async (page, target) => {
  for (let presses = 0; presses < 15; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.locator(`${target}:focus`).count()) return true;
  }
  return false;
};

// No script, no mouse, a narrow phone.
const judgeKeyboard = async (browser, origin) => {
  const context = await browser.newContext({
    locale: "de-DE",
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  });
  await about("keyboard", async () => {
    const page = await context.newPage();
    const email = addressOf(CLERK, HWK);
    await page.goto(`${origin}/staff`);
    await page.keyboard.press("Tab");
    check("keyboard: the first stop leads to the content", (await page.locator("a[href='#content']:focus").count()) === 1);
    check("keyboard: the address is reached", await tabTo(page, "#email"));
    await page.keyboard.type(email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(PASSWORD);
    // The page that is left has a field for the code, too.
    await Promise.all([page.waitForURL(/sign-in\/code/), page.keyboard.press("Enter")]);
    check("keyboard: the code is reached", await tabTo(page, "#code"));
    await page.keyboard.type(await nextCode(email));
    await page.keyboard.press("Enter");
    await page.waitForURL(`${origin}/staff`);
    check("keyboard: the navigation is reached", await tabTo(page, "nav a"));
    const outline = await page.locator("nav a:focus").evaluate((a) => getComputedStyle(a).outlineStyle);
    check("keyboard: the focus is seen", outline !== "none", outline);
    await page.goto(`${origin}/staff`);
    check("keyboard: signing out is reached", await tabTo(page, "form[action='/staff/sign-out'] button"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/sign-in/);
    check("keyboard: signed out", (await page.locator(".notice").count()) === 1);
    await givePassword(page, origin, email);
    check("keyboard: the way in is open again", page.url().endsWith("/code"), page.url());
  });
  await context.close();
};

const ending = issueEnding(binary, data);
const site = await startSite(binary, data);
// Browsers take cookies that are marked as secure from this name without TLS.
const origin = site.origin.replace("127.0.0.1", "localhost");
try {
  const browser = await openBrowser();
  const languages = Object.keys(LOCALES).map(async (language) => {
    await judgeWayIn(browser, origin, language);
    await judgeAccounts(browser, origin, language);
  });
  await Promise.all(languages);
  // One after the other: both sign for both chambers, and a one-time code counts once, in order.
  for (const language of Object.keys(LOCALES)) {
    const signedIn = async (email) => {
      const context = await browser.newContext({ locale: LOCALES[language] });
      const page = await context.newPage();
      await signIn(page, origin, email);
      return page;
    };
    await judgeDeskPages(signedIn, origin, data, language, { judgeLooks, judgeProblems });
    await judgeFollowUpPages(signedIn, origin, language, ending, { judgeLooks, judgeProblems });
  }
  for (const [route, languages] of UNSEEN) {
    check(`${route}: somebody has looked at it`, languages.size === 0, [...languages]);
  }
  await judgeKeyboard(browser, origin);
  await browser.close();
} finally {
  site.stop();
}
summary("staff");
