# The two answers, what to do, and what left the device.
listed-heading-email = Trong danh sách của sự cố này có mục ghi địa chỉ email này.
listed-heading-phone = Trong danh sách của sự cố này có mục ghi số điện thoại này.
listed-heading-code = Trong danh sách của sự cố này có mục ứng với mã này.
listed-shared = Nếu quý vị dùng chung địa chỉ hoặc số này với người khác, đó có thể là mục của người ấy.
list-as-of = Thời điểm của danh sách: { $date }.
answer-as-of = Thời điểm của danh sách: { $date } (giờ Nhật Bản).
not-listed-heading-email = Địa chỉ email này không có trong danh sách này.
not-listed-heading-phone = Số điện thoại này không có trong danh sách này.
not-listed-heading-code = Chúng tôi không tìm thấy mã này.
not-listed-code = Xin so lại mã với lá thư một lần nữa, hoặc gọi điện cho chúng tôi.
not-listed-meaning = Câu trả lời này chỉ nói về danh sách này. Nó không có nghĩa là quý vị an toàn trước các sự cố khác.
not-listed-grow = Danh sách có thể còn thêm mục. Nếu có, chúng tôi sẽ thông báo trên trang của sự cố này.

advice-heading = Những việc quý vị có thể làm ngay
advice-passwords-title = Xin đổi mật khẩu ngay hôm nay.
advice-passwords-text = Xin đổi ở mọi nơi quý vị dùng mật khẩu giống hoặc gần giống, kể cả khi mật khẩu đã được mã hóa. Mỗi nơi nên dùng một mật khẩu khác nhau.
advice-support-calls-title = Xin cúp máy khi có người gọi đến và nói sẽ giúp sửa máy tính hoặc điện thoại của quý vị.
advice-support-calls-text = Không cài ứng dụng mà người gọi nói. Không gọi số điện thoại hiện trong cảnh báo trên màn hình.
advice-phone-title = Xin đừng vội tin cuộc gọi hay tin nhắn chỉ vì có nêu tên chúng tôi.
advice-phone-text = Họ cũng có thể nêu tên ngân hàng, cảnh sát hoặc cơ quan nhà nước. Chúng tôi không bao giờ yêu cầu mật khẩu, thẻ hay tiền. Xin cúp máy rồi gọi số điện thoại trên trang này.
advice-email-title = Xin đừng mở liên kết hoặc tệp trong email nói về sự cố này.
advice-email-text = Xin xem hết toàn bộ địa chỉ người gửi. Để vào trang của chúng tôi, xin tự gõ địa chỉ trang.
advice-work-title = Nếu có người đòi tiền hoặc giấy tờ để giới thiệu việc làm, xin hỏi lại trực tiếp công ty đó.
advice-work-text = Xin dùng số điện thoại ghi trên trang chính thức của công ty.
advice-documents-title = Xin đừng gửi cho bất kỳ ai ảnh chụp thẻ lưu trú (在留カード) hoặc thẻ bảo hiểm y tế (健康保険証).
advice-documents-text = Nếu một cơ quan thực sự cần xem thẻ, quý vị có thể trực tiếp mang đến quầy để cho xem.
advice-address-title = Xin đừng ký tên và đừng trả tiền cho người đến nhà.
advice-address-text = Chúng tôi không đến nhà quý vị. Nếu có thư hoặc người đến nhà nhắc đến sự cố này, xin gọi cho chúng tôi trước.
advice-health-title = Xin đừng trả lời người lấy chuyện khám sức khỏe của quý vị để bán hàng hoặc gây sức ép.
advice-health-text = Xin báo cho chúng tôi biết.
advice-insurance-title = Nếu nhận được hóa đơn cho việc chữa bệnh mà quý vị không hề làm, xin báo cho cơ quan bảo hiểm y tế của quý vị.
advice-insurance-text = Số điện thoại có trên thẻ bảo hiểm hoặc trên trang chính thức của cơ quan đó.
advice-contracts-jp-title = Xin đừng trả các hóa đơn mà quý vị không hề biết.
advice-contracts-jp-text = Xin gọi đường dây nóng người tiêu dùng 188 (消費者ホットライン). Nếu bị đe dọa hoặc lừa đảo, xin gọi đường dây tư vấn của cảnh sát #9110. Tư vấn là miễn phí, cuộc gọi có thể mất cước.
advice-contracts-title = Xin đừng trả các hóa đơn mà quý vị không hề biết.
advice-contracts-text = Xin hỏi cơ quan bảo vệ người tiêu dùng hoặc cảnh sát nơi quý vị sống.
advice-deletion-confirmed-title = Hôm nay quý vị không cần phải làm gì.
advice-deletion-confirmed-text = Thông tin đã được xóa. Theo kết quả kiểm tra của chúng tôi, thông tin không được chuyển cho ai khác.
advice-desk-title = Nếu thấy điều gì lạ, xin gọi cho chúng tôi.
advice-desk-text = Quý vị không cần phải biết chắc.

other-way = Nếu khi đó quý vị đã dùng địa chỉ hoặc số điện thoại khác, xin kiểm tra cả địa chỉ hoặc số ấy.
other-letter = Nếu có thư của chúng tôi, xin dùng mã trong thư.
other-careful = Dù không có trong danh sách, xin vẫn cẩn thận với cuộc gọi, email và thư nhắc đến sự cố này.
other-desk = Nếu quý vị nghĩ rằng mình phải có trong danh sách, xin gọi cho chúng tôi.

action-another = Kiểm tra thông tin khác
action-print = In
action-desk = Gọi { $phone }

bytes-heading = Những gì đã rời khỏi thiết bị của quý vị
bytes-typed = Quý vị đã nhập
bytes-typed-text = Chỉ nằm trong thiết bị này, nay đã được xóa.
bytes-sent = Thiết bị của quý vị đã gửi
bytes-sent-count = 32 byte
bytes-sent-text = Mỗi lần là một giá trị khác, trông như ngẫu nhiên. Không ai có thể đổi ngược lại, kể cả chúng tôi.
bytes-received = Thiết bị của quý vị đã nhận
bytes-received-count = 96 byte
bytes-received-text = Một câu trả lời, và bằng chứng rằng câu trả lời được tạo bằng khóa đã công bố cho sự cố này.
bytes-list = Phần danh sách mà thiết bị của quý vị đã tải về
bytes-list-whole = Toàn bộ danh sách đã xáo trộn cho loại thông tin này, tải về trước khi quý vị nhập.
bytes-list-part = Một trong { $parts } phần của danh sách đã xáo trộn. Danh sách này quá lớn nên không tải về toàn bộ.
bytes-learned = Chúng tôi biết được
bytes-learned-count = { $count ->
   *[other] { $count } bit về nội dung quý vị đã nhập
}
bytes-learned-part = Thiết bị của quý vị đã hỏi một trong { $parts } phần của danh sách. Vì vậy chúng tôi biết nội dung quý vị nhập thuộc phần nào, dù có trong danh sách hay không. Cứ khoảng { $parts } nội dung có thể nhập thì có một nội dung thuộc cùng phần đó.
bytes-learned-text = Như với mọi trang trên internet, chúng tôi thấy rằng một thiết bị ở địa chỉ mạng của quý vị đã hỏi về sự cố này. Chúng tôi không thấy câu trả lời.
