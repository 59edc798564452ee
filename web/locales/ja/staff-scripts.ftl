# Staff: what agents say to callers, and beside it what they never say, do next, and hand on.
script-part-say = 話すこと
script-part-never = 言ってはいけないこと
script-part-next = すること
script-part-escalate = 引き継ぐとき

script-never-listed-1 = 登録されている情報そのもの。名前も住所もその一部も、ご本人にも読み上げない。
script-never-listed-2 = ほかに誰が一覧にいるか、同じアドレスや番号に何人いるか。
script-never-listed-3 = ページにあること以外の、原因や、誰がしたかの推測。
script-never-listed-4 = 補償がある、または、ないということ。
script-next-listed-1 = 画面に出ている「対象の情報の種類」だけを伝える。それ以上は伝えない。
script-next-listed-2 = これからできることを、ページを見ながら順に案内する。{ $address }
script-next-listed-3 = 書面を希望するときは、ご登録の住所やアドレスへの送付を申請する。
script-next-listed-4 = 電話の記録を付ける。
script-escalate-listed-1 = すぐに監督者へ：脅し、本人の身の危険、情報が使われている兆し。
script-escalate-listed-2 = 折り返しで組織の担当へ：補償、苦情、報道、官公庁、弁護士。

script-never-not-listed-1 = 「ご安心ください」「大丈夫です」。答えは、この一覧についてだけのもの。
script-never-not-listed-2 = 「一文字違い」など、推測の手がかりになること。
script-never-not-listed-3 = 一覧が増える、または増えないという見込み。
script-next-not-listed-1 = 当時使っていた別のアドレスや番号をたずねて、もう一度調べる。
script-next-not-listed-2 = 調べ直す前に、聞いた内容を一文字ずつ復唱する。
script-next-not-listed-3 = 電話の記録を付ける。
script-escalate-not-listed-1 = 監督者へ：こちらからの手紙があるのに、見つからない。
script-escalate-not-listed-2 = 折り返しで組織の担当へ：自分は対象のはずだとおっしゃる。

script-never-unknown-code-1 = 正しいコードの一部や、どの文字が違うか。
script-never-unknown-code-2 = 「その手紙は偽物です」。別の件の手紙や、読み違いのことがある。
script-next-unknown-code-1 = 4文字ずつ、ゆっくり読み直してもらう。I、L、O、Uの文字は使われていない。
script-next-unknown-code-2 = それでも確認できないときは、アドレスや番号で調べる。
script-next-unknown-code-3 = 電話の記録を付ける。
script-escalate-unknown-code-1 = 監督者へ：確認できないコードの手紙の問い合わせが、今日2件以上あった。

script-never-overload-1 = 対象である、または対象でないということ。
script-never-overload-2 = いつ直るかの約束。
script-next-overload-1 = ページのアドレスを案内する。{ $address }
script-next-overload-2 = 相手の方の情報は、何も書き留めない。
script-next-overload-3 = 受付番号での折り返しを提案し、使えるようになったら電話の記録を付ける。
script-escalate-overload-1 = 監督者へ：15分より長く続いている。

script-never-registered-1 = 一覧にいるかどうか。言葉でも、間の取り方でも伝えない。
script-never-registered-2 = 登録されている情報そのもの。名前も住所もその一部も、ご本人にも読み上げない。
script-never-registered-3 = お送りする答えが、どちらになるか。
script-next-registered-1 = ご登録の住所やアドレスへの送付を希望するかをたずねて、申請を入れる。
script-next-registered-2 = 画面に何が出ていても、同じ言葉で同じことを話す。
script-next-registered-3 = 電話の記録を付ける。
script-escalate-registered-1 = すぐに監督者へ：ほかの人について、答えを強く求められている。
script-escalate-registered-2 = 折り返しで組織の担当へ：ご登録の住所やアドレスが、今は違う。
