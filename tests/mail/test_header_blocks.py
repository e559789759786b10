"""Header blocks above mail that is copied without marks: what stands below is not the sender's."""

# ruff: noqa: E501  (a block is one line, to be read against the name of its language)

from __future__ import annotations

import pytest

from listminer.mail.header_blocks import header_kind
from listminer.mail.zones import split_zones
from listminer.model import MessageId, Segment

ID = MessageId("a1@example.org")
BLOCKS = {
    "en": "From: Ada Lovelace <ada@example.org>\nSent: Tuesday, May 3, 2016 2:05 PM\nTo: Bob Mason\nCc: dev\nSubject: Re: gate",
    "en-mailto": "From: Ada Lovelace [mailto:ada@example.org]\nSent: 03 May 2016 14:05\nTo: Bob Mason\nSubject: RE: gate",
    "en-bold": "*From:* Ada Lovelace <ada@example.org>\n*Sent:* Tuesday, May 3, 2016 2:05 PM\n*To:* Bob Mason\n*Subject:* Re: gate",
    "en-sep": "-----Original Message-----\nFrom: Ada Lovelace [mailto:ada@example.org]\nSent: Tuesday, May 3, 2016 2:05 PM\nTo: Bob\nSubject: Re: gate",
    "en-rule": "________________________________\nFrom: Ada Lovelace <ada@example.org>\nSent: Tuesday, May 3, 2016 2:05 PM\nTo: Bob\nSubject: Re: gate",
    "en-exp": '----- Original Message -----\nFrom: "Ada Lovelace" <ada@example.org>\nTo: <dev@example.org>\nSent: Tuesday, May 03, 2016 2:05 PM\nSubject: Re: gate',
    "gmail-fwd": "---------- Forwarded message ----------\nFrom: Ada Lovelace <ada@example.org>\nDate: Tue, May 3, 2016 at 2:05 PM\nSubject: gate\nTo: dev@example.org",
    "gmail-fwd2": "---------- Forwarded message ---------\nFrom: Ada Lovelace <ada@example.org>\nDate: Tue, May 3, 2016 at 2:05 PM\nSubject: gate\nTo: <dev@example.org>",
    "tb-fwd": "-------- Original Message --------\nSubject: gate\nDate: Tue, 3 May 2016 14:05:00 +0200\nFrom: Ada Lovelace <ada@example.org>\nTo: dev@example.org",
    "tb-fwd2": "-------- Forwarded Message --------\nSubject: \tgate\nDate: \tTue, 3 May 2016 14:05:00 +0200\nFrom: \tAda Lovelace <ada@example.org>\nTo: \tdev@example.org",
    "apple-fwd": "Begin forwarded message:\n\nFrom: Ada Lovelace <ada@example.org>\nSubject: gate\nDate: 3 May 2016 14:05:00 CEST\nTo: dev@example.org",
    "alpine": "---------- Forwarded message ----------\nDate: Tue, 3 May 2016 14:05:00 +0200 (CEST)\nFrom: Ada Lovelace <ada@example.org>\nTo: dev@example.org\nSubject: gate",
    "mutt": "----- Forwarded message from Ada Lovelace <ada@example.org> -----\n\nDate: Tue, 3 May 2016 14:05:00 +0200\nFrom: Ada Lovelace <ada@example.org>\nTo: dev@example.org\nSubject: gate",
    "de": "Von: Ada Lovelace <ada@example.org>\nGesendet: Dienstag, 3. Mai 2016 14:05\nAn: Bob Mason\nBetreff: Re: gate",
    "de-sep": "-----Ursprüngliche Nachricht-----\nVon: Ada Lovelace [mailto:ada@example.org]\nGesendet: Dienstag, 3. Mai 2016 14:05\nAn: Bob Mason\nBetreff: Re: gate",
    "de-fwd": "-------- Weitergeleitete Nachricht --------\nBetreff: \tgate\nDatum: \tTue, 3 May 2016 14:05:00 +0200\nVon: \tAda Lovelace <ada@example.org>\nAn: \tdev@example.org",
    "de-apple": "Anfang der weitergeleiteten Nachricht:\n\nVon: Ada Lovelace <ada@example.org>\nBetreff: gate\nDatum: 3. Mai 2016 um 14:05:00 MESZ\nAn: dev@example.org",
    "fr": "De : Ada Lovelace <ada@example.org>\nEnvoyé : mardi 3 mai 2016 14:05\nÀ : Bob Mason\nObjet : Re: gate",
    "fr-sep": "-----Message d'origine-----\nDe : Ada Lovelace [mailto:ada@example.org]\nEnvoyé : mardi 3 mai 2016 14:05\nÀ : Bob Mason\nObjet : Re: gate",
    "fr-fwd": "-------- Message transféré --------\nSujet : gate\nDate : Tue, 3 May 2016 14:05:00 +0200\nDe : Ada Lovelace <ada@example.org>\nPour : dev@example.org",
    "es": "De: Ada Lovelace <ada@example.org>\nEnviado: martes, 3 de mayo de 2016 14:05\nPara: Bob Mason\nAsunto: Re: gate",
    "es-sep": "-----Mensaje original-----\nDe: Ada Lovelace [mailto:ada@example.org]\nEnviado el: martes, 3 de mayo de 2016 14:05\nPara: Bob\nAsunto: Re: gate",
    "es-fwd": "---------- Mensaje reenviado ----------\nDe: Ada Lovelace <ada@example.org>\nFecha: 3 de mayo de 2016, 14:05\nAsunto: gate\nPara: dev@example.org",
    "it": "Da: Ada Lovelace <ada@example.org>\nInviato: martedì 3 maggio 2016 14:05\nA: Bob Mason\nOggetto: Re: gate",
    "it-sep": "-----Messaggio originale-----\nDa: Ada Lovelace [mailto:ada@example.org]\nInviato: martedì 3 maggio 2016 14:05\nA: Bob\nOggetto: Re: gate",
    "pt": "De: Ada Lovelace <ada@example.org>\nEnviada em: terça-feira, 3 de maio de 2016 14:05\nPara: Bob Mason\nAssunto: Re: gate",
    "pt-sep": "-----Mensagem original-----\nDe: Ada Lovelace [mailto:ada@example.org]\nEnviada em: terça-feira, 3 de maio de 2016 14:05\nPara: Bob\nAssunto: Re: gate",
    "pt-fwd": "---------- Mensagem encaminhada ----------\nDe: Ada Lovelace <ada@example.org>\nData: 3 de maio de 2016 14:05\nAssunto: gate\nPara: dev@example.org",
    "nl": "Van: Ada Lovelace <ada@example.org>\nVerzonden: dinsdag 3 mei 2016 14:05\nAan: Bob Mason\nOnderwerp: Re: gate",
    "nl-sep": "-----Oorspronkelijk bericht-----\nVan: Ada Lovelace [mailto:ada@example.org]\nVerzonden: dinsdag 3 mei 2016 14:05\nAan: Bob\nOnderwerp: Re: gate",
    "nl-fwd": "---------- Doorgestuurd bericht ----------\nVan: Ada Lovelace <ada@example.org>\nDatum: 3 mei 2016 14:05\nOnderwerp: gate\nAan: dev@example.org",
    "sv": "Från: Ada Lovelace <ada@example.org>\nSkickat: den 3 maj 2016 14:05\nTill: Bob Mason\nÄmne: Re: gate",
    "sv-lost": "Fr?n: Ada Lovelace <ada@example.org>\nSkickat: den 3 maj 2016 14:05\nTill: Bob Mason\n?mne: Re: gate",
    "sv-sep": "-----Ursprungligt meddelande-----\nFrån: Ada Lovelace [mailto:ada@example.org]\nSkickat: den 3 maj 2016 14:05\nTill: Bob\nÄmne: Re: gate",
    "pl": "Od: Ada Lovelace <ada@example.org>\nWysłano: Tuesday, May 3, 2016 2:05 PM\nDo: Bob Mason\nTemat: Re: gate",
    "pl-sep": "-----Wiadomość oryginalna-----\nOd: Ada Lovelace [mailto:ada@example.org]\nWysłano: 3 maja 2016 14:05\nDo: Bob\nTemat: Re: gate",
    "pl-fwd": "---------- Wiadomość przekazana dalej ----------\nOd: Ada Lovelace <ada@example.org>\nData: 3 maja 2016 14:05\nTemat: gate\nDo: dev@example.org",
    "cs": "Od: Ada Lovelace <ada@example.org>\nOdesláno: úterý 3. května 2016 14:05\nKomu: Bob Mason\nPředmět: Re: gate",
    "cs-sep": "-----Původní zpráva-----\nOd: Ada Lovelace [mailto:ada@example.org]\nOdesláno: 3. května 2016 14:05\nKomu: Bob\nPředmět: Re: gate",
    "cs-fwd": "---------- Přeposlaná zpráva ----------\nOd: Ada Lovelace <ada@example.org>\nDatum: 3. května 2016 14:05\nPředmět: gate\nKomu: dev@example.org",
    "ru": "От: Ada Lovelace <ada@example.org>\nОтправлено: 3 мая 2016 г. 14:05\nКому: Bob Mason\nТема: Re: gate",
    "ru-sep": "-----Исходное сообщение-----\nОт: Ada Lovelace [mailto:ada@example.org]\nОтправлено: 3 мая 2016 г. 14:05\nКому: Bob\nТема: Re: gate",
    "ru-fwd": "-------- Пересылаемое сообщение --------\nОт: Ada Lovelace <ada@example.org>\nДата: 3 мая 2016 14:05\nТема: gate\nКому: dev@example.org",
    "ru-orig": "----- Original Message -----\nFrom: Ada Lovelace <ada@example.org>\nTo: dev\nSent: Tuesday, May 03, 2016 2:05 PM\nSubject: gate",
    "ja": "差出人: Ada Lovelace <ada@example.org>\n送信日時: 2016年5月3日 14:05\n宛先: Bob Mason\n件名: Re: gate",
    "ja-sep": "-----元のメッセージ-----\nFrom: Ada Lovelace <ada@example.org>\nSent: Tuesday, May 3, 2016 2:05 PM\nTo: Bob\nSubject: Re: gate",
    "ja-full": "差出人： Ada Lovelace <ada@example.org>\n送信日時： 2016年5月3日 14:05\n宛先： Bob Mason\n件名： Re: gate",
    "ja-fwd": "---------- 転送メッセージ ----------\nFrom: Ada Lovelace <ada@example.org>\n日付: 2016年5月3日 14:05\n件名: gate\nTo: dev@example.org",
    "zh": "发件人: Ada Lovelace <ada@example.org>\n发送时间: 2016年5月3日 14:05\n收件人: Bob Mason\n主题: Re: gate",
    "zh-full": "发件人： Ada Lovelace <ada@example.org>\n发送时间： 2016年5月3日 14:05\n收件人： Bob Mason\n主题： Re: gate",
    "zh-qq": '------------------ 原始邮件 ------------------\n发件人: "Ada Lovelace"<ada@example.org>;\n发送时间: 2016年5月3日(星期二) 下午2:05\n收件人: "dev"<dev@example.org>;\n主题: Re: gate',
    "zh-tw": "寄件者: Ada Lovelace <ada@example.org>\n寄件日期: 2016年5月3日 14:05\n收件者: Bob Mason\n主旨: Re: gate",
    "zh-fwd": "---------- 转发的邮件 ----------\n发件人: Ada Lovelace <ada@example.org>\n日期: 2016年5月3日\n主题: gate\n收件人: dev@example.org",
    "sep-alone-en": "-----Original Message-----",
    "sep-de": "-----Ursprüngliche Nachricht-----",
    "sep-fr": "-----Message d'origine-----",
    "sep-es": "-----Mensaje original-----",
    "sep-it": "-----Messaggio originale-----",
    "sep-pt": "-----Mensagem original-----",
    "sep-nl": "-----Oorspronkelijk bericht-----",
    "sep-sv": "-----Ursprungligt meddelande-----",
    "sep-pl": "-----Oryginalna wiadomość-----",
    "sep-pl2": "-----Wiadomość oryginalna-----",
    "sep-cs": "-----Původní zpráva-----",
    "sep-ru": "-----Исходное сообщение-----",
    "sep-ja": "-----元のメッセージ-----",
    "sep-zh": "-----邮件原件-----",
    "sep-zh2": "-----原始郵件-----",
    "sep-ru2": "-----Оригинальное сообщение-----",
    "sep-pt2": "-----Mensagem Original-----",
    "sep-fwd-it": "---------- Messaggio inoltrato ----------",
    "sep-fwd-es": "---------- Mensaje reenviado ---------",
    "sep-fwd-fr": "---------- Message transféré ----------",
    "sep-fwd-sv": "---------- Vidarebefordrat meddelande ----------",
    "sep-fwd-de": "---------- Weitergeleitete Nachricht ----------",
    "sep-fwd-ru": "---------- Пересылаемое сообщение ----------",
    "sep-fwd-ru2": "---------- Пересланное сообщение ----------",
    "sep-fwd-ja": "---------- 転送されたメッセージ ----------",
    "sep-mutt": "----- End forwarded message -----",
    "sep-ru-begin": "Начало переадресованного сообщения:",
    "sep-ja-begin": "転送されたメッセージ:",
    "sep-zh-begin": "开始转发的邮件：",
    "sep-it-begin": "Inizio messaggio inoltrato:",
    "sep-es-begin": "Inicio del mensaje reenviado:",
    "sep-fr-begin": "Début du message réexpédié :",
    "sep-nl-begin": "Begin doorgestuurd bericht:",
    "sep-pt-begin": "Início da mensagem reencaminhada:",
    "sep-sv-begin": "Vidarebefordrat brev:",
    "sep-pl-begin": "Początek przekazywanej wiadomości:",
    "sep-cs-begin": "Začátek přeposílané zprávy:",
}
del BLOCKS["sep-mutt"]  # it ends a forwarded mail


