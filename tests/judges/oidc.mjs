// Judges signing in with an identity provider, against a certified one (npm oidc-provider) in
// Chromium: who comes in, in which roles, with which second factor, and who does not; and the
// local administrator while the provider is stopped.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ADMINISTRATOR, CHAMBERS, addressOf, codeNow, signIn } from "./desk.mjs";
import { about, check, judgeAccessibility, judgeWidth, summary, visit } from "./judging.mjs";
import { openBrowser } from "./tools.mjs";

const [binary, , pictures] = process.argv.slice(2);
if (!binary) {
  console.error("usage: oidc.mjs BINARY [FOLDER-FOR-PICTURES]");
  process.exit(2);
}

const [IHK, HWK] = CHAMBERS;
const SECRET = "ein-geheimnis-nur-fuer-diese-probe";
const START_MS = 60_000;

const freePort = async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
};

const [desk, door] = [await freePort(), await freePort()];
const origin = `http://localhost:${desk}`;
const issuer = `http://localhost:${door}`;

// A process of its own, so that it can be stopped.
const startProvider = async () => {
  const provider = spawn(process.execPath, [new URL("provider.mjs", import.meta.url).pathname], {
    env: {
      ...process.env,
      ISSUER: issuer,
      SECRET,
      REDIRECT: `${origin}/staff/sign-in/${IHK}/callback`,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(provider.stdout, "data");
  return provider;
};

const stopProvider = async (provider) => {
  provider.kill();
  await once(provider, "exit");
};

// A demonstration of its own: what others look at is not signed in to.
const data = mkdtempSync(join(tmpdir(), "kammersiegel-oidc-"));
execFileSync(binary, ["demo", "--no-serve", "--data", data], { stdio: "ignore" });
writeFileSync(join(data, "client-secret"), `${SECRET}\n`);
writeFileSync(
  join(data, "kammersiegel.toml"),
  `[[openid_connect]]
chamber = "${IHK}"
name = "IHK-Konto"
issuer = "${issuer}"
client_id = "kammersiegel"
client_secret_file = "${join(data, "client-secret")}"
desk = "${origin}"
scopes = ["profile", "email", "groups"]

[openid_connect.roles]
siegel-vorbereitung = ["clerk"]
siegel-unterschrift = ["signatory"]
`,
);

const startDesk = async () => {
  const server = spawn(binary, ["demo", "--data", data, "--listen", `127.0.0.1:${desk}`], {
    stdio: ["ignore", "ignore", "ignore"],
  });
  const deadline = Date.now() + START_MS;
  while (!(await fetch(`${origin}/healthz`).then((r) => r.ok, () => false))) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error("no desk");
    await sleep(50);
  }
  return server;
};

const judgeLooks = async (subject, page) => {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 360, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await judgeWidth(`${subject} ${colorScheme} ${width}`, page);
      await judgeAccessibility(`${subject} ${colorScheme} ${width}`, page);
      if (pictures && width !== 320) {
        const path = `${pictures}/${subject.replaceAll(" ", "-")}-${colorScheme}-${width}.png`;
        await page.screenshot({ path, fullPage: true });
      }
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
};

// From the desk to the provider, in there as somebody, and back.
const comeAs = async (page, login, wanted = "/staff") => {
  await page.goto(origin + wanted);
  await page.click(".providers a");
  await page.waitForURL(`${issuer}/**`);
  await page.fill("[name=login]", login);
  await page.fill("[name=password]", "beliebig");
  await page.click("button[type=submit]");
  // It asks once whether the desk may know who it is.
  if (page.url().startsWith(issuer)) await page.click("button[type=submit]");
  await page.waitForURL(`${origin}/**`);
};

const inNewContext = (browser, locale, judge) =>
  about(locale, async () => {
    const context = await browser.newContext({ locale });
    try {
      await judge(await context.newPage(), context);
    } finally {
      await context.close();
    }
  });

const judgeClerk = (browser) =>
  inNewContext(browser, "de-DE", async (page, context) => {
    const looked = await visit(context, origin, "/staff/sign-in");
    const text = await looked.page.textContent(".providers a");
    check("sign in: the button has the name", text.includes("Mit IHK-Konto anmelden"), text);
    check("sign in: it leads away without a form", (await looked.page.locator("form").count()) === 1);
    await judgeLooks("sign in with provider de", looked.page);
    check("sign in: no complaints", looked.complaints.length === 0, looked.complaints);
    await comeAs(page, "erika", "/staff/municipalities");
    check("clerk: leads to what was wanted", page.url() === `${origin}/staff/municipalities`, page.url());
    check("clerk: has the name of the provider", (await page.textContent(".tools")).includes("Erika Mustermann"));
    check("clerk: works for the chamber", (await page.textContent(".chamber")).includes("IHK"));
    const answer = await page.goto(`${origin}/staff/certificates/new`);
    check("clerk: may prepare", answer.status() === 200, answer.status());
    check("clerk: may not sign", (await page.goto(`${origin}/staff/signing`)).status() === 403);
    await page.goto(`${origin}/staff/account`);
    check("clerk: has no password", (await page.locator("[type=password]").count()) === 0);
    await judgeLooks("own account with provider de", page);
    const cookies = (await context.cookies(origin)).map((c) => c.name);
    check("clerk: nothing is left of the way", !cookies.includes("__Host-kammersiegel-provider"), cookies);
    await page.click("form[action='/staff/sign-out'] button");
    check("clerk: signs out", page.url().includes("/staff/sign-in"), page.url());
    check("clerk: is out", (await page.goto(`${origin}/staff`)).url().includes("/staff/sign-in"));
  });

const judgeSignatory = (browser) =>
  inNewContext(browser, "de-DE", async (page, context) => {
    await comeAs(page, "max");
    check("signatory: sets up codes first", page.url() === `${origin}/staff/account/second-factor`, page.url());
    const secret = (await page.textContent(".secret")).replaceAll(" ", "");
    check("signatory: no password is asked for", (await page.locator("[type=password]").count()) === 0);
    await page.fill("#code", codeNow(secret));
    await page.click("main button");
    check("signatory: gets recovery codes", (await page.locator(".codes li").count()) === 10);
    const recovery = (await page.textContent(".codes li")).trim();
    check("signatory: may sign", (await page.goto(`${origin}/staff/signing`)).status() === 200);
    check("signatory: may not prepare", (await page.goto(`${origin}/staff/certificates/new`)).status() === 403);
    // Their next sign-in is silent at the provider, and asks for a code here.
    await context.clearCookies({ name: "__Host-kammersiegel" });
    await page.goto(`${origin}/staff`);
    await page.click(".providers a");
    await page.waitForURL(`${origin}/staff/sign-in/code`);
    check("signatory: is not in without a code", (await page.goto(`${origin}/staff/signing`)).url().endsWith("/code"));
    await page.fill("#code", "000000");
    await page.click("main button");
    check("signatory: a wrong code is refused", await page.locator("#code-problem").isVisible());
    await page.fill("#code", recovery);
    await page.click("main button");
    await page.waitForURL(`${origin}/staff`);
    check("signatory: is in with it", (await page.goto(`${origin}/staff/signing`)).status() === 200);
  });

const judgeNobody = (browser, locale, language) =>
  inNewContext(browser, locale, async (page) => {
    await comeAs(page, "kantine");
    const titles = { de: "Kein Zugang", en: "No access" };
    check(`no role ${language}: says so`, (await page.textContent("h1")) === titles[language], await page.textContent("h1"));
    check(`no role ${language}: in the language`, (await page.getAttribute("html", "lang")) === language);
    await judgeLooks(`no role ${language}`, page);
    check(`no role ${language}: is not in`, (await page.goto(`${origin}/staff`)).url().includes("/staff/sign-in"));
  });

const judgeUnverified = (browser) =>
  inNewContext(browser, "de-DE", async (page) => {
    await comeAs(page, "unbestaetigt");
    const title = await page.textContent("h1");
    check("no verified address: says so", title === "Ihre E-Mail-Adresse fehlt", title);
    // An address that is a local account's.
    await page.context().clearCookies();
    await comeAs(page, ADMINISTRATOR);
    const taken = await page.textContent("h1");
    check("an account in use: is not taken over", taken.includes("gibt es schon ein Konto"), taken);
    await judgeLooks("account in use de", page);
  });

const judgeReturn = (browser) =>
  inNewContext(browser, "de-DE", async (page) => {
    const ways = [];
    page.on("request", (request) => {
      if (request.url().includes("/callback?")) ways.push(request.url());
    });
    await comeAs(page, "erika");
    check("replay: there was one way back", ways.length === 1, ways.length);
    const answer = await page.goto(ways[0]);
    check("replay: is refused", answer.status() === 409, answer.status());
    check("replay: offers to begin anew", await page.locator(".providers a").isVisible());
    // Somebody goes back at the provider.
    await page.context().clearCookies();
    await page.goto(`${origin}/staff/sign-in`);
    await page.click(".providers a");
    await page.click("text=Cancel");
    await page.waitForURL(`${origin}/**`);
    check("cancelled: says so", (await page.textContent("h1")) === "Nicht angemeldet", await page.textContent("h1"));
  });

const judgeDown = (browser) =>
  inNewContext(browser, "de-DE", async (page) => {
    await page.goto(`${origin}/staff/sign-in`);
    const answer = await Promise.all([page.waitForNavigation(), page.click(".providers a")]);
    check("down: says so", answer[0].status() === 503, answer[0].status());
    await judgeLooks("provider down de", page);
    const email = addressOf(ADMINISTRATOR, IHK);
    await signIn(page, origin, email);
    check("down: the local administrator is in", (await page.goto(`${origin}/staff/accounts`)).status() === 200);
    check("down: sees where accounts come from", (await page.textContent("main")).includes("IHK-Konto"));
    await page.click("main >> text=Max Beispiel");
    await judgeLooks("account of the provider de", page);
    await page.context().clearCookies();
    await signIn(page, origin, addressOf(ADMINISTRATOR, HWK));
    await page.goto(`${origin}/staff/accounts`);
    check("down: the other chamber sees none of them", !(await page.textContent("main")).includes("IHK-Konto"));
  });

const provider = await startProvider();
let server;
try {
  server = await startDesk();
  const browser = await openBrowser();
  await judgeClerk(browser);
  await judgeSignatory(browser);
  await judgeNobody(browser, "de-DE", "de");
  await judgeNobody(browser, "en-GB", "en");
  await judgeUnverified(browser);
  await judgeReturn(browser);
  await stopProvider(provider);
  // What is known of a provider is believed for a while: the desk starts anew.
  server.kill();
  await once(server, "exit");
  server = await startDesk();
  await judgeDown(browser);
  await browser.close();
} finally {
  provider.kill();
  server?.kill();
  rmSync(data, { recursive: true, force: true });
}
summary("oidc");
