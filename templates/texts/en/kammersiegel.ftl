### The product's English texts; the German ones in ../de come first.

draft = DRAFT
specimen = SPECIMEN

date-long = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
    } { $year }
instant = { $day }, { $time } (Berlin)

seal-expired = EXPIRED
seal-suspended = SUSPENDED
seal-withdrawn = WITHDRAWN
seal-superseded = SUPERSEDED

## Verification

state-valid = Valid
state-not-yet-valid = Not yet valid
state-expired = Expired
state-suspended = Suspended
state-withdrawn = Withdrawn
state-superseded = Superseded
state-unknown = Not found
state-not-genuine = Not genuine or altered
state-malformed = Not readable
state-unavailable = Check unavailable right now
state-prepared = Prepared
state-sealed = Sealed
state-refused = Refused

says-valid = This mark was awarded by { $chambers } and is valid until and including { $until }.
says-not-yet-valid = It starts on { $from }.
says-expired = The award was valid until { $until }. It may no longer be used in advertising. The document itself is genuine.
says-suspended = Its use has been suspended since { $since }.
says-withdrawn = The award has not been valid since { $since }.
says-superseded = This copy was superseded by no. { $by } on { $since }. { $award ->
    [valid] The award itself is valid.
    [not_yet_valid] The award itself is not yet valid.
    [expired] The award itself has expired.
    [suspended] The use of the award is suspended.
    [withdrawn] The award itself is withdrawn.
   *[other] The new copy tells how the award stands.
    }
says-unknown = No award is recorded under this number. Please check what you entered. This alone does not prove a forgery.
says-not-genuine = This code does not match one that we issued. Do not rely on it, and please let us know.
says-file-not-genuine = This file does not match one that we issued. Do not rely on it, and please let us know.
says-unavailable-offline = Without the register a number cannot be checked, and a certificate only with the chambers' own certificates: they belong in the folder "document" beside the file of keys. This says nothing about authenticity.
says-unavailable = Please try again later. This says nothing about authenticity.

why-signature-missing = A signature is missing: { $chambers }. An award counts only if every chamber has signed.
why-signature-invalid = The signature does not fit the content: { $chambers }.
why-foreign-key = The code names a key that does not belong to this chamber: { $chambers }.
why-key-retired = It was signed with a key that had already been retired: { $chambers }.
why-key-compromised = It was signed with a key that is no longer safe: { $chambers }.
why-unknown-mark = The code names a quality mark that does not exist here.
why-differs = Another award is recorded under this number.

why-file-not-pdf = The file is neither a PDF nor the picture of a seal (SVG, PNG).
why-file-not-ours = Nothing readable in the file points to a certificate of ours. So it is with a certificate that was printed, scanned or written as a new PDF, too: the signatures are lost then.
why-file-encrypted = The file is encrypted; our certificates never are. Check the file as it was issued, without a password or write protection.
why-file-incomplete = The file is incomplete: it breaks off in the middle. Perhaps not all of it was downloaded; please download it again.
why-file-unsigned = The file names a number of ours, but bears no chamber's signature. So it is when a certificate was printed or written as a new PDF, and with a forgery as well.
why-file-number = If there is a number on the sheet, check that.
why-file-rewritten = The file was changed after signing: another program saved it again, or it is damaged.
why-file-appended = The file was changed after signing: something was added after the last signature.
why-file-changed = The file was changed after signing: what was signed is no longer the same.
why-file-foreign = It was signed with a certificate that does not belong to this chamber: { $chamber }.
why-file-differs = The chambers signed this file, but the register does not have it in this version: it was not issued like this, or something about its time-stamps was changed.
why-file-not-valid = The certificate was not valid at the time of signing: { $chamber }.
own-copy = The file names a number. What was really issued under it:
own-copy-state = State in the register: { $state }
own-copy-document = Certificate from the register
own-copy-check = Check number { $serial }

field-label = Electronically sealed
field-reason = Joint award
field-description = Electronic signature: { $chamber }

print-suspended = Attention: the use of this award has been suspended since { $date }. What you print may not be used at present.
print-title = { $title } (for print)
print-subject = For print, not the sealed original: { $mark }
print-fixed-title = { $mark } (for print, fixed parts)
print-fixed-subject = For print, not the sealed original: pre-printed paper for "{ $mark }"
print-variable-title = { $title } (for print, variable parts)
print-variable-subject = For print, not the sealed original: variable parts, for pre-printed paper "{ $mark }"

malformed-empty = No number was entered.
malformed-too-long = The text is longer than any number or code.
malformed-serial-length = A number has 16 characters, such as 7H3K-9QXM-2P4R-8T28.
malformed-serial-character = You entered a character that occurs in no number.
malformed-check-character = The check character does not fit: probably a character was mistyped or two were swapped.
malformed-damaged-digits = The code is damaged or incomplete. Please scan it again.
malformed-truncated = The code is cut off. Please scan it again.
malformed-unknown-version = The code is written in a newer format than this check knows.
malformed-not-a-seal = The code is not a seal.

register-not-listed = Every signature is right, but the register does not list this award. If in doubt, ask the chambers.
register-not-consulted = Checked without the register: only the register knows whether the award has been suspended, withdrawn or superseded since.

label-serial = Number
label-mark = Quality mark
label-recipient = Awarded to
label-awarded-by = Awarded by
label-term = Validity
label-website = For the website
label-as-of = As of
label-refusal = Refused by
label-replaces = Replaces
label-superseded-by = Superseded by
label-document = Certificate
label-seal = Seal
term = { $from } until and including { $until }
and = { $first } and { $last }

recipient-town = Town of { $name }
recipient-municipality = Municipality of { $name }
chamber-in-sentence = the { $name }
signatures-heading = Signatures of the chambers
signature-valid = Signature valid
signature-valid-retired = Signature valid (key retired on { $date })
signature-invalid = Signature invalid
signature-missing = Signature missing
signature-key = Key { $key }
document-heading = Signatures in the file
document-signed = Electronically sealed on { $moment }; certificate { $kind }
document-stamped = time-stamp of { $moment }

basis-heading = What the mark stands for
basis-criteria = Fields of examination
basis-examination = Who examined

## Pages

site-title = Kammersiegel
home-title = Check an award
home-question = Is this award genuine, and is it still valid?
home-lead = Scan the QR code on the certificate or the seal, or enter the number printed beside it.
home-marks = Quality marks that can be checked here
home-how = What is checked
home-how-1 = Several chambers stand behind every award together. It is genuine only if all of them signed, each with its own key.
home-how-2 = It is valid from the first to the last day of its term, unless it was suspended, withdrawn or superseded.
form-label = Number of the award
form-hint = 16 characters, such as 7H3K-9QXM-2P4R-8T28. Case and hyphens do not matter.
form-again = Check another number
form-submit = Check
language-switch = Deutsch
language-switch-label = Diese Seite auf Deutsch
skip = Skip to content
page-of = { $page } – Kammersiegel
footer-privacy = This page sets no cookies, stores nothing on your device and loads nothing from third parties.
footer-data = The same answer as data (JSON)
specimen-note = Specimen: term and names are invented.
open-successor = See the new copy { $serial }
error-404-title = Page not found
error-404-text = There is nothing at this address. If you scanned a code, please check its number here.
error-405-title = Not possible
error-405-text = This address can only be read.

## Files

file-title = Check a file
file-lead = Do you have a certificate as a PDF file, or a seal as a picture (SVG, PNG) or for print (PDF)? The check says whether it was issued like this, and whether the award is still valid.
file-label = Certificate (PDF) or seal (SVG, PNG)
file-hint = At most 8 MB. The file is checked and forgotten at once; it is not stored.
file-drop = Or drag the file here.
file-chosen = Chosen:
file-submit = Check file
file-too-large = The file is larger than any certificate that was issued.
file-missing = No file was chosen.
file-empty = The file is empty.
file-broken = The file did not arrive completely. Please send it again.
file-busy = Too many files are being checked at once. Please try again in a quarter of a minute.
file-another = Check another file
file-link = Check a certificate or a seal as a file

## Live pictures, frames, copies

seal-ends-soon = ENDS SOON
seal-not-yet-valid = NOT YET VALID
seal-only-for = Only valid for
seal-unknown = No award is recorded under this number.
seal-not-genuine = Do not rely on this seal.
seal-unavailable = Please try again later.
says-no-award = No award is recorded under this address. Please check it.
verdict-site = Only valid for the website
frame-elsewhere = This award was not made for the website that you are on.
frame-check = Check this award (new window)
copies-heading = Seen a copy?
copies-of = If this seal is shown on a website other than { $site }, it is not valid there.
copies-report = Report a copy
permanent-label = Permanent address of this award
permanent-hint = It stays the same when the award is renewed.
report-title = Report a copy
report-lead = Have you seen a seal in a place that it was not awarded for? The chambers look into it.
report-place = Where did you see it?
report-place-hint = Address of the page, for example https://www.example.com/start, or the place.
report-serial = Number on the seal, if you can read it
report-serial-hint = 16 characters, for example 7H3K-9QXM-2P4R-8T28. The field may stay empty.
report-remark = What did you notice? (optional)
report-contact = How can we reach you for questions? (optional)
report-contact-hint = Only the chambers see it. It is deleted as soon as the report is settled.
report-trap = Please leave this field empty
report-submit = Report
report-serial-wrong = The number is mistyped. Check it, or leave the field empty.
report-place-missing = Say where you saw the seal.
report-too-long = Please shorten this to { $most } characters at the most.
report-wait = No further reports are taken at the moment. Please try again in { $minutes } minutes.
report-full = No further reports can be taken at the moment. Please contact one of the chambers directly.
report-failed = The report could not be stored. Please try again later.
report-unreadable = The report could not be read. Please fill in the form again.
report-received = Thank you, the report has arrived
report-received-lead = The chambers will look at it.
misuse = Use on other sites
misuse-lead = Where seals of your awards were shown without being valid there, and what was reported. Who visited those sites is not recorded.
misuse-reported = { $count ->
    [one] (1 report)
   *[other] ({ $count } reports)
    }
misuse-reports = Reported copies
misuse-reports-none = There are no reports.
misuse-report-unknown = Without a number
misuse-report-never = { $serial } (not recorded)
misuse-report-contact = Questions to: { $contact }
misuse-settle = Settled
misuse-settle-label = Settled: report of { $when }
misuse-seen = Live pictures and frames
misuse-seen-hint = The browser names the website that loads the picture. The picture there already says “Only valid for”. Copies that were saved elsewhere are not seen here.
misuse-seen-none = No seal was loaded on other websites.
misuse-for = Valid for { $host }
misuse-host = Website
misuse-count = Loaded
misuse-first = First
misuse-last = Last
misuse-others = Others
done-report-settled = The report is settled.
certificate-permanent = Permanent address
renew-permanent = The permanent address stays the same: { $address }. On the first day of the new term it leads to the new award.

## The public register

register-title = Register of awards
register-lead = Which towns and municipalities hold a quality mark, until when, and since when.
register-link = All awarded towns and municipalities: register with map
register-link-of = { $name } in the register
register-search = Town or municipality
register-search-hint = Umlauts, case and small typing errors do not matter.
register-state = State
register-district = District
register-year = Began in
register-mark = Quality mark
register-ags = Municipality key (AGS)
register-all = all
register-submit = Show
register-reset = Without selection
register-state-current = all in force
register-state-lapsed = expired or withdrawn
register-state-all = former ones too
register-soon = Ends soon
register-until = until { $date }
register-from = from { $date }
register-since = since { $date }
register-count = { $count ->
    [0] No award
    [one] One award
   *[other] { $count } awards
    }
register-none = Nothing is recorded for this.
register-others = { $count ->
    [one] See one award of another state
   *[other] See { $count } awards of other states
    }
register-similar = None has exactly this name; these are similar:
register-column-name = Town or municipality
register-column-since = Since
register-page = Page { $page } of { $last }
register-before = Previous page
register-after = Next page
register-pages = Pages of the list
register-map = Map: { $mark }
register-map-others = without an award in force
register-map-hint = Every area leads to the page of its town or municipality. The list and the table below say the same.
register-map-source = Outlines:
register-sample = Specimen: terms and names are invented.
register-awarded-since = Awarded since { $year }
register-was-awarded = Awarded from { $from } to { $until }
register-renewed = Re-audited { $year }
register-history = All terms
register-column-term = Term
register-column-check = Number, for checking
register-check = Check authenticity
register-website = Website
register-back = To the whole register
register-as-of = As of { $date }

register-place-of = Where { $name } lies on the map
register-data = Open data
register-data-lead = The whole register, former awards too, as a file. Licence:
register-feed = New awards (Atom)
feed-title = { $name }: { $mark }
feed-summary = “{ $mark }”, from { $from } until and including { $until }. State: { $state }.