def segments(text: str) -> list[tuple[str, Segment]]:
    """Return the segments of *text* with their words."""
    return [(text[s.span.start : s.span.end].strip(), s) for s in split_zones(ID, text)]


@pytest.mark.parametrize("name", BLOCKS)
def test_what_stands_below_a_block_is_one_deeper_and_has_its_author(name):
    text = f"It is mine.\n\n{BLOCKS[name]}\n\nThese are old words.\nAnd more.\n\nSecond part.\n"
    found = segments(text)
    own = [words for words, s in found if s.depth == 0 and s.zone == "paragraph"]
    assert own == ["It is mine."]
    old = [s for words, s in found if "old words" in words or "Second part" in words]
    assert [s.depth for s in old] == [1, 1]
    if "Ada" in BLOCKS[name]:
        assert {
            (s.attribution.name, s.attribution.address) for s in old if s.attribution is not None
        } == {("Ada Lovelace", "ada@example.org")}
        assert all(s.attribution is not None and s.attribution.date for s in old)


NOTES = """\
Ada Lovelace <ada at example.org>{sent_by}
06/13/2008 12:15 PM{respond}


To
<dev at example.org>
cc
{cc}
Subject
Re: [dev] gate: and of course the following
new file






Old words.

Best regards,
Ada
"""


