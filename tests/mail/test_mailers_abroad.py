"""How mail clients quote in other languages: the line, block or rule above another's words."""

# ruff: noqa: E501  (a line is as long as its mailer writes it)

from __future__ import annotations

from textwrap import wrap

import pytest

from .mailers import credited, drawn, mail_of

ADA = "Ada Lovelace"
# what test_attribution.py does not have, by client and language; the date as it is said
SAID = {
    "thunderbird da": ("Den 03-05-2016 kl. 14:05 skrev Ada Lovelace:", "03-05-2016 kl. 14:05"),
    "thunderbird nb": ("Den 03.05.2016 14:05, skrev Ada Lovelace:", "03.05.2016 14:05"),
    "thunderbird nb new": ("På 03.05.2016 14:05, skrev Ada Lovelace:", "03.05.2016 14:05"),
    "thunderbird nn": ("Den 03.05.2016 14:05, skreiv Ada Lovelace:", "03.05.2016 14:05"),
    "thunderbird fi": ("Ada Lovelace kirjoitti 3.5.2016 klo 14.05:", "3.5.2016 klo 14.05"),
    "thunderbird fi old": ("3.5.2016 14:05, Ada Lovelace kirjoitti:", "3.5.2016 14:05"),
    "thunderbird cs": ("Dne 03. 05. 16 v 14:05 Ada Lovelace napsal(a):", "03. 05. 16 v 14:05"),
    "thunderbird sk": ("Dňa 3. 5. 2016 o 14:05 Ada Lovelace napísal(a):", "3. 5. 2016 o 14:05"),
    "thunderbird zh": ("在 2016/5/3 14:05, Ada Lovelace 写道:", "2016/5/3 14:05"),
    "thunderbird zh-tw": ("Ada Lovelace 於 2016/5/3 14:05 寫道:", "2016/5/3 14:05"),
    "thunderbird ko": (
        "2016-05-03 오후 2:05에 Ada Lovelace 이(가) 쓴 글:",
        "2016-05-03 오후 2:05에",
    ),
    "thunderbird tr": ("03.05.2016 14:05 tarihinde Ada Lovelace yazdı:", "03.05.2016 14:05"),
    "thunderbird hu": (
        "2016. 05. 03. 14:05 keltezéssel, Ada Lovelace írta:",
        "2016. 05. 03. 14:05",
    ),
    "thunderbird uk": ("03.05.16 14:05, Ada Lovelace пише:", "03.05.16 14:05"),
    "thunderbird el": ("Στις 3/5/2016 14:05, ο/η Ada Lovelace έγραψε:", "3/5/2016 14:05"),
    "thunderbird ro": ("Pe 03.05.2016 14:05, Ada Lovelace a scris:", "03.05.2016 14:05"),
    "thunderbird ro old": ("La 03.05.2016 14:05, Ada Lovelace a scris:", "03.05.2016 14:05"),
    "thunderbird bg": ("На 03.05.16 14:05, Ada Lovelace написа:", "03.05.16 14:05"),
    "thunderbird sl": (
        "Dne 3. 05. 2016 ob 14:05 je Ada Lovelace napisal:",
        "3. 05. 2016 ob 14:05",
    ),
    "thunderbird hr": (
        "Dana 03. 05. 2016. u 14:05 Ada Lovelace je napisao/la:",
        "03. 05. 2016. u 14:05",
    ),
    "thunderbird gl": ("O 03/05/16 ás 14:05, Ada Lovelace escribiu:", "03/05/16 ás 14:05"),
    "thunderbird lt": ("2016-05-03 14:05, Ada Lovelace rašė:", "2016-05-03 14:05"),
    "thunderbird et": ("Ada Lovelace kirjutas 03.05.2016 kell 14:05:", "03.05.2016 kell 14:05"),
    "thunderbird pt": ("Às 14:05 de 03/05/2016, Ada Lovelace escreveu:", "14:05 de 03/05/2016"),
    "thunderbird es": ("El 3/5/16 a las 14:05, Ada Lovelace escribió:", "3/5/16 a las 14:05"),
    "gmail da": (
        "Den tir. 3. maj 2016 kl. 14.05 skrev Ada Lovelace <ada@example.org>:",
        "tir. 3. maj 2016 kl. 14.05",
    ),
    "gmail nb": (
        "tir. 3. mai 2016 kl. 14:05 skrev Ada Lovelace <ada@example.org>:",
        "tir. 3. mai 2016 kl. 14:05",
    ),
    "gmail fi": (
        "ti 3. toukok. 2016 klo 14.05 Ada Lovelace (ada@example.org) kirjoitti:",
        "ti 3. toukok. 2016 klo 14.05",
    ),
    "gmail ko": (
        "2016년 5월 3일 (화) 오후 2:05, Ada Lovelace <ada@example.org>님이 작성:",
        "2016년 5월 3일 (화) 오후 2:05",
    ),
    "gmail tr": (
        "Ada Lovelace <ada@example.org>, 3 May 2016 Sal, 14:05 tarihinde şunu yazdı:",
        "3 May 2016 Sal, 14:05",
    ),
    "gmail hu": (
        "Ada Lovelace <ada@example.org> ezt írta (időpont: 2016. máj. 3., K, 14:05):",
        "2016. máj. 3., K, 14:05",
    ),
    "gmail uk": (
        "вт, 3 трав. 2016 р. о 14:05 Ada Lovelace <ada@example.org> пише:",
        "вт, 3 трав. 2016 р. о 14:05",
    ),
    "gmail el": (
        "Στις Τρί, 3 Μαΐ 2016 στις 2:05 μ.μ., ο χρήστης Ada Lovelace <ada@example.org> έγραψε:",
        "Τρί, 3 Μαΐ 2016 στις 2:05 μ.μ.",
    ),
    "gmail ro": (
        "În mar., 3 mai 2016 la 14:05, Ada Lovelace <ada@example.org> a scris:",
        "mar., 3 mai 2016 la 14:05",
    ),
    "gmail bg": (
        "На вт, 3.05.2016 г. в 14:05 Ada Lovelace <ada@example.org> написа:",
        "вт, 3.05.2016 г. в 14:05",
    ),
    "gmail hr": (
        "uto, 3. svi 2016. u 14:05 Ada Lovelace <ada@example.org> napisao je:",
        "uto, 3. svi 2016. u 14:05",
    ),
    "gmail sk": (
        "ut 3. 5. 2016 o 14:05 Ada Lovelace <ada@example.org> napísal(a):",
        "ut 3. 5. 2016 o 14:05",
    ),
    "gmail sl": (
        "V V tor., 3. maj 2016 ob 14:05 je oseba Ada Lovelace <ada@example.org> napisala:",
        "tor., 3. maj 2016 ob 14:05",
    ),
    "gmail vi": (
        "Vào Th 3, 3 thg 5, 2016 vào lúc 14:05 Ada Lovelace <ada@example.org> đã viết:",
        "Th 3, 3 thg 5, 2016 vào lúc 14:05",
    ),
    "gmail th": (
        "ในวันที่ อ. 3 พ.ค. 2016 เวลา 14:05 Ada Lovelace <ada@example.org> เขียนว่า:",
        "อ. 3 พ.ค. 2016 เวลา 14:05",
    ),
    "gmail hi": (
        "मंगल, 3 मई 2016 को 2:05 pm बजे को Ada Lovelace <ada@example.org> ने लिखा:",
        "मंगल, 3 मई 2016 को 2:05 pm बजे",
    ),
    "gmail id": (
        "Pada tanggal Sel, 3 Mei 2016 pukul 14.05 Ada Lovelace <ada@example.org> menulis:",
        "Sel, 3 Mei 2016 pukul 14.05",
    ),
    "gmail ca": (
        "Missatge de Ada Lovelace <ada@example.org> del dia dt., 3 de maig 2016 a les 14:05:",
        "dt., 3 de maig 2016 a les 14:05",
    ),
    "gmail et": (
        "Kuupäev T, 3. mai 2016 kell 14:05 kirjutas Ada Lovelace <ada@example.org>:",
        "T, 3. mai 2016 kell 14:05",
    ),
    "gmail ja": (
        "2016年5月3日(火) 14:05 Ada Lovelace <ada@example.org>:",
        "2016年5月3日(火) 14:05",
    ),
    "gmail zh": (
        "Ada Lovelace <ada@example.org> 于2016年5月3日周二 下午2:05写道：",
        "2016年5月3日周二 下午2:05",
    ),
    "gmail pt-br": (
        "Em ter., 3 de mai. de 2016 às 14:05, Ada Lovelace <ada@example.org> escreveu:",
        "ter., 3 de mai. de 2016 às 14:05",
    ),
    "gmail de": (
        "Am Di., 3. Mai 2016 um 14:05 Uhr schrieb Ada Lovelace <ada@example.org>:",
        "Di., 3. Mai 2016 um 14:05 Uhr",
    ),
    "apple da": (
        "Den 3. maj 2016 kl. 14.05 skrev Ada Lovelace <ada@example.org>:",
        "3. maj 2016 kl. 14.05",
    ),
    "apple fi": (
        "Ada Lovelace <ada@example.org> kirjoitti 3.5.2016 kello 14.05:",
        "3.5.2016 kello 14.05",
    ),
    "apple pl": (
        "Wiadomość napisana przez Ada Lovelace <ada@example.org> w dniu 3 maj 2016, o godz. 14:05:",
        "3 maj 2016, o godz. 14:05",
    ),
    "apple cs": (
        "3. 5. 2016 v 14:05, Ada Lovelace <ada@example.org>:",
        "3. 5. 2016 v 14:05",
    ),
    "apple ru": (
        "3 мая 2016 г., в 14:05, Ada Lovelace <ada@example.org> написал(а):",
        "3 мая 2016 г., в 14:05",
    ),
    "apple ko": (
        "2016. 5. 3. 오후 2:05, Ada Lovelace <ada@example.org> 작성:",
        "2016. 5. 3. 오후 2:05",
    ),
    "apple tr": (
        "Ada Lovelace <ada@example.org> şunları yazdı (3 May 2016 14:05):",
        "3 May 2016 14:05",
    ),
    "apple hu": (
        "2016. máj. 3. dátummal, 14:05 időpontban Ada Lovelace <ada@example.org> írta:",
        "2016. máj. 3. dátummal, 14:05",
    ),
    "apple pt": (
        "No dia 03/05/2016, às 14:05, Ada Lovelace <ada@example.org> escreveu:",
        "03/05/2016, às 14:05",
    ),
    "apple pt-br": (
        "Em 3 de mai de 2016, à(s) 14:05, Ada Lovelace <ada@example.org> escreveu:",
        "3 de mai de 2016, à(s) 14:05",
    ),
    "roundcube de": ("Am 2016-05-03 14:05, schrieb Ada Lovelace:", "2016-05-03 14:05"),
    "opera de": (
        "Am 03.05.2016, 14:05 Uhr, schrieb Ada Lovelace <ada@example.org>:",
        "03.05.2016, 14:05 Uhr",
    ),
    "opera sv": (
        "Den 2016-05-03 14:05:00 skrev Ada Lovelace <ada@example.org>:",
        "2016-05-03 14:05:00",
    ),
    "zimbra fr": (
        "----- Le 3 Mai 16, à 14:05, Ada Lovelace ada@example.org a écrit :",
        "3 Mai 16, à 14:05",
    ),
    "notes de": (
        "Ada Lovelace <ada@example.org> schrieb am 03.05.2016 14:05:00:",
        "03.05.2016 14:05:00",
    ),
    "tutanota de": ("3. Mai 2016, 14:05 von ada@example.org:", "3. Mai 2016, 14:05"),
    "mail.ru": (
        "Вторник,  3 мая 2016, 14:05 +03:00 от Ada Lovelace <ada@example.org>:",
        "Вторник,  3 мая 2016, 14:05 +03:00",
    ),
    "yandex": ('03.05.2016, 14:05, "Ada Lovelace" <ada@example.org>:', "03.05.2016, 14:05"),
    "the bat ru": ("Ada Lovelace писал(а) 3 мая 2016 г., 14:05:", "3 мая 2016 г., 14:05"),
    "163": ("在2016-05-03 14:05:00，Ada Lovelace <ada@example.org> 写道：", "2016-05-03 14:05:00"),
    "gmail he": (
        "\u200fבתאריך יום ג׳, 3 במאי 2016 ב-14:05 מאת \u202aAda Lovelace\u202c\u200f <\u202aada@example.org\u202c\u200f>:\u202c",
        "יום ג׳, 3 במאי 2016 ב-14:05",
    ),
    "iphone de": (
        "\ufeffAm 03.05.2016 um 14:05 schrieb Ada Lovelace <ada@example.org>:",
        "03.05.2016 um 14:05",
    ),
    "news de": ("Also sprach Ada Lovelace:", None),
    "news de 2": ("Ada Lovelace schrieb im Newsbeitrag news:a1@example.org:", None),
}
NAMELESS = {"tutanota de"}

