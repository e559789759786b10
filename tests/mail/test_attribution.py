"""Who is said to have written a quote, in the languages of the lists."""

from __future__ import annotations

import re

import pytest

from listminer.mail.wordings import VERB, VERB_HINT
from listminer.mail.zones import split_zones
from listminer.model import MessageId, Segment

ID = MessageId("a1@example.org")
ADA = "Ada Lovelace"
SAID = [
    # English
    "On Tue, May 3, 2016 at 2:05 PM, Ada Lovelace <ada@example.org> wrote:",
    "On Tue, May 3, 2016 at 2:05 PM Ada Lovelace <ada@example.org>\nwrote:",
    "On 03.05.2016 14:05, Ada Lovelace wrote:",
    "On 3 May 2016, at 14:05, Ada Lovelace <ada@example.org> wrote:",
    "On May 3, 2016, at 2:05 PM, Ada Lovelace <ada at example.org> wrote:",
    "On Tue, 2016-05-03 at 14:05 +0200, Ada Lovelace wrote:",
    "On Tue, May 03, 2016 at 02:05:00PM +0200, Ada Lovelace wrote:",
    "* Ada Lovelace <ada@example.org> [2016-05-03 14:05:00 +0200]:",
    "* Ada Lovelace (ada@example.org) wrote:",
    "Ada Lovelace <ada@example.org> writes:",
    "Ada Lovelace <ada@example.org> wrote on 05/03/2016 02:05:00 PM:",
    "Excerpts from Ada Lovelace's message of 2016-05-03 14:05:00 +0200:",
    "Excerpts from Ada Lovelace's message of Tue May 03 14:05:00 +0200 2016:",
    "In message <abc@example.org>, Ada Lovelace <ada@example.org> writes:",
    "In article <abc@example.org>, Ada Lovelace wrote:",
    "At 14:05 03/05/2016, Ada Lovelace wrote:",
    "Ada Lovelace said:",
    "on 5/3/16 2:05 PM, Ada Lovelace at ada@example.org wrote:",
    "Quoting Ada Lovelace <ada@example.org>:",
    "---- On Tue, 03 May 2016 14:05:00 +0200 Ada Lovelace <ada@example.org> wrote ----",
    "--- On Tue, 5/3/16, Ada Lovelace <ada@example.org> wrote:",
    "On Tuesday, May 3, 2016, Ada Lovelace <ada@example.org> wrote:",
    # German
    "Am 03.05.2016 um 14:05 schrieb Ada Lovelace:",
    "Am 03.05.16 um 14:05 schrieb Ada Lovelace <ada@example.org>:",
    "Am Di., 3. Mai 2016 um 14:05 Uhr schrieb Ada Lovelace <ada@example.org>:",
    "Am Di., 3. Mai 2016 um 14:05 Uhr schrieb Ada Lovelace <\nada@example.org>:",
    "Am Dienstag, den 03.05.2016, 14:05 +0200 schrieb Ada Lovelace:",
    "Am Dienstag, 3. Mai 2016, 14:05:00 CEST schrieb Ada Lovelace:",
    "Am 3. Mai 2016 14:05 schrieb Ada Lovelace <ada@example.org>:",
    "Am 3. Mai 2016 14:05:00 MESZ schrieb Ada Lovelace <ada@example.org>:",
    "Ada Lovelace schrieb am 3. Mai 2016:",
    "Ada Lovelace schrieb:",
    "Ada Lovelace <ada@example.org> hat am 3. Mai 2016 um 14:05 geschrieben:",
    "Zitat von Ada Lovelace <ada@example.org>:",
    # French
    "Le 03/05/2016 14:05, Ada Lovelace a écrit :",
    "Le 03/05/2016 à 14:05, Ada Lovelace a écrit :",
    "Le mar. 3 mai 2016 à 14:05, Ada Lovelace <ada@example.org> a écrit :",
    "Le mardi 03 mai 2016 à 14:05 +0200, Ada Lovelace a écrit :",
    "Le 3 mai 2016 à 14:05, Ada Lovelace <ada@example.org> a écrit :",
    "Le mar. 3 mai 2016 à 14:05, Ada Lovelace <ada@example.org> a\nécrit :",
    "Ada Lovelace a écrit :",
    "Ada Lovelace <ada@example.org> a écrit :",
    # Catalan
    "A Dilluns 03 Maig 2016, Ada Lovelace va escriure:",
    "El 3/5/2016 14:05, Ada Lovelace va escriure:",
    "El dt 03 de 05 de 2016 a les 14:05 +0200, en/na Ada Lovelace va escriure:",
    "En/na Ada Lovelace ha escrit:",
    # Spanish
    "El 03/05/2016 a las 14:05, Ada Lovelace escribió:",
    "El mar, 3 may 2016 a las 14:05, Ada Lovelace (<ada@example.org>) escribió:",
    "El mar., 3 may. 2016 14:05, Ada Lovelace <ada@example.org> escribió:",
    "El martes, 3 de mayo de 2016, Ada Lovelace <ada@example.org> escribió:",
    "El 3 de mayo de 2016, 14:05, Ada Lovelace <ada en example.org> escribió:",
    "El día 3 de mayo de 2016 14:05, Ada Lovelace <ada@example.org> escribió:",
    "Ada Lovelace escribió:",
    # Italian
    "Il 03/05/2016 14:05, Ada Lovelace ha scritto:",
    "Il giorno mar 3 mag 2016 alle ore 14:05 Ada Lovelace <ada@example.org> ha scritto:",
    "Il giorno 03 mag 2016, alle ore 14:05, Ada Lovelace <ada@example.org> ha scritto:",
    "Ada Lovelace ha scritto:",
    "Il Tue, 3 May 2016 14:05:00 +0200, Ada Lovelace ha scritto:",
    # Portuguese
    "Em 03/05/2016 14:05, Ada Lovelace escreveu:",
    "Em ter., 3 de mai. de 2016 às 14:05, Ada Lovelace <ada@example.org> escreveu:",
    "Em 3 de maio de 2016 14:05, Ada Lovelace <ada@example.org> escreveu:",
    "Em ter, 3 de mai de 2016 às 14:05, Ada Lovelace <ada@example.org>\nescreveu:",
    "Ada Lovelace <ada@example.org> escreveu no dia terça, 3/05/2016 à(s) 14:05:",
    # Dutch
    "Op 03-05-16 om 14:05 schreef Ada Lovelace:",
    "Op di 3 mei 2016 om 14:05 schreef Ada Lovelace <ada@example.org>:",
    'Op 3 mei 2016 14:05 schreef "Ada Lovelace" <ada@example.org>:',
    "Op 3 mei 2016, om 14:05 heeft Ada Lovelace <ada@example.org> het volgende geschreven:",
    "Ada Lovelace schreef:",
    # Swedish
    "Den 2016-05-03 kl. 14:05, skrev Ada Lovelace:",
    "Den tis 3 maj 2016 kl 14:05 skrev Ada Lovelace <ada@example.org>:",
    "Den 3 maj 2016 14:05 skrev Ada Lovelace <ada@example.org>:",
    "3 maj 2016 kl. 14:05 skrev Ada Lovelace <ada@example.org>:",
    "On tis, 2016-05-03 at 14:05 +0200, Ada Lovelace wrote:",
    "Ada Lovelace skrev:",
    # Polish
    "W dniu 03.05.2016 o 14:05, Ada Lovelace pisze:",
    "W dniu 03.05.2016 14:05, Ada Lovelace pisze:",
    "wt., 3 maj 2016 o 14:05 Ada Lovelace <ada@example.org> napisał(a):",
    "W dniu 3 maja 2016 14:05 użytkownik Ada Lovelace <ada@example.org> napisał:",
    "Dnia wtorek, 3 maja 2016 14:05:00 Ada Lovelace pisze:",
    "Dnia 3 maja 2016 14:05 Ada Lovelace <ada@example.org> napisał(a):",
    "Ada Lovelace napisał(a):",
    # Czech
    "Dne 3.5.2016 v 14:05 Ada Lovelace napsal(a):",
    "út 3. 5. 2016 v 14:05 odesílatel Ada Lovelace <ada@example.org> napsal:",
    "Dne 3. května 2016 14:05 Ada Lovelace <ada@example.org> napsal(a):",
    "Dne 3. května 2016 14:05 Ada Lovelace <ada@example.org>\nnapsal(a):",
    "Dne úterý 3. května 2016 14:05:00 Ada Lovelace napsal(a):",
    "Ada Lovelace píše:",
    # Russian
    "03.05.2016 14:05, Ada Lovelace пишет:",
    "вт, 3 мая 2016 г. в 14:05, Ada Lovelace <ada@example.org>:",
    "вт, 3 мая 2016 г., 14:05 Ada Lovelace <ada@example.org>:",
    "3 мая 2016 г., 14:05 пользователь Ada Lovelace <ada@example.org> написал:",
    "3 мая 2016 г. 14:05 пользователь Ada Lovelace <ada@example.org>\nнаписал:",
    "В Вт, 03/05/2016 в 14:05 +0300, Ada Lovelace пишет:",
    "On 03.05.2016 14:05, Ada Lovelace написал(а):",
    "Вы писали 3 мая 2016 г., 14:05:",
    "Ada Lovelace писал 2016-05-03 14:05:",
    # Japanese
    "2016年5月3日(火) 14:05 Ada Lovelace <ada@example.org>:",
    "2016年5月3日火曜日 14:05 Ada Lovelace <ada@example.org>:",
    "2016/05/03 14:05、Ada Lovelace <ada@example.org>のメール:",
    "On 2016/05/03 14:05, Ada Lovelace wrote:",
    "Ada Lovelace <ada@example.org> さんは書きました:",
    "Ada Lovelace さんは書きました:",
    "2016年5月3日 14:05 Ada Lovelace <ada@example.org>:",
    "(2016/05/03 14:05), Ada Lovelace wrote:",
    "2016/05/03 14:05, Ada Lovelace wrote:",
    # Chinese
    "Ada Lovelace <ada@example.org> 于2016年5月3日周二 下午2:05写道：",
    "Ada Lovelace <ada@example.org>于2016年5月3日 周二14:05写道：",
    "在 2016年5月3日 下午2:05，Ada Lovelace <ada@example.org>写道：",
    "在 2016年5月3日，14:05，Ada Lovelace <ada@example.org> 写道：",
    '在 2016-05-03 14:05:00，"Ada Lovelace" <ada@example.org> 写道：',
    "于 2016年05月03日 14:05, Ada Lovelace 写道:",
    "On 2016年05月03日 14:05, Ada Lovelace wrote:",
    "Ada Lovelace <ada@example.org> 於 2016年5月3日 週二 下午2:05寫道：",
    "Ada Lovelace 写道:",
]
NAMELESS = {"Вы писали 3 мая 2016 г., 14:05:"}  # it tells whom it answers, and not who that is


