# The list of incidents and the page of one incident.
index-title = 事案の一覧
index-lead = お知りになりたい事案を選んでください。
index-empty = 公表している事案はありません。
index-empty-hint = このページを案内された方は、アドレスをもう一度お確かめください。または、案内を送った団体にお問い合わせください。

organisations = 関係する団体
facts = 要点
fact-known-since = { $date }に発覚
fact-published = { $date }に公表
what-happened = 起きたこと
who-is-concerned = 対象は全部で{ $people }
check-button = 一覧に含まれるか確認する
check-privacy = 入力した内容は、私たちに送られません。
check-privacy-link = なぜ確認できるのですか
not-published = 確認はまだ始まっていません。一覧を準備しています。準備ができたら、このページで始めます。
not-published-desk = それまでのご質問は、電話でお受けします。
record = 公表の記録（{ $count }件）
record-empty = まだ記録はありません。
questions = お問い合わせ
questions-phone = 電話番号：

real-start = メッセージの中のリンクや、このページの見た目だけで判断しないでください。見た目はまねることができます。
real-way = { $organisation }の公式サイトのアドレスを、ご自分で入力して開いてください。そこにあるこの事案のお知らせから進むと、このページに着きます。
real-way-any = 団体の公式サイトのアドレスを、ご自分で入力して開いてください。そこにある事案のお知らせから進むと、このページに着きます。
real-letter = 手紙が届いた方は、手紙に書かれたアドレスと、ブラウザーに表示されたアドレスを、一文字ずつ見くらべてください。
real-never = このページが、パスワード、銀行口座、カード番号、お金を求めることはありません。求めるページは、私たちのものではありません。
real-call = 確かでないときは、公式サイトに書かれた番号に電話してください。
