"""How list archives, forums, trackers, digests and news gateways quote: whose words each line holds."""

# ruff: noqa: E501, W291  (a line is as its mailer writes it, with the blanks at its end)

from __future__ import annotations

import pytest

from .mailers import drawn, mail_of, read_back

# name: drawing, and who is said to have written what it quotes, and when
MAILERS: dict[str, tuple[str, ...]] = {
    "nabble": (
        """\
: |Ada Lovelace wrote
1A|> Shall we close it?
  |
0 |Yes.
  |
  |
  |
  |
- |--
- |View this message in context: http://example.org/gate-tp1p2.html
- |Sent from the dev mailing list archive at example.org.
""",
        "Ada Lovelace",
    ),
    "google groups": (
        """\
0 |Yes.
  |
: |On Tuesday, May 3, 2016 at 2:05:00 PM UTC+2, Ada Lovelace wrote:
  |>
1A|> Shall we close it?
""",
        "Ada Lovelace Tuesday, May 3, 2016 at 2:05:00 PM UTC+2",
    ),
    "google groups, old": (
        """\
: |On May 3, 2:05 pm, Ada Lovelace <ada@example.org> wrote:
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org> May 3, 2:05 pm",
    ),
    "gmane": (
        """\
: |Ada Lovelace <ada <at> example.org> writes:
  |
  |> 
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org>",
    ),
    "hyperkitty": (
        """\
: |Ada Lovelace wrote:
1A|> Shall we close it?
0 |Yes.
""",
        "Ada Lovelace",
    ),
    "discourse": (
        """\
: |[quote="ada, post:3, topic:12, full:true"]
1A|Shall we close it?
1A|[/quote]
  |
0 |Yes.
""",
        "ada",
    ),
    "discourse, two posts": (
        """\
: |[quote="ada, post:3, topic:12"]
1A|Shall we close it?
  |
1A|I have the key.
1A|[/quote]
  |
0 |Yes.
  |
: |[quote="cy, post:4, topic:12"]
1C|The gate stands open.
1C|[/quote]
0 |No more.
""",
        "ada",
        "cy",
    ),
    "a quote in a quote": (
        """\
: |[quote="ada"]
: |[quote="cy"]
2C|Shall we close it?
2C|[/quote]
1A|I have the key.
1A|[/quote]
0 |Yes.
""",
        "cy",
        "ada",
    ),
    "bbcode in capitals": (
        """\
: |[QUOTE=ada]
1A|Shall we close it?
1A|[/QUOTE]
0 |Yes.
""",
        "ada",
    ),
    "phpbb": (
        """\
1?|[quote]
1?|Shall we close it?
1?|[/quote]
0 |Yes.
""",
    ),
    "jira": (
        """\
1?|{quote}
1?|Shall we close it?
1?|{quote}
0 |Yes.
""",
    ),
    "jira, on one line": (
        """\
1?|{quote}Shall we close it?{quote}
  |
0 |Yes.
  |
1?|bq. I have the key.
  |
0 |Keep it.
""",
    ),
    "github": (
        """\
1?|> Shall we close it?
  |
0 |Yes.
  |
- |-- 
- |Reply to this email directly or view it on GitHub:
- |https://example.org/gate/issues/1#issuecomment-2
""",
    ),
    "github, a review": (
        """\
0 |@bob commented on this pull request.
  |
  |
  |
1?|> @@ -1,2 +1,3 @@
1?|>  gate = True
1?|> +key = None
  |
0 |A better name?
""",
    ),
    "gitlab": (
        """\
0 |Bob Mason commented on a discussion: https://example.org/gate/-/merge_requests/1#note_2
  |
1?|> Shall we close it?
  |
0 |Yes.
  |
- |-- 
- |Reply to this email directly or view it on GitLab: https://example.org/gate/-/merge_requests/1#note_2
""",
    ),
    "phabricator": (
        """\
0 |bob added a comment.
  |
  |
: |In D12#345, @ada wrote:
  |
1A|> Shall we close it?
  |
  |
0 |Yes.
""",
        "ada",
    ),
    "pipermail page, copied by hand": (
        """\
: |Ada Lovelace on Tue May 3 14:05:00 CEST 2016:
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace Tue May 3 14:05:00 CEST 2016",
    ),
    "gerrit": (
        """\
0 |Bob Mason has posted comments on this change.
  |
0 |Patch Set 2:
  |
1?|> Shall we close it?
  |
0 |Yes.
""",
    ),
    "bugzilla": (
        """\
0 |https://example.org/show_bug.cgi?id=12
  |
: |(In reply to Ada Lovelace from comment #2)
1A|> Shall we close it?
  |
0 |Yes.
  |
- |-- 
- |You are receiving this mail because:
- |You are on the CC list for the bug.
""",
        "Ada Lovelace",
    ),
    "bugzilla, old": (
        """\
: |(In reply to comment #2)
1?|> Shall we close it?
0 |Yes.
""",
    ),
    "trac": (
        """\
0 |Comment (by bob):
  |
: | Replying to [comment:2 ada]:
1A| > Shall we close it?
  |
0 | Yes.
""",
        "ada",
    ),
    "a digest, answered with marks": (
        """\
0 |Yes.
  |
: |> Message: 3
: |> Date: Tue, 3 May 2016 14:05:00 +0200
: |> From: Ada Lovelace <ada@example.org>
: |> To: dev@example.org
: |> Subject: gate
: |> Message-ID: <a1@example.org>
: |> Content-Type: text/plain; charset=utf-8
  |>
1A|> Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200",
    ),
    "a digest, as it came": (
        """\
0 |Yes.
  |
: |Message: 3
: |Date: Tue, 3 May 2016 14:05:00 +0200
: |From: Ada Lovelace <ada@example.org>
: |Subject: gate
: |To: dev@example.org
: |Message-ID: <a1@example.org>
: |Content-Type: text/plain; charset=utf-8
  |
1A|Shall we close it?
  |
- |------------------------------
  |
: |Message: 4
: |Date: Tue, 3 May 2016 15:00:00 +0200
: |From: Cy Young <cy@example.org>
: |Subject: gate
  |
1C|The gate stands open.
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200",
        "Cy Young <cy@example.org> Tue, 3 May 2016 15:00:00 +0200",
    ),
    "a mail out of an mbox": (
        """\
0 |Look at this.
  |
: |From ada@example.org Tue May  3 14:05:00 2016
: |From: Ada Lovelace <ada@example.org>
: |Date: Tue, 3 May 2016 14:05:00 +0200
: |Subject: gate
  |
1A|Shall we close it?
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200",
    ),
    "a review of a patch": (
        """\
: |On Tue, 3 May 2016 14:05:00 +0200
: |Ada Lovelace <ada@example.org> wrote:
  |
1A|> ---
1A|>  gate.c | 2 +-
1A|>  1 file changed, 1 insertion(+), 1 deletion(-)
  |> 
1A|> diff --git a/gate.c b/gate.c
1A|> --- a/gate.c
1A|> +++ b/gate.c
1A|> @@ -1,2 +1,2 @@
1A|> -int open;
1A|> +int shut;
  |
0 |A better name?
  |
1A|>  int key;
  |
0 |Reviewed-by: Bob Mason <bob@example.org>
""",
        "Ada Lovelace <ada@example.org> Tue, 3 May 2016 14:05:00 +0200",
    ),
    "news": (
        """\
: |In article <a1@example.org>, Ada Lovelace <ada@example.org> wrote:
1A|>Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org>",
    ),
    "news, a bar and a mark": (
        """\
: |In article <a1@example.org>, ada@example.org (Ada Lovelace) writes:
1A||> Shall we close it?
  ||> 
1A||> I have the key.
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org>",
    ),
    "news, outlook express": (
        """\
: |"Ada Lovelace" <ada@example.org> wrote in message
: |news:a1@example.org...
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org>",
    ),
    "news, outlook express, on one line": (
        """\
: |"Ada Lovelace" <ada@example.org> wrote in message news:a1@example.org...
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org>",
    ),
    "news, xnews": (
        """\
: |Ada Lovelace <ada@example.org> wrote in news:a1@example.org:
  |
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org>",
    ),
    "s-nail": (
        """\
: |Ada Lovelace wrote in
: | <a1@example.org>:
1A| |Shall we close it?
1A| |I have the key.
  |
0 |Yes.
""",
        "Ada Lovelace",
    ),
    "s-nail, marks behind the bar": (
        """\
: |Ada Lovelace wrote in
: | <a1@example.org>:
: | |Cy Young wrote:
2C| |> The gate stands open.
1A| |Shall we close it?
  |
0 |Yes.
""",
        "Cy Young",
        "Ada Lovelace",
    ),
    "s-nail, on one line": (
        """\
: |Ada Lovelace wrote in <a1@example.org>:
1A||Shall we close it?
1A||I have the key.
0 |Yes.
""",
        "Ada Lovelace",
    ),
    "a copy below a name alone": (
        """\
0 |Yes.
  |
: |Ada Lovelace wrote:
  |
1A|Shall we close it?
  |
1A|I have the key.
""",
        "Ada Lovelace",
    ),
    "what was left out above a quote": (
        """\
: |Ada Lovelace wrote:
0 |[...]
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace",
    ),
    "said the following": (
        """\
: |Ada Lovelace said the following on 03/05/16 14:05:
1A|> Shall we close it?
0 |Yes.
""",
        "Ada Lovelace 03/05/16 14:05",
    ),
    "on a day, said the following": (
        """\
: |On 3 May 2016, Ada Lovelace said the following:
1A|> Shall we close it?
0 |Yes.
""",
        "Ada Lovelace 3 May 2016",
    ),
    "spake": (
        """\
: |Thus spake Ada Lovelace:
1A|> Shall we close it?
0 |Yes.
""",
        "Ada Lovelace",
    ),
    "alot": (
        """\
: |Quoting Ada Lovelace (2016-05-03 14:05:00)
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace 2016-05-03 14:05:00",
    ),
    "sup, wrapped again": (
        """\
: |Reformatted excerpts from Ada Lovelace's message of 2016-05-03:
1A|> Shall we close it?
0 |Yes.
""",
        "Ada Lovelace 2016-05-03",
    ),
    "a quote that was set in, and quoted": (
        """\
: |Ada Lovelace wrote:
1A|>   Look at this.
: |>     Cy Young wrote:
2C|>     > The gate stands open.
2C|>     > It is cold.
1A|> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace",
        "Cy Young",
    ),
    "bars": (
        """\
: |Ada Lovelace writes:
1A|| Shall we close it?
1A|| I have the key.
  |
0 |Yes.
""",
        "Ada Lovelace",
    ),
    "one bar, below whom it quotes": (
        """\
: |Ada Lovelace writes:
1A|| Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace",
    ),
    "colons": (
        """\
: |Ada Lovelace writes:
1A|: Shall we close it?
1A|: I have the key.
  |
0 |Yes.
""",
        "Ada Lovelace",
    ),
    "braces": (
        """\
: |Ada Lovelace writes:
1A|} Shall we close it?
1A|} I have the key.
  |
0 |Yes.
""",
        "Ada Lovelace",
    ),
    "brackets": (
        """\
: |Ada Lovelace writes:
1A|] Shall we close it?
1A|] I have the key.
0 |Yes.
""",
        "Ada Lovelace",
    ),
    "one line behind initials": (
        """\
