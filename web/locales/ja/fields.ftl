# Kinds of identifiers that are made of several fields.
listed-heading-details = この内容の記録が、この事案の一覧にあります。
not-listed-heading-details = この内容は、この一覧にありません。
not-listed-details = 一文字でも違うと、記録は見つかりません。内容をもう一度お確かめください。
format-number-code = 数字と英字で{ $count }文字です。
format-number-code-padded = 初めの0は、なくてもかまいません。
format-digits = 数字だけで入力してください。
format-date = 年は西暦の4けたか、昭和60、S60、令和元のような元号で入力してください。
format-kana-name = ヤマダ ハナコ のように、カタカナかひらがなで入力してください。
date-year = 年
date-month = 月
date-day = 日
date-understood = { $date }として調べます。
