# What stands on every page.
language-name = 한국어
site-name = 개인정보 사고 문의 창구
skip-to-content = 본문으로 이동
language-switch = 언어
sample-banner = 이것은 견본입니다. 기관과 인물은 모두 가상입니다.
footer-how = 확인이 이루어지는 방식
footer-incidents = 사고 목록
footer-no-cookies = 이 사이트는 쿠키를 쓰지 않습니다. 이용자에 대한 정보를 기기에 저장하지 않습니다.
people = { $count ->
   *[other] { $grouped }명
}
