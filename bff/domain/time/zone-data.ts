// Written by scripts/write-zone-data.mjs from the tz database (public domain), release 2025b: zone1970.tab, zone.tab, tzdata.zi.
// Offsets come from the runtime, not from here.

/** `id|countries|latitude|longitude|abbreviations with offset in minutes|comment of zone1970.tab`. */
export const ZONES = `Africa/Abidjan|CI,BF,GH,GM,GN,IS,ML,MR,SH,SL,SN,TG|5.3|-4|GMT0|;Africa/Algiers|DZ|36.8|3.1|CET60|;Africa/Bissau|GW|11.9|-15.6|GMT0|;Africa/Cairo|EG|30.1|31.3|EET120/EEST180|;
Africa/Casablanca|MA|33.7|-7.6||;Africa/Ceuta|ES|35.9|-5.3|CET60/CEST120|Ceuta, Melilla;Africa/El_Aaiun|EH|27.2|-13.2||;Africa/Johannesburg|ZA,LS,SZ|-26.2|28|SAST120|;
Africa/Juba|SS|4.9|31.6|CAT120|;Africa/Khartoum|SD|15.6|32.5|CAT120|;Africa/Lagos|NG,AO,BJ,CD,CF,CG,CM,GA,GQ,NE|6.5|3.4|WAT60|West Africa Time;Africa/Maputo|MZ,BI,BW,CD,MW,RW,ZM,ZW|-26|32.6|CAT120|Central Africa Time;
Africa/Monrovia|LR|6.3|-10.8|GMT0|;Africa/Nairobi|KE,DJ,ER,ET,KM,MG,SO,TZ,UG,YT|-1.3|36.8|EAT180|;Africa/Ndjamena|TD|12.1|15.1|WAT60|;Africa/Sao_Tome|ST|0.3|6.7|GMT0|;
Africa/Tripoli|LY|32.9|13.2|EET120|;Africa/Tunis|TN|36.8|10.2|CET60|;Africa/Windhoek|NA|-22.6|17.1|CAT120|;America/Adak|US|51.9|-176.6|HST-600/HDT-540|Alaska - western Aleutians;
America/Anchorage|US|61.2|-149.9|AKST-540/AKDT-480|Alaska (most areas);America/Araguaina|BR|-7.2|-48.2||Tocantins;America/Argentina/Buenos_Aires|AR|-34.6|-58.4||Buenos Aires (BA, CF);America/Argentina/Catamarca|AR|-28.5|-65.8||Catamarca (CT), Chubut (CH);
America/Argentina/Cordoba|AR|-31.4|-64.2||most areas: CB, CC, CN, ER, FM, MN, SE, SF;America/Argentina/Jujuy|AR|-24.2|-65.3||Jujuy (JY);America/Argentina/La_Rioja|AR|-29.4|-66.8||La Rioja (LR);America/Argentina/Mendoza|AR|-32.9|-68.8||Mendoza (MZ);
America/Argentina/Rio_Gallegos|AR|-51.6|-69.2||Santa Cruz (SC);America/Argentina/Salta|AR|-24.8|-65.4||Salta (SA, LP, NQ, RN);America/Argentina/San_Juan|AR|-31.5|-68.5||San Juan (SJ);America/Argentina/San_Luis|AR|-33.3|-66.3||San Luis (SL);
America/Argentina/Tucuman|AR|-26.8|-65.2||Tucumán (TM);America/Argentina/Ushuaia|AR|-54.8|-68.3||Tierra del Fuego (TF);America/Asuncion|PY|-25.3|-57.7||;America/Bahia_Banderas|MX|20.8|-105.2|CST-360|Bahía de Banderas;
America/Bahia|BR|-13|-38.5||Bahia;America/Barbados|BB|13.1|-59.6|AST-240|;America/Belem|BR|-1.4|-48.5||Pará (east), Amapá;America/Belize|BZ|17.5|-88.2|CST-360|;
America/Boa_Vista|BR|2.8|-60.7||Roraima;America/Bogota|CO|4.6|-74.1||;America/Boise|US|43.6|-116.2|MST-420/MDT-360|Mountain - ID (south), OR (east);America/Cambridge_Bay|CA|69.1|-105|MST-420/MDT-360|Mountain - NU (west);
America/Campo_Grande|BR|-20.4|-54.6||Mato Grosso do Sul;America/Cancun|MX|21.1|-86.8|EST-300|Quintana Roo;America/Caracas|VE|10.5|-66.9||;America/Cayenne|GF|4.9|-52.3||;
America/Chicago|US|41.9|-87.6|CST-360/CDT-300|Central (most areas);America/Chihuahua|MX|28.6|-106.1|CST-360|Chihuahua (most areas);America/Ciudad_Juarez|MX|31.7|-106.5|MST-420/MDT-360|Chihuahua (US border - west);America/Costa_Rica|CR|9.9|-84.1|CST-360|;
America/Coyhaique|CL|-45.6|-72.1||Aysén Region;America/Cuiaba|BR|-15.6|-56.1||Mato Grosso;America/Danmarkshavn|GL|76.8|-18.7|GMT0|National Park (east coast);America/Dawson_Creek|CA|55.8|-120.2|MST-420|MST - BC (Dawson Cr, Ft St John);
America/Dawson|CA|64.1|-139.4|MST-420|MST - Yukon (west);America/Denver|US|39.7|-105|MST-420/MDT-360|Mountain (most areas);America/Detroit|US|42.3|-83|EST-300/EDT-240|Eastern - MI (most areas);America/Edmonton|CA|53.6|-113.5|MST-420/MDT-360|Mountain - AB, BC(E), NT(E), SK(W);
America/Eirunepe|BR|-6.7|-69.9||Amazonas (west);America/El_Salvador|SV|13.7|-89.2|CST-360|;America/Fort_Nelson|CA|58.8|-122.7|MST-420|MST - BC (Ft Nelson);America/Fortaleza|BR|-3.7|-38.5||Brazil (northeast: MA, PI, CE, RN, PB);
America/Glace_Bay|CA|46.2|-59.9|AST-240/ADT-180|Atlantic - NS (Cape Breton);America/Goose_Bay|CA|53.3|-60.4|AST-240/ADT-180|Atlantic - Labrador (most areas);America/Grand_Turk|TC|21.5|-71.1|EST-300/EDT-240|;America/Guatemala|GT|14.6|-90.5|CST-360|;
America/Guayaquil|EC|-2.2|-79.8||Ecuador (mainland);America/Guyana|GY|6.8|-58.2||;America/Halifax|CA|44.7|-63.6|AST-240/ADT-180|Atlantic - NS (most areas), PE;America/Havana|CU|23.1|-82.4|CST-300/CDT-240|;
America/Hermosillo|MX|29.1|-111|MST-420|Sonora;America/Indiana/Indianapolis|US|39.8|-86.1|EST-300/EDT-240|Eastern - IN (most areas);America/Indiana/Knox|US|41.3|-86.6|CST-360/CDT-300|Central - IN (Starke);America/Indiana/Marengo|US|38.4|-86.3|EST-300/EDT-240|Eastern - IN (Crawford);
America/Indiana/Petersburg|US|38.5|-87.3|EST-300/EDT-240|Eastern - IN (Pike);America/Indiana/Tell_City|US|38|-86.7|CST-360/CDT-300|Central - IN (Perry);America/Indiana/Vevay|US|38.7|-85.1|EST-300/EDT-240|Eastern - IN (Switzerland);America/Indiana/Vincennes|US|38.7|-87.5|EST-300/EDT-240|Eastern - IN (Da, Du, K, Mn);
America/Indiana/Winamac|US|41.1|-86.6|EST-300/EDT-240|Eastern - IN (Pulaski);America/Inuvik|CA|68.3|-133.7|MST-420/MDT-360|Mountain - NT (west);America/Iqaluit|CA|63.7|-68.5|EST-300/EDT-240|Eastern - NU (most areas);America/Jamaica|JM|18|-76.8|EST-300|;
America/Juneau|US|58.3|-134.4|AKST-540/AKDT-480|Alaska - Juneau area;America/Kentucky/Louisville|US|38.3|-85.7|EST-300/EDT-240|Eastern - KY (Louisville area);America/Kentucky/Monticello|US|36.8|-84.8|EST-300/EDT-240|Eastern - KY (Wayne);America/La_Paz|BO|-16.5|-68.1||;
America/Lima|PE|-12|-77||;America/Los_Angeles|US|34.1|-118.2|PST-480/PDT-420|Pacific;America/Maceio|BR|-9.7|-35.7||Alagoas, Sergipe;America/Managua|NI|12.2|-86.3|CST-360|;
America/Manaus|BR|-3.1|-60||Amazonas (east);America/Martinique|MQ|14.6|-61.1|AST-240|;America/Matamoros|MX|25.8|-97.5|CST-360/CDT-300|Coahuila, Nuevo León, Tamaulipas (US border);America/Mazatlan|MX|23.2|-106.4|MST-420|Baja California Sur, Nayarit (most areas), Sinaloa;
America/Menominee|US|45.1|-87.6|CST-360/CDT-300|Central - MI (Wisconsin border);America/Merida|MX|21|-89.6|CST-360|Campeche, Yucatán;America/Metlakatla|US|55.1|-131.6|AKST-540/AKDT-480|Alaska - Annette Island;America/Mexico_City|MX|19.4|-99.1|CST-360|Central Mexico;
America/Miquelon|PM|47.1|-56.3||;America/Moncton|CA|46.1|-64.8|AST-240/ADT-180|Atlantic - New Brunswick;America/Monterrey|MX|25.7|-100.3|CST-360|Durango, Coahuila, Nuevo León, Tamaulipas (most areas);America/Montevideo|UY|-34.9|-56.2||;
America/New_York|US|40.7|-74|EST-300/EDT-240|Eastern (most areas);America/Nome|US|64.5|-165.4|AKST-540/AKDT-480|Alaska (west);America/Noronha|BR|-3.8|-32.4||Atlantic islands;America/North_Dakota/Beulah|US|47.3|-101.8|CST-360/CDT-300|Central - ND (Mercer);
America/North_Dakota/Center|US|47.1|-101.3|CST-360/CDT-300|Central - ND (Oliver);America/North_Dakota/New_Salem|US|46.8|-101.4|CST-360/CDT-300|Central - ND (Morton rural);America/Nuuk|GL|64.2|-51.7||most of Greenland;America/Ojinaga|MX|29.6|-104.4|CST-360/CDT-300|Chihuahua (US border - east);
America/Panama|PA,CA,KY|9|-79.5|EST-300|EST - ON (Atikokan), NU (Coral H);America/Paramaribo|SR|5.8|-55.2||;America/Phoenix|US,CA|33.4|-112.1|MST-420|MST - AZ (most areas), Creston BC;America/Port-au-Prince|HT|18.5|-72.3|EST-300/EDT-240|;
America/Porto_Velho|BR|-8.8|-63.9||Rondônia;America/Puerto_Rico|PR,AG,CA,AI,AW,BL,BQ,CW,DM,GD,GP,KN,LC,MF,MS,SX,TT,VC,VG,VI|18.5|-66.1|AST-240|AST - QC (Lower North Shore);America/Punta_Arenas|CL|-53.1|-70.9||Magallanes Region;America/Rankin_Inlet|CA|62.8|-92.1|CST-360/CDT-300|Central - NU (central);
America/Recife|BR|-8|-34.9||Pernambuco;America/Resolute|CA|74.7|-94.8|CST-360/CDT-300|Central - NU (Resolute);America/Rio_Branco|BR|-10|-67.8||Acre;America/Santarem|BR|-2.4|-54.9||Pará (west);
America/Santiago|CL|-33.4|-70.7||most of Chile;America/Santo_Domingo|DO|18.5|-69.9|AST-240|;America/Sao_Paulo|BR|-23.5|-46.6||Brazil (southeast: GO, DF, MG, ES, RJ, SP, PR, SC, RS);America/Scoresbysund|GL|70.5|-22||Scoresbysund/Ittoqqortoormiit;
America/Sitka|US|57.2|-135.3|AKST-540/AKDT-480|Alaska - Sitka area;America/St_Johns|CA|47.6|-52.7|NST-210/NDT-150|Newfoundland, Labrador (SE);America/Swift_Current|CA|50.3|-107.8|CST-360|CST - SK (midwest);America/Tegucigalpa|HN|14.1|-87.2|CST-360|;
America/Thule|GL|76.6|-68.8|AST-240/ADT-180|Thule/Pituffik;America/Tijuana|MX|32.5|-117|PST-480/PDT-420|Baja California;America/Toronto|CA,BS|43.7|-79.4|EST-300/EDT-240|Eastern - ON & QC (most areas);America/Vancouver|CA|49.3|-123.1|PST-480/PDT-420|Pacific - BC (most areas);
America/Whitehorse|CA|60.7|-135|MST-420|MST - Yukon (east);America/Winnipeg|CA|49.9|-97.1|CST-360/CDT-300|Central - ON (west), Manitoba;America/Yakutat|US|59.5|-139.7|AKST-540/AKDT-480|Alaska - Yakutat;Antarctica/Casey|AQ|-66.3|110.5||Casey;
Antarctica/Davis|AQ|-68.6|78||Davis;Antarctica/Macquarie|AU|-54.5|159|AEST600/AEDT660|Macquarie Island;Antarctica/Mawson|AQ|-67.6|62.9||Mawson;Antarctica/Palmer|AQ|-64.8|-64.1||Palmer;
Antarctica/Rothera|AQ|-67.6|-68.1||Rothera;Antarctica/Troll|AQ|-72|2.5||Troll;Antarctica/Vostok|AQ|-78.4|106.9||Vostok;Asia/Almaty|KZ|43.3|77||most of Kazakhstan;
Asia/Amman|JO|32|35.9||;Asia/Anadyr|RU|64.8|177.5||MSK+09 - Bering Sea;Asia/Aqtau|KZ|44.5|50.3||Mangghystaū/Mankistau;Asia/Aqtobe|KZ|50.3|57.2||Aqtöbe/Aktobe;
Asia/Ashgabat|TM|38|58.4||;Asia/Atyrau|KZ|47.1|51.9||Atyraū/Atirau/Gur'yev;Asia/Baghdad|IQ|33.4|44.4||;Asia/Baku|AZ|40.4|49.9||;
Asia/Bangkok|TH,CX,KH,LA,VN|13.8|100.5||north Vietnam;Asia/Barnaul|RU|53.4|83.8||MSK+04 - Altai;Asia/Beirut|LB|33.9|35.5|EET120/EEST180|;Asia/Bishkek|KG|42.9|74.6||;
Asia/Chita|RU|52.1|113.5||MSK+06 - Zabaykalsky;Asia/Colombo|LK|6.9|79.9||;Asia/Damascus|SY|33.5|36.3||;Asia/Dhaka|BD|23.7|90.4||;
Asia/Dili|TL|-8.5|125.6||;Asia/Dubai|AE,OM,RE,SC,TF|25.3|55.3||Crozet;Asia/Dushanbe|TJ|38.6|68.8||;Asia/Famagusta|CY|35.1|34|EET120/EEST180|Northern Cyprus;
Asia/Gaza|PS|31.5|34.5|EET120/EEST180|Gaza Strip;Asia/Hebron|PS|31.5|35.1|EET120/EEST180|West Bank;Asia/Ho_Chi_Minh|VN|10.8|106.7||south Vietnam;Asia/Hong_Kong|HK|22.3|114.2|HKT480|;
Asia/Hovd|MN|48|91.7||Bayan-Ölgii, Hovd, Uvs;Asia/Irkutsk|RU|52.3|104.3||MSK+05 - Irkutsk, Buryatia;Asia/Jakarta|ID|-6.2|106.8|WIB420|Java, Sumatra;Asia/Jayapura|ID|-2.5|140.7|WIT540|New Guinea (West Papua / Irian Jaya), Malukus/Moluccas;
Asia/Jerusalem|IL|31.8|35.2|IST120/IDT180|;Asia/Kabul|AF|34.5|69.2||;Asia/Kamchatka|RU|53|158.7||MSK+09 - Kamchatka;Asia/Karachi|PK|24.9|67.1|PKT300|;
Asia/Kathmandu|NP|27.7|85.3||;Asia/Khandyga|RU|62.7|135.6||MSK+06 - Tomponsky, Ust-Maysky;Asia/Kolkata|IN|22.5|88.4|IST330|;Asia/Krasnoyarsk|RU|56|92.8||MSK+04 - Krasnoyarsk area;
Asia/Kuching|MY,BN|1.6|110.3||Sabah, Sarawak;Asia/Macau|MO|22.2|113.5|CST480|;Asia/Magadan|RU|59.6|150.8||MSK+08 - Magadan;Asia/Makassar|ID|-5.1|119.4|WITA480|Borneo (east, south), Sulawesi/Celebes, Bali, Nusa Tengarra, Timor (west);
Asia/Manila|PH|14.6|121|PST480|;Asia/Nicosia|CY|35.2|33.4|EET120/EEST180|most of Cyprus;Asia/Novokuznetsk|RU|53.8|87.1||MSK+04 - Kemerovo;Asia/Novosibirsk|RU|55|82.9||MSK+04 - Novosibirsk;
Asia/Omsk|RU|55|73.4||MSK+03 - Omsk;Asia/Oral|KZ|51.2|51.4||West Kazakhstan;Asia/Pontianak|ID|0|109.3|WIB420|Borneo (west, central);Asia/Pyongyang|KP|39|125.8|KST540|;
Asia/Qatar|QA,BH|25.3|51.5||;Asia/Qostanay|KZ|53.2|63.6||Qostanay/Kostanay/Kustanay;Asia/Qyzylorda|KZ|44.8|65.5||Qyzylorda/Kyzylorda/Kzyl-Orda;Asia/Riyadh|SA,AQ,KW,YE|24.6|46.7||Syowa;
Asia/Sakhalin|RU|47|142.7||MSK+08 - Sakhalin Island;Asia/Samarkand|UZ|39.7|66.8||Uzbekistan (west);Asia/Seoul|KR|37.6|127|KST540|;Asia/Shanghai|CN|31.2|121.5|CST480|Beijing Time;
Asia/Singapore|SG,AQ,MY|1.3|103.9||peninsular Malaysia, Concordia;Asia/Srednekolymsk|RU|67.5|153.7||MSK+08 - Sakha (E), N Kuril Is;Asia/Taipei|TW|25.1|121.5|CST480|;Asia/Tashkent|UZ|41.3|69.3||Uzbekistan (east);
Asia/Tbilisi|GE|41.7|44.8||;Asia/Tehran|IR|35.7|51.4||;Asia/Thimphu|BT|27.5|89.7||;Asia/Tokyo|JP,AU|35.7|139.7|JST540|Eyre Bird Observatory;
Asia/Tomsk|RU|56.5|85||MSK+04 - Tomsk;Asia/Ulaanbaatar|MN|47.9|106.9||most of Mongolia;Asia/Urumqi|CN|43.8|87.6||Xinjiang Time;Asia/Ust-Nera|RU|64.6|143.2||MSK+07 - Oymyakonsky;
Asia/Vladivostok|RU|43.2|131.9||MSK+07 - Amur River;Asia/Yakutsk|RU|62|129.7||MSK+06 - Lena River;Asia/Yangon|MM,CC|16.8|96.2||;Asia/Yekaterinburg|RU|56.9|60.6||MSK+02 - Urals;
Asia/Yerevan|AM|40.2|44.5||;Atlantic/Azores|PT|37.7|-25.7||Azores;Atlantic/Bermuda|BM|32.3|-64.8|AST-240/ADT-180|;Atlantic/Canary|ES|28.1|-15.4|WET0/WEST60|Canary Islands;
Atlantic/Cape_Verde|CV|14.9|-23.5||;Atlantic/Faroe|FO|62|-6.8|WET0/WEST60|;Atlantic/Madeira|PT|32.6|-16.9|WET0/WEST60|Madeira Islands;Atlantic/South_Georgia|GS|-54.3|-36.5||;
Atlantic/Stanley|FK|-51.7|-57.8||;Australia/Adelaide|AU|-34.9|138.6|ACST570/ACDT630|South Australia;Australia/Brisbane|AU|-27.5|153|AEST600|Queensland (most areas);Australia/Broken_Hill|AU|-31.9|141.5|ACST570/ACDT630|New South Wales (Yancowinna);
Australia/Darwin|AU|-12.5|130.8|ACST570|Northern Territory;Australia/Eucla|AU|-31.7|128.9||Western Australia (Eucla);Australia/Hobart|AU|-42.9|147.3|AEST600/AEDT660|Tasmania;Australia/Lindeman|AU|-20.3|149|AEST600|Queensland (Whitsunday Islands);
Australia/Lord_Howe|AU|-31.5|159.1||Lord Howe Island;Australia/Melbourne|AU|-37.8|145|AEST600/AEDT660|Victoria;Australia/Perth|AU|-31.9|115.9|AWST480|Western Australia (most areas);Australia/Sydney|AU|-33.9|151.2|AEST600/AEDT660|New South Wales (most areas);
Europe/Andorra|AD|42.5|1.5|CET60/CEST120|;Europe/Astrakhan|RU|46.4|48.1||MSK+01 - Astrakhan;Europe/Athens|GR|38|23.7|EET120/EEST180|;Europe/Belgrade|RS,BA,HR,ME,MK,SI|44.8|20.5|CET60/CEST120|;
Europe/Berlin|DE,DK,NO,SE,SJ|52.5|13.4|CET60/CEST120|most of Germany;Europe/Brussels|BE,LU,NL|50.8|4.3|CET60/CEST120|;Europe/Bucharest|RO|44.4|26.1|EET120/EEST180|;Europe/Budapest|HU|47.5|19.1|CET60/CEST120|;
Europe/Chisinau|MD|47|28.8|EET120/EEST180|;Europe/Dublin|IE|53.3|-6.2|GMT0/IST60|;Europe/Gibraltar|GI|36.1|-5.3|CET60/CEST120|;Europe/Helsinki|FI,AX|60.2|25|EET120/EEST180|;
Europe/Istanbul|TR|41|29||;Europe/Kaliningrad|RU|54.7|20.5|EET120|MSK-01 - Kaliningrad;Europe/Kirov|RU|58.6|49.7|MSK180|MSK+00 - Kirov;Europe/Kyiv|UA|50.4|30.5|EET120/EEST180|most of Ukraine;
Europe/Lisbon|PT|38.7|-9.1|WET0/WEST60|Portugal (mainland);Europe/London|GB,GG,IM,JE|51.5|-0.1|GMT0/BST60|;Europe/Madrid|ES|40.4|-3.7|CET60/CEST120|Spain (mainland);Europe/Malta|MT|35.9|14.5|CET60/CEST120|;
Europe/Minsk|BY|53.9|27.6||;Europe/Moscow|RU|55.8|37.6|MSK180|MSK+00 - Moscow area;Europe/Paris|FR,MC|48.9|2.3|CET60/CEST120|;Europe/Prague|CZ,SK|50.1|14.4|CET60/CEST120|;
Europe/Riga|LV|57|24.1|EET120/EEST180|;Europe/Rome|IT,SM,VA|41.9|12.5|CET60/CEST120|;Europe/Samara|RU|53.2|50.2||MSK+01 - Samara, Udmurtia;Europe/Saratov|RU|51.6|46||MSK+01 - Saratov;
Europe/Simferopol|RU,UA|45|34.1|MSK180|Crimea;Europe/Sofia|BG|42.7|23.3|EET120/EEST180|;Europe/Tallinn|EE|59.4|24.8|EET120/EEST180|;Europe/Tirane|AL|41.3|19.8|CET60/CEST120|;
Europe/Ulyanovsk|RU|54.3|48.4||MSK+01 - Ulyanovsk;Europe/Vienna|AT|48.2|16.3|CET60/CEST120|;Europe/Vilnius|LT|54.7|25.3|EET120/EEST180|;Europe/Volgograd|RU|48.7|44.4|MSK180|MSK+00 - Volgograd;
Europe/Warsaw|PL|52.3|21|CET60/CEST120|;Europe/Zurich|CH,DE,LI|47.4|8.5|CET60/CEST120|Büsingen;Indian/Chagos|IO|-7.3|72.4||;Indian/Maldives|MV,TF|4.2|73.5||Kerguelen, St Paul I, Amsterdam I;
Indian/Mauritius|MU|-20.2|57.5||;Pacific/Apia|WS|-13.8|-171.7||;Pacific/Auckland|NZ,AQ|-36.9|174.8|NZST720/NZDT780|New Zealand time;Pacific/Bougainville|PG|-6.2|155.6||Bougainville;
Pacific/Chatham|NZ|-43.9|-176.5||Chatham Islands;Pacific/Easter|CL|-27.1|-109.4||Easter Island;Pacific/Efate|VU|-17.7|168.4||;Pacific/Fakaofo|TK|-9.4|-171.2||;
Pacific/Fiji|FJ|-18.1|178.4||;Pacific/Galapagos|EC|-0.9|-89.6||Galápagos Islands;Pacific/Gambier|PF|-23.1|-134.9||Gambier Islands;Pacific/Guadalcanal|SB,FM|-9.5|160.2||Pohnpei;
Pacific/Guam|GU,MP|13.5|144.8|ChST600|;Pacific/Honolulu|US|21.3|-157.8|HST-600|Hawaii;Pacific/Kanton|KI|-2.8|-171.7||Phoenix Islands;Pacific/Kiritimati|KI|1.9|-157.3||Line Islands;
Pacific/Kosrae|FM|5.3|163||Kosrae;Pacific/Kwajalein|MH|9.1|167.3||Kwajalein;Pacific/Marquesas|PF|-9|-139.5||Marquesas Islands;Pacific/Nauru|NR|-0.5|166.9||;
Pacific/Niue|NU|-19|-169.9||;Pacific/Norfolk|NF|-29|168||;Pacific/Noumea|NC|-22.3|166.5||;Pacific/Pago_Pago|AS,UM|-14.3|-170.7|SST-660|Midway;
Pacific/Palau|PW|7.3|134.5||;Pacific/Pitcairn|PN|-25.1|-130.1||;Pacific/Port_Moresby|PG,AQ,FM|-9.5|147.2||Papua New Guinea (most areas), Chuuk, Yap, Dumont d'Urville;Pacific/Rarotonga|CK|-21.2|-159.8||;
Pacific/Tahiti|PF|-17.5|-149.6||Society Islands;Pacific/Tarawa|KI,MH,TV,UM,WF|1.4|173||Gilberts, Marshalls, Wake;Pacific/Tongatapu|TO|-21.1|-175.2||`;

