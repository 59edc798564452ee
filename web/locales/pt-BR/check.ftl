# The check, up to the answer.
check-title = Verificar se estou na lista
check-starting = A verificação abre aqui. Ela precisa de um navegador atual com JavaScript.
check-starting-hint = Se nada aparecer, recarregue a página, use outro aparelho ou ligue para nós.
noscript-title = A verificação precisa de JavaScript
noscript-why = A verificação acontece no seu aparelho, para que não saibamos o que você digita. Para isso, seu navegador precisa executar nosso programa. O JavaScript está desativado aqui.
noscript-do = Ative o JavaScript para esta página, use outro aparelho ou ligue para nós.
back = Voltar
error-summary = Confira isto mais uma vez

choose-heading = O que vamos procurar?
choose-email = Meu e-mail
choose-phone = Meu número de telefone
choose-code = O código de uma carta
choose-none = Não tenho nenhum destes
choose-continue = Continuar
choose-nothing = Nada foi escolhido. Escolha uma opção.

type-email-heading = Seu e-mail
type-email-format = Escreva como name@example.com.
type-phone-heading = Seu número de telefone
type-phone-format = Escreva como 090-1234-5678. Com ou sem hífen, não faz diferença. Números de outros países começam com +.
type-code-heading = O código da sua carta
type-code-format = Como K7QX-4M2P-9D1T-R: treze letras e números, maiúsculas ou minúsculas.
shared-device = Este aparelho é usado por outras pessoas
shared-device-hint = Neste caso, desativamos as sugestões do navegador para este campo. Ao terminar, feche esta janela.
check-now = Verificar

confirm-heading = Você quis dizer este e-mail?
confirm-typed = Você digitou
confirm-proposed = Nossa sugestão
confirm-use = Usar este e-mail
confirm-keep = O que digitei está certo

amount-heading = Esta lista é muito grande
amount-why = Seu aparelho baixa uma parte dela. Qual deve ser o tamanho dessa parte? Quanto mais seu aparelho baixar, menos ficamos sabendo sobre o que você digita.
amount-answer = Em qualquer caso, não ficamos sabendo se você está na lista.
amount-told = { $count ->
    [0] Assim ficamos sabendo 0 bits sobre o que você digita.
    [one] Assim ficamos sabendo 1 bit sobre o que você digita: em qual das { $parts } partes da lista isso fica.
   *[other] Assim ficamos sabendo { $count } bits sobre o que você digita: em qual das { $parts } partes da lista isso fica.
}
amount-take = Baixar { $size }

stage-preparing = Preparando no seu aparelho
stage-asking = Consultando nosso servidor
stage-fetching = Baixando uma parte da lista
stage-checking = Conferindo a resposta no seu aparelho
stages = Andamento

desk-heading = Podemos procurar juntos por telefone
desk-text = Ligue para nós. Explicamos como podemos encontrar juntos o seu registro e o que você pode fazer.
desk-rule = Por telefone, nunca lemos em voz alta os dados que temos sobre você, nem mesmo para você. Assim, ninguém consegue obtê-los fingindo ser você.
desk-phone = Telefone
desk-hours = Atendimento
check-idle = O que você digitou foi apagado porque não houve atividade por cinco minutos.
noscript-steps-title = O que qualquer pessoa pode fazer agora
noscript-steps-text = Estes passos são gerais. Eles não dizem se você está na lista.
