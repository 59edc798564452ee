# The list of incidents and the page of one incident.
index-title = Incidents
index-lead = Choose the incident that you want to know about.
index-empty = We have not published an incident here.
index-empty-hint = If somebody sent you to this page, please check the address, or ask the organisation that wrote to you.

organisations = Organisations
facts = Key facts
fact-known-since = We learned of it on { $date }
fact-published = First public notice on { $date }
what-happened = What happened
who-is-concerned = { $people } in all
check-button = Check whether you are in the list
check-privacy = What you type is not sent to us.
check-privacy-link = How is that possible?
not-published = The check is not open yet. We are preparing the list. It will open on this page.
not-published-desk = Until then we answer your questions on the phone.
record = Public record ({ $count })
record-empty = There is no entry yet.
questions = Questions?
questions-phone = Call us:

real-start = Do not rely on a link in a message, nor on how this page looks. Looks can be copied.
real-way = Type the address of our own site yourself: the site of { $organisation }. Follow the notice about this incident from there. It leads to this page.
real-way-any = Type the address of the organisation's own site yourself. Follow the notice about the incident from there. It leads to this page.
real-letter = If you have a letter, compare the address in it with the address in your browser, letter by letter.
real-never = This page never asks for a password, a bank account, a card number or money. If a page does, it is not ours.
real-call = If you are not sure, call the number that stands on our own site.
