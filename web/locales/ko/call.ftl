# What a support agent says to a caller, in the caller's language. Spoken, so: short sentences.
# `address` is the page of the incident, `phone` the number of the contact point.
call-language-name = 한국어
call-listed-1 = 기다려 주셔서 감사합니다. 말씀해 주신 정보가 들어 있는 기록이 이 사고의 명단에 있습니다.
call-listed-2 = 어떤 종류의 정보인지는 저희가 볼 수 있습니다. 정보 자체는 보이지 않으므로 읽어 드릴 수 없습니다.
call-listed-3 = 이제 무엇을 하시면 되는지는 저희 페이지에 있습니다. { $address }
call-not-listed-1 = 기다려 주셔서 감사합니다. 말씀해 주신 정보는 이 사고의 명단에 없습니다.
call-not-listed-2 = 이 답은 이 명단에 대한 것입니다. 다른 사고에서도 안전하다는 뜻은 아닙니다.
call-not-listed-3 = 당시 다른 주소나 번호를 알려 주셨다면 그것으로도 찾아 드릴 수 있습니다.
call-not-listed-4 = 명단에 기록이 더해질 수 있습니다. 그때는 저희 페이지에서 알려 드립니다. { $address }
call-not-in-part-1 = 기다려 주셔서 감사합니다. 제가 볼 수 있는 것은 명단의 일부이며, 말씀해 주신 정보는 그 부분에 없습니다.
call-not-in-part-2 = 명단에 없다는 뜻은 아닙니다. 저희 페이지에서 직접 확인하실 수 있습니다. { $address } 또는 전화해 주세요. { $phone }
call-unknown-code-1 = 이 코드를 찾지 못했습니다. 편지를 보시면서 코드를 다시 한번 천천히 읽어 주시겠습니까?
call-unknown-code-2 = 그래도 찾지 못하면, 당시 알려 주신 다른 정보로 찾아 드릴 수 있습니다.
call-overload-1 = 죄송합니다. 지금은 확인할 수 없습니다. 명단에 있는지 없는지는 이것만으로 알 수 없습니다.
call-overload-2 = 저희 페이지에서 직접 확인하실 수 있습니다. { $address } 또는 나중에 다시 전화해 주세요. { $phone }
call-registered-1 = 기다려 주셔서 감사합니다. 본인을 보호하기 위해 이 답은 전화로 말씀드리지 않습니다.
call-registered-2 = 기록이 있으면, 등록하신 주소나 이메일로 답을 보내 드립니다. 지금 신청해 드릴 수 있습니다.
call-registered-3 = 저희 페이지에서 직접 확인하실 수도 있습니다. { $address }
