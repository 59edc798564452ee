# The check, up to the answer.
check-title = 一覧に含まれるか確認する
check-starting = ここに確認の画面が開きます。JavaScriptが動く新しいブラウザーが必要です。
check-starting-hint = 何も表示されないときは、ページを読み込み直すか、別の端末を使うか、お電話ください。
noscript-title = 確認にはJavaScriptが必要です
noscript-why = 入力した内容が私たちに伝わらないように、確認はお使いの端末の中で行います。そのために、ブラウザーがプログラムを動かします。今はJavaScriptが止められています。
noscript-do = このページでJavaScriptを使えるようにするか、別の端末を使うか、お電話ください。
noscript-steps-title = どなたでも今できること
noscript-steps-text = これは一般的な内容です。あなたが一覧に含まれるかどうかの答えではありません。
back = 戻る
error-summary = もう一度ご確認ください

choose-heading = 何で調べますか
choose-email = メールアドレス
choose-phone = 電話番号
choose-code = 手紙に書かれたコード
choose-none = どれもない
choose-continue = 次へ
choose-nothing = 何も選ばれていません。どれか一つを選んでください。

type-email-heading = メールアドレス
type-email-format = name@example.com のように入力してください。
type-phone-heading = 電話番号
type-phone-format = 090-1234-5678 のように入力してください。ハイフンはあってもなくても同じです。外国の番号は + から始めてください。
type-code-heading = 手紙に書かれたコード
type-code-format = K7QX-4M2P-9D1T-R のような、13文字の英字と数字です。大文字でも小文字でも同じです。
shared-device = ほかの人も使う端末です
shared-device-hint = この欄で、ブラウザーの入力候補を使わないようにします。終わったら、この画面を閉じてください。
check-now = 確認する

confirm-heading = このアドレスではありませんか
confirm-typed = 入力したアドレス
confirm-proposed = 候補
confirm-use = 候補のアドレスを使う
confirm-keep = 入力したとおりで正しい

amount-heading = この一覧はとても大きいです
amount-why = 端末は、その一部を受け取ります。どのくらい受け取るかを選んでください。多く受け取るほど、入力する内容について私たちにわかることは少なくなります。
amount-answer = どちらを選んでも、一覧に含まれるかどうかは私たちに伝わりません。
amount-told = { $count ->
    [0] 入力する内容について私たちにわかるのは 0ビットです。
   *[other] 入力する内容について私たちにわかるのは { $count }ビットです。一覧を{ $parts }個に分けたうちの、どの部分にあたるかがわかります。
}
amount-take = { $size }をダウンロードする

stage-preparing = 端末の中で準備しています
stage-asking = サーバーに問い合わせています
stage-fetching = 一覧の一部を受け取っています
stage-checking = 端末の中で答えを確かめています
stages = 進み具合

desk-heading = 電話で一緒に調べます
desk-text = お電話ください。どうすれば一緒に調べられるか、何ができるかをご案内します。
desk-rule = 電話では、私たちが持っている情報を読み上げることはありません。ご本人にも読み上げません。なりすました人に知られるのを防ぐためです。
desk-phone = 電話番号
desk-hours = 受付時間
check-idle = 5分間操作がなかったため、入力した内容を消しました。
