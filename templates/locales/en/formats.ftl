# How this language writes shares, days and times.

# $share: number with its decimals, as text
percent = { $share }%

# $day: 1 to 31, as text. $month: 1 to 12. $year: four digits, as text
day-in-words = { $day } { $month ->
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

# $day, $month: two digits. $year: four digits
day-in-figures = { $day }/{ $month }/{ $year }

# $day: day in words. $time: hh:mm
day-and-time = { $day }, { $time }
