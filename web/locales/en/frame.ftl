# What stands on every page.
language-name = English
site-name = Incident contact point
skip-to-content = Go to the content
language-switch = Language
sample-banner = This is a sample. The organisations and the people are invented.
footer-how = How the check works
footer-incidents = All incidents
footer-no-cookies = This site sets no cookies and keeps nothing about you on your device.
people = { $count ->
    [one] 1 person
   *[other] { $grouped } people
}
