"""How web mail and telephones quote in plain text: whose words each line holds."""

# ruff: noqa: W291  (mailers leave blanks at the end of lines)

from __future__ import annotations

import pytest

from .mailers import read_back

# name: drawing, and who is said to have written what it quotes, and when
MAILERS: dict[str, tuple[str, ...]] = {
    "zimbra": (
        """\
0 |Yes.
  |
: |----- Original Message -----
: |From: "Ada Lovelace" <ada@example.org>
: |To: "dev" <dev@example.org>
: |Sent: Tuesday, May 3, 2016 2:05:00 PM
: |Subject: gate
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 3, 2016 2:05:00 PM",
    ),
    "zimbra, marks": (
        """\
: |----- On May 3, 2016, at 2:05 PM, Ada Lovelace ada@example.org wrote:
  |
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org> May 3, 2016, at 2:05 PM",
    ),
    "imp": (
        """\
: |Quoting Ada Lovelace <ada@example.org>:
  |
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org>",
    ),
    "imp, a forward": (
        """\
0 |Look at this.
  |
: |----- Message from Ada Lovelace <ada@example.org> ---------
: |    Date: Tue, 03 May 2016 14:05:00 +0200
: |    From: Ada Lovelace <ada@example.org>
: | Subject: gate
: |      To: dev@example.org
  |
  |
1A|Shall we close it?
  |
  |
- |----- End message from Ada Lovelace <ada@example.org> -----
  |
0 |We have closed it.
""",
        "Ada Lovelace <ada@example.org> Tue, 03 May 2016 14:05:00 +0200",
    ),
    "squirrelmail": (
        """\
: |On Tue, May 3, 2016 2:05 pm, Ada Lovelace wrote:
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace Tue, May 3, 2016 2:05 pm",
    ),
    "squirrelmail, a forward": (
        """\
0 |Look at this.
  |
: |---------------------------- Original Message ----------------------------
: |Subject: gate
: |From:    "Ada Lovelace" <ada@example.org>
: |Date:    Tue, May 3, 2016 2:05 pm
: |To:      dev@example.org
- |--------------------------------------------------------------------------
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tue, May 3, 2016 2:05 pm",
    ),
    "roundcube": (
        """\
: |On 2016-05-03 14:05, Ada Lovelace wrote:
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace 2016-05-03 14:05",
    ),
    "proton": (
        """\
0 |Yes.
  |
- |Sent with ProtonMail Secure Email.
  |
: |‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐
: |On Tuesday, May 3rd, 2016 at 2:05 PM, Ada Lovelace <ada@example.org> wrote:
  |
1A|> Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 3rd, 2016 at 2:05 PM",
    ),
    "proton, answers between": (
        """\
: |------- Original Message -------
: |On Tuesday, May 3rd, 2016 at 2:05 PM, Ada Lovelace <ada@example.org> wrote:
  |
  |
1A|> Shall we close it?
  |
0 |Yes.
  |
1A|> I have the key.
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 3rd, 2016 at 2:05 PM",
    ),
    "proton, no marks": (
        """\
0 |Yes.
  |
: |‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐
: |On Tuesday, May 3rd, 2016 at 2:05 PM, Ada Lovelace <ada@example.org> wrote:
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tuesday, May 3rd, 2016 at 2:05 PM",
    ),
    "proton, old": (
        """\
0 |Yes.
  |
: |-------- Original Message --------
: |Subject: gate
: |Local Time: May 3, 2016 2:05 PM
: |UTC Time: May 3, 2016 12:05 PM
: |From: ada@example.org
: |To: dev@example.org
  |
1A|Shall we close it?
""",
        "<ada@example.org> May 3, 2016 2:05 PM",
    ),
    "fastmail": (
        """\
: |On Tue, May 3, 2016, at 2:05 PM, Ada Lovelace wrote:
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace Tue, May 3, 2016, at 2:05 PM",
    ),
    "mailspring": (
        """\
0 |Yes.
  |
: |On May 3 2016, at 2:05 pm, Ada Lovelace <ada@example.org> wrote:
1A|> Shall we close it?
""",
        "Ada Lovelace <ada@example.org> May 3 2016, at 2:05 pm",
    ),
    "spark": (
        """\
0 |Yes.
: |On 3 May 2016, 14:05 +0200, Ada Lovelace <ada@example.org>, wrote:
1A|> Shall we close it?
""",
        "Ada Lovelace <ada@example.org> 3 May 2016, 14:05 +0200",
    ),
    "superhuman": (
        """\
0 |Yes.
  |
- |Sent via Superhuman ( https://example.org/me )
  |
: |On Tue, May 03, 2016 at 2:05 PM, Ada Lovelace < ada@example.org > wrote:
  |
  |> 
  |> 
1A|> Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tue, May 03, 2016 at 2:05 PM",
    ),
    "hey": (
        """\
0 |Yes.
  |
: |On May 3, 2016, Ada Lovelace <ada@example.org> wrote:
1A|> Shall we close it?
""",
        "Ada Lovelace <ada@example.org> May 3, 2016",
    ),
    "tutanota": (
        """\
0 |Yes.
  |
  |
: |May 3, 2016, 14:05 by ada@example.org:
  |
1A|> Shall we close it?
  |>
""",
        "<ada@example.org> May 3, 2016, 14:05",
    ),
    "em client": (
        """\
0 |Yes.
  |
: |------ Original Message ------
: |From "Ada Lovelace" <ada@example.org>
: |To dev@example.org
: |Date 03/05/2016 14:05:00
: |Subject gate
  |
1A|>Shall we close it?
1A|>I have the key.
""",
        "Ada Lovelace <ada@example.org> 03/05/2016 14:05:00",
    ),
    "zoho": (
        """\
0 |Yes.
  |
: |---- On Tue, 03 May 2016 14:05:00 +0200 Ada Lovelace <ada@example.org> wrote ----
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tue, 03 May 2016 14:05:00 +0200",
    ),
    "a telephone, a name between dashes": (
        """\
0 |Yes.
  |
: |---- Ada Lovelace wrote ----
  |
1A|Shall we close it?
""",
        "Ada Lovelace",
    ),
    "a telephone, a reply message": (
        """\
0 |Yes.
  |
: |----- Reply message -----
: |From: "Ada Lovelace" <ada@example.org>
: |To: <dev@example.org>
: |Subject: gate
: |Date: Tue, May 3, 2016 2:05 pm
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tue, May 3, 2016 2:05 pm",
    ),
    "samsung": (
        """\
0 |Yes.
  |
- |Sent from my Galaxy
  |
: |-------- Original message --------
: |From: Ada Lovelace <ada@example.org> 
: |Date: 03/05/2016  14:05  (GMT+01:00) 
: |To: dev@example.org 
: |Subject: gate 
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> 03/05/2016  14:05  (GMT+01:00)",
    ),
    "k-9": (
        """\
: |On 3 May 2016 14:05:00 CEST, Ada Lovelace <ada@example.org> wrote:
1A|>Shall we close it?
  |
0 |Yes.
  |
- |-- 
- |Sent from my Android device with K-9 Mail. Please excuse my brevity.
""",
        "Ada Lovelace <ada@example.org> 3 May 2016 14:05:00 CEST",
    ),
    "blackberry": (
        """\
0 |Yes.
- |Sent via BlackBerry from T-Mobile
  |
: |-----Original Message-----
: |From: Ada Lovelace <ada@example.org>
: |Date: Tue, 3 May 2016 14:05:00 
: |To: <dev@example.org>
: |Subject: gate
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00",
    ),
    "blackberry, new": (
        """\
0 |Yes.
  |
: |  Original Message  
: |From: Ada Lovelace
: |Sent: Tuesday, May 3, 2016 14:05
: |To: dev@example.org
: |Reply To: dev@example.org
: |Subject: gate
  |
1A|Shall we close it?
""",
        "Ada Lovelace Tuesday, May 3, 2016 14:05",
    ),
    "airmail": (
        """\
0 |Yes.
  |
: |On 3 May 2016 at 14:05:00, Ada Lovelace (ada@example.org) wrote:
  |
1A|> Shall we close it?
""",
        "Ada Lovelace <ada@example.org> 3 May 2016 at 14:05:00",
    ),
    "postbox": (
        """\
: |Ada Lovelace wrote on 5/3/16 2:05 PM:
1A|> Shall we close it?
0 |Yes.
""",
        "Ada Lovelace 5/3/16 2:05 PM",
    ),
}


@pytest.mark.parametrize("name", MAILERS)
def test_each_line_is_of_whom_its_mailer_says(name):
    drawing, *said = MAILERS[name]
    assert read_back(drawing) == (drawing, said)
