# The check, up to the answer.
check-title = Kiểm tra xem quý vị có trong danh sách không
check-starting = Phần kiểm tra sẽ mở ra ở đây. Cần có trình duyệt mới với JavaScript.
check-starting-hint = Nếu không thấy gì hiện ra, xin tải lại trang, dùng thiết bị khác hoặc gọi cho chúng tôi.
noscript-title = Cần có JavaScript để kiểm tra
noscript-why = Việc kiểm tra diễn ra trên thiết bị của quý vị, để chúng tôi không biết quý vị nhập gì. Muốn vậy, trình duyệt của quý vị phải chạy chương trình của chúng tôi. Hiện JavaScript đang bị tắt.
noscript-do = Xin bật JavaScript cho trang này, dùng thiết bị khác hoặc gọi cho chúng tôi.
back = Quay lại
error-summary = Xin xem lại một lần nữa

choose-heading = Quý vị muốn kiểm tra bằng gì?
choose-email = Địa chỉ email của tôi
choose-phone = Số điện thoại của tôi
choose-code = Mã ghi trong thư
choose-none = Tôi không có thông tin nào trong số này
choose-continue = Tiếp tục
choose-nothing = Quý vị chưa chọn cách nào. Xin chọn một cách.

type-email-heading = Địa chỉ email của quý vị
type-email-format = Xin nhập theo dạng name@example.com.
type-phone-heading = Số điện thoại của quý vị
type-phone-format = Xin nhập theo dạng 090-1234-5678. Có hay không có dấu gạch ngang đều được. Số của nước khác bắt đầu bằng +.
type-code-heading = Mã ghi trong thư của quý vị
type-code-format = Ví dụ K7QX-4M2P-9D1T-R: mười ba chữ cái và chữ số, chữ hoa hay chữ thường đều được.
shared-device = Thiết bị này có người khác cùng dùng
shared-device-hint = Khi đó chúng tôi tắt phần gợi ý của trình duyệt cho ô này. Khi xong, xin đóng cửa sổ này.
check-now = Kiểm tra

confirm-heading = Có phải quý vị muốn nhập địa chỉ này không?
confirm-typed = Quý vị đã nhập
confirm-proposed = Địa chỉ chúng tôi gợi ý
confirm-use = Dùng địa chỉ này
confirm-keep = Địa chỉ tôi nhập là đúng

amount-heading = Danh sách này rất lớn
amount-why = Thiết bị của quý vị tải về một phần của danh sách. Quý vị muốn tải phần lớn đến đâu? Thiết bị tải về càng nhiều thì chúng tôi càng ít biết về nội dung quý vị nhập.
amount-answer = Dù chọn cách nào, chúng tôi cũng không biết quý vị có trong danh sách hay không.
amount-told = { $count ->
    [0] Khi đó chúng tôi biết 0 bit về nội dung quý vị nhập.
   *[other] Khi đó chúng tôi biết { $count } bit về nội dung quý vị nhập: nội dung đó thuộc phần nào trong { $parts } phần của danh sách.
}
amount-take = Tải về { $size }

stage-preparing = Đang chuẩn bị trên thiết bị của quý vị
stage-asking = Đang hỏi máy chủ của chúng tôi
stage-fetching = Đang tải về một phần của danh sách
stage-checking = Đang kiểm tra câu trả lời trên thiết bị của quý vị
stages = Tiến độ

desk-heading = Chúng tôi có thể cùng quý vị tìm qua điện thoại
desk-text = Xin gọi cho chúng tôi. Chúng tôi sẽ cho biết cách cùng tìm mục của quý vị và những việc quý vị có thể làm.
desk-rule = Qua điện thoại, chúng tôi không bao giờ đọc ra thông tin chúng tôi giữ về quý vị, kể cả cho chính quý vị. Nhờ vậy không ai có thể giả làm quý vị để lấy thông tin.
desk-phone = Điện thoại
desk-hours = Giờ tiếp nhận
check-idle = Nội dung quý vị nhập đã được xóa vì không có thao tác nào trong năm phút.
noscript-steps-title = Những việc ai cũng có thể làm ngay
noscript-steps-text = Đây là những bước chung. Các bước này không cho biết quý vị có trong danh sách hay không.
