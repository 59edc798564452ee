# The check inside the page of an organisation.
embed-title = Kiểm tra xem quý vị có trong danh sách không
embed-by = Phần kiểm tra này chạy trên { $site }. Trang bao quanh không thấy được nội dung quý vị nhập.
embed-open = Mở phần kiểm tra trong cửa sổ riêng
embed-more = Về sự cố này
embed-refused-title = Phần kiểm tra không hiển thị được trong trang này
embed-refused-text = Tổ chức chưa cho phép hiển thị trên trang này. Quý vị có thể mở phần kiểm tra trên trang riêng của nó.
embed-mismatch-title = Việc kiểm tra đã dừng lại
embed-mismatch-text = Khóa của máy chủ này không giống khóa ghi trong trang bao quanh. Chưa có gì được gửi đi. Xin báo cho tổ chức biết.
embed-loading = Đang tải phần kiểm tra. Nếu không thấy gì hiện ra, xin mở trong cửa sổ riêng.
