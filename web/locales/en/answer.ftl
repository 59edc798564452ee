# The two answers, what to do, and what left the device.
listed-heading-email = An entry with this email address is in the list of this incident.
listed-heading-phone = An entry with this phone number is in the list of this incident.
listed-heading-code = The entry with this code is in the list of this incident.
listed-shared = If you share this address or number with somebody, the entry may be theirs.
list-as-of = The list is as of { $date }.
answer-as-of = The list is as of { $date } (Japan time).
not-listed-heading-email = This email address is not in this list.
not-listed-heading-phone = This phone number is not in this list.
not-listed-heading-code = We do not know this code.
not-listed-code = Please compare it with the letter once more, or call us.
not-listed-meaning = This speaks of this list only. It does not say that you are safe from other incidents.
not-listed-grow = The list may still grow. If it does, we say so on the page of this incident.

advice-heading = What you can do now
advice-passwords-title = Change your password today.
advice-passwords-text = Do it everywhere you use the same or a similar one, even if the password was encrypted. Take a different one for each place.
advice-support-calls-title = Hang up when somebody calls and offers help with your computer or phone.
advice-support-calls-text = Do not install anything that a caller names. Do not call a number that a warning on your screen shows.
advice-phone-title = Do not trust calls and text messages just because they use our name.
advice-phone-text = They may also use the name of a bank, the police or an office. We never ask for a password, a card or money. Hang up, then call the number on this page.
advice-email-title = Do not open links or files in emails about this incident.
advice-email-text = Look at the full address of the sender. To come to us, type our address yourself.
advice-work-title = Check with the company itself when somebody asks for money or documents for a job.
advice-work-text = Use the phone number on the company's own site.
advice-documents-title = Do not send anybody a picture of your residence card or insurance card.
advice-documents-text = If an office really needs the card, you can show it there in person.
advice-address-title = Do not sign and do not pay at the door.
advice-address-text = We do not visit you at home. If a letter or a visitor mentions this incident, call us first.
advice-health-title = Do not answer anybody who uses your check-up to sell you something or to put you under pressure.
advice-health-text = Tell us about it.
advice-insurance-title = Tell your health insurance if you get a bill for treatment that you did not have.
advice-insurance-text = Its phone number is on your insurance card or on its own site.
advice-contracts-jp-title = Do not pay bills that you know nothing about.
advice-contracts-jp-text = Call the consumer hotline 188. For threats or fraud, call the police consultation line #9110. The advice is free, the call itself may cost.
advice-contracts-title = Do not pay bills that you know nothing about.
advice-contracts-text = Ask the consumer office or the police where you live.
advice-deletion-confirmed-title = You do not have to do anything today.
advice-deletion-confirmed-text = The data was deleted. As far as we found, it was not passed on.
advice-desk-title = Call us if anything seems strange to you.
advice-desk-text = You do not need to be sure.

other-way = If you gave us another address or number at that time, check that too.
other-letter = If you have a letter from us, use the code in it.
other-careful = Take care with calls, emails and letters that mention this incident, even if you are not in the list.
other-desk = If you think that you should be in the list, call us.

action-another = Check another
action-print = Print
action-desk = Call { $phone }

bytes-heading = What left your device
bytes-typed = You typed
bytes-typed-text = Kept on this device, now forgotten.
bytes-sent = Your device sent
bytes-sent-count = 32 bytes
bytes-sent-text = A different random-looking value each time. Nobody can undo it, including us.
bytes-received = Your device received
bytes-received-count = 96 bytes
bytes-received-text = An answer, and the proof that it was made with the key published for this incident.
bytes-list = Your device fetched of the list
bytes-list-whole = The scrambled list for this kind of entry, all of it, before you typed.
bytes-list-part = One of { $parts } parts of the scrambled list. This list is too large to be fetched whole.
bytes-learned = We learned
bytes-learned-count = { $count ->
    [one] 1 bit about what you typed
   *[other] { $count } bits about what you typed
}
bytes-learned-part = Your device asked for one of { $parts } parts of the list, so we know into which part your entry falls, listed or not. About one in { $parts } of all possible entries falls into the same part.
bytes-learned-text = We see that a device at your network address asked about this incident, as with every page on the internet. We do not see the answer.
