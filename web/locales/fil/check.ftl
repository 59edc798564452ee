# The check, up to the answer.
check-title = Suriin kung nasa listahan kayo
check-starting = Dito magbubukas ang pagsusuri. Kailangan nito ng bagong browser na may JavaScript.
check-starting-hint = Kung walang lumabas, i-reload ang pahina, gumamit ng ibang device, o tawagan kami.
noscript-title = Kailangan ng JavaScript para sa pagsusuri
noscript-why = Nangyayari ang pagsusuri sa inyong device, para hindi namin malaman ang inilalagay ninyo. Para rito, kailangang patakbuhin ng inyong browser ang aming programa. Naka-off ang JavaScript dito.
noscript-do = I-on ang JavaScript para sa pahinang ito, gumamit ng ibang device, o tawagan kami.
back = Bumalik
error-summary = Pakitingnan itong muli

choose-heading = Ano ang maaari naming hanapin?
choose-email = Ang aking email address
choose-phone = Ang aking numero ng telepono
choose-code = Isang code mula sa liham
choose-none = Wala akong alinman sa mga ito
choose-continue = Magpatuloy
choose-nothing = Walang napili. Pumili ng isa.

type-email-heading = Ang inyong email address
type-email-format = Isulat ito tulad ng name@example.com.
type-phone-heading = Ang inyong numero ng telepono
type-phone-format = Isulat ito tulad ng 090-1234-5678. Pareho lang kung may gitling o wala. Nagsisimula sa + ang numero mula sa ibang bansa.
type-code-heading = Ang code mula sa inyong liham
type-code-format = Tulad ng K7QX-4M2P-9D1T-R: labintatlong letra at numero, malaki man o maliit ang letra.
shared-device = May iba pang gumagamit ng device na ito
shared-device-hint = Io-off namin ang mga mungkahi ng inyong browser para sa kahong ito. Pagkatapos, pakisara ang window na ito.
check-now = Suriin

confirm-heading = Ito ba ang address na ibig ninyong sabihin?
confirm-typed = Ang inilagay ninyo
confirm-proposed = Ang mungkahi namin
confirm-use = Gamitin ang address na ito
confirm-keep = Tama ang inilagay ko

amount-heading = Napakalaki ng listahang ito
amount-why = Kukuha ang inyong device ng isang bahagi nito. Gaano kalaki ang bahaging iyon? Kapag mas marami ang dina-download ng inyong device, mas kaunti ang nalalaman namin tungkol sa inilalagay ninyo.
amount-answer = Alinman ang piliin, hindi namin malalaman kung nasa listahan kayo o wala.
amount-told = { $count ->
    [0] Malalaman namin ang 0 bit tungkol sa inilalagay ninyo.
    [one] Malalaman namin ang { $count } bit tungkol sa inilalagay ninyo: kung saan ito kabilang sa { $parts } bahagi ng listahan.
   *[other] Malalaman namin ang { $count } na bit tungkol sa inilalagay ninyo: kung saan ito kabilang sa { $parts } na bahagi ng listahan.
}
amount-take = I-download ang { $size }

stage-preparing = Naghahanda sa inyong device
stage-asking = Nagtatanong sa aming server
stage-fetching = Kumukuha ng bahagi ng listahan
stage-checking = Sinusuri ang sagot sa inyong device
stages = Takbo ng pagsusuri

desk-heading = Maaari tayong maghanap nang magkasama sa telepono
desk-text = Tawagan kami. Sasabihin namin kung paano natin mahahanap ang inyong tala, at kung ano ang magagawa ninyo.
desk-rule = Sa telepono, hindi namin kailanman binabasa nang malakas ang impormasyong hawak namin tungkol sa inyo, kahit sa inyo mismo. Kaya walang makakakuha nito sa pamamagitan ng pagpapanggap na kayo.
desk-phone = Telepono
desk-hours = Oras ng serbisyo
check-idle = Binura ang inilagay ninyo dahil walang ginawa sa pahina sa loob ng limang minuto.
noscript-steps-title = Ang magagawa ng lahat ngayon
noscript-steps-text = Pangkalahatan ang mga hakbang na ito. Hindi nito sinasabi kung nasa listahan kayo.