/** Other spellings and zones that have agreed since 1970: `alias=canonical id`. */
export const ALIASES = `Africa/Accra=Africa/Abidjan Africa/Addis_Ababa=Africa/Nairobi Africa/Asmara=Africa/Nairobi Africa/Asmera=Africa/Nairobi
Africa/Bamako=Africa/Abidjan Africa/Bangui=Africa/Lagos Africa/Banjul=Africa/Abidjan Africa/Blantyre=Africa/Maputo
Africa/Brazzaville=Africa/Lagos Africa/Bujumbura=Africa/Maputo Africa/Conakry=Africa/Abidjan Africa/Dakar=Africa/Abidjan
Africa/Dar_es_Salaam=Africa/Nairobi Africa/Djibouti=Africa/Nairobi Africa/Douala=Africa/Lagos Africa/Freetown=Africa/Abidjan
Africa/Gaborone=Africa/Maputo Africa/Harare=Africa/Maputo Africa/Kampala=Africa/Nairobi Africa/Kigali=Africa/Maputo
Africa/Kinshasa=Africa/Lagos Africa/Libreville=Africa/Lagos Africa/Lome=Africa/Abidjan Africa/Luanda=Africa/Lagos
Africa/Lubumbashi=Africa/Maputo Africa/Lusaka=Africa/Maputo Africa/Malabo=Africa/Lagos Africa/Maseru=Africa/Johannesburg
Africa/Mbabane=Africa/Johannesburg Africa/Mogadishu=Africa/Nairobi Africa/Niamey=Africa/Lagos Africa/Nouakchott=Africa/Abidjan
Africa/Ouagadougou=Africa/Abidjan Africa/Porto-Novo=Africa/Lagos Africa/Timbuktu=Africa/Abidjan America/Anguilla=America/Puerto_Rico
America/Antigua=America/Puerto_Rico America/Argentina/ComodRivadavia=America/Argentina/Catamarca America/Aruba=America/Puerto_Rico America/Atikokan=America/Panama
America/Atka=America/Adak America/Blanc-Sablon=America/Puerto_Rico America/Buenos_Aires=America/Argentina/Buenos_Aires America/Catamarca=America/Argentina/Catamarca
America/Cayman=America/Panama America/Coral_Harbour=America/Panama America/Cordoba=America/Argentina/Cordoba America/Creston=America/Phoenix
America/Curacao=America/Puerto_Rico America/Dominica=America/Puerto_Rico America/Ensenada=America/Tijuana America/Fort_Wayne=America/Indiana/Indianapolis
America/Godthab=America/Nuuk America/Grenada=America/Puerto_Rico America/Guadeloupe=America/Puerto_Rico America/Indianapolis=America/Indiana/Indianapolis
America/Jujuy=America/Argentina/Jujuy America/Knox_IN=America/Indiana/Knox America/Kralendijk=America/Puerto_Rico America/Louisville=America/Kentucky/Louisville
America/Lower_Princes=America/Puerto_Rico America/Marigot=America/Puerto_Rico America/Mendoza=America/Argentina/Mendoza America/Montreal=America/Toronto
America/Montserrat=America/Puerto_Rico America/Nassau=America/Toronto America/Nipigon=America/Toronto America/Pangnirtung=America/Iqaluit
America/Port_of_Spain=America/Puerto_Rico America/Porto_Acre=America/Rio_Branco America/Rainy_River=America/Winnipeg America/Rosario=America/Argentina/Cordoba
America/Santa_Isabel=America/Tijuana America/Shiprock=America/Denver America/St_Barthelemy=America/Puerto_Rico America/St_Kitts=America/Puerto_Rico
America/St_Lucia=America/Puerto_Rico America/St_Thomas=America/Puerto_Rico America/St_Vincent=America/Puerto_Rico America/Thunder_Bay=America/Toronto
America/Tortola=America/Puerto_Rico America/Virgin=America/Puerto_Rico America/Yellowknife=America/Edmonton Antarctica/DumontDUrville=Pacific/Port_Moresby
Antarctica/McMurdo=Pacific/Auckland Antarctica/South_Pole=Pacific/Auckland Antarctica/Syowa=Asia/Riyadh Arctic/Longyearbyen=Europe/Berlin
Asia/Aden=Asia/Riyadh Asia/Ashkhabad=Asia/Ashgabat Asia/Bahrain=Asia/Qatar Asia/Brunei=Asia/Kuching
Asia/Calcutta=Asia/Kolkata Asia/Choibalsan=Asia/Ulaanbaatar Asia/Chongqing=Asia/Shanghai Asia/Chungking=Asia/Shanghai
Asia/Dacca=Asia/Dhaka Asia/Harbin=Asia/Shanghai Asia/Istanbul=Europe/Istanbul Asia/Kashgar=Asia/Urumqi
Asia/Katmandu=Asia/Kathmandu Asia/Kuala_Lumpur=Asia/Singapore Asia/Kuwait=Asia/Riyadh Asia/Macao=Asia/Macau
Asia/Muscat=Asia/Dubai Asia/Phnom_Penh=Asia/Bangkok Asia/Rangoon=Asia/Yangon Asia/Saigon=Asia/Ho_Chi_Minh
Asia/Tel_Aviv=Asia/Jerusalem Asia/Thimbu=Asia/Thimphu Asia/Ujung_Pandang=Asia/Makassar Asia/Ulan_Bator=Asia/Ulaanbaatar
Asia/Vientiane=Asia/Bangkok Atlantic/Faeroe=Atlantic/Faroe Atlantic/Jan_Mayen=Europe/Berlin Atlantic/Reykjavik=Africa/Abidjan
Atlantic/St_Helena=Africa/Abidjan Australia/ACT=Australia/Sydney Australia/Canberra=Australia/Sydney Australia/Currie=Australia/Hobart
Australia/LHI=Australia/Lord_Howe Australia/NSW=Australia/Sydney Australia/North=Australia/Darwin Australia/Queensland=Australia/Brisbane
Australia/South=Australia/Adelaide Australia/Tasmania=Australia/Hobart Australia/Victoria=Australia/Melbourne Australia/West=Australia/Perth
Australia/Yancowinna=Australia/Broken_Hill Brazil/Acre=America/Rio_Branco Brazil/DeNoronha=America/Noronha Brazil/East=America/Sao_Paulo
Brazil/West=America/Manaus Canada/Atlantic=America/Halifax Canada/Central=America/Winnipeg Canada/Eastern=America/Toronto
Canada/Mountain=America/Edmonton Canada/Newfoundland=America/St_Johns Canada/Pacific=America/Vancouver Canada/Yukon=America/Whitehorse
Chile/Continental=America/Santiago Chile/EasterIsland=Pacific/Easter Cuba=America/Havana Egypt=Africa/Cairo
Eire=Europe/Dublin Europe/Amsterdam=Europe/Brussels Europe/Belfast=Europe/London Europe/Bratislava=Europe/Prague
Europe/Busingen=Europe/Zurich Europe/Copenhagen=Europe/Berlin Europe/Guernsey=Europe/London Europe/Isle_of_Man=Europe/London
Europe/Jersey=Europe/London Europe/Kiev=Europe/Kyiv Europe/Ljubljana=Europe/Belgrade Europe/Luxembourg=Europe/Brussels
Europe/Mariehamn=Europe/Helsinki Europe/Monaco=Europe/Paris Europe/Nicosia=Asia/Nicosia Europe/Oslo=Europe/Berlin
Europe/Podgorica=Europe/Belgrade Europe/San_Marino=Europe/Rome Europe/Sarajevo=Europe/Belgrade Europe/Skopje=Europe/Belgrade
Europe/Stockholm=Europe/Berlin Europe/Tiraspol=Europe/Chisinau Europe/Uzhgorod=Europe/Kyiv Europe/Vaduz=Europe/Zurich
Europe/Vatican=Europe/Rome Europe/Zagreb=Europe/Belgrade Europe/Zaporozhye=Europe/Kyiv GB-Eire=Europe/London
GB=Europe/London Hongkong=Asia/Hong_Kong Iceland=Africa/Abidjan Indian/Antananarivo=Africa/Nairobi
Indian/Christmas=Asia/Bangkok Indian/Cocos=Asia/Yangon Indian/Comoro=Africa/Nairobi Indian/Kerguelen=Indian/Maldives
Indian/Mahe=Asia/Dubai Indian/Mayotte=Africa/Nairobi Indian/Reunion=Asia/Dubai Iran=Asia/Tehran
Israel=Asia/Jerusalem Jamaica=America/Jamaica Japan=Asia/Tokyo Kwajalein=Pacific/Kwajalein
Libya=Africa/Tripoli Mexico/BajaNorte=America/Tijuana Mexico/BajaSur=America/Mazatlan Mexico/General=America/Mexico_City
NZ-CHAT=Pacific/Chatham NZ=Pacific/Auckland Navajo=America/Denver PRC=Asia/Shanghai
Pacific/Chuuk=Pacific/Port_Moresby Pacific/Enderbury=Pacific/Kanton Pacific/Funafuti=Pacific/Tarawa Pacific/Johnston=Pacific/Honolulu
Pacific/Majuro=Pacific/Tarawa Pacific/Midway=Pacific/Pago_Pago Pacific/Pohnpei=Pacific/Guadalcanal Pacific/Ponape=Pacific/Guadalcanal
Pacific/Saipan=Pacific/Guam Pacific/Samoa=Pacific/Pago_Pago Pacific/Truk=Pacific/Port_Moresby Pacific/Wake=Pacific/Tarawa
Pacific/Wallis=Pacific/Tarawa Pacific/Yap=Pacific/Port_Moresby Poland=Europe/Warsaw Portugal=Europe/Lisbon
ROC=Asia/Taipei ROK=Asia/Seoul Singapore=Asia/Singapore Turkey=Europe/Istanbul
US/Alaska=America/Anchorage US/Aleutian=America/Adak US/Arizona=America/Phoenix US/Central=America/Chicago
US/East-Indiana=America/Indiana/Indianapolis US/Eastern=America/New_York US/Hawaii=Pacific/Honolulu US/Indiana-Starke=America/Indiana/Knox
US/Michigan=America/Detroit US/Mountain=America/Denver US/Pacific=America/Los_Angeles US/Samoa=Pacific/Pago_Pago
W-SU=Europe/Moscow`;

