# What stands on every page.
language-name = English
site-name = Incident contact point
skip-to-content = Go to the content
language-switch = Language
sample-banner = This is a sample. The organisations and the people are invented.
footer-how = How the check works
footer-incidents = All incidents
footer-no-cookies = This site sets no cookies and keeps nothing about you on your device.
date = { $day } { $month ->
    [m1] January
    [m2] February
    [m3] March
    [m4] April
    [m5] May
    [m6] June
    [m7] July
    [m8] August
    [m9] September
    [m10] October
    [m11] November
   *[m12] December
} { $year }
people = { $count ->
    [one] 1 person
   *[other] { $grouped } people
}
