# Fixed terms. One word for one thing, everywhere.
certainty-was-taken = telah diambil
certainty-may-have-been-taken = mungkin telah diambil
certainty-may-have-been-viewed = mungkin telah dilihat orang lain
certainty-sent-to-the-wrong-person = terkirim ke orang yang salah
certainty-downloaded-deletion-confirmed = terunduh karena kekeliruan, penghapusan sudah dipastikan

# The same terms as headings of a list of data.
data-was-taken = Data yang telah diambil
data-may-have-been-taken = Data yang mungkin telah diambil
data-may-have-been-viewed = Data yang mungkin telah dilihat orang lain
data-sent-to-the-wrong-person = Data yang terkirim ke orang yang salah
data-downloaded-deletion-confirmed = Data yang terunduh karena kekeliruan (penghapusan sudah dipastikan)

# What each term means, in one sentence.
meaning-was-taken = Kami tahu bahwa data ini telah disalin dan diambil ke luar.
meaning-may-have-been-taken = Seseorang mungkin telah menyalin dan mengambil data ini ke luar. Belum dipastikan bahwa data ini diambil.
meaning-may-have-been-viewed = Orang lain mungkin telah melihat data ini. Tidak ada kepastian bahwa data ini diambil ke luar.
meaning-sent-to-the-wrong-person = Data ini sampai kepada orang yang bukan tujuannya.
meaning-downloaded-deletion-confirmed = Seseorang yang tidak berhak atas data ini telah mengunduhnya. Kami telah memastikan bahwa data ini dihapus dan tidak diteruskan kepada orang lain.

investigation-ongoing = penyelidikan masih berjalan
investigation-finished = penyelidikan selesai

role-responsible = Penanggung jawab
role-contractor = Kontraktor
role-sub-contractor = Subkontraktor
role-call-centre = Pusat layanan telepon

class-names = Nama
class-dates-of-birth = Tanggal lahir
class-physical-addresses = Alamat rumah
class-phone-numbers = Nomor telepon
class-email-addresses = Alamat email
class-passwords = Kata sandi
class-nationalities = Kewarganegaraan
class-employers = Tempat kerja
class-job-titles = Jabatan
class-genders = Jenis kelamin
class-languages = Bahasa yang Anda kuasai
class-spoken-languages = Bahasa yang Anda kuasai
class-usernames = Nama pengguna
class-occupations = Pekerjaan
class-education-levels = Pendidikan
class-personal-health-data = Data kesehatan
class-health-insurance-information = Data asuransi kesehatan
class-government-issued-ids = Nomor dokumen resmi
class-shirabe-encrypted-passwords = Kata sandi (dienkripsi)
class-shirabe-country-of-origin = Negara asal
class-shirabe-residence-status = Status izin tinggal (在留資格)
class-shirabe-language-level = Tingkat kemampuan bahasa Jepang
class-shirabe-skills-exam-field = Bidang ujian keterampilan yang Anda lulusi
class-shirabe-company-introduced-to = Perusahaan yang diperkenalkan kepada Anda
class-shirabe-company-name = Nama perusahaan Anda
class-shirabe-employee-number = Nomor karyawan
class-shirabe-insurance-card-number = Simbol (記号) dan nomor (番号) kartu asuransi kesehatan
class-shirabe-insurance-qualification = Jenis kepesertaan asuransi kesehatan
class-shirabe-check-up-flags = Jenis pemeriksaan kesehatan yang dipesankan untuk Anda
class-shirabe-booking-details = Pemesanan: nomor, tanggal, klinik, dan paket
class-shirabe-booking-id = Nomor pemesanan
class-shirabe-clinic = Nama dan nomor klinik
class-shirabe-check-up-date = Tanggal pemeriksaan kesehatan
class-shirabe-check-up-course = Paket pemeriksaan kesehatan
class-shirabe-event-participation = Acara yang Anda ikuti
