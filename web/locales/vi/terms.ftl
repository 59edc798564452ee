# Fixed terms. One word for one thing, everywhere.
certainty-was-taken = đã bị lấy đi
certainty-may-have-been-taken = có thể đã bị lấy đi
certainty-may-have-been-viewed = có thể đã bị người khác xem
certainty-sent-to-the-wrong-person = đã gửi nhầm người
certainty-downloaded-deletion-confirmed = bị tải xuống do nhầm lẫn, đã xác nhận là đã xóa

# The same terms as headings of a list of data.
data-was-taken = Thông tin đã bị lấy đi
data-may-have-been-taken = Thông tin có thể đã bị lấy đi
data-may-have-been-viewed = Thông tin có thể đã bị người khác xem
data-sent-to-the-wrong-person = Thông tin đã gửi nhầm người
data-downloaded-deletion-confirmed = Thông tin bị tải xuống do nhầm lẫn (đã xác nhận là đã xóa)

# What each term means, in one sentence.
meaning-was-taken = Chúng tôi biết rằng thông tin này đã bị sao chép và lấy đi.
meaning-may-have-been-taken = Có thể có người đã sao chép và lấy đi thông tin này. Chưa xác nhận được rằng thông tin đã bị lấy đi.
meaning-may-have-been-viewed = Có thể người khác đã xem thông tin này. Không có xác nhận nào cho thấy thông tin đã bị lấy đi.
meaning-sent-to-the-wrong-person = Thông tin này đã đến với người không phải là người nhận.
meaning-downloaded-deletion-confirmed = Một người không được phép xem đã tải thông tin này xuống. Chúng tôi đã xác nhận rằng thông tin đã được xóa và không được chuyển cho ai khác.

investigation-ongoing = đang tiếp tục điều tra
investigation-finished = đã điều tra xong

role-responsible = Tổ chức chịu trách nhiệm
role-contractor = Đơn vị nhận ủy thác
role-sub-contractor = Đơn vị nhận ủy thác lại
role-call-centre = Nơi tiếp nhận điện thoại

class-names = Họ tên
class-dates-of-birth = Ngày sinh
class-physical-addresses = Địa chỉ nhà
class-phone-numbers = Số điện thoại
class-email-addresses = Địa chỉ email
class-passwords = Mật khẩu
class-nationalities = Quốc tịch
class-employers = Nơi làm việc
class-job-titles = Chức vụ
class-genders = Giới tính
class-languages = Ngôn ngữ quý vị nói được
class-spoken-languages = Ngôn ngữ quý vị nói được
class-usernames = Tên người dùng
class-occupations = Nghề nghiệp
class-education-levels = Trình độ học vấn
class-personal-health-data = Thông tin sức khỏe
class-health-insurance-information = Thông tin bảo hiểm y tế
class-government-issued-ids = Số của giấy tờ chính thức
class-shirabe-encrypted-passwords = Mật khẩu (đã mã hóa)
class-shirabe-country-of-origin = Nước xuất thân
class-shirabe-residence-status = Tư cách lưu trú (在留資格)
class-shirabe-language-level = Trình độ tiếng Nhật
class-shirabe-skills-exam-field = Lĩnh vực kỳ thi kỹ năng quý vị đã đỗ
class-shirabe-company-introduced-to = Công ty mà quý vị được giới thiệu đến
class-shirabe-company-name = Tên công ty của quý vị
class-shirabe-employee-number = Mã số nhân viên
class-shirabe-insurance-card-number = Ký hiệu (記号) và số (番号) trên thẻ bảo hiểm y tế
class-shirabe-insurance-qualification = Loại tư cách tham gia bảo hiểm y tế
class-shirabe-check-up-flags = Các loại khám sức khỏe quý vị được đăng ký
class-shirabe-booking-details = Lịch hẹn khám: số, ngày, cơ sở y tế và gói khám
class-shirabe-booking-id = Số lịch hẹn khám
class-shirabe-clinic = Tên và số của cơ sở y tế
class-shirabe-check-up-date = Ngày khám sức khỏe
class-shirabe-check-up-course = Gói khám sức khỏe
class-shirabe-event-participation = Sự kiện quý vị đã tham gia