# what test_header_blocks.py does not have
BLOCKS = {
    "da": "Fra: Ada Lovelace <ada@example.org>\nSendt: 3. maj 2016 14:05\nTil: Bob Mason\nEmne: gate",
    "nb": "Fra: Ada Lovelace <ada@example.org>\nDato: tirsdag 3. mai 2016 kl. 14:05\nTil: Bob Mason\nKopi: dev\nEmne: gate",
    "fi": "Lähettäjä: Ada Lovelace <ada@example.org>\nLähetetty: tiistai 3. toukokuuta 2016 14.05\nVastaanottaja: Bob Mason\nAihe: gate",
    "tr": "Kimden: Ada Lovelace <ada@example.org>\nGönderildi: 3 Mayıs 2016 Salı 14:05\nKime: Bob Mason\nKonu: gate",
    "tr 2": "Gönderen: Ada Lovelace <ada@example.org>\nGönderme Tarihi: 3 Mayıs 2016 Salı 14:05\nKime: Bob Mason\nKonu: gate",
    "hu": "Feladó: Ada Lovelace <ada@example.org>\nElküldve: 2016. május 3., kedd 14:05\nCímzett: Bob Mason\nTárgy: gate",
    "uk": "Від: Ada Lovelace <ada@example.org>\nНадіслано: 3 травня 2016 р. 14:05\nКому: Bob Mason\nТема: gate",
    "uk 2": "Від кого: Ada Lovelace <ada@example.org>\nДата: 3 травня 2016 р. 14:05\nКому: Bob Mason\nТема: gate",
    "el": "Από: Ada Lovelace <ada@example.org>\nΣτάλθηκε: Τρίτη, 3 Μαΐου 2016 2:05 μμ\nΠρος: Bob Mason\nΘέμα: gate",
    "ro": "De la: Ada Lovelace <ada@example.org>\nTrimis: marți, 3 mai 2016 14:05\nCătre: Bob Mason\nSubiect: gate",
    "ko": "보낸 사람: Ada Lovelace <ada@example.org>\n보낸 날짜: 2016년 5월 3일 화요일 오후 2:05\n받는 사람: Bob Mason\n제목: gate",
    "ko 2": "보낸사람: Ada Lovelace <ada@example.org>\n날짜: 2016년 5월 3일 화요일 오후 2:05\n받는사람: Bob Mason\n제목: gate",
    "bg": "От: Ada Lovelace <ada@example.org>\nИзпратено: 3 май 2016 г. 14:05\nДо: Bob Mason\nОтносно: gate",
    "sk": "Od: Ada Lovelace <ada@example.org>\nOdoslané: utorok 3. mája 2016 14:05\nKomu: Bob Mason\nPredmet: gate",
    "hr": "Šalje: Ada Lovelace <ada@example.org>\nPoslano: 3. svibnja 2016. 14:05\nPrima: Bob Mason\nPredmet: gate",
    "sl": "Od: Ada Lovelace <ada@example.org>\nPoslano: torek, 03. maj 2016 14:05\nZa: Bob Mason\nZadeva: gate",
    "ca": "De: Ada Lovelace <ada@example.org>\nEnviat: dimarts, 3 de maig de 2016 14:05\nPer a: Bob Mason\nTema: gate",
    "vi": "Từ: Ada Lovelace <ada@example.org>\nĐã gửi: 3 Tháng Năm 2016 14:05\nTới: Bob Mason\nChủ đề: gate",
    "id": "Dari: Ada Lovelace <ada@example.org>\nTerkirim: 3 Mei 2016 14:05\nKepada: Bob Mason\nSubjek: gate",
    "et": "Saatja: Ada Lovelace <ada@example.org>\nSaadetud: teisipäev, 3. mai 2016 14:05\nAdressaat: Bob Mason\nTeema: gate",
    "lt": "Nuo: Ada Lovelace <ada@example.org>\nIšsiųsta: 2016 m. gegužės 3 d. 14:05\nKam: Bob Mason\nTema: gate",
    "he": "מאת: Ada Lovelace <ada@example.org>\nנשלח: יום שלישי 03 מאי 2016 14:05\nאל: Bob Mason\nנושא: gate",
    "ar": "من: Ada Lovelace <ada@example.org>\nتاريخ الإرسال: 3 مايو 2016 14:05\nإلى: Bob Mason\nالموضوع: gate",
    "ja thunderbird": "-------- 転送メッセージ --------\n件名: \tgate\n日付: \tTue, 3 May 2016 14:05:00 +0200\n差出人: \tAda Lovelace <ada@example.org>\n宛先: \tdev@example.org",
    "zh foxmail": "发件人： Ada Lovelace <ada@example.org>\n发送时间： 2016-05-03  14:05\n收件人： Bob Mason\n抄送： dev\n主题： gate",
    "de gmx": 'Gesendet: Dienstag, 03. Mai 2016 um 14:05 Uhr\nVon: "Ada Lovelace" <ada@example.org>\nAn: dev@example.org\nBetreff: gate',
    "de apple": "Von: Ada Lovelace <ada@example.org>\nBetreff: gate\nDatum: 3. Mai 2016 um 14:05:00 MESZ\nAn: dev@example.org",
    "fr zimbra": 'De: "Ada Lovelace" <ada@example.org>\nÀ: dev@example.org\nEnvoyé: Mardi 3 Mai 2016 14:05:00\nObjet: gate',
    "naver": '-----Original Message-----\nFrom: "Ada Lovelace"<ada@example.org> \nTo: dev@example.org; \nCc: \nSent: 2016-05-03 (화) 14:05:00 (GMT+09:00)\nSubject: gate',
}

