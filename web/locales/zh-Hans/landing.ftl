# The list of incidents and the page of one incident.
index-title = 事件一览
index-lead = 请选择您想了解的事件。
index-empty = 目前没有公布的事件。
index-empty-hint = 如果有人引导您来到此页面，请核对网址，或咨询与您联系的机构。

organisations = 相关机构
facts = 要点
fact-known-since = { $date }得知
fact-published = { $date }首次公布
what-happened = 发生了什么
who-is-concerned = 共涉及{ $people }
check-button = 查询是否在名单中
check-privacy = 您输入的内容不会发送给我们。
check-privacy-link = 这是怎么做到的？
not-published = 查询尚未开放。我们正在准备名单。准备好后，将在此页面上开放。
not-published-desk = 在此之前，我们通过电话解答您的问题。
record = 历次公告（{ $count }）
record-empty = 目前还没有公告。
questions = 咨询
questions-phone = 请致电我们：

real-start = 请不要仅凭信息中的链接或此页面的外观来判断。外观是可以仿造的。
real-way = 请自行输入{ $organisation }官方网站的网址，从那里有关此事件的公告进入，就会来到此页面。
real-way-any = 请自行输入该机构官方网站的网址，从那里有关事件的公告进入，就会来到此页面。
real-letter = 如果您收到了信件，请把信件上的网址与浏览器中的网址逐字核对。
real-never = 此页面绝不会索要密码、银行账户、卡号或钱款。如果有页面索要，那就不是我们的页面。
real-call = 如果不能确定，请拨打我们官方网站上的电话号码。
