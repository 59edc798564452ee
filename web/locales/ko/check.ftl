# The check, up to the answer.
check-title = 명단에 있는지 확인하기
check-starting = 여기에 확인 화면이 열립니다. JavaScript가 작동하는 최신 브라우저가 필요합니다.
check-starting-hint = 아무것도 나타나지 않으면 페이지를 새로 고치거나, 다른 기기를 사용하거나, 전화해 주세요.
noscript-title = 확인하려면 JavaScript가 필요합니다
noscript-why = 입력하신 내용이 저희에게 알려지지 않도록, 확인은 사용하시는 기기 안에서 이루어집니다. 그러려면 브라우저가 저희 프로그램을 실행해야 합니다. 지금은 JavaScript가 꺼져 있습니다.
noscript-do = 이 페이지에서 JavaScript를 켜거나, 다른 기기를 사용하거나, 전화해 주세요.
back = 뒤로
error-summary = 다시 한번 확인해 주세요

choose-heading = 무엇으로 찾을까요?
choose-email = 내 이메일 주소
choose-phone = 내 전화번호
choose-code = 편지에 있는 코드
choose-none = 모두 없음
choose-continue = 다음
choose-nothing = 선택한 것이 없습니다. 하나를 선택해 주세요.

type-email-heading = 이메일 주소
type-email-format = name@example.com과 같이 입력해 주세요.
type-phone-heading = 전화번호
type-phone-format = 090-1234-5678과 같이 입력해 주세요. 하이픈(-)은 있어도 되고 없어도 됩니다. 다른 나라의 번호는 +로 시작해 주세요.
type-code-heading = 편지에 있는 코드
type-code-format = K7QX-4M2P-9D1T-R과 같은 영문자와 숫자 13자입니다. 대문자와 소문자는 구별하지 않습니다.
shared-device = 다른 사람도 쓰는 기기입니다
shared-device-hint = 이 입력란에서 브라우저의 자동 완성을 끕니다. 마치면 이 창을 닫아 주세요.
check-now = 확인하기

confirm-heading = 혹시 이 주소입니까?
confirm-typed = 입력하신 주소
confirm-proposed = 제안하는 주소
confirm-use = 제안하는 주소 쓰기
confirm-keep = 입력한 주소가 맞습니다

amount-heading = 이 명단은 매우 큽니다
amount-why = 기기가 명단의 일부를 받습니다. 얼마나 받을지 선택해 주세요. 많이 받을수록, 입력하시는 내용에 대해 저희가 알 수 있는 것이 적어집니다.
amount-answer = 어느 쪽을 선택하셔도, 명단에 있는지는 저희가 알 수 없습니다.
amount-told = { $count ->
    [0] 입력하시는 내용에 대해 저희가 알게 되는 것은 0비트입니다.
   *[other] 입력하시는 내용에 대해 저희가 알게 되는 것은 { $count }비트입니다. 명단을 { $parts }개로 나눈 것 가운데 어느 부분에 해당하는지를 알게 됩니다.
}
amount-take = { $size } 다운로드

stage-preparing = 기기에서 준비하고 있습니다
stage-asking = 저희 서버에 묻고 있습니다
stage-fetching = 명단의 일부를 받고 있습니다
stage-checking = 기기에서 답을 확인하고 있습니다
stages = 진행 상황

desk-heading = 전화로 함께 찾아볼 수 있습니다
desk-text = 전화해 주세요. 어떻게 함께 기록을 찾을 수 있는지, 무엇을 하실 수 있는지 알려 드립니다.
desk-rule = 전화로는 저희가 가진 정보를 읽어 드리지 않습니다. 본인에게도 읽어 드리지 않습니다. 본인인 척하는 사람이 정보를 알아내지 못하게 하기 위해서입니다.
desk-phone = 전화번호
desk-hours = 상담 시간
check-idle = 5분 동안 아무 조작이 없어서 입력하신 내용을 지웠습니다.
noscript-steps-title = 누구나 지금 할 수 있는 일
noscript-steps-text = 아래는 일반적인 안내입니다. 귀하가 명단에 있는지는 알려 주지 않습니다.
