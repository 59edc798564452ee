# The check inside the page of an organisation.
embed-title = Verificar se estou na lista
embed-by = Esta verificação funciona em { $site }. A página em volta não consegue ver o que você digita.
embed-open = Abrir a verificação em uma janela separada
embed-more = Sobre este incidente
embed-refused-title = A verificação não pode ser mostrada nesta página
embed-refused-text = A organização não autorizou este site. Você pode abrir a verificação na página própria dela.
embed-mismatch-title = A verificação foi interrompida
embed-mismatch-text = A chave deste servidor não é a que a página em volta espera. Nada foi consultado. Avise a organização.
embed-loading = A verificação está carregando. Se nada aparecer, abra-a em uma janela separada.
