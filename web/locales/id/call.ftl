# What a support agent says to a caller, in the caller's language. Spoken, so: short sentences.
# `address` is the page of the incident, `phone` the number of the contact point.
call-language-name = Bahasa Indonesia
call-listed-1 = Terima kasih sudah menunggu. Catatan dengan data yang Anda sebutkan ada dalam daftar insiden ini.
call-listed-2 = Saya melihat jenis data apa saja yang terkait. Saya tidak melihat isi datanya, jadi saya tidak dapat membacakannya.
call-listed-3 = Langkah selanjutnya ada di halaman kami: { $address }
call-not-listed-1 = Terima kasih sudah menunggu. Data yang Anda sebutkan tidak ada dalam daftar insiden ini.
call-not-listed-2 = Jawaban ini hanya tentang daftar ini. Jawaban ini tidak berarti bahwa Anda aman dari insiden lain.
call-not-listed-3 = Jika waktu itu Anda memberikan alamat atau nomor lain, kami dapat mencari alamat atau nomor itu juga.
call-not-listed-4 = Daftar ini mungkin masih bertambah. Jika bertambah, kami memberitahukannya di halaman kami: { $address }
call-not-in-part-1 = Terima kasih sudah menunggu. Saya hanya dapat melihat sebagian dari daftar, dan data yang Anda sebutkan tidak ada dalam bagian itu.
call-not-in-part-2 = Ini tidak berarti bahwa Anda tidak ada dalam daftar. Silakan periksa sendiri di halaman kami: { $address } Atau telepon: { $phone }
call-unknown-code-1 = Kami tidak menemukan kode ini. Silakan lihat surat Anda, lalu bacakan kodenya sekali lagi pelan-pelan.
call-unknown-code-2 = Jika masih tidak ditemukan, kami dapat mencari dengan data lain yang Anda berikan waktu itu.
call-overload-1 = Sekarang saya tidak dapat memeriksanya. Ini tidak menunjukkan apakah Anda ada dalam daftar atau tidak.
call-overload-2 = Silakan periksa sendiri di halaman kami: { $address } Atau telepon lagi nanti: { $phone }
call-registered-1 = Terima kasih sudah menunggu. Untuk melindungi Anda, kami tidak memberikan jawaban ini lewat telepon.
call-registered-2 = Jika ada catatannya, kami mengirim jawaban ke alamat yang Anda daftarkan. Saya dapat memintanya sekarang.
call-registered-3 = Anda juga dapat memeriksanya sendiri di halaman kami: { $address }
