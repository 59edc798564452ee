# Fixed terms. One word for one thing, everywhere.
certainty-was-taken = 持ち出された
certainty-may-have-been-taken = 持ち出された可能性
certainty-may-have-been-viewed = 見られた可能性
certainty-sent-to-the-wrong-person = 別の人に送られた
certainty-downloaded-deletion-confirmed = 誤ってダウンロードされ、削除を確認済み

# The same terms as headings of a list of data.
data-was-taken = 持ち出された情報
data-may-have-been-taken = 持ち出された可能性がある情報
data-may-have-been-viewed = 見られた可能性がある情報
data-sent-to-the-wrong-person = 別の人に送られた情報
data-downloaded-deletion-confirmed = 誤ってダウンロードされた情報（削除を確認済み）

# What each term means, in one sentence.
meaning-was-taken = この情報が持ち出されたことを確認しました。
meaning-may-have-been-taken = 外部の人がこの情報を持ち出した可能性があります。持ち出されたかどうかは、確認できていません。
meaning-may-have-been-viewed = 外部の人がこの情報を見た可能性があります。持ち出されたことは確認されていません。
meaning-sent-to-the-wrong-person = この情報は、受け取るはずではない人に届きました。
meaning-downloaded-deletion-confirmed = 見る権限のない人がこの情報をダウンロードしました。ほかの人に渡していないことと、削除したことを確認しました。

investigation-ongoing = 調査中
investigation-finished = 調査終了

role-responsible = 責任を負う団体
role-contractor = 委託先
role-sub-contractor = 再委託先
role-call-centre = 電話窓口

class-names = 氏名
class-dates-of-birth = 生年月日
class-physical-addresses = 住所
class-phone-numbers = 電話番号
class-email-addresses = メールアドレス
class-passwords = パスワード
class-nationalities = 国籍
class-employers = 勤務先
class-job-titles = 役職
class-genders = 性別
class-languages = 話せる言語
class-spoken-languages = 話せる言語
class-usernames = ユーザー名
class-occupations = 職業
class-education-levels = 学歴
class-personal-health-data = 健康に関する情報
class-health-insurance-information = 健康保険に関する情報
class-government-issued-ids = 公的な証明書の番号
class-shirabe-encrypted-passwords = パスワード（暗号化されたもの）
class-shirabe-country-of-origin = 出身国
class-shirabe-residence-status = 在留資格
class-shirabe-language-level = 日本語のレベル
class-shirabe-skills-exam-field = 合格した技能試験の分野
class-shirabe-company-introduced-to = 紹介を受けた会社
class-shirabe-company-name = 会社名
class-shirabe-employee-number = 社員番号
class-shirabe-insurance-card-number = 健康保険証の記号と番号
class-shirabe-insurance-qualification = 健康保険の資格の種類
class-shirabe-check-up-flags = 受ける健診の種類
class-shirabe-booking-details = 予約の内容（番号、日付、医療機関、コース）
class-shirabe-booking-id = 予約番号
class-shirabe-clinic = 医療機関の名前と番号
class-shirabe-check-up-date = 健診の日
class-shirabe-check-up-course = 健診のコース
class-shirabe-event-participation = 参加したイベント
