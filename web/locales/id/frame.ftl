# What stands on every page.
language-name = Bahasa Indonesia
site-name = Layanan informasi insiden data pribadi
skip-to-content = Langsung ke isi
language-switch = Bahasa
sample-banner = Ini adalah contoh. Organisasi dan orang-orangnya rekaan.
footer-how = Cara kerja pemeriksaan
footer-incidents = Semua insiden
footer-no-cookies = Situs ini tidak memakai cookie dan tidak menyimpan apa pun tentang Anda di perangkat Anda.
people = { $count ->
   *[other] { $grouped } orang
}
