"""Words that are names and words, and words that are no person's: tables. Pure."""

from __future__ import annotations

_COMMON = """
abby amber amen angel anger apple april arch archer arrow art ash aspen aster august austin autumn
bar barb basil bay bean berry bill billy blaze bliss blue booker bow branch brand brook brown buck
bud buddy burns bush buzz calm carol case cash cat cedar chance chapel charity charm chase chat
cherry chester china chip chuck clay cliff cloud coast cole colt comfort cook coral cotton cricket
cross crystal cyan cypress dad dagger daisy dale data dawn day dean december dell delta denim
destiny diamond dick dolly don dot dove duke dusty earl early east easter echo eden ember emerald
ernest ever faith falcon fall fawn february fern field finch fine fisher flint flora ford forest
fortune fox frank freedom french friday frost gale gay gentry german ghost ginger glen glory
golden good grace grady grant gray green grey grove guy harmony harper haven hawk hazel heath herb
hero hill holland holly honest honey honor hope house hunt hunter ice india indigo iris ivory ivy
jack jade jan january java jay jenkins jersey jet jewel job jordan joy judge july june justice
keen kin king kit knight lake lance land lane lark laurel law leaf liberty lily linden link london
lot love lucky lyric mace magic main major man mar march mark marsh marshal mason max may melody
mercy miles mint misty mode monday moon myth neat network nick night noble noon norm north nova
november oak ocean october olive opal open orchid page palm pansy paris park pat patience patient
pax peace peach pearl penny pepper petty pierce pilgrim pitch plain poet pool poppy port prairie
precious price pride prince proper prosper prudence python queen quest quick rain rainbow ranger
raven ray red reed reef rich ridge rip river rob robin rock rocky rod roman rose ruby ruff rust
rusty sage sail saint sandy saturday scarlet script sea september serenity shade shadow shell
shepherd sierra silver skip sky slate smart snow sol sonny south spark speed spike spring star
sterling stew stone storm story strange sue summer sun sunday sunny swan sweet tab tally teal
temple thorn thursday tiger timber trinity true truth tuesday unity van venice victor victory
viola violet virginia vista ward wash waters wave way wednesday west whisper white wild will
willow win windy winter wise wolf wood woods woody wren young
"""
_NO_PERSON = """
admin administrator agent alert alerts all and announce at autobuild automated bot bots bug bugs
bugzilla build buildbot builder builds by ci client commit commits committee community contact
core council cron daemon debian dev devel developer developers discuss discussion doc docs editor
engineering for foundation from gerrit git github gitlab group help helpdesk home hudson in inc
info infra jenkins jira kernel launchpad library linux list listmaster lists ltd mail mailer
mailing mailman main manager mantis master message moderator my new news no-reply nobody noreply
not notification notifications notify of office old on or our owner patch patches patchwork
postmaster project proposal release releases reply report reports request review reviews robot
root sales script security server service services software source staff subversion support svn
system systems team tech technical test tester testing that the this to trac tracker tracking
unknown update updates user users via web webmaster wiki with world your zuul
"""

COMMON_NAMES = frozenset(_COMMON.split())
"""Given and family names that are English words, places, days or tools, in lower case."""

NO_PERSON = frozenset(_NO_PERSON.split())
"""Words in names of programs, lists and firms: none of such a name is anybody's first name."""
