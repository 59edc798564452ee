# What stands on every page.
language-name = 日本語
site-name = 個人情報の事案に関するお問い合わせ窓口
skip-to-content = 本文へ進む
language-switch = 言語
sample-banner = これは見本です。団体名も人も架空です。
footer-how = 確認のしくみ
footer-incidents = 事案の一覧
footer-no-cookies = このサイトはCookieを使いません。あなたについての情報を、端末に保存しません。
date = { $year }年{ $month ->
    [m1] 1
    [m2] 2
    [m3] 3
    [m4] 4
    [m5] 5
    [m6] 6
    [m7] 7
    [m8] 8
    [m9] 9
    [m10] 10
    [m11] 11
   *[m12] 12
}月{ $day }日
people = { $count ->
   *[other] { $grouped }人
}
