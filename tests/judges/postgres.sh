# A throw-away PostgreSQL: start_postgres exports KAMMERSIEGEL_TEST_POSTGRES, stop_postgres
# leaves nothing behind. To be sourced.

postgres_folder=

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

free_port() {
  /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start_postgres() {
  local binaries port
  binaries=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1) && port=$(free_port) || return
  postgres_control=$binaries/pg_ctl
  postgres_folder=$(mktemp -d) || return
  if [ "$(id -u)" = 0 ]; then chown postgres "$postgres_folder" || return; fi
  as_postgres "$binaries/initdb" -D "$postgres_folder/data" -U kammersiegel -A trust \
    -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null &&
    as_postgres "$postgres_control" -D "$postgres_folder/data" -l "$postgres_folder/log" -w -s \
      -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$postgres_folder" \
      -o '-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200' \
      start &&
    export KAMMERSIEGEL_TEST_POSTGRES="postgres://kammersiegel@127.0.0.1:$port/postgres"
}

stop_postgres() {
  [ -n "$postgres_folder" ] || return 0
  as_postgres "$postgres_control" -D "$postgres_folder/data" -m immediate -s stop || true
  rm -rf "$postgres_folder"
  postgres_folder=
}
