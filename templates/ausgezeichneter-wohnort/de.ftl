# The words on the Urkunde and the seal. Variables: $kind (Stadt or Gemeinde), $name, $mark,
# $from, $until (long dates), $until-short, $until-month (MM/YYYY), $place, $date, $serial,
# $address (as printed: host and number).

document-title = Urkunde: { $mark }, { $kind } { $name }
heading = Urkunde
award = Die Industrie- und Handelskammer Ostwürttemberg und die Handwerkskammer Ulm verleihen der
recipient = { $kind } { $name }
mark-intro = das Qualitätszeichen
reason = Die { $kind } hat in einem unabhängigen Audit nachgewiesen, dass sie Menschen, die zuziehen, mit guten Angeboten und einer gelebten Willkommenskultur empfängt.
validity = Gültig vom { $from } bis einschließlich { $until }
place-and-date = { $place }, { $date }
number = Nr. { $serial }
check = Echtheit prüfen:
qr-alt = QR-Code: Echtheit dieser Urkunde prüfen unter { $address }
until = gültig bis { $until-short }
seal-alt = Qualitätszeichen { $mark }, { $name }, gültig bis { $until-month }

# For the press; $chambers beside the variables above. Nothing else can be said here: these texts
# see public facts only.

press-title = { $kind } { $name } als „{ $mark }“ ausgezeichnet
press-text =
    { $name }. Die { $kind } { $name } trägt das Qualitätszeichen „{ $mark }“. Verliehen haben es gemeinsam: { $chambers }. Die Auszeichnung gilt vom { $from } bis einschließlich { $until }.

    Das Qualitätszeichen erhalten Städte und Gemeinden, die Menschen, die zuziehen, mit guten Angeboten und einer gelebten Willkommenskultur empfangen. Geprüft hat das ein unabhängiges Audit: von der strategischen Zielsetzung über den Zuzug und die Vereinbarkeit von Beruf und Familie bis zur Lebensqualität.

    Ob die Auszeichnung echt ist und noch gilt, kann jeder selbst prüfen: https://{ $address }
