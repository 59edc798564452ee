# The list of incidents and the page of one incident.
index-title = Incidentes
index-lead = Escolha o incidente sobre o qual você quer saber.
index-empty = Não há incidentes publicados aqui.
index-empty-hint = Se alguém indicou esta página a você, confira o endereço ou pergunte à organização que entrou em contato.

organisations = Organizações
facts = Pontos principais
fact-known-since = Soubemos em { $date }
fact-published = Primeiro comunicado público em { $date }
what-happened = O que aconteceu
who-is-concerned = { $people } no total
check-button = Verificar se estou na lista
check-privacy = O que você digita não é enviado para nós.
check-privacy-link = Como isso é possível?
not-published = A verificação ainda não está aberta. Estamos preparando a lista. Ela será aberta nesta página.
not-published-desk = Até lá, respondemos às suas perguntas por telefone.
record = Comunicados públicos ({ $count })
record-empty = Ainda não há comunicados.
questions = Dúvidas?
questions-phone = Ligue para nós:

real-start = Não confie apenas em um link de mensagem nem na aparência desta página. A aparência pode ser copiada.
real-way = Digite por conta própria o endereço do nosso site oficial ({ $organisation }). De lá, siga o comunicado sobre este incidente. Ele leva a esta página.
real-way-any = Digite por conta própria o endereço do site oficial da organização. De lá, siga o comunicado sobre o incidente. Ele leva a esta página.
real-letter = Se você recebeu uma carta, compare o endereço que está nela com o endereço no seu navegador, letra por letra.
real-never = Esta página nunca pede senha, conta bancária, número de cartão ou dinheiro. Se uma página pedir, ela não é nossa.
real-call = Se você não tiver certeza, ligue para o número que está no nosso site oficial.