standing-valid = valid until { $until }
standing-soon = valid until { $until }, ends soon
standing-suspended = suspended since { $since }
standing-upcoming = valid from { $from }
standing-expired = expired on { $until }
standing-withdrawn = withdrawn on { $since }
standing-none = no award in force at present

register-none-now = No award in force at present.
register-town-none = The register has no award of { $name }.
register-towns = All { $count } towns and municipalities of the map as a table
register-map-skip = Skip the map
register-map-others-narrowed = without an award in force, or not selected
register-data-more = Fields and licence

## The open data of the register

data-title = Open data of the register
data-lead = All awards, former ones too, as files: without an account, and to be loaded from any website.
data-files = Files
data-file-json = Every award, with licence and quality marks.
data-file-csv = The same awards as a table.
data-file-geojson = Every town or municipality with each of its quality marks, as a point (RFC 7946).
data-file-atom = The 100 latest awards and changes (RFC 4287), in German, or in English with ?lang=en.
data-rules = What holds everywhere
data-rule-licence = Licence:
data-rule-map = It is in every file too. The outlines of the map are not part of them; they have a licence of their own.
data-rule-fresh = A file changes as soon as the register does, and at midnight (Europe/Berlin) when a term begins or ends. Keep it for 50 seconds at most, then ask again with If-None-Match: if it is the same, the answer is 304. Once a day is enough for most purposes.
data-rule-genuine = Only what every chamber has signed is listed. Proof is the check at the address in the field verification, not the file.
data-rule-never = Never contained: results of audits, reasons of a suspension or withdrawal, names of people.
data-rule-stable = This is version 1. Fields are added without a new version; ignore what you do not know. If a field is renamed, removed or changes its meaning, version rises.
data-rule-csv = The CSV file has commas, a heading and UTF-8 (RFC 4180). An apostrophe goes before a text that begins with =, +, - or @, so that no spreadsheet takes it for a formula.
data-api = The same by number, state and district: the API
data-shape-head = JSON and GeoJSON: about the file
data-shape-marks = marks: the quality marks
data-shape-awards = awards: the awards, in the CSV file too
data-shape-features = GeoJSON: what a point has besides
data-field-version = version of this description: 1
data-field-title = name of the register
data-field-source = address of the register
data-field-licence-name = name of the licence
data-field-licence-url = address of the licence
data-field-as-of = day in Europe/Berlin for which the states hold (ISO 8601)
data-field-marks-programme = identifier of the quality mark
data-field-marks-name-de = name in German
data-field-marks-name-en = name in English
data-field-marks-chambers-id = identifier of a chamber that awards it
data-field-marks-chambers-name-de = its name in German
data-field-marks-chambers-name-en = its name in English
data-field-marks-chambers-website = its website
data-field-marks-sample = true: everything about it is invented
data-field-awards-ags = Amtlicher Gemeindeschlüssel: eight digits, as text
data-field-awards-name = name of the town or municipality
data-field-awards-kind = Stadt (town) or Gemeinde (municipality)
data-field-awards-district = district (Landkreis); may be empty
data-field-awards-latitude = degrees north (WGS 84); may be missing
data-field-awards-longitude = degrees east (WGS 84); may be missing
data-field-awards-website = host of its website
data-field-awards-programme = identifier of the quality mark, as in marks
data-field-awards-serial = number of the award
data-field-awards-valid-from = first day (ISO 8601)
data-field-awards-valid-until = last day, included
data-field-awards-state = valid, not_yet_valid, expired, suspended, withdrawn, or superseded (by a corrected copy)
data-field-awards-state-since = day of suspension, withdrawal or correction; empty otherwise
data-field-awards-superseded-by = number of the corrected copy; empty otherwise
data-field-awards-issued-on = day on which it became public
data-field-awards-page = page of the town or municipality in the register
data-field-awards-verification = address where the award can be checked
data-field-features-id = municipality key and identifier of the quality mark, with a slash
data-field-features-geometry = where it lies, as a point: degrees east, degrees north; may be null
data-field-features-properties-ends-soon = in properties; true: valid, in its last three months, and no other term follows
data-field-features-properties-awarded-since = in properties: first day of the first term from which on no gap was longer than a year

## The desk

desk-site = Kammersiegel
desk-home = My desk
desk-accounts = Accounts
help-title = Handbook
help-german = The handbook is in German only.
desk-help = Help
new-tab = (new tab)
desk-navigation = Sections
desk-sample = SPECIMEN – a demonstration with invented data; this account's password is public.
desk-welcome = Good day, { $name }.
desk-roles = Roles
desk-failures = { $count ->
    [one] Since { $since }, one attempt to sign in with your address has failed.
   *[other] Since { $since }, { $count } attempts to sign in with your address have failed.
    } If that was not you, please change your password and tell your administrator.
desk-failures-do = To my account
yes = yes
no = no

desk-not-found = Not found
desk-not-found-text = This does not exist, or it does not belong to your chamber.
desk-forbidden = You are not allowed to do this
desk-forbidden-text = Your roles do not allow it. If this is to be your task, ask your chamber's administrator.
desk-not-now = This is not possible now
desk-already-signed = Your chamber has signed this certificate already.
desk-stale = This page is out of date
desk-stale-text = Something has changed meanwhile, or your session is another one. Nothing was saved. Please open the page anew.
desk-unreadable = The input cannot be read
desk-unreadable-text = Nothing was saved. Please open the page anew and try again.
desk-too-large = The input is too large
desk-too-large-text = Nothing was saved. A file may have 8 MB at most.
desk-wait = Please wait
desk-wait-text = After several failures the next attempt has to wait a while.
desk-busy = Not possible right now
desk-busy-text = The database does not answer. Nothing was saved. Please try again later.
desk-failed = That did not work
desk-failed-text = An unexpected error has happened and was recorded. Nothing was saved.
form-problems = Please correct your input:

sign-in = Sign in
sign-in-lead = For the staff of the chambers.
sign-in-submit = Sign in
sign-in-forgotten = Forgotten your password? Your chamber's administrator resets your account and gives you a new link.
sign-in-wrong = Address, password or one-time code is wrong. Please check all of them and take a new one-time code.
sign-in-code = One-time code (if set up)
sign-in-code-hint = Six digits in your app, or a recovery code. Otherwise leave it empty.
sign-in-wait = Too many failed attempts. Please try again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
    }.
sign-out = Sign out
code-title = One-time code
code = One-time code
code-hint = The six digits in your app. If you do not have it at hand, enter one of your recovery codes.
code-hint-app = The six digits that your app shows now.
code-submit = Continue
code-back = Sign in with another account
code-wrong = The code is wrong or was used already. Wait for the next one and enter it.
code-wrong-app = The code is wrong. If you have loaded this page anew since you scanned the picture, scan it again: it differs each time. Otherwise check that the clock of your device is right, and enter the next code.

invitation-title = Open your account
invitation-lead = You are invited to work for the { $chamber }.
invitation-submit = Open account
invitation-none = This invitation does not count
invitation-unknown = There is no such invitation. Check that the link is complete.
invitation-used = This invitation was used already. If that was you, sign in; if not, please tell your chamber's administrator.
invitation-expired = This invitation has expired. Ask your chamber's administrator for a new one.

password = Password
password-choose = Choose a password
password-again = Repeat the password
password-old = Present password
password-new = New password
password-rule = At least 12 characters. Best are several words that have nothing to do with one another.
password-change = Change password
password-wrong = The password is wrong.
password-differs = The two passwords differ. Enter the same one twice.
password-short = The password is too short. Use at least { $length } characters.
password-long = The password is too long. Use at most { $length } characters.
password-guessable = This password is easy to guess. Use several words that have nothing to do with one another or with you.

own-account = My account
own-person = Person
second-factor = One-time codes
second-factor-set = One-time codes are set up.
second-factor-exchange = Set up another app
second-factor-unset = One-time codes protect your account even if somebody knows your password.
second-factor-begin = Set up one-time codes
second-factor-title = Set up one-time codes
second-factor-lead = Each time you sign in, you then also enter a code that an app on your phone shows.
second-factor-required = Your role requires one-time codes: each time you sign in, you also enter a code that an app on your phone shows.
second-factor-qr = QR code that sets up the app; the same key stands beside it as text
second-factor-1 = Open an app for one-time codes (authenticator) on your phone and scan the picture.
second-factor-2 = Or enter this key in the app:
second-factor-3 = Enter here the code that the app shows.
second-factor-password = Once more, to be safe.
second-factor-submit = Set up
recovery-left = { $count ->
    [one] You have one recovery code left.
   *[other] You have { $count } recovery codes left.
    }
recovery-renew = New recovery codes
recovery-renew-hint = The old recovery codes then no longer count.
recovery-title = Your recovery codes
recovery-lead = With each of these codes you can sign in once when the app is not at hand. Print this page or write the codes down: they are shown only now.
recovery-done = I have kept the codes
sessions = Sessions
sessions-hint = A session ends after 30 minutes without use, at the latest after 12 hours.
session-since = Signed in { $since }
session-seen = Last used { $seen }
session-this = This session
session-end = Sign out
sessions-end-others = Sign out all others

account-name = Name
account-name-hint = First and last name, as others read it.
account-name-wrong = Enter a name (at most 120 characters).
account-email = E-mail address
account-email-hint = The person signs in with it.
account-email-wrong = This is no e-mail address. It looks like first.last@chamber.example.
account-email-taken = There is an account with this address already. If it belongs to your chamber, open it under “Accounts”; “Reset and invite anew” there gives a new link.
account-role-missing = Choose at least one role.
account-chamber = Chamber
account-state = State
account-signed-in = Last signed in
account-invited = invited
account-active = in use
account-disabled = disabled since { $since }
account-invite = Invite a person
account-invite-lead = The person gets a link that opens their account once. It counts for seven days.
account-invite-submit = Invite
account-link-title = Invitation
account-link-lead = Pass this link on to { $name } ({ $email }) in a way that nobody else can read. It counts for seven days and only once, and it is shown only now.
account-own = This is your own account. Its roles and state are changed by another administrator.
account-care = Look after the account
account-end-sessions = Sign out everywhere
account-end-sessions-hint = Ends every session of this account.
account-reset = Reset and invite anew
account-reset-hint = Deletes password, one-time codes and sessions. The person opens their account with a new link.
account-disable = Disable
account-disable-hint = The person can no longer sign in, and their sessions end at once. What they did stays in the audit trail.
account-enable = Enable
account-enable-hint = The person can sign in again as before.

role = Role
role-administrator = Administrator
role-administrator-hint = Invites people and gives roles; prepares nothing and signs nothing.
role-clerk = Clerk
role-clerk-hint = Looks after municipalities and prepares awards.
role-signatory = Signatory
role-signatory-hint = Signs for the chamber what others have prepared.
role-reader = Reader
role-reader-hint = Sees everything that is not confidential, and changes nothing.
role-auditor = Auditor
role-auditor-hint = External: sees only the procedures assigned to them.
role-none = No role
role-not-yet = not today
role-give = Give a role
role-take = Take back
role-take-label = Take back the role { $role }
role-days-hint = For a deputy: the first and the last day. Without days the role counts until it is taken back.
role-choose = Please choose
role-missing = Choose a role.
role-held = The person has this role already. Take it back first if it is to count on certain days only.
role-held-days = The person has this role already from { $from } to { $until }. Choose other days, or take it back first.
role-over = This day has passed already.
day-first = First day
day-last = Last day
day-hint = For example 31.12.2025
day-wrong = This is no day. Write it like 31.12.2025 or 2025-12-31.
day-missing = Give both days or none.
days-reversed = The last day lies before the first.
term-too-long = This mark is never awarded for longer: the last day is { $latest } at the latest.
term-unusual = The usual last day would be { $until }.
dated-elsewhere = The date of the Urkunde does not fit the term. It can be from { $earliest } to { $latest }.

## Identity providers

