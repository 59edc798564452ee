# Kinds of identifiers that are made of several fields.
listed-heading-details = 이 내용과 일치하는 기록이 이 사고의 명단에 있습니다.
not-listed-heading-details = 이 내용은 이 명단에 없습니다.
not-listed-details = 한 글자라도 다르면 기록을 찾을 수 없습니다. 입력하신 내용을 다시 한번 확인해 주세요.
format-number-code = 영문자와 숫자, 모두 { $count }자입니다.
format-number-code-padded = 앞에 오는 0은 빼고 입력하셔도 됩니다.
format-digits = 숫자만 입력해 주세요.
format-date = 연도는 서기 네 자리로 입력해 주세요. 昭和60, S60, 令和元과 같은 일본 연호도 됩니다.
format-kana-name = ヤマダ ハナコ와 같이 가타카나나 히라가나로 입력해 주세요.
date-year = 연
date-month = 월
date-day = 일
date-understood = { $date }로 확인합니다.
