# The list of incidents and the page of one incident.
index-title = 사고 목록
index-lead = 알고 싶은 사고를 선택해 주세요.
index-empty = 여기에 공지한 사고가 없습니다.
index-empty-hint = 이 페이지를 안내받으셨다면 주소를 다시 확인해 주세요. 또는 안내를 보낸 기관에 문의해 주세요.

organisations = 관련 기관
facts = 요점
fact-known-since = { $date }에 알게 됨
fact-published = { $date }에 처음 공지
what-happened = 있었던 일
who-is-concerned = 대상은 모두 { $people }
check-button = 명단에 있는지 확인하기
check-privacy = 입력하신 내용은 저희에게 전송되지 않습니다.
check-privacy-link = 그런데 어떻게 확인합니까?
not-published = 확인은 아직 열리지 않았습니다. 명단을 준비하고 있습니다. 준비되면 이 페이지에서 열립니다.
not-published-desk = 그때까지 궁금하신 점은 전화로 답해 드립니다.
record = 공지 이력({ $count }건)
record-empty = 아직 공지가 없습니다.
questions = 문의
questions-phone = 전화번호:

real-start = 메시지에 있는 링크나 이 페이지의 겉모습만으로 판단하지 마세요. 겉모습은 흉내 낼 수 있습니다.
real-way = { $organisation }의 공식 사이트 주소를 직접 입력해 주세요. 그곳에 있는 이 사고의 공지를 따라가면 이 페이지에 도착합니다.
real-way-any = 기관의 공식 사이트 주소를 직접 입력해 주세요. 그곳에 있는 사고의 공지를 따라가면 이 페이지에 도착합니다.
real-letter = 편지를 받으셨다면, 편지에 적힌 주소와 브라우저에 표시된 주소를 한 글자씩 비교해 주세요.
real-never = 이 페이지는 비밀번호, 은행 계좌, 카드 번호, 돈을 절대 요구하지 않습니다. 요구하는 페이지는 저희 페이지가 아닙니다.
real-call = 확실하지 않으면 공식 사이트에 적힌 번호로 전화해 주세요.
