# The two answers, what to do, and what left the device.
listed-heading-email = Um registro com este e-mail está na lista deste incidente.
listed-heading-phone = Um registro com este número de telefone está na lista deste incidente.
listed-heading-code = O registro com este código está na lista deste incidente.
listed-shared = Se você compartilha este e-mail ou número com alguém, o registro pode ser dessa pessoa.
list-as-of = Lista atualizada em { $date }.
answer-as-of = Lista atualizada em { $date } (horário do Japão).
not-listed-heading-email = Este e-mail não está nesta lista.
not-listed-heading-phone = Este número de telefone não está nesta lista.
not-listed-heading-code = Não encontramos este código.
not-listed-code = Compare-o mais uma vez com a carta ou ligue para nós.
not-listed-meaning = Esta resposta vale somente para esta lista. Ela não significa que você está a salvo de outros incidentes.
not-listed-grow = A lista ainda pode aumentar. Se isso acontecer, avisaremos na página deste incidente.

advice-heading = O que você pode fazer agora
advice-passwords-title = Troque sua senha hoje.
advice-passwords-text = Faça isso em todos os lugares onde você usa a mesma senha ou uma parecida, mesmo que ela estivesse criptografada. Use uma senha diferente em cada lugar.
advice-support-calls-title = Desligue se alguém telefonar oferecendo ajuda com seu computador ou celular.
advice-support-calls-text = Não instale nada que a pessoa indicar. Não ligue para números que apareçam em avisos na tela.
advice-phone-title = Não confie em ligações e mensagens de texto só porque usam o nosso nome.
advice-phone-text = Elas também podem usar o nome de um banco, da polícia ou de um órgão público. Nós nunca pedimos senha, cartão ou dinheiro. Desligue e ligue para o número desta página.
advice-email-title = Não abra links nem arquivos em e-mails sobre este incidente.
advice-email-text = Confira o endereço completo do remetente. Para acessar nosso site, digite o endereço por conta própria.
advice-work-title = Se alguém pedir dinheiro ou documentos por causa de um emprego, confirme diretamente com a empresa.
advice-work-text = Use o número de telefone que está no site oficial da empresa.
advice-documents-title = Não envie a ninguém fotos do seu cartão de residência (zairyu card, 在留カード) ou do seu cartão do seguro de saúde (健康保険証).
advice-documents-text = Se um órgão público realmente precisar do cartão, você pode apresentá-lo pessoalmente.
advice-address-title = Não assine nada e não pague nada a quem bater à sua porta.
advice-address-text = Nós não vamos à sua casa. Se uma carta ou um visitante mencionar este incidente, ligue antes para nós.
advice-health-title = Não responda a quem usar seu exame de saúde para vender algo ou pressionar você.
advice-health-text = Conte-nos o que aconteceu.
advice-insurance-title = Avise seu seguro de saúde se receber a cobrança de um tratamento que você não fez.
advice-insurance-text = O número de telefone está no seu cartão do seguro ou no site oficial do seguro.
advice-contracts-jp-title = Não pague cobranças que você não reconhece.
advice-contracts-jp-text = Ligue para a linha do consumidor 188 (消費者ホットライン 188). Em caso de ameaça ou fraude, ligue para a linha de consultas da polícia, #9110. A orientação é gratuita, mas a ligação pode ser cobrada.
advice-contracts-title = Não pague cobranças que você não reconhece.
advice-contracts-text = Procure o órgão de defesa do consumidor ou a polícia da região onde você mora.
advice-deletion-confirmed-title = Você não precisa fazer nada hoje.
advice-deletion-confirmed-text = Os dados foram excluídos. Pelo que apuramos, não foram repassados a ninguém.
advice-desk-title = Ligue para nós se algo parecer estranho.
advice-desk-text = Você não precisa ter certeza.

other-way = Se na época você nos deu outro e-mail ou número, verifique esse também.
other-letter = Se você recebeu uma carta nossa, use o código que está nela.
other-careful = Tenha cuidado com ligações, e-mails e cartas que mencionem este incidente, mesmo que você não esteja na lista.
other-desk = Se você acha que deveria estar na lista, ligue para nós.

action-another = Verificar outro
action-print = Imprimir
action-desk = Ligar para { $phone }

bytes-heading = O que saiu do seu aparelho
bytes-typed = Você digitou
bytes-typed-text = Ficou neste aparelho e já foi apagado.
bytes-sent = Seu aparelho enviou
bytes-sent-count = 32 bytes
bytes-sent-text = Um valor diferente a cada vez, que parece aleatório. Ninguém consegue desfazê-lo, nem nós.
bytes-received = Seu aparelho recebeu
bytes-received-count = 96 bytes
bytes-received-text = Uma resposta e a prova de que ela foi feita com a chave publicada para este incidente.
bytes-list = Seu aparelho baixou da lista
bytes-list-whole = A lista embaralhada para este tipo de registro, inteira, antes de você digitar.
bytes-list-part = Uma das { $parts } partes da lista embaralhada. Esta lista é grande demais para ser baixada inteira.
bytes-learned = Nós ficamos sabendo
bytes-learned-count = { $count ->
    [0] 0 bits sobre o que você digitou
    [one] 1 bit sobre o que você digitou
   *[other] { $count } bits sobre o que você digitou
}
bytes-learned-part = Seu aparelho pediu uma das { $parts } partes da lista. Por isso sabemos em qual parte fica o que você digitou, esteja ou não na lista. Cerca de 1 em cada { $parts } registros possíveis fica na mesma parte.
bytes-learned-text = Como em qualquer página da internet, vemos que um aparelho no seu endereço de rede consultou este incidente. Não vemos a resposta.
