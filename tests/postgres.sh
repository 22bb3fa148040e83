#!/usr/bin/env bash
# A private PostgreSQL for tests, on a free loopback port, in a folder of its own.
#   eval "$(tests/postgres.sh start)"   sets COUNTERCLAIM_TEST_POSTGRES, and COUNTERCLAIM_TEST_POSTGRES_DIR
#   tests/postgres.sh stop DIR          stops it and removes the folder
#   tests/postgres.sh run COMMAND...    starts it, runs the command with the variable set, stops it
# PostgreSQL refuse to run as root: an unprivileged user is taken then. Nothing is synced to the
# disk, since no test outlives the server. Without a PostgreSQL it says so and ends with 3.
set -euo pipefail

find_bin() {
    local dir
    for dir in $(command -v initdb >/dev/null && dirname "$(readlink -f "$(command -v initdb)")") \
        $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
        if [[ -x "$dir/initdb" && -x "$dir/pg_ctl" && -x "$dir/postgres" ]]; then
            echo "$dir"
            return
        fi
    done
    echo "postgres.sh: no initdb here; on Debian: apt-get install postgresql" >&2
    return 3
}

# Runs a command as somebody who may run a server: oneself, unless that is root.
as_owner() {
    if [[ "$(id -u)" != 0 ]]; then
        "$@"
    else
        setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups "$@"
    fi
}

start() {
    local bin dir port try
    bin="$(find_bin)" || exit 3
    dir="$(mktemp -d "${TMPDIR:-/tmp}/counterclaim-postgres.XXXXXX")"
    owner="$(id -un)"
    if [[ "$owner" == root ]]; then
        owner=postgres
        id "$owner" >/dev/null 2>&1 || owner=nobody
        chown "$owner" "$dir"
    fi
    cd "$dir"
    as_owner "$bin/initdb" --pgdata="$dir/data" --username=ledger --auth=trust --encoding=UTF8 \
        --no-locale --no-sync >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
    for try in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 30000))
        if as_owner "$bin/pg_ctl" --pgdata="$dir/data" --log="$dir/log" --wait --timeout=60 \
            --options="-p $port -h 127.0.0.1 -k $dir -c fsync=off -c full_page_writes=off \
            -c max_connections=60 -c shared_buffers=64MB" start >/dev/null 2>&1; then
            echo "export COUNTERCLAIM_TEST_POSTGRES=postgresql+psycopg://ledger@127.0.0.1:$port/postgres"
            echo "export COUNTERCLAIM_TEST_POSTGRES_DIR=$dir"
            return
        fi
    done
    cat "$dir/log" >&2
    rm -rf "$dir"
    exit 1
}

stop() {
    local dir="$1"
    [[ -f "$dir/data/PG_VERSION" ]] || { echo "postgres.sh: $dir holds no server" >&2; exit 2; }
    owner="$(stat -c %U "$dir/data")"
    cd "$dir"
    as_owner "$(find_bin)/pg_ctl" --pgdata="$dir/data" --mode=immediate --wait stop >/dev/null || true
    cd /
    rm -rf "$dir"
}

case "${1:-}" in
    start) start ;;
    stop) stop "${2:?the folder that start named}" ;;
    run)
        shift
        here="$PWD"
        settings="$(start)" || exit $?
        eval "$settings"
        trap 'cd /; stop "$COUNTERCLAIM_TEST_POSTGRES_DIR"' EXIT
        cd "$here"
        "$@"
        ;;
    *)
        sed -n '2,8p' "${BASH_SOURCE[0]}" >&2
        exit 2
        ;;
esac
