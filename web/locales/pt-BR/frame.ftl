# What stands on every page.
language-name = Português (Brasil)
site-name = Atendimento sobre incidentes com dados pessoais
skip-to-content = Ir para o conteúdo
language-switch = Idioma
sample-banner = Isto é um exemplo. As organizações e as pessoas são fictícias.
footer-how = Como funciona a verificação
footer-incidents = Todos os incidentes
footer-no-cookies = Este site não usa cookies e não guarda nada sobre você no seu aparelho.
people = { $count ->
    [one] { $grouped } pessoa
    [many] { $grouped } de pessoas
   *[other] { $grouped } pessoas
}
