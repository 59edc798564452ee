# What stands on every page.
language-name = やさしい日本語
site-name = 個人情報《こじんじょうほう》の 問題《もんだい》の 相談《そうだん》窓口《まどぐち》
skip-to-content = 本文《ほんぶん》へ 行《い》く
language-switch = ことば
sample-banner = これは 見本《みほん》です。会社《かいしゃ》や 役所《やくしょ》も、人《ひと》も、本当《ほんとう》の ものでは ありません。
footer-how = 調《しら》べる しくみ
footer-incidents = 全部《ぜんぶ》の 問題《もんだい》
footer-no-cookies = この サイト（ホームページ）は Cookie（あなたを 覚《おぼ》える データ）を 使《つか》いません。あなたの 情報《じょうほう》を スマホや パソコンに 残《のこ》しません。
people = { $count ->
   *[other] { $grouped }人《にん》
}
