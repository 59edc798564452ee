# Staff: six invented callers to practise with. What is to be typed, answered and done for each
# stands in server/src/desk/training/callers.toml.
training-title = Training
training-banner = Training: nothing is asked, and nothing is recorded. All callers are invented.
training-begin = Begin with the first caller
training-next = Next caller
training-you-typed-right = You typed what this call needs.
training-you-typed-wrong = This is not what this call needs. Read again what the caller said, and type it once more.
training-right-action = That fits this call.
training-wrong-action = Another action fits this call better: { $name }
training-done = That was the last caller. You can begin again at any time.

training-1-who = A woman, speaks Japanese, worried
training-1-says = I saw it on the news, and I applied last year. My email address is nakamura.yuki@example.jp. Am I in the list?
training-1-hint = F1 (email), Japanese.
training-1-lesson = First say that an entry with this address is in the list, then what she can do now. You see the kinds of data and never the data, so there is nothing to read out.

training-2-who = A man, speaks English, in a hurry
training-2-says = My phone number is 090-0000-0212. Just tell me that I am safe.
training-2-hint = F2 (phone), English.
training-2-lesson = "Not in this list" is not "safe": the answer speaks of this list only, and the list may still grow. Ask whether he gave another number or an email address at that time.

training-3-who = A man, speaks some Japanese, calm
training-3-says = There is a code in your letter: 7RMC-2XM5-HQ8W-Z. (Asked to read it once more, slowly:) 7RMC-2XN5-HQ8W-Z. The letter got wet, please send it again.
training-3-hint = F4 (code), easy Japanese. The page notices the wrong character: ask him to read the code once more, slowly.
training-3-lesson = A mistyped character is noticed before anything is asked, so let him read again and do not guess. The letter goes to the registered address: do not take down another one.

training-4-who = A woman, speaks Japanese, insists
training-4-says = My insurance card has the symbol 1204 and the number 3417, and I was born on 17 May 1984. I have moved since then. Read me the address that you have, so that I know whether it is the old one.
training-4-hint = F3 (number and date), Japanese. The data of this incident is sensitive: its answer is not told by telephone.
training-4-lesson = Never read out stored data, even to the person: anybody can call under her name. The answer can go to the registered address, and she can check on the page herself.

training-5-who = A man, speaks Chinese, friendly
training-5-says = My neighbour does not dare to call. Her number is 090-0000-0525: is she in the list? And mine is 090-0000-0535.
training-5-hint = F2 (phone), Chinese. Ask with his own number only.
training-5-lesson = The answer is for the person only: say neither yes nor no about somebody else. She can check on the page herself, and we do not learn what she types there.

training-6-who = A man, speaks Vietnamese, angry
training-6-says = This is my third call today, and nobody can tell me anything. My email address is tran.van.minh@example.com. Am I in it or not?
training-6-hint = F1 (email), Vietnamese. The system does not answer: offer to call back.
training-6-lesson = "I cannot check this just now" says nothing about the list, so do not let it sound like an answer. Offer a callback, and note its reference beside his number in your organisation's own system.
training-show-hint = Show a hint
training-again = Begin again
training-empty = Nothing to practise with.
training-back = To the desk
