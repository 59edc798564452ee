# What stands on every page.
language-name = Tiếng Việt
site-name = Nơi liên hệ về sự cố thông tin cá nhân
skip-to-content = Đi đến nội dung
language-switch = Ngôn ngữ
sample-banner = Đây là trang mẫu. Các tổ chức và những người nêu ở đây đều không có thật.
footer-how = Cách kiểm tra hoạt động
footer-incidents = Tất cả các sự cố
footer-no-cookies = Trang này không dùng cookie và không lưu gì về quý vị trên thiết bị của quý vị.
people = { $count ->
   *[other] { $grouped } người
}
