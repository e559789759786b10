"""Who sends the words of others under a date before theirs wins nothing by it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.model import SPOKEN_ZONES
from listminer.pipeline import discussions_of
from listminer.thread.order import _rising

SAID = (
    "I propose that we drop the old gate driver, because nobody has maintained it since spring.\n"
    "I will remove it on Friday, after the release is out.\n"
)
ADA = "From ada@example.org Tue May  3 14:05:00 2016\nFrom: Ada <ada@example.org>\n"
MAL = "From mal@example.net {} 2016\nFrom: Mal <mal@example.net>\n"
THIRD = "Tue, 3 May 2016 14:05:00 +0000"
SECOND = "Mon, 2 May 2016 14:05:00 +0000"
ON_2ND, AT_ONE, ON_4TH = "Mon May  2 14:05:00", "Tue May  3 13:05:00", "Wed May  4 09:00:00"


def mail(envelope, date, own, *, to=None, more="", text=SAID):
    to = f"In-Reply-To: <{to}>\n" if to else ""
    return f"{envelope}Date: {date}\nMessage-ID: <{own}>\nSubject: Gate\n{to}{more}\n{text}\n"


def who_says_it(folder, *mails):
    (folder / "dev.mbox").write_text("".join(mails))
    (discussion,) = discussions_of(folder / "dev.mbox")
    return {
        message.sender.name
        for message in discussion.heard
        for each in discussion.segments[message.message_id]
        if not each.depth
        and each.zone in SPOKEN_ZONES
        and "nobody has maintained" in message.text[each.span.start : each.span.end]
    }


VICTIM = mail(ADA, THIRD, "v@x")
LATER = "Received: from a by b; Wed, 4 May 2016 09:00:00 +0000\n"
REPLY = mail(ADA, THIRD, "w@x", to="v@x", text="And more of it.\n")


@pytest.mark.parametrize(
    ("mails", "who"),
    [
        # he answers it
        ([VICTIM, mail(MAL.format(ON_2ND), SECOND, "m@y", to="v@x")], {"Ada"}),
        # it came when others were there, as its From_ line says, as a server says
        ([VICTIM, mail(MAL.format(ON_4TH), SECOND, "m@y")], {"Ada"}),
        ([mail(MAL.format(ON_2ND), SECOND, "m@y", more=LATER), VICTIM], {"Ada"}),
        # and stands in the file below those
        ([VICTIM, REPLY, mail(MAL.format(ON_2ND), SECOND, "m@y")], {"Ada"}),
        # an hour before, also
        (
            [VICTIM, REPLY, mail(MAL.format(AT_ONE), THIRD.replace("14", "13"), "m")],
            {"Ada"},
        ),
        # nothing tells whether this file goes up or down: nobody's words are taken from them
        ([VICTIM, mail(MAL.format(ON_2ND), SECOND, "m@y")], {"Ada", "Mal"}),
        # he takes the id that she cites, or hers
        (
            [mail(ADA, THIRD, "v@x", to="g@x"), mail(MAL.format(ON_4TH), SECOND, "g@x")],
            {"Ada", "Mal"},
        ),
        ([VICTIM, mail(MAL.format(ON_4TH), SECOND, "v@x", text=SAID + "So I say.\n")], {"Ada"}),
        # who copies under a date of her own copies
        ([mail(MAL.format(ON_2ND), SECOND, "m@y"), VICTIM], {"Mal"}),
    ],
)
def test_a_date_before_theirs_gives_nobody_the_words_of_others(tmp_path, mails, who):
    assert who_says_it(tmp_path, *mails) == who


def test_who_answers_under_an_earlier_date_stands_below(tmp_path):
    (tmp_path / "dev.mbox").write_text(VICTIM + mail(MAL.format(ON_2ND), SECOND, "m@y", to="v@x"))
    (discussion,) = discussions_of(tmp_path / "dev.mbox")
    assert [(node.message_id, node.parent) for node in discussion.thread.nodes] == [
        ("v@x", None),
        ("m@y", "v@x"),
    ]


@given(st.lists(st.integers(0, 50), min_size=1, max_size=40))
def test_dates_that_do_not_fit_give_way_and_no_others(days):
    dates = [datetime(2016, 1, 1) + timedelta(days=day) for day in days]
    found = _rising(dates)
    assert found == sorted(found)
    assert set(found) <= set(dates)
    if dates == sorted(dates):
        assert found == dates
