// The way to a kit in the demonstration: a link made at the desk, the usage rights accepted.

import { addressOf, CHAMBERS, CLERK, signIn } from "./desk.mjs";

// Opens the kit of an award and returns the path of its page; `accepted` decides whether the
// usage rights are.
export const openKit = async (browser, origin, serial, { accepted }) => {
  const context = await browser.newContext({ locale: "de-DE" });
  const desk = await context.newPage();
  const local = origin.replace("127.0.0.1", "localhost");
  await signIn(desk, local, addressOf(CLERK, CHAMBERS[0]));
  await desk.goto(`${local}/staff/certificates/${serial}`);
  await desk.click(`form[action$='/${serial}/kit'] button`);
  const link = await desk.locator("code.secret").textContent();
  await context.close();
  const path = link.slice(link.indexOf("/kit/"));
  if (accepted) {
    const body = new URLSearchParams({ version: "2026-01", agreed: "yes", name: "Erika Mustermann" });
    const answer = await fetch(origin + path, { method: "POST", body, redirect: "manual" });
    if (answer.status !== 303) throw new Error(`the rights were not accepted: ${answer.status}`);
  }
  return path;
};
