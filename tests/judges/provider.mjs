// A certified OpenID provider (npm oidc-provider) with a few people, whoever's password is taken.
// Run by oidc.mjs in a process of its own; says „ready" when it is.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../../target/judges/node/", import.meta.url));
const { Provider } = await import(pathToFileURL(require.resolve("oidc-provider")).href);

const { ISSUER, SECRET, REDIRECT } = process.env;

const person = (name, email, groups, verified = true) => ({
  name,
  email,
  email_verified: verified,
  groups,
});

const PEOPLE = {
  erika: person("Erika Mustermann", "erika@ihk.example", ["siegel-vorbereitung", "kantine"]),
  max: person("Max Beispiel", "max@ihk.example", ["siegel-unterschrift"]),
  kantine: person("Kim Kantine", "kim@ihk.example", ["kantine"]),
  unbestaetigt: person("Uli Neu", "uli@ihk.example", ["siegel-vorbereitung"], false),
  verwaltung: person("Vera Waltung", "verwaltung@ihk-ostwuerttemberg.example", ["siegel-vorbereitung"]),
};

const provider = new Provider(ISSUER, {
  clients: [
    {
      client_id: "kammersiegel",
      client_secret: SECRET,
      redirect_uris: [REDIRECT],
      response_types: ["code"],
      grant_types: ["authorization_code"],
    },
  ],
  claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"], groups: ["groups"] },
  scopes: ["openid", "profile", "email", "groups"],
  pkce: { required: () => true },
  cookies: { keys: ["nur-fuer-diese-probe"] },
  findAccount: (_, id) =>
    PEOPLE[id] && { accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) },
});

provider.listen(Number(new URL(ISSUER).port), "127.0.0.1", () => console.log("ready"));
