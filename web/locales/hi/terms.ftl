# Fixed terms. One word for one thing, everywhere.
certainty-was-taken = जानकारी बाहर ले जाई गई
certainty-may-have-been-taken = हो सकता है कि जानकारी बाहर ले जाई गई हो
certainty-may-have-been-viewed = हो सकता है कि जानकारी देखी गई हो
certainty-sent-to-the-wrong-person = जानकारी गलत व्यक्ति को भेजी गई
certainty-downloaded-deletion-confirmed = जानकारी गलती से डाउनलोड हुई, मिटाए जाने की पुष्टि हो चुकी है

# The same terms as headings of a list of data.
data-was-taken = यह जानकारी बाहर ले जाई गई
data-may-have-been-taken = हो सकता है कि यह जानकारी बाहर ले जाई गई हो
data-may-have-been-viewed = हो सकता है कि यह जानकारी देखी गई हो
data-sent-to-the-wrong-person = यह जानकारी गलत व्यक्ति को भेजी गई
data-downloaded-deletion-confirmed = यह जानकारी गलती से डाउनलोड हुई (मिटाए जाने की पुष्टि हो चुकी है)

# What each term means, in one sentence.
meaning-was-taken = हमने पुष्टि की है कि यह जानकारी कॉपी करके बाहर ले जाई गई।
meaning-may-have-been-taken = हो सकता है कि कोई यह जानकारी कॉपी करके बाहर ले गया हो। इसके बाहर ले जाए जाने की पुष्टि नहीं हुई है।
meaning-may-have-been-viewed = हो सकता है कि किसी और ने यह जानकारी देखी हो। इसके बाहर ले जाए जाने की पुष्टि नहीं हुई है।
meaning-sent-to-the-wrong-person = यह जानकारी ऐसे व्यक्ति के पास पहुँची, जिसे यह नहीं भेजी जानी थी।
meaning-downloaded-deletion-confirmed = ऐसे व्यक्ति ने यह जानकारी डाउनलोड की, जिसे यह नहीं मिलनी चाहिए थी। हमने पुष्टि की है कि यह मिटा दी गई और किसी और को नहीं दी गई।

investigation-ongoing = छानबीन जारी है
investigation-finished = छानबीन पूरी हुई

role-responsible = ज़िम्मेदार संस्था
role-contractor = अनुबंधित कंपनी
role-sub-contractor = उप-अनुबंधित कंपनी
role-call-centre = कॉल सेंटर

class-names = नाम
class-dates-of-birth = जन्म तिथि
class-physical-addresses = डाक पता
class-phone-numbers = फ़ोन नंबर
class-email-addresses = ईमेल पता
class-passwords = पासवर्ड
class-nationalities = राष्ट्रीयता
class-employers = नौकरी देने वाली कंपनी या संस्था
class-job-titles = पदनाम
class-genders = लिंग
class-languages = बोली जाने वाली भाषाएँ
class-spoken-languages = बोली जाने वाली भाषाएँ
class-usernames = यूज़र नाम
class-occupations = पेशा
class-education-levels = शिक्षा
class-personal-health-data = स्वास्थ्य की जानकारी
class-health-insurance-information = स्वास्थ्य बीमा की जानकारी
class-government-issued-ids = सरकारी पहचान दस्तावेज़ का नंबर
class-shirabe-encrypted-passwords = पासवर्ड (एन्क्रिप्ट किया हुआ)
class-shirabe-country-of-origin = मूल देश
class-shirabe-residence-status = निवास का दर्जा (在留資格)
class-shirabe-language-level = जापानी भाषा का स्तर
class-shirabe-skills-exam-field = जिस कौशल परीक्षा में आप पास हुए, उसका क्षेत्र
class-shirabe-company-introduced-to = जिस कंपनी से आपका परिचय कराया गया
class-shirabe-company-name = आपकी कंपनी का नाम
class-shirabe-employee-number = कर्मचारी नंबर
class-shirabe-insurance-card-number = आपके स्वास्थ्य बीमा कार्ड का चिह्न (記号) और नंबर (番号)
class-shirabe-insurance-qualification = स्वास्थ्य बीमा की सदस्यता का प्रकार
class-shirabe-check-up-flags = आपके लिए कौन सी स्वास्थ्य जाँचें बुक थीं
class-shirabe-booking-details = बुकिंग: नंबर, तारीख, क्लिनिक और कोर्स
class-shirabe-booking-id = बुकिंग नंबर
class-shirabe-clinic = क्लिनिक का नाम और नंबर
class-shirabe-check-up-date = स्वास्थ्य जाँच की तारीख
class-shirabe-check-up-course = स्वास्थ्य जाँच का कोर्स
class-shirabe-event-participation = जिस आयोजन में आपने भाग लिया
