// The pages of the path and of the lifecycle at the desk, judged in Chromium by staff.mjs. The
// clerk and both signatories do what the pages are for, so that each is seen with content.

import { CHAMBERS, CLERK, SIGNATORY, addressOf, passphraseOf } from "./desk.mjs";
import { about, check } from "./judging.mjs";

const [IHK, HWK] = CHAMBERS;
const numberIn = (page) => page.url().match(/certificates\/([0-9A-Z-]{19})/)?.[1];

// Whether every picture on the page was drawn.
const judgePictures = async (subject, page) => {
  await page.waitForLoadState("load");
  const drawn = await page.locator("main img").evaluateAll((images) =>
    images.map((image) => image.complete && image.naturalWidth > 0),
  );
  check(`${subject}: pictures are drawn`, drawn.length === 2 && drawn.every(Boolean), drawn);
};

// A list is chosen, checked, narrowed to what is sound, and taken in.
const judgeLists = async (clerk, origin, language, { look, judgeProblems }) => {
  await clerk.goto(`${origin}/staff/import`);
  await clerk.click("main form[method=post] button");
  await judgeProblems(`import refused ${language}`, clerk, ["file"]);
  await look("import refused", clerk);
  const heading = "ags;name;kind;district;latitude;longitude;website;bemerkung";
  const [sound, wrong] = [language === "de" ? "9990001" : "9990002", "99900030"];
  const rows = [
    `${sound};Listenhausen;Gemeinde;Ostalbkreis;48,8;10,1;www.listenhausen.example;neu`,
    `${wrong};=1+1;Dorf;Ostalbkreis;nord;10,1;kein rechner;`,
  ];
  const file = { name: "kommunen.csv", mimeType: "text/csv", buffer: Buffer.from([heading, ...rows].join("\r\n")) };
  await clerk.setInputFiles("#file", file);
  await clerk.click("main form[method=post] button");
  check(`list ${language}: leads to what was found out`, /import\/[0-9a-f]{16}$/.test(clerk.url()), clerk.url());
  await look("list checked", clerk);
  await clerk.click("form[action$='/begin'] button");
  await judgeProblems(`list refused ${language}`, clerk, ["only-sound"]);
  await look("list refused", clerk);
  await clerk.check("#only-sound");
  await clerk.click("form[action$='/begin'] button");
  const running = await clerk.isVisible("progress");
  if (running) await look("list running", clerk);
  for (let tries = 0; tries < 20 && (await clerk.isVisible("progress")); tries += 1) {
    await clerk.waitForTimeout(300);
    await clerk.click("main .acts a");
  }
  await look("list done", clerk);
  await clerk.goto(`${origin}/staff/import?list=certificates`);
  await look("import", clerk);
};