/** Ids of the tz database that are not supported, each with the nearest supported zone: `id=supported id`. */
export const REFUSED = `America/Regina=America/Swift_Current CET=Europe/Rome CST6CDT=America/Chicago Canada/Saskatchewan=America/Swift_Current
EET=Europe/Bucharest EST5EDT=America/New_York EST=America/Panama Etc/GMT+0=Africa/Abidjan
Etc/GMT+10=Pacific/Rarotonga Etc/GMT+11=Pacific/Pago_Pago Etc/GMT+12=Pacific/Pago_Pago Etc/GMT+1=Atlantic/Cape_Verde
Etc/GMT+2=America/Noronha Etc/GMT+3=America/Argentina/Buenos_Aires Etc/GMT+4=America/Puerto_Rico Etc/GMT+5=America/Panama
Etc/GMT+6=America/Belize Etc/GMT+7=America/Phoenix Etc/GMT+8=Pacific/Pitcairn Etc/GMT+9=Pacific/Gambier
Etc/GMT-0=Africa/Abidjan Etc/GMT-10=Pacific/Guam Etc/GMT-11=Pacific/Guadalcanal Etc/GMT-12=Pacific/Tarawa
Etc/GMT-13=Pacific/Kanton Etc/GMT-14=Pacific/Kiritimati Etc/GMT-1=Africa/Lagos Etc/GMT-2=Africa/Maputo
Etc/GMT-3=Africa/Nairobi Etc/GMT-4=Asia/Dubai Etc/GMT-5=Indian/Maldives Etc/GMT-6=Asia/Dhaka
Etc/GMT-7=Asia/Bangkok Etc/GMT-8=Asia/Kuching Etc/GMT-9=Asia/Tokyo Etc/GMT0=Africa/Abidjan
Etc/GMT=Africa/Abidjan Etc/Greenwich=Africa/Abidjan Etc/UCT=Africa/Abidjan Etc/UTC=Africa/Abidjan
Etc/Universal=Africa/Abidjan Etc/Zulu=Africa/Abidjan Factory=Africa/Abidjan GMT+0=Africa/Abidjan
GMT-0=Africa/Abidjan GMT0=Africa/Abidjan GMT=Africa/Abidjan Greenwich=Africa/Abidjan
HST=Pacific/Honolulu MET=Europe/Rome MST7MDT=America/Denver MST=America/Phoenix
PST8PDT=America/Los_Angeles UCT=Africa/Abidjan UTC=Africa/Abidjan Universal=Africa/Abidjan
WET=Europe/Lisbon Zulu=Africa/Abidjan`;
