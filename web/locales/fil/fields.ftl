# Kinds of identifiers that are made of several fields.
listed-heading-details = May tala na may ganitong mga detalye sa listahan ng insidenteng ito.
not-listed-heading-details = Wala sa listahang ito ang mga detalyeng ito.
not-listed-details = Kung may isang karakter na naiiba, hindi namin mahahanap ang tala. Pakihambing muli ang inyong mga detalye.
format-number-code = Mga letra at numero, { $count } lahat.
format-number-code-padded = Maaaring hindi ilagay ang mga zero sa simula.
format-digits = Mga numero lamang.
format-date = May apat na digit ang taon. Maaari rin ang panahong Hapon, tulad ng 昭和60, S60, o 令和元.
format-kana-name = Sa katakana o hiragana, tulad ng ヤマダ ハナコ.
date-year = Taon
date-month = Buwan
date-day = Araw
date-understood = Ganito ang basa namin dito: { $date }.
