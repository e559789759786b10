"""How offices and old web mail quote in plain text: whose words each line holds."""

# ruff: noqa: W291  (mailers leave blanks at the end of lines)

from __future__ import annotations

import pytest

from .mailers import read_back

# name: drawing, and who is said to have written what it quotes, and when
MAILERS: dict[str, tuple[str, ...]] = {
    "outlook": (
        """\
0 |Yes.
  |
: |-----Original Message-----
: |From: dev [mailto:dev-bounces@example.org] On Behalf Of Ada Lovelace
: |Sent: Tuesday, May 3, 2016 2:05 PM
: |To: dev@example.org
: |Subject: RE: gate
  |
1A|Shall we close it?
  |
: |-----Original Message-----
: |From: Cy Young [mailto:cy@example.org] 
: |Sent: Monday, May 2, 2016 9:00 AM
: |To: Ada Lovelace
: |Subject: gate
  |
2C|The gate stands open.
""",
        "Ada Lovelace Tuesday, May 3, 2016 2:05 PM",
        "Cy Young <cy@example.org> Monday, May 2, 2016 9:00 AM",
    ),
    "outlook, with marks, block and all": (
        """\
0 |Yes.
  |
: |> -----Original Message-----
: |> From: Ada Lovelace [mailto:ada@example.org]
: |> Sent: Tuesday, May 3, 2016 2:05 PM
: |> To: dev@example.org
: |> Subject: gate
  |> 
1A|> Shall we close it?
0 |From Monday on.
1A|> I have the key.
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 3, 2016 2:05 PM",
    ),
    "outlook express": (
        """\
0 |Yes.
  |
: |----- Original Message ----- 
: |From: "Ada Lovelace" <ada@example.org>
: |To: <dev@example.org>
: |Sent: Tuesday, May 03, 2016 2:05 PM
: |Subject: gate
  |
  |
1A|> Shall we close it?
1A|> I have the key.
  |
0 |Keep it.
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 03, 2016 2:05 PM",
    ),
    # who wrote an answer inside the copy is told by its colour alone, which plain text has not
    "outlook, answers inside": (
        """\
0 |Mine are inside, at [Bob].
  |
: |From: Ada Lovelace <ada@example.org>
: |Sent: Tuesday, May 3, 2016 2:05 PM
: |To: Bob Mason
: |Subject: gate
  |
1A|Shall we close it?
1A|[Bob] Yes.
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 3, 2016 2:05 PM",
    ),
    "outlook on the web": (
        """\
0 |Yes.
- |________________________________
: |From: Ada Lovelace <ada@example.org>
: |Sent: Tuesday, May 3, 2016 2:05 PM
: |To: dev@example.org <dev@example.org>
: |Subject: gate
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 3, 2016 2:05 PM",
    ),
    "exchange, addresses in brackets": (
        """\
0 |Yes.
- |________________________________________
: |From: dev [dev-bounces@example.org] on behalf of Ada Lovelace [ada@example.org]
: |Sent: Tuesday, May 03, 2016 2:05 PM
: |To: dev@example.org
: |Subject: gate
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 03, 2016 2:05 PM",
    ),
    "outlook for mac": (
        """\
0 |Yes.
  |
: |From: Ada Lovelace <ada@example.org>
: |Date: Tuesday, May 3, 2016 at 2:05 PM
: |To: dev <dev@example.org>
: |Subject: gate
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 3, 2016 at 2:05 PM",
    ),
    "entourage": (
        """\
: |On 5/3/16 2:05 PM, "Ada Lovelace" <ada@example.org> wrote:
  |
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org> 5/3/16 2:05 PM",
    ),
    "entourage, a forward": (
        """\
0 |Look at this.
  |
: |------ Forwarded Message
: |From: Ada Lovelace <ada@example.org>
: |Date: Tue, 03 May 2016 14:05:00 +0200
: |To: <dev@example.org>
: |Subject: gate
  |
1A|Shall we close it?
  |
- |------ End of Forwarded Message
  |
0 |We have closed it.
""",
        "Ada Lovelace <ada@example.org> Tue, 03 May 2016 14:05:00 +0200",
    ),
    "outlook for android": (
        """\
0 |Yes.
  |
- |Get Outlook for Android<https://example.org/app>
- |________________________________
: |From: Ada Lovelace <ada@example.org>
: |Sent: Tuesday, May 3, 2016 2:05:00 PM
: |To: dev@example.org <dev@example.org>
: |Subject: gate
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 3, 2016 2:05:00 PM",
    ),
    "mail for windows": (
        """\
0 |Yes.
  |
- |Sent from Mail for Windows 10
  |
: |From: Ada Lovelace
: |Sent: Tuesday, May 3, 2016 2:05 PM
: |To: Bob Mason
: |Subject: gate
  |
1A|Shall we close it?
""",
        "Ada Lovelace Tuesday, May 3, 2016 2:05 PM",
    ),
    "hotmail, a line above the block": (
        """\
0 |Yes.
  |
: |----Original Message Follows----
: |From: Ada Lovelace <ada@example.org>
: |Reply-To: dev@example.org
: |To: dev@example.org
: |Subject: gate
: |Date: Tue, 3 May 2016 14:05:00 +0200
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200",
    ),
    "hotmail, all with marks": (
        """\
0 |Yes.
  |
: |>From: Ada Lovelace <ada@example.org>
: |>To: dev@example.org
: |>Subject: gate
: |>Date: Tue, 3 May 2016 14:05:00 +0200
  |>
1A|>Shall we close it?
1A|>I have the key.
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200",
    ),
    "hotmail, date first": (
        """\
0 |Yes.
  |
: |Date: Tue, 3 May 2016 14:05:00 +0200
: |From: ada@example.org
: |To: dev@example.org
: |Subject: gate
  |
1A|Shall we close it?
""",
        "<ada@example.org> Tue, 3 May 2016 14:05:00 +0200",
    ),
    "aol": (
        """\
0 |Yes.
  |
: |-----Original Message-----
: |From: Ada Lovelace <ada@example.org>
: |To: dev <dev@example.org>
: |Sent: Tue, May 3, 2016 2:05 pm
: |Subject: gate
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tue, May 3, 2016 2:05 pm",
    ),
    "aol, old": (
        """\
0 |Yes.
  |
: |In a message dated 5/3/2016 2:05:00 P.M. Eastern Daylight Time,  
: |ada@example.org writes:
  |
1A|Shall we close it?
""",
        "<ada@example.org> 5/3/2016 2:05:00 P.M. Eastern Daylight Time",
    ),
    "yahoo, old": (
        """\
0 |Yes.
  |
: |--- Ada Lovelace <ada@example.org> wrote:
  |
1A|> Shall we close it?
""",
        "Ada Lovelace <ada@example.org>",
    ),
    "yahoo, with a block below": (
        """\
0 |Yes.
  |
: |--- On Tue, 5/3/16, Ada Lovelace <ada@example.org> wrote:
  |
: |From: Ada Lovelace <ada@example.org>
: |Subject: gate
: |To: dev@example.org
: |Date: Tuesday, May 3, 2016, 2:05 PM
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 3, 2016, 2:05 PM",
    ),
    "yahoo, a rule": (
        """\
0 |Yes.
  |
  |
- |________________________________
: | From: Ada Lovelace <ada@example.org>
: |To: dev@example.org 
: |Sent: Tuesday, May 3, 2016 2:05 PM
: |Subject: gate
  | 
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 3, 2016 2:05 PM",
    ),
    "yahoo, new": (
        """\
0 | Yes.
: |    On Tuesday, May 3, 2016, 02:05:00 PM GMT+2, Ada Lovelace <ada@example.org> wrote:  
  | 
1A| Shall we close it?
  |
1A|I have the key.
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 3, 2016, 02:05:00 PM GMT+2",
    ),
    "notes, marks": (
        """\
0 |Yes.
  |
: |Ada Lovelace <ada@example.org> wrote on 05/03/2016 02:05:00 PM:
  |
1A|> Shall we close it?
1A|> I have the key.
""",
        "Ada Lovelace <ada@example.org> 05/03/2016 02:05:00 PM",
    ),
    "notes, a block": (
        """\
0 |Yes.
  |
: |From:\tAda Lovelace/Boston/Example@EXAMPLE
: |To:\tdev@example.org
: |Date:\t05/03/2016 02:05 PM
: |Subject:\tgate
: |Sent by:\tdev-bounces@example.org
  |
  |
  |
1A|Shall we close it?
""",
        "Ada Lovelace 05/03/2016 02:05 PM",
    ),
    "notes, old": (
        """\
0 |Yes.
  |
  |
  |
  |
: |ada@example.org (Ada Lovelace)
: |05/03/2016 02:05 PM
: |Please respond to dev
  |
  | 
: |        To:     dev@example.org
: |        cc:     
: |        Subject:        gate
  |
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> 05/03/2016 02:05 PM",
    ),
    "inotes": (
        """\
0 |Yes.
  |
: |-----Ada Lovelace <ada@example.org> wrote: -----
  |
: |To: dev@example.org
: |From: Ada Lovelace <ada@example.org>
: |Date: 05/03/2016 02:05PM
: |Subject: gate
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> 05/03/2016 02:05PM",
    ),
    "groupwise, no marks": (
        """\
0 |Yes.
  |
: |>>> Ada Lovelace <ada@example.org> 05/03/16 2:05 PM >>>
1A|Shall we close it?
  |
1A|I have the key.
""",
        "Ada Lovelace <ada@example.org> 05/03/16 2:05 PM",
    ),
    "groupwise, a name alone": (
        """\
0 |Yes.
  |
: |>>> "Ada Lovelace" 5/3/2016 14:05 >>>
1A|Shall we close it?
""",
        "Ada Lovelace 5/3/2016 14:05",
    ),
    "groupwise, with an id": (
        """\
: |>>> On 5/3/2016 at 2:05 PM, in message
: |<a1.example.org@gw.example.org>, Ada Lovelace
: |<ada@example.org> wrote:
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org> 5/3/2016 at 2:05 PM",
    ),
}


@pytest.mark.parametrize("name", MAILERS)
def test_each_line_is_of_whom_its_mailer_says(name):
    drawing, *said = MAILERS[name]
    assert read_back(drawing) == (drawing, said)