@pytest.mark.parametrize("sent_by", ["", " \nSent by: dev-bounces at example.org"])
@pytest.mark.parametrize("respond", ["", "\nPlease respond to\ndev at example.org"])
@pytest.mark.parametrize("cc", ["", "Bob Mason/Boston/Example@EXAMPLE\n"])
def test_notes_has_the_names_of_its_fields_on_lines_of_their_own(sent_by, respond, cc):
    text = f"Mine.\n\nBob\n\n{NOTES.format(sent_by=sent_by, respond=respond, cc=cc)}"
    found = segments(text)
    (said,) = [s.attribution for words, s in found if words == "Old words."]
    assert (said.name, said.address, said.date) == (
        "Ada Lovelace",
        "ada@example.org",
        "06/13/2008 12:15 PM",
    )
    own = " ".join(words for words, s in found if not s.depth and s.zone != "inline_headers")
    assert own.split() == ["Mine.", "Bob"]


def test_a_date_alone_is_no_block():
    text = "We meet again on\n06/13/2008 12:15 PM\nin the\n\nTo\nwhich all are asked.\n\nMine.\n"
    assert {s.depth for _, s in segments(text)} == {0}


def test_a_copied_mail_may_begin_with_a_quote_of_its_own():
    text = f"Mine.\n\n{BLOCKS['en']}\n\n> > Shall we?\n\nYes, these are old words.\n"
    depths = [(words, s.depth) for words, s in segments(text) if s.zone != "inline_headers"]
    assert depths == [("Mine.", 0), ("> > Shall we?", 3), ("Yes, these are old words.", 1)]


