# The check inside the page of an organisation.
embed-title = 一覧に含まれるか確認する
embed-by = この確認は { $site } で動いています。まわりのページからは、入力した内容が見えません。
embed-open = 確認を別の画面で開く
embed-more = この事案について
embed-refused-title = このページの中では確認できません
embed-refused-text = 団体がこのサイトでの表示を認めていません。確認のページを直接開くことができます。
embed-mismatch-title = 確認を止めました
embed-mismatch-text = このサーバーの鍵が、まわりのページに書かれた鍵と違います。何も問い合わせていません。団体にお知らせください。
embed-loading = 確認の画面を読み込んでいます。何も表示されないときは、別の画面で開いてください。
