# Kinds of identifiers that are made of several fields.
listed-heading-details = Trong danh sách của sự cố này có mục ghi các thông tin này.
not-listed-heading-details = Các thông tin này không có trong danh sách này.
not-listed-details = Chỉ cần khác một ký tự, chúng tôi không tìm được mục đó. Xin so lại các thông tin một lần nữa.
format-number-code = Chữ cái và chữ số, tất cả { $count } ký tự.
format-number-code-padded = Có thể bỏ các số 0 ở đầu.
format-digits = Chỉ nhập chữ số.
format-date = Năm gồm bốn chữ số. Niên hiệu Nhật Bản cũng được, như 昭和60, S60 hoặc 令和元.
format-kana-name = Bằng katakana hoặc hiragana, như ヤマダ ハナコ.
date-year = Năm
date-month = Tháng
date-day = Ngày
date-understood = Chúng tôi hiểu là { $date }.
