// The way to a kit in the demonstration: a link made at the desk, the usage rights accepted.

import { addressOf, CHAMBERS, CLERK, signIn } from "./desk.mjs";

// One desk for each browser: signing in again needs another one-time code.
const desks = new WeakMap();

const deskOf = async (browser, origin) => {
  if (!desks.has(browser)) {
    const context = await browser.newContext({ locale: "de-DE" });
    const desk = await context.newPage();
    await signIn(desk, origin, addressOf(CLERK, CHAMBERS[0]));
    desks.set(browser, desk);
  }
  return desks.get(browser);
};

// Opens the kit of an award and returns the path of its page; `accepted` decides whether the
// usage rights are.
export const openKit = async (browser, origin, serial, { accepted }) => {
  const local = origin.replace("127.0.0.1", "localhost");
  const desk = await deskOf(browser, local);
  await desk.goto(`${local}/staff/certificates/${serial}`);
  await desk.click(`form[action$='/${serial}/kit'] button`);
  const link = await desk.locator("code.secret").textContent();
  const path = link.slice(link.indexOf("/kit/"));
  if (accepted) {
    const body = new URLSearchParams({ version: "2026-01", agreed: "yes", name: "Erika Mustermann" });
    const answer = await fetch(origin + path, { method: "POST", body, redirect: "manual" });
    if (answer.status !== 303) throw new Error(`the rights were not accepted: ${answer.status}`);
  }
  return path;
};
