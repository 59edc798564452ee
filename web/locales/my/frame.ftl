# What stands on every page.
language-name = မြန်မာဘာသာ
site-name = ကိုယ်ရေးအချက်အလက်ဆိုင်ရာ ဖြစ်ရပ်များအတွက် ဆက်သွယ်ရန်နေရာ
skip-to-content = အကြောင်းအရာသို့ သွားရန်
language-switch = ဘာသာစကား
sample-banner = ဤသည်မှာ နမူနာ ဖြစ်ပါသည်။ အဖွဲ့အစည်းများနှင့် လူများမှာ စိတ်ကူးဖြင့် ဖန်တီးထားခြင်း ဖြစ်ပါသည်။
footer-how = စစ်ဆေးမှု အလုပ်လုပ်ပုံ
footer-incidents = ဖြစ်ရပ်အားလုံး
footer-no-cookies = ဤဝဘ်ဆိုက်သည် Cookie များကို မသုံးပါ။ သင့်အကြောင်း မည်သည့်အရာကိုမျှ သင့်စက်ပစ္စည်းတွင် သိမ်းမထားပါ။
people = { $count ->
   *[other] လူ { $grouped } ဦး
}
