# Staff: how each character of a letter's code is read out on the telephone.
# Letters: no standard has Japanese words for them (the table of 無線局運用規則, 別表第五号, is ICAO's).
# These are what people use on the telephone, each from one of two collections, without words that are
# easily misheard (パリ and バリ, イングランド, ヴァイオリン):
# https://daylifehack.com/alphabet-phonetic-522/ and https://tomsword.com/weblog/phonetic-code
# Digits: なな, よん and きゅう, since しち, し and く are easily misheard.
spelling-0 = 数字の0（ゼロ）
spelling-1 = 数字の1（いち）
spelling-2 = 数字の2（に）
spelling-3 = 数字の3（さん）
spelling-4 = 数字の4（よん）
spelling-5 = 数字の5（ご）
spelling-6 = 数字の6（ろく）
spelling-7 = 数字の7（なな）
spelling-8 = 数字の8（はち）
spelling-9 = 数字の9（きゅう）
spelling-A = アメリカのA
spelling-B = ブラジルのB
spelling-C = カナダのC
spelling-D = デンマークのD
spelling-E = エレベーターのE
spelling-F = フランスのF
spelling-G = ゴルフのG
spelling-H = ハワイのH
spelling-J = ジャパンのJ
spelling-K = 京都のK
spelling-M = メキシコのM
spelling-N = ニューヨークのN
spelling-P = パソコンのP
spelling-Q = クイーンのQ
spelling-R = ロシアのR
spelling-S = スペインのS
spelling-T = 東京のT
spelling-V = ビクトリーのV
spelling-W = ワシントンのW
spelling-X = エックス線のX
spelling-Y = 横浜のY
spelling-Z = ゼブラのZ
