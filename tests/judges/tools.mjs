// The npm packages that tests/judges/install put under target/, and Debian's Chromium.

import { createRequire } from "node:module";

const require = createRequire(new URL("../../target/judges/node/", import.meta.url));
const { chromium } = require("playwright-core");

export const axe = require("axe-core").source;

// Loaded by those who use them only.
export const lighthouse = async (...given) =>
  (await import(require.resolve("lighthouse"))).default(...given);
export const htmlValidate = () => require("html-validate");

export const openBrowser = (more = []) =>
  chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