# rules above a copy, without a block below
RULES = [
    "-----Oprindelig meddelelse-----",
    "-----Opprinnelig melding-----",
    "-----Alkuperäinen viesti-----",
    "-----Özgün İleti-----",
    "-----Eredeti üzenet-----",
    "-----Оригінальне повідомлення-----",
    "-----Вихідне повідомлення-----",
    "-----Αρχικό μήνυμα-----",
    "-----Mesaj original-----",
    "-----원본 메시지-----",
    "-----Pôvodná správa-----",
    "-----Izvorna poruka-----",
    "-----Izvirno sporočilo-----",
    "-----Missatge original-----",
    "-----Thư gốc-----",
    "-----Pesan Asli-----",
    "----- Mail original -----",
    "----- Ursprüngliche Mail -----",
    "----- Ursprüngliche Message -----",
    "-------- Originalmeddelande --------",
    "-------- Videresendt melding --------",
    "-------- Videresendt besked --------",
    "-------- Välitetty viesti --------",
    "-------- Przekazana wiadomość --------",
    "-------- Továbbított üzenet --------",
    "-------- İletilen İleti --------",
    "-------- 转发的消息 --------",
    "-------- 전달된 메시지 --------",
    "-------- Переслане повідомлення --------",
    "-------- Προωθημένο μήνυμα --------",
    "-------- Mesaj redirecționat --------",
    "-------- Message transféré --------",
    "-------- Doorgestuurd bericht --------",
    "-------- Messaggio Inoltrato --------",
    "Start på videresendt besked:",
    "Videresendt melding:",
    "Välitetty viesti alkaa:",
    "Továbbított levél kezdete:",
    "Початок листа, що пересилається:",
    "Начало переадресованного сообщения:",
]


