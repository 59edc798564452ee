# What was typed cannot be used: the problem, then how to mend it. One for each InputError.
input-input-empty = 何も入力されていません。入力してください。
input-input-too-long = 入力が長すぎます。アドレス、番号、コードのどれか一つだけを入力してください。
input-input-field-count = 入力が足りません。すべての欄に入力してください。
input-email-without-at = アドレスに @ がありません。name@example.com のように入力してください。
input-email-several-at = @ が二つ以上あります。name@example.com のように、アドレスを一つだけ入力してください。
input-email-local-length = @ の前がないか、長すぎます。name@example.com のように入力してください。
input-email-local-character = @ の前に、アドレスには使えない文字があります。空白、カンマ、かっこなどがないかご確認ください。
input-email-domain = @ の後が正しくないようです。name@example.com のように入力してください。
input-email-domain-without-dot = @ の後に点（.）がありません。name@example.com のように入力してください。
input-phone-character = 電話番号には使えない文字があります。数字とハイフンだけで入力してください。
input-phone-too-short = 数字が足りません。03-1234-5678 や 090-1234-5678 のように、市外局番から入力してください。
input-phone-too-long = 数字が多すぎます。090-1234-5678 のように、番号を一つだけ入力してください。
input-code-length = コードは13文字です。文字の数をもう一度お確かめください。
input-code-character = コードには使われない文字があります。コードは数字とAからZまでの英字です。Uは使われません。
input-code-check = コードのどこかが違っています。手紙のコードと一文字ずつ見くらべてください。

# The check did not succeed. First two sentences for all, then the reason.
failure-heading = 今は確認できませんでした。
failure-says-nothing = 一覧に含まれるかどうかは、これだけではわかりません。
failure-countdown = { $seconds }秒待ってから、もう一度お試しください。
failure-now = もう一度試せます。
failure-call = または、お電話ください：
failure-retry = もう一度試す

failure-proof = 届いた答えに正しい証明がありませんでした。そのため、この答えは使いません。くり返すときは、お知らせください。
failure-manifest = 一覧の説明書きに正しい署名がないか、読み取れませんでした。くり返すときは、お知らせください。
failure-expired = 一覧の説明書きの期限が切れています。次に試すときに、新しいものを受け取ります。
failure-clock = この端末の時計が合っていないようです。日付と時刻を直してから、もう一度お試しください。
failure-filter = 一覧の一部が、途中で切れたか変わって届きました。そのため、使いません。次に試すときに、受け取り直します。
failure-memory = この端末の空きメモリーが足りません。ほかの画面やアプリを閉じるか、別の端末をお使いください。
failure-program = 端末の中のプログラムが止まりました。次に試すときに、始めからやり直します。
failure-kind = この事案は、この方法では調べられません。戻って、別の方法を選んでください。
failure-unreachable = サーバーにつながりませんでした。インターネットにつながっているか、ご確認ください。
failure-timeout = 答えが届くまでに時間がかかりすぎました。回線が遅いか、問い合わせが混み合っています。
failure-refused = サーバーから正しい答えが届きませんでした。
failure-too-many-requests = お使いの回線から、短い時間に多くの問い合わせがありました。多くの人が同じ回線を使うと起こることがあります。
failure-not-published = この事案の一覧は、今は公開されていません。
failure-device = ブラウザーが古いか、設定によって一部が止められています。新しいブラウザーか別の端末を使うか、お電話ください。
failure-outdated = このページを開いた後に、一覧が変わりました。ページを読み込み直してから、もう一度確認してください。