export const judgeDeskPages = async (signedIn, origin, data, language, { judgeLooks, judgeProblems }) => {
  const look = (name, page) => judgeLooks(`${name} ${language}`, page, language);
  const [town, year] = language === "de" ? ["Aalen", 2041] : ["Ellwangen", 2051];
  await about(`path ${language}`, async () => {
    const clerk = await signedIn(addressOf(CLERK, IHK));
    await look("desk of a clerk", clerk);
    await clerk.goto(`${origin}/staff/municipalities?q=koenigs`);
    check(`municipalities ${language}: found without umlaut`, await clerk.isVisible("text=Königsbronn"));
    await clerk.goto(`${origin}/staff/municipalities`);
    await look("municipalities", clerk);
    await clerk.click("main tbody a");
    await look("municipality", clerk);
    await clerk.goto(`${clerk.url()}/edit`);
    await clerk.fill("#name", "");
    await clerk.click("main form[method=post] button");
    await judgeProblems(`correction refused ${language}`, clerk, ["name"], { name: "" });
    await look("municipality edit refused", clerk);
    await clerk.goto(`${origin}/staff/municipalities/new`);
    await clerk.fill("#ags", "12");
    await clerk.fill("#website", "kein rechner");
    await clerk.click("main form[method=post] button");
    await judgeProblems(`municipality refused ${language}`, clerk, ["ags", "name", "website", "latitude"], {
      ags: "12",
      website: "kein rechner",
    });
    await look("municipality refused", clerk);
    await judgeLists(clerk, origin, language, { look, judgeProblems });

    await clerk.goto(`${origin}/staff/certificates/new`);
    await look("prepare", clerk);
    await clerk.fill("#municipality", "Atlantis");
    await clerk.fill("#from", "30.02.2027");
    await clerk.click("button[value=prepare]");
    await judgeProblems(`prepare refused ${language}`, clerk, ["municipality", "from"], {
      municipality: "Atlantis",
      from: "30.02.2027",
    });
    await look("prepare refused", clerk);
    await clerk.fill("#municipality", "en");
    await clerk.fill("#from", `03.03.${year}`);
    await clerk.click("button[value=preview]");
    await look("prepare which", clerk);
    await clerk.fill("#municipality", town);
    await clerk.click("button[value=preview]");
    await judgePictures(`preview ${language}`, clerk);
    await look("prepare with preview", clerk);
    await clerk.click("button[value=prepare]");
    const number = numberIn(clerk);
    check(`prepare ${language}: leads to the certificate`, number !== undefined, clerk.url());
    await judgePictures(`prepared ${language}`, clerk);
    await look("certificate prepared", clerk);
    await clerk.goto(`${origin}/staff/certificates/new`);
    await clerk.fill("#municipality", town);
    await clerk.fill("#from", `04.03.${year}`);
    await clerk.click("button[value=prepare]");
    await look("prepare a rival", clerk);
    await clerk.check("#known");
    await clerk.click("button[value=prepare]");
    const second = numberIn(clerk);
    await clerk.goto(`${origin}/staff/certificates`);
    await look("certificates", clerk);

    const hwk = await signedIn(addressOf(SIGNATORY, HWK));
    await hwk.goto(`${origin}/staff`);
    await look("desk of a signatory", hwk);
    await hwk.goto(`${origin}/staff/certificates/${number}`);
    await look("certificate to sign", hwk);
    await hwk.goto(`${origin}/staff/signing`);
    await hwk.check(`#serial-${number}`);
    await hwk.fill("#passphrase", "daneben und lang genug");
    await hwk.click("main form[method=post] button");
    await judgeProblems(`signing refused ${language}`, hwk, ["passphrase"]);
    check(`signing refused ${language}: keeps the selection`, await hwk.isChecked(`#serial-${number}`));
    await look("signing refused", hwk);
    await hwk.fill("#passphrase", passphraseOf(data, HWK));
    await hwk.click("main form[method=post] button");
    await look("signed", hwk);
    await hwk.goto(`${origin}/staff/signing`);
    await look("signing with a key that stays open", hwk);
    // The other chamber's signature would finish everything; here it is to wait.
    await hwk.click("form[action$='/close'] button");
    await look("signing with the key closed", hwk);
    await hwk.goto(`${origin}/staff/certificates/${second}/refuse`);
    await hwk.click("main form[method=post] button");
    await judgeProblems(`refusal refused ${language}`, hwk, ["reason"]);
    await look("refusal refused", hwk);
    await hwk.fill("#reason", "Das Datum stimmt nicht");
    await hwk.click("main form[method=post] button");
    await look("certificate refused", hwk);

    const ihk = await signedIn(addressOf(SIGNATORY, IHK));
    await ihk.goto(`${origin}/staff/certificates/${number}`);
    await ihk.fill("#passphrase", passphraseOf(data, IHK));
    await ihk.click("main form[action='/staff/signing'] button");
    await hwk.goto(`${origin}/staff`);
    await look("desk with a document to complete", hwk);
    await hwk.fill("#passphrase", passphraseOf(data, HWK));
    await hwk.click("#waiting form button");
    await look("completed", hwk);
    await clerk.goto(`${origin}/staff`);
    await look("desk with something refused", clerk);
    await clerk.goto(`${origin}/staff/certificates/${number}`);
    await judgePictures(`issued ${language}`, clerk);
    await look("certificate issued", clerk);

    await clerk.goto(`${origin}/staff/certificates/${number}/propose?step=withdraw`);
    await clerk.click("main form[method=post] button");
    await judgeProblems(`proposal refused ${language}`, clerk, ["reason"]);
    await look("proposal refused", clerk);
    await clerk.fill("#reason", "Auf Wunsch der Kommune");
    await clerk.click("main form[method=post] button");
    await look("certificate with a proposal", clerk);
    await hwk.goto(`${origin}/staff`);
    await look("desk with a proposal", hwk);
    await hwk.goto(`${origin}/staff/certificates/${number}/confirm`);
    await look("confirm", hwk);
    await clerk.goto(`${origin}/staff/certificates/${number}/correct`);
    await look("correct", clerk);
    await clerk.fill("#until", "31.02.2044");
    await clerk.click("main form[method=post] button");
    await judgeProblems(`correct refused ${language}`, clerk, ["until"], { until: "31.02.2044" });
    await look("correct refused", clerk);
    await hwk.goto(`${origin}/staff/certificates/${number}/confirm`);
    await hwk.click("form[action$='/confirm'] button");
    await look("certificate withdrawn", hwk);

    await hwk.goto(`${origin}/staff/audit`);
    check(`audit ${language}: the chain is intact`, (await hwk.locator(".chain.good-sheet").count()) === 1);
    await look("audit", hwk);
    await hwk.goto(`${origin}/staff/audit?about=${number}`);
    const told = await hwk.locator("main tbody tr").count();
    check(`audit ${language}: the whole way of a certificate`, told >= 9, told);
    await hwk.fill("#from", "gestern");
    await hwk.fill("#about", "Atlantis");
    await hwk.click("main form[role=search] button");
    await judgeProblems(`audit refused ${language}`, hwk, ["from", "about"]);
    check(`audit refused ${language}: keeps what was typed`, (await hwk.inputValue("#about")) === "Atlantis");
    await look("audit refused", hwk);
    await clerk.goto(`${origin}/staff/misuse`);
    await look("misuse", clerk);
    await clerk.goto(`${origin}/staff/feedback`);
    await look("feedback", clerk);
    for (const page of [clerk, hwk, ihk]) await page.context().close();
  });
};