: |On Tue, 03 May 2016 14:05:00 +0200, Ada Lovelace <ada@example.org> said:
  |
1A|AL> Shall we close it?
  |
0 |Yes.
""",
        "Ada Lovelace <ada@example.org> Tue, 03 May 2016 14:05:00 +0200",
    ),
    "a top post over a full copy": (
        """\
0 |Yes.
  |
0 |Bob
  |
: |On Tue, May 3, 2016 at 2:05 PM, Ada Lovelace <ada@example.org> wrote:
  |
1A|> Hi all,
1A|> Shall we close it?
1A|> -- 
1A|> Ada
""",
        "Ada Lovelace <ada@example.org> Tue, May 3, 2016 at 2:05 PM",
    ),
    "what two wrote, one below the other": (
        """\
: |Ada Lovelace wrote:
1A|> Shall we close it?
  |
0 |Yes.
  |
: |Cy Young wrote:
1C|> The gate stands open.
  |
0 |No more.
""",
        "Ada Lovelace",
        "Cy Young",
    ),
}


@pytest.mark.parametrize("name", MAILERS)
def test_each_line_is_of_whom_its_mailer_says(name):
    drawing, *said = MAILERS[name]
    assert read_back(drawing) == (drawing, said)


def test_flowed_lines_are_joined_and_what_was_stuffed_is_undone():
    flowed = (
        "On 3 May 2016, Ada Lovelace wrote:\n> Shall we \n> close it?\n>\n>> It stands \n"
        ">> open.\n\nYes, from \nMonday on.\n From here on it is ours.\n"
    )
    message = mail_of(flowed, "text/plain; format=flowed")
    assert drawn(message) == (
        ": |On 3 May 2016, Ada Lovelace wrote:\n1A|> Shall we close it?\n  |> \n"
        "2?|>> It stands open.\n  |\n0 |Yes, from Monday on.\n0 |From here on it is ours.\n"
    )
