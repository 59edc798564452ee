# Fixed terms. One word for one thing, everywhere.
certainty-was-taken = ほかの 人《ひと》が 取《と》りました
certainty-may-have-been-taken = ほかの 人《ひと》が 取《と》ったかもしれません
certainty-may-have-been-viewed = ほかの 人《ひと》が 見《み》たかもしれません
certainty-sent-to-the-wrong-person = ちがう 人《ひと》に 送《おく》りました
certainty-downloaded-deletion-confirmed = まちがって ダウンロードしました、消《け》した ことを 確認《かくにん》しました

# The same terms as headings of a list of data.
data-was-taken = ほかの 人《ひと》が 取《と》った 情報《じょうほう》
data-may-have-been-taken = ほかの 人《ひと》が 取《と》ったかもしれない 情報《じょうほう》
data-may-have-been-viewed = ほかの 人《ひと》が 見《み》たかもしれない 情報《じょうほう》
data-sent-to-the-wrong-person = ちがう 人《ひと》に 送《おく》った 情報《じょうほう》
data-downloaded-deletion-confirmed = まちがって ダウンロードした 情報《じょうほう》（消《け》した ことを 確認《かくにん》しました）

# What each term means, in one sentence.
meaning-was-taken = ほかの 人《ひと》が この 情報《じょうほう》を コピーして、外《そと》に 持《も》って いきました。私《わたし》たちは それを 確認《かくにん》しました。
meaning-may-have-been-taken = ほかの 人《ひと》が この 情報《じょうほう》を コピーして、外《そと》に 持《も》って いったかもしれません。本当《ほんとう》に 持《も》って いったか どうかは、確認《かくにん》できて いません。
meaning-may-have-been-viewed = ほかの 人《ひと》が この 情報《じょうほう》を 見《み》たかもしれません。外《そと》に 持《も》って いった ことは、確認《かくにん》できて いません。
meaning-sent-to-the-wrong-person = この 情報《じょうほう》を、ちがう 人《ひと》に 送《おく》りました。
meaning-downloaded-deletion-confirmed = この 情報《じょうほう》を 見《み》ては いけない 人《ひと》が、ダウンロード（自分《じぶん》の パソコンに 入《い》れる こと）を しました。その 人《ひと》は、情報《じょうほう》を もう 消《け》しました。ほかの 人《ひと》には 渡《わた》して いません。私《わたし》たちは それを 確認《かくにん》しました。

investigation-ongoing = 何《なに》が あったか 調《しら》べて います
investigation-finished = 何《なに》が あったか 調《しら》べ終《お》わりました

role-responsible = 責任《せきにん》が ある ところ
role-contractor = 私《わたし》たちが 仕事《しごと》を 頼《たの》んだ 会社《かいしゃ》
role-sub-contractor = その 会社《かいしゃ》が 仕事《しごと》を 頼《たの》んだ 会社《かいしゃ》
role-call-centre = 電話《でんわ》で 答《こた》える ところ

class-names = 名前《なまえ》
class-dates-of-birth = 生年月日《せいねんがっぴ》（生《う》まれた 日《ひ》）
class-physical-addresses = 住所《じゅうしょ》
class-phone-numbers = 電話番号《でんわばんごう》
class-email-addresses = メールアドレス
class-passwords = パスワード
class-nationalities = 国籍《こくせき》（どの 国《くに》の 人《ひと》か）
class-employers = 働《はたら》いて いる ところ
class-job-titles = 会社《かいしゃ》での 役職《やくしょく》（部長《ぶちょう》、課長《かちょう》など）
class-genders = 性別《せいべつ》
class-languages = 話《はな》す ことが できる ことば
class-spoken-languages = 話《はな》す ことが できる ことば
class-usernames = ユーザー名《めい》（サイトで 使《つか》う 名前《なまえ》）
class-occupations = 仕事《しごと》の 種類《しゅるい》
class-education-levels = 学歴《がくれき》（出《で》た 学校《がっこう》）
class-personal-health-data = 体《からだ》や 病気《びょうき》の 情報《じょうほう》
class-health-insurance-information = 健康保険《けんこうほけん》の 情報《じょうほう》
class-government-issued-ids = 国《くに》や 役所《やくしょ》が 出《だ》した 証明書《しょうめいしょ》の 番号《ばんごう》
class-shirabe-encrypted-passwords = パスワード（読《よ》めない 形《かたち》に 変《か》えた もの）
class-shirabe-country-of-origin = 生《う》まれた 国《くに》（出身国《しゅっしんこく》）
class-shirabe-residence-status = 在留資格《ざいりゅうしかく》（ビザの 種類《しゅるい》）
class-shirabe-language-level = 日本語《にほんご》の レベル
class-shirabe-skills-exam-field = 合格《ごうかく》した 技能試験《ぎのうしけん》（仕事《しごと》の テスト）の 分野《ぶんや》
class-shirabe-company-introduced-to = あなたに 紹介《しょうかい》した 会社《かいしゃ》
class-shirabe-company-name = 会社《かいしゃ》の 名前《なまえ》
class-shirabe-employee-number = 社員番号《しゃいんばんごう》（会社《かいしゃ》の 人《ひと》の 番号《ばんごう》）
class-shirabe-insurance-card-number = 健康保険証《けんこうほけんしょう》の 記号《きごう》と 番号《ばんごう》
class-shirabe-insurance-qualification = 健康保険《けんこうほけん》の 資格《しかく》の 種類《しゅるい》
class-shirabe-check-up-flags = 予約《よやく》した 健康診断《けんこうしんだん》の 種類《しゅるい》
class-shirabe-booking-details = 予約《よやく》の 内容《ないよう》（番号《ばんごう》、日《ひ》にち、病院《びょういん》、コース）
class-shirabe-booking-id = 予約《よやく》の 番号《ばんごう》
class-shirabe-clinic = 病院《びょういん》の 名前《なまえ》と 番号《ばんごう》
class-shirabe-check-up-date = 健康診断《けんこうしんだん》の 日《ひ》
class-shirabe-check-up-course = 健康診断《けんこうしんだん》の コース
class-shirabe-event-participation = 参加《さんか》した イベント
