# Staff: how each character of a letter's code is read out on the telephone.
# Letters: the radiotelephony spelling alphabet of ICAO, Annex 10, volume II, figure 5-1, in its own
# spelling (Alfa, Juliett). Digits as people say them on the telephone, so nine and not niner.
spelling-0 = zero
spelling-1 = one
spelling-2 = two
spelling-3 = three
spelling-4 = four
spelling-5 = five
spelling-6 = six
spelling-7 = seven
spelling-8 = eight
spelling-9 = nine
spelling-A = Alfa
spelling-B = Bravo
spelling-C = Charlie
spelling-D = Delta
spelling-E = Echo
spelling-F = Foxtrot
spelling-G = Golf
spelling-H = Hotel
spelling-J = Juliett
spelling-K = Kilo
spelling-M = Mike
spelling-N = November
spelling-P = Papa
spelling-Q = Quebec
spelling-R = Romeo
spelling-S = Sierra
spelling-T = Tango
spelling-V = Victor
spelling-W = Whiskey
spelling-X = X-ray
spelling-Y = Yankee
spelling-Z = Zulu
