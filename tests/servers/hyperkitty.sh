#!/usr/bin/env bash
# Install HyperKitty in FOLDER (once), load LIST=FILE.mbox pairs (once), serve on loopback until killed.
# usage: hyperkitty.sh FOLDER PORT LIST@HOST=FILE.mbox...
#        hyperkitty.sh --install FOLDER
set -euo pipefail
if [ "$1" = --install ]; then
	folder=$2 port=
else
	folder=$1 port=$2
fi
shift 2
mkdir -p "$folder"
cd "$folder"
if [ ! -e installed ]; then
	"${PYTHON:-python3}" -m venv venv
	venv/bin/pip install --quiet --disable-pip-version-check \
		hyperkitty==1.3.12 mailman-web==0.0.9 whoosh==2.7.4 >>log 2>&1 || { tail -n 20 log >&2; exit 1; }
	touch installed
fi
[ -n "$port" ] || exit 0
cat >settings.py <<PY
from mailman_web.settings.base import *
from mailman_web.settings.mailman import *
import os
SECRET_KEY = "only for tests"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join("$folder", "web.db")}}
STATIC_ROOT = os.path.join("$folder", "static")
LOGGING = {"version": 1, "disable_existing_loggers": True}
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
COMPRESS_ENABLED = False
COMPRESS_OFFLINE = False
Q_CLUSTER = {"name": "tests", "orm": "default", "sync": True}
HYPERKITTY_MBOX_EXPORT = os.environ.get("EXPORT", "yes") == "yes"
FILTER_VHOST = False
REST_FRAMEWORK = {**globals().get("REST_FRAMEWORK", {}), "DEFAULT_THROTTLE_CLASSES": []}
PY
export MAILMAN_WEB_CONFIG="$folder/settings.py" PYTHONPATH="$folder" DJANGO_SETTINGS_MODULE=settings
web=venv/bin/mailman-web
mark=loaded-$(for pair in "$@"; do cat "${pair#*=}"; done | sha256sum | cut -c1-16)
if [ ! -e "$mark" ]; then
	rm -f loaded* web.db
	"$web" migrate --verbosity 0 >>log 2>&1
	"$web" collectstatic --noinput --verbosity 0 >>log 2>&1
	for pair in "$@"; do
		"$web" hyperkitty_import --no-sync-mailman --since 1990-01-01 -l "${pair%%=*}" "${pair#*=}" >>log 2>&1
	done
	touch "$mark"
fi
exec "$web" runserver --noreload --insecure "127.0.0.1:$port" >>log 2>&1
