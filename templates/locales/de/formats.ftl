# How this language writes shares, days and times.

# $share: number with its decimals, as text
percent = { $share }{ "\u00A0" }%

# $day: 1 to 31, as text. $month: 1 to 12. $year: four digits, as text
day-in-words = { $day }. { $month ->
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

# $day, $month: two digits. $year: four digits
day-in-figures = { $day }.{ $month }.{ $year }

# $day: day in words. $time: hh:mm
day-and-time = { $day }, { $time } Uhr
