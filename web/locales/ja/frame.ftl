# What stands on every page.
language-name = 日本語
site-name = 個人情報の事案に関するお問い合わせ窓口
skip-to-content = 本文へ進む
language-switch = 言語
sample-banner = これは見本です。団体名も人も架空です。
footer-how = 確認のしくみ
footer-incidents = 事案の一覧
footer-no-cookies = このサイトはCookieを使いません。あなたについての情報を、端末に保存しません。
people = { $count ->
   *[other] { $grouped }人
}
