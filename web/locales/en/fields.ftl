# Kinds of identifiers that are made of several fields.
listed-heading-details = An entry with these details is in the list of this incident.
not-listed-heading-details = These details are not in this list.
not-listed-details = If one character is different, we cannot find the entry. Please compare your details once more.
format-number-code = Letters and digits, { $count } in all.
format-number-code-padded = You can leave out zeros at the start.
format-digits = Digits only.
format-date = The year has four digits. A Japanese era is right too, like 昭和60, S60 or 令和元.
format-kana-name = In katakana or hiragana, like ヤマダ ハナコ.
date-year = Year
date-month = Month
date-day = Day
date-understood = We read this as { $date }.
