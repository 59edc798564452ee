# The two answers, what to do, and what left the device.
listed-heading-email = May tala na may ganitong email address sa listahan ng insidenteng ito.
listed-heading-phone = May tala na may ganitong numero ng telepono sa listahan ng insidenteng ito.
listed-heading-code = Nasa listahan ng insidenteng ito ang tala na may ganitong code.
listed-shared = Kung may kasama kayong gumagamit ng address o numerong ito, maaaring sa kanya ang tala.
list-as-of = Ito ang lagay ng listahan noong { $date }.
answer-as-of = Ito ang lagay ng listahan noong { $date } (oras sa Japan).
not-listed-heading-email = Wala sa listahang ito ang email address na ito.
not-listed-heading-phone = Wala sa listahang ito ang numero ng teleponong ito.
not-listed-heading-code = Hindi namin nahanap ang code na ito.
not-listed-code = Pakihambing itong muli sa liham, o tawagan kami.
not-listed-meaning = Tungkol lamang sa listahang ito ang sagot. Hindi nito sinasabing ligtas kayo sa ibang insidente.
not-listed-grow = Maaari pang madagdagan ang listahan. Kung mangyari iyon, ipapaalam namin sa pahina ng insidenteng ito.

advice-heading = Ano ang magagawa ninyo ngayon
advice-passwords-title = Palitan ang inyong password ngayong araw.
advice-passwords-text = Palitan ito saanman ninyo ginagamit ang pareho o kahawig na password, kahit naka-encrypt ang password. Gumamit ng ibang password para sa bawat isa.
advice-support-calls-title = Ibaba ang telepono kapag may tumawag at nag-alok ng tulong para sa inyong computer o telepono.
advice-support-calls-text = Huwag mag-install ng anumang binanggit ng tumawag. Huwag tawagan ang numerong lumabas sa babala sa inyong screen.
advice-phone-title = Huwag agad magtiwala sa mga tawag at text dahil lang ginagamit ang pangalan namin.
advice-phone-text = Maaari rin nilang gamitin ang pangalan ng bangko, pulis, o opisina ng gobyerno. Hindi kami kailanman humihingi ng password, card, o pera. Ibaba ang telepono, saka tawagan ang numerong nasa pahinang ito.
advice-email-title = Huwag buksan ang mga link o file sa mga email tungkol sa insidenteng ito.
advice-email-text = Tingnan ang buong address ng nagpadala. Para makapunta sa aming site, kayo mismo ang mag-type ng address nito.
advice-work-title = Magtanong mismo sa kompanya kapag may humingi ng pera o dokumento para sa trabaho.
advice-work-text = Gamitin ang numero ng telepono na nasa opisyal na site ng kompanya.
advice-documents-title = Huwag ipadala kaninuman ang litrato ng inyong residence card (在留カード) o health insurance card (健康保険証).
advice-documents-text = Kung talagang kailangan ng isang opisina ang card, maaari ninyo itong ipakita roon nang personal.
advice-address-title = Huwag pumirma at huwag magbayad sa pumupunta sa bahay.
advice-address-text = Hindi kami pumupunta sa inyong bahay. Kung may liham o bisitang bumanggit sa insidenteng ito, tawagan muna kami.
advice-health-title = Huwag sagutin ang sinumang gumagamit ng inyong health check-up para bentahan o madaliin kayo.
advice-health-text = Ipaalam ito sa amin.
advice-insurance-title = Ipaalam sa inyong health insurance kapag nakatanggap kayo ng singil para sa gamutang hindi ninyo tinanggap.
advice-insurance-text = Nasa inyong insurance card o sa opisyal nitong site ang numero ng telepono.
advice-contracts-jp-title = Huwag bayaran ang mga singil na wala kayong alam.
advice-contracts-jp-text = Tawagan ang consumer hotline 188 (消費者ホットライン). Kung may pananakot o panloloko, tawagan ang linya ng pulis para sa konsultasyon #9110. Libre ang payo, pero maaaring may bayad ang tawag.
advice-contracts-title = Huwag bayaran ang mga singil na wala kayong alam.
advice-contracts-text = Magtanong sa tanggapan para sa mga mamimili o sa pulis sa inyong lugar.
advice-deletion-confirmed-title = Wala kayong kailangang gawin ngayong araw.
advice-deletion-confirmed-text = Binura na ang impormasyon. Ayon sa nakita namin, hindi ito naipasa sa iba.
advice-desk-title = Tawagan kami kung may anumang tila kakaiba.
advice-desk-text = Hindi kailangang sigurado kayo.

other-way = Kung ibang address o numero ang ibinigay ninyo noon, suriin din iyon.
other-letter = Kung may liham kayo mula sa amin, gamitin ang code na nasa liham.
other-careful = Mag-ingat sa mga tawag, email, at liham na bumabanggit sa insidenteng ito, kahit wala kayo sa listahan.
other-desk = Kung sa tingin ninyo ay dapat na nasa listahan kayo, tawagan kami.

action-another = Magsuri ng iba pa
action-print = I-print
action-desk = Tawagan ang { $phone }

bytes-heading = Ano ang lumabas sa inyong device
bytes-typed = Ang inilagay ninyo
bytes-typed-text = Nanatili sa device na ito, at nabura na ngayon.
bytes-sent = Ang ipinadala ng inyong device
bytes-sent-count = 32 byte
bytes-sent-text = Sa bawat pagkakataon, ibang halaga na parang walang ayos. Walang makapagbabalik nito sa dati, pati kami.
bytes-received = Ang natanggap ng inyong device
bytes-received-count = 96 na byte
bytes-received-text = Isang sagot, at ang patunay na ginawa ito gamit ang key na inilathala para sa insidenteng ito.
bytes-list = Ang kinuha ng inyong device mula sa listahan
bytes-list-whole = Ang buong listahang di-mabasa para sa ganitong uri ng impormasyon, bago kayo naglagay ng anuman.
bytes-list-part = Isa sa { $parts } bahagi ng listahang di-mabasa. Masyadong malaki ang listahang ito para kunin nang buo.
bytes-learned = Ang nalaman namin
bytes-learned-count = { $count ->
    [one] { $count } bit tungkol sa inilagay ninyo
   *[other] { $count } na bit tungkol sa inilagay ninyo
}
bytes-learned-part = Hiningi ng inyong device ang isa sa { $parts } bahagi ng listahan. Kaya alam namin kung saang bahagi kabilang ang inilagay ninyo, nasa listahan man ito o wala. Mga isa sa bawat { $parts } na maaaring ilagay ang kabilang sa parehong bahagi.
bytes-learned-text = Tulad ng sa bawat pahina sa internet, nakikita namin na may device sa inyong network address na nagtanong tungkol sa insidenteng ito. Hindi namin nakikita ang sagot.
