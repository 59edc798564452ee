# The list of incidents and the page of one incident.
index-title = Insiden
index-lead = Pilih insiden yang ingin Anda ketahui.
index-empty = Kami belum mengumumkan insiden di sini.
index-empty-hint = Jika ada yang mengarahkan Anda ke halaman ini, periksa kembali alamatnya, atau tanyakan kepada organisasi yang mengirim pesan kepada Anda.

organisations = Organisasi terkait
facts = Hal-hal pokok
fact-known-since = Kami mengetahuinya pada { $date }
fact-published = Pengumuman pertama pada { $date }
what-happened = Apa yang terjadi
who-is-concerned = Seluruhnya { $people }
check-button = Periksa apakah Anda tercantum
check-privacy = Yang Anda ketik tidak dikirim kepada kami.
check-privacy-link = Bagaimana itu mungkin?
not-published = Pemeriksaan belum dibuka. Kami sedang menyiapkan daftarnya. Pemeriksaan akan dibuka di halaman ini.
not-published-desk = Sampai saat itu, kami menjawab pertanyaan Anda lewat telepon.
record = Riwayat pengumuman ({ $count })
record-empty = Belum ada pengumuman.
questions = Ada pertanyaan?
questions-phone = Telepon kami:

real-start = Jangan hanya mengandalkan tautan dalam pesan atau tampilan halaman ini. Tampilan dapat ditiru.
real-way = Ketik sendiri alamat situs resmi kami: situs { $organisation }. Dari sana, ikuti pengumuman tentang insiden ini. Pengumuman itu mengarah ke halaman ini.
real-way-any = Ketik sendiri alamat situs resmi organisasi. Dari sana, ikuti pengumuman tentang insiden itu. Pengumuman itu mengarah ke halaman ini.
real-letter = Jika Anda menerima surat, cocokkan alamat di dalamnya dengan alamat di peramban Anda, huruf demi huruf.
real-never = Halaman ini tidak pernah meminta kata sandi, rekening bank, nomor kartu, atau uang. Jika suatu halaman memintanya, itu bukan halaman kami.
real-call = Jika tidak yakin, telepon nomor yang tercantum di situs resmi kami.
