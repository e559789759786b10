"""How mail clients quote, forward and copy in plain text: whose words each line holds."""

# ruff: noqa: W291  (mailers leave blanks at the end of lines)

from __future__ import annotations

import pytest

from .mailers import read_back

# name: drawing, and who is said to have written what it quotes, and when
MAILERS: dict[str, tuple[str, ...]] = {
    "mutt": (
        """\
: |On Tue, May 03, 2016 at 02:05:00PM +0200, Ada Lovelace wrote:
: |> On Mon, May 02, 2016 at 09:00:00AM +0000, Cy Young wrote:
2C|> > The gate stands open.
  |>
1A|> Shall we close it?
  |
0 |Yes, from Monday on.
  |
1A|> I have the key.
  |
0 |Keep it.
  |
- |-- 
- |Bob
""",
        "Cy Young Mon, May 02, 2016 at 09:00:00AM +0000",
        "Ada Lovelace Tue, May 03, 2016 at 02:05:00PM +0200",
    ),
    "mutt, a forward": (
        """\
0 |Look at this.
  |
: |----- Forwarded message from Ada Lovelace <ada@example.org> -----
  |
: |Date: Tue, 3 May 2016 14:05:00 +0200
: |From: Ada Lovelace <ada@example.org>
: |To: dev@example.org
: |Subject: gate
  |
1A|Shall we close it?
  |
- |----- End forwarded message -----
  |
0 |We have closed it.
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200",
    ),
    "mutt, a date in brackets": (
        """\
: |* Ada Lovelace <ada@example.org> [2016-05-03 14:05]:
  |
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org> 2016-05-03 14:05",
    ),
    "pine": (
        """\
: |On Tue, 3 May 2016, Ada Lovelace wrote:
  |
1A|> Shall we close it?
  |
0 |Yes, from Monday on.
""",
        "Ada Lovelace Tue, 3 May 2016",
    ),
    "alpine, a forward": (
        """\
  |
0 |Look at this.
  |
: |---------- Forwarded message ----------
: |Date: Tue, 3 May 2016 14:05:00 +0200 (CEST)
: |From: Ada Lovelace <ada@example.org>
: |To: dev@example.org
: |Subject: gate
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200 (CEST)",
    ),
    "elm": (
        """\
: |According to Ada Lovelace:
  |> 
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace",
    ),
    "elm, a forward": (
        """\
: |Forwarded message:
: |> From ada@example.org Tue May  3 14:05:00 2016
: |> From: ada@example.org (Ada Lovelace)
: |> Subject: gate
: |> Date: Tue, 3 May 2016 14:05:00 +0200 (MET DST)
  |> 
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200 (MET DST)",
    ),
    "gnus": (
        """\
: |Ada Lovelace <ada@example.org> writes:
  |
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org>",
    ),
    "gnus, with a date": (
        """\
: |On Tue, May 03 2016, Ada Lovelace wrote:
  |
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace Tue, May 03 2016",
    ),
    "gnus, a forward": (
        """\
0 |Look at this.
  |
: |-------------------- Start of forwarded message --------------------
: |From: Ada Lovelace <ada@example.org>
: |Subject: gate
: |Date: Tue, 03 May 2016 14:05:00 +0200
  |
1A|Shall we close it?
- |-------------------- End of forwarded message --------------------
  |
0 |We have closed it.
""",
        "Ada Lovelace <ada@example.org> Tue, 03 May 2016 14:05:00 +0200",
    ),
    "supercite": (
        """\
: |>>>>> "Ada" == Ada Lovelace <ada@example.org> writes:
  |
1A|    Ada> Shall we close it?
1A|    Ada> I have the key.
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org>",
    ),
    "supercite, names behind names": (
        """\
: |>>>>> "Ada" == Ada Lovelace <ada@example.org> writes:
: |>>>>>> "Cy" == Cy Young <cy@example.org> writes:
  |
2C|    Cy>> The gate stands open.
  |
1A|    Ada> Shall we close it?
  |
0 |Yes.
""",
        "Cy Young <cy@example.org>",
        "Ada Lovelace <ada@example.org>",
    ),
    "initials": (
        """\
: |On Tue, 03 May 2016 14:05:00 +0200, Ada Lovelace <ada@example.org> said:
  |
1A|AL> Shall we close it?
1A|AL> I have the key.
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org> Tue, 03 May 2016 14:05:00 +0200",
    ),
    "vm": (
        """\
: |Ada Lovelace writes:
1A| > Shall we close it?
  | > 
1A| > I have the key.
  |
0 |Yes.
""",
        "Ada Lovelace",
    ),
    "vm, a forward": (
        """\
0 |Look at this.
  |
: |------- start of forwarded message (RFC 934 encapsulation) -------
: |From: Ada Lovelace <ada@example.org>
: |To: dev@example.org
: |Subject: gate
: |Date: Tue, 3 May 2016 14:05:00 +0200
  |
1A|Shall we close it?
- |------- end -------
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200",
    ),
    "mh-e, a forward": (
        """\
0 |Look at this.
  |
: |------- Forwarded Message
  |
: |Date:    Tue, 03 May 2016 14:05:00 +0200
: |From:    Ada Lovelace <ada@example.org>
: |To:      dev@example.org
: |Subject: gate
  |
1A|Shall we close it?
  |
- |------- End of Forwarded Message
  |
0 |We have closed it.
""",
        "Ada Lovelace <ada@example.org> Tue, 03 May 2016 14:05:00 +0200",
    ),
    "exmh": (
        """\
: |ada@example.org said:
1A|> Shall we close it? 
  |
0 |Yes.
""",
        "<ada@example.org>",
    ),
    "thunderbird": (
        """\
: |On 5/3/16 2:05 PM, Ada Lovelace wrote:
: |> On 02.05.2016 09:00, Cy Young wrote:
2C|>> The gate stands open.
1A|> Shall we close it?
0 |Yes.
1A|> I have the key.
0 |Keep it.
""",
        "Cy Young 02.05.2016 09:00",
        "Ada Lovelace 5/3/16 2:05 PM",
    ),
    "thunderbird, a forward": (
        """\
0 |Look at this.
  |
  |
: |-------- Forwarded Message --------
: |Subject: \tgate
: |Date: \tTue, 3 May 2016 14:05:00 +0200
: |From: \tAda Lovelace <ada@example.org>
: |Reply-To: \tdev@example.org
: |To: \tdev@example.org
  |
  |
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200",
    ),
    "netscape, seamonkey": (
        """\
: |Ada Lovelace wrote:
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace",
    ),
    "evolution": (
        """\
: |On Tue, 2016-05-03 at 14:05 +0200, Ada Lovelace wrote:
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace Tue, 2016-05-03 at 14:05 +0200",
    ),
    "kmail": (
        """\
: |On Tuesday, 3 May 2016 14:05:00 CEST Ada Lovelace wrote:
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace Tuesday, 3 May 2016 14:05:00 CEST",
    ),
    "kmail, a forward": (
        """\
0 |Look at this.
  |
: |----------  Forwarded Message  ----------
  |
: |Subject: gate
: |Date: Tuesday 03 May 2016, 14:05:00
: |From: Ada Lovelace <ada@example.org>
: |To: dev@example.org
  |
1A|Shall we close it?
- |-----------------------------------------
""",
        "Ada Lovelace <ada@example.org> Tuesday 03 May 2016, 14:05:00",
    ),
    "claws, sylpheed": (
        """\
: |On Tue, 3 May 2016 14:05:00 +0200
: |Ada Lovelace <ada@example.org> wrote:
  |
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200",
    ),
    "wanderlust": (
        """\
: |At Tue, 03 May 2016 14:05:00 +0200,
: |Ada Lovelace wrote:
  |> 
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace Tue, 03 May 2016 14:05:00 +0200",
    ),
    "mew": (
        """\
: |From: Ada Lovelace <ada@example.org>
: |Subject: gate
: |Date: Tue, 03 May 2016 14:05:00 +0200
  |
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org> Tue, 03 May 2016 14:05:00 +0200",
    ),
    "cmail, morq": (
        """\
: |In message "Re: gate"
: |    on 16/05/03, Ada Lovelace <ada@example.org> writes:
  |
1A||Shall we close it?
1A||I have the key.
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org> 16/05/03",
    ),
    "apple mail": (
        """\
0 |Yes.
  |
: |On May 3, 2016, at 2:05 PM, Ada Lovelace <ada@example.org> wrote:
  |
1A|> Shall we close it?
  |> 
: |> On 2 May 2016, at 09:00, Cy Young wrote:
2C|>> The gate stands open.
""",
        "Ada Lovelace <ada@example.org> May 3, 2016, at 2:05 PM",
        "Cy Young 2 May 2016, at 09:00",
    ),
    "apple mail, a forward": (
        """\
0 |Look at this.
  |
: |Begin forwarded message:
  |
: |> From: Ada Lovelace <ada@example.org>
: |> Subject: gate
: |> Date: May 3, 2016 at 2:05:00 PM GMT+2
: |> To: dev@example.org
  |> 
1A|> Shall we close it?
""",
        "Ada Lovelace <ada@example.org> May 3, 2016 at 2:05:00 PM GMT+2",
    ),
    "iphone": (
        """\
0 |Yes.
  |
- |Sent from my iPhone
  |
: |> On 3 May 2016, at 14:05, Ada Lovelace <ada@example.org> wrote:
  |> 
1A|> Shall we close it?
""",
        "Ada Lovelace <ada@example.org> 3 May 2016, at 14:05",
    ),
    "ipad, a mark of no width": (
        """\
0 |Yes.
  |
- |Sent from my iPad
  |
: |> On 3 May 2016, at 14:05, Ada Lovelace <ada@example.org> wrote:
  |> 
1A|> \ufeffShall we close it?
""",
        "Ada Lovelace <ada@example.org> 3 May 2016, at 14:05",
    ),
    "gmail": (
        """\
0 |Yes.
  |
: |On Tue, May 3, 2016 at 2:05 PM Ada Lovelace <ada@example.org> wrote:
  |
1A|> Shall we close it?
  |>
: |> On Mon, May 2, 2016 at 9:00 AM, Cy Young <cy@example.org> wrote:
  |>
2C|>> The gate stands open.
""",
        "Ada Lovelace <ada@example.org> Tue, May 3, 2016 at 2:05 PM",
        "Cy Young <cy@example.org> Mon, May 2, 2016 at 9:00 AM",
    ),
    "gmail on a phone": (
        """\
0 |Yes.
: |On May 3, 2016 2:05 PM, "Ada Lovelace" <ada@example.org> wrote:
  |
1A|> Shall we close it?
""",
        "Ada Lovelace <ada@example.org> May 3, 2016 2:05 PM",
    ),
    "gmail, a forward": (
        """\
0 |Look at this.
  |
: |---------- Forwarded message ---------
: |From: Ada Lovelace <ada@example.org>
: |Date: Tue, May 3, 2016 at 2:05 PM
: |Subject: gate
: |To: <dev@example.org>
  |
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tue, May 3, 2016 at 2:05 PM",
    ),
    "eudora": (
        """\
: |At 02:05 PM 5/3/2016, Ada Lovelace wrote:
1A|>Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace 02:05 PM 5/3/2016",
    ),
    "pegasus": (
        """\
: |On 3 May 2016 at 14:05, Ada Lovelace wrote:
  |
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace 3 May 2016 at 14:05",
    ),
    "pegasus, fields above a quote": (
        """\
: |From:           \tAda Lovelace <ada@example.org>
: |To:             \tdev@example.org
: |Date sent:      \tTue, 3 May 2016 14:05:00 +0200
: |Subject:        \tgate
  |
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200",
    ),
    "pegasus, a forward": (
        """\
0 |Look at this.
  |
: |------- Forwarded message follows -------
: |From:           \tAda Lovelace <ada@example.org>
: |Date sent:      \tTue, 3 May 2016 14:05:00 +0200
: |Subject:        \tgate
  |
1A|Shall we close it?
- |------- End of forwarded message -------
0 |We have closed it.
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200",
    ),
    "opera": (
        """\
: |On Tue, 03 May 2016 14:05:00 +0200, Ada Lovelace <ada@example.org>  
: |wrote:
  |
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org> Tue, 03 May 2016 14:05:00 +0200",
    ),
    "the bat": (
        """\
0 |Hello Ada,
  |
: |Tuesday, May 3, 2016, 2:05:00 PM, you wrote:
  |
1?|AL> Shall we close it?
  |
0 |Yes.
  |
2?|AL>> The gate stands open.
  |
0 |No more.
""",
    ),
    "fido": (
        """\
: |Ada Lovelace wrote in a message to Bob Mason:
  |
1A| AL> Shall we close it?
1A| AL> I have the key.
  |
0 |Yes.
""",
        "Ada Lovelace",
    ),
}


@pytest.mark.parametrize("name", MAILERS)
def test_each_line_is_of_whom_its_mailer_says(name):
    drawing, *said = MAILERS[name]
    assert read_back(drawing) == (drawing, said)
