### The product's German texts; English ones are in ../en.

draft = ENTWURF
specimen = MUSTER

date-long = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
    } { $year }
instant = { $day }, { $time } Uhr

seal-expired = ABGELAUFEN
seal-suspended = AUSGESETZT
seal-withdrawn = ENTZOGEN
seal-superseded = ERSETZT

## Verification

state-valid = Gültig
state-not-yet-valid = Noch nicht gültig
state-expired = Abgelaufen
state-suspended = Ausgesetzt
state-withdrawn = Entzogen
state-superseded = Ersetzt
state-unknown = Nicht gefunden
state-not-genuine = Nicht echt oder verändert
state-malformed = Nicht lesbar
state-unavailable = Prüfung zurzeit nicht möglich
state-prepared = Vorbereitet
state-sealed = Gesiegelt
state-refused = Abgelehnt

says-valid = Diese Auszeichnung wurde von { $chambers } verliehen und gilt bis einschließlich { $until }.
says-not-yet-valid = Beginn am { $from }.
says-expired = Die Auszeichnung war bis { $until } gültig. Mit ihr darf nicht mehr geworben werden. Das Dokument selbst ist echt.
says-suspended = Die Nutzung ruht seit { $since }.
says-withdrawn = Die Auszeichnung gilt seit { $since } nicht mehr.
says-superseded = Diese Ausfertigung wurde am { $since } durch Nr. { $by } ersetzt. { $award ->
    [valid] Die Auszeichnung ist gültig.
    [not_yet_valid] Die Auszeichnung ist noch nicht gültig.
    [expired] Die Auszeichnung ist abgelaufen.
    [suspended] Die Nutzung der Auszeichnung ruht.
    [withdrawn] Die Auszeichnung ist entzogen.
   *[other] Wie die Auszeichnung steht, sagt die neue Ausfertigung.
    }
says-unknown = Zu dieser Nummer ist keine Auszeichnung verzeichnet. Bitte prüfen Sie die Eingabe. Das ist für sich kein Beweis einer Fälschung.
says-not-genuine = Dieser Code stimmt nicht mit einem von uns ausgestellten überein. Verlassen Sie sich nicht auf ihn und melden Sie sich bei uns.
says-file-not-genuine = Diese Datei stimmt nicht mit einer von uns ausgestellten überein. Verlassen Sie sich nicht auf sie und melden Sie sich bei uns.
says-unavailable-offline = Ohne Verbindung zum Register lässt sich eine Nummer nicht prüfen, und eine Urkunde nur mit den Zertifikaten der Kammern: Sie gehören in den Ordner „document“ neben der Schlüsseldatei. Über die Echtheit ist damit nichts gesagt.
says-unavailable = Bitte später erneut versuchen. Über die Echtheit ist damit nichts gesagt.

why-signature-missing = Es fehlt die Unterschrift: { $chambers }. Eine Auszeichnung gilt nur, wenn alle Kammern unterschrieben haben.
why-signature-invalid = Die Unterschrift passt nicht zum Inhalt: { $chambers }.
why-foreign-key = Der Code nennt einen Schlüssel, der nicht dieser Kammer gehört: { $chambers }.
why-key-retired = Unterschrieben wurde mit einem Schlüssel, der schon abgelöst war: { $chambers }.
why-key-compromised = Unterschrieben wurde mit einem Schlüssel, der nicht mehr sicher ist: { $chambers }.
why-unknown-mark = Der Code nennt ein Qualitätszeichen, das es hier nicht gibt.
why-differs = Unter dieser Nummer ist eine andere Auszeichnung verzeichnet.

why-file-not-pdf = Die Datei ist weder eine PDF-Datei noch das Bild eines Siegels (SVG, PNG).
why-file-not-ours = In der Datei steht nichts Lesbares, was auf eine Urkunde von uns hinweist. So ist es auch bei einer Urkunde, die gedruckt, eingescannt oder als neue PDF-Datei ausgegeben wurde: Die Unterschriften gehen dabei verloren.
why-file-encrypted = Die Datei ist verschlüsselt; unsere Urkunden sind es nie. Prüfen Sie die Datei so, wie sie ausgestellt wurde, ohne Kennwort oder Schreibschutz.
why-file-incomplete = Die Datei ist unvollständig: Sie bricht mitten im Inhalt ab. Vielleicht wurde sie nicht ganz heruntergeladen; laden Sie sie noch einmal.
why-file-unsigned = Die Datei nennt eine Nummer von uns, trägt aber keine Unterschrift einer Kammer. So ist es, wenn eine Urkunde gedruckt oder als neue PDF-Datei ausgegeben wurde, und ebenso bei einer Fälschung.
why-file-number = Wenn auf dem Blatt eine Nummer steht, prüfen Sie diese.
why-file-rewritten = Die Datei wurde nach der Unterschrift verändert: Ein anderes Programm hat sie neu gespeichert, oder sie ist beschädigt.
why-file-appended = Die Datei wurde nach der Unterschrift verändert: Nach der letzten Unterschrift wurde etwas hinzugefügt.
why-file-changed = Die Datei wurde nach der Unterschrift verändert: Was unterschrieben wurde, ist nicht mehr dasselbe.
why-file-foreign = Unterschrieben wurde mit einem Zertifikat, das nicht dieser Kammer gehört: { $chamber }.
why-file-differs = Die Kammern haben diese Datei unterschrieben, aber im Register steht sie in dieser Fassung nicht: Sie wurde so nicht ausgestellt, oder etwas an ihren Zeitstempeln wurde geändert.
why-file-not-valid = Das Zertifikat war beim Unterschreiben nicht gültig: { $chamber }.
own-copy = Die Datei nennt eine Nummer. Was dazu wirklich ausgestellt wurde:
own-copy-state = Stand im Register: { $state }
own-copy-document = Urkunde aus dem Register
own-copy-check = Nummer { $serial } prüfen

field-label = Elektronisch gesiegelt
field-reason = Gemeinsame Verleihung
field-description = Elektronische Unterschrift: { $chamber }

print-suspended = Achtung: Die Nutzung dieser Auszeichnung ist seit { $date } ausgesetzt. Was Sie drucken, darf zurzeit nicht verwendet werden.
print-title = { $title } (Druckvorlage)
print-subject = Druckvorlage, nicht das gesiegelte Original: { $mark }
print-fixed-title = { $mark } (Druckvorlage, feste Teile)
print-fixed-subject = Druckvorlage, nicht das gesiegelte Original: Vordruck für Urkunden „{ $mark }“
print-variable-title = { $title } (Druckvorlage, veränderliche Teile)
print-variable-subject = Druckvorlage, nicht das gesiegelte Original: veränderliche Teile, für vorgedrucktes Papier „{ $mark }“

malformed-empty = Es wurde keine Nummer eingegeben.
malformed-too-long = Der Text ist länger als jede Nummer und jeder Code.
malformed-serial-length = Eine Nummer hat 16 Zeichen, zum Beispiel 7H3K-9QXM-2P4R-8T28.
malformed-serial-character = Die Eingabe enthält ein Zeichen, das in keiner Nummer vorkommt.
malformed-check-character = Das Prüfzeichen passt nicht: Vermutlich ist ein Zeichen vertippt oder vertauscht.
malformed-damaged-digits = Der Code ist beschädigt oder unvollständig. Bitte scannen Sie ihn noch einmal.
malformed-truncated = Der Code ist abgeschnitten. Bitte scannen Sie ihn noch einmal.
malformed-unknown-version = Der Code ist in einem neueren Format geschrieben, als diese Prüfung kennt.
malformed-not-a-seal = Der Code ist kein Siegel.

register-not-listed = Alle Unterschriften stimmen, aber das Register führt diese Auszeichnung nicht. Fragen Sie im Zweifel bei den Kammern nach.
register-not-consulted = Ohne Verbindung zum Register geprüft: Ob die Auszeichnung inzwischen ausgesetzt, entzogen oder ersetzt wurde, weiß nur das Register.

label-serial = Nummer
label-mark = Qualitätszeichen
label-recipient = Verliehen an
label-awarded-by = Verliehen von
label-term = Gültigkeit
label-website = Gilt für die Website
label-as-of = Stand
label-refusal = Abgelehnt von
label-replaces = Ersetzt
label-superseded-by = Ersetzt durch
label-document = Urkunde
label-seal = Siegel
term = { $from } bis einschließlich { $until }
and = { $first } und { $last }

recipient-town = Stadt { $name }
recipient-municipality = Gemeinde { $name }
chamber-in-sentence = der { $name }
signatures-heading = Unterschriften der Kammern
signature-valid = Unterschrift gültig
signature-valid-retired = Unterschrift gültig (Schlüssel am { $date } abgelöst)
signature-invalid = Unterschrift ungültig
signature-missing = Unterschrift fehlt
signature-key = Schlüssel { $key }
document-heading = Unterschriften in der Datei
document-signed = Elektronisch gesiegelt am { $moment }; Zertifikat { $kind }
document-stamped = Zeitstempel vom { $moment }

basis-heading = Wofür das Zeichen steht
basis-criteria = Felder der Prüfung
basis-examination = Wer geprüft hat

## Pages

site-title = Kammersiegel
home-title = Auszeichnung prüfen
home-question = Ist diese Auszeichnung echt, und gilt sie noch?
home-lead = Scannen Sie den QR-Code auf der Urkunde oder dem Siegel, oder geben Sie die Nummer ein, die daneben steht.
home-marks = Qualitätszeichen, die hier geprüft werden können
home-how = Was geprüft wird
home-how-1 = Jede Auszeichnung tragen mehrere Kammern gemeinsam. Echt ist sie nur, wenn alle unterschrieben haben, jede mit ihrem eigenen Schlüssel.
home-how-2 = Gültig ist sie vom ersten bis zum letzten Tag ihrer Laufzeit, sofern sie nicht ausgesetzt, entzogen oder ersetzt wurde.
form-label = Nummer der Auszeichnung
form-hint = 16 Zeichen, zum Beispiel 7H3K-9QXM-2P4R-8T28. Groß- und Kleinschreibung und Bindestriche sind gleich.
form-again = Eine andere Nummer prüfen
form-submit = Prüfen
language-switch = English
language-switch-label = This page in English
skip = Zum Inhalt
page-of = { $page } – Kammersiegel
footer-privacy = Diese Seite setzt keine Cookies, speichert nichts auf Ihrem Gerät und lädt nichts von Dritten.
footer-data = Dieselbe Auskunft als Daten (JSON)
specimen-note = Muster: Laufzeit und Namen sind erfunden.
open-successor = Neue Ausfertigung { $serial } ansehen
error-404-title = Seite nicht gefunden
error-404-text = Unter dieser Adresse gibt es nichts. Wenn Sie einen Code gescannt haben, prüfen Sie bitte die Nummer hier.
error-405-title = So geht es nicht
error-405-text = Diese Adresse kann nur gelesen werden.

## Files

file-title = Datei prüfen
file-lead = Haben Sie eine Urkunde als PDF-Datei oder ein Siegel als Bild (SVG, PNG) oder für den Druck (PDF)? Die Prüfung sagt, ob es so ausgestellt wurde, und ob die Auszeichnung noch gilt.
file-label = Urkunde (PDF) oder Siegel (SVG, PNG)
file-hint = Höchstens 8 MB. Die Datei wird geprüft und sofort vergessen; sie wird nicht gespeichert.
file-drop = Oder ziehen Sie die Datei hierher.
file-chosen = Ausgewählt:
file-submit = Datei prüfen
file-too-large = Die Datei ist größer als jede ausgestellte Urkunde.
file-missing = Es wurde keine Datei ausgewählt.
file-empty = Die Datei ist leer.
file-broken = Die Datei kam nicht vollständig an. Bitte senden Sie sie noch einmal.
file-busy = Gerade werden zu viele Dateien auf einmal geprüft. Bitte versuchen Sie es in einer Viertelminute noch einmal.
file-another = Eine andere Datei prüfen
file-link = Urkunde oder Siegel als Datei prüfen

## Live pictures, frames, copies

seal-ends-soon = ENDET BALD
seal-not-yet-valid = NOCH NICHT GÜLTIG
seal-only-for = Nur gültig für
seal-unknown = Zu dieser Nummer ist keine Auszeichnung verzeichnet.
seal-not-genuine = Verlassen Sie sich nicht auf dieses Siegel.
seal-unavailable = Bitte später erneut versuchen.
says-no-award = Unter dieser Adresse ist keine Auszeichnung verzeichnet. Bitte prüfen Sie die Eingabe.
verdict-site = Gilt nur für die Website
frame-elsewhere = Diese Auszeichnung wurde nicht für die Website verliehen, auf der Sie sind.
frame-check = Auszeichnung prüfen (neues Fenster)
copies-heading = Eine Kopie gesehen?
copies-of = Steht dieses Siegel auf einer anderen Website als { $site }, ist es dort nicht gültig.
copies-report = Kopie melden
permanent-label = Dauerhafte Adresse dieser Auszeichnung
permanent-hint = Sie bleibt, auch wenn die Auszeichnung erneuert wird.
report-title = Kopie melden
report-lead = Haben Sie ein Siegel an einer Stelle gesehen, für die es nicht verliehen wurde? Die Kammern gehen dem nach.
report-place = Wo haben Sie es gesehen?
report-place-hint = Adresse der Seite, zum Beispiel https://www.beispiel.de/startseite, oder der Ort.
report-serial = Nummer auf dem Siegel, falls lesbar
report-serial-hint = 16 Zeichen, zum Beispiel 7H3K-9QXM-2P4R-8T28. Das Feld darf leer bleiben.
report-remark = Was ist Ihnen aufgefallen? (freiwillig)
report-contact = Wie erreichen wir Sie für Rückfragen? (freiwillig)
report-contact-hint = Nur die Kammern sehen es. Es wird gelöscht, sobald die Meldung erledigt ist.
report-trap = Dieses Feld bitte leer lassen
report-submit = Melden
report-serial-wrong = Die Nummer ist vertippt. Prüfen Sie sie, oder lassen Sie das Feld leer.
report-place-missing = Geben Sie an, wo Sie das Siegel gesehen haben.
report-too-long = Bitte kürzen Sie auf höchstens { $most } Zeichen.
report-wait = Zurzeit werden keine weiteren Meldungen angenommen. Bitte versuchen Sie es in { $minutes } Minuten noch einmal.
report-full = Zurzeit können keine weiteren Meldungen angenommen werden. Bitte wenden Sie sich unmittelbar an eine der Kammern.
report-failed = Die Meldung konnte nicht gespeichert werden. Bitte versuchen Sie es später noch einmal.
report-unreadable = Die Meldung konnte nicht gelesen werden. Bitte füllen Sie das Formular noch einmal aus.
report-received = Danke, die Meldung ist angekommen
report-received-lead = Die Kammern sehen sie sich an.
misuse = Verwendung auf fremden Seiten
misuse-lead = Wo Siegel Ihrer Auszeichnungen gezeigt wurden, ohne dass sie dort gelten, und was gemeldet wurde. Wer die Seiten besucht hat, wird nicht erfasst.
misuse-reported = { $count ->
    [one] (1 Meldung)
   *[other] ({ $count } Meldungen)
    }
misuse-reports = Gemeldete Kopien
misuse-reports-none = Es liegt keine Meldung vor.
misuse-report-unknown = Ohne Nummer
misuse-report-never = { $serial } (nicht verzeichnet)
misuse-report-contact = Rückfragen: { $contact }
misuse-settle = Erledigt
misuse-settle-label = Erledigt: Meldung vom { $when }
misuse-seen = Live-Bilder und Rahmen
misuse-seen-hint = Der Browser nennt die Website, die das Bild lädt. Dort steht im Bild bereits „Nur gültig für“. Kopien, die selbst gespeichert wurden, sieht man hier nicht.
misuse-seen-none = Auf fremden Websites wurde kein Siegel geladen.
misuse-for = Gilt für { $host }
misuse-host = Website
misuse-count = Abrufe
misuse-first = Zuerst
misuse-last = Zuletzt
misuse-others = Weitere
done-report-settled = Die Meldung ist erledigt.
certificate-permanent = Dauerhafte Adresse
renew-permanent = Die dauerhafte Adresse bleibt dieselbe: { $address }. Am ersten Tag der neuen Laufzeit führt sie zur neuen Auszeichnung.

## The public register

register-title = Register der Auszeichnungen
register-lead = Welche Städte und Gemeinden ein Qualitätszeichen tragen, wie lange noch, und seit wann.
register-link = Alle ausgezeichneten Städte und Gemeinden: Register mit Karte
register-link-of = { $name } im Register
register-search = Stadt oder Gemeinde
register-search-hint = Umlaute, Groß- und Kleinschreibung und kleine Tippfehler sind gleich.
register-state = Stand
register-district = Landkreis
register-year = Beginn im Jahr
register-mark = Qualitätszeichen
register-ags = Gemeindeschlüssel (AGS)
register-all = alle
register-submit = Anzeigen
register-reset = Ohne Auswahl
register-state-current = alle geltenden
register-state-lapsed = abgelaufen oder entzogen
register-state-all = auch frühere
register-soon = Endet bald
register-until = bis { $date }
register-from = ab { $date }
register-since = seit { $date }
register-count = { $count ->
    [0] Keine Auszeichnung
    [one] Eine Auszeichnung
   *[other] { $count } Auszeichnungen
    }
register-none = Dazu ist nichts verzeichnet.
register-others = { $count ->
    [one] Eine Auszeichnung mit anderem Stand ansehen
   *[other] { $count } Auszeichnungen mit anderem Stand ansehen
    }
register-similar = Genau so heißt keine; ähnlich heißen:
register-column-name = Stadt oder Gemeinde
register-column-since = Seit
register-page = Seite { $page } von { $last }
register-before = Vorige Seite
register-after = Nächste Seite
register-pages = Seiten der Liste
register-map = Karte: { $mark }
register-map-others = ohne geltende Auszeichnung
register-map-hint = Jede Fläche führt zur Seite der Stadt oder Gemeinde. Dasselbe steht in der Liste und in der Tabelle darunter.
register-map-source = Umrisse:
register-sample = Muster: Laufzeiten und Namen sind erfunden.
register-awarded-since = Ausgezeichnet seit { $year }
register-was-awarded = Ausgezeichnet von { $from } bis { $until }
register-renewed = Reauditiert { $year }
register-history = Alle Laufzeiten
register-column-term = Laufzeit
register-column-check = Nummer, zum Prüfen
register-check = Echtheit prüfen
register-website = Website
register-back = Zum ganzen Register
register-as-of = Stand vom { $date }

