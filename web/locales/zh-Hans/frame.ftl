# What stands on every page.
language-name = 简体中文
site-name = 个人信息事件咨询窗口
skip-to-content = 跳至正文
language-switch = 语言
sample-banner = 这是示例。其中的机构和人物均为虚构。
footer-how = 查询的原理
footer-incidents = 所有事件
footer-no-cookies = 本网站不使用Cookie，也不在您的设备上保存任何有关您的信息。
people = { $count ->
   *[other] { $grouped }人
}
