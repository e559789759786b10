#!/usr/bin/env bash
# Make inboxes in FOLDER from mboxrd files and serve them on loopback until killed.
# usage: public_inbox.sh FOLDER PORT NAME=FILE.mboxrd[.gz]...
# needs the Debian package public-inbox. NAME ending in "-v1" makes a v1 inbox, else v2.
set -euo pipefail
folder=$1 port=$2
shift 2
mkdir -p "$folder"
export PI_CONFIG="$folder/config" HOME="$folder" PERL_INLINE_DIRECTORY= GIT_CONFIG_NOSYSTEM=1
for pair in "$@"; do
	name=${pair%%=*} file=${pair#*=}
	[ -d "$folder/$name" ] && continue
	version=-V2
	[ "${name%-v1}" != "$name" ] && version=-V1
	public-inbox-init "$version" "$name" "$folder/$name" "http://127.0.0.1:$port/$name" "$name@lists.example.org" 2>>"$folder/log"
	perl - "$name" "$file" >>"$folder/log" 2>&1 <<'PERL'
use strict;
use PublicInbox::Config;
use PublicInbox::InboxWritable;
use PublicInbox::Eml;
my ($name, $file) = @ARGV;
my $inbox = PublicInbox::Config->new->lookup_name($name) or die "no inbox $name";
my $writer = PublicInbox::InboxWritable->new($inbox)->importer(1);
open my $mail, $file =~ /\.gz$/ ? "gzip -dc $file |" : "<$file" or die;
my $message = '';
sub add {
	return if $message eq '';
	$message =~ s/^>(>*From )/$1/mg;
	$writer->add(PublicInbox::Eml->new(\(my $copy = $message)));
	$message = '';
}
while (<$mail>) {
	if (/^From \S+ .*\d\d:\d\d/) { add() } else { $message .= $_ }
}
add();
$writer->done;
PERL
	public-inbox-index "$folder/$name" 2>>"$folder/log"
done
exec public-inbox-httpd -l "127.0.0.1:$port" -W 0 >>"$folder/log" 2>&1
