# What a support agent says to a caller, in the caller's language. Spoken, so: short sentences.
# `address` is the page of the incident, `phone` the number of the contact point.
call-language-name = Português (Brasil)
call-listed-1 = Agradeço a espera. Um registro com os dados que você me informou está na lista deste incidente.
call-listed-2 = Vejo quais tipos de dados estão envolvidos. Não vejo os dados em si, por isso não posso ler os dados para você.
call-listed-3 = Os próximos passos estão na nossa página: { $address }
call-not-listed-1 = Agradeço a espera. Os dados que você me informou não estão na lista deste incidente.
call-not-listed-2 = Esta resposta vale somente para esta lista. Ela não significa que você está a salvo de outros incidentes.
call-not-listed-3 = Se na época você nos deu outro e-mail ou número, podemos procurar esse também.
call-not-listed-4 = A lista ainda pode aumentar. Se isso acontecer, avisaremos na nossa página: { $address }
call-not-in-part-1 = Agradeço a espera. Eu só consigo ver uma parte da lista, e os dados que você me informou não estão nessa parte.
call-not-in-part-2 = Isso não quer dizer que você não esteja na lista. Você pode verificar na nossa página: { $address } Ou ligue para: { $phone }
call-unknown-code-1 = Não encontramos este código. Por favor, leia o código da carta mais uma vez, devagar.
call-unknown-code-2 = Se ainda assim não encontrarmos, podemos procurar com outro dado que você nos deu na época.
call-overload-1 = Não consigo verificar agora. Isto não diz nada sobre você estar ou não na lista.
call-overload-2 = Você pode verificar na nossa página: { $address } Ou ligue de novo mais tarde: { $phone }
call-registered-1 = Agradeço a espera. Para a sua proteção, não damos esta resposta por telefone.
call-registered-2 = Se houver um registro, enviamos a resposta para o endereço ou e-mail que você cadastrou. Posso pedir isso agora.
call-registered-3 = Você também pode verificar por conta própria na nossa página: { $address }