TAILS = {
    "scrubbed": "-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: <https://x.org/attachments/20160503/1/attachment.html>",
    "scrubbed-binary": "-------------- next part --------------\nA non-text attachment was scrubbed...\nName: a.txt\nType: text/plain\nSize: 5 bytes\nDesc: not available\nURL: <https://x.org/attachments/1/a.txt>",
    "footer": "_______________________________________________\ndev mailing list\ndev at example.org\nhttps://x.org/mailman/listinfo/dev",
    "signed": "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n=aaaa\n-----END PGP SIGNATURE-----",
    "patch": "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-one\n+two",
    "forward": "---------- Forwarded message ----------\nSubject: old\n\nOlder.",
}


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("name", BLOCKS)
def test_what_an_archive_puts_below_a_copy_changes_nothing_above(name, tail):
    """Mailman's "next part" looks as Gmail's line above a forwarded mail."""
    text = f"It is mine.\n\n{BLOCKS[name]}\n\nThese are old words.\n\n"
    alone = [(words, s.zone, s.depth) for words, s in segments(text)]
    found = [(words, s.zone, s.depth) for words, s in segments(f"{text}{TAILS[tail]}\n")]
    assert found[: len(alone)] == alone


@pytest.mark.parametrize(
    "name", ["Ada\nLovelace", "Ada Lovelace", "Ada Byron King, Countess of\nLovelace"]
)
def test_a_name_may_be_wrapped_twice(name):
    by = f"dev-bounces at lists.example.org\n[mailto:dev-bounces at lists.example.org] On Behalf Of {name}"
    text = f"Mine.\n\n________________________________\n\nFrom: {by}\nSent: Friday, October 19, 2007 6:03 AM\nTo: dev\nSubject: Re: x\n\n\nOld words.\n"
    (said,) = [s.attribution for words, s in segments(text) if words == "Old words."]
    assert (said.name, said.address) == (" ".join(name.split()), None)