def quoted(text: str) -> Segment:
    """Return the segment that holds the words "old words"."""
    return next(s for s in split_zones(ID, text) if "old words" in text[s.span.start : s.span.end])


def said_by_sender(text: str) -> str:
    """Return what is taken for the sender's own sentences."""
    return "".join(
        text[s.span.start : s.span.end]
        for s in split_zones(ID, text)
        if s.depth == 0 and s.zone == "paragraph"
    )


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("I think that this is the final word. Ada Lovelace says:", ADA),
        ("+0200, Ada Lovelace wrote:", ADA),
        ("=2C Ada Lovelace wrote:", ADA),
        ("Ada Lovelace=20 wrote:", ADA),
        ("Ada Lovelace a class=moz-txt-link href= wrote:", ADA),
        ("Robert A. Knop Jr. wrote:", "Robert A. Knop Jr"),
        ("Terry F. wrote:", "Terry F."),
        ("El 03/05/2016 14:05, usted escribió:", None),
        ("Le 03/05/2016 14:05, vous avez écrit :", None),
        ("El 03/05/2016 14:05, Fco. Javier M. C. escribió:", "Fco. Javier M. C."),
        ("which is not supported anyway. Also, he wrote:", None),
        ("From: To: Ada wrote:", None),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(said, name):
    found = quoted(f"It is mine.\n\n{said}\n> old words\n").attribution
    assert (found and found.name) == name


