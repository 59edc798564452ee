# What a support agent says to a caller, in the caller's language. Spoken, so: short sentences.
# `address` is the page of the incident, `phone` the number of the contact point.
call-language-name = Filipino
call-listed-1 = Salamat po sa paghihintay. May tala sa listahan ng insidenteng ito na may impormasyong sinabi ninyo.
call-listed-2 = Nakikita ko po kung anong mga uri ng impormasyon ito. Hindi ko nakikita ang laman ng impormasyon, kaya hindi ko ito mababasa sa inyo.
call-listed-3 = Nasa pahina po namin ang mga susunod na hakbang: { $address }
call-not-listed-1 = Salamat po sa paghihintay. Wala sa listahan ng insidenteng ito ang impormasyong sinabi ninyo.
call-not-listed-2 = Tungkol lamang po sa listahang ito ang sagot. Hindi nito sinasabing ligtas kayo sa ibang insidente.
call-not-listed-3 = Kung ibang address o numero po ang ibinigay ninyo noon, maaari din namin iyong hanapin.
call-not-listed-4 = Maaari pa pong madagdagan ang listahan. Kung mangyari iyon, ipapaalam namin sa aming pahina: { $address }
call-not-in-part-1 = Salamat po sa paghihintay. Bahagi lamang ng listahan ang nakikita ko, at wala sa bahaging iyon ang impormasyong sinabi ninyo.
call-not-in-part-2 = Hindi po ibig sabihin nito na wala kayo sa listahan. Maaari po ninyo itong suriin sa aming pahina: { $address } O tumawag po sa: { $phone }
call-unknown-code-1 = Hindi po namin nahanap ang code na ito. Pakitingnan ang liham at pakibasa muli ang code nang dahan-dahan.
call-unknown-code-2 = Kung hindi pa rin po mahanap, maaari kaming maghanap gamit ang ibang impormasyong ibinigay ninyo noon.
call-overload-1 = Hindi ko po ito masuri sa ngayon. Hindi nito sinasabi kung nasa listahan kayo o wala.
call-overload-2 = Maaari po ninyo itong suriin sa aming pahina: { $address } O tumawag po muli mamaya: { $phone }
call-registered-1 = Salamat po sa paghihintay. Para sa inyong proteksiyon, hindi namin ibinibigay ang sagot na ito sa telepono.
call-registered-2 = Kung may tala po, ipapadala namin ang sagot sa address na inirehistro ninyo. Maaari ko na iyong hilingin ngayon.
call-registered-3 = Maaari din po ninyong kayo mismo ang magsuri sa aming pahina: { $address }