@pytest.mark.parametrize("behalf", ["On Behalf Of", "F?r", "Im Auftrag von", "De la part de"])
def test_a_list_that_passed_a_mail_on_did_not_write_it(behalf):
    by = f"dev-bounces at example.org [mailto:dev-bounces at example.org] {behalf} Ada Lovelace"
    text = f"Mine.\n\nFrom: {by}\nSent: den 3 maj 2016 14:05\nTo: dev\n\nOld words.\n"
    (said,) = [s.attribution for words, s in segments(text) if words == "Old words."]
    assert (said.name, said.address) == ("Ada Lovelace", None)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("dev-bounces@x.org [mailto:dev-bounces@x.org]*On Behalf Of *Ada L.", ("Ada L.", None)),
        ("dev-bounces@x.org [dev-bounces@x.org] On Behalf   Of Ada L.", ("Ada L.", None)),
        (
            "dev-bounces@x.org [dev-bounces@x.org] käyttäjän Ada L. [ada@x.org] puolesta",
            ("Ada L.", "ada@x.org"),
        ),
        ("Ada L. via dev <dev@x.org>", ("Ada L.", None)),
        ("Ada L. via B4 Relay <devnull+ada@x.org>", ("Ada L.", None)),
        ("dev-bounces@x.org", None),
        ("dev-request at x.org", None),
        ("dev-request at lists.**x.org", None),
        ("Ada L. Mittente:", ("Ada L.", None)),
        ("?", None),
        ("Ada-Marie L. <ada-marie@x.org>", ("Ada-Marie L.", "ada-marie@x.org")),
        ("Via Lovelace <via@x.org>", ("Via Lovelace", "via@x.org")),
    ],
)
def test_a_list_is_nobody(by, expected):
    text = f"Mine.\n\nFrom: {by}\nSent: 3 May 2016 14:05\nTo: dev@x.org\nSubject: x\n\nOld words.\n"
    (found,) = [s for words, s in segments(text) if words == "Old words."]
    said = found.attribution
    assert (found.depth, said and (said.name, said.address)) == (1, expected)