@pytest.mark.parametrize("said", SAID)
def test_an_attribution_names_the_writer_of_the_quote_below(said):
    text = f"It is mine.\n\n{said}\n> old words\n"
    found = quoted(text)
    if said in NAMELESS:
        assert (found.depth, found.attribution) == (1, None)
        return
    assert found.attribution is not None
    assert (found.depth, found.attribution.name) == (1, ADA)
    spelled = any(form in said for form in ("ada@example", "ada at ", "ada en "))
    assert found.attribution.address == ("ada@example.org" if spelled else None)
    span = found.attribution.span
    assert text[span.start : span.end] == said
    assert said_by_sender(text) == "It is mine.\n\n"


@pytest.mark.parametrize("said", [s for s in SAID if any(c.isdigit() for c in s) or "@" in s])
def test_without_marks_what_stands_below_is_not_the_senders(said):
    """Mailers that drop the marks keep the attribution: with date or address it is believed."""
    text = f"It is mine.\n\n{said}\n\nThese are old words.\n"
    assert (quoted(text).depth, said_by_sender(text)) == (1, "It is mine.\n\n")


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("On Tue, 3 May 2016 at 14:05, Ada <ada@example.org> wrote:", "Tue, 3 May 2016 at 14:05"),
        ("Am 03.05.2016 um 14:05 schrieb Ada Lovelace:", "03.05.2016 um 14:05"),
        ("Excerpts from Ada's message of 2016-05-03 14:05:00 +0200:", "2016-05-03 14:05:00 +0200"),
        ("Ada Lovelace wrote on 3 May 2016:", "3 May 2016"),
        ("Ada Lovelace wrote:", None),
    ],
)
def test_the_date_is_kept_as_said(said, date):
    attribution = quoted(f"{said}\n> old words").attribution
    assert attribution is not None
    assert attribution.date == date


