# The list of incidents and the page of one incident.
index-title = Các sự cố
index-lead = Xin chọn sự cố mà quý vị muốn biết.
index-empty = Chúng tôi chưa công bố sự cố nào ở đây.
index-empty-hint = Nếu có người giới thiệu trang này cho quý vị, xin xem lại địa chỉ, hoặc hỏi tổ chức đã gửi thông báo cho quý vị.

organisations = Các tổ chức liên quan
facts = Những điểm chính
fact-known-since = Chúng tôi biết việc này ngày { $date }
fact-published = Thông báo công khai đầu tiên ngày { $date }
what-happened = Việc đã xảy ra
who-is-concerned = Tổng cộng { $people }
check-button = Kiểm tra trong danh sách
check-privacy = Nội dung quý vị nhập không được gửi cho chúng tôi.
check-privacy-link = Vì sao làm được như vậy?
not-published = Chưa mở phần kiểm tra. Chúng tôi đang chuẩn bị danh sách. Phần kiểm tra sẽ mở trên trang này.
not-published-desk = Từ nay đến lúc đó, chúng tôi trả lời câu hỏi của quý vị qua điện thoại.
record = Lịch sử công bố ({ $count })
record-empty = Chưa có nội dung nào.
questions = Quý vị có câu hỏi?
questions-phone = Xin gọi cho chúng tôi:

real-start = Xin đừng chỉ dựa vào liên kết trong tin nhắn hay vẻ ngoài của trang này. Vẻ ngoài có thể bị làm giả.
real-way = Xin tự gõ địa chỉ trang chính thức của { $organisation }. Từ đó, xin mở thông báo về sự cố này. Thông báo đó dẫn đến trang này.
real-way-any = Xin tự gõ địa chỉ trang chính thức của tổ chức. Từ đó, xin mở thông báo về sự cố. Thông báo đó dẫn đến trang này.
real-letter = Nếu có thư, xin so địa chỉ trang ghi trong thư với địa chỉ hiện trong trình duyệt, từng chữ một.
real-never = Trang này không bao giờ yêu cầu mật khẩu, tài khoản ngân hàng, số thẻ hay tiền. Nếu có trang yêu cầu những điều đó, đó không phải là trang của chúng tôi.
real-call = Nếu chưa chắc chắn, xin gọi số điện thoại ghi trên trang chính thức của chúng tôi.