@pytest.mark.parametrize(
    "name", ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl", "cs", "ru", "ja", "zh"]
)
def test_copies_of_copies_go_deeper(name):
    text = f"Mine.\n\n{BLOCKS[name]}\n\nOld one.\n\n{BLOCKS[name]}\n\nOlder one.\n"
    depths = {
        words: s.depth
        for words, s in segments(text)
        if words in ("Mine.", "Old one.", "Older one.")
    }
    assert depths == {"Mine.": 0, "Old one.": 1, "Older one.": 2}


def test_a_block_in_a_quote_stays_in_the_quote():
    text = (
        "Mine.\n> From: Ada <ada@example.org>\n> Date: 3 May\n> Subject: x\n>\n> old\nAlso mine.\n"
    )
    assert [(words[:5], s.depth) for words, s in segments(text)] == [
        ("Mine.", 0),
        ("> Fro", 1),
        (">\n> o", 1),
        ("Also ", 0),
    ]


def test_below_the_end_of_a_forwarded_mail_the_sender_speaks_again():
    text = (
        "Mine.\n\n----- Forwarded message from Ada Lovelace <ada@example.org> -----\n\n"
        "Date: Tue, 3 May 2016 14:05:00 +0200\nFrom: Ada Lovelace <ada@example.org>\nTo: dev\n"
        "Subject: gate\n\nOld words.\n\n----- End forwarded message -----\n\nAlso mine.\n"
    )
    depths = {words: s.depth for words, s in segments(text)}
    assert (depths["Mine."], depths["Old words."], depths["Also mine."]) == (0, 1, 0)


@pytest.mark.parametrize(
    "end", ["----- End forwarded message -----", "> ----- End forwarded message -----"]
)
def test_a_copy_that_was_not_forwarded_does_not_end_before_the_mail_does(end):
    """The line stood in the mail that was copied."""
    text = f"Mine.\n\n{BLOCKS['en']}\n\nOld words.\n\n{end}\n\nOlder words.\n"
    depths = {words: s.depth for words, s in segments(text)}
    assert depths["Old words."] == depths["Older words."] == 1


MUTT = f"----- Forwarded message from Ada Lovelace <ada@example.org> -----\n\n{BLOCKS['en']}"
END = "----- End forwarded message -----"


@pytest.mark.parametrize(
    ("opening", "own"),
    [
        (MUTT, ["Mine.", "Also mine."]),
        (BLOCKS["gmail-fwd2"], ["Mine."]),  # it has no end: who wrote the line is not known
        (BLOCKS["tb-fwd2"], ["Mine."]),
    ],
)
def test_a_forwarded_mail_cannot_say_where_it_ends(opening, own):
    text = f"Mine.\n\n{opening}\n\nOld.\n\n{END}\n\nI will pay.\n\n{END}\n\nAlso mine.\n"
    assert [w for w, s in segments(text) if s.depth == 0 and s.zone == "paragraph"] == own


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("From: Ada", "from"),
        ("*From:* Ada", "from"),
        ("De : Ada", "from"),
        ("差出人： Ada", "from"),
        ("送信日時： 2016年5月3日 14:05", "date"),
        ("Gesendet: Montag", "date"),
        ("Betreff: x", "subject"),
        ("Message-ID: <a1>", "other"),
        ("Note: no", None),
        ("From here on: nothing", None),
        ("no colon", None),
        (": x", None),
        ("", None),
    ],
)
def test_header_kind(words, kind):
    assert header_kind(words) == kind


@pytest.mark.parametrize(
    "text",
    [
        "From: here\nTo there we went.\n",
        "To: do or not to do\nis the question.\n",
        "Subject: to change without notice.\n",
        "Date: tomorrow at noon. Bring your own words.\n",
        "Here is the plan:\n- From: the gate\n- To: the road\n",
    ],
)
def test_prose_that_looks_like_a_header_stays_the_senders(text):
    assert {s.depth for s in split_zones(ID, text)} == {0}
