# What a support agent says to a caller, in the caller's language. Spoken, so: short sentences.
# `address` is the page of the incident, `phone` the number of the contact point.
call-language-name = 简体中文
call-listed-1 = 让您久等了。这起事件的名单中，有与您刚才所说的信息对应的记录。
call-listed-2 = 我能看到涉及哪几类信息。我看不到信息本身，所以无法读给您听。
call-listed-3 = 接下来可以做的事，写在我们的页面上：{ $address }
call-not-listed-1 = 让您久等了。您刚才所说的信息不在这起事件的名单中。
call-not-listed-2 = 这个结果只针对这份名单，并不表示您在其他事件中是安全的。
call-not-listed-3 = 如果您当时登记的是其他地址或号码，我们也可以用它来查询。
call-not-listed-4 = 名单今后可能还会增加记录。如有增加，我们会在页面上说明：{ $address }
call-not-in-part-1 = 让您久等了。我只能查看名单的一部分，您刚才所说的信息不在这一部分中。
call-not-in-part-2 = 这并不表示您不在名单中。请您在我们的页面上自行查询：{ $address } 或者请您致电：{ $phone }
call-unknown-code-1 = 没有找到这个查询码。请您看着信件，再慢慢读一遍。
call-unknown-code-2 = 如果还是找不到，我们可以用您当时登记的其他信息来查询。
call-overload-1 = 我现在无法查询。仅凭这一点，无法得知您是否在名单中。
call-overload-2 = 请您在我们的页面上自行查询：{ $address } 或者请您稍后再来电：{ $phone }
call-registered-1 = 让您久等了。为了保护您，我们不在电话中告知这个结果。
call-registered-2 = 如果有记录，我们会把结果发到您登记的住址或邮箱地址。我现在就可以为您申请。
call-registered-3 = 您也可以在我们的页面上自行查询：{ $address }
