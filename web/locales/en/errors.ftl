# What was typed cannot be used: the problem, then how to mend it. One for each InputError.
input-input-empty = The field is empty. Please fill it in.
input-input-too-long = The text is too long. Please enter one address, number or code only.
input-input-field-count = A part of the entry is missing. Please fill in every field.
input-email-without-at = This address has no @. Write it like name@example.com.
input-email-several-at = This address has more than one @. Enter one address only, like name@example.com.
input-email-local-length = The part before the @ is missing or too long. Write it like name@example.com.
input-email-local-character = A character before the @ cannot be part of an address. Please check for spaces, commas or brackets.
input-email-domain = The part after the @ cannot be right. Write it like name@example.com.
input-email-domain-without-dot = The part after the @ has no dot. Write it like name@example.com.
input-phone-character = This contains a character that is not part of a phone number. Use digits and dashes only.
input-phone-too-short = This number has too few digits. Enter it with the area code, like 03-1234-5678 or 090-1234-5678.
input-phone-too-long = This number has too many digits. Enter one number only, like 090-1234-5678.
input-code-length = A code has thirteen letters and digits. Please count once more.
input-code-character = This contains a character that is not used in our codes. Our codes have digits and letters from A to Z, but never U.
input-code-check = There is a mistake in this code. Please compare it with the letter, character by character.

# The check did not succeed. First two sentences for all, then the reason.
failure-heading = We could not check just now.
failure-says-nothing = This says nothing about whether you are in the list.
failure-countdown = Please wait { $seconds } seconds, then try again.
failure-now = You can try again now.
failure-call = Or call us:
failure-retry = Try again

failure-proof = The answer did not carry the right proof, so we do not use it. If it happens again, please tell us.
failure-manifest = The description of the list was not signed as it should be, or could not be read. If it happens again, please tell us.
failure-expired = The description of the list is too old. The next try fetches a new one.
failure-clock = The clock of this device seems to be wrong. Please correct date and time, then try again.
failure-filter = A part of the list arrived incomplete or changed, so we do not use it. The next try fetches it again.
failure-memory = This device has too little free memory. Close other windows and programs, or use another device.
failure-program = A part of the check stopped on this device. The next try starts it again.
failure-kind = This incident cannot be checked in this way. Go back and choose another way.
failure-unreachable = We could not reach our server. Please check that this device is connected to the internet.
failure-timeout = The answer took too long. The connection may be slow, or many people are asking.
failure-refused = Our server did not answer as it should.
failure-too-many-requests = Many lookups came from your network in a short time. This can happen when many people share a connection.
failure-not-published = The list of this incident is not published at this moment.
failure-device = The browser is too old, or a setting blocks a part of the check. Use a current browser or another device, or call us.
failure-outdated = The list has changed since you opened this page. Reload the page, then check again.
