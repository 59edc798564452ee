# Fixed terms. One word for one thing, everywhere.
certainty-was-taken = ထုတ်ယူခံခဲ့ရသည်
certainty-may-have-been-taken = ထုတ်ယူခံခဲ့ရနိုင်သည်
certainty-may-have-been-viewed = ကြည့်ရှုခံခဲ့ရနိုင်သည်
certainty-sent-to-the-wrong-person = လူမှားထံ ပို့မိခဲ့သည်
certainty-downloaded-deletion-confirmed = မှားယွင်း၍ ဒေါင်းလုဒ်လုပ်ခဲ့သည်၊ ဖျက်ပြီးကြောင်း အတည်ပြုပြီး

# The same terms as headings of a list of data.
data-was-taken = ထုတ်ယူခံခဲ့ရသော အချက်အလက်
data-may-have-been-taken = ထုတ်ယူခံခဲ့ရနိုင်သော အချက်အလက်
data-may-have-been-viewed = ကြည့်ရှုခံခဲ့ရနိုင်သော အချက်အလက်
data-sent-to-the-wrong-person = လူမှားထံ ပို့မိခဲ့သော အချက်အလက်
data-downloaded-deletion-confirmed = မှားယွင်း၍ ဒေါင်းလုဒ်လုပ်ခဲ့သော အချက်အလက် (ဖျက်ပြီးကြောင်း အတည်ပြုပြီး)

# What each term means, in one sentence.
meaning-was-taken = ဤအချက်အလက်ကို ပြင်ပသို့ ကူးယူသွားကြောင်း ကျွန်ုပ်တို့ အတည်ပြုပြီး ဖြစ်ပါသည်။
meaning-may-have-been-taken = ပြင်ပမှ တစ်စုံတစ်ဦးက ဤအချက်အလက်ကို ကူးယူသွားခဲ့နိုင်ပါသည်။ ကူးယူသွားကြောင်း အတည်မပြုရသေးပါ။
meaning-may-have-been-viewed = ပြင်ပမှ တစ်စုံတစ်ဦးက ဤအချက်အလက်ကို မြင်ခဲ့နိုင်ပါသည်။ ပြင်ပသို့ ကူးယူသွားကြောင်း အတည်ပြုထားခြင်း မရှိပါ။
meaning-sent-to-the-wrong-person = ဤအချက်အလက်သည် လက်ခံရမည့်သူ မဟုတ်သူထံ ရောက်သွားခဲ့ပါသည်။
meaning-downloaded-deletion-confirmed = ဤအချက်အလက်ကို ကြည့်ခွင့်မရှိသူတစ်ဦးက ဒေါင်းလုဒ်လုပ်ခဲ့ပါသည်။ ဖျက်ပြီးကြောင်းနှင့် အခြားသူထံ မပေးခဲ့ကြောင်း ကျွန်ုပ်တို့ အတည်ပြုပြီး ဖြစ်ပါသည်။

investigation-ongoing = စုံစမ်းစစ်ဆေးဆဲ
investigation-finished = စုံစမ်းစစ်ဆေးမှု ပြီးဆုံး

role-responsible = တာဝန်ရှိသော အဖွဲ့အစည်း
role-contractor = လုပ်ငန်းလွှဲအပ်ခံ ကုမ္ပဏီ
role-sub-contractor = ထပ်ဆင့် လုပ်ငန်းလွှဲအပ်ခံ ကုမ္ပဏီ
role-call-centre = ဖုန်းဖြေကြားရေးဌာန

class-names = အမည်
class-dates-of-birth = မွေးသက္ကရာဇ်
class-physical-addresses = နေရပ်လိပ်စာ
class-phone-numbers = ဖုန်းနံပါတ်
class-email-addresses = အီးမေးလ်လိပ်စာ
class-passwords = စကားဝှက်
class-nationalities = နိုင်ငံသား
class-employers = အလုပ်ရှင် (လုပ်ငန်းခွင်)
class-job-titles = ရာထူး
class-genders = ကျား/မ
class-languages = သင် ပြောတတ်သော ဘာသာစကားများ
class-spoken-languages = သင် ပြောတတ်သော ဘာသာစကားများ
class-usernames = အသုံးပြုသူအမည်
class-occupations = အလုပ်အကိုင်
class-education-levels = ပညာအရည်အချင်း
class-personal-health-data = ကျန်းမာရေး အချက်အလက်
class-health-insurance-information = ကျန်းမာရေးအာမခံ အချက်အလက်
class-government-issued-ids = တရားဝင် အထောက်အထားစာရွက်၏ နံပါတ်
class-shirabe-encrypted-passwords = စကားဝှက် (ကုဒ်ဝှက်ထားသည်)
class-shirabe-country-of-origin = မူလနိုင်ငံ
class-shirabe-residence-status = နေထိုင်ခွင့်အမျိုးအစား (在留資格)
class-shirabe-language-level = ဂျပန်ဘာသာ အဆင့်
class-shirabe-skills-exam-field = အောင်မြင်ခဲ့သော ကျွမ်းကျင်မှုစာမေးပွဲ၏ နယ်ပယ်
class-shirabe-company-introduced-to = သင့်ကို မိတ်ဆက်ပေးခဲ့သော ကုမ္ပဏီ
class-shirabe-company-name = သင့်ကုမ္ပဏီအမည်
class-shirabe-employee-number = ဝန်ထမ်းနံပါတ်
class-shirabe-insurance-card-number = ကျန်းမာရေးအာမခံကတ် (健康保険証) ၏ သင်္ကေတ (記号) နှင့် နံပါတ် (番号)
class-shirabe-insurance-qualification = ကျန်းမာရေးအာမခံ အဖွဲ့ဝင်အမျိုးအစား
class-shirabe-check-up-flags = သင့်အတွက် ရက်ချိန်းယူထားသော ကျန်းမာရေးစစ်ဆေးမှုများ
class-shirabe-booking-details = ရက်ချိန်း (နံပါတ်၊ ရက်စွဲ၊ ဆေးခန်း၊ စစ်ဆေးမှုအစီအစဉ်)
class-shirabe-booking-id = ရက်ချိန်း နံပါတ်
class-shirabe-clinic = ဆေးခန်း၏ အမည်နှင့် နံပါတ်
class-shirabe-check-up-date = ကျန်းမာရေးစစ်ဆေးသည့် ရက်
class-shirabe-check-up-course = ကျန်းမာရေးစစ်ဆေးမှု အစီအစဉ်
class-shirabe-event-participation = သင် ပါဝင်ခဲ့သော ပွဲ
