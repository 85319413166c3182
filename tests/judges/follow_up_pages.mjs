// The pages of the follow-up and of the chamber's machines, judged in Chromium by staff.mjs.

import { ADMINISTRATOR, CHAMBERS, CLERK, addressOf } from "./desk.mjs";
import { about, check } from "./judging.mjs";

const [IHK, HWK] = CHAMBERS;

export const judgeFollowUpPages = async (signedIn, origin, language, ending, { judgeLooks, judgeProblems }) => {
  const look = (name, page) => judgeLooks(`${name} ${language}`, page, language);
  await about(`follow-up ${language}`, async () => {
    const clerk = await signedIn(addressOf(CLERK, HWK));
    await clerk.goto(`${origin}/staff/follow-up`);
    await look("follow-up", clerk);
    await clerk.goto(`${origin}/staff/contacts`);
    await look("contacts", clerk);
    await clerk.goto(`${origin}/staff/contacts/${ending.ags}`);
    await clerk.fill("#email", "kein Postfach");
    await clerk.fill("#name", "Erika Mustermann");
    await clerk.click("main form[method=post] button");
    await judgeProblems(`contact refused ${language}`, clerk, ["email"], { email: "kein Postfach", name: "Erika Mustermann" });
    await look("contact refused", clerk);
    await clerk.fill("#email", "rathaus@kommune.example");
    await clerk.click("main form[method=post] button");
    await clerk.goto(`${origin}/staff/contacts/${ending.ags}`);
    await look("contact", clerk);
    await clerk.goto(`${origin}/staff/reminders/${ending.serial}`);
    check(`reminder ${language}: the letter is shown`, (await clerk.textContent(".letter")).includes("Erika Mustermann"));
    await look("reminder", clerk);
    await clerk.goto(`${origin}/staff/follow-up`);
    await clerk.click("form[action$='/calendar/renew'] button");
    await look("calendar address", clerk);

    const administrator = await signedIn(addressOf(ADMINISTRATOR, language === "de" ? HWK : IHK));
    await administrator.goto(`${origin}/staff/machines`);
    await administrator.fill("#until", "30.02.2027");
    await administrator.click("main form[action='/staff/machines'] button");
    await judgeProblems(`machine refused ${language}`, administrator, ["name", "until"], { until: "30.02.2027" });
    await look("machine refused", administrator);
    // What the form proposes is taken.
    await administrator.goto(`${origin}/staff/machines`);
    await administrator.fill("#name", `Serverraum ${language}`);
    await administrator.click("main form[action='/staff/machines'] button");
    check(`machine token ${language}: is shown`, await administrator.isVisible("code.secret"));
    await look("machine token", administrator);
    await administrator.goto(`${origin}/staff/machines`);
    await look("machines", administrator);
    for (const page of [clerk, administrator]) await page.context().close();
  });
};
