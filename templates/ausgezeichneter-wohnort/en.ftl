# The words on the seal for English pages. Variables as in de.ftl. The Urkunde is German.

until = valid until { $until-short }
seal-alt = Quality mark { $mark }, { $name }, valid until { $until-month }
