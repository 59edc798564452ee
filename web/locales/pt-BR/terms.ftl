# Fixed terms. One word for one thing, everywhere.
certainty-was-taken = dados foram extraídos
certainty-may-have-been-taken = dados podem ter sido extraídos
certainty-may-have-been-viewed = dados podem ter sido vistos
certainty-sent-to-the-wrong-person = dados foram enviados à pessoa errada
certainty-downloaded-deletion-confirmed = dados foram baixados por engano, exclusão confirmada

# The same terms as headings of a list of data.
data-was-taken = O que foi extraído
data-may-have-been-taken = O que pode ter sido extraído
data-may-have-been-viewed = O que pode ter sido visto
data-sent-to-the-wrong-person = O que foi enviado à pessoa errada
data-downloaded-deletion-confirmed = O que foi baixado por engano (exclusão confirmada)

# What each term means, in one sentence.
meaning-was-taken = Sabemos que estes dados foram copiados para fora.
meaning-may-have-been-taken = Alguém de fora pode ter copiado estes dados. Não está confirmado que eles foram copiados para fora.
meaning-may-have-been-viewed = Alguém de fora pode ter visto estes dados. Não está confirmado que eles foram copiados para fora.
meaning-sent-to-the-wrong-person = Estes dados chegaram a alguém que não deveria recebê-los.
meaning-downloaded-deletion-confirmed = Alguém que não deveria ter acesso a estes dados os baixou. Confirmamos que eles foram excluídos e não foram repassados.

investigation-ongoing = investigação em andamento
investigation-finished = investigação concluída

role-responsible = Responsável
role-contractor = Empresa contratada
role-sub-contractor = Empresa subcontratada
role-call-centre = Central de atendimento

class-names = Nome
class-dates-of-birth = Data de nascimento
class-physical-addresses = Endereço residencial
class-phone-numbers = Número de telefone
class-email-addresses = E-mail
class-passwords = Senha
class-nationalities = Nacionalidade
class-employers = Local de trabalho
class-job-titles = Cargo
class-genders = Sexo
class-languages = Idiomas que você fala
class-spoken-languages = Idiomas que você fala
class-usernames = Nome de usuário
class-occupations = Profissão
class-education-levels = Escolaridade
class-personal-health-data = Dados de saúde
class-health-insurance-information = Dados do seguro de saúde
class-government-issued-ids = Número de um documento oficial
class-shirabe-encrypted-passwords = Senha (criptografada)
class-shirabe-country-of-origin = País de origem
class-shirabe-residence-status = Status de residência (在留資格)
class-shirabe-language-level = Nível de japonês
class-shirabe-skills-exam-field = Área do exame de habilidades em que você passou
class-shirabe-company-introduced-to = Empresa indicada a você
class-shirabe-company-name = Nome da sua empresa
class-shirabe-employee-number = Número de funcionário
class-shirabe-insurance-card-number = Símbolo (記号) e número (番号) do cartão do seguro de saúde (健康保険証)
class-shirabe-insurance-qualification = Tipo de vínculo com o seguro de saúde
class-shirabe-check-up-flags = Exames de saúde agendados para você
class-shirabe-booking-details = Agendamento: número, data, clínica e tipo de exame
class-shirabe-booking-id = Número do agendamento
class-shirabe-clinic = Nome e número da clínica
class-shirabe-check-up-date = Data do exame de saúde
class-shirabe-check-up-course = Tipo de exame de saúde
class-shirabe-event-participation = Evento de que você participou