provider-sign-in = Sign in with { $name }
provider-or = With a password
provider-again = Sign in with { $name } once more
provider-elsewhere = To the sign-in page
provider-unreachable = “{ $name }” cannot be reached right now. Please try again in a few minutes, or sign in with a password if you have one.
provider-unusable = “{ $name }” does not answer as it is set up. Please tell your administrator, or sign in with a password if you have one.
provider-lost = This sign-in was not begun in this browser, took too long, or is finished already. Please begin anew.
provider-refused = Not signed in
provider-refused-text = “{ $name }” did not sign you in, or you went back from there.
provider-not-proven = The sign-in is not proven
provider-not-proven-text = What “{ $name }” answered is no valid proof. If this happens again, please tell your administrator.
provider-no-address = Your e-mail address is missing
provider-no-address-text = “{ $name }” tells no verified e-mail address of yours. Without one your account cannot be opened. Please have it entered and verified there.
provider-address-taken = There is an account with your e-mail address already
provider-address-taken-text = It is not opened with “{ $name }”. If it is to be, ask your chamber's administrator to reset the account, and then sign in here again.
provider-disabled = Your account is disabled
provider-disabled-text = The administrator has disabled it ({ $chamber }). Please turn to them.
provider-other-chamber = Your account belongs to another chamber
provider-other-chamber-text = It does not belong to: { $chamber }. Nobody works for two chambers with one account.
provider-no-role = No access
provider-no-role-text = You are signed in with “{ $name }”, but none of your groups there has a task here ({ $chamber }). If you are to work here, ask your chamber's administrator for the right group, and then sign in once more.
provider-sign-in-again = For this you have to have signed in just now. Sign out and in again, and then open this page once more.
sign-in-with-provider = Only administrators sign in with a password here. Please use “{ $name }”.
invitation-with-provider = You need no invitation: please sign in with “{ $name }”.
account-way-in = Signs in with
account-own-provider = You sign in with “{ $name }”. Password, name, address and roles change there.
account-reset-provider-hint = Deletes one-time codes, sessions and the link with “{ $name }”. It is made anew when the person next signs in there.
account-reset-provider = Reset
role-provided = by { $name }
role-days-needed = Roles without days come from the identity provider. Give the days of a deputy.
done-account-emptied = The account is reset. It is linked anew when the person next signs in.
account-joins-again = The account is linked anew when the person next signs in with the identity provider.
error-provider-twice = Two identity providers are set up for { $chamber }. There may be only one ([[openid_connect]]).
error-provider-shared = { $issuer } is set up for two chambers. An identity provider belongs to one chamber.
error-provider-address = “{ $address }” is no address of an identity provider: https://…, and http:// only for this machine itself.
error-provider-secret-in-settings = The secret of the identity provider of { $chamber } stands in the settings. Name a file instead (client_secret_file), and change the secret.
error-provider-no-secret = The secret of the identity provider of { $chamber } is missing. Set { $variable }, or name a file (client_secret_file).
error-provider-role = “{ $role }” is no role: administrator, clerk, signatory, reader or auditor.
error-provider-no-roles = No group stands for a role at the identity provider of { $chamber } ([openid_connect.roles]).
error-provider-authorities = The certificates for “{ $name }” cannot be read (trust).
error-provider = The identity provider cannot be used: { $cause }

## The path: municipalities, certificates, preparing, signing

desk-signing = Sign
desk-certificates = Awards
desk-municipalities = Municipalities
desk-count-signing = to sign
desk-count-documents = to complete
desk-count-proposals = to confirm
desk-count-refused = refused
desk-count-prepared = of mine under way
desk-count-issued = lately issued
desk-proposals = To be confirmed
desk-refused = Refused
desk-prepared = Prepared by me
desk-issued = Issued in the last four weeks
desk-issued-none = None.
desk-see-all = See all { $count }
actions = Actions
all = all
search = Search
save = Save
edit = Edit
reason = Reason
reason-missing = Give a reason.
reason-too-long = Be briefer: at most { $longest } characters.
pages = Pages
page-before = Previous page
page-after = Next page
pages-of = Page { $page } of { $of }

municipality-search = Name, AGS or district
municipalities-found = { $count ->
    [one] One municipality
   *[other] { $count } municipalities
}
municipality-new = New municipality
municipality-edit = Edit municipality
municipality-edit-lead = What is prepared or issued already does not change.
municipality-import = Import a list
municipality-name = Name
municipality-name-hint = Without “Stadt” or “Gemeinde”, as it is to stand on the certificate.
municipality-name-wrong = Enter a name (at most 120 characters).
municipality-kind = Kind
municipality-kind-wrong = Choose Stadt (town) or Gemeinde (municipality).
municipality-ags = AGS
municipality-ags-hint = Official municipality key, eight digits. It cannot be changed later.
municipality-ags-wrong = The AGS has eight digits, for example 08136088.
municipality-ags-fixed = cannot be changed
municipality-exists = This municipality is listed already.
municipality-district = District
municipality-district-hint = For example Ostalbkreis.
municipality-district-wrong = At most 120 characters on one line.
municipality-website = Website
municipality-website-hint = The host name, for example www.aalen.de.
municipality-website-wrong = This is no host name. It looks like www.aalen.de, without spaces and umlauts.
municipality-latitude = Latitude
municipality-latitude-hint = Degrees north, for example 48.8351.
municipality-longitude = Longitude
municipality-longitude-hint = Degrees east, for example 10.0923.
municipality-degrees-wrong = Enter degrees as a number, for example 48.8351.
municipality-latitude-wrong = In Germany the latitude lies between 47 and 56 degrees. Were latitude and longitude mixed up?
municipality-longitude-wrong = In Germany the longitude lies between 5 and 16 degrees. Were latitude and longitude mixed up?
municipality-changed = Somebody has changed this meanwhile: from “{ $before }” to “{ $now }”. If that is to stay, save once more.
municipality-overtaken = Somebody has entered “{ $now }” here meanwhile. If what you entered is to count, save once more.
municipality-place = Location
import-file = File
import-file-empty = The file is empty. Choose one with something in it.
import-file-missing = Choose a file.

certificate-search = Name, AGS or number
certificates-found = { $count ->
    [one] One award
   *[other] { $count } awards
}
certificates-none = No award yet.
certificate-recipient = Municipality
certificate-state = State
certificate-mark = Quality mark
certificate-dated = Place and date
certificate-since = Since
certificate-reason = Reason (not public)
certificate-facts = Facts
certificate-replaces = Supersedes
certificate-successor = Superseded by
certificate-public = Public verification page
certificate-signatures = Signatures
certificate-signed = Signed on { $when }
certificate-unsigned = Not signed yet
certificate-standing = Change validity
certificate-standing-hint = One person proposes, another confirms. You see before what the public will be told.
certificate-history = History
waits-for-chambers = Waits for { $chambers }
waits-for-document = Decided; the document is being sealed
refused-because = { $chamber } refused: { $reason }
download-document = Certificate (PDF)
download-svg = Seal (SVG)
download-png = Seal (PNG)
pictures = Certificate and seal
renew = Renew
correct = Corrected copy

event-prepared = Prepared
event-signed = Signed
event-refused = Refused
event-sealed = Signed by all chambers
event-document-signed = Document sealed
event-key-kept = Key for the document stays open
event-key-closed = Open key closed
event-issued = Issued
event-reinstated = Suspension lifted
event-time-stamped = Time-stamp added
event-archived = Extended for long-term validation
event-on-server = Commanded on the server, without signing in at the desk
event-proposed = Proposed
event-confirmed = Confirmed
event-dropped = Proposal dropped

prepare = Prepare
prepare-for = Prepare an award for { $name }
prepare-title = Prepare an award
prepare-anew = Prepare anew
prepare-anew-label = Prepare anew: { $name }
prepare-programme-missing = Choose a quality mark.
prepare-no-keys = One of the chambers has no key for seals yet. Please turn to the administrators.
prepare-municipality = Municipality
prepare-municipality-hint = Name or AGS; a part of the name will do.
prepare-municipality-missing = Enter the municipality’s name or AGS.
prepare-municipality-unknown = No listed municipality has this name. Check the spelling, or enter it under “Municipalities”.
prepare-municipality-several = Several municipalities fit. Choose one.
prepare-not-drawable = This name cannot be drawn on certificate or seal.
prepare-which = Which municipality?
prepare-term = Term
prepare-term-missing = Choose whether it is the first award.
prepare-term-impossible = This term is impossible. Check the first day.
prepare-first = First award
prepare-renewal = Re-certification
prepare-from = First day
prepare-from-missing = Enter the first day, for example 31.12.2025.
prepare-dated = Date on the certificate
prepare-dated-hint = Empty: the first day.
prepare-rivals = { $count ->
    [one] This municipality already has an award that is under way or counts on the same days:
   *[other] This municipality already has awards that are under way or count on the same days:
}
prepare-rivals-confirm = Confirm that this award is to be prepared nevertheless.
prepare-anyway = Prepare nevertheless
prepare-submit = Submit for signing
preview = Preview
preview-show = Show preview
preview-none = After “Show preview”, term, certificate and seal stand here.
preview-hint = The word ENTWURF (draft) disappears, number and code come when it is issued.
preview-prepared = This is how it will look. The word ENTWURF (draft) disappears; the code counts only when all chambers have signed.
preview-urkunde = Certificate for { $name }, as a picture
preview-seal = Seal for { $name }, as a picture

signing-title = Waits for my signature
signing-single = Sign
signing-nothing = Nothing waits for your signature at present.
signing-nothing-selected = Select what you sign.
signing-select = Selection
signing-more = { $count } more are shown when these are signed.
signing-documents = { $count ->
    [one] One award is decided by all chambers and only waits for your key:
   *[other] { $count } awards are decided by all chambers and only wait for your key:
}
signing-others = { $count ->
    [one] What you prepared yourself is signed by somebody else of your chamber.
   *[other] { $count } you prepared yourself; somebody else of your chamber signs them.
}
signing-passphrase = The chamber’s passphrase
signing-passphrase-hint = Opens your chamber’s keys for these signatures.
signing-passphrase-missing = Enter your chamber’s passphrase.
signing-passphrase-wrong = This passphrase does not open your chamber’s keys. Nothing was signed.
signing-secret = PIN or passphrase of the document key
signing-secret-hint = For the certificate of your trust-service provider.
signing-secret-wrong = This does not open the document key. Nothing was signed.
signing-no-token = The token is not connected. Nothing was signed.
signing-keys-elsewhere = Your chamber’s keys are not on this server. Nothing was signed.
signing-elsewhere = Your chamber’s keys are on a machine of your chamber and not on this server: signing takes place there. Enter the passphrase nowhere else.
signing-other-key = Your chamber’s document key does not belong to its certificate. Nothing was signed. Please turn to the administrators.
signing-certificate-unfit = Your chamber’s certificate does not allow signing at present. Please turn to the administrators.
signing-sign = Sign
signing-selected = Sign the selected
signing-all = { $count ->
    [one] Sign this one
   *[other] Sign all { $count }
}
signing-finish = Seal the documents
signing-waits-for = Signed. Waits for { $chambers }.
signing-issued = Issued.
signing-waits-for-document = Signed. The document waits for the key of { $chamber }.
signing-waits-for-time-stamp = Signed. The document waits for a time-stamp.
signing-own-preparation = You prepared it yourself; somebody else of your chamber signs.
signing-not-permitted = Your roles do not allow it.
signing-already = { $chamber } has signed already.
signing-closed = It is no longer open for signatures.
signing-key-changed = It was prepared for an earlier key. Please refuse it, so that it is prepared anew.
signing-failed = This did not work and was recorded.
signed-title = Result
signed-signed = { $count ->
    [one] One award signed
   *[other] { $count } awards signed
}
signed-failed = { $count ->
    [one] One award not signed
   *[other] { $count } awards not signed
}
signed-continued = { $count ->
    [one] One document that waited for us
   *[other] { $count } documents that waited for us
}
signed-kept = Your chamber’s document key stays open for these documents until { $until }. As soon as the other chamber has signed, the program seals them without you.
signed-kept-look = View or close
kept-title = Open key
kept-lead = { $count ->
    [one] Until { $until }, the program seals one document that your chamber has signed with your chamber’s document key, as soon as it has its turn.
   *[other] Until { $until }, the program seals { $count } documents that your chamber has signed with your chamber’s document key, as soon as they have their turn.
}
kept-close = Close the key now
look = View
look-at = View { $name }
refuse = Refuse
refuse-label = Refuse { $name }
refuse-title = Refuse to sign
refuse-lead = The award goes back to the clerks with your reason. It can then only be prepared anew.
refuse-reason-hint = What has to be changed? Only the chambers involved see the reason. At most 1,000 characters.
refuse-submit = Refuse and send back

## Lifecycle

step-suspend = Suspend
step-reinstate = Lift the suspension
step-withdraw = Withdraw
propose-suspend = Propose to suspend
propose-suspend-lead = The use of the award rests until the suspension is lifted.
propose-reinstate = Propose to lift the suspension
propose-reinstate-lead = The award then counts again for its term.
propose-withdraw = Propose to withdraw
propose-withdraw-lead = The award then no longer counts.
propose-reason-hint = The reason is kept and is not public. At most 1,000 characters.
propose-submit = Propose
proposal-waits = Proposed: { $step }.
proposal-step = Step
proposal-by = Proposed by
proposal-own = by you
proposal-drop = Drop the proposal
confirm-look = Check and confirm
confirm-title = Confirm a proposal
confirm-own = You proposed this yourself. Somebody else confirms.
confirm-submit = Confirm
effect-heading = What the public is told
effect-now = Now
effect-then = Afterwards
effect-last = This cannot be undone.
correct-title = Prepare a corrected copy
correct-lead = The same award under a new number, with today’s facts. When all chambers have signed, it supersedes the old copy.
correct-old = Before
correct-new = New
correct-same = unchanged
correct-then = After issuing, old number
correct-new-number = (new number)
correct-until-hint = As before, or corrected. Example: 02.03.2028.
correct-then-copy = After issuing, new number
correct-preview-none = “Preview” shows Urkunde and seal, and what the public is told.
correct-moved = The last day moves from { $old } to { $new }.
correct-moved-confirm = Yes, the term is to change
correct-moved-missing = Confirm that the term changes, or enter the last day as it was.
renew-effect = Until the first day of the next term, the permanent address shows the running one.
renew-then = From { $day }
propose-open = Somebody else has to confirm this proposal first, or it is dropped.
propose-open-kept = A proposal waits already. Your reason is still here; send it once that is settled.
proposal-gone = This proposal waits no more: it was confirmed, dropped or replaced by another one. Open the certificate to see how it stands.
correct-under-way = A corrected copy ({ $serial }) is being prepared already.
correct-submit = Submit for signing

