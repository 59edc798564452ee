# What a support agent says to a caller, in the caller's language. Spoken, so: short sentences.
# `address` is the page of the incident, `phone` the number of the contact point.
call-language-name = English
call-listed-1 = Thank you for waiting. An entry with what you told me is in the list of this incident.
call-listed-2 = I see which kinds of data this is about. I do not see the data itself, so I cannot read it to you.
call-listed-3 = The next steps are on our page: { $address }
call-not-listed-1 = Thank you for waiting. What you told me is not in the list of this incident.
call-not-listed-2 = This speaks of this list only. It does not say that you are safe from other incidents.
call-not-listed-3 = If you gave another address or number at that time, we can look for that one too.
call-not-listed-4 = The list may still grow. If it does, we say so on our page: { $address }
call-not-in-part-1 = Thank you for waiting. I can look at a part of the list only, and what you told me is not in that part.
call-not-in-part-2 = This does not say that you are not in the list. Please check it yourself on our page: { $address } Or call: { $phone }
call-unknown-code-1 = We do not know this code. Please read it to me once more, slowly, from the letter.
call-unknown-code-2 = If it still does not work, we can look with something else that you gave at that time.
call-overload-1 = I cannot check this just now. That says nothing about whether you are in the list.
call-overload-2 = Please check it yourself on our page: { $address } Or call again later: { $phone }
call-registered-1 = Thank you for waiting. For your protection we do not give this answer by telephone.
call-registered-2 = If there is an entry, we send the answer to the address that you registered. I can ask for that now.
call-registered-3 = You can also check it yourself on our page: { $address }