register-place-of = Lage von { $name } auf der Karte
register-data = Offene Daten
register-data-lead = Das ganze Register, auch frühere Auszeichnungen, als Datei. Lizenz:
register-feed = Neue Auszeichnungen (Atom)
feed-title = { $name }: { $mark }
feed-summary = „{ $mark }“, vom { $from } bis einschließlich { $until }. Stand: { $state }.

standing-valid = gültig bis { $until }
standing-soon = gültig bis { $until }, endet bald
standing-suspended = ausgesetzt seit { $since }
standing-upcoming = gültig ab { $from }
standing-expired = abgelaufen am { $until }
standing-withdrawn = entzogen am { $since }
standing-none = zurzeit keine geltende Auszeichnung

register-none-now = Zurzeit keine geltende Auszeichnung.
register-town-none = Das Register führt für { $name } keine Auszeichnung.
register-towns = Alle { $count } Städte und Gemeinden der Karte als Tabelle
register-map-skip = Karte überspringen
register-map-others-narrowed = ohne geltende Auszeichnung oder nicht ausgewählt
register-data-more = Felder und Lizenz

## The open data of the register

data-title = Offene Daten des Registers
data-lead = Alle Auszeichnungen, auch frühere, als Dateien: ohne Anmeldung und von jeder Website aus zu laden.
data-files = Dateien
data-file-json = Alle Auszeichnungen, mit Lizenz und Qualitätszeichen.
data-file-csv = Dieselben Auszeichnungen als Tabelle.
data-file-geojson = Jede Stadt oder Gemeinde mit jedem ihrer Qualitätszeichen, als Punkt (RFC 7946).
data-file-atom = Die 100 neuesten Auszeichnungen und Änderungen (RFC 4287), deutsch oder mit ?lang=en englisch.
data-rules = Was überall gilt
data-rule-licence = Lizenz:
data-rule-map = Sie steht auch in jeder Datei. Die Umrisse der Karte gehören nicht dazu; sie haben eine eigene Lizenz.
data-rule-fresh = Eine Datei ändert sich, sobald sich das Register ändert, und zu Mitternacht (Europe/Berlin), wenn eine Laufzeit beginnt oder endet. Behalten Sie sie höchstens 50 Sekunden, und fragen Sie dann mit If-None-Match nach: Ist sie dieselbe, lautet die Antwort 304. Ein Mal am Tag genügt für die meisten Zwecke.
data-rule-genuine = Aufgeführt ist nur, was jede Kammer unterschrieben hat. Der Beweis ist die Prüfung unter der Adresse im Feld verification, nicht die Datei.
data-rule-never = Nie enthalten sind Ergebnisse der Audits, Gründe einer Aussetzung oder Entziehung und Namen von Personen.
data-rule-stable = Dies ist Version 1. Felder kommen ohne neue Version hinzu; überlesen Sie, was Sie nicht kennen. Wird ein Feld umbenannt, entfernt oder anders gemeint, erhöht sich version.
data-rule-csv = Die CSV-Datei hat Kommas, eine Kopfzeile und UTF-8 (RFC 4180). Vor einem Text, der mit =, +, - oder @ beginnt, steht ein Apostroph, damit keine Tabellenkalkulation ihn für eine Formel hält.
data-api = Dasselbe nach Nummer, Stand und Landkreis: die Schnittstelle
data-shape-head = JSON und GeoJSON: über die Datei
data-shape-marks = marks: die Qualitätszeichen
data-shape-awards = awards: die Auszeichnungen, auch in der CSV-Datei
data-shape-features = GeoJSON: was ein Punkt zusätzlich hat
data-field-version = Version dieser Beschreibung: 1
data-field-title = Name des Registers
data-field-source = Adresse des Registers
data-field-licence-name = Name der Lizenz
data-field-licence-url = Adresse der Lizenz
data-field-as-of = Tag in Europe/Berlin, für den der Stand gilt (ISO 8601)
data-field-marks-programme = Kennung des Qualitätszeichens
data-field-marks-name-de = Name auf Deutsch
data-field-marks-name-en = Name auf Englisch
data-field-marks-chambers-id = Kennung einer Kammer, die es verleiht
data-field-marks-chambers-name-de = ihr Name auf Deutsch
data-field-marks-chambers-name-en = ihr Name auf Englisch
data-field-marks-chambers-website = ihre Website
data-field-marks-sample = true: Alles daran ist erfunden
data-field-awards-ags = Amtlicher Gemeindeschlüssel: acht Ziffern, als Text
data-field-awards-name = Name der Stadt oder Gemeinde
data-field-awards-kind = Stadt oder Gemeinde
data-field-awards-district = Landkreis; kann leer sein
data-field-awards-latitude = Grad nördlicher Breite (WGS 84); kann fehlen
data-field-awards-longitude = Grad östlicher Länge (WGS 84); kann fehlen
data-field-awards-website = Rechnername ihrer Website
data-field-awards-programme = Kennung des Qualitätszeichens, wie in marks
data-field-awards-serial = Nummer der Auszeichnung
data-field-awards-valid-from = erster Tag (ISO 8601)
data-field-awards-valid-until = letzter Tag, einschließlich
data-field-awards-state = valid, not_yet_valid, expired, suspended, withdrawn oder superseded (durch eine berichtigte Ausfertigung ersetzt)
data-field-awards-state-since = Tag der Aussetzung, der Entziehung oder der Berichtigung; sonst leer
data-field-awards-superseded-by = Nummer der berichtigten Ausfertigung; sonst leer
data-field-awards-issued-on = Tag, an dem sie öffentlich wurde
data-field-awards-page = Seite der Stadt oder Gemeinde im Register
data-field-awards-verification = Adresse, unter der die Auszeichnung geprüft wird
data-field-features-id = Gemeindeschlüssel und Kennung des Qualitätszeichens, mit Schrägstrich
data-field-features-geometry = Ort als Punkt: Grad östlich, Grad nördlich; kann null sein
data-field-features-properties-ends-soon = in properties; true: gültig, in den letzten drei Monaten, und keine Laufzeit folgt
data-field-features-properties-awarded-since = in properties: erster Tag der ersten Laufzeit, seit der keine Lücke länger als ein Jahr war

## The desk

desk-site = Kammersiegel
desk-home = Mein Schreibtisch
desk-accounts = Konten
help-title = Handbuch
help-german = Das Handbuch ist auf Deutsch.
desk-help = Hilfe
new-tab = (neuer Tab)
desk-navigation = Bereiche
desk-sample = MUSTER – Vorführung mit erfundenen Daten; die Zugangsdaten dieses Kontos sind öffentlich.
desk-welcome = Guten Tag, { $name }.
desk-roles = Rollen
desk-failures = { $count ->
    [one] Seit { $since } ist ein Anmeldeversuch mit Ihrer Adresse fehlgeschlagen.
   *[other] Seit { $since } sind { $count } Anmeldeversuche mit Ihrer Adresse fehlgeschlagen.
    } Waren Sie das nicht, ändern Sie bitte Ihr Passwort und sagen Sie Ihrer Administration Bescheid.
desk-failures-do = Zum eigenen Konto
yes = ja
no = nein

desk-not-found = Nicht gefunden
desk-not-found-text = Das gibt es nicht, oder es gehört nicht zu Ihrer Kammer.
desk-forbidden = Das ist Ihnen nicht erlaubt
desk-forbidden-text = Ihre Rollen reichen dafür nicht aus. Wenn Sie diese Aufgabe übernehmen sollen, wenden Sie sich an die Administration Ihrer Kammer.
desk-not-now = Das geht jetzt nicht
desk-already-signed = Ihre Kammer hat diese Auszeichnung schon unterzeichnet.
desk-stale = Die Seite ist nicht mehr aktuell
desk-stale-text = Inzwischen hat sich etwas geändert, oder Ihre Sitzung ist eine andere. Es wurde nichts gespeichert. Öffnen Sie die Seite bitte neu.
desk-unreadable = Die Eingabe ist nicht lesbar
desk-unreadable-text = Es wurde nichts gespeichert. Öffnen Sie die Seite bitte neu und versuchen Sie es noch einmal.
desk-too-large = Die Eingabe ist zu groß
desk-too-large-text = Es wurde nichts gespeichert. Eine Datei darf höchstens 8 MB haben.
desk-wait = Bitte warten Sie
desk-wait-text = Nach mehreren Fehlversuchen ist der nächste erst nach einer Pause möglich.
desk-busy = Zurzeit nicht möglich
desk-busy-text = Die Datenbank antwortet nicht. Es wurde nichts gespeichert. Bitte versuchen Sie es später noch einmal.
desk-failed = Das hat nicht funktioniert
desk-failed-text = Ein unerwarteter Fehler ist aufgetreten und wurde festgehalten. Es wurde nichts gespeichert.
form-problems = Bitte korrigieren Sie die Eingabe:

sign-in = Anmelden
sign-in-lead = Für Mitarbeiterinnen und Mitarbeiter der Kammern.
sign-in-submit = Anmelden
sign-in-forgotten = Passwort vergessen? Die Administration Ihrer Kammer setzt Ihr Konto zurück und gibt Ihnen einen neuen Link.
sign-in-wrong = Adresse, Passwort oder Einmalcode stimmen nicht. Bitte prüfen Sie alles und nehmen Sie einen neuen Einmalcode.
sign-in-code = Einmalcode (falls eingerichtet)
sign-in-code-hint = Sechs Ziffern aus Ihrer App oder ein Wiederherstellungscode. Sonst leer lassen.
sign-in-wait = Zu viele Fehlversuche. Bitte versuchen Sie es in { $seconds ->
    [one] einer Sekunde
   *[other] { $seconds } Sekunden
    } noch einmal.
sign-out = Abmelden
code-title = Einmalcode
code = Einmalcode
code-hint = Die sechs Ziffern aus Ihrer App. Ist die App nicht zur Hand, geben Sie einen Ihrer Wiederherstellungscodes ein.
code-hint-app = Die sechs Ziffern, die Ihre App jetzt zeigt.
code-submit = Weiter
code-back = Mit einem anderen Konto anmelden
code-wrong = Der Code stimmt nicht oder wurde schon verwendet. Warten Sie auf den nächsten und geben Sie ihn ein.
code-wrong-app = Der Code stimmt nicht. Haben Sie die Seite seit dem Scannen neu geladen, scannen Sie das Bild noch einmal: Es ist jedes Mal ein anderes. Sonst prüfen Sie, ob die Uhr Ihres Geräts richtig geht, und geben Sie den nächsten Code ein.

invitation-title = Konto öffnen
invitation-lead = Sie sind eingeladen, für die { $chamber } zu arbeiten.
invitation-submit = Konto öffnen
invitation-none = Diese Einladung gilt nicht
invitation-unknown = Diese Einladung gibt es nicht. Prüfen Sie, ob der Link vollständig ist.
invitation-used = Diese Einladung wurde schon verwendet. Wenn Sie das selbst waren, melden Sie sich an; sonst sagen Sie bitte der Administration Ihrer Kammer Bescheid.
invitation-expired = Diese Einladung ist abgelaufen. Bitten Sie die Administration Ihrer Kammer um eine neue.

password = Passwort
password-choose = Passwort wählen
password-again = Passwort wiederholen
password-old = Bisheriges Passwort
password-new = Neues Passwort
password-rule = Mindestens 12 Zeichen. Am besten mehrere Wörter, die nichts miteinander zu tun haben.
password-change = Passwort ändern
password-wrong = Das Passwort stimmt nicht.
password-differs = Die beiden Passwörter sind verschieden. Geben Sie zweimal dasselbe ein.
password-short = Das Passwort ist zu kurz. Nehmen Sie mindestens { $length } Zeichen.
password-long = Das Passwort ist zu lang. Nehmen Sie höchstens { $length } Zeichen.
password-guessable = Dieses Passwort ist leicht zu erraten. Nehmen Sie mehrere Wörter, die nichts miteinander oder mit Ihnen zu tun haben.

own-account = Mein Konto
own-person = Person
second-factor = Einmalcodes
second-factor-set = Einmalcodes sind eingerichtet.
second-factor-exchange = Andere App einrichten
second-factor-unset = Mit Einmalcodes ist Ihr Konto auch dann geschützt, wenn jemand Ihr Passwort kennt.
second-factor-begin = Einmalcodes einrichten
second-factor-title = Einmalcodes einrichten
second-factor-lead = Bei jeder Anmeldung geben Sie dann zusätzlich einen Code ein, den eine App auf Ihrem Telefon zeigt.
second-factor-required = Ihre Rolle verlangt Einmalcodes: Bei jeder Anmeldung geben Sie zusätzlich einen Code ein, den eine App auf Ihrem Telefon zeigt.
second-factor-qr = QR-Code zum Einrichten der App; derselbe Schlüssel steht daneben als Text
second-factor-1 = Öffnen Sie auf Ihrem Telefon eine App für Einmalcodes (Authenticator) und scannen Sie das Bild.
second-factor-2 = Oder geben Sie in der App diesen Schlüssel ein:
second-factor-3 = Geben Sie hier den Code ein, den die App zeigt.
second-factor-password = Zur Sicherheit noch einmal.
second-factor-submit = Einrichten
recovery-left = { $count ->
    [one] Sie haben noch einen Wiederherstellungscode.
   *[other] Sie haben noch { $count } Wiederherstellungscodes.
    }
recovery-renew = Neue Wiederherstellungscodes
recovery-renew-hint = Die alten Wiederherstellungscodes gelten dann nicht mehr.
recovery-title = Ihre Wiederherstellungscodes
recovery-lead = Mit jedem dieser Codes können Sie sich einmal anmelden, wenn die App nicht zur Hand ist. Drucken Sie diese Seite aus oder schreiben Sie die Codes ab: Sie werden nur jetzt gezeigt.
recovery-done = Ich habe die Codes aufbewahrt
sessions = Sitzungen
sessions-hint = Eine Sitzung endet nach 30 Minuten ohne Benutzung, spätestens nach 12 Stunden.
session-since = Angemeldet { $since }
session-seen = Zuletzt benutzt { $seen }
session-this = Diese Sitzung
session-end = Abmelden
sessions-end-others = Alle anderen abmelden

account-name = Name
account-name-hint = Vor- und Nachname, wie andere ihn lesen.
account-name-wrong = Geben Sie einen Namen ein (höchstens 120 Zeichen).
account-email = E-Mail-Adresse
account-email-hint = Damit meldet sich die Person an.
account-email-wrong = Das ist keine E-Mail-Adresse. Sie sieht aus wie vorname.nachname@kammer.de.
account-email-taken = Mit dieser Adresse gibt es schon ein Konto. Gehört es zu Ihrer Kammer, öffnen Sie es unter „Konten“; einen neuen Link gibt es dort mit „Zurücksetzen und neu einladen“.
account-role-missing = Wählen Sie mindestens eine Rolle.
account-chamber = Kammer
account-state = Zustand
account-signed-in = Zuletzt angemeldet
account-invited = eingeladen
account-active = in Gebrauch
account-disabled = gesperrt seit { $since }
account-invite = Person einladen
account-invite-lead = Die Person bekommt einen Link, mit dem sie ihr Konto einmal öffnet. Er gilt sieben Tage.
account-invite-submit = Einladen
account-link-title = Einladung
account-link-lead = Geben Sie diesen Link an { $name } ({ $email }) weiter, auf einem Weg, den niemand sonst mitliest. Er gilt sieben Tage und nur einmal, und er wird nur jetzt gezeigt.
account-own = Das ist Ihr eigenes Konto. Rollen und Zustand ändert eine andere Person mit der Rolle Administration.
account-care = Konto verwalten
account-end-sessions = Überall abmelden
account-end-sessions-hint = Beendet alle Sitzungen dieses Kontos.
account-reset = Zurücksetzen und neu einladen
account-reset-hint = Löscht Passwort, Einmalcodes und Sitzungen. Die Person öffnet ihr Konto mit einem neuen Link.
account-disable = Sperren
account-disable-hint = Die Person kann sich nicht mehr anmelden, und ihre Sitzungen enden sofort. Was sie getan hat, bleibt im Protokoll.
account-enable = Entsperren
account-enable-hint = Die Person kann sich wieder anmelden wie zuvor.

role = Rolle
role-administrator = Administration
role-administrator-hint = Lädt Personen ein und vergibt Rollen; bereitet nichts vor und unterschreibt nichts.
role-clerk = Sachbearbeitung
role-clerk-hint = Pflegt Kommunen und bereitet Auszeichnungen vor.
role-signatory = Zeichnungsberechtigung
role-signatory-hint = Unterschreibt für die Kammer, was andere vorbereitet haben.
role-reader = Lesezugriff
role-reader-hint = Sieht alles, was nicht vertraulich ist, und ändert nichts.
role-auditor = Audit
role-auditor-hint = Externe Prüferin oder externer Prüfer: sieht nur die zugewiesenen Verfahren.
role-none = Keine Rolle
role-not-yet = nicht heute
role-give = Rolle geben
role-take = Entziehen
role-take-label = Rolle { $role } entziehen
role-days-hint = Für eine Vertretung: erster und letzter Tag. Ohne Tage gilt die Rolle, bis sie entzogen wird.
role-choose = Bitte wählen
role-missing = Wählen Sie eine Rolle.
role-held = Diese Rolle hat die Person schon. Entziehen Sie sie zuerst, wenn sie künftig nur an bestimmten Tagen gelten soll.
role-held-days = Diese Rolle hat die Person schon vom { $from } bis zum { $until }. Wählen Sie andere Tage, oder entziehen Sie sie zuerst.
role-over = Dieser Tag ist schon vorbei.
day-first = Erster Tag
day-last = Letzter Tag
day-hint = Zum Beispiel 31.12.2025
day-wrong = Das ist kein Tag. Schreiben Sie ihn wie 31.12.2025.
day-missing = Geben Sie beide Tage an oder keinen.
days-reversed = Der letzte Tag liegt vor dem ersten.
term-too-long = Länger ist dieses Qualitätszeichen nie verliehen: Der letzte Tag kann höchstens der { $latest } sein.
term-unusual = Üblich wäre der { $until } als letzter Tag.
dated-elsewhere = Das Datum der Urkunde passt nicht zur Laufzeit. Möglich ist { $earliest } bis { $latest }.

## Identity providers

