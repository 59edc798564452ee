# Kinds of identifiers that are made of several fields.
listed-heading-details = ဤအချက်များပါသော မှတ်တမ်းသည် ဤဖြစ်ရပ်၏ စာရင်းတွင် ရှိပါသည်။
not-listed-heading-details = ဤအချက်များသည် ဤစာရင်းတွင် မရှိပါ။
not-listed-details = စာလုံးတစ်လုံး ကွဲလွဲလျှင်ပင် မှတ်တမ်းကို ရှာမတွေ့နိုင်ပါ။ သင့်အချက်များကို ပြန်တိုက်ကြည့်ပါ။
format-number-code = အင်္ဂလိပ်အက္ခရာနှင့် ဂဏန်း စုစုပေါင်း { $count } လုံး ဖြစ်ပါသည်။
format-number-code-padded = ရှေ့ဆုံးမှ 0 များကို ချန်ထားနိုင်ပါသည်။
format-digits = ဂဏန်းများသာ ရိုက်ထည့်ပါ။
format-date = ခုနှစ်ကို ဂဏန်းလေးလုံးဖြင့် ရေးပါ။ 昭和60၊ S60 သို့မဟုတ် 令和元 ကဲ့သို့ ဂျပန်သက္ကရာဇ်ဖြင့်လည်း ရေးနိုင်ပါသည်။
format-kana-name = ヤマダ ハナコ ကဲ့သို့ ကတကန (カタカナ) သို့မဟုတ် ဟိရဂန (ひらがな) ဖြင့် ရေးပါ။
date-year = ခုနှစ်
date-month = လ
date-day = ရက်
date-understood = ဤရက်စွဲကို { $date } အဖြစ် စစ်ဆေးပါမည်။
