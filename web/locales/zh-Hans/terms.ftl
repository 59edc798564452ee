# Fixed terms. One word for one thing, everywhere.
certainty-was-taken = 已被取走
certainty-may-have-been-taken = 可能已被取走
certainty-may-have-been-viewed = 可能已被看到
certainty-sent-to-the-wrong-person = 误发给他人
certainty-downloaded-deletion-confirmed = 被误下载，已确认删除

# The same terms as headings of a list of data.
data-was-taken = 已被取走的信息
data-may-have-been-taken = 可能已被取走的信息
data-may-have-been-viewed = 可能已被看到的信息
data-sent-to-the-wrong-person = 误发给他人的信息
data-downloaded-deletion-confirmed = 被误下载的信息（已确认删除）

# What each term means, in one sentence.
meaning-was-taken = 我们已确认这些信息被复制到了外部。
meaning-may-have-been-taken = 外部人员可能已把这些信息复制出去。是否真的被复制出去，尚未得到确认。
meaning-may-have-been-viewed = 外部人员可能看到了这些信息。没有确认到这些信息被复制出去。
meaning-sent-to-the-wrong-person = 这些信息发到了不该收到的人那里。
meaning-downloaded-deletion-confirmed = 无权查看的人下载了这些信息。我们已确认这些信息已被删除，且没有转交给他人。

investigation-ongoing = 调查中
investigation-finished = 调查结束

role-responsible = 责任机构
role-contractor = 受托公司
role-sub-contractor = 再受托公司
role-call-centre = 电话咨询窗口

class-names = 姓名
class-dates-of-birth = 出生日期
class-physical-addresses = 住址
class-phone-numbers = 电话号码
class-email-addresses = 邮箱地址
class-passwords = 密码
class-nationalities = 国籍
class-employers = 工作单位
class-job-titles = 职务
class-genders = 性别
class-languages = 会说的语言
class-spoken-languages = 会说的语言
class-usernames = 用户名
class-occupations = 职业
class-education-levels = 学历
class-personal-health-data = 健康信息
class-health-insurance-information = 健康保险信息
class-government-issued-ids = 官方证件的号码
class-shirabe-encrypted-passwords = 密码（已加密）
class-shirabe-country-of-origin = 原籍国
class-shirabe-residence-status = 在留资格
class-shirabe-language-level = 日语水平
class-shirabe-skills-exam-field = 已通过的技能考试的领域
class-shirabe-company-introduced-to = 介绍给您的公司
class-shirabe-company-name = 您的公司名称
class-shirabe-employee-number = 员工编号
class-shirabe-insurance-card-number = 健康保险证（健康保険証）的记号（記号）和号码（番号）
class-shirabe-insurance-qualification = 健康保险资格的种类
class-shirabe-check-up-flags = 为您预约的体检种类
class-shirabe-booking-details = 预约内容（编号、日期、医疗机构、体检套餐）
class-shirabe-booking-id = 预约编号
class-shirabe-clinic = 医疗机构的名称和编号
class-shirabe-check-up-date = 体检日期
class-shirabe-check-up-course = 体检套餐
class-shirabe-event-participation = 参加过的活动
