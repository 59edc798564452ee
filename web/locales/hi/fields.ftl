# Kinds of identifiers that are made of several fields.
listed-heading-details = इस विवरण का रिकॉर्ड इस घटना की सूची में है।
not-listed-heading-details = यह विवरण इस सूची में नहीं है।
not-listed-details = एक अक्षर भी अलग हो, तो रिकॉर्ड नहीं मिलता। कृपया अपना विवरण एक बार फिर मिलाएँ।
format-number-code = कुल { $count } अंग्रेज़ी अक्षर और अंक।
format-number-code-padded = शुरू के शून्य (0) छोड़ सकते हैं।
format-digits = सिर्फ़ अंक लिखें।
format-date = साल चार अंकों का लिखें। जापानी संवत भी ठीक है, जैसे 昭和60, S60 या 令和元.
format-kana-name = ヤマダ ハナコ की तरह काताकाना या हिरागाना में लिखें।
date-year = साल
date-month = महीना
date-day = दिन
date-understood = हमने इसे { $date } समझा है।
