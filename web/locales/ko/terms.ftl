# Fixed terms. One word for one thing, everywhere.
certainty-was-taken = 반출됨
certainty-may-have-been-taken = 반출되었을 가능성
certainty-may-have-been-viewed = 열람되었을 가능성
certainty-sent-to-the-wrong-person = 다른 사람에게 잘못 전송됨
certainty-downloaded-deletion-confirmed = 실수로 다운로드됨, 삭제 확인

# The same terms as headings of a list of data.
data-was-taken = 반출된 정보
data-may-have-been-taken = 반출되었을 가능성이 있는 정보
data-may-have-been-viewed = 열람되었을 가능성이 있는 정보
data-sent-to-the-wrong-person = 다른 사람에게 잘못 전송된 정보
data-downloaded-deletion-confirmed = 실수로 다운로드된 정보(삭제 확인)

# What each term means, in one sentence.
meaning-was-taken = 누군가 이 정보를 복사해 외부로 가져간 것을 확인했습니다.
meaning-may-have-been-taken = 누군가 이 정보를 복사해 외부로 가져갔을 가능성이 있습니다. 실제로 가져갔는지는 확인되지 않았습니다.
meaning-may-have-been-viewed = 다른 사람이 이 정보를 보았을 가능성이 있습니다. 외부로 가져간 것은 확인되지 않았습니다.
meaning-sent-to-the-wrong-person = 이 정보는 받아야 할 사람이 아닌 다른 사람에게 전송되었습니다.
meaning-downloaded-deletion-confirmed = 이 정보를 볼 권한이 없는 사람이 다운로드했습니다. 삭제되었고 다른 사람에게 전달되지 않은 것을 확인했습니다.

investigation-ongoing = 조사 중
investigation-finished = 조사 종료

role-responsible = 책임 기관
role-contractor = 위탁 업체
role-sub-contractor = 재위탁 업체
role-call-centre = 전화 상담 창구

class-names = 이름
class-dates-of-birth = 생년월일
class-physical-addresses = 주소
class-phone-numbers = 전화번호
class-email-addresses = 이메일 주소
class-passwords = 비밀번호
class-nationalities = 국적
class-employers = 근무처
class-job-titles = 직책
class-genders = 성별
class-languages = 할 수 있는 언어
class-spoken-languages = 할 수 있는 언어
class-usernames = 사용자 이름
class-occupations = 직업
class-education-levels = 학력
class-personal-health-data = 건강에 관한 정보
class-health-insurance-information = 건강보험에 관한 정보
class-government-issued-ids = 공적 증명서의 번호
class-shirabe-encrypted-passwords = 비밀번호(암호화된 것)
class-shirabe-country-of-origin = 출신 국가
class-shirabe-residence-status = 재류자격(在留資格)
class-shirabe-language-level = 일본어 수준
class-shirabe-skills-exam-field = 합격한 기능 시험의 분야
class-shirabe-company-introduced-to = 소개받은 회사
class-shirabe-company-name = 회사 이름
class-shirabe-employee-number = 사원 번호
class-shirabe-insurance-card-number = 건강보험증(健康保険証)의 기호(記号)와 번호(番号)
class-shirabe-insurance-qualification = 건강보험 자격의 종류
class-shirabe-check-up-flags = 예약한 건강검진의 종류
class-shirabe-booking-details = 예약 내용(번호, 날짜, 의료 기관, 코스)
class-shirabe-booking-id = 예약 번호
class-shirabe-clinic = 의료 기관의 이름과 번호
class-shirabe-check-up-date = 건강검진 날짜
class-shirabe-check-up-course = 건강검진 코스
class-shirabe-event-participation = 참가한 행사