@pytest.mark.parametrize("name", SAID)
def test_who_wrote_the_quote_below(name):
    said, date = SAID[name]
    message = mail_of(f"Yes.\n\n{said}\n> Shall we close it?\n>\n> I have the key.\n")
    assert drawn(message).startswith(f"0 |Yes.\n  |\n: |{said}\n1A|> Shall")
    who = "" if name in NAMELESS else ADA
    address = "<ada@example.org>" if "ada@example.org" in said else ""
    assert credited(message) == [" ".join(filter(None, (who, address, date)))]


@pytest.mark.parametrize("width", [60, 72])
@pytest.mark.parametrize("name", SAID)
def test_a_line_that_was_broken_says_the_same(name, width):
    said = SAID[name][0]
    broken = "\n".join(wrap(said, width, break_long_words=False, break_on_hyphens=False))
    texts = [f"Yes.\n\n{each}\n> Shall we close it?\n" for each in (said, broken)]
    whole, parts = map(mail_of, texts)
    own = [line for line in drawn(parts).splitlines() if line.startswith("0")]
    assert (credited(parts), own) == (credited(whole), ["0 |Yes."])


@pytest.mark.parametrize("name", [name for name, (said, _) in SAID.items() if "ada@" in said])
def test_without_marks_what_is_below_is_not_the_senders(name):
    message = mail_of(f"Yes.\n\n{SAID[name][0]}\n\nShall we close it?\n")
    assert drawn(message).endswith("|\n1A|Shall we close it?\n")


@pytest.mark.parametrize("name", BLOCKS)
def test_what_is_below_a_block_is_of_whom_it_names(name):
    message = mail_of(f"Yes.\n\n{BLOCKS[name]}\n\nShall we close it?\n")
    fields = "".join(f": |{line}\n" for line in BLOCKS[name].split("\n"))
    assert drawn(message) == f"0 |Yes.\n  |\n{fields}  |\n1A|Shall we close it?\n"
    (said,) = credited(message)
    assert said.startswith("Ada Lovelace <ada@example.org> ")


@pytest.mark.parametrize("rule", RULES)
def test_what_is_below_a_rule_is_not_the_senders(rule):
    message = mail_of(f"Yes.\n\n{rule}\n\nShall we close it?\n")
    assert drawn(message) == f"0 |Yes.\n  |\n: |{rule}\n  |\n1?|Shall we close it?\n"
