# Kinds of identifiers that are made of several fields.
listed-heading-details = 此事件的名单中，有与这些内容对应的记录。
not-listed-heading-details = 这些内容不在此名单中。
not-listed-details = 只要有一个字符不同，就找不到记录。请再次核对您填写的内容。
format-number-code = 由字母和数字组成，共{ $count }个字符。
format-number-code-padded = 开头的0可以省略。
format-digits = 请只输入数字。
format-date = 年份请填四位数字。也可以填日本年号，例如昭和60、S60或令和元。
format-kana-name = 请用片假名（カタカナ）或平假名（ひらがな）填写，例如 ヤマダ ハナコ。
date-year = 年
date-month = 月
date-day = 日
date-understood = 将按{ $date }查询。
