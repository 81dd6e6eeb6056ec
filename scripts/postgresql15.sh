#!/bin/sh
# Runs the tests on Debian's PostgreSQL 15: a server of its own in a temporary folder, stopped and removed at the end.
# Any arguments go to pytest. As root the server runs under the system's account `postgres`.
set -eu

programs=${POSTGRESQL15:-/usr/lib/postgresql/15/bin}
if [ ! -x "$programs/initdb" ]; then
    echo "PostgreSQL 15 is not in $programs; install it with: apt-get install postgresql-15" >&2
    exit 2
fi

here=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d /tmp/payung-pg15-XXXXXX)
if [ "$(id -u)" = 0 ]; then
    chown postgres: "$folder"
    as_server() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
else
    as_server() { "$@"; }
fi

finish() {
    code=$?
    trap - EXIT INT TERM
    (cd / && as_server "$programs/pg_ctl" --pgdata="$folder/data" --mode=immediate stop >/dev/null 2>&1) || true
    rm -rf "$folder"
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
(umask 077 && printf '%s\n' "$password" >"$folder/password")
[ "$(id -u)" != 0 ] || chown postgres: "$folder/password"

cd /
as_server "$programs/initdb" --pgdata="$folder/data" --username=tester --pwfile="$folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >/dev/null
as_server "$programs/pg_ctl" --pgdata="$folder/data" --log="$folder/log" -w \
    -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c jit=off" start >/dev/null

cd "$here"
DATABASE_URL="postgresql://tester:$password@/postgres?host=$folder"
export DATABASE_URL
"${PYTEST:-.venv/bin/pytest}" "$@"
