# The two answers, what to do, and what left the device.
listed-heading-email = Catatan dengan alamat email ini ada dalam daftar insiden ini.
listed-heading-phone = Catatan dengan nomor telepon ini ada dalam daftar insiden ini.
listed-heading-code = Catatan dengan kode ini ada dalam daftar insiden ini.
listed-shared = Jika Anda memakai alamat atau nomor ini bersama orang lain, catatan itu mungkin milik orang tersebut.
list-as-of = Isi daftar ini per { $date }.
answer-as-of = Isi daftar ini per { $date } (waktu Jepang).
not-listed-heading-email = Alamat email ini tidak ada dalam daftar ini.
not-listed-heading-phone = Nomor telepon ini tidak ada dalam daftar ini.
not-listed-heading-code = Kami tidak menemukan kode ini.
not-listed-code = Silakan cocokkan sekali lagi dengan surat Anda, atau telepon kami.
not-listed-meaning = Jawaban ini hanya tentang daftar ini. Jawaban ini tidak berarti bahwa Anda aman dari insiden lain.
not-listed-grow = Daftar ini mungkin masih bertambah. Jika bertambah, kami memberitahukannya di halaman insiden ini.

advice-heading = Yang dapat Anda lakukan sekarang
advice-passwords-title = Ganti kata sandi Anda hari ini.
advice-passwords-text = Ganti di semua tempat yang memakai kata sandi yang sama atau mirip, walaupun kata sandi itu dienkripsi. Gunakan kata sandi yang berbeda untuk setiap tempat.
advice-support-calls-title = Tutup telepon jika ada yang menelepon dan menawarkan bantuan untuk komputer atau ponsel Anda.
advice-support-calls-text = Jangan pasang aplikasi yang disebut penelepon. Jangan telepon nomor yang muncul dalam peringatan di layar Anda.
advice-phone-title = Jangan langsung percaya pada telepon dan pesan singkat hanya karena memakai nama kami.
advice-phone-text = Mereka juga dapat memakai nama bank, polisi, atau kantor pemerintah. Kami tidak pernah meminta kata sandi, kartu, atau uang. Tutup telepon, lalu hubungi nomor di halaman ini.
advice-email-title = Jangan buka tautan atau berkas dalam email tentang insiden ini.
advice-email-text = Perhatikan alamat pengirim secara lengkap. Untuk membuka situs kami, ketik sendiri alamat situs kami.
advice-work-title = Jika ada yang meminta uang atau dokumen untuk suatu pekerjaan, tanyakan langsung kepada perusahaannya.
advice-work-text = Gunakan nomor telepon di situs resmi perusahaan itu.
advice-documents-title = Jangan kirim foto kartu izin tinggal (在留カード) atau kartu asuransi kesehatan (健康保険証) Anda kepada siapa pun.
advice-documents-text = Jika suatu kantor memang membutuhkan kartu itu, Anda dapat menunjukkannya langsung di loket.
advice-address-title = Jangan menandatangani atau membayar apa pun kepada orang yang datang ke rumah.
advice-address-text = Kami tidak datang ke rumah Anda. Jika ada surat atau tamu yang menyebut insiden ini, telepon kami lebih dahulu.
advice-health-title = Jangan tanggapi orang yang memakai urusan pemeriksaan kesehatan Anda untuk menjual sesuatu atau menekan Anda.
advice-health-text = Beri tahu kami tentang hal itu.
advice-insurance-title = Jika menerima tagihan untuk pengobatan yang tidak Anda jalani, beri tahu asuransi kesehatan Anda.
advice-insurance-text = Nomor teleponnya ada di kartu asuransi Anda atau di situs resminya.
advice-contracts-jp-title = Jangan bayar tagihan yang tidak Anda kenal.
advice-contracts-jp-text = Telepon layanan konsumen 188 (消費者ホットライン). Jika ada ancaman atau penipuan, telepon layanan konsultasi polisi #9110. Konsultasi gratis, teleponnya mungkin dikenai biaya.
advice-contracts-title = Jangan bayar tagihan yang tidak Anda kenal.
advice-contracts-text = Tanyakan kepada lembaga perlindungan konsumen atau polisi di tempat tinggal Anda.
advice-deletion-confirmed-title = Hari ini tidak ada yang harus Anda lakukan.
advice-deletion-confirmed-text = Data sudah dihapus. Sejauh hasil pemeriksaan kami, data tidak diteruskan kepada orang lain.
advice-desk-title = Telepon kami jika ada yang terasa janggal.
advice-desk-text = Anda tidak perlu yakin lebih dahulu.

other-way = Jika waktu itu Anda memberikan alamat atau nomor lain, periksa juga alamat atau nomor itu.
other-letter = Jika Anda menerima surat dari kami, gunakan kode di dalamnya.
other-careful = Berhati-hatilah dengan telepon, email, dan surat yang menyebut insiden ini, walaupun Anda tidak ada dalam daftar.
other-desk = Jika menurut Anda seharusnya Anda ada dalam daftar, telepon kami.

action-another = Periksa yang lain
action-print = Cetak
action-desk = Telepon { $phone }

bytes-heading = Yang keluar dari perangkat Anda
bytes-typed = Yang Anda ketik
bytes-typed-text = Tetap di perangkat ini, sekarang sudah dihapus.
bytes-sent = Yang dikirim perangkat Anda
bytes-sent-count = 32 byte
bytes-sent-text = Setiap kali nilai yang berbeda dan tampak acak. Tidak ada yang dapat mengembalikannya, termasuk kami.
bytes-received = Yang diterima perangkat Anda
bytes-received-count = 96 byte
bytes-received-text = Sebuah jawaban, dan bukti bahwa jawaban itu dibuat dengan kunci yang dipublikasikan untuk insiden ini.
bytes-list = Bagian daftar yang diambil perangkat Anda
bytes-list-whole = Seluruh daftar tersamar untuk jenis data ini, sebelum Anda mengetik.
bytes-list-part = Satu dari { $parts } bagian daftar tersamar. Daftar ini terlalu besar untuk diambil seluruhnya.
bytes-learned = Yang kami ketahui
bytes-learned-count = { $count ->
   *[other] { $count } bit tentang apa yang Anda ketik
}
bytes-learned-part = Perangkat Anda meminta satu dari { $parts } bagian daftar. Karena itu kami tahu yang Anda ketik termasuk bagian mana, baik ada dalam daftar maupun tidak. Kira-kira satu dari { $parts } isian yang mungkin termasuk bagian yang sama.
bytes-learned-text = Kami melihat bahwa sebuah perangkat di alamat jaringan Anda bertanya tentang insiden ini, seperti pada setiap halaman di internet. Kami tidak melihat jawabannya.
