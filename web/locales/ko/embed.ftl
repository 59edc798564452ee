# The check inside the page of an organisation.
embed-title = 명단에 있는지 확인하기
embed-by = 이 확인은 { $site }에서 이루어집니다. 이 화면을 둘러싼 페이지는 입력하신 내용을 볼 수 없습니다.
embed-open = 별도의 창에서 확인 화면 열기
embed-more = 이 사고에 대하여
embed-refused-title = 이 페이지 안에서는 확인할 수 없습니다
embed-refused-text = 기관이 이 사이트에 표시하는 것을 허용하지 않았습니다. 확인 페이지를 직접 여실 수 있습니다.
embed-mismatch-title = 확인을 중단했습니다
embed-mismatch-text = 이 서버의 키가, 이 화면을 둘러싼 페이지에 적힌 키와 다릅니다. 아무것도 묻지 않았습니다. 기관에 알려 주세요.
embed-loading = 확인 화면을 불러오고 있습니다. 아무것도 나타나지 않으면 별도의 창에서 열어 주세요.