done-certificate-prepared = Prepared. The chambers now see it under “Waits for my signature”.
done-correction-prepared = The corrected copy is prepared and waits for the signatures.
done-municipality-added = The municipality is listed.
done-municipality-corrected = Saved.
done-key-closed = The key is closed. The documents wait until your chamber enters its passphrase again.
done-refused = Refused. The clerks see your reason.
done-proposed = Proposed. Somebody else has to confirm it.
done-confirmed = Confirmed. It counts from now on.
done-dropped = The proposal is dropped.

done-signed-out = You are signed out.
form-kept = Your session had ended before the form arrived. Nothing was saved. What you had entered is here again; only passwords, passphrases, codes and files have to be given anew.
done-session-ended = Your session has ended. Please sign in anew.
done-password-changed = The password is changed. Your other sessions have ended.
done-own-session-ended = The session has ended.
done-other-sessions-ended = All other sessions have ended.
done-role-given = The role is given.
done-role-taken = The role is taken back.
done-account-disabled = The account is disabled.
done-account-enabled = The account is enabled.
done-sessions-ended = All sessions of the account have ended.


## Follow-up

desk-follow-up = Follow-up
desk-contacts = Contacts
follow-lead = What ends within the next twelve months, what ages, and what waits.
follow-ending = Awards that end
follow-ending-none = No award ends within the next twelve months.
follow-within = { $count ->
    [one] Within the next { $months } months: one
   *[other] Within the next { $months } months: { $count }
    }
follow-municipality = Municipality
follow-until = Ends on
follow-reminder = Reminder
follow-contact = Contact
follow-contact-missing = missing
follow-contact-enter = enter
follow-off = switched off
follow-suspended = suspended, no reminder
follow-renewed = not needed, followed by { $serial }
follow-preparing = Renewal in preparation:
remind-preparing = A renewal is in preparation, but not signed by every chamber yet. Remind only if that is needed.
follow-due = { $months } months ahead: due
follow-settled-sent = { $months } months ahead: sent on { $date }
follow-settled-skipped = { $months } months ahead: skipped on { $date }
follow-next = next on { $date }
follow-look = Look and send
follow-ageing = Certificates that age
follow-ageing-none = No signing certificate expires within the next 60 days.
follow-ageing-left = { $chamber }: valid until { $date } ({ $days ->
    [one] one day left
   *[other] { $days } days left
    })
follow-ageing-over = { $chamber }: expired on { $date }
follow-ageing-do = To order a new one from a trust-service provider takes weeks.
follow-waiting = Waiting for more than a week
follow-waiting-none = Nothing has waited for more than a week.
follow-waiting-signature = Not signed by { $chambers }
follow-waiting-key = Signed; the document waits for a chamber's key
follow-waiting-since = since { $date }
follow-mail = Messages that were not delivered
follow-mail-none = All messages have been delivered.
follow-mail-off = No mail server is set up. Reminders and notices are not sent.
follow-mail-to = { $kind } to { $recipient }
follow-mail-again = tried again at { $at }
follow-mail-given-up = given up on { $at }
follow-mail-revive = Try once more
follow-mail-drop = Discard
mail-kind-signature-awaited = Notice of signatures
mail-kind-refused = Notice of a refusal
mail-kind-key-awaited = Notice of waiting documents
mail-kind-reminder = Reminder
mail-unreachable = The mail server cannot be reached.
mail-timed-out = The mail server does not answer.
mail-insecure = There is no safe connection to the mail server.
mail-sign-in = The mail server refuses user or password.
mail-put-off = The mail server puts it off ({ $code }).
mail-refused = The mail server refuses the message ({ $code }). Is the address right?
mail-malformed = No message can be made with this address.
calendar = Calendar
calendar-lead = Ends and reminder days as a calendar that Outlook and other programs subscribe to. Whoever knows the address can read it; do not pass it on.
calendar-since = Your calendar has had its address since { $date }.
calendar-make = Make a calendar address
calendar-renew = New address
calendar-close = Revoke the address
calendar-link-lead = Add this address to your calendar program as a subscribed calendar. It is shown only now; an earlier one no longer counts.
calendar-name = Quality marks: follow-up
calendar-end = Award ends: { $name }
calendar-reminder = Reminder ({ $months } months ahead): { $name }
remind-title = Reminder to { $name }
remind-step = { $months } months before the end on { $until }
remind-to = To
remind-subject = Subject
remind-language = Language
remind-text = This is how the message leaves. It is sent exactly once.
remind-send = Send now
remind-skip = Skip
remind-skip-hint = This reminder is not sent; the next one comes in its time.
remind-no-contact = Nobody is entered to write to in this municipality.
remind-no-server = No mail server is set up.
contacts-lead = To whom the chambers write in the municipalities. These details are not public.
contact-title = Contact: { $name }
contact-lead = Without a name the message begins with “Dear Sir or Madam”.
contact-name = Name
contact-name-hint = For example Dr. Erika Mustermann. Empty for a shared mailbox.
contact-addressed-as = Name in the salutation
contact-addressed-as-hint = For example Dr. Mustermann
contact-office = Office
contact-office-hint = In German, as the person is addressed: Oberbürgermeisterin, Bürgermeister
contact-gender = Salutation
contact-language = Language of messages
contact-email = E-mail address
contact-email-wrong = This is no e-mail address. Write it like rathaus@stadt.example.
contact-too-long = At most 120 characters on one line.
contact-addressed-as-missing = “Ms” or “Mr” needs the name as it stands in the salutation.
contact-save = Save
contact-remove = Delete these details
contact-remove-hint = The municipality then gets no reminders.
gender-female = Ms
gender-male = Mr
gender-unstated = neutral
language-de = German
language-en = English
done-reminder-sent = The reminder is on its way.
done-reminder-skipped = The reminder is skipped.
done-mail-revived = The message is tried once more.
done-mail-dropped = The message is discarded.
done-calendar-closed = The calendar's address no longer counts.
done-contact-entered = The contact is saved.
done-contact-removed = The details are deleted.

## Lists: taken in and given out

column-serial = No.
column-ags = AGS
column-name = Name
column-kind = Kind
column-district = District
column-latitude = Latitude
column-longitude = Longitude
column-website = Website
column-contact-name = Contact: name
column-contact-addressed-as = Contact: name in the salutation
column-contact-office = Contact: office
column-contact-gender = Contact: form of address
column-contact-language = Contact: language
column-contact-email = Contact: e-mail
column-programme = Quality mark
column-from = First day
column-until = Last day
column-renewal = Re-certification
column-dated = Date on the certificate
column-state = State
value-yes = yes
value-no = no
value-female = Ms
value-male = Mr
value-unstated = neutral
list-municipalities = Municipalities
list-certificates = Awards
sheet-municipalities = Municipalities
sheet-certificates = Awards
list-place = Row { $row }, column { $column } “{ $heading }”
list-place-missing = Row { $row }, column “{ $heading }” ({ $name })
list-place-row = Row { $row }
list-line-of = { $place }: { $cause }
list-row = Row
list-column = Column
list-heading = Heading
list-kind = Kind
list-kind-note = Note
list-kind-problem = Problem
list-cause = Description
list-repeated-column = This column stands further left already.
list-unknown-column = This column is unknown and is passed over.
list-surplus-cells = The row has more cells than the heading.
list-empty = Something has to be given here.
list-too-long = The cell has more than 1000 characters.
list-formula = The formula has no result. Paste the content as a value.
list-looks-like-formula = This looks like a formula. If it is a text, write a ' before it.
list-broken = The spreadsheet itself has an error here: { $value }.
list-ags-repaired = “{ $value }” became 0{ $value }: spreadsheets drop the leading zero.
list-day = “{ $value }” is no day. Write it like 2025-12-31 or 31.12.2025.
list-day-number = “{ $value }” is the number by which spreadsheets keep { $day }. Format the column as a date.
list-yes-no = “{ $value }” is neither “yes” nor “no”.
list-serial = “{ $value }” is not a certificate's number.
list-programme = “{ $value }” is not a mark that your chamber awards.
list-which-programme = There are several marks. Name one.
list-gender = “{ $value }” is not a form of address: Ms, Mr or neutral.
list-language = “{ $value }” is not a language: de or en.
list-line = “{ $value }” is too long or has control characters.
list-repeated = This stands in the list twice, first in row { $row }.
list-same-days = For the same municipality and some of the same days there is row { $row } already.
list-named-otherwise = This municipality is registered as { $name }; so it will be named on the certificate.
list-differs = The register says { $value }. To prepare a new award, leave the number empty.
list-rivals = For this municipality there is an award under way, or one for some of these days: { $serials }.
list-not-drawable = Certificate or seal cannot be drawn with this name.
list-changed-meanwhile = This municipality was changed after the list was checked. Check the list again.
list-not-permitted = Whoever began the list may not do this any more.
list-too-large = The file is larger than 8 MB.
list-no-list = The file is neither CSV nor XLSX.
list-old-workbook = The file is an old or an encrypted workbook. Save it as XLSX without a password.
list-damaged-archive = The workbook cannot be opened: the file is incomplete or is no workbook. Save the table as XLSX again.
list-damaged-no-workbook = There is no workbook in the file. Save the table as XLSX.
list-damaged-sheet = The first sheet of the workbook is damaged. Open it, and save it as XLSX again.
list-damaged-order = The workbook is damaged: its rows are out of order. Open it, and save it as XLSX again.
list-inflated = The workbook is far too large when unpacked and is not read.
list-no-rows = There is no row in the file.
list-other-sheets = The sheet “{ $read }” is read, and not: { $others }. What stands there belongs into a file of its own.
list-too-many-rows = The list has more than { $most } rows. Split it.
list-too-many-columns = The list has more than { $most } columns.
list-unsound = The list has problems. Nothing was imported.
list-nothing-to-do = There is nothing to be taken in.
list-unknown = This list does not exist any more.
list-begun = This list is being taken in already.
list-elsewhere = This list is being taken in elsewhere.
list-counts = { $new } new, { $changed } changed, { $unchanged } unchanged, { $wrong } with problems. Nothing was taken in.
list-refused-rows = { $count ->
    [one] One row was not taken in.
   *[other] { $count } rows were not taken in.
    }
certificates-imported = { $count ->
    [one] One award prepared.
   *[other] { $count } awards prepared.
    }
import-title = Import lists
import-lead = A file is only checked at first. You see every problem with its row and column, and then decide.
import-list = What is in the list?
import-list-missing = Choose what is in the list.
import-file-hint = CSV or XLSX, at most { $rows } rows and { $megabytes } MB.
import-check = Check
import-check-hint = Nothing is taken in yet.
import-heading-twice = The first row names a column twice.
import-heading-both = The first row names a column twice, and others that are needed are missing.
import-heading-wrong = The first row does not name all columns that are needed.
import-columns = Columns
import-columns-hint = The first row names the columns, in any order. A sample file shows how.
import-columns-more = Also possible: { $columns }
import-sample = Sample { $format }
import-sample-file = Sample { $list }
import-problems-file = Problems and notes
import-jobs = Checked lately
import-stage-checked = checked
import-stage-running = running
import-stage-done = taken in, { $at }
import-checked = Checked, nothing taken in yet
import-running = Being taken in
import-done = Taken in
import-progress = { $over } of { $all } rows
import-running-hint = You can go on working. After an interruption it goes on by itself; no row is taken in twice or by half.
import-reload = Reload the state
import-count-new = New
import-count-changed = Changed
import-count-unchanged = Unchanged
import-count-wrong = With problems
import-count-done = Taken in
import-count-refused = Refused
import-mend = Mend the file and check it again, or take in only what is sound.
import-only-sound = Take in only the sound rows; { $wrong ->
    [one] one row is
   *[other] { $wrong } rows are
    } left out
import-only-sound-missing = Confirm that the rows with problems are left out.
import-begin = { $count ->
    [one] Take in one row
   *[other] Take in { $count } rows
    }
