# Staff: what agents say to callers, and beside it what they never say, do next, and hand on.
script-part-say = Say
script-part-never = Never say
script-part-next = What to do
script-part-escalate = When to hand the call on

script-never-listed-1 = Any stored detail: no name, no address, no part of one, not even to the person.
script-never-listed-2 = Who else is in the list, or how many share an address or a number.
script-never-listed-3 = Why it happened, or who did it, beyond what the page says.
script-never-listed-4 = That there will be money, or that there will be none.
script-next-listed-1 = Say which kinds of data it is about, from the screen, and nothing more.
script-next-listed-2 = Go through the steps on the page with the caller: { $address }
script-next-listed-3 = If the caller wants it in writing, ask for the answer to be sent to the registered address.
script-next-listed-4 = Log the call.
script-escalate-listed-1 = To the supervisor, at once: threats, danger to the caller, or a sign that the data is being used.
script-escalate-listed-2 = To the organisation, by callback: damages, complaints, press, authorities, lawyers.

script-never-not-listed-1 = "You are safe." The answer is about this list only.
script-never-not-listed-2 = What you typed differs by one letter, or anything else that helps to guess.
script-never-not-listed-3 = That a list will or will not grow.
script-next-not-listed-1 = Ask for other addresses or numbers that were given at that time, and look again.
script-next-not-listed-2 = Read the identifier back to the caller, letter by letter, before you look again.
script-next-not-listed-3 = Log the call.
script-escalate-not-listed-1 = To the supervisor: the caller has a letter of ours, and is not found.
script-escalate-not-listed-2 = To the organisation, by callback: the caller is sure that their data is affected.

script-never-unknown-code-1 = Part of a code that would be right, or which character is wrong.
script-never-unknown-code-2 = That the letter is a fake. It may be from another incident, or misread.
script-next-unknown-code-1 = Ask for the code once more, slowly, in groups of four. There is no letter I, L, O or U in it.
script-next-unknown-code-2 = If it still does not work, look with an address or number instead.
script-next-unknown-code-3 = Log the call.
script-escalate-unknown-code-1 = To the supervisor: more than one caller today with a letter whose code is unknown.

script-never-overload-1 = That the caller is, or is not, in the list.
script-never-overload-2 = When exactly it will work again.
script-next-overload-1 = Give the address of the page: { $address }
script-next-overload-2 = Write nothing down that the caller tells you about themselves.
script-next-overload-3 = Offer a callback by reference, and log the call once that works.
script-escalate-overload-1 = To the supervisor: it lasts longer than 15 minutes.

script-never-registered-1 = Whether the caller is in the list, in any words or by a pause.
script-never-registered-2 = Any stored detail: no name, no address, no part of one, not even to the person.
script-never-registered-3 = Whether the answer will be a yes or a no.
script-next-registered-1 = Ask whether the answer is to be sent to the registered address, and enter the request.
script-next-registered-2 = Say the same, in the same words, whatever the screen shows.
script-next-registered-3 = Log the call.
script-escalate-registered-1 = To the supervisor, at once: somebody presses for an answer about another person.
script-escalate-registered-2 = To the organisation, by callback: the registered address is no longer right.
