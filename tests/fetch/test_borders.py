"""A pipermail month in which a body looks like a mail: kept as one, and told."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime, timedelta

import pytest

from listminer.fetch.borders import watched_month
from listminer.fetch.mbox import split_mbox
from listminer.model import Archive, Problem

ARCHIVE = Archive(name="dev", kind="pipermail", location="x")
START = datetime(2016, 3, 1, 10, 0, 0, tzinfo=UTC)


def mail(number: int, *, clock_h: float = -8, body: str = "So it is.") -> str:
    """Return a mail as pipermail writes it, whose server's clock stands so far from UTC."""
    date = START + timedelta(hours=number)
    line = f"{date + timedelta(hours=clock_h):%a %b %e %H:%M:%S %Y}"
    return (
        f"From ada at example.org  {line}\n"
        f"From: ada at example.org (Ada)\nDate: {date:%a, %d %b %Y %H:%M:%S} +0000\n"
        f"Subject: Gate\nMessage-ID: <{number}@example.org>\n\n{body}\n\n"
    )


def told(text: str, listed: list[int | None] | None = None) -> list[str]:
    mails = split_mbox(io.BytesIO(text.encode()), ARCHIVE, "m", dialect="pipermail")
    found = watched_month(mails, "m", lambda: listed or ())
    return [each.message for each in found if isinstance(each, Problem)]


MONTH = [mail(number) for number in range(20)]


@pytest.mark.parametrize("clock_h", [0, -8.5, 100, -7.75])
def test_a_from_line_by_another_clock_is_told(clock_h):
    forged = mail(20, body="Yes.\n\n" + mail(21, clock_h=clock_h, body="+1"))
    (line,) = told("".join((*MONTH, forged)))
    place = sum(map(len, MONTH)) + forged.index("\nFrom ada", 1) + 1
    assert line == (
        f"1 mail at m#byte={place}, whose From_ line was written by another clock than those of"
        " its month: it may stand in the text of the one before"
    )


def test_many_are_one_line():
    forged = [mail(number, clock_h=number + 3) for number in range(2)]
    assert [line.split(" at ")[0] for line in told("".join((*MONTH, *forged)))] == [
        "2 mails, the first of them"
    ]


def test_summer_time_and_a_server_that_moved_are_no_news():
    moved = [mail(number, clock_h=1) for number in range(5)]
    summer = [mail(number, clock_h=-7) for number in range(1)]
    assert told("".join((*MONTH, *moved, *summer))) == []


def test_a_mail_that_the_server_does_not_list_is_told():
    seconds = [int((START + timedelta(hours=number)).timestamp()) for number in range(21)]
    carrier = mail(20, body="Yes.\n\n" + mail(3, body="+1").replace("<3@", "<33@"))
    (line,) = told("".join((*MONTH, carrier)), seconds)
    assert "which the server's list of articles does not have" in line
    assert line.startswith(f"1 mail at m#byte={sum(map(len, MONTH)) + carrier.rindex('From ada')}")
    assert told("".join((*MONTH, mail(20))), seconds) == []
    assert told("".join(MONTH), seconds) == []  # the list is newer than the text
    assert told("".join((*MONTH, mail(99))), seconds) == []  # a date that is read otherwise
    assert told("".join(MONTH) + mail(3), seconds[:20]) == []  # the same mail twice


def test_a_date_that_cannot_be_read_is_no_clock():
    text = mail(0).replace("2016 10", "99999 99")
    assert told(text + "".join(MONTH)) == []


def test_a_month_of_mails_costs_little():
    began = time.perf_counter()
    told("".join(mail(0, clock_h=number / 4) for number in range(3000)))
    assert time.perf_counter() - began < 20
