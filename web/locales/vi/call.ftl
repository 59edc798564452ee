# What a support agent says to a caller, in the caller's language. Spoken, so: short sentences.
# `address` is the page of the incident, `phone` the number of the contact point.
call-language-name = Tiếng Việt
call-listed-1 = Cảm ơn quý vị đã chờ. Trong danh sách của sự cố này có mục ứng với thông tin quý vị vừa cho tôi biết.
call-listed-2 = Tôi thấy được đó là những loại thông tin nào. Tôi không thấy nội dung của thông tin, nên không thể đọc cho quý vị nghe.
call-listed-3 = Những việc cần làm tiếp theo có ghi trên trang của chúng tôi: { $address }
call-not-listed-1 = Cảm ơn quý vị đã chờ. Thông tin quý vị vừa cho tôi biết không có trong danh sách của sự cố này.
call-not-listed-2 = Câu trả lời này chỉ nói về danh sách này. Nó không có nghĩa là quý vị an toàn trước các sự cố khác.
call-not-listed-3 = Nếu khi đó quý vị đã dùng địa chỉ hoặc số khác, chúng tôi có thể tìm cả địa chỉ hoặc số ấy.
call-not-listed-4 = Danh sách có thể còn thêm mục. Nếu có, chúng tôi sẽ thông báo trên trang của chúng tôi: { $address }
call-not-in-part-1 = Cảm ơn quý vị đã chờ. Tôi chỉ xem được một phần của danh sách, và thông tin quý vị vừa cho tôi biết không có trong phần đó.
call-not-in-part-2 = Điều này không có nghĩa là quý vị không có trong danh sách. Xin quý vị tự kiểm tra trên trang của chúng tôi: { $address } Hoặc xin gọi: { $phone }
call-unknown-code-1 = Chúng tôi không tìm thấy mã này. Xin quý vị nhìn lá thư và đọc lại mã một lần nữa, thật chậm.
call-unknown-code-2 = Nếu vẫn không tìm thấy, chúng tôi có thể tìm bằng thông tin khác mà quý vị đã cung cấp khi đó.
call-overload-1 = Lúc này tôi chưa kiểm tra được. Điều này không cho biết quý vị có trong danh sách hay không.
call-overload-2 = Xin quý vị tự kiểm tra trên trang của chúng tôi: { $address } Hoặc xin gọi lại sau: { $phone }
call-registered-1 = Cảm ơn quý vị đã chờ. Để bảo vệ quý vị, chúng tôi không cho biết câu trả lời này qua điện thoại.
call-registered-2 = Nếu có mục như vậy, chúng tôi sẽ gửi câu trả lời đến địa chỉ mà quý vị đã đăng ký. Tôi có thể yêu cầu việc đó ngay bây giờ.
call-registered-3 = Quý vị cũng có thể tự kiểm tra trên trang của chúng tôi: { $address }
