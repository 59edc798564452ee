# The check, up to the answer.
check-title = Check whether you are in the list
check-starting = The check opens here. It needs a current browser with JavaScript.
check-starting-hint = If nothing appears, reload the page, use another device, or call us.
noscript-title = The check needs JavaScript
noscript-why = The check happens on your device, so that we do not learn what you type. For that your browser must run our program. JavaScript is switched off here.
noscript-do = Switch JavaScript on for this page, use another device, or call us.
noscript-steps-title = What everybody can do now
noscript-steps-text = These steps are general. They do not say whether you are in the list.
back = Back
error-summary = Please check this once more

choose-heading = What can we look for?
choose-email = My email address
choose-phone = My phone number
choose-code = A code from a letter
choose-none = I have none of these
choose-continue = Continue
choose-nothing = Nothing is chosen. Please choose one.

type-email-heading = Your email address
type-email-format = Write it like name@example.com.
type-phone-heading = Your phone number
type-phone-format = Write it like 090-1234-5678. With or without dashes makes no difference. A number from another country begins with +.
type-code-heading = The code from your letter
type-code-format = Like K7QX-4M2P-9D1T-R: thirteen letters and digits, small or capital.
shared-device = This is a shared device
shared-device-hint = We then turn off the suggestions of your browser for this field. Please close this window at the end.
check-now = Check

confirm-heading = Did you mean this address?
confirm-typed = You typed
confirm-proposed = Our proposal
confirm-use = Use this address
confirm-keep = What I typed is right

amount-heading = This list is very large
amount-why = Your device fetches a part of it. How large shall that part be? The more your device downloads, the less we learn about what you type.
amount-answer = In either case we do not learn whether you are in the list.
amount-told = { $count ->
    [0] We then learn 0 bits about what you type.
    [one] We then learn 1 bit about what you type: into which of { $parts } parts of the list it falls.
   *[other] We then learn { $count } bits about what you type: into which of { $parts } parts of the list it falls.
}
amount-take = Download { $size }

stage-preparing = Preparing on your device
stage-asking = Asking our server
stage-fetching = Fetching a part of the list
stage-checking = Checking the answer on your device
stages = Progress

desk-heading = We can look together on the phone
desk-text = Call us. We tell you how we can find your entry together, and what you can do.
desk-rule = On the phone we never read out data that we hold about you, not even to you. So nobody can get it by pretending to be you.
desk-phone = Phone
desk-hours = Open
check-idle = What you typed was erased because nothing happened for five minutes.