provider-sign-in = Mit { $name } anmelden
provider-or = Mit Passwort
provider-again = Noch einmal mit { $name } anmelden
provider-elsewhere = Zur Anmeldung
provider-unreachable = „{ $name }“ ist zurzeit nicht erreichbar. Bitte versuchen Sie es in einigen Minuten noch einmal, oder melden Sie sich mit einem Passwort an, wenn Sie eines haben.
provider-unusable = „{ $name }“ antwortet nicht so, wie es eingerichtet ist. Bitte sagen Sie Ihrer Administration Bescheid, oder melden Sie sich mit einem Passwort an, wenn Sie eines haben.
provider-lost = Diese Anmeldung wurde nicht in diesem Browser begonnen, hat zu lange gedauert oder ist schon abgeschlossen. Bitte beginnen Sie sie neu.
provider-refused = Nicht angemeldet
provider-refused-text = „{ $name }“ hat Sie nicht angemeldet, oder Sie haben die Anmeldung dort abgebrochen.
provider-not-proven = Die Anmeldung ist nicht nachgewiesen
provider-not-proven-text = Was „{ $name }“ geantwortet hat, ist kein gültiger Nachweis. Wenn das noch einmal geschieht, sagen Sie bitte Ihrer Administration Bescheid.
provider-no-address = Ihre E-Mail-Adresse fehlt
provider-no-address-text = „{ $name }“ nennt keine bestätigte E-Mail-Adresse von Ihnen. Ohne sie kann Ihr Konto nicht geöffnet werden. Bitte lassen Sie sie dort eintragen und bestätigen.
provider-address-taken = Für Ihre E-Mail-Adresse gibt es schon ein Konto
provider-address-taken-text = Es wird nicht mit „{ $name }“ geöffnet. Soll das so werden, bitten Sie die Administration Ihrer Kammer, das Konto zurückzusetzen, und melden Sie sich dann wieder hier an.
provider-disabled = Ihr Konto ist gesperrt
provider-disabled-text = Die Administration hat es gesperrt ({ $chamber }). Wenden Sie sich bitte an sie.
provider-other-chamber = Ihr Konto gehört zu einer anderen Kammer
provider-other-chamber-text = Es gehört nicht zu: { $chamber }. Niemand arbeitet mit einem Konto für zwei Kammern.
provider-no-role = Kein Zugang
provider-no-role-text = Sie sind bei „{ $name }“ angemeldet, aber keine Ihrer Gruppen dort hat hier eine Aufgabe ({ $chamber }). Wenn Sie hier arbeiten sollen, bitten Sie die Administration Ihrer Kammer um die passende Gruppe und melden Sie sich dann noch einmal an.
provider-sign-in-again = Dafür müssen Sie sich gerade erst angemeldet haben. Melden Sie sich ab und wieder an, und öffnen Sie dann diese Seite noch einmal.
sign-in-with-provider = Mit einem Passwort melden sich hier nur Administratorinnen und Administratoren an. Nehmen Sie bitte „{ $name }“.
invitation-with-provider = Sie brauchen keine Einladung: Melden Sie sich bitte mit „{ $name }“ an.
account-way-in = Anmeldung mit
account-own-provider = Sie melden sich mit „{ $name }“ an. Passwort, Name, Adresse und Rollen ändern sich dort.
account-reset-provider-hint = Löscht Einmalcodes, Sitzungen und die Verbindung zu „{ $name }“. Bei der nächsten Anmeldung dort wird sie neu geknüpft.
account-reset-provider = Zurücksetzen
role-provided = von { $name }
role-days-needed = Rollen ohne Tage kommen vom Anmeldedienst. Geben Sie die Tage einer Vertretung an.
done-account-emptied = Das Konto ist zurückgesetzt. Bei der nächsten Anmeldung wird es neu verbunden.
account-joins-again = Bei der nächsten Anmeldung mit dem Anmeldedienst wird das Konto neu verbunden.
error-provider-twice = Für { $chamber } sind zwei Anmeldedienste eingerichtet. Es darf nur einer sein ([[openid_connect]]).
error-provider-shared = { $issuer } ist für zwei Kammern eingerichtet. Ein Anmeldedienst gehört zu einer Kammer.
error-provider-address = „{ $address }“ ist keine Adresse für einen Anmeldedienst: https://…, und http:// nur für diesen Rechner selbst.
error-provider-secret-in-settings = Das Geheimnis des Anmeldedienstes von { $chamber } steht in den Einstellungen. Nennen Sie stattdessen eine Datei (client_secret_file), und wechseln Sie das Geheimnis.
error-provider-no-secret = Das Geheimnis des Anmeldedienstes von { $chamber } fehlt. Setzen Sie { $variable }, oder nennen Sie eine Datei (client_secret_file).
error-provider-role = „{ $role }“ ist keine Rolle: administrator, clerk, signatory, reader oder auditor.
error-provider-no-roles = Beim Anmeldedienst von { $chamber } steht keine Gruppe für eine Rolle ([openid_connect.roles]).
error-provider-authorities = Die Zertifikate für „{ $name }“ lassen sich nicht lesen (trust).
error-provider = Der Anmeldedienst kann nicht benutzt werden: { $cause }

## The path: municipalities, certificates, preparing, signing

desk-signing = Unterzeichnen
desk-certificates = Auszeichnungen
desk-municipalities = Kommunen
desk-count-signing = zu unterzeichnen
desk-count-documents = zu vollenden
desk-count-proposals = zu bestätigen
desk-count-refused = abgelehnt
desk-count-prepared = von mir unterwegs
desk-count-issued = zuletzt ausgestellt
desk-proposals = Zu bestätigen
desk-refused = Abgelehnt
desk-prepared = Von mir vorbereitet
desk-issued = In den letzten vier Wochen ausgestellt
desk-issued-none = Keine.
desk-see-all = Alle { $count } ansehen
actions = Aktionen
all = alle
search = Suchen
save = Speichern
edit = Bearbeiten
reason = Begründung
reason-missing = Geben Sie eine Begründung an.
reason-too-long = Fassen Sie sich kürzer: höchstens { $longest } Zeichen.
pages = Seiten
page-before = Vorige Seite
page-after = Nächste Seite
pages-of = Seite { $page } von { $of }

municipality-search = Name, AGS oder Landkreis
municipalities-found = { $count ->
    [one] Eine Kommune
   *[other] { $count } Kommunen
}
municipality-new = Neue Kommune
municipality-edit = Kommune bearbeiten
municipality-edit-lead = Was schon vorbereitet oder ausgestellt ist, ändert sich dadurch nicht.
municipality-import = Liste einlesen
municipality-name = Name
municipality-name-hint = Ohne „Stadt“ oder „Gemeinde“, so wie er auf der Urkunde stehen soll.
municipality-name-wrong = Geben Sie einen Namen ein (höchstens 120 Zeichen).
municipality-kind = Art
municipality-kind-wrong = Wählen Sie Stadt oder Gemeinde.
municipality-ags = AGS
municipality-ags-hint = Amtlicher Gemeindeschlüssel, acht Ziffern. Er kann später nicht geändert werden.
municipality-ags-wrong = Der AGS hat acht Ziffern, zum Beispiel 08136088.
municipality-ags-fixed = unveränderlich
municipality-exists = Diese Kommune ist schon verzeichnet.
municipality-district = Landkreis
municipality-district-hint = Zum Beispiel Ostalbkreis.
municipality-district-wrong = Höchstens 120 Zeichen auf einer Zeile.
municipality-website = Website
municipality-website-hint = Der Rechnername, zum Beispiel www.aalen.de.
municipality-website-wrong = Das ist kein Rechnername. Er sieht aus wie www.aalen.de, ohne Leerzeichen und Umlaute.
municipality-latitude = Breite
municipality-latitude-hint = Grad Nord, zum Beispiel 48,8351.
municipality-longitude = Länge
municipality-longitude-hint = Grad Ost, zum Beispiel 10,0923.
municipality-degrees-wrong = Geben Sie Grad als Zahl ein, zum Beispiel 48,8351.
municipality-latitude-wrong = In Deutschland liegt die Breite zwischen 47 und 56 Grad. Sind Breite und Länge vertauscht?
municipality-longitude-wrong = In Deutschland liegt die Länge zwischen 5 und 16 Grad. Sind Breite und Länge vertauscht?
municipality-changed = Inzwischen hat jemand das geändert: von „{ $before }“ zu „{ $now }“. Wenn das so bleiben soll, speichern Sie noch einmal.
municipality-overtaken = Inzwischen hat jemand hier „{ $now }“ eingetragen. Wenn Ihre Angabe gelten soll, speichern Sie noch einmal.
municipality-place = Lage
import-file = Datei
import-file-empty = Die Datei ist leer. Wählen Sie eine mit Inhalt.
import-file-missing = Wählen Sie eine Datei.

certificate-search = Name, AGS oder Nummer
certificates-found = { $count ->
    [one] Eine Auszeichnung
   *[other] { $count } Auszeichnungen
}
certificates-none = Noch keine Auszeichnung.
certificate-recipient = Kommune
certificate-state = Stand
certificate-mark = Qualitätszeichen
certificate-dated = Ort und Datum
certificate-since = Seit
certificate-reason = Begründung (nicht öffentlich)
certificate-facts = Angaben
certificate-replaces = Ersetzt
certificate-successor = Ersetzt durch
certificate-public = Öffentliche Prüfseite
certificate-signatures = Unterschriften
certificate-signed = Unterzeichnet am { $when }
certificate-unsigned = Noch nicht unterzeichnet
certificate-standing = Gültigkeit ändern
certificate-standing-hint = Eine Person schlägt vor, eine andere bestätigt. Vorher sehen Sie, was die Öffentlichkeit erfährt.
certificate-history = Verlauf
waits-for-chambers = Wartet auf { $chambers }
waits-for-document = Entschieden; die Urkunde wird gesiegelt
refused-because = { $chamber } hat abgelehnt: { $reason }
download-document = Urkunde (PDF)
download-svg = Siegel (SVG)
download-png = Siegel (PNG)
pictures = Urkunde und Siegel
renew = Verlängern
correct = Neuausfertigung

event-prepared = Vorbereitet
event-signed = Unterzeichnet
event-refused = Abgelehnt
event-sealed = Von allen Kammern unterzeichnet
event-document-signed = Urkunde gesiegelt
event-key-kept = Schlüssel für die Urkunde bleibt geöffnet
event-key-closed = Geöffneter Schlüssel geschlossen
event-issued = Ausgestellt
event-reinstated = Aussetzung aufgehoben
event-time-stamped = Zeitstempel ergänzt
event-archived = Für die Langzeitprüfung ergänzt
event-on-server = Auf dem Server befohlen, ohne Anmeldung am Schreibtisch
event-proposed = Vorgeschlagen
event-confirmed = Bestätigt
event-dropped = Vorschlag verworfen

prepare = Vorbereiten
prepare-for = Auszeichnung für { $name } vorbereiten
prepare-title = Auszeichnung vorbereiten
prepare-anew = Neu vorbereiten
prepare-anew-label = Neu vorbereiten: { $name }
prepare-programme-missing = Wählen Sie ein Qualitätszeichen.
prepare-no-keys = Eine der Kammern hat noch keinen Schlüssel für Siegel. Bitte wenden Sie sich an die Administration.
prepare-municipality = Kommune
prepare-municipality-hint = Name oder AGS; ein Teil des Namens genügt.
prepare-municipality-missing = Geben Sie Name oder AGS der Kommune ein.
prepare-municipality-unknown = So heißt keine verzeichnete Kommune. Prüfen Sie die Schreibweise, oder legen Sie sie unter „Kommunen“ an.
prepare-municipality-several = Mehrere Kommunen passen. Wählen Sie eine.
prepare-not-drawable = Dieser Name lässt sich auf Urkunde oder Siegel nicht darstellen.
prepare-which = Welche Kommune?
prepare-term = Laufzeit
prepare-term-missing = Wählen Sie, ob es die erste Auszeichnung ist.
prepare-term-impossible = Diese Laufzeit ist nicht möglich. Prüfen Sie den ersten Tag.
prepare-first = Erste Auszeichnung
prepare-renewal = Re-Zertifizierung
prepare-from = Erster Tag
prepare-from-missing = Geben Sie den ersten Tag ein, zum Beispiel 31.12.2025.
prepare-dated = Datum der Urkunde
prepare-dated-hint = Leer: der erste Tag.
prepare-rivals = { $count ->
    [one] Für diese Kommune gibt es schon eine Auszeichnung, die unterwegs ist oder an denselben Tagen gilt:
   *[other] Für diese Kommune gibt es schon Auszeichnungen, die unterwegs sind oder an denselben Tagen gelten:
}
prepare-rivals-confirm = Bestätigen Sie, dass diese Auszeichnung trotzdem vorbereitet werden soll.
prepare-anyway = Trotzdem vorbereiten
prepare-submit = Zur Unterschrift geben
preview = Vorschau
preview-show = Vorschau zeigen
preview-none = Nach „Vorschau zeigen“ stehen hier Laufzeit, Urkunde und Siegel.
preview-hint = Der Schriftzug ENTWURF entfällt, Nummer und Code kommen mit der Ausstellung.
preview-prepared = So wird sie aussehen. Der Schriftzug ENTWURF entfällt; der Code gilt erst, wenn alle Kammern unterzeichnet haben.
preview-urkunde = Urkunde für { $name }, als Bild
preview-seal = Siegel für { $name }, als Bild

signing-title = Wartet auf meine Unterschrift
signing-single = Unterzeichnen
signing-nothing = Zurzeit wartet nichts auf Ihre Unterschrift.
signing-nothing-selected = Wählen Sie aus, was Sie unterzeichnen.
signing-select = Auswahl
signing-more = { $count } weitere werden gezeigt, wenn diese unterzeichnet sind.
signing-documents = { $count ->
    [one] Eine Auszeichnung ist von allen Kammern entschieden und wartet nur noch auf Ihren Schlüssel:
   *[other] { $count } Auszeichnungen sind von allen Kammern entschieden und warten nur noch auf Ihren Schlüssel:
}
signing-others = { $count ->
    [one] Was Sie selbst vorbereitet haben, unterzeichnet eine andere Person Ihrer Kammer.
   *[other] { $count } haben Sie selbst vorbereitet; sie unterzeichnet eine andere Person Ihrer Kammer.
}
signing-passphrase = Passphrase der Kammer
signing-passphrase-hint = Öffnet die Schlüssel Ihrer Kammer für diese Unterschriften.
signing-passphrase-missing = Geben Sie die Passphrase Ihrer Kammer ein.
signing-passphrase-wrong = Diese Passphrase öffnet die Schlüssel Ihrer Kammer nicht. Es wurde nichts unterzeichnet.
signing-secret = PIN oder Passphrase des Dokumentenschlüssels
signing-secret-hint = Für das Zertifikat Ihres Vertrauensdiensteanbieters.
signing-secret-wrong = Damit lässt sich der Dokumentenschlüssel nicht öffnen. Es wurde nichts unterzeichnet.
signing-no-token = Der Token ist nicht angeschlossen. Es wurde nichts unterzeichnet.
signing-keys-elsewhere = Die Schlüssel Ihrer Kammer liegen nicht auf diesem Server. Es wurde nichts unterzeichnet.
signing-elsewhere = Die Schlüssel Ihrer Kammer liegen auf einer Maschine Ihrer Kammer und nicht auf diesem Server: Dort wird unterzeichnet. Geben Sie die Passphrase nur dort ein.
signing-other-key = Der Dokumentenschlüssel Ihrer Kammer gehört nicht zu ihrem Zertifikat. Es wurde nichts unterzeichnet. Bitte wenden Sie sich an die Administration.
signing-certificate-unfit = Mit dem Zertifikat Ihrer Kammer darf zurzeit nicht unterzeichnet werden. Bitte wenden Sie sich an die Administration.
signing-sign = Unterzeichnen
signing-selected = Ausgewählte unterzeichnen
signing-all = { $count ->
    [one] Diese eine unterzeichnen
   *[other] Alle { $count } unterzeichnen
}
signing-finish = Urkunden siegeln
signing-waits-for = Unterzeichnet. Wartet auf { $chambers }.
signing-issued = Ausgestellt.
signing-waits-for-document = Unterzeichnet. Die Urkunde wartet auf den Schlüssel von { $chamber }.
signing-waits-for-time-stamp = Unterzeichnet. Die Urkunde wartet auf einen Zeitstempel.
signing-own-preparation = Sie haben sie selbst vorbereitet; eine andere Person Ihrer Kammer unterzeichnet.
signing-not-permitted = Dafür reichen Ihre Rollen nicht aus.
signing-already = { $chamber } hat schon unterzeichnet.
signing-closed = Sie ist nicht mehr offen für Unterschriften.
signing-key-changed = Sie wurde für einen früheren Schlüssel vorbereitet. Lehnen Sie sie bitte ab, damit sie neu vorbereitet wird.
signing-failed = Das hat nicht funktioniert und wurde festgehalten.
signed-title = Ergebnis
signed-signed = { $count ->
    [one] Eine Auszeichnung unterzeichnet
   *[other] { $count } Auszeichnungen unterzeichnet
}
signed-failed = { $count ->
    [one] Eine Auszeichnung nicht unterzeichnet
   *[other] { $count } Auszeichnungen nicht unterzeichnet
}
signed-continued = { $count ->
    [one] Eine Urkunde, die auf uns wartete
   *[other] { $count } Urkunden, die auf uns warteten
}
signed-kept = Der Dokumentenschlüssel Ihrer Kammer bleibt für diese Urkunden geöffnet, bis { $until }. Sobald die andere Kammer unterzeichnet hat, siegelt das Programm sie ohne Sie.
signed-kept-look = Ansehen oder schließen
kept-title = Geöffneter Schlüssel
kept-lead = { $count ->
    [one] Bis { $until } siegelt das Programm mit dem Dokumentenschlüssel Ihrer Kammer eine Urkunde, die Ihre Kammer unterzeichnet hat, sobald sie an der Reihe ist.
   *[other] Bis { $until } siegelt das Programm mit dem Dokumentenschlüssel Ihrer Kammer { $count } Urkunden, die Ihre Kammer unterzeichnet hat, sobald sie an der Reihe sind.
}
kept-close = Schlüssel jetzt schließen
look = Ansehen
look-at = { $name } ansehen
refuse = Ablehnen
refuse-label = { $name } ablehnen
refuse-title = Unterschrift ablehnen
refuse-lead = Die Auszeichnung geht mit Ihrer Begründung zurück an die Sachbearbeitung. Sie kann dann nur noch neu vorbereitet werden.
refuse-reason-hint = Was ist zu ändern? Die Begründung sehen nur die beteiligten Kammern. Höchstens 1.000 Zeichen.
refuse-submit = Ablehnen und zurückgeben

## Lifecycle

