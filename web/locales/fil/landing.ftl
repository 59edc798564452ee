# The list of incidents and the page of one incident.
index-title = Mga insidente
index-lead = Piliin ang insidenteng gusto ninyong malaman.
index-empty = Wala pa kaming inilathalang insidente rito.
index-empty-hint = Kung may nagturo sa inyo ng pahinang ito, pakitingnan ang address, o magtanong sa organisasyong sumulat sa inyo.

organisations = Mga organisasyon
facts = Mahahalagang detalye
fact-known-since = Nalaman namin ito noong { $date }
fact-published = Unang abiso sa publiko noong { $date }
what-happened = Ano ang nangyari
who-is-concerned = Sa kabuuan, { $people }
check-button = Suriin kung nasa listahan
check-privacy = Hindi ipinapadala sa amin ang inilalagay ninyo.
check-privacy-link = Paano ito posible?
not-published = Hindi pa bukas ang pagsusuri. Inihahanda namin ang listahan. Magbubukas ito sa pahinang ito.
not-published-desk = Hanggang doon, sasagutin namin ang inyong mga tanong sa telepono.
record = Talaan ng mga abiso ({ $count })
record-empty = Wala pang abiso.
questions = May tanong ba kayo?
questions-phone = Tawagan kami:

real-start = Huwag umasa sa link sa isang mensahe, o sa itsura ng pahinang ito. Maaaring gayahin ang itsura.
real-way = Kayo mismo ang mag-type ng address ng aming opisyal na site: ang site ng { $organisation }. Mula roon, sundan ang abiso tungkol sa insidenteng ito. Dadalhin kayo nito sa pahinang ito.
real-way-any = Kayo mismo ang mag-type ng address ng opisyal na site ng organisasyon. Mula roon, sundan ang abiso tungkol sa insidente. Dadalhin kayo nito sa pahinang ito.
real-letter = Kung may liham kayo, ihambing ang address na nasa liham sa address na nasa inyong browser, bawat letra.
real-never = Hindi kailanman humihingi ang pahinang ito ng password, bank account, numero ng card, o pera. Kung may pahinang humingi nito, hindi iyon sa amin.
real-call = Kung hindi kayo sigurado, tawagan ang numerong nasa aming opisyal na site.
