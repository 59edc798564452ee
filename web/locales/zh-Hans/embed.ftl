# The check inside the page of an organisation.
embed-title = 查询是否在名单中
embed-by = 此查询在 { $site } 上运行。外层页面看不到您输入的内容。
embed-open = 在单独的窗口中打开查询
embed-more = 关于此事件
embed-refused-title = 无法在此页面中显示查询
embed-refused-text = 该机构未允许在此网站上显示。您可以直接打开查询页面。
embed-mismatch-title = 查询已停止
embed-mismatch-text = 此服务器的密钥与外层页面所写的密钥不一致。没有发出任何查询。请告知该机构。
embed-loading = 正在加载查询。如果没有任何显示，请在单独的窗口中打开。
