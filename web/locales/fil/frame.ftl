# What stands on every page.
language-name = Filipino
site-name = Tanungan tungkol sa insidente sa personal na impormasyon
skip-to-content = Pumunta sa nilalaman
language-switch = Wika
sample-banner = Halimbawa ito. Kathang-isip ang mga organisasyon at ang mga tao.
footer-how = Paano gumagana ang pagsusuri
footer-incidents = Lahat ng insidente
footer-no-cookies = Hindi gumagamit ng cookies ang site na ito at wala itong iniiwang anuman tungkol sa inyo sa inyong device.
people = { $count ->
    [one] { $grouped } tao
   *[other] { $grouped } na tao
}
