# The check inside the page of an organisation.
embed-title = Suriin kung nasa listahan kayo
embed-by = Tumatakbo ang pagsusuring ito sa { $site }. Hindi nakikita ng pahinang nakapaligid dito ang inilalagay ninyo.
embed-open = Buksan ang pagsusuri sa sariling window
embed-more = Tungkol sa insidenteng ito
embed-refused-title = Hindi maipapakita ang pagsusuri sa loob ng pahinang ito
embed-refused-text = Hindi pinahintulutan ng organisasyon ang site na ito. Maaari ninyong buksan ang pagsusuri sa sarili nitong pahina.
embed-mismatch-title = Itinigil ang pagsusuri
embed-mismatch-text = Ang key ng server na ito ay hindi ang key na inaasahan ng pahinang nakapaligid dito. Walang itinanong sa server. Pakisabi ito sa organisasyon.
embed-loading = Nilo-load ang pagsusuri. Kung walang lumabas, buksan ito sa sariling window.