step-suspend = Aussetzen
step-reinstate = Aussetzung aufheben
step-withdraw = Entziehen
propose-suspend = Aussetzen vorschlagen
propose-suspend-lead = Die Nutzung der Auszeichnung ruht, bis die Aussetzung aufgehoben wird.
propose-reinstate = Aufhebung der Aussetzung vorschlagen
propose-reinstate-lead = Die Auszeichnung gilt danach wieder für ihre Laufzeit.
propose-withdraw = Entzug vorschlagen
propose-withdraw-lead = Die Auszeichnung gilt danach nicht mehr.
propose-reason-hint = Die Begründung wird aufbewahrt und ist nicht öffentlich. Höchstens 1.000 Zeichen.
propose-submit = Vorschlagen
proposal-waits = Vorgeschlagen: { $step }.
proposal-step = Schritt
proposal-by = Vorgeschlagen von
proposal-own = von Ihnen
proposal-drop = Vorschlag verwerfen
confirm-look = Prüfen und bestätigen
confirm-title = Vorschlag bestätigen
confirm-own = Sie haben das selbst vorgeschlagen. Eine andere Person bestätigt.
confirm-submit = Bestätigen
effect-heading = Was die Öffentlichkeit erfährt
effect-now = Jetzt
effect-then = Danach
effect-last = Das lässt sich nicht rückgängig machen.
correct-title = Neuausfertigung vorbereiten
correct-lead = Dieselbe Auszeichnung unter einer neuen Nummer, mit den heutigen Angaben. Wenn alle Kammern unterzeichnet haben, ersetzt sie die alte Ausfertigung.
correct-old = Bisher
correct-new = Neu
correct-same = unverändert
correct-then = Nach der Ausstellung, alte Nummer
correct-new-number = (neue Nummer)
correct-until-hint = Wie bisher, oder berichtigt. Beispiel: 02.03.2028.
correct-then-copy = Nach der Ausstellung, neue Nummer
correct-preview-none = „Vorschau“ zeigt Urkunde und Siegel, und was die Öffentlichkeit erfährt.
correct-moved = Der letzte Tag rückt vom { $old } auf den { $new }.
correct-moved-confirm = Ja, die Laufzeit soll sich ändern
correct-moved-missing = Bestätigen Sie, dass sich die Laufzeit ändert, oder geben Sie den bisherigen letzten Tag an.
renew-effect = Bis zum ersten Tag der nächsten Laufzeit zeigt die dauerhafte Adresse die laufende.
renew-then = Ab { $day }
propose-open = Zuerst muss eine andere Person diesen Vorschlag bestätigen, oder er wird verworfen.
propose-open-kept = Es wartet schon ein Vorschlag. Ihre Begründung ist noch da; senden Sie sie, sobald er erledigt ist.
proposal-gone = Dieser Vorschlag wartet nicht mehr: Er wurde bestätigt, verworfen oder durch einen anderen ersetzt. Öffnen Sie die Auszeichnung, um zu sehen, wie sie steht.
correct-under-way = Eine Neuausfertigung ({ $serial }) ist schon in Vorbereitung.
correct-submit = Zur Unterschrift geben

done-certificate-prepared = Vorbereitet. Die Kammern sehen sie jetzt unter „Wartet auf meine Unterschrift“.
done-correction-prepared = Die Neuausfertigung ist vorbereitet und wartet auf die Unterschriften.
done-municipality-added = Die Kommune ist verzeichnet.
done-municipality-corrected = Gespeichert.
done-key-closed = Der Schlüssel ist geschlossen. Die Urkunden warten, bis Ihre Kammer die Passphrase wieder eingibt.
done-refused = Abgelehnt. Die Sachbearbeitung sieht Ihre Begründung.
done-proposed = Vorgeschlagen. Eine andere Person muss das bestätigen.
done-confirmed = Bestätigt. Es gilt ab sofort.
done-dropped = Der Vorschlag ist verworfen.

done-signed-out = Sie sind abgemeldet.
form-kept = Ihre Sitzung war zu Ende, bevor das Formular ankam. Es wurde nichts gespeichert. Was Sie eingegeben hatten, steht wieder da; nur Passwörter, Passphrasen, Codes und Dateien geben Sie bitte neu an.
done-session-ended = Ihre Sitzung ist beendet. Bitte melden Sie sich neu an.
done-password-changed = Das Passwort ist geändert. Ihre anderen Sitzungen sind beendet.
done-own-session-ended = Die Sitzung ist beendet.
done-other-sessions-ended = Alle anderen Sitzungen sind beendet.
done-role-given = Die Rolle ist vergeben.
done-role-taken = Die Rolle ist entzogen.
done-account-disabled = Das Konto ist gesperrt.
done-account-enabled = Das Konto ist entsperrt.
done-sessions-ended = Alle Sitzungen des Kontos sind beendet.


## Follow-up

desk-follow-up = Wiedervorlage
desk-contacts = Ansprechpersonen
follow-lead = Was in den nächsten zwölf Monaten endet, was altert und was wartet.
follow-ending = Auszeichnungen, die enden
follow-ending-none = In den nächsten zwölf Monaten endet keine Auszeichnung.
follow-within = { $count ->
    [one] In den nächsten { $months } Monaten: eine
   *[other] In den nächsten { $months } Monaten: { $count }
    }
follow-municipality = Kommune
follow-until = Endet am
follow-reminder = Erinnerung
follow-contact = Ansprechperson
follow-contact-missing = fehlt
follow-contact-enter = eintragen
follow-off = abgeschaltet
follow-suspended = ausgesetzt, keine Erinnerung
follow-renewed = nicht nötig, es folgt { $serial }
follow-preparing = Verlängerung in Vorbereitung:
remind-preparing = Eine Verlängerung ist in Vorbereitung, aber noch nicht von allen Kammern unterzeichnet. Erinnern Sie nur, wenn das nötig ist.
follow-due = { $months } Monate vorher: fällig
follow-settled-sent = { $months } Monate vorher: am { $date } verschickt
follow-settled-skipped = { $months } Monate vorher: am { $date } übersprungen
follow-next = nächste am { $date }
follow-look = Ansehen und senden
follow-ageing = Zertifikate, die altern
follow-ageing-none = Kein Zertifikat zum Unterschreiben läuft in den nächsten 60 Tagen ab.
follow-ageing-left = { $chamber }: gültig bis { $date } ({ $days ->
    [one] noch ein Tag
   *[other] noch { $days } Tage
    })
follow-ageing-over = { $chamber }: abgelaufen am { $date }
follow-ageing-do = Ein neues bei einem Vertrauensdiensteanbieter zu bestellen dauert Wochen.
follow-waiting = Wartet seit mehr als einer Woche
follow-waiting-none = Nichts wartet länger als eine Woche.
follow-waiting-signature = Unterschrift von { $chambers } fehlt
follow-waiting-key = Unterschrieben; die Urkunde wartet auf den Schlüssel einer Kammer
follow-waiting-since = seit { $date }
follow-mail = Nicht zugestellte Nachrichten
follow-mail-none = Alle Nachrichten sind zugestellt.
follow-mail-off = Es ist kein Mailserver eingerichtet. Erinnerungen und Hinweise werden nicht verschickt.
follow-mail-to = { $kind } an { $recipient }
follow-mail-again = wird am { $at } wieder versucht
follow-mail-given-up = aufgegeben am { $at }
follow-mail-revive = Noch einmal versuchen
follow-mail-drop = Verwerfen
mail-kind-signature-awaited = Hinweis auf Unterschriften
mail-kind-refused = Hinweis auf eine Ablehnung
mail-kind-key-awaited = Hinweis auf wartende Urkunden
mail-kind-reminder = Erinnerung
mail-unreachable = Der Mailserver ist nicht erreichbar.
mail-timed-out = Der Mailserver antwortet nicht.
mail-insecure = Zum Mailserver gibt es keine sichere Verbindung.
mail-sign-in = Der Mailserver lehnt Benutzer oder Passwort ab.
mail-put-off = Der Mailserver vertröstet ({ $code }).
mail-refused = Der Mailserver lehnt die Nachricht ab ({ $code }). Stimmt die Adresse?
mail-malformed = Aus der Adresse lässt sich keine Nachricht machen.
calendar = Kalender
calendar-lead = Enden und Erinnerungstage als Kalender, den Outlook und andere Programme abonnieren. Wer die Adresse kennt, kann ihn lesen; geben Sie sie nicht weiter.
calendar-since = Ihre Kalenderadresse besteht seit { $date }.
calendar-make = Kalenderadresse anlegen
calendar-renew = Neue Adresse
calendar-close = Adresse widerrufen
calendar-link-lead = Fügen Sie diese Adresse in Ihrem Kalenderprogramm als abonnierten Kalender hinzu. Sie wird nur jetzt angezeigt; eine frühere gilt nicht mehr.
calendar-name = Qualitätszeichen: Wiedervorlage
calendar-end = Auszeichnung endet: { $name }
calendar-reminder = Erinnerung ({ $months } Monate vorher): { $name }
remind-title = Erinnerung an { $name }
remind-step = { $months } Monate vor dem Ende am { $until }
remind-to = An
remind-subject = Betreff
remind-language = Sprache
remind-text = So geht die Nachricht hinaus. Sie wird genau einmal verschickt.
remind-send = Jetzt senden
remind-skip = Überspringen
remind-skip-hint = Diese Erinnerung wird nicht verschickt; die nächste kommt zu ihrer Zeit.
remind-no-contact = Für diese Kommune ist keine Ansprechperson eingetragen.
remind-no-server = Es ist kein Mailserver eingerichtet.
contacts-lead = An wen die Kammern in den Kommunen schreiben. Die Angaben sind nicht öffentlich.
contact-title = Ansprechperson: { $name }
contact-lead = Ohne Namen beginnt die Nachricht mit „Sehr geehrte Damen und Herren“.
contact-name = Name
contact-name-hint = Zum Beispiel Dr. Erika Mustermann. Leer für ein Funktionspostfach.
contact-addressed-as = Name in der Anrede
contact-addressed-as-hint = Zum Beispiel Dr. Mustermann
contact-office = Amt
contact-office-hint = In der Form, in der die Person angesprochen wird: Oberbürgermeisterin, Bürgermeister
contact-gender = Anrede
contact-language = Sprache der Nachrichten
contact-email = E-Mail-Adresse
contact-email-wrong = Das ist keine E-Mail-Adresse. Schreiben Sie sie wie rathaus@stadt.example.
contact-too-long = Höchstens 120 Zeichen auf einer Zeile.
contact-addressed-as-missing = Zu „Frau“ oder „Herr“ gehört der Name, wie er in der Anrede steht.
contact-save = Speichern
contact-remove = Angaben löschen
contact-remove-hint = Die Kommune bekommt dann keine Erinnerungen.
gender-female = Frau
gender-male = Herr
gender-unstated = neutral
language-de = Deutsch
language-en = Englisch
done-reminder-sent = Die Erinnerung ist unterwegs.
done-reminder-skipped = Die Erinnerung ist übersprungen.
done-mail-revived = Die Nachricht wird noch einmal versucht.
done-mail-dropped = Die Nachricht ist verworfen.
done-calendar-closed = Die Kalenderadresse gilt nicht mehr.
done-contact-entered = Die Ansprechperson ist gespeichert.
done-contact-removed = Die Angaben sind gelöscht.

## Lists: taken in and given out

column-serial = Nr.
column-ags = AGS
column-name = Name
column-kind = Art
column-district = Landkreis
column-latitude = Breite
column-longitude = Länge
column-website = Website
column-contact-name = Kontakt: Name
column-contact-addressed-as = Kontakt: Name in der Anrede
column-contact-office = Kontakt: Amt
column-contact-gender = Kontakt: Anrede
column-contact-language = Kontakt: Sprache
column-contact-email = Kontakt: E-Mail
column-programme = Qualitätszeichen
column-from = Beginn
column-until = Ende
column-renewal = Re-Zertifizierung
column-dated = Datum der Urkunde
column-state = Stand
value-yes = ja
value-no = nein
value-female = Frau
value-male = Herr
value-unstated = neutral
list-municipalities = Kommunen
list-certificates = Auszeichnungen
sheet-municipalities = Kommunen
sheet-certificates = Auszeichnungen
list-place = Zeile { $row }, Spalte { $column } „{ $heading }“
list-place-missing = Zeile { $row }, Spalte „{ $heading }“ ({ $name })
list-place-row = Zeile { $row }
list-line-of = { $place }: { $cause }
list-row = Zeile
list-column = Spalte
list-heading = Überschrift
list-kind = Art
list-kind-note = Hinweis
list-kind-problem = Fehler
list-cause = Beschreibung
list-repeated-column = Diese Spalte steht schon weiter links.
list-unknown-column = Diese Spalte ist unbekannt und wird übergangen.
list-surplus-cells = Die Zeile hat mehr Zellen als die Überschrift.
list-empty = Hier fehlt eine Angabe.
list-too-long = Die Zelle hat mehr als 1000 Zeichen.
list-formula = Die Formel hat kein Ergebnis. Fügen Sie den Inhalt als Wert ein.
list-looks-like-formula = Das sieht aus wie eine Formel. Wenn es ein Text ist, schreiben Sie ein ' davor.
list-broken = Die Tabelle selbst meldet hier einen Fehler: { $value }.
list-ags-repaired = Aus „{ $value }“ wurde 0{ $value }: Tabellenprogramme lassen die führende Null weg.
list-day = „{ $value }“ ist kein Tag. Schreiben Sie ihn wie 31.12.2025.
list-day-number = „{ $value }“ ist die Zahl, mit der Tabellenprogramme den { $day } speichern. Formatieren Sie die Spalte als Datum.
list-yes-no = „{ $value }“ ist weder „ja“ noch „nein“.
list-serial = „{ $value }“ ist keine Nummer einer Auszeichnung.
list-programme = „{ $value }“ ist kein Qualitätszeichen, das Ihre Kammer verleiht.
list-which-programme = Es gibt mehrere Qualitätszeichen. Nennen Sie eines.
list-gender = „{ $value }“ ist keine Anrede: Frau, Herr oder neutral.
list-language = „{ $value }“ ist keine Sprache: de oder en.
list-line = „{ $value }“ ist zu lang oder enthält Steuerzeichen.
list-repeated = Das steht zweimal in der Liste, zuerst in Zeile { $row }.
list-same-days = Für dieselbe Kommune und einige derselben Tage steht schon Zeile { $row } da.
list-named-otherwise = Diese Kommune ist verzeichnet als { $name }; so steht sie auf der Urkunde.
list-differs = Im Register steht { $value }. Wer eine neue Auszeichnung vorbereiten will, lässt die Nummer leer.
list-rivals = Für diese Kommune gibt es schon eine Auszeichnung unterwegs oder für einen Teil dieser Tage: { $serials }.
list-not-drawable = Urkunde oder Siegel können mit diesem Namen nicht gesetzt werden.
list-changed-meanwhile = Diese Kommune wurde nach der Prüfung der Liste geändert. Prüfen Sie die Liste neu.
list-not-permitted = Wer die Liste übernommen hat, darf das nicht mehr.
list-too-large = Die Datei ist größer als 8 MB.
list-no-list = Die Datei ist weder CSV noch XLSX.
list-old-workbook = Die Datei ist eine alte oder verschlüsselte Arbeitsmappe. Speichern Sie sie als XLSX ohne Kennwort.
list-damaged-archive = Die Arbeitsmappe lässt sich nicht öffnen: Die Datei ist unvollständig oder keine Arbeitsmappe. Speichern Sie die Tabelle neu als XLSX.
list-damaged-no-workbook = In der Datei steckt keine Arbeitsmappe. Speichern Sie die Tabelle als XLSX.
list-damaged-sheet = Das erste Blatt der Arbeitsmappe ist beschädigt. Öffnen Sie sie, und speichern Sie sie neu als XLSX.
list-damaged-order = Die Arbeitsmappe ist beschädigt: Ihre Zeilen stehen nicht der Reihe nach. Öffnen Sie sie, und speichern Sie sie neu als XLSX.
list-inflated = Die Arbeitsmappe ist ausgepackt viel zu groß und wird nicht gelesen.
list-no-rows = In der Datei steht keine Zeile.
list-other-sheets = Gelesen wird das Blatt „{ $read }“, nicht: { $others }. Was dort steht, gehört in eine Datei für sich.
list-too-many-rows = Die Liste hat mehr als { $most } Zeilen. Teilen Sie sie.
list-too-many-columns = Die Liste hat mehr als { $most } Spalten.
list-unsound = Die Liste enthält Fehler. Es wurde nichts eingelesen.
list-nothing-to-do = Es gibt nichts zu übernehmen.
list-unknown = Diese Liste gibt es nicht mehr.
list-begun = Diese Liste wird schon übernommen.
list-elsewhere = Diese Liste wird gerade an anderer Stelle übernommen.
list-counts = { $new } neu, { $changed } geändert, { $unchanged } unverändert, { $wrong } mit Fehlern. Es wurde nichts übernommen.
list-refused-rows = { $count ->
    [one] Eine Zeile wurde nicht übernommen.
   *[other] { $count } Zeilen wurden nicht übernommen.
    }
certificates-imported = { $count ->
    [one] Eine Auszeichnung vorbereitet.
   *[other] { $count } Auszeichnungen vorbereitet.
    }
import-title = Listen einlesen
import-lead = Eine Datei wird zuerst nur geprüft. Sie sehen jeden Fehler mit Zeile und Spalte und entscheiden dann.
import-list = Was steht in der Liste?
import-list-missing = Wählen Sie, was in der Liste steht.
import-file-hint = CSV oder XLSX, höchstens { $rows } Zeilen und { $megabytes } MB.
import-check = Prüfen
import-check-hint = Dabei wird noch nichts übernommen.
import-heading-twice = Die erste Zeile nennt eine Spalte doppelt.
import-heading-both = Die erste Zeile nennt eine Spalte doppelt, und andere, die gebraucht werden, fehlen.
import-heading-wrong = Die erste Zeile nennt nicht alle Spalten, die gebraucht werden.
import-columns = Spalten
import-columns-hint = Die erste Zeile nennt die Spalten, in beliebiger Reihenfolge. Eine Musterdatei zeigt, wie es geht.
import-columns-more = Möglich sind auch: { $columns }
import-sample = Muster { $format }
import-sample-file = Muster { $list }
import-problems-file = Fehler und Hinweise
import-jobs = Zuletzt geprüft
import-stage-checked = geprüft
import-stage-running = läuft
import-stage-done = übernommen, { $at }
import-checked = Geprüft, noch nichts übernommen
import-running = Wird übernommen
import-done = Übernommen
import-progress = { $over } von { $all } Zeilen
import-running-hint = Sie können weiterarbeiten. Auch nach einer Unterbrechung geht es von selbst weiter; keine Zeile wird doppelt oder halb übernommen.
import-reload = Stand neu laden
import-count-new = Neu
import-count-changed = Geändert
import-count-unchanged = Unverändert
import-count-wrong = Mit Fehlern
import-count-done = Übernommen
import-count-refused = Abgewiesen
import-mend = Verbessern Sie die Datei und prüfen Sie sie neu, oder übernehmen Sie nur, was in Ordnung ist.
import-only-sound = Nur die fehlerfreien Zeilen übernehmen; { $wrong ->
    [one] eine Zeile bleibt
   *[other] { $wrong } Zeilen bleiben
    } liegen
