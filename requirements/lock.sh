#!/bin/sh
# Writes both lock files anew: exact versions with hashes, for every platform, and no addresses.
# Releases younger than a week wait: a bad release is usually found by then.
set -eu
cd "$(dirname "$0")/.."
week=$(python3 -c "import datetime as d; print((d.datetime.now(d.timezone.utc) - d.timedelta(days=7)).strftime('%Y-%m-%dT00:00:00Z'))")
lock="uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --exclude-newer $week"
$lock pyproject.toml --output-file requirements/run.txt
$lock pyproject.toml --group dev --output-file requirements/dev.txt
