# Fixed terms. One word for one thing, everywhere.
certainty-was-taken = जानकारी बाहिर लगियो
certainty-may-have-been-taken = जानकारी बाहिर लगिएको हुन सक्छ
certainty-may-have-been-viewed = जानकारी हेरिएको हुन सक्छ
certainty-sent-to-the-wrong-person = जानकारी गलत व्यक्तिलाई पठाइयो
certainty-downloaded-deletion-confirmed = जानकारी गल्तीले डाउनलोड भयो, मेटाइएको पुष्टि भइसकेको छ

# The same terms as headings of a list of data.
data-was-taken = बाहिर लगिएको जानकारी
data-may-have-been-taken = बाहिर लगिएको हुन सक्ने जानकारी
data-may-have-been-viewed = हेरिएको हुन सक्ने जानकारी
data-sent-to-the-wrong-person = गलत व्यक्तिलाई पठाइएको जानकारी
data-downloaded-deletion-confirmed = गल्तीले डाउनलोड भएको जानकारी (मेटाइएको पुष्टि भइसकेको छ)

# What each term means, in one sentence.
meaning-was-taken = यो जानकारी कपी गरेर बाहिर लगिएको हामीले पुष्टि गरेका छौं।
meaning-may-have-been-taken = कसैले यो जानकारी कपी गरेर बाहिर लगेको हुन सक्छ। बाहिर लगिएको पुष्टि भएको छैन।
meaning-may-have-been-viewed = अरू कसैले यो जानकारी हेरेको हुन सक्छ। बाहिर लगिएको पुष्टि भएको छैन।
meaning-sent-to-the-wrong-person = यो जानकारी पाउनु नपर्ने व्यक्तिकहाँ पुग्यो।
meaning-downloaded-deletion-confirmed = यो जानकारी पाउनु नपर्ने व्यक्तिले डाउनलोड गर्‍यो। त्यो मेटाइएको र अरू कसैलाई नदिइएको हामीले पुष्टि गरेका छौं।

investigation-ongoing = छानबिन जारी छ
investigation-finished = छानबिन सकियो

role-responsible = जिम्मेवार संस्था
role-contractor = अनुबन्धित कम्पनी
role-sub-contractor = उप-अनुबन्धित कम्पनी
role-call-centre = कल सेन्टर

class-names = नाम
class-dates-of-birth = जन्म मिति
class-physical-addresses = घरको ठेगाना
class-phone-numbers = फोन नम्बर
class-email-addresses = इमेल ठेगाना
class-passwords = पासवर्ड
class-nationalities = राष्ट्रियता
class-employers = काम गर्ने कम्पनी वा संस्था
class-job-titles = पद
class-genders = लिङ्ग
class-languages = बोल्ने भाषा
class-spoken-languages = बोल्ने भाषा
class-usernames = प्रयोगकर्ता नाम
class-occupations = पेसा
class-education-levels = शिक्षा
class-personal-health-data = स्वास्थ्यसम्बन्धी जानकारी
class-health-insurance-information = स्वास्थ्य बीमाको जानकारी
class-government-issued-ids = सरकारी परिचय कागजातको नम्बर
class-shirabe-encrypted-passwords = पासवर्ड (इन्क्रिप्ट गरिएको)
class-shirabe-country-of-origin = मूल देश
class-shirabe-residence-status = भिसाको प्रकार (在留資格)
class-shirabe-language-level = जापानी भाषाको स्तर
class-shirabe-skills-exam-field = पास गरेको सीप परीक्षाको क्षेत्र
class-shirabe-company-introduced-to = तपाईंलाई परिचय गराइएको कम्पनी
class-shirabe-company-name = तपाईंको कम्पनीको नाम
class-shirabe-employee-number = कर्मचारी नम्बर
class-shirabe-insurance-card-number = स्वास्थ्य बीमा कार्डको चिह्न (記号) र नम्बर (番号)
class-shirabe-insurance-qualification = स्वास्थ्य बीमा सदस्यताको प्रकार
class-shirabe-check-up-flags = तपाईंका लागि बुक गरिएका स्वास्थ्य जाँच
class-shirabe-booking-details = बुकिङ: नम्बर, मिति, क्लिनिक र कोर्स
class-shirabe-booking-id = बुकिङ नम्बर
class-shirabe-clinic = क्लिनिकको नाम र नम्बर
class-shirabe-check-up-date = स्वास्थ्य जाँचको मिति
class-shirabe-check-up-course = स्वास्थ्य जाँचको कोर्स
class-shirabe-event-participation = भाग लिएको कार्यक्रम
