# Kinds of identifiers that are made of several fields.
listed-heading-details = この 内容《ないよう》の 記録《きろく》が、この 問題《もんだい》の リストに あります。
not-listed-heading-details = この 内容《ないよう》は、この リストに ありません。
not-listed-details = 1文字《もじ》でも ちがうと、記録《きろく》は 見《み》つかりません。書《か》いた ものを もう一度《いちど》 見《み》て ください。
format-number-code = 英語《えいご》の 文字《もじ》と 数字《すうじ》で、全部《ぜんぶ》で { $count }文字《もじ》です。
format-number-code-padded = 最初《さいしょ》の 0は、書《か》かなくても いいです。
format-digits = 数字《すうじ》だけを 書《か》いて ください。
format-date = 年《ねん》は 4つの 数字《すうじ》で 書《か》いて ください。昭和《しょうわ》60、S60、令和元《れいわがん》のような 日本《にほん》の 年《とし》でも いいです。
format-kana-name = ヤマダ ハナコ のように、かたかなか ひらがなで 書《か》いて ください。
date-year = 年《ねん》
date-month = 月《つき》
date-day = 日《ひ》
date-understood = { $date }で 調《しら》べます。
