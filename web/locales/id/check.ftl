# The check, up to the answer.
check-title = Periksa apakah Anda ada dalam daftar
check-starting = Pemeriksaan akan terbuka di sini. Diperlukan peramban baru dengan JavaScript.
check-starting-hint = Jika tidak ada yang muncul, muat ulang halaman, gunakan perangkat lain, atau telepon kami.
noscript-title = Pemeriksaan memerlukan JavaScript
noscript-why = Pemeriksaan berlangsung di perangkat Anda, sehingga kami tidak mengetahui apa yang Anda ketik. Untuk itu peramban Anda harus menjalankan program kami. Saat ini JavaScript dinonaktifkan.
noscript-do = Aktifkan JavaScript untuk halaman ini, gunakan perangkat lain, atau telepon kami.
back = Kembali
error-summary = Silakan periksa sekali lagi

choose-heading = Apa yang dapat kami cari?
choose-email = Alamat email saya
choose-phone = Nomor telepon saya
choose-code = Kode dari surat
choose-none = Saya tidak punya satu pun
choose-continue = Lanjut
choose-nothing = Belum ada yang dipilih. Silakan pilih salah satu.

type-email-heading = Alamat email Anda
type-email-format = Tulis seperti name@example.com.
type-phone-heading = Nomor telepon Anda
type-phone-format = Tulis seperti 090-1234-5678. Dengan atau tanpa tanda hubung sama saja. Nomor dari negara lain diawali dengan +.
type-code-heading = Kode dari surat Anda
type-code-format = Seperti K7QX-4M2P-9D1T-R: tiga belas huruf dan angka, huruf besar atau kecil sama saja.
shared-device = Perangkat ini juga dipakai orang lain
shared-device-hint = Kami mematikan saran dari peramban untuk kolom ini. Setelah selesai, tutuplah jendela ini.
check-now = Periksa

confirm-heading = Apakah ini alamat yang Anda maksud?
confirm-typed = Yang Anda ketik
confirm-proposed = Usulan kami
confirm-use = Gunakan alamat ini
confirm-keep = Yang saya ketik sudah benar

amount-heading = Daftar ini sangat besar
amount-why = Perangkat Anda mengambil sebagian dari daftar. Seberapa besar bagian itu? Makin banyak yang diunduh perangkat Anda, makin sedikit yang kami ketahui tentang apa yang Anda ketik.
amount-answer = Pilihan mana pun, kami tidak mengetahui apakah Anda ada dalam daftar atau tidak.
amount-told = { $count ->
    [0] Dengan begitu, kami mengetahui 0 bit tentang apa yang Anda ketik.
   *[other] Dengan begitu, kami mengetahui { $count } bit tentang apa yang Anda ketik: termasuk bagian mana dari { $parts } bagian daftar.
}
amount-take = Unduh { $size }

stage-preparing = Mempersiapkan di perangkat Anda
stage-asking = Bertanya kepada server kami
stage-fetching = Mengambil sebagian dari daftar
stage-checking = Memeriksa jawaban di perangkat Anda
stages = Kemajuan

desk-heading = Kita dapat mencarinya bersama lewat telepon
desk-text = Telepon kami. Kami memberi tahu cara mencari catatan Anda bersama-sama, dan apa yang dapat Anda lakukan.
desk-rule = Lewat telepon, kami tidak pernah membacakan data yang kami simpan tentang Anda, kepada Anda sendiri pun tidak. Dengan begitu tidak ada yang dapat memperolehnya dengan berpura-pura menjadi Anda.
desk-phone = Telepon
desk-hours = Jam layanan
check-idle = Yang Anda ketik sudah dihapus karena tidak ada kegiatan selama lima menit.
noscript-steps-title = Yang dapat dilakukan setiap orang sekarang
noscript-steps-text = Langkah-langkah ini bersifat umum. Langkah ini tidak menunjukkan apakah Anda ada dalam daftar.
