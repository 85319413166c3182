### The product's English texts; the German ones in ../de come first.

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
