# The check, up to the answer.
check-title = 查询是否在名单中
check-starting = 查询画面将在此处打开。需要支持JavaScript的新版浏览器。
check-starting-hint = 如果没有任何显示，请重新加载页面、换用其他设备，或致电我们。
noscript-title = 查询需要JavaScript
noscript-why = 为了不让我们得知您输入的内容，查询在您的设备上进行。为此，您的浏览器需要运行我们的程序。目前JavaScript处于关闭状态。
noscript-do = 请为此页面启用JavaScript、换用其他设备，或致电我们。
back = 返回
error-summary = 请再检查一次

choose-heading = 用什么来查询？
choose-email = 我的邮箱地址
choose-phone = 我的电话号码
choose-code = 信件上的查询码
choose-none = 以上都没有
choose-continue = 继续
choose-nothing = 尚未选择。请选择一项。

type-email-heading = 您的邮箱地址
type-email-format = 请按 name@example.com 的格式输入。
type-phone-heading = 您的电话号码
type-phone-format = 请按 090-1234-5678 的格式输入。有没有连字符都可以。国外号码请以 + 开头。
type-code-heading = 信件上的查询码
type-code-format = 格式如 K7QX-4M2P-9D1T-R，由13个字母和数字组成，大小写均可。
shared-device = 这是与他人共用的设备
shared-device-hint = 我们会让浏览器不在此栏显示输入建议。结束后，请关闭此窗口。
check-now = 查询

confirm-heading = 您要输入的是这个地址吗？
confirm-typed = 您输入的地址
confirm-proposed = 我们建议的地址
confirm-use = 使用建议的地址
confirm-keep = 我输入的没有错

amount-heading = 此名单非常大
amount-why = 您的设备会获取其中一部分。请选择获取多少。您的设备下载得越多，我们能得知的有关您输入内容的信息就越少。
amount-answer = 无论选哪一项，我们都不会得知您是否在名单中。
amount-told = { $count ->
    [0] 这样，关于您输入的内容，我们得知0比特。
   *[other] 这样，关于您输入的内容，我们得知{ $count }比特，即它属于名单{ $parts }个部分中的哪一个。
}
amount-take = 下载 { $size }

stage-preparing = 正在您的设备上准备
stage-asking = 正在向服务器发出请求
stage-fetching = 正在获取名单的一部分
stage-checking = 正在您的设备上核对结果
stages = 进度

desk-heading = 我们可以通过电话一起查询
desk-text = 请致电我们。我们会告诉您怎样一起找到您的记录，以及您可以做什么。
desk-rule = 我们绝不会在电话中读出我们持有的您的信息，对您本人也不例外。这样，冒充您的人就无法得到这些信息。
desk-phone = 电话
desk-hours = 接听时间
check-idle = 由于五分钟内没有操作，您输入的内容已被删除。
noscript-steps-title = 每个人现在可以做的事
noscript-steps-text = 以下是一般性建议，并不说明您是否在名单中。