import-begin-certificates = { $count ->
    [one] Prepare one award
   *[other] Prepare { $count } awards
    }
import-drop = Discard
import-see-certificates = See the prepared awards
import-see-municipalities = See the municipalities
import-told = Problems and notes
import-problems = All as CSV
import-place = Place
import-more = { $count ->
    [one] One more is in the CSV file.
   *[other] { $count } more are in the CSV file.
    }
import-prepare = Prepare a list
export-all = All as a file:
export-these = This list as a file:
done-list-dropped = Discarded. Nothing was taken in.

## Mail

salutation-female = Dear Ms { $person }
salutation-male = Dear Mr { $person }
salutation-office = Dear { $person }
salutation-name = Dear { $person }
salutation-neutral = Dear Sir or Madam
kind-town = town
kind-municipality = municipality
reminder-subject = { $name }: award valid until { $until }
reminder-body = { $greeting },

    The award “{ $mark }” of the { $kind } of { $name } is valid until { $until }.

    If you wish to be re-certified, please let us know by { $reply }; the procedure usually takes several months.

    After the last day the award may no longer be used in advertising. You can see how it stands at any time:
    { $address }

    Yours sincerely

    { $chambers }
notice-signature-subject = { $count ->
    [one] One award waits for your signature
   *[other] { $count } awards wait for your signature
    }
notice-signature = { $count ->
    [one] Good day, one award has been prepared and waits for your chamber's signature:
   *[other] Good day, { $count } awards have been prepared and wait for your chamber's signature:
    }
notice-key-subject = { $count ->
    [one] One document waits for your chamber's key
   *[other] { $count } documents wait for your chamber's key
    }
notice-key = { $count ->
    [one] Good day, all chambers have agreed. The document is finished as soon as your chamber's key is opened:
   *[other] Good day, all chambers have agreed. These { $count } documents are finished as soon as your chamber's key is opened:
    }
notice-refused-subject = { $count ->
    [one] One award was refused
   *[other] { $count } awards were refused
    }
notice-refused = { $count ->
    [one] Good day, an award that your chamber prepared was refused. You find the reason at your desk:
   *[other] Good day, { $count } awards that your chamber prepared were refused. You find the reasons at your desk:
    }
notice-copy-subject = A copy of a seal was reported
notice-copy = Somebody reported where a seal is shown that does not belong there. Please have a look. What was reported is at the desk only.
notice-barrier-subject = A barrier was reported
notice-barrier = Somebody reported what makes access to the pages difficult. Please answer. What was reported is at the desk only.
notice-more = and { $count } more
notice-desk = To the desk: { $address }
notice-end = This message was sent by Kammersiegel.

## Commands

help-usage = Usage:
help-options = Options
help-commands = Commands
help-command = COMMAND