import-only-sound-missing = Bestätigen Sie, dass die Zeilen mit Fehlern liegen bleiben.
import-begin = { $count ->
    [one] Eine Zeile übernehmen
   *[other] { $count } Zeilen übernehmen
    }
import-begin-certificates = { $count ->
    [one] Eine Auszeichnung vorbereiten
   *[other] { $count } Auszeichnungen vorbereiten
    }
import-drop = Verwerfen
import-see-certificates = Vorbereitete Auszeichnungen ansehen
import-see-municipalities = Kommunen ansehen
import-told = Fehler und Hinweise
import-problems = Alle als CSV
import-place = Stelle
import-more = { $count ->
    [one] Ein weiterer steht in der CSV-Datei.
   *[other] { $count } weitere stehen in der CSV-Datei.
    }
import-prepare = Liste vorbereiten
export-all = Alle als Datei:
export-these = Diese Liste als Datei:
done-list-dropped = Verworfen. Es wurde nichts übernommen.

## Mail

salutation-female = Sehr geehrte Frau { $person }
salutation-male = Sehr geehrter Herr { $person }
salutation-office = Guten Tag, { $person }
salutation-name = Guten Tag, { $person }
salutation-neutral = Sehr geehrte Damen und Herren
kind-town = Stadt
kind-municipality = Gemeinde
reminder-subject = { $name }: Auszeichnung gilt noch bis zum { $until }
reminder-body = { $greeting },

    die Auszeichnung „{ $mark }“ der { $kind } { $name } gilt noch bis zum { $until }.

    Wenn Sie die Re-Zertifizierung wünschen, melden Sie sich bitte bis zum { $reply }; das Verfahren dauert erfahrungsgemäß mehrere Monate.

    Nach dem letzten Tag darf mit der Auszeichnung nicht mehr geworben werden. Ihren Stand sehen Sie jederzeit hier:
    { $address }

    Mit freundlichen Grüßen

    { $chambers }
notice-signature-subject = { $count ->
    [one] Eine Auszeichnung wartet auf Ihre Unterschrift
   *[other] { $count } Auszeichnungen warten auf Ihre Unterschrift
    }
notice-signature = { $count ->
    [one] Guten Tag, eine Auszeichnung ist vorbereitet und wartet auf die Unterschrift Ihrer Kammer:
   *[other] Guten Tag, { $count } Auszeichnungen sind vorbereitet und warten auf die Unterschrift Ihrer Kammer:
    }
notice-key-subject = { $count ->
    [one] Eine Urkunde wartet auf den Schlüssel Ihrer Kammer
   *[other] { $count } Urkunden warten auf den Schlüssel Ihrer Kammer
    }
notice-key = { $count ->
    [one] Guten Tag, alle Kammern haben zugestimmt. Die Urkunde wird fertig, sobald der Schlüssel Ihrer Kammer geöffnet wird:
   *[other] Guten Tag, alle Kammern haben zugestimmt. Diese { $count } Urkunden werden fertig, sobald der Schlüssel Ihrer Kammer geöffnet wird:
    }
notice-refused-subject = { $count ->
    [one] Eine Auszeichnung wurde abgelehnt
   *[other] { $count } Auszeichnungen wurden abgelehnt
    }
notice-refused = { $count ->
    [one] Guten Tag, eine Auszeichnung, die Ihre Kammer vorbereitet hat, wurde abgelehnt. Den Grund finden Sie an Ihrem Schreibtisch:
   *[other] Guten Tag, { $count } Auszeichnungen, die Ihre Kammer vorbereitet hat, wurden abgelehnt. Die Gründe finden Sie an Ihrem Schreibtisch:
    }
notice-copy-subject = Eine Kopie eines Siegels wurde gemeldet
notice-copy = Jemand hat gemeldet, wo ein Siegel steht, das dort nicht hingehört. Bitte sehen Sie nach. Was gemeldet wurde, steht nur am Schreibtisch.
notice-barrier-subject = Eine Barriere wurde gemeldet
notice-barrier = Jemand hat gemeldet, was den Zugang zu den Seiten erschwert. Bitte antworten Sie. Was gemeldet wurde, steht nur am Schreibtisch.
notice-more = und { $count } weitere
notice-desk = Zum Schreibtisch: { $address }
notice-end = Diese Nachricht hat Kammersiegel verschickt.

## Commands

help-usage = Aufruf:
help-options = Optionen
help-commands = Befehle
help-command = BEFEHL

