# Kinds of identifiers that are made of several fields.
listed-heading-details = यस विवरणको रेकर्ड यस घटनाको सूचीमा छ।
not-listed-heading-details = यो विवरण यस सूचीमा छैन।
not-listed-details = एउटा अक्षर मात्र फरक भए पनि रेकर्ड भेटिँदैन। कृपया आफ्नो विवरण फेरि एकपटक दाँज्नुहोस्।
format-number-code = जम्मा { $count } वटा अङ्ग्रेजी अक्षर र अङ्क।
format-number-code-padded = सुरुका शून्य (0) नलेखे पनि हुन्छ।
format-digits = अङ्क मात्र लेख्नुहोस्।
format-date = साल चार अङ्कको इस्वी संवत् (AD) मा लेख्नुहोस्, विक्रम संवत् (BS) मा होइन। जापानी संवत् पनि हुन्छ, जस्तै 昭和60, S60 वा 令和元.
format-kana-name = ヤマダ ハナコ जस्तै गरी काताकाना वा हिरागानामा लेख्नुहोस्।
date-year = साल
date-month = महिना
date-day = दिन
date-understood = हामीले यसलाई { $date } भनेर बुझ्यौं।