@pytest.mark.parametrize(
    "line",
    [
        "As I wrote on 3 May 2016 we have to wait:",
        "He said:",
        "The log says:",
        "Only this was said by nobody:",
        "On 3 May 2016 we met.",
        "Once Ada wrote it, we all read it:",
        "It works on Debian 12, says the page at https://example.org/2016/05/03:",
    ],
)
def test_what_is_no_attribution_leaves_the_words_below_to_the_sender(line):
    text = f"{line}\n\nThese are my words.\n"
    assert said_by_sender(text) == text


def author(text: str) -> tuple[str | None, str | None]:
    """Return name and address that the deepest quote is attributed to."""
    quotes = [s for s in split_zones(ID, text) if s.zone == "quotation"]
    said = max(quotes, key=lambda s: s.depth).attribution
    return (said.name, said.address) if said else (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A wrote:\n> On 3 May 2016, Ada wrote:\n>> old\n> mid", ("Ada", None)),
        ("As I said:\n\nno quote\n> old", (None, None)),
        ("[Ada Lovelace] wrote:\n> old", (None, None)),
        (
            "----- Original Message -----\nFrom: Ada <ada@example.org>\nTo: dev\nDate: x\n\n> old",
            ("Ada", "ada@example.org"),
        ),
        ("On 3 May 2016, ada at example.org wrote:\n> old", (None, "ada@example.org")),
        ("On 3 May 2016, ada(at)example.org wrote:\n> old", (None, "ada@example.org")),
        ("On Thursday 02, Ada Lovelace wrote:\n> old", ("Ada Lovelace", None)),
        ("Quoting the man page:\n> old", (None, None)),
        ("Ada <ada at example.**org> wrote:\n> old", ("Ada", "ada@example.org")),
        (
            'Am 03.05.16 14:05 schrieb "Ada Lovelace" unter <ada@example.org>:\n> old',
            ("Ada Lovelace", "ada@example.org"),
        ),
        (
            "On Tue, May 3, 2016 at 2:05 PM, Ada-2 [via dev] <\nml-node+s1n7h4@x.org> wrote:\n> a",
            ("Ada-2", None),
        ),
        (
            ">       > On Tue, May 3, 2016 at 2:05 PM, Ada Lovelace wrote:\n>       >> old",
            ("Ada Lovelace", None),
        ),
        ("Ada L. via dev <dev@example.org> wrote:\n> old", ("Ada L.", None)),
        ("Ada L. via B4 Relay <devnull@example.org> wrote:\n> old", ("Ada L.", None)),
        ("dev-bounces@example.org wrote on 05/03/2016 02:05 PM:\n> old", (None, None)),
        ("Ada <ada-owner@example.org> wrote:\n> old", ("Ada", None)),
        ("Ada <ada.owner@example.org> wrote:\n> old", ("Ada", "ada.owner@example.org")),
        ("On 02/09, Ada Lovelace wrote:\n> old", ("Ada Lovelace", None)),
        ("Yesterday at 15:02, Ada Lovelace wrote:\n> old", ("Ada Lovelace", None)),
        (
            '>>>>> "Ada" == Ada Lovelace <ada@example.org> writes:\n> old',
            ("Ada Lovelace", "ada@example.org"),
        ),
    ],
)
def test_authors(text, expected):
    assert author(text) == expected


def test_a_quote_in_a_quote_has_its_own_author():
    text = (
        "Ada Lovelace wrote:\n> Bob Mason wrote:\n> > Cy Young wrote:\n> > > c\n> > b\n> a\nmine\n"
    )
    names = {
        s.depth: s.attribution.name
        for s in split_zones(ID, text)
        if s.zone == "quotation" and s.attribution
    }
    assert names == {1: "Ada Lovelace", 2: "Bob Mason", 3: "Cy Young"}


ASCII_VERBS = sorted(
    {word for word in re.findall(r"[a-z]+(?: [a-z]+)*", VERB.small.pattern) if VERB.search(word)}
)


@pytest.mark.parametrize("verb", ASCII_VERBS)
def test_what_is_looked_for_first_is_in_every_verb(verb):
    assert VERB_HINT.search(verb)


@pytest.mark.parametrize(
    "said",
    [
        "في الثلاثاء، 3 مايو 2016 في 2:05 م تمت كتابة ما يلي بواسطة Ada Lovelace <ada@example.org>:",  # noqa: E501
        "در تاریخ سه‌شنبه ۳ مهٔ ۲۰۱۶،\u200f ۱۴:۰۵ Ada Lovelace <ada@example.org> نوشت:",
    ],
)
def test_who_is_named_in_letters_from_right_to_left(said):
    (segment,) = split_zones(MessageId("a@x"), f"Yes.\n\n{said}\n\nDrop it.\n")[2:]
    assert segment.attribution is not None
    assert (segment.depth, segment.attribution.name) == (1, "Ada Lovelace")
