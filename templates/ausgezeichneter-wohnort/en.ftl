# The words on the seal for English pages. Variables as in de.ftl. The Urkunde is German.

until = valid until { $until-short }
seal-alt = Quality mark { $mark }, { $name }, valid until { $until-month }

press-title = { $name } awarded “{ $mark }”
press-text =
    { $name }, Germany. { $name } has been awarded the quality mark “{ $mark }” jointly by: { $chambers }. The award is valid from { $from } until and including { $until }.

    The mark is awarded to towns and municipalities that offer good conditions to people who move there and make them welcome. An independent audit examined this: from strategic objectives and moving in to work and family life and the quality of life.

    Anyone can check whether the award is genuine and still valid: https://{ $address }
