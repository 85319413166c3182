until = valid until { $until-short }
seal-alt = { $mark }, { $name }, valid until { $until-month }
