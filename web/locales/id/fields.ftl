# Kinds of identifiers that are made of several fields.
listed-heading-details = Catatan dengan data ini ada dalam daftar insiden ini.
not-listed-heading-details = Data ini tidak ada dalam daftar ini.
not-listed-details = Jika satu karakter saja berbeda, kami tidak dapat menemukan catatan itu. Silakan cocokkan data Anda sekali lagi.
format-number-code = Huruf dan angka, seluruhnya { $count }.
format-number-code-padded = Angka nol di awal boleh tidak ditulis.
format-digits = Angka saja.
format-date = Tahun terdiri dari empat angka. Era Jepang juga boleh, seperti 昭和60, S60, atau 令和元.
format-kana-name = Dengan katakana atau hiragana, seperti ヤマダ ハナコ.
date-year = Tahun
date-month = Bulan
date-day = Hari
date-understood = Kami membacanya sebagai { $date }.
