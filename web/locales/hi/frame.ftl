# What stands on every page.
language-name = हिन्दी
site-name = निजी जानकारी से जुड़ी घटनाओं का संपर्क केंद्र
skip-to-content = मुख्य सामग्री पर जाएँ
language-switch = भाषा
sample-banner = यह एक नमूना है। संस्थाएँ और लोग काल्पनिक हैं।
footer-how = जाँच कैसे काम करती है
footer-incidents = सभी घटनाएँ
footer-no-cookies = यह साइट कोई कुकी नहीं रखती और आपके डिवाइस पर आपके बारे में कुछ भी सहेजकर नहीं रखती।
people = { $count ->
    [one] { $grouped } व्यक्ति
   *[other] { $grouped } लोग
}
