# The check inside the page of an organisation.
embed-title = Periksa apakah Anda ada dalam daftar
embed-by = Pemeriksaan ini berjalan di { $site }. Halaman di sekelilingnya tidak dapat melihat apa yang Anda ketik.
embed-open = Buka pemeriksaan di jendela tersendiri
embed-more = Tentang insiden ini
embed-refused-title = Pemeriksaan tidak dapat ditampilkan di dalam halaman ini
embed-refused-text = Organisasi belum mengizinkan situs ini menampilkannya. Anda dapat membuka pemeriksaan di halamannya sendiri.
embed-mismatch-title = Pemeriksaan dihentikan
embed-mismatch-text = Kunci server ini tidak sama dengan kunci yang tertulis di halaman di sekelilingnya. Tidak ada yang ditanyakan. Silakan beri tahu organisasi tersebut.
embed-loading = Pemeriksaan sedang dimuat. Jika tidak ada yang muncul, buka di jendela tersendiri.