cli = Award quality marks jointly, and check them
cli-more = Start with: kammersiegel demo
cli-demo = Shows everything on six municipalities with invented terms
cli-serve = Starts the public verification site
cli-account = Accounts of the people who work at the desk
cli-account-invite = Invites a person and prints the link that opens their account
cli-account-list = Lists the accounts
cli-account-disable = Disables an account and ends its sessions
cli-account-enable = Enables an account again
cli-account-reset = Deletes password and one-time codes and prints a new invitation
cli-keys = Keys of the chambers: make, list, retire
cli-keys-new = Makes a new key for a chamber; the old one is retired
cli-keys-list = Lists all public keys
cli-keys-document = What a chamber signs Urkunden with
cli-keys-document-new = Makes a key with a self-issued certificate
cli-keys-document-pkcs12 = Takes over a trust-service provider's key and certificate from a PKCS#12 file
cli-keys-document-pkcs12-arg-file = PKCS#12 file (.p12, .pfx)
cli-keys-document-token = From now on signs with a key on a card or an HSM (PKCS#11)
cli-keys-document-list = Lists the certificates with which Urkunden are and were signed
cli-keys-trust-time-stamps = Trusts the time-stamps of a service
cli-keys-trust-time-stamps-arg-file = PEM file with the certificate of the service or of its authority
cli-keys-retire = Retires a key; what it signed stays valid
cli-programme = Quality marks that can be awarded
cli-programme-check = Checks the folders of the quality marks
cli-municipality = Towns and municipalities
cli-municipality-import = Takes in municipalities (CSV or XLSX), like import municipalities
cli-municipality-list = Lists all towns and municipalities
cli-certificate = Certificates: prepare, sign, look at, change
cli-certificate-prepare = Prepares a certificate
cli-certificate-sign = Signs for a chamber; the last signature issues the certificate
cli-certificate-archive = Keeps the signatures of Urkunden provable: adds revocation data and a time-stamp
cli-certificate-refuse = Refuses a chamber's signature
cli-certificate-show = Shows a certificate
cli-certificate-list = Lists all certificates
cli-certificate-export = Writes the seal as a COSE_Sign file, for other programs
cli-certificate-print = Makes a file for the print shop (PDF): with bleed and crop marks, or for pre-printed paper
cli-certificate-suspend = Proposes to suspend the use
cli-certificate-reinstate = Proposes to lift a suspension
cli-certificate-withdraw = Proposes to withdraw a certificate, which is final
cli-certificate-confirm = Confirms what somebody else proposed; it counts at once
cli-certificate-drop = Drops a proposal
cli-certificate-proposals = Lists what is to be confirmed
cli-certificate-supersede = Prepares a corrected copy
cli-import = Takes in lists (CSV or XLSX): checked first, then done row by row
cli-import-municipalities = Takes in municipalities
cli-import-certificates = Prepares certificates, one a row
cli-import-resume = Goes on with lists that were begun
cli-import-arg-file = The file (CSV or XLSX)
cli-export = Gives out lists (CSV or XLSX) that can be taken in again
cli-export-municipalities = Gives out all municipalities
cli-export-certificates = Gives out all certificates
cli-arg-dry_run = Only check, and name every problem
cli-arg-only_sound = Leave out rows with problems
cli-arg-format = Format: csv or xlsx

cli-verify = Checks the text of a QR code, a serial number, a certificate or a picture of a seal
cli-own-copy-check = Check the number
cli-verify-more = Exit codes: 0 valid, 10 not yet valid, 11 expired, 12 suspended, 13 withdrawn, 14 superseded, 20 not found, 21 not genuine, 22 not readable, 23 check unavailable
cli-audit = Record of all that happened
cli-audit-verify = Checks whether the record was altered
cli-completions = Prints a script that completes commands in the shell

cli-arg-email = E-mail address of the account
cli-arg-name = Name of the person
cli-arg-role = Role: administrator, clerk, signatory, reader or auditor; may be repeated
cli-arg-help = Shows this help
cli-arg-version = Shows the version
cli-arg-data = Folder for the database, keys and issued files
cli-arg-config = Settings file (TOML)
cli-arg-database = Address of the database (sqlite:… or postgres:…)
cli-arg-host = Host in the QR codes
cli-arg-templates = Folder with quality marks of your own
cli-arg-lang = Language of the output
cli-arg-user = Who gives the command, for the record; for proposals the address of an account
cli-arg-listen = Address at which the site is served
cli-arg-no_serve = Issue only, do not serve the site
cli-arg-chamber = Identifier of the chamber, e.g. ihk-ostwuerttemberg
cli-arg-passphrase_file = File with the chamber's passphrase
cli-arg-document_passphrase_file = File with the passphrase of the PKCS#12 file or the PIN of the card
cli-arg-module = PKCS#11 library of the card or the HSM
cli-arg-token = Name of the card; otherwise the first one
cli-arg-label = Name of the key on the card
cli-arg-before = Also Urkunden whose last time-stamp ages before this day; otherwise 90 days ahead
cli-arg-json = Print JSON
cli-arg-key = Beginning of the key id, at least 8 characters
cli-arg-compromised = Somebody else may have the key
cli-arg-on = Day of retirement; today if not given
cli-arg-file = The list
cli-arg-programme = Identifier of the quality mark, e.g. ausgezeichneter-wohnort
cli-arg-municipality = Amtlicher Gemeindeschlüssel (AGS), 8 digits
cli-arg-from = First valid day, e.g. 2025-12-31
cli-arg-until = Last valid day; computed from the term if not given
cli-arg-renewal = Term of a re-certification instead of the first
cli-arg-dated = Date on the certificate; the first valid day if not given
cli-arg-serial = Serial number
cli-arg-serials = Serial numbers; without any, only waiting documents are signed
cli-arg-reason = The reason; it is not made public
cli-arg-step = The proposed step: suspend, reinstate or withdraw
cli-arg-output = Target file
cli-arg-paper = Paper after trimming: a4 or a3
cli-arg-only_variable = Only what differs from Urkunde to Urkunde, for pre-printed paper
cli-arg-only_fixed = Only what is the same on every Urkunde, to pre-print paper
cli-arg-replace = Replace the target file if there is one
cli-arg-code = Text of the QR code, serial number or file (at most 8 MB): certificate (PDF), seal as a picture (SVG, PNG) or for print (PDF)
cli-arg-offline = Check without a database
cli-arg-keys = File with the public keys (keyring.toml)
cli-arg-at = Instant to check for, e.g. 2028-03-02T22:59:59Z; now if not given
cli-arg-shell = Name of the shell

proposed = { $serial }: proposed ({ $step }). Somebody else confirms at the desk or with: { $command }
proposal-dropped = { $serial }: proposal dropped
prepared = Prepared: { $serial }
signing-nothing-waits = No certificate waits for a signature.
signed = { $serial }: signed for { $chamber }
issued = { $serial }: issued
waits-for = { $serial }: sealed; the certificate waits for { $chamber }
not-issued = { $serial }: sealed, but not issued. { $cause }
no-time-stamp-trust = Attention: no time-stamp service is trusted yet. Take in the service's certificate with "keys trust-time-stamps".
waits-for-time-stamp = { $serial }: sealed; the Urkunde waits for the time-stamp service
time-stamped = { $serial }: time-stamp added
archived = { $serial }: archived
nothing-to-archive = No Urkunde has to be archived.
refused = { $serial }: refused
serving = The site is served at http://{ $address }
municipalities-imported = { $count ->
    [one] One municipality imported.
   *[other] { $count } municipalities imported.
    }
audit-sound = The record is unaltered: { $events } entries, { $certificates } certificates compared.
programme-sound = { $number } { $id }: { $name } ({ $chambers }) – sound
programme-sample = Specimen (sample = true): what is awarded under it is marked “MUSTER”.
programme-digest = Digest of the files: { $digest }
key-made = New key for { $chamber }: { $key }
key-ended = Key { $key } of { $chamber } no longer signs since { $date }.
key-active = active
key-retired = retired
key-compromised = compromised since
keyring-at = Public keys: { $path }
document-key-in-use = Urkunden are now signed with: { $subject } ({ $kind }, valid until { $date })
document-key-signs = signs ({ $custody ->
    [file] key file of its own
    [pkcs12] PKCS#12 file
   *[pkcs11] PKCS#11 token
})
document-key-signed = signed
certificate-self-issued = issued by the chamber itself
certificate-issued = issued by “{ $issuer }”
certificate-until = valid until { $date } ({ $days ->
    [one] one day left
   *[other] { $days } days left
    })
certificate-ages = Attention: the certificate of { $chamber } expires on { $date } ({ $days ->
    [one] one day left
   *[other] { $days } days left
    }). Please get a new one.
time-stamps-trusted = The time-stamps of this service are trusted.
passphrase-prompt = Passphrase for { $chamber }:{" "}
document-passphrase-prompt = Passphrase of the PKCS#12 file or PIN of the card of { $chamber }:{" "}
passphrase-again = Once more:{" "}
account-made = Invited: { $name } ({ $email }) for { $chamber }
account-link = The link counts for seven days and once: { $link }
account-closed = Disabled: { $email }
account-opened = Enabled: { $email }
account-emptied = Reset: { $email }
demo-desk = Sign in at { $origin }/staff with the password “{ $password }” and the one-time code for the key { $secret } (for the demonstration only):
demo-keys = Key for { $chamber }
demo-mint = Certificate for { $name }
demo-files = Certificates and seals
demo-ready = Certificates and seals are in { $folder }
demo-open = The site is running: { $origin } (end with Ctrl-C)

error = Error: { $text }
usage-value = "{ $value }" does not fit { $argument }. Expected: { $expected }.
usage-missing = Missing: { $arguments }. Help with --help.
usage-unknown-argument = There is no argument { $argument } here. Help with --help.
usage-unknown-command = There is no command "{ $command }". Help with --help.
usage-conflict = { $argument } and { $other } exclude each other.
usage-other = The program does not understand this command (help with --help):
error-config = The settings in { $path } cannot be read: { $cause }
error-config-line = The settings in { $path } cannot be read at line { $line }: { $cause }
error-config-host = “{ $value }” is no host name that can stand in QR codes. It is the name alone, without https:// and without a path, such as siegel.ihk.de.
error-config-keep-open = Document keys stay open for at most 24 hours (keep_open_hours).
error-config-address = The address of the time-stamp service does not begin with http: or https:, or it contains a password.
error-no-passphrase = The passphrase for { $chamber } is missing. Give { $option } or set { $variable }.
error-passphrases-differ = The two entries differ.
error-prompt = The passphrase could not be asked for: { $cause }
error-keyring = The key file { $path } cannot be used: { $cause }
error-not-for-demonstration = { $folder } holds other data than the demonstration's. Name an empty folder with --data.
error-listen-taken = Another program is running at { $address } already. Name another address with --listen.
error-listen-elsewhere = { $address } is no address of this machine.
error-listen-denied = This user account may not listen at { $address } (ports below 1024 belong to the system).
error-listen-address = “{ $address }” is no address. What is expected is, for example, 127.0.0.1:8080.
error-listen = Cannot listen at { $address }: { $cause }
error-internal = Unexpected error: { $cause }
error-term = The term ends before it begins, or is too long.
error-email = “{ $value }” is no e-mail address.
error-person = “{ $value }” is no name (1 to 120 characters).
error-unknown-account = There is no account { $account }.
error-email-taken = There is an account with this address already.
error-account-disabled = The account is disabled.
error-account-not-disabled = The account is not disabled.
error-role-held = The account has this role already, for good or on some of these days.
error-role-over = The days of this role are over.
error-no-person = Two people with accounts are needed for this. Name the e-mail address of the account with --user; “{ $user }” is none.
error-proposal-open = A proposal for { $serial } waits already. Confirm or drop it first; “certificate proposals” shows it.
error-no-proposal = No such proposal for { $serial } waits. “certificate proposals” shows what waits.
error-own-proposal = Nobody confirms what they proposed. Somebody else confirms.
error-not-permitted = The account has no role that allows this.
error-account-not-opened = Nobody has opened the account yet. The person has to accept the invitation first.
error-access = The account cannot be used in this way: { $cause }
error-unknown-programme = There is no quality mark with the identifier { $id }.
error-programme = The quality mark in folder { $folder } cannot be used: { $cause }
error-unknown-municipality = No municipality is known with the AGS { $ags }.
error-unknown-certificate = There is no certificate with the number { $serial }.
error-not-a-chamber = The chamber { $chamber } does not award this quality mark.
error-already-signed = { $chamber } has already signed.
error-key-changed = The certificate was prepared for another key of { $chamber }. Please prepare it anew.
error-not-verified = The signatures do not verify. Nothing was stored.
error-correction-under-way = A corrected copy of this certificate is already being prepared: { $serial }.
error-variable-wording = No paper can be pre-printed for the mark { $programme }: the text "{ $text }" is not the same on every Urkunde.
error-displaced = Pre-printed paper cannot be used for this award: its texts are too long and displace what stands on it.
error-list-column = The column is missing.
error-drawing = The certificate or its seal cannot be laid out: { $cause }
error-certificate-early = The signing certificate is not valid before { $date }.
error-certificate-expired = The signing certificate expired on { $date }. Take over a new one: with “keys document pkcs12” from a file, with “keys document token” from a card or HSM; “keys document new” makes a self-issued one.
error-certificate-usage = The certificate is not meant for signatures.
error-certificate-purpose = The certificate is meant for another purpose (such as a web server), not for signing documents.
error-certificate-missing = The certificate of the key is missing.
error-certificate-chain = The certificate was not signed by the issuer whose certificate comes with it, or in a way that cannot be checked here.
error-key-kind = A key of this kind cannot sign here. ECDSA with P-256 or P-384 and RSA can.
error-key-weak = The RSA key is too short with { $bits } bits; it needs { $least } at least.
error-key-not-of-certificate = The key does not belong to its certificate: what it signs does not match.
error-key-does-not-sign = The key does not sign: { $cause }
error-pkcs12-keys = The PKCS#12 file has to hold exactly one private key, and not { $count }.
error-token-locked = The card or HSM is locked: a wrong PIN was given too often. Only its maker's program can unlock it.
error-token-device = The card or HSM, or the library for it (--module), does not work: { $cause }
error-long-chain = The certificates of the key have { $length } bytes together; a signature has room for { $longest }. Ask for the key without needless certificates.
error-key-of-another = This key is already that of the chamber { $chamber }. Every chamber needs one of its own.
error-token-key = There is not exactly one private key named “{ $label }” on the card or HSM.
error-signature-too-long = Signature, certificates and time-stamp need { $length } bytes together; the document has room for { $room }. Ask for the key without needless certificates.
error-archive-too-large = The Urkunde was archived so often that it would be larger than 8 MB and could not be checked any more. It stays as it is.
error-signature = The document could not be signed: { $cause }
error-pkcs12 = The PKCS#12 file cannot be opened with this passphrase, or it is damaged.
error-pin = The PIN is wrong.
error-no-token = The card or HSM is not there.
error-document-key = The key for signing cannot be used: { $cause }
error-other-certificate = The key of { $chamber } bears another certificate now. Please take it over again with “keys document”.
error-no-time-stamp-service = No time-stamp service is set up. Name it in kammersiegel.toml: [time_stamps] url = "…"
error-time-stamp-down = No time-stamp: the time-stamp service cannot be reached ({ $cause }).
error-time-stamp-unreadable = No time-stamp: what the time-stamp service answers is no answer of such a service. Is its address right?
error-time-stamp-refused = No time-stamp: the time-stamp service refuses (status { $status }).
error-time-stamp-foreign = No time-stamp: it comes from a service that is not trusted. Take in its certificate with "keys trust-time-stamps".
error-time-stamp-wrong = No time-stamp: what the time-stamp service answers does not belong to this request, or is not in order.
error-time-stamp-silent = No time-stamp: the time-stamp service did not answer a moment ago and will be asked again in a few minutes.
error-not-archived = { $count ->
    [one] One Urkunde was not archived:
   *[other] { $count } Urkunden were not archived:
    }
error-revoked = The certificate { $subject } has been revoked since { $date }. Nothing of the Urkunde was changed.
error-revocation = There is no usable revocation data for the certificate { $subject } ({ $causes }).
error-no-source = The certificate { $subject } names nobody who gives revocation data.
error-no-issuer = The issuer of the certificate { $subject } is not known, so its revocation data cannot be checked.
error-not-read = The Urkunde cannot be archived: { $cause }
revocation-unreachable = cannot be reached
revocation-form = its answer cannot be read
revocation-refused = it refuses (status { $status })
revocation-other = its answer is not about this certificate
revocation-foreign = its answer was signed by somebody else
revocation-unknown = it does not know the certificate
revocation-early = its answer counts only from { $date } on
revocation-outdated = its answer counted only until { $date }
error-chain = The record was altered: { $cause }
error-contradiction = Certificate { $serial } does not agree with the record: { $cause }
error-store-unreachable = The database cannot be reached: { $cause }
error-store-newer = The database was written by a newer version of this program. Please update the program.
error-store-migration = The database could not be brought up to date: { $cause }
error-store-read-only = The database cannot be written to (read-only).
error-store-full = The disk is full. Nothing was changed.
error-store-busy = Somebody else is writing to the database. Please try again.
error-store-conflict = This entry exists already.
error-store-inconsistent = The database contains an impossible value ({ $table } { $key }).
error-no-active-key = There is no key for { $chamber }. Make one with "keys new".
error-unknown-key = There is no key that begins with { $key } (at least 8 characters).
error-no-private-key = The private key file is missing: { $path }
error-corrupt-key = The key file { $path } is damaged or belongs to another key.
error-wrong-passphrase = The passphrase for { $chamber } is wrong.
error-short-passphrase = A passphrase has at least { $length } characters.
error-not-open = This certificate no longer takes signatures.
error-refused = A chamber has refused its signature; this award will not be issued.
error-not-sealed = Not every chamber has signed yet.
error-not-issued = This certificate is not issued.
error-already-suspended = This certificate is suspended.
error-not-suspended = This certificate is not suspended.
error-withdrawn = This certificate is withdrawn, and that is final.
error-superseded = This copy was superseded by a new one.
error-ags = "{ $value }" is not an AGS (8 digits).
error-kind = "{ $value }" is neither "Stadt" nor "Gemeinde".
error-name = "{ $value }" is not a name (1 to 120 characters).
error-host = "{ $value }" is not a host name (such as www.aalen.de, without umlauts).
error-coordinate = "{ $value }" is not a coordinate in degrees.
error-district = "{ $value }" is not a district (at most 120 characters on one line).
error-latitude = { $value } degrees north is not in Germany (47 to 56). Were latitude and longitude mixed up?
error-longitude = { $value } degrees east is not in Germany (5 to 16). Were latitude and longitude mixed up?
error-file-missing = There is no file { $path }.
error-file-exists = The file { $path } exists already. It is replaced with --replace only.
error-file-is-folder = { $path } is a folder, not a file.
error-file-is-no-folder = { $path } is a file, not a folder.
error-file-denied = { $path } cannot be accessed or written to.
error-file-full = The disk is full: { $path }
error-file = { $path }: { $cause }
cli-municipality-contact = To whom one writes in a municipality
cli-municipality-contact-set = Enters the contact
cli-municipality-contact-show = Shows the contact
cli-municipality-contact-remove = Deletes the contact
cli-municipality-contact-set-arg-email = E-mail address
cli-arg-addressed_as = Name in the salutation, e.g. Dr. Mustermann
cli-arg-office = Office in German, e.g. Oberbürgermeisterin
cli-arg-gender = Salutation: female, male or unstated (neutral)
cli-arg-language = Language of messages: de or en
cli-mail = Outgoing messages
cli-mail-send = Sends what is due; for a scheduler, if the site does not run
cli-mail-list = Lists what has not been delivered
contact-entered = Contact for { $ags } entered; messages begin with:
contact-unknown = No contact is known for { $ags }.
mail-delivered = Sent: { $sent }, tried again later: { $later }, given up: { $never }
error-config-mail-password = The settings name a user for the mail server, but no password. Set { $variable }, or name a file (password_file).
error-mail-plain = Without TLS, mail is handed only to a mail server on this machine.
error-mail-sender = “{ $sender }” is no sender. Write it like: Kammersiegel <siegel@kammer.example>
error-mail-tls = TLS to the mail server cannot be set up like this: { $cause }
error-mail-none = No mail server is set up ([mail] in kammersiegel.toml).
error-mail-unknown = There is no such message, or it is still on its way.
error-not-due = No reminder of { $serial } is due.
error-no-contact = No contact is entered for { $ags }.

## Co-signing from elsewhere

error-words-changed = The words on the Urkunde { $serial } are not those that the mark gives for these facts: somebody changed them, or the mark was changed since. Please prepare the award anew. Nothing was signed.
error-urkunde-unsound = The Urkunde is not the one that was sealed, or a signature in it does not count here ({ $cause }). Nothing was issued. Was the database changed, or is a certificate missing in the key folder?
error-no-time-stamp = The time-stamp service does not answer. It will be signed later.
error-unknown-machine = There is no token with the identifier { $id }.
error-token-term = A token ends in the future, within a year, or two for co-signing.
error-policy = The policy in { $path } cannot be read: { $cause }
error-own-chamber = This chamber's own keys are here; they cannot be replaced by others.
error-introduction = The file introduces no chamber: { $cause }
error-no-token-in-file = The file holds no token (64 characters, as "cosign token new" prints it).
cosign-compare = Compare these identifiers with the chamber over another way, best by telephone, before you sign anything.
cosign-seal-key = Key for seals
cosign-document-key = Certificate for Urkunden
token-made = The token { $id } counts for { $chamber } until { $until }. It is shown only now.
token-ended = revoked { $at }
token-until = counts until { $at }
token-revoked = The token { $id } ({ $name }) no longer counts.
cosign-waits-seal = waits for the signature under the seal
cosign-waits-document = waits for the signature in the Urkunde
cosign-dated = Place and date
cosign-reason = Reason
cosign-digest = Digest
cosign-look-first = You have not seen this before in this form. Please check it and give the command again.
cosign-left = Left to a person: { $why }
cosign-ask = Sign? [y = yes, r = refuse, else later]
cosign-ask-reason = Reason of the refusal (not published):
cosign-not-signed = { $serial }: not done. { $why }
cosign-sent-seal = { $serial }: seal signed and delivered.
cosign-sent-document = { $serial }: Urkunde signed and delivered.
cosign-sent-refusal = { $serial }: refused and delivered.
cosign-is-issued = Issued.
cosign-is-sealed = Every chamber has signed the seal.
cosign-other-chamber = The token belongs to another chamber.
cosign-address = The server's address has to be https://HOST (http: only for this machine itself).
cosign-authorities = The certificates by which the server is to be known cannot be read.
cosign-unreachable = The server cannot be reached: { $cause }
cosign-token-refused = The server does not accept the token: it is wrong, expired or revoked.
cosign-wait = The server asks to wait.
cosign-server-refuses = The server refuses ({ $status }, { $code }).
cosign-answer = The server's answer cannot be read (at { $place }).
distrust-format = The server speaks version { $version } of the protocol, which this machine does not know.
distrust-field = The field { $field } makes no sense.
distrust-other-certificate = The server answers with another certificate than the one asked for.
distrust-seal = What is to be signed is no seal: { $cause }
distrust-unknown-mark = This machine knows no mark with the number { $number }.
distrust-other-programme = The mark belongs to another folder here.
distrust-host = The server names the host { $host }; this machine has another (--host).
distrust-foreign-key = The seal names for { $chamber } another key than the one that this machine trusts.
distrust-words = The words on the Urkunde ({ $field }) are not those that the mark gives here.
distrust-future = { $at } lies in the future. Please check the clocks.
distrust-backdated = Allegedly sealed { $at }, before this chamber signed.
distrust-seal-signature = The signature of { $chamber } under the seal is not right.
distrust-other-page = The Urkunde is not the one that this machine lays out from the same facts.
distrust-document = The Urkunde is not in order: { $cause }
distrust-not-retraced = A signature in the Urkunde shows or says something else than the mark gives.
distrust-out-of-turn = It is not this chamber's turn in the Urkunde yet.
distrust-decided-otherwise = Under this number something else was decided here before.
distrust-refused-before = This chamber has refused it.
objection-programme = The policy does not name this mark.
objection-term = The term is longer than { $months } months.
objection-days = The first day or the date of the Urkunde is more than { $days } days away.
objection-enough = { $count } seals were signed today already.
objection-correction = It is a corrected copy.
objection-municipality = The municipality is not in the list.
objection-description = The list names the municipality, its kind or its website otherwise.

cli-cosign = Co-sign for a chamber on its own machine
cli-cosign-run = Pulls what waits for the chamber, checks every byte, signs and delivers
cli-cosign-run-arg-server = Address of the server, e.g. https://siegel.ihk-hwk.de
cli-cosign-run-arg-token_file = File with the token
cli-cosign-run-arg-once = Only once, instead of again and again
cli-cosign-run-arg-policy = Written policy (TOML) by which to sign without asking
cli-cosign-run-arg-approve = Number to sign, after it was shown; may be repeated
cli-cosign-run-arg-refuse = Number to refuse; may be repeated
cli-cosign-run-arg-ca_file = PEM file with the certificates by which the server is known; else the well-known ones
cli-cosign-run-arg-every = Seconds between two visits
cli-cosign-introduce = Writes the public keys of a chamber to a file, for the others
cli-cosign-trust = Trusts the public keys of another chamber
cli-cosign-trust-arg-file = File from "cosign introduce"
cli-cosign-token = Tokens by which the chambers' machines prove themselves
cli-cosign-token-new = Makes a token and prints it, once
cli-cosign-token-new-arg-name = What the token is called, e.g. server room Ulm
cli-cosign-token-new-arg-scope = What it is for: co-signing (cosign), preparing (prepare) or reading (read)
cli-cosign-token-new-arg-expires = Day from which it no longer counts; else in a year
cli-cosign-token-list = Lists the tokens
cli-cosign-token-revoke = Revokes a token
cli-cosign-token-revoke-arg-id = Identifier of the token

desk-machines = Machines
machines-lead = Other systems of your chamber prove themselves with a token: a machine that co-signs with keys of its own, or an application that prepares certificates. The token itself signs nothing.
machines-none = There is no token yet.
machine-name = Name
machine-name-hint = For example: server room Ulm
machine-name-wrong = Enter a name (at most 60 characters).
machine-standing = Validity
machine-used = Last used
machine-new = New token
machine-make = Make the token
machine-term-wrong = Choose a day that is not over: within two years for co-signing, else within a year.
machine-revoke = Revoke
machine-revoke-label = Revoke the token { $name }
machine-token-title = New token
machine-token-lead = Put this token on the machine "{ $name }" into a file that only it can read. It is shown only now.
machine-until = until and including { $day }
machine-expired = expired; last day { $day }
done-machine-revoked = The token no longer counts.

## The audit trail at the desk

desk-audit = Audit trail
audit-lead = Who did what, and when. The other chamber’s accounts and machines are its own business; what happens to joint certificates, both chambers see.
audit-chain = Is the trail unaltered?
audit-intact = Yes, checked up to entry { $seq } on { $at }.
audit-partly = Checked up to entry { $seq } of { $all } on { $at }; up to there nothing was altered.
audit-broken = The trail was tampered with: from entry { $event } on the chain does not hold.
audit-broken-do = Do not rely on what stands from there on. Tell the operator, and keep the digests that your chamber has received.
audit-sound-until = Up to entry { $seq } nothing was altered.
audit-head = Hash of that entry:
audit-whole = Every entry was last checked on { $at }.
audit-verify = Check every entry again
audit-events = Events
audit-from = From
audit-until = Until and including
audit-about-field = Number, AGS or account
audit-day-wrong = Write the day like 2026-12-31.
audit-until-wrong = The last day is before the first.
audit-about-wrong = No certificate (number), municipality (AGS) or account of your chamber (address or name) is called so.
audit-about-namesakes = Several accounts of your chamber are called so. Give the e-mail address.
audit-kind-wrong = There is no such kind of event. Choose one from the list.
audit-none = There is no such entry.
audit-export = This selection as a file, complete:
audit-number = No.
audit-when = When
audit-when-utc = When (UTC)
audit-who = Who
audit-what = What
audit-about = About
audit-more = More
audit-kind-name = Kind
audit-actor = Identifier (who)
audit-subject = Identifier (about)
audit-hash = Hash
audit-newer = Newer
audit-older = Older
audit-kinds-all = { $group }: all
audit-who-server = Server, by itself
audit-who-machines = The chambers’ machines
audit-who-machine = Machine, { $chamber }
audit-who-commands = Command line
audit-who-command = Command line: { $name }
audit-list-begun = { $list ->
    [certificates] Certificates
   *[municipalities] Municipalities
}: { $rows ->
    [one] one row
   *[other] { $rows } rows
}
audit-list-ended = { $done } taken over, { $refused } not
audit-months = { $months } months before the end
audit-by-password = with password
audit-by-password-and-one-time-code = with password and one-time code
audit-by-password-and-recovery-code = with password and recovery code
audit-by-identity-provider = through the identity provider
audit-by-identity-provider-with-second-factor = through the identity provider, with a second factor
audit-by-identity-provider-and-one-time-code = through the identity provider, and with a one-time code
audit-by-identity-provider-and-recovery-code = through the identity provider, and with a recovery code
audit-by-invitation = by the invitation
audit-by-one = this session
audit-by-all-others = all other sessions
audit-by-all = all sessions, by an administrator
trail-certificates = Certificates
trail-municipalities = Municipalities
trail-lists = Lists
trail-follow-up = Follow-up
trail-accounts = Accounts
trail-sessions = Sign-ins
trail-keys = Keys
trail-machines = Machines
trail-trail = Audit trail
audit-digests = Daily digests
audit-digests-lead = For each day a signed digest says where the trail ends. Whoever keeps it can later prove that nothing was rewritten.
audit-digests-sent = They go to { $address }.
audit-digests-off = They are not sent to your chamber; the operator can set that up.
audit-digest-says = { $events ->
    [one] one entry
   *[other] { $events } entries
 }, the last is no. { $last }
audit-digest-download = Save the digest of { $day }
audit-download = Save
audit-key = Public key of the digests (Ed25519):
done-audit-verified = Every entry was checked. The trail is unaltered.
mail-kind-digest = Digest of the audit trail
mail-kind-copy-reported = Notice of a reported copy
mail-kind-barrier-reported = Notice of a reported barrier
digest-subject = Audit trail of { $date }: digest ({ $register })
digest-lead = { $events ->
    [0] On { $date } nothing was recorded in the register { $register }.
    [one] On { $date } one entry was added to the register { $register }.
   *[other] On { $date } { $events } entries were added to the register { $register }.
 }
digest-keep =
    Keep this message: whoever rewrites the trail later cannot take it back.
    Whether the register still contains what it says, tells: kammersiegel audit check-digest FILE
audit-digest-holds = The digest of { $day } is genuine, and the register { $register } still contains what it says (up to entry { $last }).
key-of-digests = { $key }  digests of the audit trail (Ed25519)
error-digest-not-over = The day { $day } is not over yet.
error-digest-none = There is no digest of { $day }; digests begin later.
error-digest-malformed = There is no digest in this file.
error-digest-other-key = The digest is signed with another key: { $key }. If it is a former key of this server, name it with --key.
error-digest-signature = The signature of the digest is wrong: its text was changed.
error-digest-rewritten = The trail was rewritten: entry { $seq } is not the one that the digest of { $day } names.
cli-audit-export = Writes the whole trail as JSON Lines
cli-audit-export-arg-output = File to write; otherwise the output
cli-audit-digest = Prints the signed digest of a day, and makes what is missing until then
cli-audit-digest-arg-day = Day; otherwise yesterday
cli-audit-check-digest = Checks whether the register still contains what a kept digest says
cli-audit-check-digest-arg-file = File with the digest, such as the text of a mail
cli-audit-check-digest-arg-key = Public key (64 hexadecimal digits); otherwise that of this server
cli-audit-key = Prints the public key of the digests

happened-certificate-prepared = Certificate prepared
happened-certificate-signed = Seal signed
happened-certificate-refused = Signature refused
happened-certificate-sealed = Seal signed by every chamber
happened-document-signed = Document signed
happened-certificate-issued = Certificate issued
happened-document-time-stamped = Time-stamp added
happened-document-archived = Extended for long-term checks
happened-proposal-on-server = Step commanded on the server
happened-proposal-made = Step proposed
happened-proposal-confirmed = Step confirmed
happened-proposal-dropped = Proposal dropped
happened-certificate-suspended = Certificate suspended
happened-certificate-reinstated = Suspension lifted
happened-certificate-withdrawn = Certificate withdrawn
happened-certificate-superseded = Superseded by a corrected copy
happened-kit-opened = Link to the municipality’s kit made
happened-kit-accepted = Usage rights accepted
happened-kit-closed = Link to the municipality’s kit ended
happened-municipality-imported = Municipality imported
happened-municipality-added = Municipality added
happened-municipality-corrected = Municipality corrected
happened-municipality-contact-entered = Contact entered
happened-municipality-contact-removed = Contact removed
happened-list-begun = List begun
happened-list-ended = List worked through
happened-reminder-sent = Reminder sent
happened-reminder-skipped = Reminder skipped
happened-mail-revived = Message tried again
happened-mail-dropped = Message dropped
happened-calendar-opened = Calendar address made
happened-calendar-closed = Calendar address closed
happened-copy-report-received = Copy reported
happened-copy-report-settled = Reported copy settled
happened-feedback-received = Barrier reported
happened-feedback-settled = Reported barrier settled
happened-account-invited = Invited to an account
happened-account-accepted = Invitation accepted
happened-account-joined = Account opened through the identity provider
happened-account-role-given = Role given
happened-account-role-taken = Role taken back
happened-account-disabled = Account disabled
happened-account-enabled = Account enabled again
happened-account-reset = Account reset
happened-account-password-changed = Password changed
happened-account-second-factor-set = One-time codes set up
happened-account-recovery-codes-made = Recovery codes renewed
happened-account-recovery-code-used = Recovery code used
happened-session-password-given = Password accepted, one-time code awaited
happened-session-opened = Signed in
happened-session-ended = Signed out
happened-key-made = Chamber’s key made
happened-key-reactivated = Key in use again
happened-key-retired = Key retired
happened-key-compromised = Key declared compromised
happened-key-trusted = Another chamber’s key trusted
happened-document-key-made = Document key made
happened-document-key-taken-over = Document key taken over
happened-document-key-trusted = Another chamber’s document certificate trusted
happened-document-key-kept = Document key stays open for it
happened-document-key-closed = Document key closed
happened-time-stamps-trusted = Time-stamp service trusted
happened-machine-made = Machine’s token made
happened-machine-revoked = Machine’s token revoked
happened-cosign-signed-seal = Seal signed on the own machine
happened-cosign-signed-document = Document signed on the own machine
happened-cosign-refused = Refused on the own machine
happened-cosign-delivered = Delivered
happened-audit-digest-made = Digest of the day made

## The municipality's kit

kit-title = Your seal
kit-lead = Here is all that your municipality needs to show the award rightly. The link is meant for you alone; it counts until { $until }.
kit-closed = As long as this is so, no seals are offered here. Seals on show have to be removed within 14 days. Your chamber answers questions.
kit-gone-title = This link does not count (any more)
kit-gone-text = A new link takes the place of the old one, and every link ends some day. Your chamber will gladly send you a new one.
kit-urkunde = Certificate
kit-urkunde-lead = The PDF file bears the electronic seal of every chamber. Pass it on unaltered, and everybody can check it.
kit-urkunde-download = Download the certificate (PDF, German)
kit-check-page = Verification page of your award
kit-rights = Usage rights
kit-rights-lead = Please read how the seal may be used. Once you agree, the files are here. This is needed once.
kit-rights-version = Usage rights, version { $version }
kit-rights-accepted = Accepted on { $at } by { $name }.
kit-rights-name = Your name
kit-rights-name-hint = It is stored with date and version. The chambers see it, and this page shows it.
kit-rights-agree = I accept the usage rights on behalf of the municipality.
kit-rights-submit = Accept and show the seals
kit-rights-name-missing = Please enter your name.
kit-rights-name-unfit = Please enter your name in at most 120 characters.
kit-rights-agree-missing = Please tick the box if you accept the usage rights.
kit-rights-changed = The usage rights were changed meanwhile. Please read version { $version } and agree to it. Nothing has been stored yet.
kit-seals = Seals
kit-seals-lead = Every file shows the end of the term. Each also carries the chambers’ signatures, so the file itself can be checked.
kit-archive = Everything in one archive (ZIP)
kit-archive-hint = Certificate, all seals, alternative text, press text, usage rights and the steps for the website. Packing takes a few seconds.
kit-busy-title = The package is being packed
kit-busy-text = Several packages were asked for at once. Please try again in half a minute; single files can be downloaded right away.
kit-upright = Upright
kit-upright-code = Upright with QR code
kit-wide = Wide
kit-wide-code = Wide with QR code
kit-wide-code-from = PNG from 320 pixels on: in a smaller picture no phone could read the code.
kit-pdf = PDF for print
kit-png = PNG, transparent
kit-png-white = PNG, white ground
kit-png-hint = The numbers are widths in pixels. The wide seal on a transparent ground is meant for light pages; on dark ones take the white ground. At a width of 160 pixels the wide seal has fewer words and is 88 pixels high, so that the end of the term can be read. The PDF files are vectors in CMYK, without fonts and images, with at most 300 % of ink. Every file can be checked, as long as no program saves it anew.
kit-german = German
kit-english = English
kit-texts = Texts
kit-alt = Alternative text
kit-alt-hint = For those who do not see the picture. The lines for your own picture have it already. The other ways show today’s state; so their text names no date.
kit-press = Press text
kit-press-hint = A proposal for your release, made of public facts. The result of the audit is confidential and not in it.
kit-copy = Copy
kit-copied = Copied
kit-embed = Showing it on the website
kit-embed-lead = There are four ways. We recommend the first: the picture is yours, and nobody learns who visits your site.
kit-embed-drawings = The figures are schematic drawings of ours, not screenshots. In your version, buttons may have other places or names.
kit-way-a = Your own picture, linked to the verification page
kit-way-a-needs = Needs: a downloaded file and a line of HTML. Works even where scripts, frames and styles are removed.
kit-way-a-flow = Data: looking at your page loads nothing from us. Only those who click on the seal come to us.
kit-way-a-mind = Please note: the picture does not change by itself. Replace it after a renewal, and remove it after the end.
kit-way-b = Live picture
kit-way-b-needs = Needs: a line of HTML; pictures from other servers have to be allowed.
kit-way-b-flow = Data: to show your page, the browser loads the picture from us and, as the technology has it, transmits the IP address and where it comes from (the name of your site only). No address is stored. Mention this in your privacy policy.
kit-way-b-mind = The picture always shows today’s state: valid, ending soon, expired, suspended or withdrawn.
kit-way-c = Live picture that follows renewals
kit-way-c-needs = Needs the same as the live picture.
kit-way-c-flow = Data: as with the live picture.
kit-way-c-mind = After a re-certification it shows the new term by itself. You never need to change the line.
kit-way-d = Frame
kit-way-d-needs = Needs: a CMS that allows frames (iframe) from our server. TYPO3 and Drupal remove them by default; allow them for our server only.
kit-way-d-flow = Data: as with the live picture. The frame sets no cookies.
kit-way-d-mind = It shows seal and state as text, and loads on { $website } only.
kit-steps = Step by step: { $system }
kit-line = Line of HTML for { $what }
kit-plain = Plain HTML
kit-step-typo3-1 = Upload the PNG file in the module “Filelist” to a folder “siegel”.
kit-step-typo3-2 = Create a content element “HTML” on the page. The text element works too: switch it to its source view.
kit-step-typo3-3 = Paste the line, adapt the path of the picture, and save.
kit-step-wordpress-1 = Upload the PNG file under “Media”, and copy its “File URL” there.
kit-step-wordpress-2 = Insert a block “Custom HTML” in the editor.
kit-step-wordpress-3 = Paste the line, replace the path of the picture by the file URL, and publish the page.
kit-step-drupal-1 = Upload the PNG file under “Content › Files” or “Media”, and copy its address.
kit-step-drupal-2 = Choose the format “Basic HTML” in the text field, and switch with “Source”.
kit-step-drupal-3 = Paste the line, adapt the path of the picture, and save.
kit-step-plain-1 = Put the PNG file into a folder of your website, for example “bilder”.
kit-step-plain-2 = Open the HTML file of the page in a text editor.
kit-step-plain-3 = Paste the line where the seal is to stand, and adapt the path.
kit-drawing-upload = Drawing: where the file is uploaded in { $system }
kit-drawing-paste = Drawing: where the line of HTML is pasted in { $system }
kit-live-alt = Quality mark { $mark }, { $name }: current state in the picture, click to check
kit-frame-title = Quality mark { $mark }, { $name }: current state

kit-section = Kit for the municipality
kit-link-none = There is no link to the kit that counts.
kit-link-made = The link was made on { $made } and counts until { $until }.
kit-link-hint = With the link the municipality downloads certificate and seal, without an account. A new link ends the old one at once.
kit-link-make = Make a link
kit-link-renew = Renew the link
kit-link-close = End the link
kit-link-title = Link to the kit
kit-link-lead = Pass this link on to the municipality. It is shown only now and counts until { $until }. Whoever has it can open the kit.
kit-accepted-heading = Usage rights accepted
kit-accepted-line = Version { $version }, { $at }
kit-holder = Municipality, through the link
event-kit-opened = Link to the kit made
event-kit-closed = Link to the kit ended
event-kit-accepted = Usage rights accepted
done-kit-closed = The link does not count any more.

malformed-no-seal-data = This picture carries no seal data; many programs remove it when they save. This says nothing about authenticity: check the number or the QR code on it, or look up the town or municipality in the register.
malformed-picture-unreadable = The file is no picture that can be read here, or it is damaged.
malformed-picture-too-large = The picture is larger than any picture of a seal.
malformed-several-seals = The picture carries seal data more than once. No seal is given out like that.
picture-proves = What was checked is the seal data in this file: it is genuine. The drawing around it is not proven by that, and the file is no certificate document. What is written here is what counts.
picture-own = This is what the seal looks like according to the register. Compare.
picture-own-alt = Seal according to the register: { $name }
says-picture-not-genuine = The seal data in this picture does not match a seal that we issued. Do not rely on the picture, and get in touch with us.
why-picture-damaged = The seal data in the picture is damaged or altered.

## The API

machine-scope = What for
machine-scope-cosign = Co-sign with keys of its own
machine-scope-prepare = Prepare certificates and enter municipalities
machine-scope-read = Read how far certificates have come
machine-scope-missing = Choose what the token is for.
machine-actor = { $name } (machine), { $chamber }
machine-scope-hint = No token signs or confirms anything. Whoever makes it does not sign what is prepared with it.

problem-not-found = There is nothing here, or it is none of your chamber's.
problem-method = This address does not know the method.
problem-parameter = The parameter { $name } makes no sense.
problem-field = The field { $name } makes no sense.
problem-unreadable = The body is not the JSON that is expected here.
problem-not-json = The body has to be sent as application/json.
problem-too-large = The body is too large.
problem-file-missing = No file was sent, or it is empty.
problem-key-missing = An Idempotency-Key is missing: 1 to 255 visible ASCII characters, others for every write.
problem-key-reused = This Idempotency-Key belongs to another request.
problem-in-progress = The same request is being done. Please try again in a moment.
problem-token = A token is missing, or it does not count (any more).
problem-scope = This token does not open that.
problem-wait = Too many requests. Please wait.
problem-unavailable = The register cannot be asked at present. Please try again later.
problem-programme = There is no such mark.
problem-municipality = This municipality has not been entered.
problem-not-drawable = No Urkunde can be drawn of this.
problem-other-chamber = Your chamber does not award this mark.
problem-others = Other certificates of the same municipality are under way, or valid.
problem-no-keys = One of the chambers has no key yet.
problem-failed = The server failed.

api-title = API for other systems
api-lead = Any system can check and list awards. With a token of its chamber it can prepare them, too. It cannot sign: both chambers always do that.
api-document = OpenAPI document (JSON)
api-files = The whole register as a file, and what is in it
api-rules = What holds everywhere
api-rule-open = Reading needs no token, and works from the pages of other sites. There are no cookies.
api-rule-token = Writing needs a token in the header "Authorization: Bearer …". Your chamber's administrators make it under "Machines"; it counts for a year at most.
api-rule-key = Every write has a header "Idempotency-Key" with a value of its own. If the connection breaks, send the same again: it happens only once, and the answer is the same. That holds for 48 hours.
api-rule-problem = Errors are problem details (RFC 9457): the field type stays as it is; title speaks German or English, by Accept-Language.
api-rule-language = The fields are described in English, as in the OpenAPI document.
api-example = For example
api-token = with a token
api-needed = required
api-body = Body
api-answers = Answers
api-shapes = Shapes of data
api-tag-verification = Checking
api-tag-awards = Reading awards
api-tag-writing = Writing, with a token
api-tag-cosign = Co-signing, with the token of a machine
api-op-verify = Checks a number, or the digits of a QR code. What is genuine is answered with 200, whether or not it is still valid.
api-op-verifyfile = Checks an Urkunde (PDF) or a seal (SVG, PNG, PDF for print): as the body, or in the field file of a form. The file is not kept.
api-op-listprogrammes = The marks and their chambers.
api-op-listawards = The awards, newest first. Only what is issued is public.
api-op-showaward = One award.
api-op-preparecertificate = Prepares a certificate. The chambers are then asked for their signatures; nothing is signed by it.
api-op-followcertificate = How far a certificate of your own chamber has come: who has signed, and what the public is told.
api-op-entermunicipality = Enters a municipality, or corrects it. What was prepared before keeps its words.
api-op-cosignwaiting = What waits for the signature of the token’s chamber.
api-op-cosignitem = One award with everything from which the machine makes every byte again by itself.
api-op-cosignseal = Delivers the signature under the seal. Sending the same signature again changes nothing, whatever its Idempotency-Key.
api-op-cosigndocument = Delivers the Urkunde with the chamber’s signature. Sending the same file again changes nothing, whatever its Idempotency-Key.
api-op-cosignrefusal = Delivers a refusal with its reason. Sending the same again changes nothing, whatever its Idempotency-Key.

## Pages that the law wants

legal-navigation = Legal information
legal-impressum = Legal notice
legal-privacy = Privacy
legal-accessibility = Accessibility
legal-accessibility-title = Accessibility statement
legal-api = API
legal-sample = Sample:
legal-sample-text = This is not the operator's text yet. They have to fill in what stands in square brackets.
legal-other-language = There is only a German version of this text.
barrier-title = Report a barrier
barrier-lead = Tell us what makes access difficult. You need no account for it.
barrier-sent = Thank you. Your report has arrived.
barrier-message = What is difficult?
barrier-message-hint = For example: what did you want to do, what happened, what do you read the page with?
barrier-message-missing = Tell us what is difficult.
barrier-message-long = This is too long (4000 characters at most).
barrier-place = On which page? (voluntary)
barrier-place-hint = The address or the heading of the page.
barrier-line-long = This is too long (200 characters at most).
barrier-name = Your name (voluntary)
barrier-email = Your e-mail address (voluntary)
barrier-email-hint = Only if you want an answer. We delete everything as soon as the report has been dealt with.
barrier-email-wrong = This is no e-mail address.
barrier-submit = Send the report
barrier-too-often = Many reports have just come from here. Please send yours again in { $minutes } minutes.
barrier-failed = The report could not be stored. Please try again later.
desk-feedback = Barriers
feedback-lead = What people report about barriers on the public pages. Answer them; what is dealt with is deleted, together with name and address.
feedback-none = There is no report.
feedback-place = Where:
feedback-from = From:
feedback-nobody = not stated
feedback-settle = Dealt with: delete
done-feedback-settled = The report is deleted.
