# Kinds of identifiers that are made of several fields.
listed-heading-details = Um registro com estes dados está na lista deste incidente.
not-listed-heading-details = Estes dados não estão nesta lista.
not-listed-details = Se um único caractere for diferente, não encontramos o registro. Confira seus dados mais uma vez.
format-number-code = Letras e números, { $count } no total.
format-number-code-padded = Os zeros no início podem ser omitidos.
format-digits = Apenas números.
format-date = O ano tem quatro dígitos. Também pode ser de uma era japonesa, como 昭和60, S60 ou 令和元.
format-kana-name = Em katakana ou hiragana, como ヤマダ ハナコ.
date-year = Ano
date-month = Mês
date-day = Dia
date-understood = Entendemos esta data como { $date }.