cli = Qualitätszeichen gemeinsam verleihen und prüfen
cli-more = Beginnen Sie mit: kammersiegel demo
cli-demo = Zeigt alles an sechs Kommunen mit erfundenen Laufzeiten
cli-serve = Startet die öffentliche Prüfseite
cli-account = Konten der Personen, die mit der Oberfläche arbeiten
cli-account-invite = Lädt eine Person ein und gibt den Link aus, mit dem sie ihr Konto öffnet
cli-account-list = Listet die Konten auf
cli-account-disable = Sperrt ein Konto und beendet seine Sitzungen
cli-account-enable = Entsperrt ein Konto
cli-account-reset = Löscht Passwort und Einmalcodes und gibt eine neue Einladung aus
cli-keys = Schlüssel der Kammern: anlegen, auflisten, ablösen
cli-keys-new = Legt einen neuen Schlüssel für eine Kammer an; der alte wird abgelöst
cli-keys-list = Listet alle öffentlichen Schlüssel auf
cli-keys-document = Womit eine Kammer Urkunden unterschreibt
cli-keys-document-new = Legt einen Schlüssel mit selbst ausgestelltem Zertifikat an
cli-keys-document-pkcs12 = Übernimmt Schlüssel und Zertifikat eines Vertrauensdiensteanbieters aus einer PKCS#12-Datei
cli-keys-document-pkcs12-arg-file = PKCS#12-Datei (.p12, .pfx)
cli-keys-document-token = Unterschreibt künftig mit einem Schlüssel auf einer Karte oder einem HSM (PKCS#11)
cli-keys-document-list = Listet die Zertifikate auf, mit denen Urkunden unterschrieben werden und wurden
cli-keys-trust-time-stamps = Vertraut den Zeitstempeln eines Dienstes
cli-keys-trust-time-stamps-arg-file = PEM-Datei mit dem Zertifikat des Dienstes oder dem seiner Zertifizierungsstelle
cli-keys-retire = Löst einen Schlüssel ab; was er unterschrieben hat, gilt weiter
cli-programme = Qualitätszeichen, die verliehen werden können
cli-programme-check = Prüft die Ordner der Qualitätszeichen
cli-municipality = Städte und Gemeinden
cli-municipality-import = Liest Kommunen ein (CSV oder XLSX), wie import municipalities
cli-municipality-list = Listet alle Städte und Gemeinden auf
cli-certificate = Auszeichnungen: vorbereiten, unterschreiben, ansehen, ändern
cli-certificate-prepare = Bereitet eine Auszeichnung vor
cli-certificate-sign = Unterschreibt für eine Kammer; mit der letzten Unterschrift wird ausgestellt
cli-certificate-archive = Hält die Unterschriften von Urkunden beweisbar: fügt Sperrauskünfte und einen Zeitstempel an
cli-certificate-refuse = Lehnt die Unterschrift für eine Kammer ab
cli-certificate-show = Zeigt eine Auszeichnung
cli-certificate-list = Listet alle Auszeichnungen auf
cli-certificate-export = Schreibt das Siegel als COSE_Sign-Datei, für andere Programme
cli-certificate-print = Macht eine Druckvorlage (PDF): mit Beschnitt und Schnittmarken, oder für vorgedrucktes Papier
cli-certificate-suspend = Schlägt vor, die Nutzung auszusetzen
cli-certificate-reinstate = Schlägt vor, eine Aussetzung aufzuheben
cli-certificate-withdraw = Schlägt vor, eine Auszeichnung zu entziehen; das ist endgültig
cli-certificate-confirm = Bestätigt, was eine andere Person vorgeschlagen hat; es gilt sofort
cli-certificate-drop = Verwirft einen Vorschlag
cli-certificate-proposals = Listet auf, was zu bestätigen ist
cli-certificate-supersede = Bereitet eine berichtigte Neuausfertigung vor
cli-import = Liest Listen ein (CSV oder XLSX): erst geprüft, dann Zeile für Zeile übernommen
cli-import-municipalities = Liest Kommunen ein
cli-import-certificates = Bereitet Auszeichnungen vor, eine je Zeile
cli-import-resume = Setzt begonnene Listen fort
cli-import-arg-file = Die Datei (CSV oder XLSX)
cli-export = Gibt Listen aus (CSV oder XLSX), die sich wieder einlesen lassen
cli-export-municipalities = Gibt alle Kommunen aus
cli-export-certificates = Gibt alle Auszeichnungen aus
cli-arg-dry_run = Nur prüfen und jeden Fehler nennen
cli-arg-only_sound = Zeilen mit Fehlern liegen lassen
cli-arg-format = Format: csv oder xlsx

cli-verify = Prüft den Text eines QR-Codes, eine Nummer, eine Urkunde oder das Bild eines Siegels
cli-own-copy-check = Nummer prüfen
cli-verify-more = Rückgabewerte: 0 gültig, 10 noch nicht gültig, 11 abgelaufen, 12 ausgesetzt, 13 entzogen, 14 ersetzt, 20 nicht gefunden, 21 nicht echt, 22 nicht lesbar, 23 Prüfung nicht möglich
cli-audit = Protokoll aller Vorgänge
cli-audit-verify = Prüft, ob das Protokoll verändert wurde
cli-completions = Gibt ein Skript aus, mit dem die Shell Befehle ergänzt

cli-arg-email = E-Mail-Adresse des Kontos
cli-arg-name = Name der Person
cli-arg-role = Rolle: administrator, clerk, signatory, reader oder auditor; mehrmals möglich
cli-arg-help = Zeigt diese Hilfe
cli-arg-version = Zeigt die Version
cli-arg-data = Ordner für Datenbank, Schlüssel und ausgestellte Dateien
cli-arg-config = Datei mit Einstellungen (TOML)
cli-arg-database = Adresse der Datenbank (sqlite:… oder postgres:…)
cli-arg-host = Rechnername in den QR-Codes
cli-arg-templates = Ordner mit eigenen Qualitätszeichen
cli-arg-lang = Sprache der Ausgabe
cli-arg-user = Wer den Befehl gibt, für das Protokoll; bei Vorschlägen die Adresse eines Kontos
cli-arg-listen = Adresse, unter der die Prüfseite erreichbar ist
cli-arg-no_serve = Nur ausstellen, die Prüfseite nicht starten
cli-arg-chamber = Kennung der Kammer, z. B. ihk-ostwuerttemberg
cli-arg-passphrase_file = Datei mit der Passphrase der Kammer
cli-arg-document_passphrase_file = Datei mit der Passphrase der PKCS#12-Datei oder der PIN der Karte
cli-arg-module = PKCS#11-Bibliothek der Karte oder des HSM
cli-arg-token = Name der Karte; sonst die erste
cli-arg-label = Name des Schlüssels auf der Karte
cli-arg-before = Auch Urkunden, deren letzter Zeitstempel vor diesem Tag altert; sonst 90 Tage voraus
cli-arg-json = Ausgabe als JSON
cli-arg-key = Anfang der Schlüsselkennung, mindestens 8 Zeichen
cli-arg-compromised = Der Schlüssel könnte in fremde Hände gekommen sein
cli-arg-on = Tag der Ablösung; sonst heute
cli-arg-file = Die Liste
cli-arg-programme = Kennung des Qualitätszeichens, z. B. ausgezeichneter-wohnort
cli-arg-municipality = Amtlicher Gemeindeschlüssel, 8 Ziffern
cli-arg-from = Erster Tag der Gültigkeit, z. B. 31.12.2025
cli-arg-until = Letzter Tag der Gültigkeit; sonst nach der Laufzeit berechnet
cli-arg-renewal = Laufzeit einer Re-Zertifizierung statt der ersten
cli-arg-dated = Datum auf der Urkunde; sonst der erste Tag
cli-arg-serial = Nummer der Auszeichnung
cli-arg-serials = Nummern der Auszeichnungen; ohne Nummer werden nur wartende Urkunden unterschrieben
cli-arg-reason = Der Grund; er wird nicht veröffentlicht
cli-arg-step = Der vorgeschlagene Schritt: suspend, reinstate oder withdraw
cli-arg-output = Zieldatei
cli-arg-paper = Papier nach dem Beschnitt: a4 oder a3
cli-arg-only_variable = Nur, was von Urkunde zu Urkunde verschieden ist, für vorgedrucktes Papier
cli-arg-only_fixed = Nur, was auf allen Urkunden gleich ist, um Papier vorzudrucken
cli-arg-replace = Eine vorhandene Zieldatei ersetzen
cli-arg-code = Text des QR-Codes, Nummer oder Datei (höchstens 8 MB): Urkunde (PDF), Siegel als Bild (SVG, PNG) oder für den Druck (PDF)
cli-arg-offline = Ohne Datenbank prüfen
cli-arg-keys = Datei mit den öffentlichen Schlüsseln (keyring.toml)
cli-arg-at = Zeitpunkt, für den geprüft wird, z. B. 2028-03-02T22:59:59Z; sonst jetzt
cli-arg-shell = Name der Shell

proposed = { $serial }: { $step } vorgeschlagen. Eine andere Person bestätigt am Schreibtisch oder mit: { $command }
proposal-dropped = { $serial }: Vorschlag verworfen
prepared = Vorbereitet: { $serial }
signing-nothing-waits = Keine Urkunde wartet auf eine Unterschrift.
signed = { $serial }: unterschrieben für { $chamber }
issued = { $serial }: ausgestellt
waits-for = { $serial }: gesiegelt; die Urkunde wartet auf { $chamber }
not-issued = { $serial }: gesiegelt, aber nicht ausgestellt. { $cause }
no-time-stamp-trust = Achtung: Es wird noch keinem Zeitstempeldienst vertraut. Nehmen Sie das Zertifikat des Dienstes mit „keys trust-time-stamps“ auf.
waits-for-time-stamp = { $serial }: gesiegelt; die Urkunde wartet auf den Zeitstempeldienst
time-stamped = { $serial }: Zeitstempel nachgetragen
archived = { $serial }: archiviert
nothing-to-archive = Keine Urkunde muss archiviert werden.
refused = { $serial }: abgelehnt
serving = Die Prüfseite ist erreichbar unter http://{ $address }
municipalities-imported = { $count ->
    [one] Eine Kommune eingelesen.
   *[other] { $count } Kommunen eingelesen.
    }
audit-sound = Das Protokoll ist unverändert: { $events } Einträge, { $certificates } Auszeichnungen verglichen.
programme-sound = { $number } { $id }: { $name } ({ $chambers }) – in Ordnung
programme-sample = Muster (sample = true): Was damit verliehen wird, trägt den Aufdruck „MUSTER“.
programme-digest = Prüfsumme der Dateien: { $digest }
key-made = Neuer Schlüssel für { $chamber }: { $key }
key-ended = Schlüssel { $key } von { $chamber } gilt seit { $date } nicht mehr für neue Unterschriften.
key-active = aktiv
key-retired = abgelöst
key-compromised = unsicher seit
keyring-at = Öffentliche Schlüssel: { $path }
document-key-in-use = Urkunden werden jetzt unterschrieben mit: { $subject } ({ $kind }, gültig bis { $date })
document-key-signs = unterschreibt ({ $custody ->
    [file] eigene Schlüsseldatei
    [pkcs12] PKCS#12-Datei
   *[pkcs11] PKCS#11-Token
})
document-key-signed = hat unterschrieben
certificate-self-issued = von der Kammer selbst ausgestellt
certificate-issued = ausgestellt von „{ $issuer }“
certificate-until = gültig bis { $date } ({ $days ->
    [one] noch ein Tag
   *[other] noch { $days } Tage
    })
certificate-ages = Achtung: Das Zertifikat von { $chamber } läuft am { $date } ab ({ $days ->
    [one] noch ein Tag
   *[other] noch { $days } Tage
    }). Bitte besorgen Sie ein neues.
time-stamps-trusted = Den Zeitstempeln dieses Dienstes wird vertraut.
passphrase-prompt = Passphrase für { $chamber }:{" "}
document-passphrase-prompt = Passphrase der PKCS#12-Datei oder PIN der Karte von { $chamber }:{" "}
passphrase-again = Noch einmal:{" "}
account-made = Eingeladen: { $name } ({ $email }) für { $chamber }
account-link = Der Link gilt sieben Tage und einmal: { $link }
account-closed = Gesperrt: { $email }
account-opened = Entsperrt: { $email }
account-emptied = Zurückgesetzt: { $email }
demo-desk = Anmelden unter { $origin }/staff mit dem Passwort „{ $password }“ und dem Einmalcode zum Schlüssel { $secret } (nur für die Vorführung):
demo-keys = Schlüssel für { $chamber }
demo-mint = Auszeichnung für { $name }
demo-files = Urkunden und Siegel
demo-ready = Urkunden und Siegel liegen in { $folder }
demo-open = Die Prüfseite läuft: { $origin } (Ende mit Strg-C)

error = Fehler: { $text }
usage-value = „{ $value }“ passt nicht zu { $argument }. Erwartet wird: { $expected }.
usage-missing = Es fehlt: { $arguments }. Hilfe mit --help.
usage-unknown-argument = Die Angabe { $argument } gibt es hier nicht. Hilfe mit --help.
usage-unknown-command = Den Befehl „{ $command }“ gibt es nicht. Hilfe mit --help.
usage-conflict = { $argument } und { $other } schließen einander aus.
usage-other = So versteht das Programm den Befehl nicht (Hilfe mit --help):
error-config = Die Einstellungen in { $path } sind nicht lesbar: { $cause }
error-config-line = Die Einstellungen in { $path } sind in Zeile { $line } nicht lesbar: { $cause }
error-config-host = „{ $value }“ ist kein Rechnername, der in QR-Codes stehen kann. Gemeint ist der Name allein, ohne https:// und ohne Pfad, z. B. siegel.ihk.de.
error-config-keep-open = Dokumentenschlüssel bleiben höchstens 24 Stunden geöffnet (keep_open_hours).
error-config-address = Die Adresse des Zeitstempeldienstes beginnt nicht mit http: oder https:, oder sie enthält ein Passwort.
error-no-passphrase = Die Passphrase für { $chamber } fehlt. Geben Sie { $option } an oder setzen Sie { $variable }.
error-passphrases-differ = Die beiden Eingaben stimmen nicht überein.
error-prompt = Die Passphrase konnte nicht abgefragt werden: { $cause }
error-keyring = Die Schlüsseldatei { $path } ist nicht brauchbar: { $cause }
error-not-for-demonstration = In { $folder } liegen andere Daten als die der Vorführung. Nennen Sie mit --data einen leeren Ordner.
error-listen-taken = Unter { $address } läuft schon ein anderes Programm. Nennen Sie mit --listen eine andere Adresse.
error-listen-elsewhere = { $address } ist keine Adresse dieser Maschine.
error-listen-denied = Unter { $address } darf dieses Benutzerkonto nicht erreichbar sein (Ports unter 1024 gehören dem System).
error-listen-address = „{ $address }“ ist keine Adresse. Erwartet wird zum Beispiel 127.0.0.1:8080.
error-listen = Unter { $address } kann nicht gestartet werden: { $cause }
error-internal = Unerwarteter Fehler: { $cause }
error-term = Die Laufzeit endet, bevor sie beginnt, oder ist zu lang.
error-email = „{ $value }“ ist keine E-Mail-Adresse.
error-person = „{ $value }“ ist kein Name (1 bis 120 Zeichen).
error-unknown-account = Es gibt kein Konto { $account }.
error-email-taken = Mit dieser Adresse gibt es schon ein Konto.
error-account-disabled = Das Konto ist gesperrt.
error-account-not-disabled = Das Konto ist nicht gesperrt.
error-role-held = Diese Rolle hat das Konto schon, ganz oder an einigen dieser Tage.
error-role-over = Die Tage dieser Rolle sind schon vorbei.
error-no-person = Dazu gehören zwei Personen mit Konten. Nennen Sie mit --user die E-Mail-Adresse des Kontos; „{ $user }“ ist keine.
error-proposal-open = Zu { $serial } wartet schon ein Vorschlag. Bestätigen oder verwerfen Sie ihn zuerst; „certificate proposals“ zeigt ihn.
error-no-proposal = Zu { $serial } wartet kein solcher Vorschlag. „certificate proposals“ zeigt, was wartet.
error-own-proposal = Wer etwas vorgeschlagen hat, bestätigt es nicht selbst. Eine andere Person bestätigt.
error-not-permitted = Das Konto hat keine Rolle, die das erlaubt.
error-account-not-opened = Das Konto hat noch niemand geöffnet. Die Person muss erst ihre Einladung annehmen.
error-access = Das Konto kann so nicht verwendet werden: { $cause }
error-unknown-programme = Es gibt kein Qualitätszeichen mit der Kennung { $id }.
error-programme = Das Qualitätszeichen im Ordner { $folder } ist nicht brauchbar: { $cause }
error-unknown-municipality = Zum Gemeindeschlüssel { $ags } ist keine Kommune bekannt.
error-unknown-certificate = Zur Nummer { $serial } gibt es keine Auszeichnung.
error-not-a-chamber = Die Kammer { $chamber } verleiht dieses Qualitätszeichen nicht.
error-already-signed = Für { $chamber } ist schon unterschrieben.
error-key-changed = Die Auszeichnung wurde für einen anderen Schlüssel von { $chamber } vorbereitet. Bitte bereiten Sie sie neu vor.
error-not-verified = Die Unterschriften stimmen nicht. Es wurde nichts gespeichert.
error-correction-under-way = Für diese Auszeichnung wird schon eine Neuausfertigung vorbereitet: { $serial }.
error-variable-wording = Für das Qualitätszeichen { $programme } lässt sich kein Papier vordrucken: Der Text „{ $text }“ ist nicht auf jeder Urkunde gleich.
error-displaced = Für diese Auszeichnung lässt sich kein vorgedrucktes Papier verwenden: Ihre Texte sind zu lang und verschieben, was darauf steht.
error-list-column = Die Spalte fehlt.
error-drawing = Urkunde oder Siegel können so nicht gesetzt werden: { $cause }
error-certificate-early = Das Zertifikat zum Unterschreiben gilt erst ab { $date }.
error-certificate-expired = Das Zertifikat zum Unterschreiben ist am { $date } abgelaufen. Übernehmen Sie ein neues: mit „keys document pkcs12“ aus einer Datei, mit „keys document token“ von einer Karte oder einem HSM; „keys document new“ legt ein selbst ausgestelltes an.
error-certificate-usage = Das Zertifikat ist nicht zum Unterschreiben bestimmt.
error-certificate-purpose = Das Zertifikat ist für einen anderen Zweck bestimmt (etwa für einen Webserver), nicht zum Unterschreiben von Dokumenten.
error-certificate-missing = Das Zertifikat zum Schlüssel fehlt.
error-certificate-chain = Das Zertifikat wurde nicht von dem Aussteller unterschrieben, dessen Zertifikat dabei ist, oder auf eine Weise, die hier nicht geprüft werden kann.
error-key-kind = Mit einem Schlüssel dieser Art kann hier nicht unterschrieben werden. Möglich sind ECDSA mit P-256 oder P-384 und RSA.
error-key-weak = Der RSA-Schlüssel ist mit { $bits } Bit zu kurz; er braucht mindestens { $least } Bit.
error-key-not-of-certificate = Der Schlüssel gehört nicht zu seinem Zertifikat: Was er unterschreibt, passt nicht dazu.
error-key-does-not-sign = Der Schlüssel unterschreibt nicht: { $cause }
error-pkcs12-keys = Die PKCS#12-Datei muss genau einen privaten Schlüssel enthalten, und nicht { $count }.
error-token-locked = Die Karte oder das HSM ist gesperrt: Die PIN wurde zu oft falsch eingegeben. Entsperren lässt sie sich nur mit dem Programm des Herstellers.
error-token-device = Die Karte oder das HSM, oder die Bibliothek dafür (--module), arbeitet nicht: { $cause }
error-long-chain = Die Zertifikate zum Schlüssel haben zusammen { $length } Bytes; in einer Unterschrift ist Platz für { $longest }. Lassen Sie sich den Schlüssel ohne überflüssige Zertifikate geben.
error-key-of-another = Dieser Schlüssel gehört schon der Kammer { $chamber }. Jede Kammer braucht einen eigenen.
error-token-key = Auf der Karte oder dem HSM gibt es nicht genau einen privaten Schlüssel mit dem Namen „{ $label }“.
error-signature-too-long = Unterschrift, Zertifikate und Zeitstempel brauchen zusammen { $length } Bytes; in der Urkunde ist Platz für { $room }. Lassen Sie sich den Schlüssel ohne überflüssige Zertifikate geben.
error-archive-too-large = Die Urkunde wurde so oft archiviert, dass sie größer als 8 MB würde und nicht mehr geprüft werden könnte. Sie bleibt, wie sie ist.
error-signature = Die Urkunde konnte nicht unterschrieben werden: { $cause }
error-pkcs12 = Die PKCS#12-Datei lässt sich mit dieser Passphrase nicht öffnen, oder sie ist beschädigt.
error-pin = Die PIN ist falsch.
error-no-token = Die Karte oder das HSM ist nicht da.
error-document-key = Der Schlüssel zum Unterschreiben ist nicht brauchbar: { $cause }
error-other-certificate = Der Schlüssel von { $chamber } trägt jetzt ein anderes Zertifikat. Bitte übernehmen Sie ihn noch einmal mit „keys document“.
error-no-time-stamp-service = Es ist kein Zeitstempeldienst eingerichtet. Tragen Sie ihn in kammersiegel.toml ein: [time_stamps] url = "…"
error-time-stamp-down = Kein Zeitstempel: Der Zeitstempeldienst ist nicht zu erreichen ({ $cause }).
error-time-stamp-unreadable = Kein Zeitstempel: Was der Zeitstempeldienst antwortet, ist keine Antwort eines solchen. Ist seine Adresse richtig?
error-time-stamp-refused = Kein Zeitstempel: Der Zeitstempeldienst lehnt ab (Status { $status }).
error-time-stamp-foreign = Kein Zeitstempel: Er kommt von einem Dienst, dem nicht vertraut wird. Nehmen Sie dessen Zertifikat mit „keys trust-time-stamps“ auf.
error-time-stamp-wrong = Kein Zeitstempel: Was der Zeitstempeldienst antwortet, gehört nicht zu dieser Anfrage oder ist nicht in Ordnung.
error-time-stamp-silent = Kein Zeitstempel: Der Zeitstempeldienst hat eben nicht geantwortet und wird erst in einigen Minuten wieder gefragt.
error-not-archived = { $count ->
    [one] Eine Urkunde wurde nicht archiviert:
   *[other] { $count } Urkunden wurden nicht archiviert:
    }
error-revoked = Das Zertifikat { $subject } ist gesperrt, seit { $date }. An der Urkunde wurde nichts geändert.
error-revocation = Zum Zertifikat { $subject } gibt es keine brauchbare Sperrauskunft ({ $causes }).
error-no-source = Das Zertifikat { $subject } nennt keine Stelle, die Sperrauskünfte gibt.
error-no-issuer = Der Aussteller des Zertifikats { $subject } ist nicht bekannt; seine Sperrauskünfte lassen sich nicht prüfen.
error-not-read = Die Urkunde lässt sich nicht archivieren: { $cause }
revocation-unreachable = nicht zu erreichen
revocation-form = die Antwort ist nicht lesbar
revocation-refused = die Stelle lehnt ab (Status { $status })
revocation-other = die Antwort gilt nicht für dieses Zertifikat
revocation-foreign = die Antwort hat jemand anderes unterschrieben
revocation-unknown = das Zertifikat ist der Stelle nicht bekannt
revocation-early = die Antwort gilt erst ab { $date }
revocation-outdated = die Antwort galt nur bis { $date }
error-chain = Das Protokoll wurde verändert: { $cause }
error-contradiction = Die Auszeichnung { $serial } passt nicht zum Protokoll: { $cause }
error-store-unreachable = Die Datenbank ist nicht erreichbar: { $cause }
error-store-newer = Die Datenbank stammt von einer neueren Version dieses Programms. Bitte aktualisieren Sie das Programm.
error-store-migration = Die Datenbank konnte nicht auf den neuen Stand gebracht werden: { $cause }
error-store-read-only = In die Datenbank kann nicht geschrieben werden (nur lesbar).
error-store-full = Der Datenträger ist voll. Es wurde nichts verändert.
error-store-busy = Die Datenbank wird gerade von jemand anderem beschrieben. Bitte versuchen Sie es noch einmal.
error-store-conflict = Diesen Eintrag gibt es schon.
error-store-inconsistent = Die Datenbank enthält einen unmöglichen Wert ({ $table } { $key }).
error-no-active-key = Für { $chamber } gibt es keinen Schlüssel. Legen Sie ihn mit „keys new“ an.
error-unknown-key = Es gibt keinen Schlüssel, der mit { $key } beginnt (mindestens 8 Zeichen).
error-no-private-key = Die Datei mit dem privaten Schlüssel fehlt: { $path }
error-corrupt-key = Die Schlüsseldatei { $path } ist beschädigt oder gehört zu einem anderen Schlüssel.
error-wrong-passphrase = Die Passphrase für { $chamber } ist falsch.
error-short-passphrase = Eine Passphrase hat mindestens { $length } Zeichen.
error-not-open = Diese Auszeichnung nimmt keine Unterschriften mehr an.
error-refused = Eine Kammer hat ihre Unterschrift abgelehnt; diese Auszeichnung wird nicht ausgestellt.
error-not-sealed = Es haben noch nicht alle Kammern unterschrieben.
error-not-issued = Diese Auszeichnung ist nicht ausgestellt.
error-already-suspended = Diese Auszeichnung ist ausgesetzt.
error-not-suspended = Diese Auszeichnung ist nicht ausgesetzt.
error-withdrawn = Diese Auszeichnung ist entzogen; das ist endgültig.
error-superseded = Diese Ausfertigung wurde durch eine neue ersetzt.
error-ags = „{ $value }“ ist kein Gemeindeschlüssel (8 Ziffern).
error-kind = „{ $value }“ ist weder „Stadt“ noch „Gemeinde“.
error-name = „{ $value }“ ist kein Name (1 bis 120 Zeichen).
error-host = „{ $value }“ ist kein Rechnername (z. B. www.aalen.de, ohne Umlaute).
error-coordinate = „{ $value }“ ist keine Koordinate in Grad.
error-district = „{ $value }“ ist kein Landkreis (höchstens 120 Zeichen auf einer Zeile).
error-latitude = { $value } Grad Nord liegt nicht in Deutschland (47 bis 56). Sind Breite und Länge vertauscht?
error-longitude = { $value } Grad Ost liegt nicht in Deutschland (5 bis 16). Sind Breite und Länge vertauscht?
error-file-missing = Die Datei { $path } gibt es nicht.
error-file-exists = Die Datei { $path } gibt es schon. Sie wird nur mit --replace ersetzt.
error-file-is-folder = { $path } ist ein Ordner, keine Datei.
error-file-is-no-folder = { $path } ist eine Datei, kein Ordner.
error-file-denied = Auf { $path } kann nicht zugegriffen oder geschrieben werden.
error-file-full = Der Datenträger ist voll: { $path }
error-file = { $path }: { $cause }
cli-municipality-contact = An wen in einer Kommune geschrieben wird
cli-municipality-contact-set = Trägt die Ansprechperson ein
cli-municipality-contact-show = Zeigt die Ansprechperson
cli-municipality-contact-remove = Löscht die Ansprechperson
cli-municipality-contact-set-arg-email = E-Mail-Adresse
cli-arg-addressed_as = Name in der Anrede, z. B. Dr. Mustermann
cli-arg-office = Amt, z. B. Oberbürgermeisterin
cli-arg-gender = Anrede: female, male oder unstated (neutral)
cli-arg-language = Sprache der Nachrichten: de oder en
cli-mail = Ausgehende Nachrichten
cli-mail-send = Verschickt, was fällig ist; für einen Zeitplaner, wenn die Prüfseite nicht läuft
cli-mail-list = Listet auf, was noch nicht zugestellt ist
contact-entered = Ansprechperson für { $ags } eingetragen; Nachrichten beginnen mit:
contact-unknown = Für { $ags } ist keine Ansprechperson bekannt.
mail-delivered = Verschickt: { $sent }, später wieder versucht: { $later }, aufgegeben: { $never }
error-config-mail-password = In den Einstellungen steht ein Benutzer für den Mailserver, aber kein Passwort. Setzen Sie { $variable }, oder nennen Sie eine Datei (password_file).
error-mail-plain = Ohne TLS wird Mail nur an einen Mailserver auf diesem Rechner gegeben.
error-mail-sender = „{ $sender }“ ist kein Absender. Schreiben Sie ihn wie: Kammersiegel <siegel@kammer.example>
error-mail-tls = TLS zum Mailserver lässt sich so nicht einrichten: { $cause }
error-mail-none = Es ist kein Mailserver eingerichtet ([mail] in kammersiegel.toml).
error-mail-unknown = Diese Nachricht gibt es nicht, oder sie ist noch unterwegs.
error-not-due = Für { $serial } ist keine Erinnerung fällig.
error-no-contact = Für { $ags } ist keine Ansprechperson eingetragen.

## Co-signing from elsewhere

error-words-changed = Die Worte auf der Urkunde { $serial } sind nicht die, die das Qualitätszeichen für diese Angaben vorgibt: Jemand hat sie geändert, oder das Qualitätszeichen wurde seither geändert. Bitte bereiten Sie die Auszeichnung neu vor. Es wurde nichts unterschrieben.
error-urkunde-unsound = Die Urkunde ist nicht die, die gesiegelt wurde, oder eine Unterschrift darin gilt hier nicht ({ $cause }). Es wurde nichts ausgestellt. Wurde die Datenbank verändert, oder fehlt ein Zertifikat im Schlüsselordner?
error-no-time-stamp = Der Zeitstempeldienst antwortet nicht. Es wird später unterschrieben.
error-unknown-machine = Es gibt kein Token mit der Kennung { $id }.
error-token-term = Ein Token endet in der Zukunft und gilt zum Mitunterschreiben höchstens zwei Jahre, sonst ein Jahr.
error-policy = Die Regeln in { $path } sind nicht lesbar: { $cause }
error-own-chamber = Die eigenen Schlüssel dieser Kammer liegen hier; sie lassen sich nicht durch fremde ersetzen.
error-introduction = Die Datei stellt keine Kammer vor: { $cause }
error-no-token-in-file = In der Datei steht kein Token (64 Zeichen, wie „cosign token new“ es ausgibt).
cosign-compare = Vergleichen Sie diese Kennungen auf einem anderen Weg mit der Kammer, am besten am Telefon, bevor Sie etwas unterschreiben.
cosign-seal-key = Schlüssel für Siegel
cosign-document-key = Zertifikat für Urkunden
token-made = Das Token { $id } gilt für { $chamber } bis { $until }. Es wird nur jetzt gezeigt.
token-ended = widerrufen { $at }
token-until = gilt bis { $at }
token-revoked = Das Token { $id } ({ $name }) gilt nicht mehr.
cosign-waits-seal = wartet auf die Unterschrift unter dem Siegel
cosign-waits-document = wartet auf die Unterschrift in der Urkunde
cosign-dated = Ort und Datum
cosign-reason = Begründung
cosign-digest = Prüfsumme
cosign-look-first = Das haben Sie so noch nicht gesehen. Bitte prüfen Sie es und geben Sie den Befehl noch einmal.
cosign-left = Bleibt einer Person überlassen: { $why }
cosign-ask = Unterschreiben? [j = ja, a = ablehnen, sonst später]
cosign-ask-reason = Grund der Ablehnung (wird nicht veröffentlicht):
cosign-not-signed = { $serial }: nicht erledigt. { $why }
cosign-sent-seal = { $serial }: Siegel unterschrieben und zugestellt.
cosign-sent-document = { $serial }: Urkunde unterschrieben und zugestellt.
cosign-sent-refusal = { $serial }: abgelehnt und zugestellt.
cosign-is-issued = Ausgestellt.
cosign-is-sealed = Alle Kammern haben das Siegel unterschrieben.
cosign-other-chamber = Das Token gehört einer anderen Kammer.
cosign-address = Die Adresse des Servers muss https://RECHNERNAME lauten (http: nur für diese Maschine selbst).
cosign-authorities = Die Zertifikate, an denen der Server erkannt werden soll, sind nicht lesbar.
cosign-unreachable = Der Server ist nicht erreichbar: { $cause }
cosign-token-refused = Der Server nimmt das Token nicht an: Es ist falsch, abgelaufen oder widerrufen.
cosign-wait = Der Server bittet zu warten.
cosign-server-refuses = Der Server lehnt ab ({ $status }, { $code }).
cosign-answer = Die Antwort des Servers ist nicht lesbar (Stelle { $place }).
distrust-format = Der Server spricht die Fassung { $version } des Protokolls; diese Maschine kennt sie nicht.
distrust-field = Das Feld { $field } ergibt keinen Sinn.
distrust-other-certificate = Der Server antwortet mit einer anderen Auszeichnung als der gefragten.
distrust-seal = Was unterschrieben werden soll, ist kein Siegel: { $cause }
distrust-unknown-mark = Diese Maschine kennt kein Qualitätszeichen mit der Nummer { $number }.
distrust-other-programme = Das Qualitätszeichen gehört hier zu einem anderen Ordner.
distrust-host = Der Server nennt den Rechnernamen { $host }, diese Maschine hat einen anderen (--host).
distrust-foreign-key = Das Siegel nennt für { $chamber } einen anderen Schlüssel als den, dem diese Maschine vertraut.
distrust-words = Die Worte auf der Urkunde ({ $field }) sind nicht die, die das Qualitätszeichen hier vorgibt.
distrust-future = { $at } liegt in der Zukunft. Bitte prüfen Sie die Uhren.
distrust-backdated = Angeblich besiegelt { $at }, bevor diese Kammer unterschrieben hat.
distrust-seal-signature = Die Unterschrift von { $chamber } unter dem Siegel stimmt nicht.
distrust-other-page = Die Urkunde ist nicht die, die diese Maschine aus denselben Angaben setzt.
distrust-document = Die Urkunde ist nicht in Ordnung: { $cause }
distrust-not-retraced = Eine Unterschrift in der Urkunde zeigt oder sagt etwas anderes, als das Qualitätszeichen vorgibt.
distrust-out-of-turn = Diese Kammer ist in der Urkunde noch nicht an der Reihe.
distrust-decided-otherwise = Unter dieser Nummer wurde hier schon etwas anderes entschieden.
distrust-refused-before = Diese Kammer hat das abgelehnt.
objection-programme = Die Regeln nennen dieses Qualitätszeichen nicht.
objection-term = Die Laufzeit ist länger als { $months } Monate.
objection-days = Der erste Tag oder das Datum der Urkunde ist mehr als { $days } Tage entfernt.
objection-enough = Heute wurden schon { $count } Siegel unterschrieben.
objection-correction = Es ist eine Neuausfertigung.
objection-municipality = Die Kommune steht nicht in der Liste.
objection-description = Die Liste nennt Name, Art oder Website der Kommune anders.

cli-cosign = Für eine Kammer auf deren eigener Maschine mitunterschreiben
cli-cosign-run = Holt ab, was auf die Kammer wartet, prüft jedes Byte, unterschreibt und stellt zu
cli-cosign-run-arg-server = Adresse des Servers, z. B. https://siegel.ihk-hwk.de
cli-cosign-run-arg-token_file = Datei mit dem Token
cli-cosign-run-arg-once = Nur einmal, statt immer wieder
cli-cosign-run-arg-policy = Geschriebene Regeln (TOML), nach denen ohne Rückfrage unterschrieben wird
cli-cosign-run-arg-approve = Nummer, die nach Ansicht unterschrieben werden soll; mehrmals möglich
cli-cosign-run-arg-refuse = Nummer, die abgelehnt werden soll; mehrmals möglich
cli-cosign-run-arg-ca_file = PEM-Datei mit den Zertifikaten, an denen der Server erkannt wird; sonst die allgemein bekannten
cli-cosign-run-arg-every = Sekunden zwischen zwei Abfragen
cli-cosign-introduce = Schreibt die öffentlichen Schlüssel einer Kammer in eine Datei, für die anderen
cli-cosign-trust = Vertraut den öffentlichen Schlüsseln einer anderen Kammer
cli-cosign-trust-arg-file = Datei von „cosign introduce“
cli-cosign-token = Token, mit denen sich die Maschinen der Kammern ausweisen
cli-cosign-token-new = Legt ein Token an und gibt es aus, einmal
cli-cosign-token-new-arg-name = Wie das Token heißt, z. B. Serverraum Ulm
cli-cosign-token-new-arg-scope = Wofür es gilt: mitunterschreiben (cosign), vorbereiten (prepare) oder lesen (read)
cli-cosign-token-new-arg-expires = Tag, ab dem es nicht mehr gilt; sonst in einem Jahr
cli-cosign-token-list = Listet die Token auf
cli-cosign-token-revoke = Widerruft ein Token
cli-cosign-token-revoke-arg-id = Kennung des Tokens

desk-machines = Maschinen
machines-lead = Andere Systeme Ihrer Kammer weisen sich mit einem Token aus: eine Maschine, die mit eigenen Schlüsseln mitunterschreibt, oder eine Anwendung, die Auszeichnungen vorbereitet. Das Token selbst unterschreibt nichts.
machines-none = Es gibt noch kein Token.
machine-name = Bezeichnung
machine-name-hint = Zum Beispiel: Serverraum Ulm
machine-name-wrong = Geben Sie eine Bezeichnung ein (höchstens 60 Zeichen).
machine-standing = Gültigkeit
machine-used = Zuletzt benutzt
machine-new = Neues Token
machine-make = Token anlegen
machine-term-wrong = Wählen Sie einen Tag, der noch nicht vorbei ist: zum Mitunterschreiben höchstens in zwei Jahren, sonst höchstens in einem Jahr.
machine-revoke = Widerrufen
machine-revoke-label = Token { $name } widerrufen
machine-token-title = Neues Token
machine-token-lead = Legen Sie dieses Token auf der Maschine „{ $name }“ in einer Datei ab, die nur sie lesen kann. Es wird nur jetzt gezeigt.
machine-until = bis einschließlich { $day }
machine-expired = abgelaufen; letzter Tag { $day }
done-machine-revoked = Das Token gilt nicht mehr.

## The audit trail at the desk

desk-audit = Protokoll
audit-lead = Wer wann was getan hat. Konten und Maschinen der anderen Kammer gehören nicht dazu; was an gemeinsamen Auszeichnungen geschieht, sehen beide.
audit-chain = Ist das Protokoll unverändert?
audit-intact = Ja, geprüft bis Eintrag { $seq } am { $at }.
audit-partly = Geprüft bis Eintrag { $seq } von { $all } am { $at }; bis dorthin ist nichts verändert.
audit-broken = Das Protokoll wurde verändert: Ab Eintrag { $event } stimmt die Kette nicht.
audit-broken-do = Verlassen Sie sich nicht auf das, was ab dort steht. Sagen Sie dem Betrieb Bescheid und heben Sie die Tagesbelege auf, die Ihre Kammer bekommen hat.
audit-sound-until = Bis Eintrag { $seq } ist nichts verändert.
audit-head = Hash dieses Eintrags:
audit-whole = Jeder Eintrag wurde zuletzt geprüft am { $at }.
audit-verify = Jeden Eintrag neu prüfen
audit-events = Vorgänge
audit-from = Vom
audit-until = Bis einschließlich
audit-about-field = Nummer, AGS oder Konto
audit-day-wrong = Schreiben Sie den Tag wie 31.12.2026.
audit-until-wrong = Der letzte Tag liegt vor dem ersten.
audit-about-wrong = So heißt keine Auszeichnung (Nummer), keine Kommune (AGS) und kein Konto Ihrer Kammer (Adresse oder Name).
audit-about-namesakes = So heißen mehrere Konten Ihrer Kammer. Geben Sie die E-Mail-Adresse an.
audit-kind-wrong = Diese Art von Ereignis gibt es nicht. Wählen Sie eine aus der Liste.
audit-none = Dazu gibt es keinen Eintrag.
audit-export = Diese Auswahl als Datei, vollständig:
audit-number = Nr.
audit-when = Wann
audit-when-utc = Wann (UTC)
audit-who = Wer
audit-what = Was
audit-about = Betrifft
audit-more = Näheres
audit-kind-name = Art
audit-actor = Kennung (wer)
audit-subject = Kennung (betrifft)
audit-hash = Hash
audit-newer = Neuere
audit-older = Ältere
audit-kinds-all = { $group }: alle
audit-who-server = Server, von selbst
audit-who-machines = Maschinen der Kammern
audit-who-machine = Maschine, { $chamber }
audit-who-commands = Kommandozeile
audit-who-command = Kommandozeile: { $name }
audit-list-begun = { $list ->
    [certificates] Auszeichnungen
   *[municipalities] Kommunen
}: { $rows ->
    [one] eine Zeile
   *[other] { $rows } Zeilen
}
audit-list-ended = { $done } übernommen, { $refused } nicht
audit-months = { $months } Monate vor dem Ende
audit-by-password = mit Passwort
audit-by-password-and-one-time-code = mit Passwort und Einmalcode
audit-by-password-and-recovery-code = mit Passwort und Wiederherstellungscode
audit-by-identity-provider = über den Anmeldedienst
audit-by-identity-provider-with-second-factor = über den Anmeldedienst mit zweitem Faktor
audit-by-identity-provider-and-one-time-code = über den Anmeldedienst und mit Einmalcode
audit-by-identity-provider-and-recovery-code = über den Anmeldedienst und mit Wiederherstellungscode
audit-by-invitation = über die Einladung
audit-by-one = diese Sitzung
audit-by-all-others = alle anderen Sitzungen
audit-by-all = alle Sitzungen, durch die Administration
trail-certificates = Auszeichnungen
trail-municipalities = Kommunen
trail-lists = Listen
trail-follow-up = Wiedervorlage
trail-accounts = Konten
trail-sessions = Anmeldungen
trail-keys = Schlüssel
trail-machines = Maschinen
trail-trail = Protokoll
audit-digests = Tagesbelege
audit-digests-lead = Für jeden Tag hält ein signierter Beleg fest, wo das Protokoll endet. Wer ihn aufhebt, kann später nachweisen, dass nichts umgeschrieben wurde.
audit-digests-sent = Sie gehen an { $address }.
audit-digests-off = An Ihre Kammer werden sie nicht geschickt; der Betrieb kann es einrichten.
audit-digest-says = { $events ->
    [one] ein Eintrag
   *[other] { $events } Einträge
 }, zuletzt Nr. { $last }
audit-digest-download = Beleg vom { $day } speichern
audit-download = Speichern
audit-key = Öffentlicher Schlüssel der Belege (Ed25519):
done-audit-verified = Jeder Eintrag wurde geprüft. Das Protokoll ist unverändert.
mail-kind-digest = Tagesbeleg des Protokolls
mail-kind-copy-reported = Hinweis auf eine gemeldete Kopie
mail-kind-barrier-reported = Hinweis auf eine gemeldete Barriere
digest-subject = Protokoll vom { $date }: Tagesbeleg ({ $register })
digest-lead = { $events ->
    [0] Am { $date } wurde im Register { $register } nichts eingetragen.
    [one] Am { $date } kam im Register { $register } ein Eintrag hinzu.
   *[other] Am { $date } kamen im Register { $register } { $events } Einträge hinzu.
 }
digest-keep =
    Heben Sie diese Nachricht auf: Wer das Protokoll später umschreibt, kann sie nicht zurückholen.
    Ob das Register noch enthält, was hier steht, sagt: kammersiegel audit check-digest DATEI
audit-digest-holds = Der Beleg vom { $day } ist echt, und das Register { $register } enthält unverändert, was er sagt (bis Eintrag { $last }).
key-of-digests = { $key }  Tagesbelege des Protokolls (Ed25519)
error-digest-not-over = Der Tag { $day } ist noch nicht vorbei.
error-digest-none = Für den { $day } gibt es keinen Beleg; die Belege beginnen später.
error-digest-malformed = In dieser Datei steht kein Beleg.
error-digest-other-key = Der Beleg ist mit einem anderen Schlüssel signiert: { $key }. Ist es ein früherer Schlüssel dieses Servers, nennen Sie ihn mit --key.
error-digest-signature = Die Signatur des Belegs ist falsch: Sein Text wurde verändert.
error-digest-rewritten = Das Protokoll wurde umgeschrieben: Eintrag { $seq } ist nicht der, den der Beleg vom { $day } nennt.
cli-audit-export = Schreibt das ganze Protokoll als JSON Lines
cli-audit-export-arg-output = Zieldatei; sonst die Ausgabe
cli-audit-digest = Gibt den signierten Beleg eines Tages aus und erstellt, was bis dahin fehlt
cli-audit-digest-arg-day = Tag; sonst gestern
cli-audit-check-digest = Prüft, ob das Register noch enthält, was ein aufgehobener Beleg sagt
cli-audit-check-digest-arg-file = Datei mit dem Beleg, auch eine gespeicherte Nachricht
cli-audit-check-digest-arg-key = Öffentlicher Schlüssel (64 Hexadezimalziffern); sonst der dieses Servers
cli-audit-key = Gibt den öffentlichen Schlüssel der Belege aus

happened-certificate-prepared = Auszeichnung vorbereitet
happened-certificate-signed = Siegel unterzeichnet
happened-certificate-refused = Unterschrift abgelehnt
happened-certificate-sealed = Siegel von allen Kammern unterzeichnet
happened-document-signed = Urkunde gesiegelt
happened-certificate-issued = Auszeichnung ausgestellt
happened-document-time-stamped = Zeitstempel ergänzt
happened-document-archived = Für die Langzeitprüfung ergänzt
happened-proposal-on-server = Schritt auf dem Server befohlen
happened-proposal-made = Schritt vorgeschlagen
happened-proposal-confirmed = Schritt bestätigt
happened-proposal-dropped = Vorschlag verworfen
happened-certificate-suspended = Auszeichnung ausgesetzt
happened-certificate-reinstated = Aussetzung aufgehoben
happened-certificate-withdrawn = Auszeichnung entzogen
happened-certificate-superseded = Durch Neuausfertigung ersetzt
happened-kit-opened = Link zum Paket für die Kommune erzeugt
happened-kit-accepted = Nutzungsrechte angenommen
happened-kit-closed = Link zum Paket für die Kommune beendet
happened-municipality-imported = Kommune importiert
happened-municipality-added = Kommune angelegt
happened-municipality-corrected = Kommune berichtigt
happened-municipality-contact-entered = Ansprechperson eingetragen
happened-municipality-contact-removed = Ansprechperson entfernt
happened-list-begun = Liste begonnen
happened-list-ended = Liste abgearbeitet
happened-reminder-sent = Erinnerung gesendet
happened-reminder-skipped = Erinnerung übersprungen
happened-mail-revived = Nachricht noch einmal versucht
happened-mail-dropped = Nachricht verworfen
happened-calendar-opened = Adresse für den Kalender angelegt
happened-calendar-closed = Adresse für den Kalender geschlossen
happened-copy-report-received = Kopie gemeldet
happened-copy-report-settled = Gemeldete Kopie erledigt
happened-feedback-received = Barriere gemeldet
happened-feedback-settled = Gemeldete Barriere erledigt
happened-account-invited = Zum Konto eingeladen
happened-account-accepted = Einladung angenommen
happened-account-joined = Konto über den Anmeldedienst eröffnet
happened-account-role-given = Rolle gegeben
happened-account-role-taken = Rolle genommen
happened-account-disabled = Konto gesperrt
happened-account-enabled = Konto wieder freigegeben
happened-account-reset = Konto zurückgesetzt
happened-account-password-changed = Passwort geändert
happened-account-second-factor-set = Einmalcodes eingerichtet
happened-account-recovery-codes-made = Wiederherstellungscodes erneuert
happened-account-recovery-code-used = Wiederherstellungscode benutzt
happened-session-password-given = Passwort angenommen, Einmalcode erwartet
happened-session-opened = Angemeldet
happened-session-ended = Abgemeldet
happened-key-made = Schlüssel der Kammer angelegt
happened-key-reactivated = Schlüssel wieder in Gebrauch
happened-key-retired = Schlüssel abgelöst
happened-key-compromised = Schlüssel für unsicher erklärt
happened-key-trusted = Schlüssel einer anderen Kammer übernommen
happened-document-key-made = Urkundenschlüssel angelegt
happened-document-key-taken-over = Urkundenschlüssel übernommen
happened-document-key-trusted = Urkundenzertifikat einer anderen Kammer übernommen
happened-document-key-kept = Urkundenschlüssel bleibt dafür geöffnet
happened-document-key-closed = Urkundenschlüssel geschlossen
happened-time-stamps-trusted = Zeitstempeldienst zugelassen
happened-machine-made = Token für eine Maschine angelegt
happened-machine-revoked = Token einer Maschine widerrufen
happened-cosign-signed-seal = Siegel auf der eigenen Maschine unterzeichnet
happened-cosign-signed-document = Urkunde auf der eigenen Maschine gesiegelt
happened-cosign-refused = Auf der eigenen Maschine abgelehnt
happened-cosign-delivered = Zugestellt
happened-audit-digest-made = Tagesbeleg erstellt

## The municipality's kit

kit-title = Ihr Siegel
kit-lead = Hier finden Sie alles, was Ihre Kommune braucht, um die Auszeichnung richtig zu zeigen. Der Link ist nur für Sie bestimmt; er gilt bis { $until }.
kit-closed = Solange das so ist, werden hier keine Siegel angeboten. Gezeigte Siegel sind innerhalb von 14 Tagen zu entfernen. Fragen beantwortet Ihre Kammer.
kit-gone-title = Dieser Link gilt nicht (mehr)
kit-gone-text = Ein neuer Link tritt an die Stelle des alten, und jeder Link endet einmal. Ihre Kammer schickt Ihnen gern einen neuen.
kit-urkunde = Urkunde
kit-urkunde-lead = Die PDF-Datei ist von allen Kammern elektronisch gesiegelt. Geben Sie sie unverändert weiter, dann kann jeder sie prüfen.
kit-urkunde-download = Urkunde herunterladen (PDF)
kit-check-page = Prüfseite Ihrer Auszeichnung
kit-rights = Nutzungsrechte
kit-rights-lead = Bitte lesen Sie, wie das Siegel verwendet werden darf. Nach Ihrer Zustimmung stehen die Dateien bereit. Das ist einmal nötig.
kit-rights-version = Nutzungsrechte, Fassung { $version }
kit-rights-accepted = Angenommen am { $at } von { $name }.
kit-rights-name = Ihr Name
kit-rights-name-hint = Er wird mit Datum und Fassung gespeichert. Sichtbar ist er für die Kammern und auf dieser Seite.
kit-rights-agree = Ich nehme die Nutzungsrechte für die Kommune an.
kit-rights-submit = Annehmen und Siegel anzeigen
kit-rights-name-missing = Bitte tragen Sie Ihren Namen ein.
kit-rights-name-unfit = Bitte tragen Sie Ihren Namen mit höchstens 120 Zeichen ein.
kit-rights-agree-missing = Bitte setzen Sie das Häkchen, wenn Sie die Nutzungsrechte annehmen.
kit-rights-changed = Die Nutzungsrechte wurden inzwischen geändert. Bitte lesen Sie die Fassung { $version }, und stimmen Sie ihr zu. Gespeichert ist noch nichts.
kit-seals = Siegel
kit-seals-lead = In jeder Datei steht das Ende der Laufzeit. Jede trägt außerdem die Unterschriften der Kammern in sich: Auch die Datei selbst kann geprüft werden.
kit-archive = Alles in einem Paket (ZIP)
kit-archive-hint = Urkunde, alle Siegel, Alternativtext, Pressetext, Nutzungsrechte und die Anleitung für die Website. Das Packen dauert einige Sekunden.
kit-busy-title = Das Paket wird gerade gepackt
kit-busy-text = Es sind mehrere Pakete auf einmal verlangt worden. Bitte versuchen Sie es in einer halben Minute noch einmal; einzelne Dateien können Sie sofort herunterladen.
kit-upright = Hochformat
kit-upright-code = Hochformat mit QR-Code
kit-wide = Querformat
kit-wide-code = Querformat mit QR-Code
kit-wide-code-from = PNG ab 320 Pixeln: In einem kleineren Bild könnte kein Telefon den Code lesen.
kit-pdf = PDF für den Druck
kit-png = PNG, transparent
kit-png-white = PNG, weißer Grund
kit-png-hint = Die Zahlen sind Breiten in Pixeln. Das Querformat auf transparentem Grund ist für helle Seiten gedacht; auf dunklen nehmen Sie weißen Grund. Bei 160 Pixeln Breite hat das Querformat weniger Wörter und ist 88 Pixel hoch, damit man das Ende der Laufzeit lesen kann. Die PDF-Dateien sind Vektoren in CMYK, ohne Schriften und Bilder, mit höchstens 300 % Farbauftrag. Prüfen lässt sich jede Datei, solange kein Programm sie neu speichert.
kit-german = Deutsch
kit-english = Englisch
kit-texts = Texte
kit-alt = Alternativtext
kit-alt-hint = Für Menschen, die das Bild nicht sehen. Er steht schon in den Zeilen für das eigene Bild. Die anderen Wege zeigen den heutigen Stand; ihr Text nennt darum kein Datum.
kit-press = Pressetext
kit-press-hint = Vorschlag für Ihre Meldung, aus öffentlichen Angaben. Das Ergebnis des Audits ist vertraulich und steht nicht darin.
kit-copy = Kopieren
kit-copied = Kopiert
kit-embed = Auf der Website zeigen
kit-embed-lead = Es gibt vier Wege. Wir empfehlen den ersten: Das Bild liegt bei Ihnen, und niemand erfährt, wer Ihre Seite besucht.
kit-embed-drawings = Die Abbildungen sind schematische Zeichnungen von uns, keine Bildschirmfotos. In Ihrer Version können Knöpfe anders liegen oder heißen.
kit-way-a = Eigenes Bild, verlinkt mit der Prüfseite
kit-way-a-needs = Braucht: eine heruntergeladene Datei und eine Zeile HTML. Funktioniert auch, wo Skripte, Rahmen und Stile entfernt werden.
kit-way-a-flow = Daten: Beim Ansehen Ihrer Seite wird nichts von uns geladen. Erst wer auf das Siegel klickt, kommt zu uns.
kit-way-a-mind = Bitte beachten: Das Bild ändert sich nicht von selbst. Tauschen Sie es nach einer Verlängerung aus, und entfernen Sie es nach dem Ende.
kit-way-b = Live-Bild
kit-way-b-needs = Braucht: eine Zeile HTML; Bilder von anderen Servern müssen erlaubt sein.
kit-way-b-flow = Daten: Beim Ansehen Ihrer Seite lädt der Browser das Bild von uns und übermittelt dabei, technisch bedingt, die IP-Adresse und die Herkunft (nur den Namen Ihrer Website). Gespeichert wird keine Adresse. Nennen Sie das in Ihrer Datenschutzerklärung.
kit-way-b-mind = Das Bild zeigt immer den heutigen Stand: gültig, bald endend, abgelaufen, ausgesetzt oder entzogen.
kit-way-c = Live-Bild, das Verlängerungen folgt
kit-way-c-needs = Braucht dasselbe wie das Live-Bild.
kit-way-c-flow = Daten: wie beim Live-Bild.
kit-way-c-mind = Nach einer Re-Zertifizierung zeigt es von selbst die neue Laufzeit. Sie brauchen die Zeile nie zu ändern.
kit-way-d = Rahmen
kit-way-d-needs = Braucht: ein CMS, das Rahmen (iframe) von unserem Server erlaubt. TYPO3 und Drupal entfernen sie in der Grundeinstellung; lassen Sie sie nur für unseren Server zu.
kit-way-d-flow = Daten: wie beim Live-Bild. Der Rahmen setzt keine Cookies.
kit-way-d-mind = Er zeigt Siegel und Stand als Text und lädt nur auf { $website }.
kit-steps = Schritt für Schritt: { $system }
kit-line = HTML-Zeile für { $what }
kit-plain = Einfaches HTML
kit-step-typo3-1 = Laden Sie die PNG-Datei im Modul „Dateien“ (Filelist) in einen Ordner „siegel“ hoch.
kit-step-typo3-2 = Legen Sie auf der Seite ein Inhaltselement „HTML“ an. Im Textelement geht es auch: Schalten Sie dort die Quelltextansicht ein.
kit-step-typo3-3 = Fügen Sie die Zeile ein, passen Sie den Pfad des Bildes an, und speichern Sie.
kit-step-wordpress-1 = Laden Sie die PNG-Datei unter „Medien“ hoch, und kopieren Sie dort die „Datei-URL“.
kit-step-wordpress-2 = Fügen Sie im Editor den Block „Individuelles HTML“ ein.
kit-step-wordpress-3 = Fügen Sie die Zeile ein, ersetzen Sie den Pfad des Bildes durch die Datei-URL, und veröffentlichen Sie die Seite.
kit-step-drupal-1 = Laden Sie die PNG-Datei unter „Inhalt › Dateien“ oder „Medien“ hoch, und kopieren Sie ihre Adresse.
kit-step-drupal-2 = Wählen Sie im Textfeld das Format „Basic HTML“, und schalten Sie mit „Quellcode“ um.
kit-step-drupal-3 = Fügen Sie die Zeile ein, passen Sie den Pfad des Bildes an, und speichern Sie.
kit-step-plain-1 = Legen Sie die PNG-Datei in einen Ordner Ihrer Website, zum Beispiel „bilder“.
kit-step-plain-2 = Öffnen Sie die HTML-Datei der Seite in einem Texteditor.
kit-step-plain-3 = Fügen Sie die Zeile dort ein, wo das Siegel stehen soll, und passen Sie den Pfad an.
kit-drawing-upload = Zeichnung: Wo in { $system } die Datei hochgeladen wird
kit-drawing-paste = Zeichnung: Wo in { $system } die HTML-Zeile eingefügt wird
kit-live-alt = Qualitätszeichen { $mark }, { $name }: aktueller Stand im Bild, prüfen durch Anklicken
kit-frame-title = Qualitätszeichen { $mark }, { $name }: aktueller Stand

kit-section = Paket für die Kommune
kit-link-none = Es gibt keinen gültigen Link zum Paket.
kit-link-made = Der Link wurde am { $made } angelegt und gilt bis { $until }.
kit-link-hint = Mit dem Link lädt die Kommune Urkunde und Siegel herunter, ohne Konto. Ein neuer Link beendet den alten sofort.
kit-link-make = Link erzeugen
kit-link-renew = Link erneuern
kit-link-close = Link beenden
kit-link-title = Link zum Paket
kit-link-lead = Geben Sie diesen Link an die Kommune weiter. Er wird nur jetzt gezeigt und gilt bis { $until }. Wer ihn hat, kann das Paket öffnen.
kit-accepted-heading = Nutzungsrechte angenommen
kit-accepted-line = Fassung { $version }, { $at }
kit-holder = Kommune, über den Link
event-kit-opened = Link zum Paket erzeugt
event-kit-closed = Link zum Paket beendet
event-kit-accepted = Nutzungsrechte angenommen
done-kit-closed = Der Link gilt nicht mehr.

malformed-no-seal-data = Dieses Bild trägt keine Siegeldaten; viele Programme entfernen sie beim Speichern. Über die Echtheit ist damit nichts gesagt: Prüfen Sie die Nummer oder den QR-Code darauf, oder suchen Sie die Stadt oder Gemeinde im Register.
malformed-picture-unreadable = Die Datei ist kein Bild, das hier gelesen werden kann, oder sie ist beschädigt.
malformed-picture-too-large = Das Bild ist größer als jedes Bild eines Siegels.
malformed-several-seals = Das Bild trägt mehrmals Siegeldaten. So wird kein Siegel ausgegeben.
picture-proves = Geprüft sind die Siegeldaten in dieser Datei: Sie sind echt. Die Zeichnung darum ist damit nicht belegt, und eine Urkunde ist die Datei nicht. Es gilt nur, was hier steht.
picture-own = So sieht das Siegel nach dem Register aus. Vergleichen Sie.
picture-own-alt = Siegel nach dem Register: { $name }
says-picture-not-genuine = Die Siegeldaten in diesem Bild stimmen nicht mit einem von uns ausgestellten Siegel überein. Verlassen Sie sich nicht auf das Bild und melden Sie sich bei uns.
why-picture-damaged = Die Siegeldaten im Bild sind beschädigt oder verändert.

## The API

machine-scope = Wofür
machine-scope-cosign = Mitunterschreiben mit eigenen Schlüsseln
machine-scope-prepare = Auszeichnungen vorbereiten und Kommunen erfassen
machine-scope-read = Den Stand von Auszeichnungen lesen
machine-scope-missing = Wählen Sie, wofür das Token gilt.
machine-actor = { $name } (Maschine), { $chamber }
machine-scope-hint = Kein Token unterschreibt oder bestätigt etwas. Wer es anlegt, unterschreibt nicht, was damit vorbereitet wird.

problem-not-found = Hier gibt es nichts, oder es gehört nicht zu Ihrer Kammer.
problem-method = Diese Adresse kennt die Methode nicht.
problem-parameter = Der Parameter { $name } ist nicht zu verstehen.
problem-field = Das Feld { $name } ist nicht zu verstehen.
problem-unreadable = Der Inhalt ist nicht das JSON, das hier erwartet wird.
problem-not-json = Der Inhalt muss als application/json gesendet werden.
problem-too-large = Der Inhalt ist zu groß.
problem-file-missing = Es wurde keine Datei gesendet, oder sie ist leer.
problem-key-missing = Es fehlt ein Idempotency-Key: 1 bis 255 sichtbare ASCII-Zeichen, für jeden Vorgang andere.
problem-key-reused = Dieser Idempotency-Key gehört zu einer anderen Anfrage.
problem-in-progress = Dieselbe Anfrage wird gerade ausgeführt. Bitte gleich noch einmal.
problem-token = Es fehlt ein Token, oder es gilt nicht (mehr).
problem-scope = Dieses Token öffnet das nicht.
problem-wait = Zu viele Anfragen. Bitte warten Sie.
problem-unavailable = Das Register kann zurzeit nicht gefragt werden. Bitte später noch einmal.
problem-programme = Dieses Qualitätszeichen gibt es nicht.
problem-municipality = Diese Kommune ist nicht erfasst.
problem-not-drawable = Aus diesen Angaben lässt sich keine Urkunde zeichnen.
problem-other-chamber = Ihre Kammer verleiht dieses Qualitätszeichen nicht.
problem-others = Für dieselbe Kommune sind andere Auszeichnungen in Arbeit oder gültig.
problem-no-keys = Eine der Kammern hat noch keinen Schlüssel.
problem-failed = Das ist beim Server misslungen.

api-title = Schnittstelle für andere Systeme
api-lead = Auszeichnungen prüfen und auflisten kann jedes System. Mit einem Token seiner Kammer kann es sie auch vorbereiten. Unterschreiben kann es nicht: Das tun immer beide Kammern.
api-document = OpenAPI-Dokument (JSON)
api-files = Das ganze Register als Datei, und was darin steht
api-rules = Was überall gilt
api-rule-open = Gelesen wird ohne Token, auch von den Seiten anderer Websites aus. Es gibt keine Cookies.
api-rule-token = Geschrieben wird mit einem Token im Kopf „Authorization: Bearer …“. Die Verwaltung Ihrer Kammer legt es unter „Maschinen“ an; es gilt höchstens ein Jahr.
api-rule-key = Zu jedem Schreiben gehört ein Kopf „Idempotency-Key“ mit einem eigenen Wert. Bricht die Verbindung ab, senden Sie dasselbe noch einmal: Es geschieht nur einmal, und die Antwort ist dieselbe. Das gilt 48 Stunden.
api-rule-problem = Fehler sind „problem details“ (RFC 9457): Das Feld type bleibt, wie es ist; title spricht Deutsch oder Englisch, nach Accept-Language.
api-rule-language = Die Beschreibungen der Felder stehen auf Englisch, wie im OpenAPI-Dokument.
api-example = Zum Beispiel
api-token = mit Token
api-needed = nötig
api-body = Inhalt
api-answers = Antworten
api-shapes = Datenformen
api-tag-verification = Prüfen
api-tag-awards = Auszeichnungen lesen
api-tag-writing = Schreiben, mit Token
api-tag-cosign = Mitzeichnen, mit Token einer Maschine
api-op-verify = Prüft eine Nummer oder die Ziffern eines QR-Codes. Was echt ist, wird mit 200 beantwortet, ob es noch gilt oder nicht.
api-op-verifyfile = Prüft eine Urkunde (PDF) oder ein Siegel (SVG, PNG, PDF für den Druck): als Inhalt oder im Feld file eines Formulars. Die Datei wird nicht aufbewahrt.
api-op-listprogrammes = Die Qualitätszeichen und ihre Kammern.
api-op-listawards = Die Auszeichnungen, die neueste zuerst. Öffentlich ist nur, was ausgestellt ist.
api-op-showaward = Eine Auszeichnung.
api-op-preparecertificate = Bereitet eine Auszeichnung vor. Danach warten die Kammern auf ihre Unterschriften; unterschrieben ist damit nichts.
api-op-followcertificate = Wie weit eine Auszeichnung der eigenen Kammer ist: wer unterschrieben hat, und was die Öffentlichkeit erfährt.
api-op-entermunicipality = Erfasst eine Kommune oder berichtigt sie. Was schon vorbereitet ist, behält seine Worte.
api-op-cosignwaiting = Was auf die Unterschrift der eigenen Kammer wartet.
api-op-cosignitem = Eine Auszeichnung mit allem, woraus die Maschine jedes Byte selbst noch einmal macht.
api-op-cosignseal = Liefert die Unterschrift unter das Siegel. Dieselbe noch einmal zu senden, ändert nichts, auch unter einem anderen Idempotency-Key.
api-op-cosigndocument = Liefert die Urkunde mit der Unterschrift der Kammer. Dieselbe Datei noch einmal zu senden, ändert nichts, auch unter einem anderen Idempotency-Key.
api-op-cosignrefusal = Liefert eine Ablehnung mit Begründung. Dieselbe noch einmal zu senden, ändert nichts, auch unter einem anderen Idempotency-Key.

## Pages that the law wants

legal-navigation = Rechtliches
legal-impressum = Impressum
legal-privacy = Datenschutz
legal-accessibility = Barrierefreiheit
legal-accessibility-title = Erklärung zur Barrierefreiheit
legal-api = Schnittstelle (API)
legal-sample = Muster:
legal-sample-text = Dieser Text ist noch nicht der des Betreibers. Was in eckigen Klammern steht, muss er ergänzen.
legal-other-language = Diesen Text gibt es nur auf Englisch.
barrier-title = Barriere melden
barrier-lead = Beschreiben Sie uns, was Ihnen den Zugang erschwert. Ein Konto brauchen Sie dafür nicht.
barrier-sent = Danke. Ihre Meldung ist angekommen.
barrier-message = Was ist schwierig?
barrier-message-hint = Zum Beispiel: Was wollten Sie tun, was ist geschehen, womit lesen Sie die Seite?
barrier-message-missing = Schreiben Sie uns, was schwierig ist.
barrier-message-long = Das ist zu lang (höchstens 4000 Zeichen).
barrier-place = Auf welcher Seite? (freiwillig)
barrier-place-hint = Die Adresse oder die Überschrift der Seite.
barrier-line-long = Das ist zu lang (höchstens 200 Zeichen).
barrier-name = Ihr Name (freiwillig)
barrier-email = Ihre E-Mail-Adresse (freiwillig)
barrier-email-hint = Nur, wenn Sie eine Antwort möchten. Wir löschen alles, sobald die Meldung bearbeitet ist.
barrier-email-wrong = Das ist keine E-Mail-Adresse.
barrier-submit = Meldung senden
barrier-too-often = Von hier kamen gerade viele Meldungen. Bitte senden Sie Ihre in { $minutes } Minuten noch einmal.
barrier-failed = Die Meldung konnte nicht gespeichert werden. Bitte versuchen Sie es später noch einmal.
desk-feedback = Barrieren
feedback-lead = Was Menschen über Barrieren auf den öffentlichen Seiten melden. Antworten Sie ihnen; was erledigt ist, wird mit Namen und Adresse gelöscht.
feedback-none = Es liegt keine Meldung vor.
feedback-place = Wo:
feedback-from = Von:
feedback-nobody = ohne Angabe
feedback-settle = Erledigt und löschen
done-feedback-settled = Die Meldung ist gelöscht.
