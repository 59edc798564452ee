# The two answers, what to do, and what left the device.
listed-heading-email = 此事件的名单中，有包含此邮箱地址的记录。
listed-heading-phone = 此事件的名单中，有包含此电话号码的记录。
listed-heading-code = 此事件的名单中，有与此查询码对应的记录。
listed-shared = 如果您与他人共用此地址或号码，该记录也可能是对方的。
list-as-of = 名单更新至{ $date }。
answer-as-of = 名单更新至{ $date }（日本时间）。
not-listed-heading-email = 此邮箱地址不在此名单中。
not-listed-heading-phone = 此电话号码不在此名单中。
not-listed-heading-code = 未找到此查询码。
not-listed-code = 请再次与信件上的查询码核对，或致电我们。
not-listed-meaning = 此结果只针对此名单，并不表示您在其他事件中是安全的。
not-listed-grow = 名单今后可能还会增加记录。如有增加，我们会在此事件的页面上说明。

advice-heading = 您现在可以做的事
advice-passwords-title = 请在今天更改密码。
advice-passwords-text = 凡是使用相同或相似密码的地方，都请更改，即使密码是加密的也一样。每个地方请使用不同的密码。
advice-support-calls-title = 如果有人来电说要帮您修理电脑或手机，请挂断电话。
advice-support-calls-text = 请不要安装对方所说的任何程序。请不要拨打屏幕警告中显示的号码。
advice-phone-title = 请不要仅因对方使用我们的名义，就相信来电和短信。
advice-phone-text = 对方也可能使用银行、警察或政府机关的名义。我们绝不会索要密码、银行卡或钱款。请先挂断，再拨打此页面上的号码。
advice-email-title = 请不要打开有关此事件的电子邮件中的链接或文件。
advice-email-text = 请看清发件人的完整地址。访问我们的网站时，请自行输入网址。
advice-work-title = 如果有人以工作为由要求您付钱或提交文件，请直接向该公司核实。
advice-work-text = 请使用该公司官方网站上的电话号码。
advice-documents-title = 请不要把在留卡（在留カード）或健康保险证（健康保険証）的照片发给任何人。
advice-documents-text = 如果政府机关确实需要，您可以到窗口当面出示。
advice-address-title = 请不要给上门的人签字或付钱。
advice-address-text = 我们不会上门拜访。如果有信件或来访者提到此事件，请先致电我们。
advice-health-title = 如果有人以您的体检为由推销商品或向您施压，请不要回应。
advice-health-text = 请把情况告诉我们。
advice-insurance-title = 如果收到您并未接受过的治疗的账单，请告知您所加入的健康保险机构。
advice-insurance-text = 电话号码在您的保险证上，或在该机构的官方网站上。
advice-contracts-jp-title = 请不要支付您不知情的账单。
advice-contracts-jp-text = 请拨打消费者热线188（消費者ホットライン188）。遇到威胁或诈骗时，请拨打警方咨询电话#9110。咨询免费，但可能产生通话费。
advice-contracts-title = 请不要支付您不知情的账单。
advice-contracts-text = 请咨询您居住地的消费者服务机构或警方。
advice-deletion-confirmed-title = 您今天不必做任何事。
advice-deletion-confirmed-text = 这些信息已被删除。据我们调查，没有转交给他人。
advice-desk-title = 如果觉得有什么不对劲，请致电我们。
advice-desk-text = 不确定也没关系。

other-way = 如果您当时登记的是其他地址或号码，也请一并查询。
other-letter = 如果您收到了我们的信件，请使用信件上的查询码查询。
other-careful = 即使您不在名单中，也请留意提及此事件的来电、电子邮件和信件。
other-desk = 如果您认为自己应该在名单中，请致电我们。

action-another = 查询其他
action-print = 打印
action-desk = 致电 { $phone }

bytes-heading = 从您的设备发出的内容
bytes-typed = 您输入的内容
bytes-typed-text = 只在这台设备中使用，现已删除。
bytes-sent = 您的设备发送的内容
bytes-sent-count = 32字节
bytes-sent-text = 每次都不同、看起来毫无规律的数值。任何人都无法还原，我们也不能。
bytes-received = 您的设备收到的内容
bytes-received-count = 96字节
bytes-received-text = 结果，以及证明该结果是用为此事件公布的密钥生成的证据。
bytes-list = 您的设备获取的名单
bytes-list-whole = 此类记录的不可读名单的全部内容，在您输入之前获取。
bytes-list-part = 不可读名单分成{ $parts }个部分后的其中一个部分。此名单太大，不获取全部内容。
bytes-learned = 我们得知的内容
bytes-learned-count = { $count ->
   *[other] 关于您输入的内容：{ $count }比特
}
bytes-learned-part = 您的设备获取了名单分成{ $parts }个部分后的其中一个部分。因此，无论是否在名单中，我们都会得知您输入的内容属于哪个部分。在所有可能的输入中，约有{ $parts }分之一属于同一部分。
bytes-learned-text = 与互联网上的任何页面一样，我们会看到有一台使用您的网络地址的设备查询了此事件。我们看不到结果。
