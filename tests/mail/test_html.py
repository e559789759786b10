"""HTML mail as plain text: whose words stay told, lists and links stay."""

# ruff: noqa: E501  (a mail is one line, so that it can be read against what it becomes)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.mail.html import html_to_text
from listminer.mail.zones import split_zones
from listminer.model import MessageId

BLOCK = (
    "<b>From:</b> Ada Lovelace &lt;ada@example.org&gt;<br><b>Sent:</b> Tuesday, May 3, 2016 2:05 PM"
    "<br><b>To:</b> Bob<br><b>Subject:</b> Re: gate"
)
SAID = "On Tue, May 3, 2016 at 2:05 PM Ada Lovelace &lt;ada@example.org&gt; wrote:"
OLD, NEW = "The old words.", "These are new."


@pytest.mark.parametrize(
    "html",
    [
        # Gmail
        f'<div dir="ltr">{NEW}</div><br><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">'
        f'{SAID}<br></div><blockquote class="gmail_quote"><div>{OLD}</div></blockquote></div>',
        # Gmail, without a blockquote
        f'<div>{NEW}</div><div class="gmail_extra"><div class="gmail_quote">{SAID}<br>{OLD}</div></div>',
        # Thunderbird
        f'<p>{NEW}</p><div class="moz-cite-prefix">{SAID}<br></div><blockquote type="cite" cite="mid:x">'
        f'<pre wrap="">{OLD}</pre></blockquote>',
        # Apple Mail
        f'{NEW}<br><div><blockquote type="cite"><div>{SAID}</div><br class="Apple-interchange-newline">'
        f"<div>{OLD}</div></blockquote></div>",
        # Outlook
        f'<div class="WordSection1"><p class="MsoNormal">{NEW}<o:p></o:p></p><div><div style="border:none;'
        f'border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">{BLOCK}<o:p></o:p></p></div></div>'
        f'<p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">{OLD}</p></div>',
        # Outlook on the web
        f'<div>{NEW}</div><hr tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font>{BLOCK}</font>'
        f"<div>&nbsp;</div></div><div>{OLD}</div>",
        # Outlook's blue bar
        f'<p>{NEW}</p><div style="border:none;border-left:solid blue 1.5pt"><p>{BLOCK}</p><p>{OLD}</p></div>',
        # Yahoo
        f'<div>{NEW}</div><div class="yahoo_quoted"><div>{SAID}</div><div>{OLD}</div></div>',
        # Proton
        f'<div>{NEW}</div><div class="protonmail_quote">{SAID}<br><blockquote class="protonmail_quote">'
        f"{OLD}</blockquote></div>",
        # any of them in a tree that is too deep to build
        "<div>" * 250 + f"{NEW}<p>{SAID}</p><blockquote>{OLD}</blockquote>",
        "<div>" * 250 + f'{NEW}<div class="gmail_quote">{SAID}<br>{OLD}</div>',
    ],
)
def test_each_mail_program_marks_what_it_quotes(html):
    text = html_to_text(html)
    depths = {
        words: segment.depth
        for segment in split_zones(MessageId("a1"), text)
        for words in (OLD, NEW)
        if words in text[segment.span.start : segment.span.end]
    }
    names = {
        segment.attribution.name
        for segment in split_zones(MessageId("a1"), text)
        if segment.depth
        and segment.attribution
        and OLD in text[segment.span.start : segment.span.end]
    }
    assert (depths, names) == ({OLD: 1, NEW: 0}, {"Ada Lovelace"})


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<div>one</div><div>&nbsp;</div><div>two</div>", "one\n\ntwo"),
        ("a\n  b\tc", "a b c"),
        ("a&nbsp;b &lt;c&gt; &amp; d &#8211; e", "a b <c> & d – e"),
        ("<ul><li>one<li>two<ul><li>inner</ul><li>three</ul>", "- one\n- two\n  - inner\n- three"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        (
            '<a href="https://example.org/x">the page</a>, <a href="https://example.org/y">https://example.org/y</a>',
            "the page <https://example.org/x>, https://example.org/y",
        ),
        ('<a href="mailto:ada@example.org">Ada</a>', "Ada"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a | b\n1 | 2"),
        ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
        (
            "a<blockquote>b<blockquote>c</blockquote>d</blockquote>e",
            "a\n\n> b\n>\n>> c\n>\n> d\n\ne",
        ),
        ("<script>x</script><style>x</style><!-- x --><title>x</title>yes", "yes"),
        ('<p style="display: none">x</p><p hidden>x</p>yes', "yes"),
        ("<header>yes</header>", "yes"),
        ("<head><title>x</title></head>" + "<div>" * 300 + "yes<!-- x --><style>x</style>", "yes"),
        ("We <s>should drop it</s> keep it.", "We ~~should drop it~~ keep it."),
        ("<del>Drop it. </del>Keep it.", "~~Drop it.~~ Keep it."),
        ("<del><p>One.</p><p>Two <b>x</b>.</p></del>Three", "~~One.~~\n\n~~Two x.~~\n\nThree"),
        ("<s>bui</s><s>ld</s><s>s. </s>Keep it.", "~~builds.~~ Keep it."),
        ("<s>a </s><s>b</s>x<s>c</s><br><s>d</s>", "~~a~~ ~~b~~x~~c~~\n~~d~~"),
        ("~~<s>b</s>", "~~~~b~~"),
        ("<s><ul><li>a<li>b</ul></s>", "- ~~a~~\n- ~~b~~"),
        ("<s>a <strike>b</strike></s> c<s> </s>", "~~a b~~ c"),
        ("<blockquote><s>a<br>b</s></blockquote>", "> ~~a~~\n> ~~b~~"),
        ('<span style="text-decoration: line-through">a</span> b', "~~a~~ b"),
        ('<s><a href="https://x.org/">a</a></s>', "~~a <https://x.org/>~~"),
        ('<a href="https://x.org/">a <s>b</s></a>', "a ~~b~~ <https://x.org/>"),
        ("<div>" * 300 + "a <s>b</s> c", "a ~~b~~ c"),
        ("no tags", "no tags"),
        ("<p>open <b>never closed", "open never closed"),
        ("</div></blockquote>yes", "yes"),
        ("<<<>>> <", None),
        ("", ""),
    ],
)
def test_html_to_text(html, expected):
    text = html_to_text(html)
    assert text == (text if expected is None else expected)


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "<div>",
                    "</div>",
                    "<blockquote>",
                    "</blockquote>",
                    "<p>",
                    "<ol>",
                    "<li>",
                    "</ol>",
                ),
                *(
                    "<pre>",
                    "</pre>",
                    "a",
                    " ",
                    "\n",
                    "<br>",
                    "<td>",
                    "&nbsp;",
                    "&#xd800;",
                    "<!--",
                    "<a href=x>",
                    "<s>",
                    "</s>",
                ),
                *(
                    '<div class="gmail_quote">',
                    "\0",
                    "<",
                    ">",
                    '<div style="border-left:solid 1px">',
                ),
            ]
        ),
        max_size=30,
    ).map("".join),
    st.booleans(),
)
def test_any_html_gives_text(html, deep):
    assert isinstance(html_to_text("<i>" * 201 + html if deep else html), str)


@given(
    st.lists(
        st.sampled_from(["<blockquote>", "</blockquote>", "word ", "<p>", "</p>"]), max_size=20
    )
)
def test_a_deep_tree_keeps_the_quote_depths_of_a_flat_one(pieces):
    """Each word has the same number of marks, whether the tree is built or only scanned."""

    def marks(html: str) -> list[int]:
        lines = [line for line in html_to_text(html).split("\n") if "word" in line]
        return [line.count(">") for line in lines for _ in range(line.count("word"))]

    html = "".join(pieces)
    assert marks("<div>" * 201 + html) == marks(html)
