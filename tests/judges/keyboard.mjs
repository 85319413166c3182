// The whole path with the keyboard alone: Tab, Shift and Tab, Enter, Space, and what is typed; without
// a script, on a narrow phone. At every stop the focus has to be somewhere, to be seen, and to lead on.

import { CHAMBERS, CLERK, PASSWORD, SIGNATORY, addressOf, nextCode, passphraseOf } from "./desk.mjs";
import { about, check } from "./judging.mjs";

const [IHK, HWK] = CHAMBERS;

// More stops than any page has.
const STOPS = 150;
// So wide, in pixels, has an outline to be.
const OUTLINE = 2;

// Where the focus is; nothing, if it is on the page as a whole.
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      place: [...document.querySelectorAll("*")].indexOf(element),
      name: `${element.tagName.toLowerCase()} ${element.id || element.textContent.trim().slice(0, 40)}`,
      outline: outlineStyle === "none" ? 0 : parseFloat(outlineWidth),
      inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
  });

// How many stops there have to be: everything that can be pressed or filled in, a group of radio
// buttons once.
const stopsOf = (page) =>
  page.evaluate(() => {
    const all = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, [tabindex='0']");
    const seen = [...all].filter((e) => e.getClientRects().length > 0 && !e.disabled);
    const groups = new Set();
    return seen.filter((e) => {
      if (e.type !== "radio") return true;
      const known = groups.has(e.name);
      groups.add(e.name);
      return !known;
    }).length;
  });

const judgeStop = (subject, stop) => {
  check(`${subject}: ${stop.name} shows the focus`, stop.outline >= OUTLINE, stop.outline);
  check(`${subject}: ${stop.name} with the focus is in sight`, stop.inside);
};

// Goes through a page from its beginning to its end, and a step back.
const judgeRound = async (subject, page) => {
  const places = [];
  for (let presses = 0; presses < STOPS; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (stop === null || stop.place === places[0]) break;
    check(`${subject}: ${stop.name} lets the focus go`, stop.place !== places.at(-1));
    if (stop.place === places.at(-1)) break;
    judgeStop(subject, stop);
    places.push(stop.place);
  }
  const expected = await stopsOf(page);
  check(`${subject}: every stop is reached`, places.length === expected, `${places.length} of ${expected}`);
  // From the end of the page (or, again, its beginning) backwards.
  const here = (await focused(page))?.place;
  await page.keyboard.press("Shift+Tab");
  const back = (await focused(page))?.place;
  check(`${subject}: there is a way back`, back !== here && (back === undefined || places.includes(back)), back);
};

// Tabs on to a stop, from wherever the focus is.
const tabTo = async (subject, page, target) => {
  for (let presses = 0; presses < STOPS; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (stop) judgeStop(subject, stop);
    if (await page.locator(`${target}:focus`).count()) return;
  }
  throw new Error(`${subject}: the keyboard does not reach ${target}`);
};

const press = async (subject, page, target) => {
  await tabTo(subject, page, target);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
};

const fill = async (subject, page, target, text) => {
  await tabTo(subject, page, target);
  await page.keyboard.type(text);
};

const enter = async (page) => {
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
};

const signIn = async (browser, origin, role, chamber) => {
  const context = await browser.newContext({
    locale: "de-DE",
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  });
  const page = await context.newPage();
  const email = addressOf(role, chamber);
  await page.goto(`${origin}/staff`);
  await fill("keyboard sign in", page, "#email", email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Tab");
  await page.keyboard.type(await nextCode(email));
  await enter(page);
  return page;
};

export const judgeKeyboardPath = async (browsers, { origin, data }) => {
  await about("keyboard path", async () => {
    const clerk = await signIn(browsers[IHK], origin, CLERK, IHK);
    await judgeRound("keyboard desk", clerk);
    await clerk.goto(`${origin}/staff`);
    await press("keyboard desk", clerk, "main a[href='/staff/certificates/new']");
    await fill("keyboard prepare", clerk, "#municipality", "Aalen");
    await fill("keyboard prepare", clerk, "#from", "01.03.2041");
    await press("keyboard prepare", clerk, "button[value=preview]");
    await judgeRound("keyboard preview", clerk);
    await press("keyboard preview", clerk, "button[value=prepare]");
    const number = clerk.url().match(/certificates\/([0-9A-Z-]{19})/)?.[1];
    check("keyboard: prepared", number !== undefined, clerk.url());
    let page;
    for (const chamber of [HWK, IHK]) {
      page = await signIn(browsers[chamber], origin, SIGNATORY, chamber);
      check(`keyboard ${chamber}: led to what waits`, page.url() === `${origin}/staff/signing`, page.url());
      await judgeRound("keyboard signing", page);
      await page.goto(`${origin}/staff/signing`);
      // Space unticks a box and ticks it again.
      await tabTo("keyboard signing", page, `#serial-${number}`);
      await page.keyboard.press("Space");
      check("keyboard: Space unticks", !(await page.isChecked(`#serial-${number}`)));
      await page.keyboard.press("Space");
      await fill("keyboard signing", page, "#passphrase", passphraseOf(data, chamber));
      await enter(page);
    }
    const said = await page.textContent("main");
    check("keyboard: issued", said.includes("Ausgestellt."), said);
    await press("keyboard result", page, ".outcomes a");
    await judgeRound("keyboard certificate", page);
    await page.goto(`${origin}/staff/certificates/${number}`);
    await press("keyboard certificate", page, "main a[href*='propose']");
    await fill("keyboard propose", page, "#reason", "Auf Wunsch der Kommune");
    await press("keyboard propose", page, "main form[method=post] button");
    await tabTo("keyboard handbook", page, "header a[href^='/staff/help']");
    const [handbook] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press("Enter")]);
    await handbook.waitForLoadState();
    check("keyboard: the handbook opens at its section", handbook.url().includes("#auszeichnungen-finden"), handbook.url());
    await handbook.close();
    await page.goto(`${origin}/staff`);
    await press("keyboard sign out", page, "form[action='/staff/sign-out'] button");
    check("keyboard: signed out", (await page.locator(".notice").count()) === 1);
    await page.goto(`${origin}/z/${number}`);
    await judgeRound("keyboard public", page);
  });
};
