// The sample accounts of the demonstration, and the way to their desk.

import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";

// As src/cli/demo_desk.rs has them.
const PASSWORD = "nur-zur-vorfuehrung";
const SEED = "KAMMERSIEGELDEMOKAMMERSIEGELDEMO";
const STEP_MS = 30_000;

export const CHAMBERS = ["ihk-ostwuerttemberg", "hwk-ulm"];
export const ADMINISTRATOR = "verwaltung";
export const CLERK = "vorbereitung";
export const SIGNATORY = "unterschrift";

export const addressOf = (role, chamber) => `${role}@${chamber}.example`;

// RFC 4648 base 32.
const fromBase32 = (text) => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text].map((c) => alphabet.indexOf(c).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
};

// RFC 6238 with SHA-1 and six digits.
const codeOf = (secret, step) => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
};

export const codeNow = (secret = SEED) => codeOf(secret, Math.floor(Date.now() / STEP_MS));

// A code counts once: signing in again as the same person needs the next one. The oldest that is taken
// is not chosen when it ends so soon that a busy machine would look at it too late.
const used = new Map();
const SOON_MS = 10_000;
export const nextCode = async (email) => {
  const now = () => Math.floor(Date.now() / STEP_MS);
  const endsSoon = () => STEP_MS - (Date.now() % STEP_MS) < SOON_MS;
  const step = Math.max((used.get(email) ?? 0) + 1, endsSoon() ? now() : now() - 1);
  while (step > now() + 1) await new Promise((resolve) => setTimeout(resolve, 500));
  used.set(email, step);
  return codeOf(SEED, step);
};

export const givePassword = async (page, origin, email) => {
  await page.goto(`${origin}/staff/sign-in`);
  await page.fill("#email", email);
  await page.fill("#password", PASSWORD);
  await page.click("main button");
};

// Leads to the desk of a sample account, or to what waits there for a signature.
export const signIn = async (page, origin, email) => {
  await page.goto(`${origin}/staff/sign-in`);
  await page.fill("#email", email);
  await page.fill("#password", PASSWORD);
  await page.fill("#code", await nextCode(email));
  await page.click("main button");
  await page.waitForURL((address) => !address.pathname.startsWith("/staff/sign-in"));
};

// As the demonstration keeps them.
export const passphraseOf = (data, chamber) =>
  readFileSync(`${data}/keys/${chamber}.demo-passphrase`, "utf8").trim();

export { PASSWORD };
