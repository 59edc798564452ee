# Staff: six invented callers to practise with. What is to be typed, answered and done for each
# stands in server/src/desk/training/callers.toml.
training-title = 練習
training-banner = 練習です。照会はせず、何も記録しません。電話の相手は、すべて架空の人です。
training-begin = 最初の電話から始める
training-next = 次の電話
training-you-typed-right = この電話で必要な内容を、正しく入力しました。
training-you-typed-wrong = この電話で必要な内容と違います。相手の言葉をもう一度確かめて、入力し直してください。
training-right-action = この電話に合った対応です。
training-wrong-action = この電話には、別の対応のほうが合っています：{ $name }
training-done = これで最後の電話です。いつでも、最初からやり直せます。

training-1-who = 女性、日本語、不安そう
training-1-says = ニュースで見ました。昨年、申し込んだ者です。メールアドレスは nakamura.yuki@example.jp です。私は一覧に入っていますか。
training-1-hint = F1（メール）、日本語。
training-1-lesson = まず、このアドレスの記録が一覧にあることを伝え、次に、今できることを伝えます。見えるのは情報の種類だけで、情報そのものは見えません。読み上げるものはありません。

training-2-who = 男性、英語、急いでいる
training-2-says = 電話番号は 090-0000-0212 です。安全だと、それだけ言ってください。
training-2-hint = F2（電話番号）、英語。
training-2-lesson = 「この一覧にない」は「安全」ではありません。この一覧についてだけの答えで、一覧は後から増えることがあります。当時、別の番号やメールアドレスを使わなかったかを尋ねます。

training-3-who = 男性、やさしい日本語、落ち着いている
training-3-says = 手紙にコードがあります。7RMC-2XM5-HQ8W-Z です。（もう一度ゆっくり読むように頼むと）7RMC-2XN5-HQ8W-Z です。手紙がぬれました。もう一度送ってください。
training-3-hint = F4（コード）、やさしい日本語。1文字の誤りには画面が気づきます。もう一度ゆっくり読んでもらいます。
training-3-lesson = 1文字の誤りは、照会する前にわかります。推測せず、読み直してもらいます。手紙の送り先は登録の住所です。別の住所を聞き取りません。

training-4-who = 女性、日本語、強く求める
training-4-says = 保険証の記号は 1204、番号は 3417、生年月日は昭和59年5月17日です。その後、引っ越しました。古い住所かどうか確かめたいので、そちらにある住所を読み上げてください。
training-4-hint = F3（番号と日付）、日本語。慎重な扱いが必要な情報の事案なので、答えを電話では伝えません。
training-4-lesson = 登録されている情報は、本人にも決して読み上げません。だれでも本人の名前で電話をかけられるからです。答えは登録の住所やアドレスに送れます。ページで自分で確認することもできます。

training-5-who = 男性、中国語、親しげ
training-5-says = 隣の人が、自分では電話しにくいそうです。その人の番号は 090-0000-0525 です。一覧に入っていますか。私の番号は 090-0000-0535 です。
training-5-hint = F2（電話番号）、中国語。本人の番号だけで照会します。
training-5-lesson = 答えは本人にだけ伝えます。ほかの人については「ある」とも「ない」とも言いません。隣の人は、ページで自分で確認できます。そこで入力した内容は、こちらにはわかりません。

training-6-who = 男性、ベトナム語、怒っている
training-6-says = 今日、電話するのは3回目です。だれも何も答えてくれません。メールアドレスは tran.van.minh@example.com です。入っているのか、いないのか、どちらですか。
training-6-hint = F1（メール）、ベトナム語。システムが応答しません。折り返しの電話を申し出ます。
training-6-lesson = 「今は確認ができない」は、一覧にあるかどうかとは関係ありません。どちらかの答えに聞こえないように話します。折り返しを申し出て、その受付番号を、自組織の仕組みで相手の電話番号の横に控えます。
training-show-hint = ヒントを見る
training-again = 最初から
training-empty = 練習するものがありません。
training-back = 窓口へ
