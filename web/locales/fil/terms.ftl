# Fixed terms. One word for one thing, everywhere.
certainty-was-taken = nakuha
certainty-may-have-been-taken = maaaring nakuha
certainty-may-have-been-viewed = maaaring nakita ng iba
certainty-sent-to-the-wrong-person = naipadala sa maling tao
certainty-downloaded-deletion-confirmed = na-download dahil sa pagkakamali, nakumpirmang nabura na

# The same terms as headings of a list of data.
data-was-taken = Impormasyong nakuha
data-may-have-been-taken = Impormasyong maaaring nakuha
data-may-have-been-viewed = Impormasyong maaaring nakita ng iba
data-sent-to-the-wrong-person = Impormasyong naipadala sa maling tao
data-downloaded-deletion-confirmed = Impormasyong na-download dahil sa pagkakamali (nakumpirmang nabura na)

# What each term means, in one sentence.
meaning-was-taken = Alam namin na kinopya at nakuha ang impormasyong ito.
meaning-may-have-been-taken = Maaaring may kumopya at nakakuha ng impormasyong ito. Hindi nakumpirma na nakuha ito.
meaning-may-have-been-viewed = Maaaring may ibang taong nakakita ng impormasyong ito. Hindi nakumpirma na nakuha ito.
meaning-sent-to-the-wrong-person = Napunta ang impormasyong ito sa taong hindi dapat makatanggap nito.
meaning-downloaded-deletion-confirmed = May taong hindi dapat magkaroon ng impormasyong ito na nag-download nito. Kinumpirma namin na nabura na ito at hindi naipasa sa iba.

investigation-ongoing = patuloy ang imbestigasyon
investigation-finished = tapos na ang imbestigasyon

role-responsible = Organisasyong may pananagutan
role-contractor = Kontratista
role-sub-contractor = Subkontratista
role-call-centre = Call center

class-names = Pangalan
class-dates-of-birth = Petsa ng kapanganakan
class-physical-addresses = Tirahan
class-phone-numbers = Numero ng telepono
class-email-addresses = Email address
class-passwords = Password
class-nationalities = Nasyonalidad
class-employers = Pinagtatrabahuhan
class-job-titles = Posisyon sa trabaho
class-genders = Kasarian
class-languages = Mga wikang sinasalita ninyo
class-spoken-languages = Mga wikang sinasalita ninyo
class-usernames = Username
class-occupations = Hanapbuhay
class-education-levels = Pinag-aralan
class-personal-health-data = Impormasyon tungkol sa kalusugan
class-health-insurance-information = Impormasyon sa health insurance
class-government-issued-ids = Numero ng opisyal na dokumento
class-shirabe-encrypted-passwords = Password (naka-encrypt)
class-shirabe-country-of-origin = Bansang pinagmulan
class-shirabe-residence-status = Status of residence (在留資格)
class-shirabe-language-level = Antas ng kaalaman sa wikang Hapon
class-shirabe-skills-exam-field = Larangan ng skills exam na naipasa ninyo
class-shirabe-company-introduced-to = Kompanyang ipinakilala sa inyo
class-shirabe-company-name = Pangalan ng inyong kompanya
class-shirabe-employee-number = Numero ng empleyado
class-shirabe-insurance-card-number = Simbolo (記号) at numero (番号) ng inyong health insurance card
class-shirabe-insurance-qualification = Uri ng pagiging miyembro sa health insurance
class-shirabe-check-up-flags = Mga health check-up na naka-book para sa inyo
class-shirabe-booking-details = Booking: numero, petsa, klinika, at kurso
class-shirabe-booking-id = Numero ng booking
class-shirabe-clinic = Pangalan at numero ng klinika
class-shirabe-check-up-date = Petsa ng health check-up
class-shirabe-check-up-course = Kurso ng health check-up
class-shirabe-event-participation = Event na sinalihan ninyo
