# What stands on every page.
language-name = नेपाली
site-name = व्यक्तिगत जानकारीसम्बन्धी घटनाको सम्पर्क केन्द्र
skip-to-content = मुख्य भागमा जानुहोस्
language-switch = भाषा
sample-banner = यो नमुना हो। संस्था र व्यक्तिहरू काल्पनिक हुन्।
footer-how = जाँच कसरी हुन्छ
footer-incidents = सबै घटना
footer-no-cookies = यस साइटले कुकी प्रयोग गर्दैन र तपाईंबारे केही पनि तपाईंको डिभाइसमा राख्दैन।
people = { $count ->
    [one] { $grouped } जना
   *[other] { $grouped } जना
}
